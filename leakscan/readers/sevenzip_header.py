"""The header of a 7z archive: which files stand in which compressed streams.

Specification: 7zFormat.txt of the LZMA SDK 23.01. Every count is checked against the bytes that
are left, so that a header of a kilobyte cannot ask for a gigabyte.
"""

from collections.abc import Iterator
from dataclasses import field

from leakscan.frozen import slotted
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError

_END, _HEADER, _ARCHIVE_PROPERTIES, _ADDITIONAL = 0x00, 0x01, 0x02, 0x03
_MAIN, _FILES, _PACK, _UNPACK, _SUB = 0x04, 0x05, 0x06, 0x07, 0x08
_SIZE, _CRC, _FOLDER, _CODERS_SIZE, _COUNT = 0x09, 0x0A, 0x0B, 0x0C, 0x0D
_EMPTY, _EMPTY_FILE, _NAMES = 0x0E, 0x0F, 0x11
_MAX_CODERS = 16


@slotted(kw_only=True, eq=True)
class Coder:
    """One step of decompression, with one stream in and one out unless `streams_in` says more."""

    method: bytes
    properties: bytes
    streams_in: int = 1
    streams_out: int = 1


@slotted(kw_only=True, eq=True)
class Folder:
    """One solid stream of files.

    Attributes:
        coders: In the order of the header.
        bonds: Which stream in takes which stream out.
        packed: Which streams in are stored in the archive.
        sizes: Bytes of each stream out.
        files: Sizes and CRC-32 of the files in it; a CRC of None is not stored.
        offset: Of its first stored byte in the file.
        stored: Bytes of each stored stream.
    """

    coders: list[Coder]
    bonds: list[tuple[int, int]]
    packed: list[int]
    sizes: list[int] = field(default_factory=list)
    crc: int | None = None
    files: list[tuple[int, int | None]] = field(default_factory=list)
    offset: int = 0
    stored: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of its last stream: the files one after the other."""
        taken = {out for _, out in self.bonds}
        return next((size for at, size in enumerate(self.sizes) if at not in taken), 0)

    def chain(self) -> list[tuple[Coder, int]] | None:
        """Coders from the stored bytes on, with what comes out; None when they are no chain."""
        if len(self.packed) != 1 or any(c.streams_in * c.streams_out != 1 for c in self.coders):
            return None
        after = {out: taker for taker, out in self.bonds}
        found: list[tuple[Coder, int]] = []
        at = self.packed[0]
        while len(found) < len(self.coders) and at < len(self.coders):
            found.append((self.coders[at], self.sizes[at]))
            if at not in after:
                return found
            at = after[at]
        return None


@slotted(kw_only=True, eq=True)
class Contents:
    """What a header says.

    Attributes:
        folders: In the order of the file.
        count: Files, those without bytes and folders included.
        empty: Whether each file has no bytes; shorter than `count` means False.
        names: All names in UTF-16, each ended by a zero.
    """

    folders: list[Folder] = field(default_factory=list)
    count: int = 0
    empty: list[bool] = field(default_factory=list)
    names: bytes = b""

    def each_name(self) -> Iterator[str]:
        """The names, in the order of the files."""
        text = self.names.decode("utf-16-le", "replace")
        at = 0
        for _ in range(self.count):
            end = text.find("\0", at)
            end = len(text) if end < 0 else end
            yield text[at:end]
            at = end + 1


def parse_header(data: bytes) -> Contents:
    """What a decompressed header says.

    Raises:
        ReadError: CORRUPT.
    """
    cursor = _Cursor(data)
    if cursor.byte() != _HEADER:
        raise cursor.damaged()
    contents = Contents()
    while (kind := cursor.byte()) != _END:
        if kind == _ARCHIVE_PROPERTIES:
            while cursor.byte() != _END:
                cursor.take(cursor.number())
        elif kind == _ADDITIONAL:
            _streams(cursor)
        elif kind == _MAIN:
            contents.folders = _streams(cursor)
        elif kind == _FILES:
            _files(cursor, contents)
        else:
            raise cursor.damaged()
    return contents


def parse_encoded(data: bytes) -> Folder | None:
    """The stream that the header itself is compressed in; None when it is not.

    Raises:
        ReadError: CORRUPT.
    """
    cursor = _Cursor(data)
    if cursor.byte() != 0x17:
        return None
    folders = _streams(cursor)
    if not folders:
        raise cursor.damaged()
    return folders[0]


class _Cursor:
    """Reads the numbers of a header."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def damaged(self) -> ReadError:
        return ReadError(GapReason.CORRUPT, "7z header damaged")

    def take(self, size: int) -> bytes:
        if size > len(self._data) - self._at:
            raise self.damaged()
        self._at += size
        return self._data[self._at - size : self._at]

    def rest(self) -> bytes:
        return self._data[self._at :]

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        """Leading ones of the first byte tell how many bytes follow, lowest first."""
        first = self.byte()
        value, mask = 0, 0x80
        for shift in range(0, 64, 8):
            if not first & mask:
                return value | (first & (mask - 1)) << shift
            value |= self.byte() << shift
            mask >>= 1
        return value

    def count(self) -> int:
        """A number of things of which each takes some of the bytes that are left, more or less."""
        value = self.number()
        if value > 8 * len(self._data):
            raise self.damaged()
        return value

    def bits(self, count: int) -> list[bool]:
        data = self.take((count + 7) // 8)
        return [bool(data[at >> 3] & 0x80 >> (at & 7)) for at in range(count)]

    def crcs(self, count: int) -> list[int | None]:
        defined = [True] * count if self.byte() else self.bits(count)
        return [int.from_bytes(self.take(4), "little") if known else None for known in defined]


def _streams(cursor: _Cursor) -> list[Folder]:
    """The folders of one section on streams."""
    folders: list[Folder] = []
    offset, stored = 0, list[int]()
    sub = False
    while (kind := cursor.byte()) != _END:
        if kind == _PACK:
            offset, stored = _pack(cursor)
        elif kind == _UNPACK:
            folders = _folders(cursor)
        elif kind == _SUB:
            _substreams(cursor, folders)
            sub = True
        else:
            raise cursor.damaged()
    _place(folders, offset, stored, cursor)
    if not sub:
        for folder in folders:
            folder.files = [(folder.size, folder.crc)]
    return folders


def _place(folders: list[Folder], offset: int, stored: list[int], cursor: _Cursor) -> None:
    at = 0
    for folder in folders:
        folder.offset = offset
        folder.stored = stored[at : at + len(folder.packed)]
        if len(folder.stored) != len(folder.packed):
            raise cursor.damaged()
        at += len(folder.packed)
        offset += sum(folder.stored)


def _pack(cursor: _Cursor) -> tuple[int, list[int]]:
    offset, count = 32 + cursor.number(), cursor.count()
    sizes: list[int] = []
    while (kind := cursor.byte()) != _END:
        if kind == _SIZE:
            sizes = [cursor.number() for _ in range(count)]
        elif kind == _CRC:
            cursor.crcs(count)
        else:
            raise cursor.damaged()
    return offset, sizes


def _folders(cursor: _Cursor) -> list[Folder]:
    if cursor.byte() != _FOLDER:
        raise cursor.damaged()
    count = cursor.count()
    if cursor.byte():
        raise ReadError(GapReason.UNSUPPORTED, "7z header in another stream")
    folders = [_folder(cursor) for _ in range(count)]
    while (kind := cursor.byte()) != _END:
        if kind == _CODERS_SIZE:
            for folder in folders:
                outs = sum(coder.streams_out for coder in folder.coders)
                folder.sizes = [cursor.number() for _ in range(outs)]
        elif kind == _CRC:
            for folder, crc in zip(folders, cursor.crcs(count), strict=True):
                folder.crc = crc
        else:
            raise cursor.damaged()
    if any(not folder.sizes for folder in folders):
        raise cursor.damaged()
    return folders


def _folder(cursor: _Cursor) -> Folder:
    number = cursor.number()
    if not 0 < number <= _MAX_CODERS:
        raise cursor.damaged()
    coders = [_coder(cursor) for _ in range(number)]
    outs = sum(coder.streams_out for coder in coders)
    ins = sum(coder.streams_in for coder in coders)
    if ins < outs - 1:
        raise cursor.damaged()
    bonds = [(cursor.number(), cursor.number()) for _ in range(outs - 1)]
    left = ins - len(bonds)
    taken = {taker for taker, _ in bonds}
    packed = [at for at in range(ins) if at not in taken]
    if left > 1:
        packed = [cursor.number() for _ in range(left)]
    return Folder(coders=coders, bonds=bonds, packed=packed)


def _coder(cursor: _Cursor) -> Coder:
    flags = cursor.byte()
    coder = Coder(method=cursor.take(flags & 0x0F), properties=b"")
    if flags & 0x10:
        coder.streams_in, coder.streams_out = cursor.number(), cursor.number()
        if not (0 < coder.streams_in <= _MAX_CODERS and 0 < coder.streams_out <= _MAX_CODERS):
            raise cursor.damaged()
    if flags & 0x20:
        coder.properties = cursor.take(cursor.number())
    return coder


def _substreams(cursor: _Cursor, folders: list[Folder]) -> None:
    counts = [1] * len(folders)
    kind = cursor.byte()
    if kind == _COUNT:
        counts = [cursor.count() for _ in folders]
        kind = cursor.byte()
    sizes: list[list[int]] = []
    for folder, count in zip(folders, counts, strict=True):
        known = [cursor.number() for _ in range(count - 1)] if kind == _SIZE else []
        # The size of the last one is what is left.
        sizes.append([*known, max(folder.size - sum(known), 0)] if count else [])
    if kind == _SIZE:
        kind = cursor.byte()
    whole = [f.crc is not None and count == 1 for f, count in zip(folders, counts, strict=True)]
    unknown = sum(0 if done else count for done, count in zip(whole, counts, strict=True))
    crcs: list[int | None] = [None] * unknown
    while kind != _END:
        if kind == _CRC:
            crcs = cursor.crcs(unknown)
        else:
            raise cursor.damaged()
        kind = cursor.byte()
    rest = iter(crcs)
    for folder, known, done in zip(folders, sizes, whole, strict=True):
        folder.files = [(size, folder.crc if done else next(rest)) for size in known]


def _files(cursor: _Cursor, contents: Contents) -> None:
    contents.count = cursor.count()
    while (kind := cursor.byte()) != _END:
        section = _Cursor(cursor.take(cursor.number()))
        if kind == _EMPTY:
            contents.empty = section.bits(contents.count)
        elif kind == _NAMES:
            if section.byte():
                raise ReadError(GapReason.UNSUPPORTED, "7z names in another stream")
            contents.names = section.rest()
