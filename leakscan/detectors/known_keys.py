"""Keys that were met, and a quick look at which of many others are among them."""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Offsets

Keys = npt.NDArray[np.uint64]
_SLOT_BITS = 16
_SHIFT = np.uint64(64 - _SLOT_BITS)


class KnownKeys:
    """Distinct keys, which are hashes.

    Attributes:
        keys: Ascending.
    """

    __slots__ = ("_slots", "keys")

    def __init__(self, keys: Keys) -> None:
        """Take over keys in ascending order."""
        self.keys = keys
        self._slots = np.zeros(1 << _SLOT_BITS if keys.size else 0, np.int64)
        self._slots[(keys >> _SHIFT).view(np.int64)] = np.arange(keys.size)

    def __repr__(self) -> str:
        return f"KnownKeys({self.keys.size})"

    def places(self, keys: Keys) -> Offsets:
        """The place of each of some keys among those known, -1 for none.

        Nearly all stand where their first bits say: a quarter of the time of searching for each.
        """
        if not self.keys.size:
            return np.full(keys.size, -1, np.int64)
        place = self._slots.take((keys >> _SHIFT).view(np.int64))
        others = np.flatnonzero(self.keys.take(place) != keys)
        if others.size:
            wanted = keys.take(others)
            at = np.minimum(np.searchsorted(self.keys, wanted), self.keys.size - 1)
            at[self.keys.take(at) != wanted] = -1
            place[others] = at
        return place
