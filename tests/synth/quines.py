"""Archives that contain themselves, byte for byte: opened, they give what was opened, for ever.

The construction is that of Russ Cox, "Zip Files All The Way Down" (2010). Deflate is a machine of
two instructions: ``L`` gives out the bytes that stand behind it (a stored block), ``R`` gives out
the last bytes once more (a match). With each instruction in five bytes, a prefix P (the headers)
and a suffix S (the trailers) of any content, this program prints itself:

    P  L[P L]  R  L[R]  L[L]  L[R L L L]  R  L[R L R L]  R  L[R 0 0 L]  R  0  0  L[R S]  R  S

where 0 is an empty stored block. P and S hold the checksum of the whole. CRC-32 is affine in the
bits of what it is taken of, so the checksum that makes itself true solves 32 equations; where they
have no solution, a byte that means nothing is another.
"""

import struct
import zlib
from collections.abc import Callable, Iterator

UNIT = 5
"""Bytes of an instruction."""
_GROUP = 4 * UNIT
_EMPTY = b"\0\0\0\xff\xff"
_FINAL = b"\1\0\0\xff\xff"
_NAME = b"q.zip"
_ZIP_PREFIX = 60
"""Bytes before the data, filled up: R of five more takes five bytes."""
# Least length or distance, extra bits: RFC 1951, 3.2.5.
_LENGTHS = (
    *((least, 0) for least in range(3, 11)),
    *((11 + 2 * n, 1) for n in range(4)), *((19 + 4 * n, 2) for n in range(4)),
    *((35 + 8 * n, 3) for n in range(4)), *((67 + 16 * n, 4) for n in range(3)),
)  # fmt: skip
_DISTANCES = ((1, 0), (2, 0), (3, 0), (4, 0), *(
    (1 + (2 + half << bits), bits) for bits in range(1, 14) for half in range(2)
))  # fmt: skip
_LONGEST = 114


def quine_gzip() -> bytes:
    """A gzip file whose content is that file; its member is called ``q``."""

    def layout(salt: int, size: int, crc: int) -> tuple[bytes, bytes]:
        head = b"\x1f\x8b\x08\x08" + struct.pack("<I", salt) + b"\0\xff" + b"q\0"
        return head, _FINAL + struct.pack("<II", crc, size)

    return _solved(layout)


def quine_zip() -> bytes:
    """A zip archive with one member, ``q.zip``, which is that archive."""
    spare = _ZIP_PREFIX - 30 - len(_NAME)
    trailer = 46 + len(_NAME) + 22

    def layout(salt: int, size: int, crc: int) -> tuple[bytes, bytes]:
        extra = struct.pack("<HHI", 0x6C6B, spare - 4, salt).ljust(spare, b"\0")
        packed = max(size - _ZIP_PREFIX - trailer, 0)
        about = struct.pack("<5H3IH", 20, 0, 8, 0, 33, crc, packed, size, len(_NAME))
        local = b"PK\3\4" + about + struct.pack("<H", spare) + _NAME + extra
        entry = b"PK\1\2" + struct.pack("<H", 20) + about + bytes(16) + _NAME
        begin = max(size - trailer, 0)
        end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 1, 1, len(entry), begin, 0)
        return local, _FINAL + entry + end

    return _solved(layout)


def _solved(layout: Callable[[int, int, int], tuple[bytes, bytes]]) -> bytes:
    """The program whose checksum is what it says."""
    size = len(_program(*layout(0, 0, 0)))

    def made(salt: int, crc: int) -> bytes:
        return _program(*layout(salt, size, crc))

    for salt in range(1000):
        none = zlib.crc32(made(salt, 0))
        effects = [zlib.crc32(made(salt, 1 << bit)) ^ none ^ (1 << bit) for bit in range(32)]
        for crc in _solutions(effects, none):
            return made(salt, crc)
    raise AssertionError


def _solutions(columns: list[int], wanted: int) -> Iterator[int]:
    """Bits whose columns add up to `wanted`, modulo two: at most one answer."""
    pivots: dict[int, tuple[int, int]] = {}
    for bit, column in enumerate(columns):
        value, used = _reduced(column, 1 << bit, pivots)
        if value:
            pivots[value.bit_length()] = value, used
    value, used = _reduced(wanted, 0, pivots)
    if not value:
        yield used


def _reduced(value: int, used: int, pivots: dict[int, tuple[int, int]]) -> tuple[int, int]:
    while value and (pivot := pivots.get(value.bit_length())):
        value, used = value ^ pivot[0], used ^ pivot[1]
    return value, used


def _program(prefix: bytes, suffix: bytes) -> bytes:
    literal, group = _literal(len(prefix) + UNIT), _literal(_GROUP)
    one, again = _literal(UNIT), _repeat(_GROUP)
    first = _repeat(len(prefix) + UNIT)
    assert len(first) == len(again) == UNIT
    last = _last_repeat(len(suffix))
    end = _literal(len(last) + len(suffix))
    return b"".join(
        (
            prefix, literal, prefix, literal, first,
            one, first, one, one,
            group, first, one, one, group, again,
            group, again, group, again, group, again,
            group, again, _EMPTY, _EMPTY, end, again,
            _EMPTY, _EMPTY, end, last, suffix, last, suffix,
        )
    )  # fmt: skip


def _literal(size: int) -> bytes:
    """L: a stored block that is not the last."""
    return b"\0" + struct.pack("<HH", size, size ^ 0xFFFF)


def _repeat(size: int) -> bytes:
    """R: the last `size` bytes again, in five bytes to the bit."""
    for first in (*range(3, size - 2), size):
        lengths = (first, size - first) if first < size else (size,)
        bits = _block(lengths, size)
        # An empty block takes ten bits.
        missing = 8 * UNIT - len(bits)
        if max(lengths) <= _LONGEST and missing >= 0 and not missing % 10:
            return _packed(bits + _block((), size) * (missing // 10))
    raise AssertionError(size)


def _last_repeat(size: int) -> bytes:
    """R of itself and `size` bytes more, in as many bytes as it takes."""
    for own in range(UNIT, 4 * UNIT):
        whole = own + size
        bits = _block((whole // 2, whole - whole // 2), whole)
        # The header of the empty block ends the byte.
        made = _packed(bits + "000") + _EMPTY[1:]
        if len(made) == own:
            return made
    raise AssertionError(size)


def _block(lengths: tuple[int, ...], distance: int) -> str:
    """A block of matches in fixed codes, which is not the last, bit by bit."""
    return "010" + "".join(_match(length, distance) for length in lengths) + "0" * 7


def _match(length: int, distance: int) -> str:
    at, rest, extra = _coded(length, _LENGTHS)
    # Codes begin with their highest bit, numbers with their lowest.
    bits = f"{at + 1:07b}" + _number(rest, extra)
    at, rest, extra = _coded(distance, _DISTANCES)
    return bits + f"{at:05b}" + _number(rest, extra)


def _coded(value: int, table: tuple[tuple[int, int], ...]) -> tuple[int, int, int]:
    at = max(index for index, (least, _) in enumerate(table) if least <= value)
    return at, value - table[at][0], table[at][1]


def _number(value: int, bits: int) -> str:
    return f"{value:0{bits}b}"[::-1] if bits else ""


def _packed(bits: str) -> bytes:
    padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return bytes(int(padded[at : at + 8][::-1], 2) for at in range(0, len(padded), 8))
