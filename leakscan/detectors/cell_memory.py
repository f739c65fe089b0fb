"""Remembering what cells gave: in tables the same remark comes again and again.

Bounded, in memory only, for the life of a process. Cells are told apart by a hash under secret
numbers, so no text is kept, and nobody can write two cells that are taken for one another.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.known_keys import Keys, KnownKeys
from leakscan.frozen import slotted
from leakscan.native import arrays

_MAX_CELLS = 50_000


@slotted
class Verdicts:
    """Occurrences that count, one per index, those of each cell together.

    Attributes:
        rank: Of the occurrence among those of its cell.
        start, end: Span of its value, relative to the cell.
        assertion: Its status.
    """

    rank: Offsets
    start: Offsets
    end: Offsets
    assertion: npt.NDArray[np.int8]

    def take(self, which: Offsets) -> "Verdicts":
        """Some of them."""
        return Verdicts(
            self.rank.take(which),
            self.start.take(which),
            self.end.take(which),
            self.assertion.take(which),
        )


class CellMemory:
    """Verdicts by cell."""

    __slots__ = ("_counts", "_firsts", "_known", "_secrets", "_verdicts")

    def __init__(self) -> None:
        self._secrets = arrays.new_seeds()
        self._forget()

    def __repr__(self) -> str:
        return f"CellMemory({self._known.keys.size})"

    def _forget(self) -> None:
        none = np.empty(0, np.int64)
        self._known = KnownKeys(np.empty(0, np.uint64))
        self._firsts, self._counts = none, none
        self._verdicts = Verdicts(none, none, none, np.empty(0, np.int8))

    def keys(self, data: Bytes, starts: Offsets, ends: Offsets, health: Mask) -> Keys:
        """A number for each cell, which may stand in a column that is about health."""
        hashes = arrays.span_hashes(data, starts, ends, *self._secrets)
        return hashes ^ health.astype(np.uint64)

    def unknown(self, keys: Keys) -> Offsets:
        """One cell, by number, of each kind that is not known; too many are all forgotten."""
        if self._known.keys.size > _MAX_CELLS:
            self._forget()
        fresh = np.flatnonzero(self._known.places(keys) < 0)
        return np.sort(fresh[np.unique(keys[fresh], return_index=True)[1]])

    def learn(self, keys: Keys, cell: Offsets, verdicts: Verdicts) -> None:
        """Keep the verdicts of cells that were unknown.

        Args:
            keys: Of the cells.
            cell: For each verdict its cell, ascending.
            verdicts: See there.
        """
        counts = np.bincount(cell, minlength=keys.size)
        firsts = self._verdicts.rank.size + np.cumsum(counts) - counts
        joined = np.concatenate([self._known.keys, keys])
        order = np.argsort(joined, kind="stable")
        self._known = KnownKeys(joined[order])
        self._firsts = np.concatenate([self._firsts, firsts])[order]
        self._counts = np.concatenate([self._counts, counts])[order]
        old = self._verdicts
        self._verdicts = Verdicts(
            np.concatenate([old.rank, verdicts.rank]),
            np.concatenate([old.start, verdicts.start]),
            np.concatenate([old.end, verdicts.end]),
            np.concatenate([old.assertion, verdicts.assertion]),
        )

    def recall(self, keys: Keys) -> tuple[Offsets, Verdicts]:
        """The verdicts of known cells: for each its cell, ascending, and what it is."""
        place = self._known.places(keys)
        counts = self._counts[place]
        cell = np.repeat(np.arange(keys.size), counts)
        within = np.arange(cell.size) - np.repeat(np.cumsum(counts) - counts, counts)
        return cell, self._verdicts.take(self._firsts[place][cell] + within)
