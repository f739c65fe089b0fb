"""Matches of one chunk as arrays: a leak has millions, so never one object per match."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from leakscan.frozen import slotted
from leakscan.native import records
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Offsets
from leakscan.raw.selection import selected

_END_SHIFT = 14
_START_SHIFT = 14 + 24
_MAX_END = (1 << 24) - 1
"""Sorting packs start and end in 24 bits each (a chunk is far below 16 MiB), the rule in 14."""


@slotted(kw_only=True)
class Hits:
    """Matches, one per index; every array has the same length.

    Attributes:
        rule: Index of the rule in the rule set.
        start, end: Span of the value in `Chunk.data`.
        tier: `Tier` of each.
        assertion: `Assertion` of each.
        level: Health level of each, 0 when it is not about health.
        concept: Which medical concept it is, to tell supports apart; -1 for none.
        specific: Unambiguous clinical statement (see the score's model).
        value: Canonical number of the value (a NIR's 13 digits, a national phone number, a
            date as yyyymmdd), 0 when it has none. Raw data.
        personal: The value tells a data subject apart; false for a function's mailbox or a
            doctor's telephone.
        synthetic: A published specimen, or from a range reserved for fiction.
        field: Index into `Chunk.fields`, -1 in prose.
    """

    rule: npt.NDArray[np.int16]
    start: Offsets
    end: Offsets
    tier: npt.NDArray[np.int8]
    assertion: npt.NDArray[np.int8]
    level: npt.NDArray[np.int8]
    concept: npt.NDArray[np.int32]
    specific: npt.NDArray[np.bool_]
    value: npt.NDArray[np.uint64]
    personal: npt.NDArray[np.bool_]
    synthetic: npt.NDArray[np.bool_]
    field: npt.NDArray[np.int64]

    def __repr__(self) -> str:
        return f"Hits({len(self)})"

    def __len__(self) -> int:
        return self.rule.size

    @classmethod
    def of(
        cls,
        rule: int,
        start: Offsets,
        end: Offsets,
        *,
        tier: int | npt.NDArray[np.int8],
        level: int = 0,
        value: npt.NDArray[np.uint64] | None = None,
        personal: npt.NDArray[np.bool_] | None = None,
        synthetic: npt.NDArray[np.bool_] | None = None,
        field: Offsets | None = None,
    ) -> Self:
        """Hits of one rule, affirmed, without a concept."""
        size = start.size
        return cls(
            rule=np.full(size, rule, np.int16),
            start=start,
            end=end,
            tier=np.full(size, tier, np.int8) if isinstance(tier, int) else tier,
            assertion=np.zeros(size, np.int8),
            level=np.full(size, level, np.int8),
            concept=np.full(size, -1, np.int32),
            specific=np.zeros(size, np.bool_),
            value=np.zeros(size, np.uint64) if value is None else value,
            personal=np.ones(size, np.bool_) if personal is None else personal,
            synthetic=np.zeros(size, np.bool_) if synthetic is None else synthetic,
            field=np.full(size, -1, np.int64) if field is None else field,
        )

    @classmethod
    def concatenate(cls, parts: list[Self]) -> Self:
        """All hits of `parts` (at least one), ordered by start, then longest, then rule."""
        joined = _joined(parts)
        order = _order(joined)
        return cls(**{name: values.take(order) for name, values in joined.items()})

    @classmethod
    def outermost(cls, parts: list[Self]) -> Self:
        """The same, without those inside another of their rule: the longest explains them."""
        joined = _joined(parts)
        # Told by three of the arrays, so that the others are gone through once.
        kept = _outermost if KERNELS is None else records.outermost
        order = kept(_order(joined), joined["end"], joined["rule"])
        return cls(**{name: values.take(order) for name, values in joined.items()})

    def take(self, which: npt.NDArray[np.bool_] | Offsets) -> Self:
        """The hits selected by a mask or by indices."""
        rows = selected(which)
        if rows is None:
            return self
        return type(self)(**{f.name: getattr(self, f.name).take(rows) for f in fields(self)})


def _joined(parts: Sequence[Hits]) -> dict[str, npt.NDArray[Any]]:
    """Each array of all parts, by name."""
    return {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Hits)}


def _order(hits: Mapping[str, npt.NDArray[Any]]) -> Offsets:
    """The indices that order hits by start, then longest, then rule."""
    # One integer per hit sorts four times as fast as a lexical sort over three arrays.
    keys = hits["start"] << _START_SHIFT
    keys |= (_MAX_END - hits["end"]) << _END_SHIFT
    keys |= hits["rule"]
    return np.argsort(keys, kind="stable")


def _outermost(order: Offsets, ends: Offsets, rule: npt.NDArray[np.int16]) -> Offsets:
    """The twin of `records.outermost`."""
    return order[~_contained(ends.take(order), rule.take(order))]


def _contained(ends: Offsets, rule: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    """For hits ordered by start, longest first: whether one of the rule before reaches as far."""
    order = np.argsort(rule, kind="stable")
    # Each rule's ends are beyond all of the rule before, so that one pass does for all of them.
    ends = ends.take(order) + rule.take(order) * (ends.max(initial=0) + 1)
    inside = np.zeros(ends.size, np.bool_)
    inside[order[1:]] = ends[1:] <= np.maximum.accumulate(ends)[:-1]
    return inside


@slotted(kw_only=True)
class ColumnHits:
    """Cells that hit because of the column they stand in: one rule, one column, one tier.

    Most hits of a table are these; kept apart from `Hits`, they need neither sorting nor an
    entry in ten arrays each.

    Attributes:
        rule: Index of the rule.
        column: Column number.
        tier: `Tier` of all of them, structural at least.
        level: Health level, 0 when it is not about health.
        personal: See `Hits`.
        synthetic: How many are published specimens or from ranges reserved for fiction.
        start, end: Span of each value, ascending.
        record: Record of each, an index into `Chunk.record_starts`, each at most once.
        value: See `Hits`; None when the rule's values are not numbers.
        negated: Which are denied; None for none.
    """

    rule: int
    column: int
    tier: int
    level: int = 0
    personal: bool
    synthetic: int = 0
    start: Offsets
    end: Offsets
    record: Offsets
    value: npt.NDArray[np.uint64] | None = None
    negated: npt.NDArray[np.bool_] | None = None

    def __repr__(self) -> str:
        return f"ColumnHits({self.start.size})"

    def take(self, which: npt.NDArray[np.bool_] | Offsets) -> Self:
        """The hits selected by a mask or by indices; any of them may be the specimens."""
        rows = selected(which)
        if rows is None:
            return self
        return replace(
            self,
            start=self.start.take(rows),
            end=self.end.take(rows),
            record=self.record.take(rows),
            value=None if self.value is None else self.value.take(rows),
            negated=None if self.negated is None else self.negated.take(rows),
            synthetic=min(self.synthetic, rows.size),
        )
