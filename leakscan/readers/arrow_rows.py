"""Rows of Arrow record batches, for the formats that pyarrow reads.

Values are written as an export would write them: dates without a time when there is none,
whole numbers without a point. Structures become columns ``outer.inner``, lists JSON text.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from leakscan.model.coverage import Gap, GapReason
from leakscan.readers.cell_values import json_text
from leakscan.readers.feed import ByteFeed
from leakscan.readers.typed_tables import TypedTable

if TYPE_CHECKING:
    import pyarrow as pa

_MAX_COLUMNS = 16_384
BATCH_ROWS = 8192
BATCH_BYTES = 4 * 1024 * 1024
"""Of values in memory, as Python objects some five times as much."""


def column_names(schema: "pa.Schema") -> list[str]:
    """Names of the columns that `rows_of` makes of batches with this schema."""
    return [name for field in schema for name in _names(field, "")][:_MAX_COLUMNS]


def _names(field: "pa.Field", prefix: str) -> Iterator[str]:
    name = prefix + field.name
    if _is_struct(field.type):
        for inner in field.type:
            yield from _names(inner, f"{name}.")
    else:
        yield name


def batch_rows(bytes_per_row: float) -> int:
    """How many rows to read at a time."""
    return max(1, min(BATCH_ROWS, int(BATCH_BYTES / max(bytes_per_row, 1))))


def validated(batches: Iterable["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    """The batches, if all their offsets lie in memory that is theirs: a damaged file's may not."""
    for batch in batches:
        batch.validate(full=True)
        yield batch


def rows_of_batches(
    table: TypedTable, batches: Iterable["pa.RecordBatch"], feed: ByteFeed, first: int
) -> Iterator[list[str]]:
    """The rows of batches as far as they can be read; damage becomes a gap of the feed.

    Args:
        table: Takes values that are files.
        batches: Read when they are asked for.
        feed: Whose budget the values count for.
        first: Number of the first row in the whole table, from 1.
    """
    try:
        for batch in validated(batches):
            feed.budget.add_made(batch.nbytes)
            yield from rows_of(table, batch, first)
            first += batch.num_rows
    except Exception:  # noqa: BLE001 - errors of the library are of every kind
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=f"rows from {first} on"))


def rows_of(table: TypedTable, batch: "pa.RecordBatch", first: int) -> Iterator[list[str]]:
    """The rows of a batch.

    Args:
        table: Takes values that are files.
        batch: Any record batch.
        first: Number of its first row in the whole table, from 1.
    """
    columns = [part for array in batch.columns for part in _flattened(array)]
    cells = [
        [table.text(value, number, row) for row, value in enumerate(_values(array), first)]
        for number, array in enumerate(columns[:_MAX_COLUMNS])
    ]
    for row in zip(*cells, strict=True):
        yield list(row)


def _is_struct(kind: "pa.DataType") -> bool:
    import pyarrow as pa

    return pa.types.is_struct(kind) and kind.num_fields > 0


def _flattened(array: "pa.Array") -> Iterator["pa.Array"]:
    if _is_struct(array.type):
        for inner in array.flatten():
            yield from _flattened(inner)
    else:
        yield array


def _values(array: "pa.Array") -> list[Any]:
    """Values as Python objects that `text_of` knows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = array.type
    if pa.types.is_dictionary(kind):
        return _looked_up(array)
    if pa.types.is_nested(kind):
        return [None if value is None else json_text(value) for value in array.to_pylist()]
    if pa.types.is_timestamp(kind):
        array = pc.cast(array, pa.timestamp("us"), safe=False)
    elif pa.types.is_integer(kind) or pa.types.is_time(kind) or pa.types.is_duration(kind):
        array = pc.cast(array, pa.string())
    return array.to_pylist()


def _looked_up(array: "pa.DictionaryArray") -> list[Any]:
    """Values of a dictionary, each made once: a long one may stand in every row."""
    import pyarrow.compute as pc

    used = pc.unique(array.indices.drop_null())
    values = _values(array.dictionary.take(used))
    known = dict(zip(used.to_pylist(), values, strict=True))
    return [None if index is None else known[index] for index in array.indices.to_pylist()]
