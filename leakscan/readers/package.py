"""The parts of an OOXML or ODF file: a zip whose members are read by name, in any order.

Specification: PKWARE APPNOTE 6.3.10, stored and deflated entries; ECMA-376 part 2 (OPC) and
ODF 1.3 part 2 allow no others. What the directory says is a hint: sizes come from what is
decompressed, and a file without a readable directory is searched for the headers of its
entries. Each part is decompressed as it is read, within the limits of the whole source.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import RAW_DEFLATE, Inflate
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions
from leakscan.readers.seekable import size_of

MAX_PARTS = 65_536
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_SIZE, _CENTRAL_SIZE, _END_SIZE = 30, 46, 22
_MAX_COMMENT = 65_535
_MAX_NAME = 1024
_BLOCK = 64 * 1024
_FREE_BYTES = 16 * 1024 * 1024
"""The ratio counts once this much came out of a part."""
_STORED, _DEFLATED = 0, 8
_ENCRYPTED_FLAG = 1
_NO_SIZE = 0xFFFFFFFF


@frozen
class Part:
    """One entry: where its local header stands and what the directory says of it."""

    name: str
    offset: int
    method: int
    encrypted: bool
    size: int | None = None


class Package:
    """The parts of one file.

    Attributes:
        parts: By name, with forward slashes, in the order of the directory.
    """

    __slots__ = ("_feed", "_file", "_ratio", "parts")

    def __init__(self, feed: ByteFeed, options: ReadOptions) -> None:
        """Find the parts.

        Raises:
            ReadError: There are none, or the member cannot be held to be read out of order.
        """
        self._feed = feed
        self._file = feed.as_file()
        self._ratio = options.max_ratio
        self.parts = self._found()
        if not self.parts:
            raise ReadError(GapReason.CORRUPT, "no part of the document can be found")

    def __repr__(self) -> str:
        return f"Package(parts={len(self.parts)})"

    def _found(self) -> dict[str, Part]:
        """The parts of the directory, and where it is damaged those that have a header."""
        listed, whole = _directory(self._file)
        parts = {part.name: part for part in listed}
        if not whole:
            where = "zip directory damaged" if listed else "zip directory missing"
            self._feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))
            known = {part.offset for part in listed}
            for part in islice(_local_headers(self._file), MAX_PARTS):
                if part.offset not in known:
                    parts.setdefault(part.name, part)
        if len(parts) > MAX_PARTS:
            where = f"more than {MAX_PARTS} parts"
            self._feed.gaps.append(Gap(reason=GapReason.TOO_LARGE, where=where))
        return dict(islice(parts.items(), MAX_PARTS))

    def require(self, name: str) -> None:
        """Tell when a part that the document refers to is not there."""
        if name not in self.parts:
            where = "a part that is referred to is missing"
            self._feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))

    def open(self, name: str) -> "PartStream":
        """A stream over a part.

        Raises:
            ReadError: There is no such part, or it is encrypted or packed in another way.
        """
        part = self.parts.get(name)
        if part is None:
            raise ReadError(GapReason.CORRUPT, "a part that is referred to is missing")
        if part.encrypted:
            raise ReadError(GapReason.ENCRYPTED, "encrypted part")
        if part.method not in {_STORED, _DEFLATED}:
            raise ReadError(GapReason.UNSUPPORTED, f"part packed with method {part.method}")
        return PartStream(self._file, part, self._ratio, self._feed.budget.add_made)

    def read(self, name: str, *, max_bytes: int) -> bytes:
        """A small part whole, cut at `max_bytes`; empty when there is none.

        Raises:
            ReadError: As `open`, and as reading.
        """
        if name not in self.parts:
            return b""
        stream, blocks, room = self.open(name), list[bytes](), max_bytes
        while room > 0 and (block := stream.read(min(room, _BLOCK))):
            blocks.append(block)
            room -= len(block)
        return b"".join(blocks)


class PartStream:
    """The bytes of a part, decompressed as they are asked for."""

    __slots__ = ("_count", "_crc", "_made", "_max_ratio", "_packed", "_stream", "_wanted")

    def __init__(
        self, file: io.BufferedReader, part: Part, max_ratio: int, count: Callable[[int], None]
    ) -> None:
        """`count` is told what comes out."""
        self._max_ratio = max_ratio
        self._count = count
        at, size, self._wanted = _data_of(file, part)
        self._packed = _Packed(file, at, size)
        self._stream: ByteStream = self._packed
        if part.method == _DEFLATED:
            self._stream = Decompressed(self._packed, lambda: Inflate(RAW_DEFLATE), "part")
        self._made = 0
        self._crc = 0

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end.

        Raises:
            ReadError: The part is damaged, or expands beyond the limit.
        """
        block = self._stream.read(size)
        self._made += len(block)
        self._count(len(block))
        self._crc = zlib.crc32(block, self._crc)
        if self._made > _FREE_BYTES and self._made > self._max_ratio * self._packed.used:
            raise LimitExceeded(GapReason.RATIO, f"a part expands more than {self._max_ratio} to 1")
        if not block and self._wanted is not None and self._wanted != self._crc:
            self._wanted = None
            raise ReadError(GapReason.CORRUPT, "a part differs from its checksum")
        return block


class _Packed:
    """The bytes of a part as they are stored, whatever else is read of the file meanwhile.

    Attributes:
        used: How many were read.
    """

    __slots__ = ("_at", "_file", "_left", "used")

    def __init__(self, file: io.BufferedReader, at: int, size: int | None) -> None:
        """`size` is None when nobody tells it."""
        self._file = file
        self._at = at
        self._left = size
        self.used = 0

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end."""
        size = min(size, _BLOCK)
        if self._left is not None:
            size = min(size, self._left)
            self._left -= size
        self._file.seek(self._at)
        block = self._file.read(size)
        self._at += len(block)
        self.used += len(block)
        return block


def _data_of(file: io.BufferedReader, part: Part) -> tuple[int, int | None, int | None]:
    """Where the data of a part begin, how many bytes they are at most, and their checksum."""
    file.seek(part.offset)
    header = file.read(_LOCAL_SIZE)
    if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
        raise ReadError(GapReason.CORRUPT, "a part is not where the directory says")
    flags, crc, size = struct.unpack("<6xH6xII", header[:22])
    name, extra = struct.unpack("<HH", header[26:30])
    deferred = bool(flags & 8) or size == _NO_SIZE
    known = part.size if deferred or part.size else size
    if deferred and part.method == _STORED and part.size is None:
        raise ReadError(GapReason.CORRUPT, "a part without a size")
    return part.offset + _LOCAL_SIZE + name + extra, known, None if deferred else crc


def _directory(file: io.BufferedReader) -> tuple[list[Part], bool]:
    """The entries of the central directory, and whether they are those it should hold."""
    end = size_of(file)
    file.seek(max(end - _END_SIZE - _MAX_COMMENT, 0))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        return [], False
    count, size, offset = struct.unpack("<HII", tail[at + 10 : at + 20])
    if _NO_SIZE in {size, offset}:
        return [], False
    file.seek(offset)
    parts = list(islice(_entries(file.read(size)), MAX_PARTS + 1))
    return parts, len(parts) & 0xFFFF == count


def _entries(table: bytes) -> Iterator[Part]:
    at = 0
    while table.startswith(_CENTRAL, at) and len(table) >= at + _CENTRAL_SIZE:
        flags, method, packed = struct.unpack("<8xHH8xI", table[at : at + 24])
        name, extra, comment = struct.unpack("<HHH", table[at + 28 : at + 34])
        (local,) = struct.unpack("<I", table[at + 42 : at + 46])
        raw = table[at + _CENTRAL_SIZE : at + _CENTRAL_SIZE + name]
        yield _part(raw, local, flags, method, packed)
        at += _CENTRAL_SIZE + name + extra + comment


def _local_headers(file: io.BufferedReader) -> Iterator[Part]:
    """The entries whose local headers stand in a file without a directory."""
    file.seek(0)
    base, held = 0, b""
    while block := file.read(1024 * 1024):
        held += block
        at = held.find(_LOCAL)
        while 0 <= at < len(held) - _LOCAL_SIZE - _MAX_NAME:
            yield from _local_part(held, at, base)
            at = held.find(_LOCAL, at + 4)
        keep = max(len(held) - _LOCAL_SIZE - _MAX_NAME, 0)
        base, held = base + keep, held[keep:]
    at = held.find(_LOCAL)
    while at >= 0:
        yield from _local_part(held, at, base)
        at = held.find(_LOCAL, at + 4)


def _local_part(held: bytes, at: int, base: int) -> Iterator[Part]:
    header = held[at : at + _LOCAL_SIZE]
    if len(header) < _LOCAL_SIZE:
        return
    flags, method, size, name = struct.unpack("<6xHH8xI4xH2x", header)
    raw = held[at + _LOCAL_SIZE : at + _LOCAL_SIZE + name]
    if name <= _MAX_NAME and len(raw) == name:
        yield _part(raw, base + at, flags, method, 0 if flags & 8 else size)


def _part(raw: bytes, offset: int, flags: int, method: int, packed: int) -> Part:
    name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
    return Part(
        name=name.replace("\\", "/").lstrip("/"),
        offset=offset,
        method=method,
        encrypted=bool(flags & _ENCRYPTED_FLAG),
        size=packed or None,
    )
