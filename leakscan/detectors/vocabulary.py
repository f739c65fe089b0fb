"""All words of a rule set as literals for one multi-pattern pass.

A *literal* is a byte string to search for, case-insensitively for ASCII; an *entry* is what it
means: a keyword of some rule's group, a label or a veto of the numeric lane. One literal may
have several entries (Truvada is a drug and a sign of HIV). Accents are ignored by giving each
accented keyword its unaccented and its upper-case spellings as further literals, because no
engine folds them.
"""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.rule import KeywordGroup, Rule, RuleSet

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


@dataclass(slots=True, eq=False)
class Vocabulary:
    """Literals and entries; entries of a literal stand together.

    Attributes:
        literals: Distinct byte strings, ASCII letters lower-case.
        exact: For each literal, the only spelling that counts, so that an engine may leave the
            others out; None when case does not matter.
        first_entry: For each literal, the index of its first entry, and one more at the end.
        rule, role, group, concept: For each entry; `group` indexes `groups`, -1 without one.
        written: For each entry, the only spelling that counts, or None.
        groups: Keyword groups of all rules.
        group_rule: For each group, the index of its rule.
    """

    literals: list[bytes]
    exact: list[bytes | None]
    first_entry: npt.NDArray[np.int64]
    rule: npt.NDArray[np.int16]
    role: npt.NDArray[np.int8]
    group: npt.NDArray[np.int32]
    concept: npt.NDArray[np.int32]
    written: list[bytes | None]
    groups: list[KeywordGroup]
    group_rule: list[int]

    @classmethod
    def of(cls, rules: RuleSet) -> Self:
        """The vocabulary of a rule set."""
        builder = _Builder()
        for index, rule in enumerate(rules.rules):
            builder.add_rule(index, rule)
        return cls(*builder.finish())


def spellings(keyword: str) -> set[bytes]:
    """A keyword's literals: as written, upper-case, capitalised and without accents, folded."""
    lower = keyword.lower()
    if lower.isascii():
        plain, typographic = _APOSTROPHES
        forms = {lower, lower.replace(plain, typographic)} if plain in lower else {lower}
        return {form.encode() for form in forms}
    decomposed = unicodedata.normalize("NFD", lower)
    forms = {lower, lower.upper(), lower.capitalize(), decomposed, _without_marks(decomposed)}
    plain, typographic = _APOSTROPHES
    forms |= {form.replace(plain, typographic) for form in forms}
    forms |= {form.replace(typographic, plain) for form in forms}
    return {form.encode().lower() for form in forms}


def _without_marks(decomposed: str) -> str:
    return decomposed.translate(_MARKS_AND_LIGATURES)


class _Entry(NamedTuple):
    # A tuple, since there are tens of thousands and start-up waits for them.
    rule: int
    role: Role
    group: int
    concept: int
    written: bytes | None


class _Builder:
    def __init__(self) -> None:
        self._entries: dict[bytes, list[_Entry]] = {}
        self._groups: list[KeywordGroup] = []
        self._group_rule: list[int] = []
        self._concepts = 0

    def add_rule(self, index: int, rule: Rule) -> None:
        for group in rule.groups:
            self._add_group(index, group)
        for role, words in ((Role.LABEL, rule.labels), (Role.VETO, rule.veto)):
            if rule.validator is not None:
                for word in words:
                    self._add(word, _Entry(index, role, -1, -1, None))

    def _add_group(self, rule: int, group: KeywordGroup) -> None:
        number = len(self._groups)
        self._groups.append(group)
        self._group_rule.append(rule)
        # A list of drugs names many concepts; the words of a hand-written group, one.
        each_its_own = len(group.keywords) > 500
        self._concepts += not each_its_own
        for keyword in group.keywords:
            self._concepts += each_its_own
            written = keyword.encode() if group.upper else None
            self._add(keyword, _Entry(rule, Role.KEYWORD, number, self._concepts, written))

    def _add(self, keyword: str, entry: _Entry) -> None:
        if entry.written is not None:
            forms = {entry.written.lower()}
        elif keyword.isascii() and "'" not in keyword:
            # Most words by far: they have one spelling.
            forms = {keyword.lower().encode()}
        else:
            forms = spellings(keyword)
        for form in forms:
            known = self._entries.get(form)
            if known is None:
                self._entries[form] = [entry]
            else:
                known.append(entry)

    def finish(
        self,
    ) -> tuple[
        list[bytes],
        list[bytes | None],
        npt.NDArray[np.int64],
        npt.NDArray[np.int16],
        npt.NDArray[np.int8],
        npt.NDArray[np.int32],
        npt.NDArray[np.int32],
        list[bytes | None],
        list[KeywordGroup],
        list[int],
    ]:
        literals = list(self._entries)
        exact = [self._only_spelling(literal) for literal in literals]
        counts = [len(self._entries[literal]) for literal in literals]
        entries = [entry for literal in literals for entry in self._entries[literal]]
        numbers = np.array([entry[:-1] for entry in entries], np.int64).reshape(-1, 4)
        rule, role, group, concept = numbers.T
        return (
            literals,
            exact,
            np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]),
            rule.astype(np.int16),
            role.astype(np.int8),
            group.astype(np.int32),
            concept.astype(np.int32),
            [entry[-1] for entry in entries],
            self._groups,
            self._group_rule,
        )

    def _only_spelling(self, literal: bytes) -> bytes | None:
        asked = {entry.written for entry in self._entries[literal]}
        return asked.pop() if len(asked) == 1 else None
