"""Compound files ([MS-CFB] version 3) and what old Office documents hold, written for tests.

No library writes doc and ppt files; these follow the specifications byte by byte.
"""

import struct
from collections.abc import Mapping

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_MIN_STREAM = 4096
"""Shorter streams would lie in the mini stream."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams in its root."""
    padded = {name: data.ljust(_MIN_STREAM, b"\0") for name, data in streams.items()}
    chains = [-(-len(data) // _SECTOR) for data in padded.values()]
    entries = 1 + len(streams)
    directory = -(-entries // 4)
    used = sum(chains) + directory
    fat_sectors = 1
    while fat_sectors * 128 < used + fat_sectors:
        fat_sectors += 1
    fat = [_FAT] * fat_sectors
    starts, body = [], b""
    for size, data in zip(chains, padded.values(), strict=True):
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + size), _END]
        body += data.ljust(size * _SECTOR, b"\0")
    first_directory = len(fat)
    fat += [*range(len(fat) + 1, len(fat) + directory), _END]
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    listed = [_entry("Root Entry", 5, child=1 if streams else _FREE)]
    for index, (name, data) in enumerate(padded.items()):
        sibling = index + 2 if index + 1 < len(streams) else _FREE
        listed.append(_entry(name, 2, start=starts[index], size=len(data), right=sibling))
    listed += [_entry("", 0)] * (directory * 4 - entries)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIII", 0, fat_sectors, first_directory, 0, _MIN_STREAM)
    header += struct.pack("<IIII", _END, 0, _END, 0)
    header += struct.pack("<109I", *(n if n < fat_sectors else _FREE for n in range(109)))
    return header + struct.pack(f"<{len(fat)}I", *fat) + body + b"".join(listed)


def _entry(
    name: str,
    kind: int,
    *,
    start: int = _END,
    size: int = 0,
    child: int = _FREE,
    right: int = _FREE,
) -> bytes:
    raw = (name + "\0").encode("utf-16-le") if name else b""
    entry = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, right, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)


def word(text: str, *, wide: bool = False, flags: int = 0x0200) -> bytes:
    """A Word document of two pieces, the second perhaps in UTF-16."""
    half = len(text) // 2
    head = bytearray(_MIN_STREAM)
    head[:2] = b"\xec\xa5"
    struct.pack_into("<H", head, 0x0A, flags)
    first = text[:half].encode("cp1252")
    second = text[half:].encode("utf-16-le" if wide else "cp1252")
    at = len(head)
    places = (at * 2 | 0x40000000, at + half if wide else (at + half) * 2 | 0x40000000)
    pieces = struct.pack("<3I", 0, half, len(text))
    pieces += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = (
        b"\x01"
        + struct.pack("<H", 4)
        + bytes(4)
        + b"\x02"
        + struct.pack("<I", len(pieces))
        + pieces
    )
    struct.pack_into("<II", head, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(head) + first + second, "1Table": clx})


def slides(*texts: str, encrypted: bool = False) -> bytes:
    """A presentation whose slides hold a text each, in either of two widths."""
    atoms = b""
    for number, text in enumerate(texts):
        kind, data = (
            (0x0FA0, text.encode("utf-16-le")) if number % 2 else (0x0FA8, text.encode("latin-1"))
        )
        atom = struct.pack("<HHI", 0, kind, len(data)) + data
        atoms += struct.pack("<HHI", 0x0F, 0x03EE, len(atom)) + atom
    if encrypted:
        atoms = struct.pack("<HHI", 0x0F, 0x2F14, 0) + atoms
    master = struct.pack("<HHI", 0, 0x0FA8, 5) + b"style"
    document = struct.pack("<HHI", 0x0F, 0x03F8, len(master)) + master + atoms
    return compound({"PowerPoint Document": document, "Current User": b"x"})
