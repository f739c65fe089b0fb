"""What was found in small contents that were examined: the same content is examined once.

A content is known by its keyed hash and the ending of its name, which may decide how it is read.
What is kept is what any result keeps: counts, places and sketches, no text; it is packed, which
takes a tenth of the memory of the objects.
"""

import pickle
from collections import OrderedDict

from leakscan.frozen import frozen
from leakscan.model.result import FileResult

HELD_BYTES = 1024 * 1024
"""Larger contents are not held to be hashed before they are read."""
MAX_RESULTS = 256
"""Of one content with all that stands in it."""
_MAX_BYTES = 32 * 1024 * 1024
_MAX_CONTENTS = 50_000

Key = tuple[bytes, str]
"""A content's hash, and the ending of its name."""


@frozen
class Remembered:
    """What one content gave.

    Attributes:
        packed: Its results: of the content (its path is empty) and of what stands in it
            (``!/name``); the formats around it are left out.
        members: Members met in it.
        made: Bytes that came out of it.
        depth: Layers around it, when that matters, because more stand in it; else None.
    """

    packed: tuple[bytes, ...]
    members: int
    made: int
    depth: int | None

    @property
    def size(self) -> int:
        """Bytes of memory that the results take."""
        return sum(map(len, self.packed))


def packed(result: FileResult) -> bytes:
    """A result for `Remembered`."""
    return pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(result: bytes) -> FileResult:
    """A fresh result, with a state of its own."""
    found: FileResult = pickle.loads(result)  # noqa: S301 - our own, from memory
    return found


class Memory:
    """The contents that were examined last, within a bound."""

    __slots__ = ("_bytes", "_known")

    def __init__(self) -> None:
        self._known: OrderedDict[Key, Remembered] = OrderedDict()
        self._bytes = 0

    def __repr__(self) -> str:
        return f"Memory(contents={len(self._known)})"

    def recall(self, key: Key, depth: int) -> Remembered | None:
        """What a content gave, if it would give the same at this depth."""
        found = self._known.get(key)
        if found is None or found.depth not in {None, depth}:
            return None
        self._known.move_to_end(key)
        return found

    def keep(self, key: Key, found: Remembered) -> None:
        """Remember a content; those not met for longest are forgotten."""
        self._forget(key)
        self._known[key] = found
        self._bytes += found.size
        while self._bytes > _MAX_BYTES or len(self._known) > _MAX_CONTENTS:
            self._forget(next(iter(self._known)))

    def _forget(self, key: Key) -> None:
        forgotten = self._known.pop(key, None)
        if forgotten is not None:
            self._bytes -= forgotten.size
