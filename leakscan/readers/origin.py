"""Where canonical text came from: byte offsets in the member, computed only when asked.

A piece of text keeps the position of its first byte and how it was made. Nothing is stored per
character: the length of the original is found by encoding the text back.
"""

from bisect import bisect_right
from itertools import accumulate, pairwise
from pickle import PickleBuffer

import numpy as np

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.raw.lines import characters_before
from leakscan.raw.places import Locate, all_of

_WIDTHS = {
    **dict.fromkeys(("latin-1", "iso8859-1", "iso8859-15", "cp1252", "cp850", "cp437"), 1),
    **dict.fromkeys(("mac-roman", "cp500", "cp1140", "cp1147", "cp297", "ascii"), 1),
    **dict.fromkeys(("utf-16-le", "utf-16-be"), 2),
    **dict.fromkeys(("utf-32-le", "utf-32-be"), 4),
}
"""Bytes of a character by codec, where all have the same; in UTF-16 some have twice as many."""


@frozen(kw_only=False, eq=False, repr=False)
class Piece:
    """Consecutive canonical text, and where each of its bytes came from."""

    data: bytes
    locate: Locate


@frozen(kw_only=False, eq=False, repr=False)
class Shifted:
    """Locates text that stands in the member byte for byte, from `start`."""

    start: int

    def __call__(self, offset: int) -> int:
        """Source offset of `offset`."""
        return self.start + offset

    def all(self, offsets: Offsets) -> Offsets:
        """Source offsets of many."""
        return offsets + self.start


class Transcoded:
    """Locates text decoded from `codec`; keeps the piece, so memory is that of the chunk.

    Offsets asked in ascending order cost one pass over the piece, whatever their number.
    """

    __slots__ = ("_codec", "_data", "_known", "_start")

    def __init__(self, start: int, data: bytes | bytearray, codec: str) -> None:
        self._start = start
        self._data = data
        self._codec = codec
        self._known = (0, start)

    def __reduce__(self) -> tuple[type["Transcoded"], tuple[int, object, str]]:
        """Another process is given the piece as it gets the chunk, without a copy of its own."""
        return Transcoded, (self._start, PickleBuffer(self._data), self._codec)

    def __call__(self, offset: int) -> int:
        """Source offset of `offset`, within a replaced character when there was one."""
        since, source = self._known
        if offset < since:
            since, source = 0, self._start
        # In another process the piece comes as a view of memory.
        text = bytes(self._data[since:offset]).decode(errors="ignore")
        source += len(text.encode(self._codec, "replace"))
        if offset < len(self._data) and self._data[offset] & 0xC0 == 0x80:
            return source
        self._known = (offset, source)
        return source

    def all(self, offsets: Offsets) -> Offsets:
        """Source offsets of many, ascending; at once where characters have a fixed size."""
        width = _WIDTHS.get(self._codec)
        if width is None:
            return np.array([self(offset) for offset in offsets.tolist()], np.int64)
        data = np.frombuffer(self._data, np.uint8)
        before = characters_before(data, offsets) * width
        if self._codec.startswith("utf-16"):
            pairs = np.flatnonzero(data >= 0xF0)
            before += 2 * np.searchsorted(pairs, offsets)
        return before + self._start


@frozen(kw_only=False, eq=False, repr=False)
class Origin:
    """Locates offsets of a chunk: which piece each stands in, then within the piece.

    Attributes:
        base: Absolute canonical offset of the chunk's first byte.
        starts: Absolute canonical offsets of the pieces, ascending.
        locates: One per piece.
    """

    base: int
    starts: tuple[int, ...]
    locates: tuple[Locate, ...]

    def __call__(self, offset: int) -> int:
        """Byte offset in the member's own bytes."""
        absolute = self.base + offset
        index = max(bisect_right(self.starts, absolute) - 1, 0)
        return self.locates[index](absolute - self.starts[index])

    def all(self, offsets: Offsets) -> Offsets:
        """Byte offsets in the member's own bytes of many offsets, ascending."""
        absolute = offsets + self.base
        result = np.empty_like(absolute)
        cuts = np.searchsorted(absolute, np.array(self.starts[1:], np.int64))
        edges = [0, *cuts.tolist(), absolute.size]
        for locate, start, (low, high) in zip(
            self.locates, self.starts, pairwise(edges), strict=True
        ):
            if low < high:
                result[low:high] = all_of(locate, absolute[low:high] - start)
        return result


def glued(*pieces: Piece) -> Piece:
    """Pieces, one after the other, as one."""
    starts = accumulate((len(piece.data) for piece in pieces[:-1]), initial=0)
    locate = Origin(0, tuple(starts), tuple(piece.locate for piece in pieces))
    return Piece(b"".join(piece.data for piece in pieces), locate)


class Trail:
    """The pieces that a moving window of text still covers."""

    __slots__ = ("_locates", "_starts")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._locates: list[Locate] = []

    def add(self, start: int, locate: Locate) -> None:
        """A piece that begins at this absolute canonical offset."""
        self._starts.append(start)
        self._locates.append(locate)

    def forget(self, before: int) -> None:
        """Drop pieces that end at or before this absolute offset."""
        index = bisect_right(self._starts, before) - 1
        if index > 0:
            del self._starts[:index], self._locates[:index]

    def origin(self, begin: int, end: int) -> Origin:
        """What locates the offsets of the text from `begin` to `end` (absolute)."""
        first = max(bisect_right(self._starts, begin) - 1, 0)
        last = bisect_right(self._starts, end)
        return Origin(begin, tuple(self._starts[first:last]), tuple(self._locates[first:last]))
