"""Sparse files in tar archives: the parts that are stored; the rest are holes of zeros.

Specification: GNU tar manual, "Storing Sparse Files": the old format (type S, with a map in the
header and in blocks after it) and the pax formats 0.0 and 0.1 (a map in keywords) and 1.0 (a map
at the start of the data).
"""

from leakscan.readers.spans import Reads, Span
from leakscan.readers.tar_header import BLOCK, number

Segments = list[tuple[int, int]]
"""Offset and size in the file of each part that is stored, ascending."""

MAX_FILLED = 64 * 1024 * 1024
"""Up to this size holes are filled with zeros, as what has offsets inside needs them; in larger
files, such as disk images, they are left out."""
_MAX_SEGMENTS = 100_000
_ENTRY = 24
_HEADER_MAP, _HEADER_MORE, _HEADER_SIZE = 386, 482, slice(483, 495)
_BLOCK_ENTRIES, _BLOCK_MORE = 21, 504


class SparseData:
    """A sparse file's bytes, holes filled where that is affordable."""

    __slots__ = ("_at", "_fill", "_pending", "_size", "_span")

    def __init__(self, span: Span, segments: Segments, size: int) -> None:
        """`size` is that of the whole file."""
        self._span = span
        self._pending = segments[::-1]
        self._size = size
        self._fill = size <= MAX_FILLED
        self._at = 0

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end.

        Raises:
            ReadError: CORRUPT, when the archive ends before.
        """
        while self._pending:
            offset, length = self._pending[-1]
            if self._fill and self._at < min(offset, self._size):
                return self._zeros(min(size, min(offset, self._size) - self._at))
            if length <= 0:
                self._pending.pop()
                continue
            block = self._span.read(min(size, length))
            if not block:
                break
            self._pending[-1] = offset + len(block), length - len(block)
            self._at = offset + len(block)
            return block
        if self._fill and self._at < self._size:
            return self._zeros(min(size, self._size - self._at))
        return b""

    def _zeros(self, size: int) -> bytes:
        self._at += size
        return bytes(size)


def old_map(header: bytes, source: Reads) -> tuple[Segments, int] | None:
    """The map and the size of a file in the old format; blocks that go on with it are taken."""
    size = number(header[_HEADER_SIZE])
    segments = _entries(header, _HEADER_MAP, 4)
    more = header[_HEADER_MORE]
    while more and len(segments) < _MAX_SEGMENTS:
        block = source.read(BLOCK)
        if len(block) < BLOCK:
            return None
        segments += _entries(block, 0, _BLOCK_ENTRIES)
        more = block[_BLOCK_MORE]
    return None if size is None or more else (segments, size)


def pax_map(records: dict[bytes, bytes], span: Span) -> tuple[Segments, int] | None:
    """The map and the size of a file in one of the pax formats; None when it is not sparse."""
    size = _decimal(records.get(b"GNU.sparse.realsize", records.get(b"GNU.sparse.size", b"")))
    if size is None:
        return None
    if records.get(b"GNU.sparse.major") == b"1":
        numbers = _map_in_data(span)
    else:
        numbers = [_decimal(value) for value in records.get(b"GNU.sparse.map", b"").split(b",")]
    if numbers is None or not numbers or None in numbers:
        return None
    whole = [value or 0 for value in numbers]
    return list(zip(whole[::2], whole[1::2], strict=False)), size


def _map_in_data(span: Span) -> list[int | None] | None:
    """Lines of one number: how many parts, then offset and size of each, padded to a block."""
    data = span.read(BLOCK)
    count = _decimal(data.partition(b"\n")[0])
    if count is None or count > _MAX_SEGMENTS:
        return None
    while data.count(b"\n") < 2 * count + 1:
        block = span.read(BLOCK)
        if not block:
            return None
        data += block
    return [_decimal(line) for line in data.split(b"\n")[1 : 2 * count + 1]]


def _entries(block: bytes, at: int, count: int) -> Segments:
    found = []
    for start in range(at, at + count * _ENTRY, _ENTRY):
        field = block[start : start + _ENTRY]
        offset, size = number(field[:12]), number(field[12:])
        if offset is None or not size:
            break
        found.append((offset, size))
    return found


def _decimal(digits: bytes) -> int | None:
    return int(digits) if digits.isdigit() and len(digits) < 20 else None
