"""The data elements of a DICOM file, in order, sequences opened, without a tree.

Specification: DICOM PS3.5 2024, 7.1 and 7.5; PS3.10, 7.1. Explicit and implicit VR, both byte
orders. What sequences an element stands in does not matter here, so their items are simply
walked through; lengths that lead past the end of the file end the walk.
"""

import struct
from collections.abc import Iterator

from leakscan.frozen import frozen
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.feed import ByteFeed
from leakscan.readers.resumed import Resumed

PIXEL_DATA = 0x7FE00010
ENCAPSULATED_DOCUMENT = 0x00420011
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_UNDEFINED = 0xFFFFFFFF
_LONG = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
_TEXT = frozenset(b"AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT".split())
_KNOWN = _LONG | _TEXT | frozenset(b"AT FL FD SL SS UL US".split())
MAX_VALUE_BYTES = 1024 * 1024
"""Longest text kept whole."""
_BLOCK = 64 * 1024


@frozen(kw_only=False, repr=False)
class Element:
    """One data element.

    Attributes:
        tag: Group and element as one number.
        value: Text as it stands, padding included; None when `size` bytes follow in the stream.
        size: Of the value.
    """

    tag: int
    value: bytes | None
    size: int


class Elements:
    """Walks through a stream that begins with a data element."""

    __slots__ = ("_big", "_explicit", "_stream", "_unread")

    def __init__(self, stream: ByteStream, *, explicit: bool, big_endian: bool) -> None:
        self._stream = stream
        self._explicit = explicit
        self._big = big_endian
        self._unread = 0

    def read(self, size: int) -> bytes:
        """Bytes of the value that was given out without one; empty at its end."""
        block = self._stream.read(min(size, self._unread)) if self._unread else b""
        self._unread -= len(block)
        return block

    def __iter__(self) -> Iterator[Element]:
        """Elements to the pixel data or the end.

        Raises:
            ReadError: CORRUPT, where lengths or tags cannot be.
        """
        while (head := self._exactly(4, at_end=True)) is not None:
            group, number = struct.unpack(">HH" if self._big else "<HH", head)
            tag = group << 16 | number
            if group == _ITEM >> 16:
                self._exactly(4)
                continue
            vr, size = self._kind_and_size()
            if tag == PIXEL_DATA:
                yield Element(tag, None, 0)
                return
            if vr == b"UN" and size == _UNDEFINED:
                raise ReadError(GapReason.UNSUPPORTED, "sequence of unknown kind")
            if vr == b"SQ" or size == _UNDEFINED:
                continue
            yield from self._element(tag, vr, size)
            self._skip_rest()

    def _element(self, tag: int, vr: bytes, size: int) -> Iterator[Element]:
        self._unread = size
        if tag == ENCAPSULATED_DOCUMENT:
            yield Element(tag, None, size)
        elif vr in _TEXT or (vr in {b"", b"UN"} and size <= MAX_VALUE_BYTES):
            value = self._value(min(size, MAX_VALUE_BYTES))
            if not vr and value.startswith(b"\xfe\xff\x00\xe0"):
                # A sequence whose length is told, in implicit VR: its items follow.
                self._stream = Resumed(value, self._stream)
                self._unread = 0
                return
            if vr in _TEXT or _is_text(value):
                yield Element(tag, value, size)

    def _kind_and_size(self) -> tuple[bytes, int]:
        endian = ">" if self._big else "<"
        if not self._explicit:
            return b"", int(struct.unpack(endian + "I", self._need(4))[0])
        head = self._need(4)
        vr = head[:2]
        if vr not in _KNOWN:
            raise ReadError(GapReason.CORRUPT, "element of unknown kind")
        if vr not in _LONG:
            return vr, int(struct.unpack(endian + "H", head[2:])[0])
        return vr, int(struct.unpack(endian + "I", self._need(4))[0])

    def _value(self, size: int) -> bytes:
        parts = []
        while size and (block := self.read(min(size, _BLOCK))):
            parts.append(block)
            size -= len(block)
        if size:
            raise ReadError(GapReason.CORRUPT, "ends inside an element")
        return b"".join(parts)

    def _skip_rest(self) -> None:
        while self._unread and self.read(_BLOCK):
            pass
        if self._unread:
            raise ReadError(GapReason.CORRUPT, "ends inside an element")

    def _need(self, size: int) -> bytes:
        data = self._exactly(size)
        assert data is not None
        return data

    def _exactly(self, size: int, *, at_end: bool = False) -> bytes | None:
        data = b""
        while len(data) < size and (block := self._stream.read(size - len(data))):
            data += block
        if not data and at_end:
            return None
        if len(data) < size:
            raise ReadError(GapReason.CORRUPT, "ends inside an element")
        return data


def transfer_syntax(feed: ByteFeed) -> str:
    """The transfer syntax that the file's header (group 2) tells; takes the header.

    The header is in explicit VR, little endian, whatever comes after it.
    """
    syntax = b""
    while feed.peek(2) == b"\x02\x00":
        head = feed.read(8)
        size = int.from_bytes(head[6:8], "little")
        if head[4:6] in _LONG:
            size = int.from_bytes(feed.read(4), "little")
        value = feed.read(min(size, MAX_VALUE_BYTES))
        if len(value) < size or len(head) < 8:
            raise ReadError(GapReason.CORRUPT, "ends inside the header")
        if head[2:4] == b"\x10\x00":
            syntax = value
    return syntax.rstrip(b"\0 ").decode("latin-1")


def _is_text(value: bytes) -> bool:
    """Whether a value of unknown kind reads as text."""
    trimmed = value.rstrip(b"\0 ").replace(b"\r", b"").replace(b"\n", b"")
    # Of Latin-1, UTF-8 and their kin only letters stand beyond ASCII.
    signs = trimmed.decode("latin-1")
    return (
        bool(trimmed)
        and all(sign >= "\x80" or sign.isprintable() for sign in signs)
        and (sum(sign.isascii() for sign in signs) * 2 >= len(signs))
    )


__all__ = ["ENCAPSULATED_DOCUMENT", "PIXEL_DATA", "Element", "Elements", "transfer_syntax"]
