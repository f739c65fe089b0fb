"""The bytes of a member as they were read, kept until they are copied."""

from collections.abc import Callable


class Tape:
    """A stream that remembers what was read from it until `take` gives it away.

    What it holds is what the reader has read ahead: bounded by its window.
    """

    __slots__ = ("_held", "_read", "position")

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._held = bytearray()
        self.position = 0
        """Offset of the first byte that was not taken."""

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end."""
        block = self._read(size)
        self._held += block
        return block

    def take(self, end: int) -> bytes:
        """The bytes from `position` to `end`, or to the last one read; they are forgotten."""
        count = max(min(end - self.position, len(self._held)), 0)
        taken = bytes(memoryview(self._held)[:count])
        del self._held[:count]
        self.position += count
        return taken

    def rest(self) -> bytes:
        """Everything that is left of what was read."""
        return self.take(self.position + len(self._held))
