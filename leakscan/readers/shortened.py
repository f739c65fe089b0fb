"""Text in which words gave way to shorter ones, and where what is left stood.

Every fifth byte may begin such a word, so what is kept of each is two numbers.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.raw.places import Locate, all_of
from leakscan.readers.origin import Piece


@frozen(kw_only=False, eq=False, repr=False)
class Shortened:
    """Locates text in which words were replaced by shorter ones.

    Attributes:
        before: Locates the text as it was.
        ends: Where, in the new text, each replacement ends.
        removed: Bytes removed up to each of `ends`, beginning with none.
    """

    before: Locate
    ends: npt.NDArray[np.int32]
    removed: npt.NDArray[np.int32]

    def __call__(self, offset: int) -> int:
        """Source offset; that of the word for what stands in a replaced one."""
        return self.before(int(self._within(np.array([offset]))[0]))

    def all(self, offsets: Offsets) -> Offsets:
        """Source offsets of many, ascending."""
        return all_of(self.before, self._within(offsets))

    def _within(self, offsets: Offsets) -> Offsets:
        return offsets + self.removed[np.searchsorted(self.ends, offsets, side="right")]


Replacement = tuple[int, int, bytes]
"""Begin and end of a word, and what it stands for."""


def replaced(piece: Piece, found: Iterable[Replacement]) -> Piece:
    """The piece with words replaced; what is longer than its word, or overlaps, is left out."""
    parts: list[bytes] = []
    ends: list[int] = []
    removed = [0]
    done = size = 0
    for begin, end, text in found:
        if begin < done or len(text) > end - begin:
            continue
        parts += [piece.data[done:begin], text]
        size += begin - done + len(text)
        ends.append(size)
        removed.append(removed[-1] + end - begin - len(text))
        done = end
    parts.append(piece.data[done:])
    places = np.array(ends, np.int32), np.array(removed, np.int32)
    return Piece(b"".join(parts), Shortened(piece.locate, *places))


__all__ = ["Replacement", "Shortened", "replaced"]
