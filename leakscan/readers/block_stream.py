"""Blocks that are made one by one, read as a stream."""

from collections.abc import Iterable


class BlockStream:
    """A stream over blocks, which are asked for as they are needed; any may be empty."""

    __slots__ = ("_blocks", "_held")

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._held = b""

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end.

        Raises:
            ReadError: The blocks end with one.
        """
        while not self._held:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._held = block
        taken, self._held = self._held[:size], self._held[size:]
        return taken
