"""A window that keeps the pieces of a text as they came, and copies them once: into a chunk.

For prose, which is looked at block by block and given out in chunks of megabytes. A buffer of their
size would be one more copy, and memory that the kernel has to clear.
"""

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np

from leakscan.raw.chunk import MARGIN_BYTES, Chunk, Fields, Offsets, Table
from leakscan.readers.origin import Piece
from leakscan.readers.window import Bytes, TextWindow


class PieceWindow(TextWindow):
    """As `TextWindow`; text across two pieces is put together each time it is asked for."""

    __slots__ = ("_held", "_starts")

    def __init__(self, pieces: Iterable[Piece], chunk_bytes: int) -> None:
        super().__init__(pieces, chunk_bytes)
        self._starts: list[int] = []
        self._held: list[bytes] = []

    def text(self, start: int, end: int) -> bytes:
        """The text between two offsets that were filled."""
        if end <= start:
            return b""
        first, last = self._index(start), self._index(end - 1)
        low, high = start - self._starts[first], end - self._starts[last]
        if first == last:
            return self._held[first][low:high]
        begun, ended = memoryview(self._held[first])[low:], memoryview(self._held[last])[:high]
        return b"".join([begun, *self._held[first + 1 : last], ended])

    def view(self, start: int, size: int) -> Bytes:
        """The text from `start`, at most `size`."""
        size = min(size, self.end - start)
        if size <= 0:
            return np.empty(0, np.uint8)
        data, since = self._around(start, start + size)
        return np.frombuffer(data, np.uint8, size, start - since)

    def find(self, needle: bytes, start: int, end: int) -> int:
        """Offset of `needle` between two offsets, -1 without."""
        data, since = self._around(start, end)
        found = data.find(needle, start - since, end - since)
        return found + since if found >= 0 else -1

    def rfind(self, sign: bytes, start: int, end: int) -> int:
        """Offset of the last `sign`, of one byte, between two offsets; -1 without."""
        # From the last piece back: each block is searched, and few lie in one piece.
        index = self._index(end - 1)
        while index >= 0 and self._starts[index] + len(self._held[index]) > start:
            since = self._starts[index]
            found = self._held[index].rfind(sign, max(start - since, 0), end - since)
            if found >= 0:
                return found + since
            index -= 1
        return -1

    def emit(
        self,
        end: int,
        record_starts: Offsets,
        *,
        table: Table | None = None,
        fields: Fields | None = None,
        text: bytes | None = None,
    ) -> Chunk:
        """The chunk from `position` to `end`; moves on, and keeps no piece that it is done with."""
        chunk = super().emit(end, record_starts, table=table, fields=fields, text=text)
        done = max(self._index(max(end - MARGIN_BYTES - 4, self._base)), 0)
        del self._starts[:done], self._held[:done]
        self._base = self._starts[0] if self._starts else self.end
        return chunk

    def _index(self, offset: int) -> int:
        """Which of the pieces an offset stands in."""
        return bisect_right(self._starts, offset) - 1

    def _around(self, start: int, end: int) -> tuple[bytes, int]:
        """Text that holds what is between two offsets, and its own offset."""
        at = self._index(start)
        if at >= 0 and end <= self._starts[at] + len(self._held[at]):
            return self._held[at], self._starts[at]
        return self.text(start, min(end, self.end)), start

    def _continues(self, offset: int) -> bool:
        """Whether the byte there is not the first of its character."""
        at = self._index(offset)
        return self._held[at][offset - self._starts[at]] & 0xC0 == 0x80

    def _append(self, data: bytes, keep: int) -> None:  # noqa: ARG002 - forgotten when given out
        """Add text at the end."""
        self._starts.append(self.end)
        self._held.append(data)
        self.end += len(data)
