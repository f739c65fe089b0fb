"""Typing errors in remarks: ``seropositf``, ``levothyrx``, words that miss one of ours by a letter.

Looked for in the comment columns of tables of people only, in words of seven letters and more
whose first and last letters are right, and that are no French word or name. One letter too many,
missing, wrong or changed places with its neighbour (optimal string alignment distance 1).

Words are compared by what is left of them without one letter: two words at distance 1 have a
remainder in common, or one is a remainder of the other (the idea of SymSpell). Remainders are
numbers, computed for all words of a chunk at once from a polynomial that may lose any of its
terms; what they suggest is verified letter by letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from leakscan.detectors import name_lexicon
from leakscan.detectors.characters import DIGITS, LOWER, Bytes, Offsets, byte_class
from leakscan.detectors.folding import folded, plain
from leakscan.detectors.layout import Layout
from leakscan.detectors.lexical import Words
from leakscan.detectors.passages import joined
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.vocabulary import Role, Vocabulary
from leakscan.detectors.votes import NO_RULE
from leakscan.membership import are_in
from leakscan.native import arrays
from leakscan.native.library import KERNELS

_LEAST, _LEAST_DRUG, _MOST = 7, 8, 24
"""Letters; shorter words are too near to others, and names of drugs to those of other goods."""
_PERSONAL = frozenset({"name", "nir", "birth-date"})
"""Columns that make a table one of people."""
_IS_LETTER, _IS_DIGIT = byte_class(LOWER), byte_class(DIGITS)
_IS_WORD = byte_class(LOWER + DIGITS)
_BATCH = 4096
_BASE = 0x9E3779B97F4A7C15
_INVERSE = np.uint64(pow(_BASE, -1, 1 << 64))
_POWERS = np.array([pow(_BASE, at, 1 << 64) for at in range(_MOST)], np.uint64)
_SKETCH_BITS = 20
_CELL_BITS, _WORD_BITS = 15, 16
"""Cells and words remembered: half a megabyte, and one."""
_ONE = np.uint64(1)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
Numbers = npt.NDArray[np.uint64]
_MOST_FOUND = 50_000
"""Cells and words with errors that are remembered; more are all forgotten."""
Slip = tuple[int, int, int]
Found = TypeVar("Found")


def targets_of(
    vocabulary: Vocabulary, words: Sequence[str], drugs: frozenset[int]
) -> dict[str, list[int]]:
    """Words that may be misspelt, without accents, and the entries each stands for.

    Single words about health that are believed as they stand, in whatever case; `words` are the
    literals, folded, and `drugs` the numbers of the rules whose words are names of drugs.
    """
    least = _least_letters(vocabulary, drugs)
    counted = np.concatenate([[0], np.cumsum(least > 0)])[vocabulary.first_entry]
    found: dict[str, list[int]] = {}
    for number in np.flatnonzero(np.diff(counted)).tolist():
        word = words[number]
        if not (_LEAST <= len(word) <= _MOST and word.isascii() and word.isalpha()):
            continue
        low, high = vocabulary.first_entry[number : number + 2].tolist()
        chosen = [entry for entry in range(low, high) if 0 < least[entry] <= len(word)]
        if chosen and word not in found:
            found[word] = chosen
    return found


def _least_letters(vocabulary: Vocabulary, drugs: frozenset[int]) -> npt.NDArray[np.int64]:
    """Letters from which each entry may be misspelt, 0 for those that may not."""
    sound = [
        group.level > 0 and not group.pattern and not group.near for group in vocabulary.groups
    ]
    may = (vocabulary.role == Role.KEYWORD) & (vocabulary.spelling < 0)
    may[may] = np.array(sound or [False], np.bool_)[vocabulary.group[may]]
    is_drug = np.isin(vocabulary.rule, sorted(drugs))
    return np.where(may, np.where(is_drug, _LEAST_DRUG, _LEAST), 0)


def _words_of_literals(vocabulary: Vocabulary) -> list[str]:
    """The literals, folded."""
    texts = b"\n".join(vocabulary.literals()).decode("utf-8", "replace").lower().split("\n")
    # Few have an accent, and what tells so takes a tenth of the time of looking for one.
    return [text if text.isascii() and "_" not in text else folded(text) for text in texts]


@dataclass(slots=True, eq=False, repr=False)
class _Targets:
    """The words by their remainders, and all that is none of them.

    Attributes:
        entries: Of each word.
        words: All of them.
        numbers: Their own numbers and those of their remainders, ascending.
        owner: Index of the word of each number.
        maybe: Which last bits such a number may have.
        known: Words that are right as they are.
    """

    entries: dict[str, list[int]]
    words: list[str]
    numbers: Numbers
    owner: Offsets
    maybe: npt.NDArray[np.bool_]
    known: frozenset[str]


def numbers_of(rules: RuleSet, rule_id: str) -> frozenset[int]:
    """The number of a rule in a set; nothing when the set lacks it."""
    return frozenset(n for n, rule in enumerate(rules.rules) if rule.info.id == rule_id)


class _Seen:
    """Which numbers were met lately: each has a slot in either of two tables; newer ones stay."""

    def __init__(self, bits: int) -> None:
        self._high, self._low = np.zeros((2, 1 << bits), np.uint64)
        self._shift, self._mask = np.uint64(64 - bits), np.uint64(((1 << bits) - 1) << 1)

    def fresh(self, numbers: Numbers) -> Offsets:
        """One of each number that is not known, by index, ascending; all are known from now."""
        unknown = np.flatnonzero(self._high[numbers >> self._shift] != numbers)
        if unknown.size:
            others = numbers[unknown]
            unknown = unknown[self._low[(others & self._mask) >> _ONE] != others]
        if unknown.size:
            unknown = unknown[np.sort(np.unique(numbers[unknown], return_index=True)[1])]
            fresh = numbers[unknown]
            high = fresh >> self._shift
            taken = self._high[high] != 0
            self._high[high[~taken]] = fresh[~taken]
            self._low[(fresh[taken] & self._mask) >> _ONE] = fresh[taken]
        return unknown


class _Memory(Generic[Found]):
    """What was found in the few texts, by number, in which something was."""

    def __init__(self) -> None:
        self._found: dict[int, Found] = {}
        self._numbers: Numbers = np.empty(0, np.uint64)

    @property
    def size(self) -> int:
        """Number of texts."""
        return len(self._found)

    def add(self, found: dict[int, Found]) -> None:
        """Keep it."""
        if found:
            self._found |= found
            self._numbers = np.array(sorted(self._found), np.uint64)

    def of(self, numbers: Numbers) -> list[tuple[int, Found]]:
        """Index and what was found, of the texts in which something was."""
        if not self._numbers.size:
            return []
        which = np.flatnonzero(are_in(numbers, self._numbers)).tolist()
        return [(each, self._found[int(numbers[each])]) for each in which]


class Misspellings:
    """Finds them; remembers, as numbers under secret keys, which cells and words had which."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._comment = next(iter(numbers_of(rules, "health.comment")), NO_RULE)
        self._persons = frozenset(
            number for number, rule in enumerate(rules.rules) if rule.info.category in _PERSONAL
        )
        self._drugs = numbers_of(rules, "health.drug")
        self._secrets = arrays.new_seeds()
        self._forget()

    def _forget(self) -> None:
        self._cells, self._words = _Seen(_CELL_BITS), _Seen(_WORD_BITS)
        self._slips: _Memory[list[Slip]] = _Memory()
        self._meanings: _Memory[str] = _Memory()

    def find(self, layout: Layout) -> Words | None:
        """The misspelt words of a chunk as occurrences of what was meant; None for none."""
        profile = layout.profile
        if profile is None or layout.chunk.fields is None or self._comment == NO_RULE:
            return None
        roles = profile.rule
        columns = np.flatnonzero(roles == self._comment).tolist()
        if not columns or self._persons.isdisjoint(roles.tolist()):
            return None
        if self._slips.size + self._meanings.size > _MOST_FOUND:
            self._forget()
        rows = sorted(row for column in columns for row in self._in_column(layout, column))
        if not rows:
            return None
        start, end, entry = np.array(rows, np.int64).T
        return Words(entry, start, end)

    def _in_column(self, layout: Layout, column: int) -> list[Slip]:
        """Start and end in the chunk, and entry, of each misspelt word of a column."""
        _, starts, ends, _ = layout.column_spans(column)
        long = np.flatnonzero(ends - starts >= _LEAST - 1)
        starts, ends = starts[long], ends[long]
        numbers = self._numbers(layout.data, starts, ends)
        fresh = self._cells.fresh(numbers)
        if fresh.size:
            read = self._read(layout.data, starts[fresh], ends[fresh])
            self._slips.add({int(numbers[fresh[cell]]): slips for cell, slips in read.items()})
        return [
            (int(starts[cell]) + low, int(starts[cell]) + high, entry)
            for cell, slips in self._slips.of(numbers)
            for low, high, entry in slips
        ]

    def _numbers(self, data: Bytes, starts: Offsets, ends: Offsets) -> Numbers:
        """A number for each span, the same for the same bytes."""
        if KERNELS is not None:
            return arrays.span_hashes(data, starts, ends, *self._secrets)
        text = data.tobytes()
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        return np.array([hash(text[low:high]) for low, high in spans], np.int64).view(np.uint64)

    def _read(self, data: Bytes, starts: Offsets, ends: Offsets) -> dict[int, list[Slip]]:
        """The misspelt words of cells, by cell: start and end in the cell, and entry."""
        sizes = ends - starts + 1
        begins = np.cumsum(sizes) - sizes
        text = joined(data, starts, ends, starts - begins)
        simple = plain(text)
        first, last = _words(simple.data)
        numbers = self._numbers(simple.data, first, last)
        fresh = self._words.fresh(numbers)
        if fresh.size:
            meant = self._suspects(simple.data, first[fresh], last[fresh])
            self._meanings.add({int(numbers[fresh[row]]): word for row, word in meant.items()})
        found: dict[int, list[Slip]] = {}
        for row, word in self._meanings.of(numbers):
            low, high = (int(simple.offsets(each[row : row + 1])[0]) for each in (first, last))
            cell = int(np.searchsorted(begins, low, side="right")) - 1
            begin = int(begins[cell])
            slips = [(low - begin, high - begin, entry) for entry in self._targets.entries[word]]
            found.setdefault(cell, []).extend(slips)
        return found

    def _suspects(self, data: Bytes, first: Offsets, last: Offsets) -> dict[int, str]:
        """Which words, by number, miss one of ours, and that word."""
        found: dict[int, str] = {}
        for batch in range(0, first.size, _BATCH):
            starts, ends = first[batch : batch + _BATCH], last[batch : batch + _BATCH]
            numbers = _remainders(data, starts, ends)
            near = self._targets.maybe[numbers & np.uint64((1 << _SKETCH_BITS) - 1)]
            near[near] = are_in(numbers[near], self._targets.numbers)
            for row in np.flatnonzero(near.any(axis=1)).tolist():
                word = data[starts[row] : ends[row]].tobytes().decode("ascii")
                if meant := self._meant(word, numbers[row][near[row]]):
                    found[batch + row] = meant
        return found

    def _meant(self, word: str, numbers: Numbers) -> str | None:
        targets = self._targets
        if word in targets.known:
            return None
        low, high = (np.searchsorted(targets.numbers, numbers, side) for side in _SIDES)
        for first, last in zip(low.tolist(), high.tolist(), strict=True):
            for owner in targets.owner[first:last].tolist():
                if _is_slip(word, targets.words[owner]) and not _is_name(word):
                    return targets.words[owner]
        return None

    @cached_property
    def _targets(self) -> _Targets:
        """Made at the first table with remarks."""
        literals = _words_of_literals(self._vocabulary)
        entries = targets_of(self._vocabulary, literals, self._drugs)
        words = [*entries]
        sizes = np.array([len(word) for word in words], np.int64)
        ends = np.cumsum(sizes)
        data = np.frombuffer("".join(words).encode(), np.uint8)
        rows = _remainders(data, ends - sizes, ends)
        # The least word of a number first, as they come.
        order = np.argsort(rows, axis=None, kind="stable")
        numbers = rows.ravel()[order]
        maybe = np.zeros(1 << _SKETCH_BITS, np.bool_)
        maybe[numbers & np.uint64((1 << _SKETCH_BITS) - 1)] = True
        known = frozenset(literals) | frozenset(
            name_lexicon.entries_of("look-alikes.txt").decode("ascii").split()
        )
        return _Targets(entries, words, numbers, order // rows.shape[1], maybe, known)


def _is_slip(word: str, target: str) -> bool:
    """Whether a word is the other with one error inside; an ending is grammar, not an error."""
    if word[0] != target[0] or word[-1] != target[-1] or word.startswith(target):
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(word, target, score_cutoff=1) == 1)


def _is_name(word: str) -> bool:
    keys = name_lexicon.keys_of_texts([word.encode()])
    return bool(name_lexicon.are_surnames(keys)[0] or name_lexicon.are_first_names(keys)[0])


def _words(data: Bytes) -> tuple[Offsets, Offsets]:
    """Start and end of the words of plain text that are long enough, letters only."""
    if KERNELS is None:
        return _words_of(data)
    first, last = arrays.long_words(data, _IS_WORD, _LEAST - 1, _MOST + 1)
    pure = ~arrays.spans_hold(data, first, last, _IS_DIGIT)
    return first[pure], last[pure]


def _words_of(data: Bytes) -> tuple[Offsets, Offsets]:
    """The twin of the kernels."""
    inside = np.concatenate([[False], _IS_WORD[data], [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    first, last = edges[::2], edges[1::2]
    fitting = (last - first >= _LEAST - 1) & (last - first <= _MOST)
    first, last = first[fitting], last[fitting]
    letters = np.concatenate([[0], np.cumsum(_IS_LETTER[data], dtype=np.int64)])
    pure = letters[last] - letters[first] == last - first
    return first[pure], last[pure]


def _remainders(data: Bytes, first: Offsets, last: Offsets) -> Numbers:
    """The number of each word, and of what is left of it without one of its letters.

    Returns:
        Shape (words, most letters + 1); rows are filled up with the word's own number.
    """
    at = first[:, None] + np.arange(_MOST)
    letters = np.where(at < last[:, None], data[np.minimum(at, data.size - 1)], np.uint8(0))
    sums = np.zeros((first.size, _MOST + 1), np.uint64)
    np.cumsum(letters.astype(np.uint64) * _POWERS, axis=1, out=sums[:, 1:])
    whole = sums[:, -1:]
    without = sums[:, :-1] + (whole - sums[:, 1:]) * _INVERSE
    without = np.where(letters > 0, without, whole)
    return np.concatenate([whole, without], axis=1)
