"""Documents as BSON, MessagePack and CBOR have them: only what the tests write."""

import struct
from collections.abc import Iterable
from datetime import UTC, datetime

Value = None | bool | int | float | str | bytes | datetime | list["Value"] | dict[str, "Value"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

PEOPLE: list[Value] = [
    {
        "nom": "DURAND",
        "prénom": "Zoé",
        "nir": "144509912300979",
        "ne_le": datetime(1944, 5, 9, tzinfo=UTC),
        "contact": {"tel": "06 39 98 12 34", "sms": True},
        "actes": [{"libelle": "enceinte de 22 SA", "prix": 1.5}, {"libelle": None, "prix": 23.0}],
        "pays": -33,
    },
    {"nom": "BÉBÉ", "nir": 144509912300979, "scores": [1, 2.25, [3]], "vide": {}},
]


def bson(documents: Iterable[Value]) -> bytes:
    """A collection as `mongodump` writes it."""
    return b"".join(_document(each) for each in documents if isinstance(each, dict))


def archive(documents: list[Value]) -> bytes:
    """The same as an archive: a prelude, then a block of one collection."""
    end = b"\xff" * 4
    head = {"db": "dpi", "collection": "patients", "EOF": False, "CRC": 0}
    prelude = bson([{"concurrent_collections": 4, "version": "0.1"}]) + end
    return bytes.fromhex("6de29981") + prelude + bson([head, *documents]) + end


def _document(value: dict[str, Value]) -> bytes:
    parts = b"".join(_element(name, each) for name, each in value.items())
    return struct.pack("<i", len(parts) + 5) + parts + b"\0"


def _element(name: str, value: Value) -> bytes:
    kind, data = _bson_value(value)
    return bytes([kind]) + name.encode() + b"\0" + data


def _bson_value(value: Value) -> tuple[int, bytes]:  # noqa: PLR0911 - one for each kind
    match value:
        case None:
            return 0x0A, b""
        case bool():
            return 0x08, bytes([value])
        case int():
            return 0x12, struct.pack("<q", value)
        case float():
            return 0x01, struct.pack("<d", value)
        case str():
            return 0x02, struct.pack("<i", len(value.encode()) + 1) + value.encode() + b"\0"
        case bytes():
            return 0x05, struct.pack("<iB", len(value), 0) + value
        case datetime():
            return 0x09, struct.pack("<q", int((value - _EPOCH).total_seconds() * 1000))
        case list():
            return 0x04, _document({str(n): each for n, each in enumerate(value)})
        case dict():
            return 0x03, _document(value)


def messagepack(value: Value) -> bytes:  # noqa: PLR0911 - one for each kind
    """One value."""
    match value:
        case None | bool():
            return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[value]
        case int():
            if -33 < value < 128:
                return struct.pack("b", value)
            return b"\xd3" + struct.pack(">q", value)
        case float():
            return b"\xcb" + struct.pack(">d", value)
        case str():
            data = value.encode()
            return (bytes([0xA0 | len(data)]) if len(data) < 32 else b"\xda" + _two(data)) + data
        case bytes():
            return b"\xc5" + _two(value) + value
        case datetime():
            return b"\xc7\x0c\xff" + struct.pack(">Iq", 0, int((value - _EPOCH).total_seconds()))
        case list():
            head = bytes([0x90 | len(value)]) if len(value) < 16 else b"\xdc" + _two(value)
            return head + b"".join(map(messagepack, value))
        case dict():
            head = bytes([0x80 | len(value)]) if len(value) < 16 else b"\xde" + _two(value)
            return head + b"".join(
                map(messagepack, (part for pair in value.items() for part in pair))
            )


def _two(value: bytes | list[Value] | dict[str, Value]) -> bytes:
    return struct.pack(">H", len(value))


def cbor(value: Value, *, open_ended: bool = False) -> bytes:  # noqa: PLR0911 - as above
    """One value; arrays and maps with their lengths, or with an end."""
    match value:
        case None | bool():
            return {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case float():
            return b"\xfb" + struct.pack(">d", value)
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case bytes():
            return _head(2, len(value)) + value
        case datetime():
            return b"\xc0" + cbor(value.date().isoformat())
        case list():
            parts, kind = value, 4
        case dict():
            parts, kind = [part for pair in value.items() for part in pair], 5
    inside = b"".join(cbor(part, open_ended=open_ended) for part in parts)
    if open_ended:
        return bytes([kind << 5 | 31]) + inside + b"\xff"
    return _head(kind, len(value)) + inside


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    for told, layout in ((24, ">B"), (25, ">H"), (26, ">I")):
        if size < 1 << 8 * struct.calcsize(layout):
            return bytes([kind << 5 | told]) + struct.pack(layout, size)
    return bytes([kind << 5 | 27]) + struct.pack(">Q", size)
