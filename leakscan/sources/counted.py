"""A stream that tells how much is read from it."""

import io
import os
from collections.abc import Callable
from typing import BinaryIO

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError


class CountedReads:
    """Reads from an open source, in order or out of order, and counts.

    Attributes:
        total: Bytes read so far, those read twice counted twice.
    """

    def __init__(
        self,
        stream: BinaryIO,
        on_read: Callable[[int], None] | None,
        *,
        size: int | None = None,
    ) -> None:
        """Wrap a stream.

        Args:
            stream: Open.
            on_read: Called with the size of each block.
            size: Of a file on disk, when it was found; None for anything else.
        """
        self._stream = stream
        self._on_read = on_read
        self._size = size
        self.total = 0

    def __repr__(self) -> str:
        return f"CountedReads(total={self.total})"

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; empty at the end.

        Raises:
            ReadError: IO_ERROR, the file was cut while it was read: its rest was not examined.
        """
        block = self._stream.read(size)
        if not block and size and self._size and self._is_cut(self._size):
            raise ReadError(GapReason.IO_ERROR, "shorter than it was")
        self.total += len(block)
        if self._on_read is not None and block:
            self._on_read(len(block))
        return block

    def _is_cut(self, size: int) -> bool:
        # Some files of the system say a size that they never have: it must have changed.
        return self._stream.tell() < size and os.fstat(self._stream.fileno()).st_size < size

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move, and tell where to."""
        return self._stream.seek(offset, whence)

    def seekable(self) -> bool:
        """Whether it can move: a regular file or memory, not a pipe."""
        return self._stream.seekable()
