"""A stream that tells how much is read from it."""

import io
from collections.abc import Callable
from typing import BinaryIO


class CountedReads:
    """Reads from an open source, in order or out of order, and counts.

    Attributes:
        total: Bytes read so far, those read twice counted twice.
    """

    def __init__(self, stream: BinaryIO, on_read: Callable[[int], None] | None) -> None:
        self._stream = stream
        self._on_read = on_read
        self.total = 0

    def __repr__(self) -> str:
        return f"CountedReads(total={self.total})"

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; empty at the end."""
        block = self._stream.read(size)
        self.total += len(block)
        if self._on_read is not None and block:
            self._on_read(len(block))
        return block

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move, and tell where to."""
        return self._stream.seek(offset, whence)

    def seekable(self) -> bool:
        """Whether it can move: a regular file or memory, not a pipe."""
        return self._stream.seekable()
