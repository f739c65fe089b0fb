"""From keyword occurrences to hits: conditions, assertion status, tier.

Unconditional keywords become hits as arrays. Those that need a window, and all clinical
statements, whose status depends on their sentence, are looked at one by one; in tables the
same short cell comes again and again, so answers are remembered per cell for the session.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leakscan.detectors.assertion import assertion_of
from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.columns import NO_RULE
from leakscan.detectors.layout import Layout
from leakscan.detectors.lexical import Words
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.vocabulary import Role, Vocabulary
from leakscan.detectors.windows import GroupConditions
from leakscan.identifiers import date
from leakscan.model.taxonomy import Assertion, Tier
from leakscan.raw.hits import Hits

_SHORT_CELL = 96
_MAX_REMEMBERED = 20_000
_OPAQUE_CATEGORIES = frozenset(
    "name doctor address postcode nir phone email credential sex insurance pseudonym birth-date "
    "id-document professional care-contact".split()
)
"""Columns of these hold values, not statements: a patient called Diane takes no pill."""

Resolved = tuple[int, int, int] | None
"""Start and end of the value relative to the keyword's start, and its assertion."""


@dataclass(slots=True, eq=False, repr=False)
class _Rows:
    """Occurrences that survived, ready to become hits."""

    start: list[int]
    end: list[int]
    assertion: list[int]
    index: list[int]


class KeywordRules:
    """Turns keyword occurrences into hits for a rule set."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        groups = vocabulary.groups
        self._conditions: dict[int, GroupConditions] = {}
        self._free = np.array(
            [not (g.near or g.veto or g.pattern) for g in groups] or [True], np.bool_
        )
        self._around = np.array([bool(g.near or g.veto) for g in groups] or [False], np.bool_)
        self._level = np.array([g.level for g in groups] or [0], np.int8)
        self._tier = np.array([g.tier for g in groups] or [0], np.int8)
        self._specific = np.array([g.specific for g in groups] or [False], np.bool_)
        infos = [rule.info for rule in rules.rules]
        self._is_birth = np.array([i.category == "birth-date" for i in infos] or [False])
        self._is_opaque = np.array(
            [info.category in _OPAQUE_CATEGORIES for info in infos] + [False], np.bool_
        )
        self._comment = next((n for n, i in enumerate(infos) if i.id == "health.comment"), NO_RULE)
        self._raises = np.array(
            [info.level > 0 or info.id == "health.comment" for info in infos] + [False], np.bool_
        )
        self._remembered: dict[tuple[int, int, bytes], Resolved] = {}

    def hits(self, words: Words, layout: Layout) -> list[Hits]:
        """Hits of all keywords among `words`, and the comment cells that hold health words."""
        vocabulary = self._vocabulary
        words = words.take(
            (vocabulary.role[words.entry] == Role.KEYWORD)
            & layout.owned(np.maximum(words.start, layout.body))
            & (words.start >= layout.body)
        )
        if not words.entry.size:
            return []
        fields = layout.fields_of(words.start, words.end)
        role = layout.role_of(fields)
        rule = vocabulary.rule[words.entry]
        lost = self._is_opaque[role] & (role != rule)
        if layout.profile is not None:
            lost |= fields < 0
        words, fields = words.take(~lost), fields[~lost]
        if not words.entry.size:
            return []
        found = self._resolve(words, fields, layout)
        if not len(found):
            return []
        found = found.take(layout.owned(found.start))
        comments = self._comments(found, layout)
        return [found, comments] if comments is not None else [found]

    def _resolve(self, words: Words, fields: Offsets, layout: Layout) -> Hits:
        vocabulary = self._vocabulary
        group = vocabulary.group[words.entry]
        level = self._level[group]
        rows = _Rows([], [], [], [])
        plain = self._free[group] & ((level == 0) | _whole_field(words, fields, layout))
        for row in np.flatnonzero(~plain).tolist():
            start, end = int(words.start[row]), int(words.end[row])
            answer = self._look(int(group[row]), start, end, int(fields[row]), layout)
            if answer is not None:
                rows.start.append(start + answer[0])
                rows.end.append(start + answer[1])
                rows.assertion.append(answer[2])
                rows.index.append(row)
        simple = np.flatnonzero(plain)
        index = np.concatenate([simple, np.array(rows.index, np.int64)])
        start = np.concatenate([words.start[simple], np.array(rows.start, np.int64)])
        end = np.concatenate([words.end[simple], np.array(rows.end, np.int64)])
        assertion = np.concatenate(
            [np.zeros(simple.size, np.int8), np.array(rows.assertion, np.int8)]
        )
        return self._hits(words, fields, layout, index, (start, end, assertion))

    def _hits(
        self,
        words: Words,
        fields: Offsets,
        layout: Layout,
        index: Offsets,
        spans: tuple[Offsets, Offsets, npt.NDArray[np.int8]],
    ) -> Hits:
        vocabulary = self._vocabulary
        entry = words.entry[index]
        group = vocabulary.group[entry]
        start, end, assertion = spans
        tier = self._tier[group]
        known = self._raises[layout.role_of(fields[index])]
        tier = np.where(known, np.maximum(tier, Tier.STRUCTURAL), tier).astype(np.int8)
        rule = vocabulary.rule[entry]
        value = np.zeros(index.size, np.uint64)
        births = np.flatnonzero(self._is_birth[rule])
        if births.size:
            value[births] = date.numbers_of(layout.data, start[births], end[births])
        return Hits(
            rule=rule,
            start=start,
            end=end,
            tier=tier,
            assertion=assertion,
            level=self._level[group],
            concept=np.where(self._level[group] > 0, vocabulary.concept[entry], -1),
            specific=self._specific[group] & (assertion == Assertion.AFFIRMED),
            value=value,
            personal=np.ones(index.size, np.bool_),
            synthetic=np.zeros(index.size, np.bool_),
            field=fields[index],
        )

    def _look(self, group: int, start: int, end: int, field: int, layout: Layout) -> Resolved:
        """One occurrence: remembered when it only depends on a short cell."""
        low, high = layout.bounds_of(start, field)
        raw = layout.chunk.data
        if field < 0 or self._around[group] or high - low > _SHORT_CELL:
            return self._decide(group, start, end, (low, high), layout)
        key = (group, start - low, raw[low:high])
        if key not in self._remembered:
            if len(self._remembered) >= _MAX_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = self._decide(group, start, end, (low, high), layout)
        return self._remembered[key]

    def _decide(
        self, group: int, start: int, end: int, bounds: tuple[int, int], layout: Layout
    ) -> Resolved:
        raw, (low, high) = layout.chunk.data, bounds
        first, last = start, end
        if not self._free[group]:
            around = layout.record_bounds(start) if self._around[group] else bounds
            span = self._condition(group)(raw, start, end, *around)
            if span is None:
                return None
            first, last = span
        status = Assertion.AFFIRMED
        if self._level[group]:
            status = assertion_of(raw, min(first, start), max(last, end), low, high)
        return first - start, last - start, int(status)

    def _condition(self, group: int) -> GroupConditions:
        if group not in self._conditions:
            self._conditions[group] = GroupConditions(self._vocabulary.groups[group])
        return self._conditions[group]

    def _comments(self, found: Hits, layout: Layout) -> Hits | None:
        """One hit per cell of a comment column that holds a health word."""
        if self._comment == NO_RULE or layout.chunk.fields is None:
            return None
        inside = (layout.role_of(found.field) == self._comment) & (found.level > 0)
        if not inside.any():
            return None
        cells, first = np.unique(found.field[inside], return_index=True)
        affirmed = found.field[inside & (found.assertion == Assertion.AFFIRMED)]
        fields = layout.chunk.fields
        hits = Hits.of(
            self._comment,
            fields.starts[cells],
            fields.ends[cells],
            tier=Tier.STRUCTURAL,
            level=4,
            field=cells,
        )
        hits.assertion = np.where(
            np.isin(cells, affirmed), Assertion.AFFIRMED, found.assertion[inside][first]
        ).astype(np.int8)
        return hits


def _whole_field(words: Words, fields: Offsets, layout: Layout) -> Mask:
    """Whether each word is all its field holds: nothing can negate it."""
    index = layout.chunk.fields
    if index is None or not index.starts.size:
        return np.zeros(fields.size, np.bool_)
    at = np.maximum(fields, 0)
    return (fields >= 0) & (index.starts[at] == words.start) & (index.ends[at] == words.end)
