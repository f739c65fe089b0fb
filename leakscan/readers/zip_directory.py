"""The central directory of a ZIP archive, in the order in which members lie in the file.

Specification: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16. The directory is held as
it is stored, up to 128 MiB, with two numbers for each entry.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO

from leakscan.readers.seekable import size_of
from leakscan.readers.zip_entry import CENTRAL, CENTRAL_MAGIC, UNKNOWN, ZipEntry, wide_sizes

END = struct.Struct("<4s4H2IH")
_LENGTHS = struct.Struct("<28x3H8xI")
"""Of an entry: name, extra fields, comment, and where the member is."""
_END_MAGIC = b"PK\x05\x06"
_WIDE_LOCATOR = struct.Struct("<4sIQI")
_WIDE_LOCATOR_MAGIC = b"PK\x06\x07"
_WIDE_END = struct.Struct("<4sQ2H2I4Q")
_WIDE_END_MAGIC = b"PK\x06\x06"
_MAX_COMMENT = 65_535
MAX_DIRECTORY = 128 * 1024 * 1024


class ZipDirectory:
    """What the end of an archive says of its members.

    Attributes:
        begin: Offset of the directory in the file.
        end: Offset after the whole archive.
        comment: Of the archive, as stored.
    """

    __slots__ = ("_data", "_order", "_records", "begin", "comment", "end")

    def __init__(self, data: bytes, begin: int, end: int, comment: bytes) -> None:
        self._data = data
        self.begin = begin
        self.end = end
        self.comment = comment
        self._records = array("Q")
        offsets = array("Q")
        for at, offset in self._places():
            self._records.append(at)
            offsets.append(offset)
        places: Sequence[int] = range(len(offsets))
        if any(before > after for before, after in pairwise(offsets)):
            places = sorted(places, key=offsets.__getitem__)
        self._order = places

    def __len__(self) -> int:
        return len(self._records)

    def entries(self) -> Iterator[ZipEntry]:
        """Every entry, by its place in the file."""
        for index in self._order:
            yield self._entry(self._records[index])

    def _places(self) -> Iterator[tuple[int, int]]:
        """Where each record stands, and the member it is about: nothing else of a million."""
        at, data = 0, self._data
        while at + CENTRAL.size <= len(data) and data.startswith(CENTRAL_MAGIC, at):
            name, extra, comment, offset = _LENGTHS.unpack_from(data, at)
            yield at, self._entry(at).offset if offset == UNKNOWN else offset
            at += CENTRAL.size + name + extra + comment

    def _entry(self, at: int) -> ZipEntry:
        fields = CENTRAL.unpack_from(self._data, at)
        flags, method, crc, compressed, size = fields[3], fields[4], *fields[7:10]
        name_size, extra_size = fields[10:12]
        name_at = at + CENTRAL.size
        extra_at = name_at + name_size
        extra = self._data[extra_at : extra_at + extra_size]
        size, compressed, offset = wide_sizes(extra, size, compressed, fields[16])
        return ZipEntry(
            raw_name=self._data[name_at:extra_at],
            flags=flags,
            method=method,
            crc=crc,
            compressed=compressed,
            size=size,
            extra=extra,
            offset=offset,
        )


def read_directory(file: BinaryIO) -> ZipDirectory | None:
    """The directory at the end of a file; None when there is none that can be used."""
    size = size_of(file)
    start = max(0, size - _MAX_COMMENT - END.size)
    file.seek(start)
    tail = file.read(size - start)
    at = _end_record(tail)
    if at < 0:
        return None
    fields = END.unpack_from(tail, at)
    disk, entries, length, begin = fields[1], fields[4], fields[5], fields[6]
    comment = tail[at + END.size : at + END.size + fields[7]]
    end = start + at + END.size + fields[7]
    behind = start + at
    # Some writers add the wide record although everything fits in the other.
    wide = _wide(file, start + at)
    if wide is not None:
        behind, disk, entries, length, begin = wide
    # Part of a split archive, a damaged one, or the directory of an archive within this one.
    if disk or begin + length != behind or length > MAX_DIRECTORY:
        return None
    file.seek(begin)
    directory = ZipDirectory(file.read(length), begin, end, comment)
    # Above 65,534 entries some writers count modulo 65,536.
    return directory if (len(directory) - entries) % 0x10000 == 0 else None


def _end_record(tail: bytes) -> int:
    """Where the last end record stands whose comment fits in the file; -1 without."""
    at = tail.rfind(_END_MAGIC)
    while at >= 0:
        if at + END.size <= len(tail):
            (comment,) = struct.unpack_from("<H", tail, at + END.size - 2)
            if at + END.size + comment <= len(tail):
                return at
        at = tail.rfind(_END_MAGIC, 0, at)
    return -1


def _wide(file: BinaryIO, end: int) -> tuple[int, int, int, int, int] | None:
    """The same of ZIP64: where its end record stands, disk, entries, length, begin."""
    if end < _WIDE_LOCATOR.size:
        return None
    file.seek(end - _WIDE_LOCATOR.size)
    locator = _WIDE_LOCATOR.unpack(file.read(_WIDE_LOCATOR.size))
    if locator[0] != _WIDE_LOCATOR_MAGIC:
        return None
    at = locator[2]
    if at > end - _WIDE_END.size:
        return None
    file.seek(at)
    fields = _WIDE_END.unpack(file.read(_WIDE_END.size))
    if fields[0] != _WIDE_END_MAGIC:
        return None
    return at, fields[4], fields[7], fields[8], fields[9]
