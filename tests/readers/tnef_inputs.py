"""A winmail.dat, written attribute by attribute after [MS-OXTNEF]."""

import struct

from tests.readers.mail_inputs import BODY, TABLE


def _attribute(level: int, number: int, value: bytes) -> bytes:
    head = struct.pack("<BII", level, number, len(value))
    return head + value + struct.pack("<H", sum(value) & 0xFFFF)


def _properties(*values: tuple[int, int, bytes]) -> bytes:
    parts = [struct.pack("<I", len(values))]
    for kind, tag, data in values:
        padded = data + bytes(-len(data) % 4)
        parts.append(struct.pack("<HHII", kind, tag, 1, len(data)) + padded)
    return b"".join(parts)


def winmail(*, unicode_body: bool = True) -> bytes:
    """A message with a table attached; named and fixed properties among the others."""
    body = (0x1F, 0x1000, BODY.encode("utf-16-le")) if unicode_body else (0x1E, 0x1000, b"")
    message = _properties(
        (0x1F, 0x0C1A, "Hélène Martin\0".encode("utf-16-le")),
        (0x1F, 0x0037, "Résultats\0".encode("utf-16-le")),
        body,
    )
    count = struct.unpack("<I", message[:4])[0]
    named = struct.pack("<HH", 3, 0x8001) + bytes(16) + struct.pack("<III", 0, 7, 5)
    fixed = struct.pack("<HHq", 0x40, 0x0039, 5)
    message = struct.pack("<I", count + 2) + named + fixed + message[4:]
    attached = _properties((0x1F, 0x3707, "résultats.csv\0".encode("utf-16-le")))
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + _attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
        + _attribute(1, 0x00018004, "Résultats\0".encode("cp1252"))
        + (b"" if unicode_body else _attribute(1, 0x0002800C, BODY.encode("cp1252") + b"\0"))
        + _attribute(1, 0x00069003, message)
        + _attribute(2, 0x00069002, bytes(14))
        + _attribute(2, 0x00018010, b"RESULT~1.CSV\0")
        + _attribute(2, 0x0006800F, TABLE)
        + _attribute(2, 0x00069005, attached)
    )
