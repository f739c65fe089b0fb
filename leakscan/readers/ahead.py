"""Decompression ahead of the scan: more is made while what came before is examined.

The libraries let other threads run while they work, and so do the kernels of the scan. What comes
out, and after how many compressed bytes, is the same as without.
"""

import os
from collections import deque
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.decompression import INPUT_BYTES, Decompressed
from leakscan.readers.decompressors import Decompressor

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_FROM = 2 * 1024 * 1024
"""Bytes after which it is worth while: most files that are scanned together are smaller."""
_LEAST = 4 * 1024 * 1024
"""Bytes made at a time: half a chunk of prose, for all of which the scan asks in a row."""
_HELD = 32 * INPUT_BYTES
"""Compressed bytes read ahead: of text they make as much."""


class _Made(NamedTuple):
    """What one look ahead gave.

    Attributes:
        block: The bytes that came out.
        used: Compressed bytes that went in.
        error: What comes after the block.
    """

    block: bytes
    used: int
    error: ReadError | None

    def __repr__(self) -> str:
        return f"_Made({len(self.block)} bytes)"


class DecompressedAhead(Decompressed):
    """The bytes of one compressed stream, or of several, a block ahead of who reads them."""

    __slots__ = ("_at", "_error", "_failed", "_held", "_made", "_pending", "_ready")

    def __init__(
        self,
        source: ByteStream,
        make: Callable[[], Decompressor],
        name: str,
        *,
        again: Callable[[bytes], bool],
    ) -> None:
        """See `Decompressed`."""
        super().__init__(source, make, name, again=again)
        self._held: deque[bytes] = deque()
        self._pending: Future[_Made] | None = None
        self._error: ReadError | None = None
        self._failed: Exception | None = None
        """What reading the source ended with, once all that is held has been used."""
        self._ready = b""
        self._at = 0
        self._made = 0

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none only at the end.

        Raises:
            ReadError: See `Decompressed.read`.
        """
        if self._at == len(self._ready):
            self._ready, self._at = self._awaited() or super().read(size), 0
            self._made += len(self._ready)
            if self._ready and self._made >= _FROM and self._error is None:
                self._look_ahead(max(size, _LEAST))
        block = self._ready[self._at : self._at + size]
        self._at += len(block)
        return block

    def _awaited(self) -> bytes:
        """What was made ahead; nothing when nothing was, or came out."""
        if self._pending is None:
            if self._error is not None:
                raise self._error
            return b""
        block, used, self._error = self._pending.result()
        self._pending = None
        self.used += used
        return block or self._awaited()

    def _look_ahead(self, size: int) -> None:
        """Begin to make the next `size` bytes, if there is anything to make them of."""
        try:
            while sum(map(len, self._held)) < _HELD and (data := self._read_source()):
                self._held.append(data)
        except Exception as failed:  # noqa: BLE001 - whatever it is, it is raised in its turn
            self._failed = failed
        if not (self._one.eof or self.rest):
            self._pending = _worker().submit(self._made_of_held, size)

    def _made_of_held(self, size: int) -> _Made:
        """Up to `size` bytes of what is held; runs beside the scan, and reads nothing."""
        parts, room, used = [], size, 0
        error = None
        while room and not self._one.eof and (self._held or not self._one.needs_input):
            data = b""
            if self._one.needs_input:
                data = self._held.popleft()
                used += len(data)
            try:
                parts.append(self._step(data, room))
            except ReadError as failed:
                error = failed
                break
            room -= len(parts[-1])
        return _Made(b"".join(parts), used, error)

    def _more(self) -> bytes:
        return self._held.popleft() if self._held else self._read_source()

    def _read_source(self) -> bytes:
        """The next compressed bytes; a source that failed is not asked again."""
        if self._failed is not None:
            raise self._failed
        return super()._more()


@cache
def _worker() -> "ThreadPoolExecutor":
    """The one thread that works ahead for all streams of a process."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, "decompression")


def _rest() -> None:
    """End the thread: a process that is forked from this one must not find it half done."""
    if _worker.cache_info().currsize:
        _worker().shutdown()
        _worker.cache_clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_rest)
