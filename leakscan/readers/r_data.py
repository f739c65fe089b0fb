"""Files of R, .rds and .RData: the data frames among the objects, wherever they stand.

Specification: as in `r_objects.py`. Compression around them is undone as around any file.
"""

import struct
from collections.abc import Iterator, Sequence

import numpy as np

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.r_objects import Objects, Value, Values
from leakscan.readers.typed_tables import TypedTable
from leakscan.readers.variables import Calendar, Variable, rows_of, table_of

INFO = FormatInfo(
    name="r-data",
    description={
        "fr": "données de R (.rds, .RData) : data frames, facteurs, dates, étiquettes",
        "en": "data of R (.rds, .RData): data frames, factors, dates, labels",
    },
    limits={
        "fr": "32 Mio ; ni le format texte, ni les objets après une fonction",
        "en": "32 MiB; not the text format, nor objects behind a function",
    },
)
_MAX_BYTES = 32 * 1024 * 1024
_BLOCK_ROWS = 4096
_OF_SEVERAL = (b"RDX2\n", b"RDX3\n")
_BEGIN = b"X\n\0\0\0"
_MISSING = -(1 << 31)
_CALENDARS = {
    "Date": Calendar(epoch="1970-01-01", milliseconds=86_400_000),
    "POSIXct": Calendar(epoch="1970-01-01", milliseconds=1000),
}


def is_r_data(head: bytes, name: str) -> bool:
    """Whether bytes begin objects of R."""
    del name
    begin = len(_OF_SEVERAL[0]) if head.startswith(_OF_SEVERAL) else 0
    return head.startswith(_BEGIN, begin) and head[begin + 5 : begin + 6] in {b"\2", b"\3"}


def read_r_data(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the rows of each table.

    Memory: all objects.

    Raises:
        ReadError: TOO_LARGE, or CORRUPT when there is no table before what cannot be read.
    """
    data = feed.peek(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise LimitExceeded(GapReason.TOO_LARGE, "r objects")
    feed.read(len(data))
    tables: list[Value] = []
    try:
        _objects(data, options.encoding or "").read(tables.append)
    except (ArithmeticError, LookupError, TypeError, ValueError, struct.error):
        if not any(map(_is_table, tables)):
            raise ReadError(GapReason.CORRUPT, "r objects") from None
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="r objects"))
    for number, value in enumerate(filter(_is_table, tables), 1):
        yield from _items(value, number, options.chunk_bytes)


def _objects(data: bytes, charset: str) -> Objects:
    """The objects behind the header.

    Raises:
        ValueError: The header is cut.
    """
    at = len(_OF_SEVERAL[0]) if data.startswith(_OF_SEVERAL) else 0
    version = data[at + 5]
    at += 14
    if version > 2:
        (size,) = struct.unpack_from(">i", data, at)
        charset = charset or data[at + 4 : at + 4 + size].decode("latin-1")
        at += 4 + size
    return Objects(data, at, charset)


def _is_table(value: Value) -> bool:
    """Whether a list is one of columns: named vectors of one length."""
    columns = value.objects()
    sizes = {len(each.values) for each in columns}
    if len(columns) != len(value.texts("names")) or len(sizes) != 1 or sizes == {0}:
        return False
    # Sequences are stored by their ends, and may go on without one.
    if all(isinstance(each.values, range) for each in columns):
        return False
    return not any(isinstance(cell, Value) for each in columns for cell in each.values[:1])


def _items(value: Value, sheet: int, chunk_bytes: int) -> Iterator[Item]:
    columns = value.objects()
    names = value.texts("names")
    variables = [_variable(each, name) for each, name in zip(columns, names, strict=True)]
    table = table_of(variables)
    rows = _rows([each.values for each in columns], variables, table)
    yield from table.items(rows, chunk_bytes=chunk_bytes, sheet=sheet)


def _rows(
    columns: Sequence[Values], variables: Sequence[Variable], table: TypedTable
) -> Iterator[list[str]]:
    for first in range(0, len(columns[0]), _BLOCK_ROWS):
        part = slice(first, first + _BLOCK_ROWS)
        cells = [_cells(each[part], about) for each, about in zip(columns, variables, strict=True)]
        yield from rows_of(table, cells, first + 1)


def _variable(column: Value, name: str) -> Variable:
    """A column by its attributes: factors, dates, and labels as haven keeps them."""
    kinds = column.texts("class")
    meanings: dict[float | str, str] = {}
    if "levels" in column.attributes:
        meanings = {float(n): level for n, level in enumerate(column.texts("levels"), 1)}
    elif labels := column.attributes.get("labels"):
        values = labels.values.tolist() if isinstance(labels.values, np.ndarray) else labels.texts()
        meanings = dict(zip(values, labels.texts("names"), strict=False))
    label = column.texts("label")
    calendar = next((_CALENDARS[kind] for kind in kinds if kind in _CALENDARS), None)
    return Variable(
        name=name, label=label[0] if label else "", calendar=calendar, meanings=meanings
    )


def _cells(values: Values, variable: Variable) -> Sequence[str]:
    if isinstance(values, range):
        values = np.array(values)
    if not isinstance(values, np.ndarray):
        return variable.words(Value(values).texts())
    if values.dtype.kind not in "if":
        return [""] * len(values)
    missing = values == _MISSING if values.dtype.kind == "i" else np.isnan(values)
    return variable.numbers(values, np.asarray(missing, np.bool_))
