"""A member's bytes inside its container: so many of them, and as they were written."""

import zlib
from typing import Protocol

from leakscan.model.coverage import GapReason, counted
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream

_BLOCK_BYTES = 256 * 1024


class Reads(Protocol):
    """Anything that gives bytes: a feed, a file."""

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes."""
        ...


class Span:
    """The next so many bytes of a container.

    Attributes:
        left: Bytes that were not read yet.
    """

    __slots__ = ("_source", "left")

    def __init__(self, source: Reads, size: int) -> None:
        self._source = source
        self.left = size

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end of the span.

        Raises:
            ReadError: CORRUPT, when the container ends before the span.
        """
        block = self._source.read(min(size, self.left)) if self.left else b""
        if self.left and not block and size:
            raise ReadError(GapReason.CORRUPT, f"{counted(self.left, 'byte', 'bytes')} missing")
        self.left -= len(block)
        return block

    def open(self) -> "Span":
        """Itself: what a stored member opens as."""
        return self

    def skip(self) -> bool:
        """Pass over what is left; False when the container ends before."""
        while self.left:
            block = self._source.read(min(_BLOCK_BYTES, self.left))
            if not block:
                return False
            self.left -= len(block)
        return True


class Checked:
    """A stream whose CRC-32 and length are compared at its end with those stored.

    Attributes:
        crc: Of the bytes read so far.
        size: How many those are.
        ended: The end was reached.
    """

    __slots__ = ("_expected", "_stream", "crc", "ended", "size")

    def __init__(self, stream: ByteStream, expected: tuple[int, int] | None) -> None:
        """`expected` is the CRC-32 and the length; None when they are not known yet."""
        self._stream = stream
        self._expected = expected
        self.crc = 0
        self.size = 0
        self.ended = False

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end.

        Raises:
            ReadError: CORRUPT, at the end, when the bytes are not those that were stored.
        """
        block = b"" if self.ended else self._stream.read(size)
        self.crc = zlib.crc32(block, self.crc)
        self.size += len(block)
        if not block and not self.ended:
            self.ended = True
            if self._expected not in {None, (self.crc, self.size)}:
                raise ReadError(GapReason.CORRUPT, "checksum or size differs")
        return block
