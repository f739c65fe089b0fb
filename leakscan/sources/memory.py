"""What a program has in its hands, as a source: bytes, or a stream that it opened."""

import io
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO, cast

from leakscan.frozen import frozen
from leakscan.sources.source import Source


@frozen(repr=False)
class MemorySource(Source):
    """A source whose content is in memory."""

    content: bytes

    def open(self, _patience: Callable[[], bool] = lambda: True) -> BinaryIO:
        """A stream over the content."""
        return BytesIO(self.content)


def memory_source(content: bytes, name: str) -> MemorySource:
    """The source of these bytes, as if they were a file called `name`."""
    return MemorySource(name=name, size=len(content), content=content)


@frozen(repr=False)
class StreamSource(Source):
    """A source that somebody else has opened, and will close."""

    stream: BinaryIO

    def open(self, _patience: Callable[[], bool] = lambda: True) -> BinaryIO:
        """The stream, which outlives being closed."""
        return cast("BinaryIO", _Borrowed(self.stream))


class _Borrowed(io.RawIOBase):
    """A view of a stream from where it stands; closing it leaves the stream open."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._movable = hasattr(stream, "seekable") and stream.seekable()
        self._start = stream.tell() if self._movable else 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._movable

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move within what begins where the stream stood."""
        base = self._start if whence == io.SEEK_SET else 0
        return self._stream.seek(base + offset, whence) - self._start

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer; 0 at the end."""
        block = self._stream.read(len(buffer)) or b""
        buffer[: len(block)] = block
        return len(block)
