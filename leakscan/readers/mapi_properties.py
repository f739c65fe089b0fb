"""Properties of Outlook's objects as TNEF writes them, one after the other.

Specification: [MS-OXTNEF] 2.1.3.4, [MS-OXCDATA] 2.11.1.
"""

import struct
from collections.abc import Iterator

from leakscan.frozen import frozen
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.charset_text import text_of

_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING8, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_SEVERAL = 0x1000
_NAMED = 0x8000
_MAX_VALUES = 100_000


@frozen(kw_only=False, repr=False)
class Property:
    """One value of variable length.

    Attributes:
        tag: Its number.
        kind: Its type.
        data: As it stands.
    """

    tag: int
    kind: int
    data: bytes

    def text(self) -> str:
        """As text."""
        charset = "utf-16-le" if self.kind == _UNICODE else ""
        return text_of(self.data, charset).rstrip("\0")


def properties(data: bytes) -> Iterator[Property]:
    """The properties that hold text or bytes.

    Raises:
        ReadError: CORRUPT, where a length leads past the end.
    """
    reader = _Reader(data)
    for _ in range(min(reader.number(), _MAX_VALUES)):
        head = reader.take(4)
        kind, tag = struct.unpack("<HH", head)
        if tag >= _NAMED:
            reader.take(16)
            if reader.number():
                reader.padded(reader.number())
            else:
                reader.take(4)
        single = kind & ~_SEVERAL
        variable = single in {_STRING8, _UNICODE, _BINARY, _OBJECT}
        count = reader.number() if variable or kind & _SEVERAL else 1
        for _value in range(min(count, _MAX_VALUES)):
            if variable:
                yield Property(tag, single, reader.padded(reader.number()))
            elif single in _FIXED:
                reader.take(_FIXED[single])
            else:
                raise ReadError(GapReason.CORRUPT, "property of unknown kind")


class _Reader:
    """Takes pieces from the start of some bytes."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        if len(piece) < size:
            raise ReadError(GapReason.CORRUPT, "ends inside a property")
        self._at += size
        return piece

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def padded(self, size: int) -> bytes:
        """A value that is followed by zeros to a multiple of four."""
        piece = self.take(size)
        self._at += -size % 4
        return piece
