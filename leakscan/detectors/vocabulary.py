"""All words of a rule set as literals for one multi-pattern pass.

A *literal* is a byte string to search for, case-insensitively for ASCII; an *entry* is what it
means: a keyword of some rule's group, a label or a veto of the numeric lane. One literal may
have several entries (Truvada is a drug and a sign of HIV). Accents are ignored by giving each
accented keyword its unaccented and its upper-case spellings as further literals, because no
engine folds them.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.builtin import stored_beside, stored_for
from leakscan.detectors.characters import Bytes, Mask, ends_of_words
from leakscan.detectors.rule import KeywordGroup, Rule, RuleSet
from leakscan.frozen import slotted
from leakscan.native.library import KERNELS
from leakscan.native.literals import can_find, lay_out

_MARKS_AND_LIGATURES = dict.fromkeys(range(0x300, 0x370)) | {
    ord("œ"): "oe",
    ord("æ"): "ae",
}
_APOSTROPHES = ("'", "\u2019")


class Role(IntEnum):
    """What a literal is there for."""

    KEYWORD = 0
    LABEL = 1
    VETO = 2


@slotted
class Vocabulary:
    """Literals and entries; entries of a literal stand together.

    Attributes:
        text: All literals in a row: distinct, ASCII letters lower-case.
        size: Of each literal, in bytes.
        begins, ends: For each literal, whether it begins and ends with part of a word.
        first_entry: For each literal, the index of its first entry, and one more at the end.
        rule, role, group, concept: For each entry; `group` indexes `groups`, -1 without one.
        spelling: For each entry, the row of `spellings` that alone counts; -1 when any does.
        spellings: One a row, padded with zeros.
        layout: The literals laid out for the kernel; None where it is not there, or takes them
            not.
        groups: Keyword groups of all rules.
        group_rule: For each group, the index of its rule.
    """

    text: Bytes
    size: npt.NDArray[np.int64]
    begins: Mask
    ends: Mask
    first_entry: npt.NDArray[np.int64]
    rule: npt.NDArray[np.int16]
    role: npt.NDArray[np.int8]
    group: npt.NDArray[np.int32]
    concept: npt.NDArray[np.int32]
    spelling: npt.NDArray[np.int32]
    spellings: Bytes
    layout: Mapping[str, npt.NDArray[Any]] | None
    groups: list[KeywordGroup]
    group_rule: list[int]

    @classmethod
    def of(cls, rules: RuleSet) -> Self:
        """The vocabulary of a rule set; that of the built-in rules as it was stored."""
        stored = stored_for(rules)
        if stored is not None:
            found = cls.from_arrays(rules, stored)
            if found.layout is not None or KERNELS is None:
                return found
        return cls._build(rules, stored_beside(rules))

    @classmethod
    def build(cls, rules: RuleSet) -> Self:
        """The vocabulary of a rule set, put together now."""
        return cls._build(rules, None)

    @classmethod
    def _build(cls, rules: RuleSet, stored: Mapping[str, npt.NDArray[Any]] | None) -> Self:
        """The vocabulary of a rule set, from what was `stored` of its built-in rules, if any."""
        builder = _Builder(rules)
        if stored is not None:
            builder.add_stored(stored)
        # The built-in rules first: their literals have the same numbers whatever is added.
        for is_own in (False, True) if stored is None else (True,):
            builder.add_rules(own=is_own)
        return cls.from_arrays(rules, builder.arrays())

    @classmethod
    def from_arrays(cls, rules: RuleSet, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """The vocabulary of a rule set, from what `arrays` gave for it."""
        layout = {
            name.removeprefix(_LAYOUT): array
            for name, array in arrays.items()
            if name.startswith(_LAYOUT)
        }
        own = {name: arrays[name] for name in _ARRAYS}
        rows = max(int(own["spelling"].max(initial=-1)) + 1, 1)
        own["spellings"] = own["spellings"].reshape(rows, -1)
        numbered = [(n, group) for n, rule in enumerate(rules.rules) for group in rule.groups]
        return cls(
            **own,
            layout=layout or None,
            groups=[group for _, group in numbered],
            group_rule=[number for number, _ in numbered],
        )

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All that does not stand in the rules themselves, as arrays of one dimension."""
        own = {name: getattr(self, name) for name in _ARRAYS}
        own["spellings"] = self.spellings.ravel()
        return own | {_LAYOUT + name: array for name, array in (self.layout or {}).items()}

    def literals(self, numbers: npt.NDArray[np.int64] | None = None) -> list[bytes]:
        """All literals, or those of some numbers, cut out of the text."""
        text, ends = self.text.tobytes(), np.cumsum(self.size)
        spans = np.stack([ends - self.size, ends])
        starts, ends = spans if numbers is None else spans[:, numbers]
        return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def texts(self, numbers: npt.NDArray[np.int64] | None = None) -> list[str]:
        """The same, as text."""
        return [literal.decode("utf-8", "replace") for literal in self.literals(numbers)]

    def having(self, entries: Mask) -> Mask:
        """Which literals have one of these entries at least."""
        counted = np.concatenate([[0], np.cumsum(entries)])
        having: Mask = np.diff(counted[self.first_entry]) > 0
        return having

    def exact(self) -> list[bytes | None]:
        """For each literal, the only spelling that counts for all its entries, or None."""
        rows = [row.tobytes().rstrip(b"\0") for row in self.spellings]
        written = [rows[row] if row >= 0 else None for row in self.spelling.tolist()]
        first = self.first_entry.tolist()
        asked = [set(written[low:high]) for low, high in pairwise(first)]
        return [each.pop() if len(each) == 1 else None for each in asked]


_LAYOUT = "layout."
_ARRAYS = (
    *("text", "size", "begins", "ends", "first_entry", "rule", "role", "group", "concept"),
    *("spelling", "spellings"),
)


def spellings(keyword: str) -> set[bytes]:
    """A keyword's literals: as written, upper-case, capitalised and without accents, folded."""
    lower = keyword.lower()
    if lower.isascii():
        plain, typographic = _APOSTROPHES
        forms = {lower, lower.replace(plain, typographic)} if plain in lower else {lower}
        return {form.encode() for form in forms}
    decomposed = unicodedata.normalize("NFD", lower)
    forms = {lower, lower.upper(), lower.capitalize(), decomposed, _without_marks(decomposed)}
    forms |= set(_carelessly(lower))
    if " " not in lower:
        # The accent that most people get wrong: "diabéte".
        forms |= {lower.replace("è", "é")}
    plain, typographic = _APOSTROPHES
    forms |= {form.replace(plain, typographic) for form in forms}
    forms |= {form.replace(typographic, plain) for form in forms}
    return {form.encode().lower() for form in forms}


def _carelessly(phrase: str) -> Iterator[str]:
    """The phrase with the accents of all but one of its words left out."""
    words = phrase.split(" ")
    bare = [_without_marks(unicodedata.normalize("NFD", word)) for word in words]
    for number, word in enumerate(words):
        if not word.isascii():
            yield " ".join([*bare[:number], word, *bare[number + 1 :]])


def _without_marks(decomposed: str) -> str:
    return decomposed.translate(_MARKS_AND_LIGATURES)


class _Builder:
    """Lists of words come whole: a user's may have 100,000, and start-up waits for them."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules.rules
        self._group_rule = [n for n, rule in enumerate(rules.rules) for _ in rule.groups]
        self._numbers: dict[bytes, int] = {}
        self._entries: list[npt.NDArray[np.int64]] = []
        """Literal, rule, role, group and concept of each, some at a time."""
        self._written: list[tuple[int, bytes]] = []
        """The entries that ask for a spelling, by number as they came, and that spelling."""
        self._size = 0
        self._concepts = 0
        self._begins, self._ends = np.empty((2, 0), np.bool_)
        """Of the literals that were stored; they are not looked at again."""

    def add_stored(self, stored: Mapping[str, npt.NDArray[Any]]) -> None:
        """What `arrays` gave for the rules that are not a user's own."""
        kept = Vocabulary.from_arrays(RuleSet(rules=(), digest=""), stored)
        self._numbers = {literal: number for number, literal in enumerate(kept.literals())}
        own = np.array([rule.own for rule in self._rules], np.bool_)
        # The last, for none, is that of -1.
        groups = np.append(np.flatnonzero(~own[self._group_rule]), -1)
        rows = kept.spellings[kept.spelling]
        written = ((n, rows[n]) for n in np.flatnonzero(kept.spelling >= 0).tolist())
        self._written += [(number, row.tobytes().rstrip(b"\0")) for number, row in written]
        literal = np.repeat(np.arange(kept.size.size), np.diff(kept.first_entry))
        rule = np.flatnonzero(~own)[kept.rule]
        self._add(literal, rule, kept.role, groups[kept.group], kept.concept)
        self._concepts = int(kept.concept.max(initial=0))
        if kept.layout is not None:
            self._begins, self._ends = kept.begins, kept.ends

    def add_rules(self, *, own: bool) -> None:
        """The rules that are a user's own, or those that are not."""
        for index, rule in enumerate(self._rules):
            if rule.own == own:
                self._add_rule(index, rule)

    def _add_rule(self, index: int, rule: Rule) -> None:
        first_group = bisect_left(self._group_rule, index)
        for number, group in enumerate(rule.groups, first_group):
            self._add_group(index, number, group)
        for role, words in ((Role.LABEL, rule.labels), (Role.VETO, rule.veto)):
            if rule.validator is not None:
                literals, _ = _spelled(words)
                self._add(self._numbered(literals), index, role, -1, -1)

    def _add_group(self, rule: int, number: int, group: KeywordGroup) -> None:
        if group.upper:
            written = [keyword.encode() for keyword in group.keywords]
            literals, words = [word.lower() for word in written], list(range(len(written)))
            self._written += enumerate(written, self._size)
        else:
            literals, words = _spelled(group.keywords)
        # A list of drugs names many concepts; the words of a hand-written group, one.
        each_its_own = len(group.keywords) > 500
        concept = self._concepts + 1 + np.array(words, np.int64) * each_its_own
        self._concepts += len(group.keywords) if each_its_own else 1
        self._add(self._numbered(literals), rule, Role.KEYWORD, number, concept)

    def _numbered(self, literals: list[bytes]) -> npt.NDArray[np.int64]:
        numbers = self._numbers
        return np.array([numbers.setdefault(text, len(numbers)) for text in literals], np.int64)

    def _add(self, literal: npt.NDArray[np.int64], *others: int | npt.NDArray[Any]) -> None:
        """Entries of these literals: rule, role, group and concept, of each or of all."""
        self._entries.append(np.stack(np.broadcast_arrays(literal, *others)).astype(np.int64))
        self._size += literal.size

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What `Vocabulary.arrays` gives."""
        literals = list(self._numbers)
        entries = np.concatenate([np.empty((5, 0), np.int64), *self._entries], axis=1)
        # Entries of a literal stand together, by rule and then in the order in which they came.
        order = np.lexsort(entries[1::-1])
        literal, rule, role, group, concept = entries[:, order]
        counts = np.bincount(literal, minlength=len(literals))
        new = literals[self._ends.size :]
        new_begins, new_ends = ends_of_words(new)
        begins = np.concatenate([self._begins, new_begins])
        ends = np.concatenate([self._ends, new_ends])
        spelling, spellings = _spelling_rows(self._written, order)
        layout = lay_out(literals, ends) if can_find(new or literals) else {}
        return {
            "text": np.frombuffer(b"".join(literals), np.uint8),
            "size": np.array([len(literal) for literal in literals], np.int64),
            "begins": begins,
            "ends": ends,
            "first_entry": np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
            "rule": rule.astype(np.int16),
            "role": role.astype(np.int8),
            "group": group.astype(np.int32),
            "concept": concept.astype(np.int32),
            "spelling": spelling,
            "spellings": spellings.ravel(),
            **{_LAYOUT + name: array for name, array in layout.items()},
        }


def _spelled(keywords: Sequence[str]) -> tuple[list[bytes], list[int]]:
    """The literals of keywords, in a row, and which keyword each is of."""
    literals: list[bytes] = []
    words: list[int] = []
    for number, keyword in enumerate(keywords):
        if keyword.isascii() and "'" not in keyword:
            # Most words by far: they have one spelling.
            literals.append(keyword.lower().encode())
            words.append(number)
        else:
            forms = sorted(spellings(keyword))
            literals += forms
            words += [number] * len(forms)
    return literals, words


def _spelling_rows(
    written: Sequence[tuple[int, bytes]], order: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int32], Bytes]:
    """For each entry its row in a matrix of required spellings (-1: any), and that matrix.

    Args:
        written: Entries by number, and what they ask for.
        order: Numbers of all entries in the order that is wanted.
    """
    places = np.argsort(order)
    required = sorted((int(places[entry]), word) for entry, word in written)
    row = np.full(order.size, -1, np.int32)
    width = max((len(word) for _, word in required), default=1)
    matrix = np.zeros((max(len(required), 1), width), np.uint8)
    for number, (entry, word) in enumerate(required):
        row[entry] = number
        matrix[number, : len(word)] = np.frombuffer(word, np.uint8)
    return row, matrix
