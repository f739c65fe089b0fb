"""From keyword occurrences to hits: conditions, assertion status, tier.

Unconditional keywords become hits as arrays. Those that need a window, and all clinical
statements, whose status depends on their sentence, are looked at one by one, inside their
field or, in prose, their record. In tables the same short cell comes again and again, so what
a cell gives is remembered for the session (in memory, bounded).
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from leakscan.detectors.assertion import assertion_of
from leakscan.detectors.cell_memory import CellMemory, Verdict
from leakscan.detectors.characters import DIGITS, Bytes, Mask, Offsets, byte_class
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
_IS_DIGIT = byte_class(DIGITS)
_OPAQUE_CATEGORIES = frozenset(
    "name doctor address postcode nir phone email credential sex insurance pseudonym birth-date "
    "id-document professional care-contact".split()
)
"""Columns of these hold values, not statements, and are counted as such (see `cell_hits`): a
patient called Diane takes no pill."""

_BLOOD_GROUP = "health.blood-group"
_WITHOUT_STATUS = frozenset({_BLOOD_GROUP, "health.result"})
"""Their "négatif" is a value (rhésus négatif), not a denial."""


class KeywordRules:
    """Turns keyword occurrences into hits for a rule set."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        groups = vocabulary.groups
        self._conditions: dict[int, GroupConditions] = {}
        self._free = np.array(
            [not (g.near or g.veto or g.pattern) for g in groups] or [True], np.bool_
        )
        self._level = np.array([g.level for g in groups] or [0], np.int8)
        self._tier = np.array([int(g.tier) for g in groups] or [0], np.int8)
        self._digit_within = np.array([g.digit_within for g in groups] or [0], np.int64)
        self._specific = np.array([g.specific for g in groups] or [False], np.bool_)
        infos = [rule.info for rule in rules.rules]
        self._reach = [rule.max_bytes for rule in rules.rules]
        self._is_birth = np.array([i.category == "birth-date" for i in infos] or [False])
        self.is_opaque = np.array(
            [i.category in _OPAQUE_CATEGORIES or i.id == _BLOOD_GROUP for i in infos] + [False],
            np.bool_,
        )
        self._has_status = np.array([i.id not in _WITHOUT_STATUS for i in infos] or [False])
        self._comment = next((n for n, i in enumerate(infos) if i.id == "health.comment"), NO_RULE)
        self._known_health = np.array(
            [info.level > 0 or info.id == "health.comment" for info in infos] + [False], np.bool_
        )
        self._memory = CellMemory()

    def hits(self, words: Words, layout: Layout) -> list[Hits]:
        """Hits of all keywords among `words`, and the comment cells that hold health words."""
        vocabulary = self._vocabulary
        words = words.take(
            (vocabulary.role[words.entry] == Role.KEYWORD) & (words.start >= layout.body)
        )
        if not words.entry.size:
            return []
        fields = layout.fields_of(words.start, words.end)
        role = layout.role_of(fields)
        lost = self.is_opaque[role]
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

    def have_digits(self, words: Words, data: Bytes) -> Mask:
        """Whether each occurrence in prose has the digit nearby that its group asks for.

        A quick look at all of them, which spares most their window. Not for tables: there a
        cell must be judged by itself, whatever stands beside it.
        """
        group = self._vocabulary.group[words.entry]
        reach = np.where(group >= 0, self._digit_within[group], 0)
        near = reach == 0
        for wanted in np.unique(reach[~near]).tolist():
            rows = np.flatnonzero(reach == wanted)
            before = words.start[rows, None] + np.arange(-wanted - 1, 0)
            after = words.end[rows, None] + np.arange(wanted + 1)
            digits = _IS_DIGIT[data[np.maximum(before, 0)]] & (before >= 0)
            near[rows] = digits.any(axis=1)
            digits = _IS_DIGIT[data[np.minimum(after, data.size - 1)]]
            near[rows] |= digits.any(axis=1)
        return near

    def _resolve(self, words: Words, fields: Offsets, layout: Layout) -> Hits:
        group = self._vocabulary.group[words.entry]
        plain = self._free[group] & (
            (self._level[group] == 0) | _whole_field(words, fields, layout)
        )
        looked = self._look(words.take(~plain), fields[~plain], group[~plain], layout)
        rank, start, end, assertion = looked.T
        simple = np.flatnonzero(plain)
        index = np.concatenate([simple, np.flatnonzero(~plain)[rank]])
        spans = (
            np.concatenate([words.start[simple], start]),
            np.concatenate([words.end[simple], end]),
            np.concatenate([np.zeros(simple.size, np.int8), assertion.astype(np.int8)]),
        )
        return self._hits(words, fields, layout, index, spans)

    def _look(
        self, words: Words, fields: Offsets, group: npt.NDArray[np.int32], layout: Layout
    ) -> npt.NDArray[np.int64]:
        """The accepted occurrences: number, start, end in the chunk, assertion; one row each."""
        starts, ends, groups = words.start.tolist(), words.end.tolist(), group.tolist()
        if layout.profile is None:
            rows = zip(groups, starts, ends, strict=True)
            verdicts = self._decide(rows, (0, len(layout.chunk.data)), layout.chunk.data)
            return np.array(verdicts, np.int64).reshape(-1, 4)
        known = self._known_health[layout.role_of(fields)].tolist()
        lows, highs = (bounds.tolist() for bounds in layout.bounds_of(fields))
        inside, raw, memory = (fields >= 0).tolist(), layout.chunk.data, self._memory
        cells: list[int] = []
        runs = _runs_of(fields)
        for first, last in runs:
            low, high, health = lows[first], highs[first], known[first]
            short = inside[first] and high - low <= _SHORT_CELL
            answer = memory.find(raw[low:high], health) if short else None
            if answer is None:
                rows = zip(groups[first:last], starts[first:last], ends[first:last], strict=True)
                verdicts = self._decide(rows, (low, high), raw, known=health)
                answer = memory.keep(raw[low:high] if short else None, health, verdicts)
            cells.append(answer)
        firsts = np.array([first for first, _ in runs], np.int64)
        return memory.unfold(cells, firsts, np.array(lows, np.int64)[firsts])

    def _decide(
        self,
        rows: Iterable[tuple[int, int, int]],
        bounds: tuple[int, int],
        raw: bytes,
        *,
        known: bool = False,
    ) -> list[Verdict]:
        """Which of a cell's occurrences count; `known`: the column is about health."""
        low, high = bounds
        verdicts: list[Verdict] = []
        for rank, (group, start, end) in enumerate(rows):
            span: tuple[int, int] | None = (start, end)
            if not self._free[group]:
                span = self._condition(group)(raw, start, end, low, high, lenient=known)
            if span is None:
                continue
            status = Assertion.AFFIRMED
            if self._level[group] and self._has_status[self._vocabulary.group_rule[group]]:
                status = assertion_of(raw, min(span[0], start), max(span[1], end), low, high)
            verdicts.append((rank, span[0] - low, span[1] - low, int(status)))
        return verdicts

    def _condition(self, group: int) -> GroupConditions:
        if group not in self._conditions:
            self._conditions[group] = GroupConditions(
                self._vocabulary.groups[group], self._reach[self._vocabulary.group_rule[group]]
            )
        return self._conditions[group]

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
        known = self._known_health[layout.role_of(fields[index])]
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


def _runs_of(fields: Offsets) -> list[tuple[int, int]]:
    """First and last+1 of each run of occurrences in one field; in prose each is on its own."""
    if not fields.size:
        return []
    new = np.ones(fields.size, np.bool_)
    new[1:] = (fields[1:] != fields[:-1]) | (fields[1:] < 0)
    first = np.flatnonzero(new)
    return list(zip(first.tolist(), [*first[1:].tolist(), fields.size], strict=True))
