"""Exact reads from a stream that may return less than asked, with a look at its first bytes.

Decoding works on blocks of fixed size, so a short read (pipe, decompressor) must never show:
everything downstream depends on the absolute offset only.
"""

import io
from collections.abc import Callable
from typing import Protocol

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.readers.budget import Budget
from leakscan.readers.options import ReadOptions
from leakscan.readers.seekable import (
    MEMORY_FILE_BYTES,
    FileView,
    SeekableStream,
    buffered,
    size_of,
)

_BLOCK_BYTES = 1024 * 1024


class Contents(Protocol):
    """A hash in the making."""

    def add(self, piece: bytes) -> None:
        """The next bytes."""
        ...

    def digest(self) -> bytes:
        """The hash of all that was added."""
        ...


class ByteFeed:
    """A member's bytes in order; whatever stops the reading becomes a gap and ends the feed.

    Attributes:
        gaps: Shared with the reading; this feed appends to it, and so may readers.
        delivered: Bytes given out so far.
        budget: The limits of the source, shared by all feeds of it.
        reopened: A reader asked for the member as a file, and `read` starts anew.
        software: The program that wrote the member, by a name of ours; readers may set it.
    """

    __slots__ = (
        "_ahead",
        "_at",
        "_begin",
        "_contents",
        "_count",
        "_ended",
        "_max_bytes",
        "_pull",
        "_seekable",
        "_stopped",
        "_view",
        "budget",
        "delivered",
        "gaps",
        "reopened",
        "software",
    )

    def __init__(
        self,
        pull: Callable[[int], bytes],
        gaps: list[Gap],
        *,
        budget: Budget | None = None,
        seekable: SeekableStream | None = None,
        count: Callable[[int], None] | None = None,
    ) -> None:
        """`count` is told the size of every block that is pulled: the budget keeps accounts."""
        self._pull = pull
        self._ahead = b""
        self._at = 0
        self._ended = False
        self._stopped = False
        self._max_bytes = 0
        self._seekable = seekable
        self._view: FileView | None = None
        self._count = count
        self._begin: Callable[[], Contents] | None = None
        self._contents: Contents | None = None
        self.budget = budget or Budget(ReadOptions())
        self.gaps = gaps
        self.delivered = 0
        self.reopened = False
        self.software = ""

    def limit(self, max_bytes: int) -> None:
        """Give out at most this many bytes; 0 for no limit."""
        self._max_bytes = max_bytes

    def hash_with(self, begin: Callable[[], "Contents"]) -> None:
        """Hash all bytes of the member, before the first was taken."""
        self._begin = begin
        self._contents = begin()
        self._contents.add(self._ahead)

    def content(self) -> bytes | None:
        """The hash of the whole member; None when it was not read to its end, or not hashed."""
        if self._contents is None:
            return None
        if self._stopped:
            return None
        if self._view is not None:
            return self._content_of_file()
        return self._contents.digest() if self._ended else None

    @property
    def examined(self) -> int:
        """Bytes that were read, in order or as a file."""
        taken = 0 if self._view is None else min(self._view.taken, self._view.size)
        return max(self.delivered, taken)

    def peek(self, size: int) -> bytes:
        """The next `size` bytes (fewer at the end) without taking them."""
        known = len(self._ahead) - self._at
        if known < size:
            self._ahead = self._ahead[self._at :] + self._take(size - known)
            self._at = 0
        return self._ahead[self._at : self._at + size]

    def is_within(self, size: int) -> bool:
        """Whether the rest is no longer than that; it is then held, and was read without error."""
        return len(self.peek(size + 1)) <= size and self._ended and not self._stopped

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        if self._ahead:
            block = self._ahead[self._at : self._at + size]
            self._at += len(block)
            if self._at == len(self._ahead):
                self._ahead, self._at = b"", 0
            if len(block) < size:
                block += self._take(size - len(block))
        else:
            block = self._take(size)
        if self._max_bytes and self.delivered + len(block) > self._max_bytes:
            block = block[: self._max_bytes - self.delivered]
            self._stop(GapReason.TOO_LARGE, f"after byte {self._max_bytes}")
        self.delivered += len(block)
        return block

    def give_back(self, data: bytes) -> None:
        """Put bytes before the next ones: a reader took more than was its own."""
        self._ahead = data + self._ahead[self._at :]
        self._at = 0
        self.delivered -= len(data)

    @property
    def seekable(self) -> bool:
        """Whether `as_file` costs no memory."""
        return self._seekable is not None

    def as_file(self, max_bytes: int = MEMORY_FILE_BYTES) -> io.BufferedReader:
        """The whole member as a seekable file, before anything was read of it.

        A file on disk is read where it lies; anything else is held in memory. When a reader
        gives up, the member can still be read in order, from the start.

        Args:
            max_bytes: Most that is held in memory.

        Raises:
            ReadError: TOO_LARGE, when it would take more memory than that.
        """
        self.reopened = True
        if self._seekable is None:
            self._seekable = self._in_memory(max_bytes)
        self._view = FileView(self._seekable, size_of(self._seekable))
        if self._count is not None:
            self._count(self._view.size)
            self._count = None
        self.rewind()
        return buffered(self._view)

    def read_elsewhere(self) -> None:
        """Count the member as read: a process of its own reads it as a file."""
        if self._view is not None:
            self._view.taken = self._view.size

    def rewind(self) -> bool:
        """Start again; False when the first bytes are gone."""
        if self._seekable is None:
            return self.delivered == 0
        self._seekable.seek(0)
        self._pull = self._seekable.read
        self._ahead, self._at = b"", 0
        self._ended = False
        self._contents = self._begin() if self._begin is not None else None
        self.delivered = 0
        return True

    @property
    def held(self) -> int:
        """Bytes that were pulled and not given out."""
        return len(self._ahead) - self._at

    @property
    def reached(self) -> int:
        """Bytes pulled so far."""
        return self.delivered + self.held

    def _in_memory(self, max_bytes: int) -> SeekableStream:
        held = io.BytesIO()
        while block := self.read(min(_BLOCK_BYTES, max_bytes + 1 - held.tell())):
            held.write(block)
            if held.tell() > max_bytes:
                self.give_back(held.getvalue())
                self.delivered = 0
                raise LimitExceeded(GapReason.TOO_LARGE, f"more than {max_bytes} bytes to hold")
        self._count = None
        return held

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
        if self._ended or not size:
            return b""
        if self.budget.is_spent():
            self._ended = self._stopped = True
            return b""
        try:
            block = self._pull(size)
        except ReadError as error:
            self._stop(error.reason, error.detail)
            return b""
        except (OSError, ValueError):
            self._stop(GapReason.IO_ERROR, f"after byte {self.reached}")
            return b""
        if not block:
            self._ended = True
            return block
        if self._count is not None:
            self._count(len(block))
        if self._contents is not None:
            self._contents.add(block)
        return block

    def _content_of_file(self) -> bytes | None:
        """The hash of a member that was read as a file: in one more pass, in order."""
        assert self._seekable is not None
        assert self._begin is not None
        contents = self._begin()
        try:
            self._seekable.seek(0)
            while block := self._seekable.read(_BLOCK_BYTES):
                contents.add(block)
        except (OSError, ValueError, ReadError):
            return None
        return contents.digest()

    def _stop(self, reason: GapReason, where: str) -> None:
        """End the feed; when the budget was spent that is the reason, and it is told once."""
        self._ended = self._stopped = True
        self._ahead, self._at = b"", 0
        if self.budget.spent is None:
            self.gaps.append(Gap(reason=reason, where=where))
