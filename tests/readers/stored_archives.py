"""RAR and CAB archives of stored members, written by hand: nothing free writes them.

Formats: "RAR version 4.11 technical information", "RAR 5.0 archive format" (rarlab.com),
"Microsoft Cabinet Format" ([MS-CAB]).
"""

import struct
import zlib


def rar4(members: dict[str, bytes], *, encrypted: bool = False) -> bytes:
    """A RAR archive of version 2.0."""
    made = b"Rar!\x1a\x07\0" + _rar4_block(0x73, 0, bytes(6))
    for name, data in members.items():
        raw = name.encode()
        about = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0, 20, 0x30, len(raw), 0x20
        )
        made += _rar4_block(0x74, 0x8004 if encrypted else 0x8000, about + raw) + data
    return made + _rar4_block(0x7B, 0x4000, b"")


def rar5(members: dict[str, bytes]) -> bytes:
    """A RAR archive of version 5.0."""
    made = b"Rar!\x1a\x07\1\0" + _rar5_block(b"\1\0\0")
    for name, data in members.items():
        raw = name.encode()
        about = b"\2\2" + _vint(len(data)) + b"\4" + _vint(len(data)) + b"\x20"
        about += struct.pack("<I", zlib.crc32(data)) + b"\0\1" + _vint(len(raw)) + raw
        made += _rar5_block(about) + data
    return made + _rar5_block(b"\5\0\0")


def cab(members: dict[str, bytes]) -> bytes:
    """A cabinet of one folder without compression."""
    files, at = b"", 0
    for name, data in members.items():
        files += struct.pack("<IIHHHH", len(data), at, 0, 0x5022, 0, 0x80) + name.encode() + b"\0"
        at += len(data)
    content = b"".join(members.values())
    first = 36 + 8 + len(files)
    block = struct.pack("<IHH", 0, len(content), len(content)) + content
    head = struct.pack(
        "<4sIIIIIBBHHHHH",
        b"MSCF", 0, first + len(block), 0, 36 + 8, 0, 3, 1, 1, len(members), 0, 0, 0,
    )  # fmt: skip
    return head + struct.pack("<IHH", first, 1, 0) + files + block


def _rar4_block(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def _rar5_block(body: bytes) -> bytes:
    sized = _vint(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _vint(value: int) -> bytes:
    made = b""
    while value > 0x7F:
        made += bytes([value & 0x7F | 0x80])
        value >>= 7
    return made + bytes([value])
