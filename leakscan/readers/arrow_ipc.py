"""Arrow files and streams, Feather included: record batches one after the other.

Specification: Arrow columnar format 1.x, "IPC"; Feather version 2 is the same file. Read by
pyarrow.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.arrow_rows import column_names, rows_of_batches, validated
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.isolation import endured
from leakscan.readers.options import ReadOptions
from leakscan.readers.typed_tables import TypedTable

if TYPE_CHECKING:
    import pyarrow as pa

INFO = FormatInfo(
    name="arrow",
    description={
        "fr": "Arrow et Feather 2 : tables en colonnes",
        "en": "Arrow and Feather 2: columnar tables",
    },
    limits={
        "fr": "un lot de lignes à la fois en mémoire ; dans une archive : 128 Mio ; ni Feather 1",
        "en": "one batch of rows at a time in memory; in an archive: 128 MiB; not Feather 1",
    },
    modules=("pyarrow",),
    extra="columnar",
)
_MAGIC = b"ARROW1\0\0"
_CONTINUATION = b"\xff\xff\xff\xff"
_NAMES = (".arrow", ".arrows", ".feather", ".ipc")
_SLICE_ROWS = 8192


def is_arrow(head: bytes, name: str) -> bool:
    """Whether bytes begin an Arrow file, or a stream, which only its name tells for sure."""
    return head.startswith(_MAGIC) or (head.startswith(_CONTINUATION) and name.endswith(_NAMES))


def read_arrow(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of rows, and members among the values.

    Raises:
        ReadError: Neither the footer nor the first message can be read.
    """
    import pyarrow as pa

    is_file = feed.peek(len(_MAGIC)) == _MAGIC
    file = pa.PythonFile(feed.as_file(), "r")
    endured(lambda: validated(_batches(_opened(file, is_file=is_file))), "arrow", feed.budget)
    try:
        source = _opened(file, is_file=is_file)
        table = TypedTable("", column_names(source.schema))
    except Exception:  # noqa: BLE001 - errors of the library are of every kind
        raise ReadError(GapReason.CORRUPT, "arrow schema") from None
    rows = rows_of_batches(table, _sliced(_batches(source)), feed, 1)
    yield from table.items(rows, chunk_bytes=options.chunk_bytes)


def _opened(
    file: "pa.PythonFile", *, is_file: bool
) -> "pa.RecordBatchFileReader | pa.RecordBatchStreamReader":
    import pyarrow as pa

    return pa.ipc.open_file(file) if is_file else pa.ipc.open_stream(file)


def _batches(
    source: "pa.RecordBatchFileReader | pa.RecordBatchStreamReader",
) -> Iterator["pa.RecordBatch"]:
    import pyarrow as pa

    if isinstance(source, pa.RecordBatchFileReader):
        return (source.get_batch(number) for number in range(source.num_record_batches))
    return iter(source)


def _sliced(batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    """Batches small enough to make Python objects of."""
    for batch in batches:
        for start in range(0, batch.num_rows, _SLICE_ROWS):
            yield batch.slice(start, _SLICE_ROWS)
