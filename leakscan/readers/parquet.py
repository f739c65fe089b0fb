"""Parquet: columns in row groups, read in batches of rows.

Specification: Apache Parquet 2.x, read by pyarrow. Encrypted files (footer ``PARE``) are named
as such.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.arrow_rows import batch_rows, column_names, rows_of_batches, validated
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.isolation import endured
from leakscan.readers.options import ReadOptions
from leakscan.readers.seekable import size_of
from leakscan.readers.typed_tables import TypedTable

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

INFO = FormatInfo(
    name="parquet",
    description={
        "fr": "Parquet : tables en colonnes, structures, valeurs binaires",
        "en": "Parquet: columnar tables, structures, binary values",
    },
    limits={
        "fr": "dans une archive : 128 Mio",
        "en": "in an archive: 128 MiB",
    },
    modules=("pyarrow",),
    extra="columnar",
)
_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
_BUFFER = 1024 * 1024
_SMALL_GROUP = 32 * 1024 * 1024
_DENSE_RATIO = 50
_FREE_BYTES = 64 * 1024 * 1024
"""A row group that is smaller is read whatever its ratio."""


def is_parquet(head: bytes, name: str) -> bool:
    """Whether bytes begin a Parquet file."""
    del name
    return head.startswith((_MAGIC, _ENCRYPTED)) and b"\0" in head[:64]


def read_parquet(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of rows, row group by row group, and members among the values.

    Raises:
        ReadError: The footer cannot be read; nothing is known without it.
    """
    import pyarrow as pa

    if feed.peek(4) == _ENCRYPTED:
        raise ReadError(GapReason.ENCRYPTED, "parquet")
    member = feed.as_file()
    size = size_of(member)
    file = pa.PythonFile(member, "r")
    # pyarrow aborts on some files that were made for it to.
    endured(partial(_decoded, file, options, size), "parquet", feed.budget)
    try:
        source = _opened(file, size)
        table = TypedTable("", column_names(source.schema_arrow))
    except Exception:  # noqa: BLE001 - errors of the library are of every kind
        raise ReadError(GapReason.CORRUPT, "parquet footer") from None
    yield from table.items(
        _rows(table, source, feed, options, size), chunk_bytes=options.chunk_bytes
    )


def _opened(file: "pa.PythonFile", size: int) -> "pq.ParquetFile":
    import pyarrow.parquet as pq

    opened = partial(pq.ParquetFile, file, buffer_size=_BUFFER, pre_buffer=False)
    first = opened()
    lookups = _dictionaries(first.schema) if _may_repeat(first.metadata, size) else []
    return opened(read_dictionary=lookups)


def _decoded(file: "pa.PythonFile", options: ReadOptions, size: int) -> Iterator[object]:
    """All that will be decoded, without a look at it."""
    source = _opened(file, size)
    for number in range(source.metadata.num_row_groups):
        if not _is_bomb(source.metadata.row_group(number), options, size):
            # Damage costs a group, here as there.
            with suppress(Exception):
                yield from validated(_batches(source, number))


def _may_repeat(metadata: "pq.FileMetaData", file_bytes: int) -> bool:
    """Whether few stored bytes may stand for long values in every row.

    Not where groups are large and hardly compressed: a dictionary would hold all their values.
    """
    groups = [metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups)]
    largest = max(groups, default=0)
    return largest <= _SMALL_GROUP or sum(groups) > _DENSE_RATIO * file_bytes


def _dictionaries(schema: "pq.ParquetSchema") -> list[str]:
    """Columns to leave as the dictionaries they are: a long value may stand in every row.

    The metadata of column chunks would tell more, but pyarrow aborts on damaged ones.
    """
    columns = [schema.column(number) for number in range(len(schema.names))]
    return [
        column.path
        for column in columns
        if column.physical_type == "BYTE_ARRAY" and column.path == column.name
    ]


def _rows(
    table: TypedTable,
    source: "pq.ParquetFile",
    feed: ByteFeed,
    options: ReadOptions,
    file_bytes: int,
) -> Iterator[list[str]]:
    """Rows of one group after the other; damage costs a group."""
    first = 1
    for number in range(source.metadata.num_row_groups):
        group = source.metadata.row_group(number)
        if _is_bomb(group, options, file_bytes):
            feed.gaps.append(Gap(reason=GapReason.RATIO, where=f"row group {number + 1}"))
        else:
            yield from rows_of_batches(table, _batches(source, number), feed, first)
        first += group.num_rows
        if feed.budget.is_spent():
            return


def _is_bomb(group: "pq.RowGroupMetaData", options: ReadOptions, file_bytes: int) -> bool:
    size = group.total_byte_size
    return bool(size > _FREE_BYTES and size > options.max_ratio * file_bytes)


def _batches(source: "pq.ParquetFile", number: int) -> Iterator["pa.RecordBatch"]:
    group = source.metadata.row_group(number)
    rows = batch_rows(group.total_byte_size / max(group.num_rows, 1))
    return source.iter_batches(batch_size=rows, row_groups=[number], use_threads=False)
