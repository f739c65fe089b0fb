"""A member found inside another one: an archive's file, a mail's attachment, a document's object.

A container's reader gives out chunks of its own text and members in the order in which they
stand; whoever reads it (`examination.py`) examines each member as a file of its own, so there is
one recursion for every format, with one set of limits.
"""

from collections.abc import Callable
from typing import Protocol

from leakscan.frozen import slotted
from leakscan.model.coverage import Gap
from leakscan.raw.chunk import Chunk


class ByteStream(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end.

        Raises:
            ReadError: The rest cannot be read; it becomes a gap of the member.
        """
        ...


@slotted
class Embedded:
    """A member found inside another: examined as a file of its own, ``outer!/name``.

    Attributes:
        name: Raw name inside the container, hostile like any content; whoever prints it masks
            it first.
        open: A stream over the member's bytes, called once at most, and valid until the next
            item is asked of the reader. Bytes that are not read are the reader's to skip.
        size: Bytes once decompressed, when the container says so; not trusted, but for 0, which
            a reader says only of a member that cannot hold a byte.
        gap: Why it cannot be read (encrypted…); `open` is then never called.
    """

    name: str
    open: Callable[[], ByteStream]
    size: int | None = None
    gap: Gap | None = None


Item = Chunk | Embedded
"""What a reader gives out."""

__all__ = ["ByteStream", "Embedded", "Item"]
