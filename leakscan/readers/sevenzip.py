"""7z archives, solid ones streamed: each compressed stream is read once, file after file.

Specification: 7zFormat.txt and Methods.txt of the LZMA SDK 23.01. Decompressed with what the
standard library has: LZMA, LZMA2, delta and branch filters, bzip2, deflate, copy, and zstd.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import ByteStream, Embedded
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import (
    RAW_DEFLATE,
    Decompressor,
    Inflate,
    new_bzip2,
    new_raw_filtered,
    new_zstd,
)
from leakscan.readers.expansion import BoundedExpansion
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.seekable import size_of
from leakscan.readers.sevenzip_header import (
    Coder,
    Contents,
    Folder,
    parse_encoded,
    parse_header,
)
from leakscan.readers.spans import Checked, Span

INFO = FormatInfo(
    name="7z",
    description={
        "fr": "archives 7z, solides comprises ; LZMA, LZMA2, bzip2, deflate, zstd, filtres",
        "en": "7z archives, solid ones included; LZMA, LZMA2, bzip2, deflate, zstd, filters",
    },
    limits={
        "fr": "chiffrées, PPMd, BCJ2, en plusieurs volumes : nommées, pas lues ; dans une autre "
        "archive : 128 Mio",
        "en": "encrypted, PPMd, BCJ2, in volumes: named, not read; inside another archive: 128 MiB",
    },
)
_MAGIC = b"7z\xbc\xaf\x27\x1c"
_START_BYTES = 32
_MAX_HEADER = 32 * 1024 * 1024
_AES, _COPY, _LZMA, _LZMA2 = b"\x06\xf1\x07\x01", b"\x00", b"\x03\x01\x01", b"\x21"
_METHODS: dict[bytes, Callable[[], Decompressor]] = {
    b"\x04\x01\x08": lambda: Inflate(RAW_DEFLATE),
    b"\x04\x02\x02": new_bzip2,
    b"\x04\xf7\x11\x01": new_zstd,
}
_FILTERS = {
    b"\x03": "delta",
    b"\x04": "x86", b"\x03\x03\x01\x03": "x86",
    b"\x05": "powerpc", b"\x03\x03\x02\x05": "powerpc",
    b"\x06": "ia64", b"\x03\x03\x04\x01": "ia64",
    b"\x07": "arm", b"\x03\x03\x05\x01": "arm",
    b"\x08": "armthumb", b"\x03\x03\x07\x01": "armthumb",
    b"\x09": "sparc", b"\x03\x03\x08\x05": "sparc",
}  # fmt: skip
_NAMES = {b"\x03\x04\x01": "ppmd", b"\x03\x03\x01\x1b": "bcj2", b"\x04\x01\x09": "deflate64"}


def is_7z(head: bytes, _name: str) -> bool:
    """Whether bytes begin an archive."""
    return head.startswith(_MAGIC)


def read_7z(feed: ByteFeed, options: ReadOptions) -> Iterator[Embedded]:
    """The files, in the order of the archive.

    Raises:
        ReadError: The header cannot be read.
    """
    file = feed.as_file()
    contents = _contents(file, options)
    names = contents.each_name()
    empty = iter(contents.empty)
    for folder in contents.folders:
        stream = _Folder(file, folder, options)
        for size, crc in folder.files:
            name = next(names, "")
            # Files without bytes stand in no folder.
            while next(empty, False):
                yield Embedded(name, lambda: Span(file, 0), 0)
                name = next(names, "")
            yield from stream.file(name, size, crc)
    for name in names:
        yield Embedded(name, lambda: Span(file, 0), 0)


def _contents(file: BinaryIO, options: ReadOptions) -> Contents:
    start = file.read(_START_BYTES)
    if len(start) < _START_BYTES or zlib.crc32(start[12:]) != int.from_bytes(start[8:12], "little"):
        raise ReadError(GapReason.CORRUPT, "7z start header damaged")
    offset, size = (int.from_bytes(start[at : at + 8], "little") for at in (12, 20))
    if not size:
        return Contents()
    data = _stored_header(file, _START_BYTES + offset, size)
    if zlib.crc32(data) != int.from_bytes(start[28:32], "little"):
        raise ReadError(GapReason.CORRUPT, "7z header missing or damaged")
    while (folder := parse_encoded(data)) is not None:
        data = _decompressed_header(file, folder, options)
    return parse_header(data)


def _stored_header(file: BinaryIO, offset: int, size: int) -> bytes:
    if size > _MAX_HEADER:
        raise LimitExceeded(GapReason.TOO_LARGE, "7z header")
    if offset > size_of(file):
        raise ReadError(GapReason.CORRUPT, "7z archive cut short")
    file.seek(offset)
    return file.read(size)


def _decompressed_header(file: BinaryIO, folder: Folder, options: ReadOptions) -> bytes:
    gap = _why_not(folder)
    if gap is not None:
        raise ReadError(gap.reason, f"{gap.where}, names included")
    if folder.size > _MAX_HEADER:
        raise LimitExceeded(GapReason.TOO_LARGE, "7z header")
    file.seek(folder.offset)
    stream = _chain(file, folder, options)
    data = b""
    while block := stream.read(_MAX_HEADER + 1 - len(data)):
        data += block
        if len(data) > _MAX_HEADER:
            raise LimitExceeded(GapReason.TOO_LARGE, "7z header")
    return data


class _Folder:
    """One compressed stream, from which files are read one after the other."""

    def __init__(self, file: BinaryIO, folder: Folder, options: ReadOptions) -> None:
        self._file = file
        self._folder = folder
        self._options = options
        self._gap = _why_not(folder)
        self._stream: ByteStream | None = None

    def file(self, name: str, size: int, crc: int | None) -> Iterator[Embedded]:
        """The next file of the stream."""
        if self._gap is None and self._stream is None:
            self._file.seek(self._folder.offset)
            self._stream = _chain(self._file, self._folder, self._options)
        if self._gap is not None or self._stream is None:
            yield Embedded(name, lambda: Span(self._file, 0), size, self._gap)
            return
        span = Span(self._stream, size)
        checked = Checked(span, None if crc is None else (crc, size))
        yield Embedded(name, lambda: checked, size)
        try:
            span.skip()
        except ReadError as error:
            # What is solid is lost as a whole after a damage.
            self._gap = Gap(reason=error.reason, where=error.detail)


def _why_not(folder: Folder) -> Gap | None:
    """Why a stream cannot be decompressed."""
    methods = [coder.method for coder in folder.coders]
    if _AES in methods:
        return Gap(reason=GapReason.ENCRYPTED, where="7z member")
    for method in methods:
        if not (method in {_COPY, _LZMA, _LZMA2} or method in _METHODS or method in _FILTERS):
            name = _NAMES.get(method, f"method {method.hex()}")
            return Gap(reason=GapReason.UNSUPPORTED, where=f"7z {name}")
    if folder.chain() is None:
        return Gap(reason=GapReason.UNSUPPORTED, where="7z coders with several streams")
    return None


def _chain(file: BinaryIO, folder: Folder, options: ReadOptions) -> ByteStream:
    """The decompressed bytes of a stream; the file stands at its first stored byte."""
    stream: ByteStream = Span(file, folder.stored[0])
    steps = folder.chain() or []
    while steps:
        coder, size = steps.pop(0)
        if coder.method == _COPY:
            continue
        if coder.method in _METHODS:
            make = _METHODS[coder.method]
        else:
            # A filter needs the decompressor before it: liblzma runs both as one.
            filters: list[tuple[str, bytes]] = []
            while steps and steps[0][0].method in _FILTERS and coder.method in {_LZMA, _LZMA2}:
                after, size = steps.pop(0)
                filters.insert(0, (_FILTERS[after.method], after.properties))
            make = _lzma(coder, filters, size)
        stream = BoundedExpansion(Decompressed(stream, make, "7z"), options.max_ratio)
    return stream


def _lzma(coder: Coder, filters: list[tuple[str, bytes]], size: int) -> Callable[[], Decompressor]:
    if coder.method in _FILTERS:
        raise ReadError(GapReason.UNSUPPORTED, "7z filter without lzma")
    version = 2 if coder.method == _LZMA2 else 1
    return lambda: new_raw_filtered(version, coder.properties, filters, size)
