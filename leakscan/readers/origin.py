"""Where canonical text came from: byte offsets in the member, computed only when asked.

A piece of text keeps the position of its first byte and how it was made. Nothing is stored per
character: the length of the original is found by encoding the text back.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

Locate = Callable[[int], int]
"""Offset in the member's bytes, of an offset into a piece of text."""


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """Consecutive canonical text, and where each of its bytes came from."""

    data: bytes
    locate: Locate


@dataclass(frozen=True, slots=True, repr=False)
class Shifted:
    """Locates text that stands in the member byte for byte, from `start`."""

    start: int

    def __call__(self, offset: int) -> int:
        """Source offset of `offset`."""
        return self.start + offset


class Transcoded:
    """Locates text decoded from `codec`; keeps the piece, so memory is that of the chunk.

    Offsets asked in ascending order cost one pass over the piece, whatever their number.
    """

    __slots__ = ("_codec", "_data", "_known", "_start")

    def __init__(self, start: int, data: bytes, codec: str) -> None:
        self._start = start
        self._data = data
        self._codec = codec
        self._known = (0, start)

    def __call__(self, offset: int) -> int:
        """Source offset of `offset`, within a replaced character when there was one."""
        since, source = self._known
        if offset < since:
            since, source = 0, self._start
        text = self._data[since:offset].decode(errors="ignore")
        source += len(text.encode(self._codec, "replace"))
        if offset < len(self._data) and self._data[offset] & 0xC0 == 0x80:
            return source
        self._known = (offset, source)
        return source


@dataclass(frozen=True, slots=True, repr=False)
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
