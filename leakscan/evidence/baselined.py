"""What is new in a member, when a baseline says what is known of it.

Records with anything unknown are counted a second time, into a state of their own: so the score
of what is new is the score of those records, by the same rules as any other.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from leakscan.evidence.gate import Gate
from leakscan.evidence.tallies import Columns
from leakscan.evidence.units import ChunkUnits, UnitFinder, exceeds
from leakscan.model.known import Accepted, Met, UnitKey, Units
from leakscan.model.result import FileResult
from leakscan.model.state import FileState
from leakscan.model.taxonomy import RuleInfo
from leakscan.raw.chunk import Chunk
from leakscan.raw.hits import ColumnHits, Hits


class Baselines:
    """What is accepted, by printed path; shared by all members of a process.

    Args:
        gate: Counts what is new.
        finder: Under the key of the baseline.
        rules: In the order of the rule set.
        accepted: By printed path; None when no baseline is used.
        collect: Units are wanted, to write a baseline.
    """

    def __init__(
        self,
        gate: Gate,
        finder: UnitFinder,
        rules: Sequence[RuleInfo],
        accepted: Mapping[str, Accepted] | None,
        *,
        collect: bool,
    ) -> None:
        self.gate = gate
        self.finder = finder
        self.ids = [rule.id for rule in rules]
        self._accepted = accepted
        self._collect = collect

    def member(self, path: str) -> "MemberBaseline":
        """What is known of one member, to be used for its chunks in order."""
        known = None if self._accepted is None else self._accepted.get(path)
        whole = known is not None and known.whole is not None
        return MemberBaseline(
            self, known, used=self._accepted is not None, units=self._collect or whole
        )


class MemberBaseline:
    """Tells what is new in one member."""

    def __init__(
        self, shared: Baselines, known: Accepted | None, *, used: bool, units: bool
    ) -> None:
        self._shared = shared
        self._used = used
        self._whole = known if known is not None and known.whole is not None else None
        self._units = Units() if units else None
        listed = known if self._whole is None else None
        self._known = _KnownPrints(listed.entries) if listed is not None else None
        self._fresh = FileState()

    def absorb(
        self,
        chunk: Chunk,
        hits: Hits | None,
        cells: Sequence[ColumnHits],
        columns: Columns,
    ) -> None:
        """Take a chunk into account; the tiers of its hits are settled."""
        units = None
        if hits is not None or cells:
            units = self._shared.finder.units(chunk, hits, cells)
        if units is not None and self._units is not None:
            for rule in np.unique(units.rule).tolist():
                own = units.rule == rule
                self._units.add(self._shared.ids[rule], units.print[own], units.signature[own])
        if self._known is not None:
            self._count_new(chunk, hits, cells, columns, units)

    def _count_new(
        self,
        chunk: Chunk,
        hits: Hits | None,
        cells: Sequence[ColumnHits],
        columns: Columns,
        units: ChunkUnits | None,
    ) -> None:
        assert self._known is not None
        is_new = np.zeros(chunk.record_starts.size or 1, np.bool_)
        if units is not None:
            is_new[units.record[self._known.unknown(units)]] = True
        new_hits = None
        if hits is not None:
            chosen = is_new[chunk.record_of(hits.start)]
            new_hits = hits.take(chosen) if chosen.any() else None
        new_cells = [
            part for column in cells if (part := column.take(is_new[column.record])).start.size
        ]
        self._shared.gate.absorb(self._fresh, chunk, new_hits, new_cells, columns=columns)

    def conclude(self, result: FileResult) -> None:
        """Say in the result what is new; without anything known, all of it is."""
        result.units = self._units
        if not self._used:
            return
        if self._known is not None:
            result.fresh, result.met = self._fresh, self._known.met()
        elif self._whole is not None:
            settle_whole(result, self._whole)
        else:
            result.fresh = result.state


def settle_whole(result: FileResult, accepted: Accepted) -> None:
    """Say what is new in a file that is known as a whole: nothing, or all of it.

    Args:
        result: With the units of all of the file.
        accepted: What the baseline says of it.
    """
    key, units = accepted.whole, result.units
    assert key is not None
    assert units is not None
    if units.count == accepted.entries[key][0] and units.digest == key[1]:
        result.fresh = FileState(records=result.state.records)
        result.met = Met(known=units.count)
    else:
        result.fresh = result.state
        result.met = Met(vanished=1)


class _KnownPrints:
    """Accepted units as sorted arrays, with how many of each are left to be met."""

    def __init__(self, entries: Mapping[UnitKey, tuple[int, int]]) -> None:
        # Rules need not be compared: the fingerprint of a unit depends on its rule's id.
        ordered = sorted((key[1], count, held) for key, (count, held) in entries.items())
        self._prints = np.array([print_ for print_, _, _ in ordered], np.uint64)
        self._left = np.array([count for _, count, _ in ordered], np.int64)
        self._held = np.array([held for _, _, held in ordered], np.int64)
        self._met = 0

    def unknown(self, units: ChunkUnits) -> npt.NDArray[np.bool_]:
        """Which units are not accepted, or not so many of them."""
        if not self._prints.size:
            return np.ones(units.print.size, np.bool_)
        at = np.minimum(np.searchsorted(self._prints, units.print), self._prints.size - 1)
        known = self._prints[at] == units.print
        known &= ~exceeds(units.signature, self._held[at])
        rows = np.flatnonzero(known)
        rows = rows[np.argsort(at[rows], kind="stable")]
        entry = at[rows]
        first = np.searchsorted(entry, entry)
        beyond = np.arange(entry.size) - first >= self._left[entry]
        known[rows[beyond]] = False
        met = np.bincount(entry[~beyond], minlength=self._left.size)
        self._left -= met
        self._met += int(met.sum())
        return ~known

    def met(self) -> Met:
        """How many were met, and how many entries still wait."""
        return Met(known=self._met, vanished=int(np.count_nonzero(self._left > 0)))
