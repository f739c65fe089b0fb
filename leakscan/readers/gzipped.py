"""gzip: streamed, several members in a row, with limits against bombs.

Specification: RFC 1952. What can be decompressed before an error is read; the rest is a gap.
"""

import zlib

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo

INFO = FormatInfo(
    name="gzip",
    description={
        "fr": "compression gzip, au fil de l'eau, imbriquée ou en plusieurs membres",
        "en": "gzip compression, streamed, nested or in several members",
    },
    limits={
        "fr": "taux de compression et profondeur bornés (--max-ratio, --max-depth)",
        "en": "bounded ratio and depth (--max-ratio, --max-depth)",
    },
)


MAGIC_BYTES = 3
_MAGIC = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31
_INPUT_BYTES = 64 * 1024


def is_gzip(head: bytes) -> bool:
    """Whether bytes begin a gzip member with deflate, the only method there is."""
    return head.startswith(_MAGIC)


def open_gzip(feed: ByteFeed) -> "GzipMember":
    """The decompressed bytes of a feed."""
    return GzipMember(feed)


class GzipMember:
    """Decompressed bytes of a gzip stream, for a feed to pull."""

    __slots__ = ("_ended", "_feed", "_inflate", "_used")

    def __init__(self, feed: ByteFeed) -> None:
        self._feed = feed
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        self._used = b""
        self._ended = False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none only at the end."""
        while not self._ended:
            block = self._step(size)
            if block:
                return block
        return b""

    def _step(self, size: int) -> bytes:
        if self._inflate.eof:
            self._next_member()
            return b""
        compressed = self._used or self._feed.read(_INPUT_BYTES)
        self._used = b""
        try:
            block = self._inflate.decompress(compressed, size)
        except zlib.error:
            raise ReadError(GapReason.CORRUPT, "gzip data damaged") from None
        self._used = self._inflate.unconsumed_tail
        if not compressed and not block and not self._inflate.eof:
            raise ReadError(GapReason.CORRUPT, "gzip data ends too early")
        return block

    def _next_member(self) -> None:
        """Start the next member; zeros or other bytes after the last are not an error of ours."""
        rest = self._inflate.unused_data or self._feed.read(_INPUT_BYTES)
        rest = rest.lstrip(b"\0")
        while not rest and (rest := self._feed.read(_INPUT_BYTES)):
            rest = rest.lstrip(b"\0")
        if not rest:
            self._ended = True
            return
        if len(rest) < MAGIC_BYTES:
            rest += self._feed.read(_INPUT_BYTES)
        if not is_gzip(rest):
            raise ReadError(GapReason.CORRUPT, "bytes after the end of gzip data")
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        self._used = rest
