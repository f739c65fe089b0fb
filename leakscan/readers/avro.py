"""Avro object container files: records in compressed blocks.

Specification: Apache Avro 1.11, "Object Container Files". Structures become columns
``outer.inner``; arrays, maps and unions of structures become JSON text.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.avro_values import Cursor, Read, Schemas
from leakscan.readers.cell_values import json_text
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import RAW_DEFLATE, Inflate, new_bzip2, new_xz, new_zstd
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.snappy import unsnappy
from leakscan.readers.typed_tables import TypedTable

INFO = FormatInfo(
    name="avro",
    description={
        "fr": "Avro : null, deflate, snappy, bzip2, xz, zstandard",
        "en": "Avro: null, deflate, snappy, bzip2, xz, zstandard",
    },
    limits={"fr": "bloc : 64 Mio une fois décompressé", "en": "block: 64 MiB once decompressed"},
)
_MAGIC = b"Obj\x01"
_SYNC_BYTES = 16
_MAX_BLOCK = 64 * 1024 * 1024
_MAX_HEADER = 16 * 1024 * 1024
_MAX_EMPTY = 100_000
"""Records of a block that take no bytes."""
_MAX_DEPTH = 8
_MAX_COLUMNS = 16_384
_DAMAGE = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)

_CODECS = {
    b"deflate": lambda: Inflate(RAW_DEFLATE),
    b"bzip2": new_bzip2,
    b"xz": new_xz,
    b"zstandard": new_zstd,
}

Path = tuple[str, ...]


def is_avro(head: bytes, name: str) -> bool:
    """Whether bytes begin a container file."""
    del name
    return head.startswith(_MAGIC)


def read_avro(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of records, and members among the values.

    Raises:
        ReadError: The header cannot be read; nothing is known without it.
    """
    feed.read(len(_MAGIC))
    try:
        header = _header(feed)
        sync = _exactly(feed, _SYNC_BYTES)
        schema = json.loads(header[b"avro.schema"])
        read = Schemas().compile(schema)
        paths = _paths(schema)
    except _DAMAGE:
        raise ReadError(GapReason.CORRUPT, "avro header") from None
    table = TypedTable("", [".".join(path) for path in paths])
    blocks = _blocks(feed, header.get(b"avro.codec", b"null"), sync)
    rows = _rows(table, blocks, read, paths, feed)
    yield from table.items(rows, chunk_bytes=options.chunk_bytes)


def _rows(
    table: TypedTable,
    blocks: Iterator[tuple[int, bytes]],
    read: Read,
    paths: list[Path],
    feed: ByteFeed,
) -> Iterator[list[str]]:
    row = 0
    for count, data in blocks:
        cursor = Cursor(data)
        try:
            for number in range(count):
                row += 1
                value = read(cursor)
                if not cursor.at and number > _MAX_EMPTY:
                    raise ValueError
                yield [
                    table.text(_cell(value, path), column, row) for column, path in enumerate(paths)
                ]
        except _DAMAGE:
            where = f"block of records with record {row}"
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))


def _blocks(feed: ByteFeed, codec: bytes, sync: bytes) -> Iterator[tuple[int, bytes]]:
    """Number of records and decompressed bytes of each block."""
    while feed.peek(1):
        try:
            count, size = _long(feed), _long(feed)
            stored = _exactly(feed, size)
            data = _decompressed(codec, stored)
            feed.budget.add_made(len(data))
        except _DAMAGE:
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="block of records"))
            return
        except ReadError as error:
            feed.gaps.append(Gap(reason=error.reason, where=error.detail))
            if error.reason is GapReason.UNSUPPORTED:
                return
        else:
            yield max(count, 0), data
        if feed.read(_SYNC_BYTES) != sync:
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="block of records"))
            return


def _decompressed(codec: bytes, stored: bytes) -> bytes:
    if codec == b"null":
        return stored
    if codec == b"snappy":
        return unsnappy(stored[:-4], _MAX_BLOCK)
    if codec not in _CODECS:
        raise ReadError(GapReason.UNSUPPORTED, "avro codec")
    stream = Decompressed(BytesIO(stored), _CODECS[codec], "avro block")
    parts: list[bytes] = []
    left = _MAX_BLOCK
    while left > 0 and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    if left <= 0 and stream.read(1):
        raise LimitExceeded(GapReason.TOO_LARGE, "avro block")
    return b"".join(parts)


def _header(feed: ByteFeed) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    while count := _long(feed):
        if count < 0:
            count = -count
            _long(feed)
        for _ in range(count):
            key = _exactly(feed, _long(feed), _MAX_HEADER)
            found[key] = _exactly(feed, _long(feed), _MAX_HEADER)
    return found


def _long(feed: ByteFeed) -> int:
    data = bytearray()
    while not data or data[-1] >= 0x80:
        data += _exactly(feed, 1)
    return Cursor(bytes(data)).long()


def _exactly(feed: ByteFeed, size: int, most: int = _MAX_BLOCK) -> bytes:
    if not 0 <= size <= most:
        raise ValueError
    block = feed.read(size)
    if len(block) < size:
        raise ValueError
    return block


def _paths(schema: Any) -> list[Path]:  # noqa: ANN401 - JSON
    """Where the values of columns stand in a record; one empty path when it is none."""
    record = _as_record(schema)
    if record is None:
        return [()]
    return list(_below(record, (), ()))[:_MAX_COLUMNS]


def _below(record: dict[str, Any], path: Path, names: Path) -> Iterator[Path]:
    names = (*names, str(record.get("name")))
    for field in record["fields"]:
        here = (*path, str(field["name"]))
        inner = _as_record(field["type"])
        if inner is None or str(inner.get("name")) in names or len(here) > _MAX_DEPTH:
            yield here
        else:
            yield from _below(inner, here, names)


def _as_record(schema: Any) -> dict[str, Any] | None:  # noqa: ANN401 - JSON
    """A record, or a record that may be missing."""
    if isinstance(schema, list):
        kinds = [part for part in schema if part != "null"]
        return _as_record(kinds[0]) if len(kinds) == 1 else None
    if isinstance(schema, dict):
        if schema.get("type") == "record":
            return schema
        if isinstance(schema.get("type"), dict | list):
            return _as_record(schema["type"])
    return None


def _cell(value: Any, path: Path) -> object:  # noqa: ANN401 - any value
    for name in path:
        if value is None:
            return None
        value = value[name]
    return json_text(value) if isinstance(value, dict | list) else value
