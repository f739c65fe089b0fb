"""Attributes of distinct persons: a random sample of them that is all of them while they are few.

Persons are sampled by keyed hash, the smallest first (see `sketch`), so the same person is in
the sample of every file or in none, duplicates count once, and merging is associative and
commutative. What two records say of one person is joined by taking the greater number.
"""

from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.model.sketch import PENDING_ARRAYS, Hashes
from leakscan.native import sketches
from leakscan.native.library import KERNELS

SAMPLE = 131_072
"""Persons kept: beyond, a tenth of them is known to 0.8 %, a hundredth to 2.7 %."""
BIRTH, SEX, BORN_IN, LIVES_IN = range(4)
"""Columns of the attributes: month of birth (12 × year + month, January when only the year is
known), sex (1 male, 2 female), and two départements (see `departments`); 0 for not known."""
_SPACE = float(1 << 64)
_ANY = (1 << 64) - 1

Attributes = npt.NDArray[np.uint16]
"""Shape (persons, 4)."""


class Profiles:
    """Distinct persons with their attributes; a commutative monoid."""

    __slots__ = ("_attributes", "_keys", "_pending", "_pending_size")

    def __init__(self) -> None:
        self._keys: Hashes = np.empty(0, np.uint64)
        self._attributes: Attributes = np.empty((0, 4), np.uint16)
        self._pending: list[tuple[Hashes, Attributes]] = []
        self._pending_size = 0

    def __repr__(self) -> str:
        return f"Profiles(kept={self.kept()[0].size})"

    @property
    def limit(self) -> int:
        """The greatest key that may still come into the sample: others need not be added."""
        return int(self._keys[-1]) if self._keys.size == SAMPLE else _ANY

    def add(self, keys: Hashes, attributes: Attributes) -> None:
        """Count persons, given as keyed hashes in any order, with what is known of each.

        Those beyond `limit` change nothing, and only wait to be dropped.
        """
        if keys.size:
            self._pending.append((keys, attributes))
            self._pending_size += keys.size
            if self._pending_size >= SAMPLE // 2 or len(self._pending) >= PENDING_ARRAYS:
                self._compact()

    def merge(self, other: Self) -> None:
        """Add all that `other` has seen."""
        if self._pending or self._keys.size:
            keys, attributes = other.kept()
            below = slice(np.searchsorted(keys, np.uint64(self.limit), side="right"))
            self.add(keys[below], attributes[below])
        else:
            self._keys, self._attributes = other.kept()

    def kept(self) -> tuple[Hashes, Attributes]:
        """The sampled persons, ascending by key, at most `SAMPLE`, and their attributes."""
        self._compact()
        return self._keys, self._attributes

    def estimate(self) -> tuple[int, bool]:
        """How many distinct persons were added, and whether that is exact."""
        keys, _ = self.kept()
        if keys.size < SAMPLE:
            return int(keys.size), True
        return max(SAMPLE, round((SAMPLE - 1) / (float(keys[-1]) / _SPACE))), False

    def _compact(self) -> None:
        if not self._pending:
            return
        keys = np.concatenate([keys for keys, _ in self._pending])
        known = np.concatenate([known for _, known in self._pending])
        merge = _merged if KERNELS is None else sketches.merged_known
        self._keys, self._attributes = merge((self._keys, self._attributes), (keys, known), SAMPLE)
        self._pending, self._pending_size = [], 0

    def __getstate__(self) -> tuple[Hashes, Attributes]:
        return self.kept()

    def __setstate__(self, state: tuple[Hashes, Attributes]) -> None:
        self._keys, self._attributes = state
        self._pending, self._pending_size = [], 0


def _merged(
    kept: tuple[Hashes, Attributes], added: tuple[Hashes, Attributes], room: int
) -> tuple[Hashes, Attributes]:
    """The twin of the kernel."""
    keys = np.concatenate([kept[0], added[0]])
    order = np.argsort(keys)
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: keys.size])
    # `take` is ten times as fast here as an index in brackets.
    attributes = np.concatenate([kept[1], added[1]]).take(order, axis=0)
    return keys[first][:room], np.maximum.reduceat(attributes, first, axis=0)[:room]
