"""A moving window over canonical text, from which chunks are cut one after the other.

The window counts lines and records, keeps the text not yet given out, and a margin before it.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import MARGIN_BYTES, Chunk, Fields, Offsets, Table
from leakscan.readers.origin import Piece, Trail

Bytes = npt.NDArray[np.uint8]


class TextWindow:
    """Text from a little before `position` to as far as was asked; offsets are absolute.

    Attributes:
        position: Where the next chunk begins.
        chunk_bytes: Target size of a chunk.
        ended: The whole text has been read (not: given out).
    """

    __slots__ = (
        "_base",
        "_line",
        "_pieces",
        "_record",
        "_text",
        "_trail",
        "chunk_bytes",
        "ended",
        "position",
    )

    def __init__(self, pieces: Iterable[Piece], chunk_bytes: int) -> None:
        self._pieces = iter(pieces)
        self._text = b""
        self._base = 0
        self._trail = Trail()
        self._line = 1
        self._record = 0
        self.chunk_bytes = chunk_bytes
        self.ended = False
        self.position = 0

    @property
    def end(self) -> int:
        """Offset after the last byte read so far."""
        return self._base + len(self._text)

    def fill(self, start: int, size: int) -> int:
        """Read until `size` bytes from `start` are there; how many are, at most `size`."""
        if not self.ended and self.end < start + size:
            self._read(start + size)
        return max(min(self.end - start, size), 0)

    def remaining(self) -> Iterator[Piece]:
        """All the text again, from the start, for another window; nothing was given out yet."""
        yield Piece(self._text, self._trail.origin(self._base, self.end))
        yield from self._pieces

    def text(self, start: int, end: int) -> bytes:
        """A copy of the text between two offsets that were filled."""
        return self._text[start - self._base : end - self._base]

    def view(self, start: int, size: int) -> Bytes:
        """The text from `start` as an array over the window's own memory, at most `size`."""
        count = max(min(self.end - start, size), 0)
        return np.frombuffer(self._text, np.uint8, count, start - self._base)

    def find(self, needle: bytes, start: int, end: int) -> int:
        """Offset of `needle` between two offsets, -1 without."""
        found = self._text.find(needle, start - self._base, end - self._base)
        return found + self._base if found >= 0 else -1

    def rfind(self, needle: bytes, start: int, end: int) -> int:
        """Offset of the last `needle` between two offsets, -1 without."""
        found = self._text.rfind(needle, start - self._base, end - self._base)
        return found + self._base if found >= 0 else -1

    def boundary(self, offset: int) -> int:
        """The last character boundary at or before `offset`."""
        index = offset - self._base
        while 0 < index < len(self._text) and self._text[index] & 0xC0 == 0x80:
            index -= 1
        return index + self._base

    def emit(
        self,
        end: int,
        record_starts: Offsets,
        *,
        table: Table | None = None,
        fields: Fields | None = None,
        text: bytes | None = None,
    ) -> Chunk:
        """The chunk from `position` to `end`; moves on.

        Args:
            end: Absolute offset, at a character boundary.
            record_starts: Relative to `position`; at least one.
            table: None for prose, which gets a margin of context on both sides.
            fields: Relative to `position`.
            text: What stands for the text when escapes were neutralised, of the same length.
        """
        low, high = self.position, end
        if table is None:
            self.fill(end, MARGIN_BYTES)
            low = self._low_margin()
            high = self.boundary(min(end + MARGIN_BYTES, self.end))
        data = self.text(low, high) if text is None else text
        begin = self.position - low
        chunk = Chunk(
            data=data,
            begin=begin,
            end=begin + end - self.position,
            first_line=self._line,
            first_record=self._record,
            record_starts=record_starts + begin if begin else record_starts,
            table=table,
            fields=fields,
            original=self._trail.origin(low, high),
        )
        self._line += int(np.count_nonzero(self.view(self.position, end - self.position) == 0x0A))
        self._record += int(record_starts.size)
        self.position = end
        return chunk

    def _low_margin(self) -> int:
        low = max(self.position - MARGIN_BYTES, self._base)
        while low < self.position and self._text[low - self._base] & 0xC0 == 0x80:
            low += 1
        return low

    def _read(self, until: int) -> None:
        keep = min(max(self.position - MARGIN_BYTES - 4, self._base), self.end)
        parts = [self._text[keep - self._base :]]
        end = self.end
        while end < until:
            piece = next(self._pieces, None)
            if piece is None:
                self.ended = True
                break
            self._trail.add(end, piece.locate)
            parts.append(piece.data)
            end += len(piece.data)
        self._trail.forget(keep)
        self._base = keep
        self._text = b"".join(parts)
