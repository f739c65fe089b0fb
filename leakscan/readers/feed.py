"""Exact reads from a stream that may return less than asked, with a look at its first bytes.

Decoding works on blocks of fixed size, so a short read (pipe, decompressor) must never show:
everything downstream depends on the absolute offset only.
"""

from collections.abc import Callable

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError


class ByteFeed:
    """A member's bytes in order; whatever stops the reading becomes a gap and ends the feed.

    Attributes:
        gaps: Shared with the reading; this feed appends to it.
        delivered: Bytes given out so far.
    """

    __slots__ = ("_ahead", "_ended", "_max_bytes", "_pull", "delivered", "gaps")

    def __init__(self, pull: Callable[[int], bytes], gaps: list[Gap]) -> None:
        self._pull = pull
        self._ahead = b""
        self._ended = False
        self._max_bytes = 0
        self.gaps = gaps
        self.delivered = 0

    def limit(self, max_bytes: int) -> None:
        """Give out at most this many bytes; 0 for no limit."""
        self._max_bytes = max_bytes

    def peek(self, size: int) -> bytes:
        """The next `size` bytes (fewer at the end) without taking them."""
        if len(self._ahead) < size:
            self._ahead += self._take(size - len(self._ahead))
        return self._ahead[:size]

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        if self._ahead:
            block, self._ahead = self._ahead[:size], self._ahead[size:]
            if len(block) < size:
                block += self._take(size - len(block))
        else:
            block = self._take(size)
        if self._max_bytes and self.delivered + len(block) > self._max_bytes:
            block = block[: self._max_bytes - self.delivered]
            self._stop(GapReason.TOO_LARGE, f"after byte {self._max_bytes}")
        self.delivered += len(block)
        return block

    def _take(self, size: int) -> bytes:
        first = self._pull_once(size)
        if len(first) == size or self._ended:
            return first
        parts, missing = [first], size - len(first)
        while missing and not self._ended:
            parts.append(self._pull_once(missing))
            missing -= len(parts[-1])
        return b"".join(parts)

    def _pull_once(self, size: int) -> bytes:
        if self._ended:
            return b""
        try:
            block = self._pull(size)
        except ReadError as error:
            self._stop(error.reason, str(error).partition(": ")[2])
            return b""
        except (OSError, ValueError):
            self._stop(GapReason.IO_ERROR, f"after byte {self.delivered + len(self._ahead)}")
            return b""
        if not block:
            self._ended = True
        return block

    def _stop(self, reason: GapReason, where: str) -> None:
        self._ended = True
        self._ahead = b""
        self.gaps.append(Gap(reason=reason, where=where))
