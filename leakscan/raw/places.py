"""Where text stands in its member: offsets of a text to offsets in the member's own bytes."""

from collections.abc import Callable

import numpy as np

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets

Locate = Callable[[int], int]
"""Offset in the member's bytes, of an offset into a piece of text."""


@frozen(kw_only=False, repr=False)
class Within:
    """Locates text that begins inside a piece."""

    locate: Locate
    begin: int

    def __call__(self, offset: int) -> int:
        """Source offset."""
        return self.locate(self.begin + offset)

    def all(self, offsets: Offsets) -> Offsets:
        """Source offsets of many, ascending."""
        return all_of(self.locate, offsets + self.begin)


def all_of(locate: Locate, offsets: Offsets) -> Offsets:
    """Source offsets of many offsets, ascending; at once where `locate` has a method ``all``."""
    many: Callable[[Offsets], Offsets] | None = getattr(locate, "all", None)
    if many is not None:
        return many(offsets)
    return np.array([locate(offset) for offset in offsets.tolist()], np.int64)
