"""A chunk's hits as the units that baselines know: see `model.known`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Fingerprinter, Numbers
from leakscan.frozen import slotted
from leakscan.model.taxonomy import HEALTH_MASK, HEALTH_SHIFT, RuleInfo, Tier
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.raw.hits import ColumnHits, Hits

_STRONGEST = (
    *("nir", "email", "phone", "id-document", "financial", "pseudonym", "name", "address"),
    *("birth-date", "insurance", "credential"),
)
"""Categories whose value tells a unit apart, strongest first; any other comes after them."""
_LINES = 1 << 32


@slotted
class ChunkUnits:
    """Units of a chunk, one per index.

    Attributes:
        rule: Index of the rule whose value tells it apart.
        print: Keyed fingerprint of that value, under the rule's name.
        signature: What the unit holds.
        of_hit: The unit of each hit.
        of_cell: The unit of each hit of each column.
        counts: Whether any of its hits rests on more than a word alone.
    """

    rule: npt.NDArray[np.int64]
    print: Numbers
    signature: npt.NDArray[np.int64]
    counts: npt.NDArray[np.bool_]
    record: Offsets

    def take(self, which: npt.NDArray[np.bool_]) -> "ChunkUnits":
        """Some of the units."""
        return ChunkUnits(
            self.rule[which],
            self.print[which],
            self.signature[which],
            self.counts[which],
            self.record[which],
        )


@slotted
class _Group:
    """Hits of one rule: unit and value of each."""

    rule: int
    unit: Offsets
    prints: Numbers
    level: npt.NDArray[np.int64]
    evident: npt.NDArray[np.bool_]


class UnitFinder:
    """Finds units under one key."""

    def __init__(self, rules: Sequence[RuleInfo], fingerprinter: Fingerprinter) -> None:
        self._rules = rules
        self._fingerprinter = fingerprinter
        order = {category: rank for rank, category in enumerate(_STRONGEST)}
        self._rank = [order.get(rule.category, len(order)) for rule in rules]

    def units(self, chunk: Chunk, hits: Hits | None, cells: Sequence[ColumnHits]) -> ChunkUnits:
        """The units of a chunk whose hits have their tiers settled, those of words alone left out.

        Args:
            chunk: Where they were found.
            hits: Of the lanes, ordered by start; None for none.
            cells: Of whole columns.
        """
        places = _Places(chunk, hits, cells)
        size = places.records.size
        rank = np.full(size, len(_STRONGEST) + 1, np.int64)
        rule = np.full(size, len(self._rules), np.int64)
        total = np.zeros(size, np.uint64)
        bits, level = np.zeros(size, np.int64), np.zeros(size, np.int64)
        counts = np.zeros(size, np.bool_)
        groups = list(self._groups(chunk, hits, cells, places))
        for group in groups:
            np.minimum.at(rank, group.unit, self._rank[group.rule])
            bits[group.unit] |= int(self._rules[group.rule].facet)
            np.maximum.at(level, group.unit, group.level)
            counts[group.unit[group.evident]] = True
        for group in groups:
            chosen = rank[group.unit] == self._rank[group.rule]
            np.add.at(total, group.unit[chosen], group.prints[chosen])
            np.minimum.at(rule, group.unit[chosen], group.rule)
        found = ChunkUnits(rule, total, bits | (level << HEALTH_SHIFT), counts, places.records)
        found = found.take(counts)
        for number in np.unique(found.rule).tolist():
            own = found.rule == number
            purpose = f"baseline:{self._rules[number].id}"
            found.print[own] = self._fingerprinter.numbers(purpose, found.print[own])
        return found

    def value_prints(
        self, chunk: Chunk, rule: int, start: Offsets, end: Offsets, value: Numbers | None
    ) -> Numbers:
        """The fingerprint of each value by itself: that of a unit with no other of its kind."""
        data = np.frombuffer(chunk.data, np.uint8)
        prints = self._prints(data, rule, start, end, value)
        return self._fingerprinter.numbers(f"baseline:{self._rules[rule].id}", prints)

    def _groups(
        self, chunk: Chunk, hits: Hits | None, cells: Sequence[ColumnHits], places: "_Places"
    ) -> Iterator[_Group]:
        data = np.frombuffer(chunk.data, np.uint8)
        for column, unit in zip(cells, places.of_cells, strict=True):
            size = column.start.size
            yield _Group(
                column.rule,
                unit,
                self._prints(data, column.rule, column.start, column.end, column.value),
                np.full(size, column.level, np.int64),
                np.ones(size, np.bool_),
            )
        if hits is None:
            return
        for rule in np.flatnonzero(np.bincount(hits.rule)).tolist():
            rows = np.flatnonzero(hits.rule == rule)
            yield _Group(
                rule,
                places.of_hits[rows],
                self._prints(data, rule, hits.start[rows], hits.end[rows], hits.value[rows]),
                hits.level[rows].astype(np.int64),
                hits.tier[rows] >= Tier.CONTEXTUAL,
            )

    def _prints(
        self,
        data: npt.NDArray[np.uint8],
        rule: int,
        start: Offsets,
        end: Offsets,
        value: Numbers | None,
    ) -> Numbers:
        """A keyed number for each value: of the canonical number, or of the text without one."""
        category = self._rules[rule].category
        known = np.zeros(start.size, np.uint64) if value is None else value.copy()
        unknown = np.flatnonzero(known == 0)
        if unknown.size:
            known[unknown] = self._fingerprinter.texts(data, start[unknown], end[unknown])
        return self._fingerprinter.numbers(f"unit:{category}", known)


class _Places:
    """The unit in which each hit stands: its row in a table, its line in prose.

    Attributes:
        of_hits: Unit of each hit of the lanes.
        of_cells: Units of the hits of each column.
        records: Record of each unit.
    """

    def __init__(self, chunk: Chunk, hits: Hits | None, cells: Sequence[ColumnHits]) -> None:
        start = np.empty(0, np.int64) if hits is None else hits.start
        record = chunk.record_of(start) if start.size else start
        if chunk.table is None and start.size:
            breaks = np.flatnonzero(np.frombuffer(chunk.data, np.uint8) == ord("\n"))
            place = record * _LINES + np.searchsorted(breaks, start)
        else:
            place = record * _LINES
        every = np.concatenate([place, *(column.record * _LINES for column in cells)])
        distinct, unit = np.unique(every, return_inverse=True)
        self.records = distinct // _LINES
        self.of_hits = unit[: start.size]
        sizes = [column.record.size for column in cells]
        ends = start.size + np.cumsum([0, *sizes])
        self.of_cells = [unit[low:high] for low, high in pairwise(ends.tolist())]


def exceeds(held: npt.NDArray[np.int64], accepted: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each signature holds more than the one it is compared with."""
    more = (held & ~HEALTH_MASK) & ~accepted
    return (more != 0) | ((held & HEALTH_MASK) > (accepted & HEALTH_MASK))
