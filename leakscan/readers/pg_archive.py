"""The archive format of pg_dump, read in order: header, table of contents, blocks of data.

Source: `src/bin/pg_dump/pg_backup_archiver.c` and `pg_backup_custom.c` of PostgreSQL 8.4 to 17
(archive versions 1.10 to 1.16). What comes out is the script that `pg_restore` would print.
"""

from collections.abc import Iterator

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.block_stream import BlockStream
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import Inflate, new_lz4, new_zstd
from leakscan.readers.feed import ByteFeed

MAGIC = b"PGDMP"
_CUSTOM = 1
_DATA, _BLOBS = 1, 3
_ZLIB = 15
_NONE, _GZIP, _LZ4, _ZSTD = range(4)
"""Older versions write a level of gzip, 0 for none."""
_BLOCK = 64 * 1024
_MAX_STRING = 16 * 1024 * 1024
_MAX_HELD = 64 * 1024 * 1024
"""Bytes of COPY statements that are held until their data come."""
_END_OF_COPY = b"\n\\.\n"
_TITLE = b"--\n-- PostgreSQL database dump\n--\n\n"


@frozen
class _Head:
    """How the archive is written.

    Attributes:
        minor: Of its version, the major one being 1.
        offset_bytes: Size of a place in the file.
        custom: Its data follow; otherwise they stand in files beside it.
        algorithm: That the data are compressed with.
    """

    minor: int
    offset_bytes: int
    custom: bool
    algorithm: int


class _Numbers:
    """Numbers and strings as an archive writes them."""

    __slots__ = ("feed", "int_bytes")

    def __init__(self, feed: ByteFeed) -> None:
        self.feed = feed
        self.int_bytes = 4

    def exactly(self, size: int) -> bytes:
        """The next bytes.

        Raises:
            ReadError: The archive ends before.
        """
        block = self.feed.read(size)
        if len(block) < size:
            raise ReadError(GapReason.CORRUPT, "pg_dump archive ends too early")
        return block

    def integer(self) -> int:
        """A sign and a magnitude."""
        block = self.exactly(1 + self.int_bytes)
        value = int.from_bytes(block[1:], "little")
        return -value if block[0] else value

    def string(self) -> bytes | None:
        """A length and bytes; None when there is none."""
        size = self.integer()
        if size > _MAX_STRING:
            raise ReadError(GapReason.CORRUPT, "pg_dump string is too long")
        return None if size < 0 else self.exactly(size)

    def skip(self, *, integers: int = 0, strings: int = 0) -> None:
        """Pass over integers, then strings."""
        for _ in range(integers):
            self.integer()
        for _ in range(strings):
            self.string()


class _Stored:
    """The bytes of one table or object as stored: pieces with their lengths, the last empty."""

    __slots__ = ("_left", "_numbers", "ended")

    def __init__(self, numbers: _Numbers) -> None:
        self._numbers = numbers
        self._left = 0
        self.ended = False

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end."""
        if self.ended:
            return b""
        if not self._left:
            self._left = max(self._numbers.integer(), 0)
            self.ended = not self._left
        block = self._numbers.exactly(min(size, self._left))
        self._left -= len(block)
        return block


class PgScript(BlockStream):
    """The script of an archive, as a stream.

    It ends with a `ReadError` where the archive is damaged, or of a version that is not known.
    """

    __slots__ = ("_copies", "_copies_bytes", "_numbers")

    def __init__(self, feed: ByteFeed) -> None:
        self._numbers = _Numbers(feed)
        self._copies: dict[int, bytes] = {}
        self._copies_bytes = 0
        super().__init__(self._script())

    @property
    def used(self) -> int:
        """Bytes of the archive that were read."""
        return self._numbers.feed.delivered

    def _script(self) -> Iterator[bytes]:
        head = _read_head(self._numbers)
        yield _TITLE
        for _ in range(self._numbers.integer()):
            yield self._entry(head)
        while head.custom and (kind := self._numbers.feed.read(1)):
            number = self._numbers.integer()
            if kind[0] == _DATA:
                yield self._copies.get(number, b"")
                yield from self._data(head.algorithm)
                yield b"\n\n"
            elif kind[0] == _BLOBS:
                yield from self._large_objects(head.algorithm)
            else:
                raise ReadError(GapReason.CORRUPT, "pg_dump block of no known kind")

    def _entry(self, head: _Head) -> bytes:
        """One entry of the table of contents: its definition."""
        numbers = self._numbers
        number = numbers.integer()
        numbers.skip(integers=1, strings=4)
        numbers.skip(integers=1 if head.minor >= 11 else 0)
        definition, _, copy = numbers.string(), numbers.string(), numbers.string()
        numbers.skip(strings=3 if head.minor >= 14 else 2)
        numbers.skip(integers=1 if head.minor >= 16 else 0, strings=2)
        while numbers.string() is not None:
            pass
        if head.custom:
            numbers.exactly(1 + head.offset_bytes)
        else:
            numbers.string()
        if copy:
            self._copies[number] = copy
            self._copies_bytes += len(copy) + 256
            if self._copies_bytes > _MAX_HELD:
                raise ReadError(GapReason.TOO_LARGE, "pg_dump table of contents")
        return definition + b"\n" if definition else b""

    def _data(self, algorithm: int) -> Iterator[bytes]:
        """The bytes of one table or object; damage costs the rest of it, not what follows."""
        stored = _Stored(self._numbers)
        try:
            stream = _decompressed(stored, algorithm)
            while block := stream.read(_BLOCK):
                yield block
        except ReadError as error:
            self._numbers.feed.gaps.append(Gap(reason=error.reason, where=error.detail))
            yield _END_OF_COPY
        while not stored.ended:
            stored.read(_BLOCK)

    def _large_objects(self, algorithm: int) -> Iterator[bytes]:
        """Large objects as the calls that would write them, in hexadecimal."""
        while self._numbers.integer():
            yield b"SELECT pg_catalog.lowrite(0, '\\x"
            for block in self._data(algorithm):
                yield block.hex().encode()
            yield b"');\n"


def _read_head(numbers: _Numbers) -> _Head:
    head = numbers.exactly(11)
    minor, numbers.int_bytes, offset, kind = head[6], head[8], head[9], head[10]
    if not head.startswith(MAGIC) or head[5] != 1 or not 10 <= minor <= 16:
        raise ReadError(GapReason.UNSUPPORTED, "pg_dump archive of this version")
    if not 0 < numbers.int_bytes <= 8 or not 0 < offset <= 8:
        raise ReadError(GapReason.CORRUPT, "pg_dump archive header")
    algorithm = numbers.exactly(1)[0] if minor >= 15 else int(numbers.integer() != 0)
    numbers.skip(integers=7, strings=3)
    return _Head(minor=minor, offset_bytes=offset, custom=kind == _CUSTOM, algorithm=algorithm)


def _decompressed(stored: _Stored, algorithm: int) -> ByteStream:
    if algorithm == _NONE:
        return stored
    makes = {_GZIP: lambda: Inflate(_ZLIB), _LZ4: new_lz4, _ZSTD: new_zstd}
    if algorithm not in makes:
        raise ReadError(GapReason.UNSUPPORTED, "pg_dump compression")
    try:
        return Decompressed(stored, makes[algorithm], "pg_dump")
    except ImportError:
        raise ReadError(GapReason.UNSUPPORTED, "lz4: install leakscan[archives]") from None
