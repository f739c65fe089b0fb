"""Typing errors in remarks: ``seropositf``, ``levothyrx``, words that miss one of ours by a letter.

Looked for in the comment columns of tables of people only, in words whose first and last letters
are right and that are no French word or name, for words of ours of seven letters and more. One
letter too many, missing, wrong or changed places with its neighbour (optimal string alignment
distance 1).

Words are compared by what is left of them without one letter (see `misspelt_words`), all words of
a chunk at once; what that suggests is verified letter by letter.
"""

from functools import cached_property
from typing import Generic, Literal, TypeVar

import numpy as np

from leakscan.detectors import name_lexicon
from leakscan.detectors.characters import DIGITS, LOWER, Bytes, Offsets, byte_class
from leakscan.detectors.folding import plain
from leakscan.detectors.layout import Layout
from leakscan.detectors.lexical import Words
from leakscan.detectors.misspelt_words import (
    LEAST_WRITTEN,
    MOST,
    MisspeltWords,
    Numbers,
    remainders,
)
from leakscan.detectors.passages import joined
from leakscan.detectors.rule import NO_RULE, RuleSet
from leakscan.detectors.vocabulary import Vocabulary
from leakscan.membership import are_in
from leakscan.native import arrays
from leakscan.native.library import KERNELS

_PERSONAL = frozenset({"name", "nir", "birth-date"})
"""Columns that make a table one of people."""
_IS_LETTER, _IS_DIGIT = byte_class(LOWER), byte_class(DIGITS)
_IS_WORD = byte_class(LOWER + DIGITS)
_BATCH = 4096
_CELL_BITS, _WORD_BITS = 15, 16
"""Cells and words remembered: half a megabyte, and one."""
_ONE = np.uint64(1)
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
_MOST_FOUND = 50_000
"""Cells and words with errors that are remembered; more are all forgotten."""
Slip = tuple[int, int, int]
Found = TypeVar("Found")


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
        which = np.flatnonzero(are_in(numbers, self._numbers)).tolist()
        return [(each, self._found[int(numbers[each])]) for each in which]


class Misspellings:
    """Finds them; remembers, as numbers under secret keys, which cells and words had which."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        self._rules, self._vocabulary = rules, vocabulary
        self._comment = rules.number_of("health.comment")
        self._persons = frozenset(
            number for number, rule in enumerate(rules.rules) if rule.info.category in _PERSONAL
        )
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
        long = np.flatnonzero(ends - starts >= LEAST_WRITTEN)
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
        text, begins = joined(data, starts, ends)
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

    def meant_by(self, words: list[str]) -> dict[int, str]:
        """Which words, in lower case and without accents, miss one of ours, and that word."""
        fitting = [
            row
            for row, word in enumerate(words)
            if LEAST_WRITTEN <= len(word) <= MOST and word.isascii() and word.isalpha()
        ]
        if not fitting:
            return {}
        data = np.frombuffer("\n".join(words[row] for row in fitting).encode(), np.uint8)
        sizes = np.array([len(words[row]) for row in fitting], np.int64)
        first = np.cumsum(sizes + 1) - sizes - 1
        found = self._suspects(data, first, first + sizes)
        return {fitting[row]: word for row, word in found.items()}

    def is_ours(self, word: str) -> bool:
        """Whether a word, in lower case and without accents, is one of ours, and long enough."""
        return word in self._targets.known

    def is_no_word(self, word: str) -> bool:
        """Whether a word, in lower case and without accents, is none that we know, and no name."""
        return not (word in self._targets.known or word in self._look_alikes or _is_name(word))

    def _suspects(self, data: Bytes, first: Offsets, last: Offsets) -> dict[int, str]:
        """Which words, by number, miss one of ours, and that word."""
        found: dict[int, str] = {}
        for batch in range(0, first.size, _BATCH):
            starts, ends = first[batch : batch + _BATCH], last[batch : batch + _BATCH]
            numbers = remainders(data, starts, ends)
            near = self._targets.may_hold(numbers)
            near[near] = are_in(numbers[near], self._targets.numbers)
            for row in np.flatnonzero(near.any(axis=1)).tolist():
                word = data[starts[row] : ends[row]].tobytes().decode("ascii")
                if meant := self._meant(word, numbers[row][near[row]]):
                    found[batch + row] = meant
        return found

    def _meant(self, word: str, numbers: Numbers) -> str | None:
        targets = self._targets
        if word in targets.known or word in self._look_alikes:
            return None
        low, high = (np.searchsorted(targets.numbers, numbers, side) for side in _SIDES)
        for first, last in zip(low.tolist(), high.tolist(), strict=True):
            for owner in targets.owner[first:last].tolist():
                if _is_slip(word, targets.words[owner]) and not _is_name(word):
                    return targets.words[owner]
        return None

    @cached_property
    def _targets(self) -> MisspeltWords:
        """Read at the first table with remarks."""
        return MisspeltWords.of(self._rules, self._vocabulary)

    @cached_property
    def _look_alikes(self) -> frozenset[str]:
        """French words that are nearly one of ours."""
        return frozenset(name_lexicon.entries_of("look-alikes.txt").decode("ascii").split())


def _is_slip(word: str, target: str) -> bool:
    """Whether a word is the other with one error inside; an ending is grammar, not an error."""
    if word[0] != target[0] or word[-1] != target[-1] or word.startswith(target):
        return False
    pairs = enumerate(zip(word, target, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(word), len(target)))
    one, other = word[at:], target[at:]
    exchanged = one[:2] == other[1::-1] and one[2:] == other[2:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or exchanged


def _is_name(word: str) -> bool:
    keys = name_lexicon.keys_of_texts([word.encode()])
    return bool(name_lexicon.are_surnames(keys)[0] or name_lexicon.are_first_names(keys)[0])


def _words(data: Bytes) -> tuple[Offsets, Offsets]:
    """Start and end of the words of plain text that are long enough, letters only."""
    if KERNELS is None:
        return _words_of(data)
    first, last = arrays.long_words(data, _IS_WORD, LEAST_WRITTEN, MOST + 1)
    pure = ~arrays.spans_hold(data, first, last, _IS_DIGIT)
    return first[pure], last[pure]


def _words_of(data: Bytes) -> tuple[Offsets, Offsets]:
    """The twin of the kernels."""
    inside = np.concatenate([[False], _IS_WORD[data], [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    first, last = edges[::2], edges[1::2]
    fitting = (last - first >= LEAST_WRITTEN) & (last - first <= MOST)
    first, last = first[fitting], last[fitting]
    letters = np.concatenate([[0], np.cumsum(_IS_LETTER[data], dtype=np.int64)])
    pure = letters[last] - letters[first] == last - first
    return first[pure], last[pure]
