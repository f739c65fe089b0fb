"""A member as a seekable file, for formats with an index at the end; never a file on disk.

What lies on disk is read where it lies. Anything else, such as a member of an archive, is held
in memory up to a documented bound.
"""

import io
from typing import Protocol, runtime_checkable

MEMORY_FILE_BYTES = 128 * 1024 * 1024
"""Largest member that is held in memory to be read out of order."""
_BUFFER_BYTES = 64 * 1024


@runtime_checkable
class SeekableStream(Protocol):
    """A stream that knows its place."""

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes."""
        ...

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Move, and tell where to."""
        ...

    def seekable(self) -> bool:
        """Whether it can move."""
        ...


def as_seekable(stream: object) -> SeekableStream | None:
    """The stream itself if it can move, else None."""
    return stream if isinstance(stream, SeekableStream) and stream.seekable() else None


class FileView(io.RawIOBase):
    """Reads from a seekable stream at a place of its own; closing it leaves the stream open.

    Attributes:
        size: Of the whole member.
        taken: Bytes read so far, those read twice counted twice.
    """

    def __init__(self, stream: SeekableStream, size: int) -> None:
        super().__init__()
        self._stream = stream
        self.size = size
        self._at = 0
        self.taken = 0

    def __repr__(self) -> str:
        return f"FileView(size={self.size})"

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move to `offset` from the start, from here or from the end."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("before the start")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer; 0 at the end."""
        self._stream.seek(self._at)
        block = self._stream.read(len(buffer))
        buffer[: len(block)] = block
        self._at += len(block)
        self.taken += len(block)
        return len(block)


def size_of(stream: SeekableStream) -> int:
    """Bytes in a stream, which is left at its start."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def buffered(view: FileView) -> io.BufferedReader:
    """A view whose small reads are cheap."""
    return io.BufferedReader(view, _BUFFER_BYTES)
