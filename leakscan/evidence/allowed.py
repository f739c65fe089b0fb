"""Taking out of a chunk's hits what the configuration lets pass, and counting it.

What is let pass is detected like anything else and told in the report with its reason: an
allow-list that hides silently would be a way to switch rules off.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase

import numpy as np
import numpy.typing as npt

from leakscan.evidence.tallies import Columns
from leakscan.evidence.units import UnitFinder
from leakscan.model.allowance import Allowance
from leakscan.model.taxonomy import RuleInfo
from leakscan.raw.chunk import Chunk
from leakscan.raw.hits import ColumnHits, Hits

Mask = npt.NDArray[np.bool_]


class Allowed:
    """The allow-list of a process.

    Args:
        entries: As configured; those that have expired let nothing pass.
        rules: In the order of the rule set.
        finder: Under the key of the fingerprints in the entries.
        day: Of the scan.
    """

    def __init__(
        self,
        entries: Sequence[Allowance],
        rules: Sequence[RuleInfo],
        finder: UnitFinder,
        day: date,
    ) -> None:
        self.finder = finder
        self._index = {rule.id: number for number, rule in enumerate(rules)}
        self._entries = [
            (number, entry)
            for number, entry in enumerate(entries)
            if entry.expires is None or entry.expires >= day
        ]

    def member(self, path: str) -> "MemberAllowed | None":
        """What is let pass in a member; None when nothing is."""
        entries = [
            (number, entry, self._index.get(entry.rule, -1))
            for number, entry in self._entries
            if not entry.path or fnmatchcase(path, entry.path)
        ]
        return MemberAllowed(self, entries) if entries else None


class MemberAllowed:
    """What is let pass in one member, and how often it was.

    Attributes:
        counts: Findings let pass, by the number of the entry.
    """

    def __init__(self, shared: Allowed, entries: Sequence[tuple[int, Allowance, int]]) -> None:
        self._shared = shared
        self._entries = entries
        self.counts: Counter[int] = Counter()

    def filter(
        self,
        chunk: Chunk,
        hits: Hits | None,
        cells: Sequence[ColumnHits],
        columns: Columns,
    ) -> tuple[Hits | None, list[ColumnHits]]:
        """The hits that are not let pass."""
        kept = list(cells)
        for number, entry, rule in self._entries:
            named = _columns_called(entry.column, chunk, columns)
            if hits is not None:
                allowed = self._of_hits(chunk, hits, entry, rule, named)
                self.counts[number] += int(np.count_nonzero(allowed))
                hits = hits.take(~allowed) if allowed.any() else hits
                hits = hits if len(hits) else None
            for place, column in enumerate(kept):
                allowed = self._of_cells(chunk, column, entry, rule, named)
                self.counts[number] += int(np.count_nonzero(allowed))
                if allowed.any():
                    kept[place] = column.take(~allowed)
            kept = [column for column in kept if column.start.size]
        return hits, kept

    def _of_hits(
        self, chunk: Chunk, hits: Hits, entry: Allowance, rule: int, named: set[int]
    ) -> Mask:
        allowed = np.ones(len(hits), np.bool_)
        if entry.rule:
            allowed &= hits.rule == rule
        if entry.column:
            allowed &= np.isin(chunk.columns_of(hits.field), sorted(named))
        if entry.fingerprint is not None:
            for number in np.unique(hits.rule[allowed]).tolist():
                rows = np.flatnonzero(allowed & (hits.rule == number))
                prints = self._shared.finder.value_prints(
                    chunk, number, hits.start[rows], hits.end[rows], hits.value[rows]
                )
                allowed[rows] = prints == np.uint64(entry.fingerprint)
        return allowed

    def _of_cells(
        self, chunk: Chunk, column: ColumnHits, entry: Allowance, rule: int, named: set[int]
    ) -> Mask:
        size = column.start.size
        if (entry.rule and column.rule != rule) or (entry.column and column.column not in named):
            return np.zeros(size, np.bool_)
        if entry.fingerprint is None:
            return np.ones(size, np.bool_)
        prints = self._shared.finder.value_prints(
            chunk, column.rule, column.start, column.end, column.value
        )
        return prints == np.uint64(entry.fingerprint)


def _columns_called(name: str, chunk: Chunk, columns: Columns) -> set[int]:
    """Numbers of the columns with this name, in the file or in reports."""
    if not name or chunk.table is None:
        return set()
    wanted = name.strip().casefold()
    return {
        number
        for names in (chunk.table.columns, columns.names)
        for number, found in enumerate(names)
        if found.strip().casefold() == wanted
    }
