"""A moving window over canonical text, from which chunks are cut one after the other.

The window counts lines and records, keeps the text not yet given out, and a margin before it.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import MARGIN_BYTES, Chunk, Fields, Offsets, Table
from leakscan.raw.lines import line_ends
from leakscan.readers.origin import Piece, Trail

Bytes = npt.NDArray[np.uint8]

_CAPACITY = 2 * 1024 * 1024
"""One buffer is used again and again: new ones would cost a page fault every 4 KiB."""
_SMALL = 4096
_LARGE = 64 * 1024
"""Up to here a buffer is as large as it must be: an archive may hold a million small files, and
to clear 2 MiB for each would take longer than to examine it."""


class TextWindow:
    """Text from a little before `position` to as far as was asked; offsets are absolute.

    Attributes:
        position: Where the next chunk begins.
        chunk_bytes: Target size of a chunk.
        end: Offset after the last byte read so far.
        ended: The whole text has been read (not: given out).
    """

    __slots__ = (
        "_base",
        "_buffer",
        "_line",
        "_offset",
        "_pieces",
        "_record",
        "_trail",
        "chunk_bytes",
        "end",
        "ended",
        "position",
    )

    def __init__(self, pieces: Iterable[Piece], chunk_bytes: int) -> None:
        self._pieces = iter(pieces)
        self._buffer = bytearray(_SMALL)
        self._base = 0
        self._offset = 0
        self._trail = Trail()
        self._line = 1
        self._record = 0
        self.chunk_bytes = chunk_bytes
        self.ended = False
        self.end = 0
        self.position = 0

    def fill(self, start: int, size: int) -> int:
        """Read until `size` bytes from `start` are there; how many are, at most `size`."""
        if not self.ended and self.end < start + size:
            self._read(start + size)
        return max(min(self.end - start, size), 0)

    def remaining(self) -> Iterator[Piece]:
        """All the text again, from the start, for another window; nothing was given out yet."""
        yield self._handed_over()
        yield from self._pieces

    def _handed_over(self) -> Piece:
        """All the text so far, of which nothing stays here: the other window keeps it."""
        piece = Piece(self.text(0, self.end), self._trail.origin(0, self.end))
        self._buffer, self._trail = bytearray(), Trail()
        return piece

    def text(self, start: int, end: int) -> bytes:
        """A copy of the text between two offsets that were filled."""
        index = start - self._base + self._offset
        return bytes(memoryview(self._buffer)[index : index + end - start])

    def view(self, start: int, size: int) -> Bytes:
        """The text from `start`, at most `size`: the window's memory until the next `fill`."""
        count = max(min(self.end - start, size), 0)
        view = np.frombuffer(self._buffer, np.uint8, count, start - self._base + self._offset)
        view.flags.writeable = False
        return view

    def find(self, needle: bytes, start: int, end: int) -> int:
        """Offset of `needle` between two offsets, -1 without."""
        shift = self._base - self._offset
        found = self._buffer.find(needle, start - shift, end - shift)
        return found + shift if found >= 0 else -1

    def rfind(self, sign: bytes, start: int, end: int) -> int:
        """Offset of the last `sign`, of one byte, between two offsets; -1 without."""
        shift = self._base - self._offset
        found = self._buffer.rfind(sign, start - shift, end - shift)
        return found + shift if found >= 0 else -1

    def boundary(self, offset: int) -> int:
        """The last character boundary at or before `offset`."""
        while self._base < offset < self.end and self._continues(offset):
            offset -= 1
        return offset

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
            record_starts: Relative to `position`; none for text outside any record.
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
        begin, size = self.position - low, end - self.position
        chunk = Chunk(
            data=data,
            begin=begin,
            end=begin + size,
            first_line=self._line,
            first_record=self._record,
            record_starts=record_starts + begin if begin else record_starts,
            table=table,
            fields=fields,
            original=self._trail.origin(low, high),
        )
        # Where escapes were neutralised, only the window still has all line ends.
        same = text is None
        own = np.frombuffer(data, np.uint8, size, begin) if same else self.view(self.position, size)
        self._line += line_ends(own)
        self._record += int(record_starts.size)
        self.position = end
        return chunk

    def _low_margin(self) -> int:
        low = max(self.position - MARGIN_BYTES, self._base)
        while low < self.position and self._continues(low):
            low += 1
        return low

    def _continues(self, offset: int) -> bool:
        """Whether the byte there is not the first of its character."""
        return self._buffer[offset - self._base + self._offset] & 0xC0 == 0x80

    def _read(self, until: int) -> None:
        keep = min(max(self.position - MARGIN_BYTES - 4, self._base), self.end)
        while self.end < until:
            piece = next(self._pieces, None)
            if piece is None:
                self.ended = True
                break
            self._trail.add(self.end, piece.locate)
            self._append(piece.data, keep)
        self._trail.forget(keep)

    def _append(self, data: bytes, keep: int) -> None:
        """Add text at the end; what is before `keep` may be overwritten."""
        index = self.end - self._base + self._offset
        if index + len(data) > len(self._buffer):
            kept = self.end - keep
            begin = index - kept
            source = memoryview(self._buffer)[begin:index]
            wanted = kept + len(data)
            # Of one just made a third larger than was wanted then, a little more takes no other.
            if wanted > len(self._buffer) // 8 * 7:
                room = 2 * wanted if wanted <= _LARGE else max(wanted // 3 * 4, _CAPACITY)
                self._buffer = bytearray(room)
            memoryview(self._buffer)[:kept] = source
            self._base, self._offset, index = keep, 0, kept
        memoryview(self._buffer)[index : index + len(data)] = data
        self.end += len(data)
