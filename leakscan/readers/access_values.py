"""Values of an Access database, from bytes to what an export writes.

Source: HACKING.md of the MDB Tools project; [MS-OLEDS] for objects; for attachments and the types
added in 2016 and 2019 the reading of files that have them.
"""

import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from struct import unpack, unpack_from
from uuid import UUID

from leakscan.readers.access_tables import Column
from leakscan.readers.embedded_object import embedded_data, native_data

TEXT, OBJECT, MEMO = 0x0A, 0x0B, 0x0C
MAX_VALUE = 64 * 1024 * 1024
"""Bytes of a memo or an object; what lies beyond is left out."""
_COMPRESSED = b"\xff\xfe"
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - dates of a database have no zone
_OBJECT_SIGN = b"\x15\x1c"
_PACKAGE = b"\2\0"
_DECIMAL_BYTES = 17


def text_in(data: bytes) -> str:
    r"""Text of Jet 4 and later: UTF-16, or compressed where a mark says so.

    Compressed text is Latin-1; a zero turns to UTF-16 and back.

    >>> text_in(b"\xff\xfeZo\xe9 \x00\x13\x26\x00!")
    'Zoé ☓!'
    """
    if not data.startswith(_COMPRESSED):
        return data[: len(data) & ~1].decode("utf-16-le", "replace")
    if 0 not in data:
        return data[2:].decode("latin-1")
    parts: list[str] = []
    at, narrow = 2, True
    while at < len(data):
        end = at
        if narrow:
            end = data.find(0, at)
            end = len(data) if end < 0 else end
            parts.append(data[at:end].decode("latin-1"))
        else:
            while end + 1 < len(data) and data[end]:
                end += 2
            parts.append(data[at:end].decode("utf-16-le", "replace"))
            end = len(data) if end + 1 >= len(data) and data[end : end + 1] != b"\0" else end
        at, narrow = end + 1, not narrow
    return "".join(parts)


def value_of(data: bytes, column: Column) -> object:
    """A value of fixed size, or bytes for types that are not known.

    Raises:
        struct.error: It is cut short.
    """
    if column.kind == _DECIMAL:
        return _decimal(data, column.scale)
    reader = _READERS.get(column.kind)
    return data if reader is None else reader(data)


def object_in(data: bytes) -> bytes:
    """The file in an object: without what forms of Access put before it."""
    if not data.startswith(_OBJECT_SIGN):
        return data
    (start,) = unpack_from("<H", data, 2)
    found = embedded_data(data[start:])
    return native_data(bytes(4) + found) if found.startswith(_PACKAGE) else found


def attachment_in(data: bytes) -> bytes:
    """The file in a cell of an attachment, which is compressed unless it was before."""
    if len(data) < 12:
        return data
    kind, _ = unpack_from("<II", data)
    held = data[8:]
    if kind == 1:
        held = zlib.decompressobj().decompress(held, MAX_VALUE)
    (start,) = unpack_from("<I", held)
    return held[start:] if start <= len(held) else held


def _moment(data: bytes) -> object:
    """Days since the end of 1899; the time of day counts forward before it as well."""
    (days,) = unpack("<d", data)
    whole = int(days)
    clock = timedelta(seconds=round(abs(days - whole) * 86_400))
    try:
        moment = _DAY_ZERO + timedelta(days=whole) + clock
    except OverflowError:
        return ""
    return moment.time() if not whole and moment.time() != time() else moment


def _long_moment(data: bytes) -> object:
    """Days since the first of January 1 in digits, and tenths of microseconds."""
    days, ticks = data.split(b":")[:2]
    moment = datetime.combine(date.fromordinal(int(days) + 1), time())
    return moment + timedelta(microseconds=int(ticks) // 10)


def _decimal(data: bytes, scale: int) -> object:
    """A sign, and four numbers of four bytes, the highest first."""
    if len(data) < _DECIMAL_BYTES:
        raise ValueError
    digits = 0
    for part in unpack_from("<4I", data, 1):
        digits = digits << 32 | part
    return Decimal(-digits if data[0] else digits).scaleb(-scale)


def _money(data: bytes) -> object:
    return float(unpack("<q", data)[0]) / 10_000


_DECIMAL = 0x10
_READERS: dict[int, Callable[[bytes], object]] = {
    0x01: lambda data: bool(data[0]),
    0x02: lambda data: data[0],
    0x03: lambda data: unpack("<h", data)[0],
    0x04: lambda data: unpack("<i", data)[0],
    0x05: _money,
    0x06: lambda data: float(f"{unpack('<f', data)[0]:.7g}"),
    0x07: lambda data: unpack("<d", data)[0],
    0x08: _moment,
    0x0F: lambda data: UUID(bytes_le=data),
    0x12: lambda _: "",
    0x13: lambda data: unpack("<q", data)[0],
    0x14: _long_moment,
}
