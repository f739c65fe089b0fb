"""Records by organisation, without keeping which organisation it is.

Organisations are keyed hashes; the smallest `KEPT` of them stay with their exact counts. A hash
that is among the smallest of all is among the smallest of every part, so nothing that is kept
in the end was ever dropped, and merging is associative and commutative.
"""

from typing import Self, SupportsIndex

import numpy as np
import numpy.typing as npt

from leakscan.model.sketch import Hashes

KEPT = 65_536
"""Exact to as many organisations, of which there are a few, seldom some thousands."""
_SPACE = float(1 << 64)
Counts = npt.NDArray[np.int64]
Labels = npt.NDArray[np.uint16]


class KeyedCounts:
    """Counts and a label by keyed hash, bounded; a commutative monoid."""

    __slots__ = ("_counts", "_keys", "_labels")

    def __init__(self) -> None:
        self._keys: Hashes = np.empty(0, np.uint64)
        self._counts: Counts = np.empty(0, np.int64)
        self._labels: Labels = np.empty(0, np.uint16)

    def __repr__(self) -> str:
        return f"KeyedCounts(kept={self._keys.size})"

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> str | tuple[object, ...]:
        """As others are, but without arrays when it is empty: that of most files is."""
        return (type(self), ()) if self.is_empty else super().__reduce_ex__(protocol)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not self._keys.size

    def add(self, keys: Hashes, counts: Counts, labels: Labels) -> None:
        """Count so many records for each key; of the labels of one key the greatest is kept."""
        if not keys.size:
            return
        keys = np.concatenate([self._keys, keys])
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        self._counts = np.add.reduceat(np.concatenate([self._counts, counts])[order], first)[:KEPT]
        joined = np.concatenate([self._labels, labels])[order]
        self._labels = np.maximum.reduceat(joined, first)[:KEPT]
        self._keys = keys[first][:KEPT]

    def merge(self, other: Self) -> None:
        """Add all that `other` counted."""
        self.add(*other.kept())

    def kept(self) -> tuple[Hashes, Counts, Labels]:
        """Keys ascending, with their counts and labels."""
        return self._keys, self._counts, self._labels

    def distinct(self) -> tuple[int, bool]:
        """How many distinct keys were counted, and whether that is exact."""
        if self._keys.size < KEPT:
            return int(self._keys.size), True
        return max(KEPT, round((KEPT - 1) / (float(self._keys[-1]) / _SPACE))), False
