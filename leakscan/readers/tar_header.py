"""One header of a tar archive: 512 bytes, in the dialects of 1979 to today.

Specification: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Extended Header"; GNU tar
manual, "Basic Tar Format" and "Storing Sparse Files".
"""

import zlib

from leakscan.frozen import slotted

BLOCK = 512
_MAGIC, _CHECKSUM = slice(257, 262), slice(148, 156)
_BASE_256 = 0x80
_FOLDER = b"5"
_WITHOUT_DATA = frozenset(b"123456V")
"""Links, devices, folders, pipes and volume labels; anything unknown is a file (POSIX)."""


@slotted(eq=True)
class TarHeader:
    """What a header says.

    Attributes:
        raw_name: As stored, prefix included.
        size: Bytes that follow, padding left out.
        kind: The type flag.
        block: The whole header.
    """

    raw_name: bytes
    size: int
    kind: bytes
    block: bytes

    @property
    def has_data(self) -> bool:
        """Whether the bytes of a file follow."""
        return self.kind[0] not in _WITHOUT_DATA and not self.is_folder

    @property
    def is_folder(self) -> bool:
        """Whether it names a folder, in the way of 1979 too."""
        return self.kind == _FOLDER or (self.kind in b"\x000" and self.raw_name.endswith(b"/"))


def parse_header(block: bytes) -> TarHeader | None:
    """The header in a block; None when its checksum is wrong."""
    if len(block) < BLOCK or not _is_sound(block):
        return None
    size = number(block[124:136])
    if size is None:
        return None
    name = block[:100].partition(b"\0")[0]
    prefix = block[345:500].partition(b"\0")[0]
    # GNU tar keeps times where ustar keeps the prefix.
    if prefix and block[257:263] == b"ustar\0":
        name = prefix + b"/" + name
    return TarHeader(name, size, block[156:157], block)


def is_ustar(block: bytes) -> bool:
    """Whether a block names the format, as all headers since 1988 do."""
    return block[_MAGIC] == b"ustar"


def number(field: bytes) -> int | None:
    """A number in octal, or in base 256 when it did not fit; None when it is neither."""
    if field[:1] and field[0] & _BASE_256:
        # A leading 0xFF would be a negative number.
        return None if field[0] == 0xFF else int.from_bytes(field, "big") & ~(0x80 << 8 * 11)
    digits = field.strip(b" \0")
    if not digits:
        return 0
    try:
        return int(digits, 8)
    except ValueError:
        return None


def pax_records(data: bytes) -> dict[bytes, bytes]:
    """Keywords and values of an extended header: length, space, keyword=value, newline each."""
    records: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        digits, space, _ = data[at : at + 20].partition(b" ")
        if not space or not digits.isdigit():
            break
        end = at + int(digits)
        keyword, equals, value = data[at + len(digits) + 1 : end - 1].partition(b"=")
        if end <= at or not equals:
            break
        records[keyword] = value
        at = end
    return records


def text_of(raw_name: bytes) -> str:
    """A name: UTF-8, or else the code page of western Europe."""
    try:
        return raw_name.decode("utf-8")
    except UnicodeDecodeError:
        return raw_name.decode("cp1252", "replace")


def _sum(block: bytes) -> int:
    """Of 512 bytes: Adler-32 holds that of up to 256, plus one, in a twentieth of the time."""
    return (zlib.adler32(block[:256]) & 0xFFFF) + (zlib.adler32(block[256:]) & 0xFFFF) - 2


def _is_sound(block: bytes) -> bool:
    stored = number(block[_CHECKSUM])
    # The checksum is reckoned as if its own field held spaces.
    total = _sum(block) - sum(block[_CHECKSUM]) + 8 * 0x20
    if stored == total:
        return True
    # Some old programs added up signed bytes.
    signed = total - 256 * sum(byte > 0x7F for byte in block[:148] + block[156:])
    return stored is not None and stored == signed
