"""gzip: streamed, several members in a row, with limits against bombs.

Specification: RFC 1952. What can be decompressed before an error is read; the rest is a gap.
"""

import zlib

from leakscan.model.coverage import Gap, GapReason
from leakscan.readers.feed import ByteFeed

MAGIC_BYTES = 3
_MAGIC = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31
_INPUT_BYTES = 64 * 1024
_FREE_BYTES = 16 * 1024 * 1024
"""The ratio counts once this much came out: short repetitive files are no bombs."""


def is_gzip(head: bytes) -> bool:
    """Whether bytes begin a gzip member with deflate, the only method there is."""
    return head.startswith(_MAGIC)


class GzipMember:
    """Decompressed bytes of a gzip stream, for a feed to pull."""

    __slots__ = ("_ended", "_feed", "_inflate", "_made", "_max_ratio", "_used")

    def __init__(self, feed: ByteFeed, max_ratio: int) -> None:
        self._feed = feed
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        self._max_ratio = max_ratio
        self._made = 0
        self._used = b""
        self._ended = False

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none only at the end."""
        while not self._ended:
            block = self._step(size)
            if block:
                self._made += len(block)
                self._check_ratio()
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
            self._stop(GapReason.CORRUPT, "gzip data damaged")
            return b""
        self._used = self._inflate.unconsumed_tail
        if not compressed and not block and not self._inflate.eof:
            self._stop(GapReason.CORRUPT, "gzip data ends too early")
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
            self._stop(GapReason.CORRUPT, "bytes after the end of gzip data")
            return
        self._inflate = zlib.decompressobj(_GZIP_WINDOW)
        self._used = rest

    def _check_ratio(self) -> None:
        if self._made > _FREE_BYTES and self._made > self._max_ratio * self._feed.delivered:
            self._stop(GapReason.RATIO, f"decompressed bytes exceed {self._max_ratio} to 1")

    def _stop(self, reason: GapReason, where: str) -> None:
        self._ended = True
        self._feed.gaps.append(Gap(reason=reason, where=where))
