"""BSON: the documents of MongoDB as `mongodump` writes them, a file a collection or an archive.

Specification: https://bsonspec.org/spec.html (1.1); the archive (``--archive``) is
https://github.com/mongodb/mongo-tools/blob/master/common/archive/README.md: a mark, then blocks of
documents, the first of each saying of which collection.
"""

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.json_writing import CUT, JsonText, PackedBytes, read_as_json
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="bson",
    description={
        "fr": "BSON de MongoDB : collections (.bson) et archives de mongodump",
        "en": "BSON of MongoDB: collections (.bson) and archives of mongodump",
    },
    limits={},
)
_ARCHIVE = bytes.fromhex("6de29981")
_BLOCK_ENDS = b"\xff\xff\xff\xff"
_LEAST, _MOST = 5, 48 * 1024 * 1024
"""Bytes of a document: of 16 MiB, and three times that in dumps of what servers keep."""
_DOCUMENT, _ARRAY, _END = 3, 4, 0
_LENGTH = 4
_UUIDS = (3, 4)
_OLD_BINARY = 2
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = frozenset(range(1, 0x14)) | {0x7F, 0xFF}
_MAX_NAME = 256
_BIAS = 6176
"""Of the exponent of a decimal of 128 bits."""


def is_bson(head: bytes, name: str) -> bool:
    """Whether bytes begin a document: its length, then elements whose names can be read."""
    del name
    if head.startswith(_ARCHIVE):
        return True
    size = int.from_bytes(head[:_LENGTH], "little")
    if not _LEAST < size <= _MOST or len(head) < _LENGTH + 2 or head[_LENGTH] not in _KINDS:
        return False
    following = int.from_bytes(head[size : size + _LENGTH], "little")
    if size + _LENGTH <= len(head) and not _LEAST <= following <= _MOST:
        return False
    name_of_first, nul, _ = head[_LENGTH + 1 : _LENGTH + 1 + _MAX_NAME].partition(b"\0")
    return bool(nul) and _is_name(name_of_first) and _is_document(head[:size], size)


def _is_document(data: bytes, size: int) -> bool:
    """Whether a document ends where its length says, or is cut before."""
    feed = ByteFeed(BytesIO(data).read, [])
    stored, text, writing = PackedBytes(feed), JsonText(), _Writing()
    try:
        writing.next(stored, text)
        while text.depth:
            writing.next(stored, text)
    except ReadError as error:
        return error.detail == CUT and size > len(data)
    return stored.ended


def _is_name(key: bytes) -> bool:
    try:
        return key.decode().isprintable() and bool(key)
    except UnicodeDecodeError:
        return False


def read_bson(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of documents, and members among their values."""
    if feed.peek(len(_ARCHIVE)) == _ARCHIVE:
        feed.read(len(_ARCHIVE))
    return read_as_json(feed, options, _Writing().next)


class _Writing:
    """Writes an element at a time; knows whether what is open is an array."""

    def __init__(self) -> None:
        self._arrays: list[bool] = []

    def next(self, data: PackedBytes, text: JsonText) -> None:
        """The next element, or the beginning or the end of a document."""
        if not self._arrays:
            length = data.take(_LENGTH)
            if length != _BLOCK_ENDS:
                self._begin(length, text, array=False)
            return
        kind = data.take(1)[0]
        if kind == _END:
            text.end()
            self._arrays.pop()
            return
        name = data.until(b"\0")
        if not self._arrays[-1]:
            text.key(name.decode(errors="replace"))
        if kind in {_DOCUMENT, _ARRAY}:
            self._begin(data.take(_LENGTH), text, array=kind == _ARRAY)
        elif kind in _VALUES:
            text.value(_VALUES[kind](data))
        else:
            raise ReadError(GapReason.CORRUPT, "bson element")

    def _begin(self, length: bytes, text: JsonText, *, array: bool) -> None:
        if not _LEAST <= int.from_bytes(length, "little") <= _MOST:
            raise ReadError(GapReason.CORRUPT, "bson document")
        text.begin("[]" if array else "{}")
        self._arrays.append(array)


def _text(data: PackedBytes) -> str:
    return data.take(_size(data)).removesuffix(b"\0").decode(errors="replace")


def _size(data: PackedBytes) -> int:
    return int.from_bytes(data.take(_LENGTH), "little")


def _number(layout: str) -> Callable[[PackedBytes], object]:
    parts = struct.Struct(layout)
    return lambda data: parts.unpack(data.take(parts.size))[0]


def _binary(data: PackedBytes) -> object:
    size = _size(data)
    kind = data.take(1)[0]
    value = data.take(size)
    if kind in _UUIDS:
        return value.hex()
    return value[_LENGTH:] if kind == _OLD_BINARY else value


def _moment(data: PackedBytes) -> str:
    """A day where it is midnight, the moment otherwise."""
    milliseconds = int.from_bytes(data.take(8), "little", signed=True)
    try:
        found = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return ""
    day, _, time = found.isoformat(timespec="seconds").partition("T")
    return day if time.startswith("00:00:00") else f"{day}T{time}"


def _decimal(data: PackedBytes) -> str:
    """A decimal number of 128 bits, as `Decimal` writes it (IEEE 754-2008, binary integer)."""
    bits = int.from_bytes(data.take(16), "little")
    sign, exponent, digits = bits >> 127, bits >> 113 & 0x3FFF, bits & ((1 << 113) - 1)
    if exponent >= 3 << 12:
        return ""
    return format(Decimal((sign, tuple(map(int, str(digits))), exponent - _BIAS)), "f")[:64]


def _expression(data: PackedBytes) -> str:
    pattern = data.until(b"\0")
    data.until(b"\0")
    return pattern.decode(errors="replace")


def _pointer(data: PackedBytes) -> str:
    _text(data)
    return data.take(12).hex()


def _scoped_code(data: PackedBytes) -> str:
    size = _size(data)
    code = _text(data)
    data.take(max(size - 2 * _LENGTH - len(code.encode()) - 1, 0))
    return code


_VALUES: dict[int, Callable[[PackedBytes], object]] = {
    0x01: _number("<d"),
    0x02: _text,
    0x05: _binary,
    0x06: lambda _: None,
    0x07: lambda data: data.take(12).hex(),
    0x08: lambda data: data.take(1) != b"\0",
    0x09: _moment,
    0x0A: lambda _: None,
    0x0B: _expression,
    0x0C: _pointer,
    0x0D: _text,
    0x0E: _text,
    0x0F: _scoped_code,
    0x10: _number("<i"),
    0x11: _number("<Q"),
    0x12: _number("<q"),
    0x13: _decimal,
    0x7F: lambda _: None,
    0xFF: lambda _: None,
}


__all__ = ["INFO", "is_bson", "read_bson"]
