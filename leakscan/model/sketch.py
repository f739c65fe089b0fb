"""Distinct counting by bottom-k sketches of keyed hashes.

A sketch keeps the `K` smallest 64-bit hashes it has seen. Up to `K` distinct values that is
all of them and the count is exact; beyond, the K-th smallest hash tells the density, with a
relative standard error of 1/sqrt(K-2), 0.28 % here. Unlike HyperLogLog it is exact while
small, and two sketches tell how many values they share, which linkage needs.

The hashes come from a keyed function (see `evidence`); a sketch whose key is known is raw
data, so sketches live in memory only and are never exported.

Source: Bar-Yossef et al., "Counting distinct elements in a data stream", RANDOM 2002
(algorithm 1); Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007.
"""

from typing import Self, SupportsIndex

import numpy as np
import numpy.typing as npt

from leakscan.native import sketches
from leakscan.native.library import KERNELS

Hashes = npt.NDArray[np.uint64]

K = 131_072
"""Hashes kept: exact to 131,072 distinct values, 1 MiB at the most."""
PENDING_ARRAYS = 1024
"""Arrays that wait to be sorted in, however small: many files of one value each add up."""
_HASH_SPACE = float(1 << 64)


class KeySketch:
    """Distinct keyed hashes, exact to `K`, estimated beyond; a commutative monoid."""

    __slots__ = ("_kept", "_pending", "_pending_size")

    def __init__(self) -> None:
        self._kept: Hashes = np.empty(0, np.uint64)
        self._pending: list[Hashes] = []
        self._pending_size = 0

    def __repr__(self) -> str:
        return f"KeySketch(kept={self.hashes().size})"

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> str | tuple[object, ...]:
        """As others are, but without arrays when it is empty: that of most files is."""
        return (type(self), ()) if self.is_empty else super().__reduce_ex__(protocol)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not (self._kept.size or self._pending)

    def add(self, hashes: Hashes) -> None:
        """Count these values, a `uint64` array of keyed hashes in any order."""
        if self._kept.size == K:
            # What is below is not to be foreseen, and an index by a mask branches on it.
            hashes = hashes.compress(hashes < self._kept[-1])
        if hashes.size:
            self._pending.append(hashes)
            self._pending_size += hashes.size
            if self._pending_size >= K // 2 or len(self._pending) >= PENDING_ARRAYS:
                self._compact()

    def merge(self, other: Self) -> None:
        """Add all that `other` has seen."""
        if self._pending or self._kept.size:
            self.add(other.hashes())
        else:
            self._kept = other.hashes()

    def hashes(self) -> Hashes:
        """The kept hashes, ascending, at most `K`."""
        self._compact()
        return self._kept

    def estimate(self) -> tuple[int, bool]:
        """The number of distinct values, and whether it is exact."""
        kept = self.hashes()
        if kept.size < K:
            return int(kept.size), True
        # At least the K seen: one more value must never lower the count.
        return max(K, round((K - 1) / (float(kept[-1]) / _HASH_SPACE))), False

    def shared(self, other: Self) -> int:
        """The number of kept values that both sketches have (a lower bound of the overlap)."""
        return int(np.intersect1d(self.hashes(), other.hashes(), assume_unique=True).size)

    def found_in(self, other: Self) -> int:
        """How many of the values counted here were counted there, too; estimated beyond `K`."""
        if self.is_empty or other.is_empty:
            return 0
        mine, theirs = self.hashes(), other.hashes()
        # Up to where both know of every value.
        for kept in (mine, theirs):
            if kept.size == K:
                last = kept[-1]
                mine, theirs = mine[mine <= last], theirs[theirs <= last]
        both = np.intersect1d(mine, theirs, assume_unique=True).size
        return round(both / mine.size * self.estimate()[0]) if mine.size else 0

    def _compact(self) -> None:
        if self._pending:
            added = np.concatenate(self._pending)
            merge = _merged if KERNELS is None else sketches.merged
            self._kept = merge(self._kept, added, K)
            self._pending, self._pending_size = [], 0

    def __getstate__(self) -> Hashes:
        return self.hashes()

    def __setstate__(self, state: Hashes) -> None:
        self._kept, self._pending, self._pending_size = state, [], 0


def _merged(kept: Hashes, added: Hashes, room: int) -> Hashes:
    """The twin of the kernel."""
    joined = np.sort(np.concatenate([kept, added]))
    # np.unique hashes before it sorts, which is slower on values that are hashes.
    return joined[np.append(True, joined[1:] != joined[:-1])[: joined.size]][:room]
