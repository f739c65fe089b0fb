"""The limit on how much may come out of compressed bytes, the same for every compression."""

from typing import Protocol

from leakscan.model.coverage import GapReason
from leakscan.model.errors import LimitExceeded

FREE_BYTES = 16 * 1024 * 1024
"""The ratio counts once this much came out: short repetitive files are no bombs."""


class Expanding(Protocol):
    """What makes more bytes of fewer."""

    @property
    def used(self) -> int:
        """Bytes that went in so far."""
        ...

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end."""
        ...


class BoundedExpansion:
    """A decompressed stream that ends where it is out of all proportion to what went in."""

    __slots__ = ("_made", "_max_ratio", "_stream")

    def __init__(self, stream: Expanding, max_ratio: int) -> None:
        self._stream = stream
        self._max_ratio = max_ratio
        self._made = 0

    def read(self, size: int) -> bytes:
        """At most `size` next bytes; empty at the end.

        Raises:
            ReadError: RATIO, or what the decompressor raises.
        """
        block = self._stream.read(size)
        self._made += len(block)
        if self._made > FREE_BYTES and self._made > self._max_ratio * self._stream.used:
            raise LimitExceeded(
                GapReason.RATIO, f"decompressed bytes exceed {self._max_ratio} to 1"
            )
        return block
