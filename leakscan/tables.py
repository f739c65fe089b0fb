"""Tables in memory as columns of text, whoever made them: pandas, Polars, Arrow, a mapping.

None of these libraries is needed, or imported: a table is known by what it can do. Rows are
taken in slices, so a table is never copied whole.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, cast

from leakscan.model.errors import UsageError

_SLICE = 8_192
"""Rows turned to text at once."""
_EXACT_FLOAT = 2.0**53
"""A column of whole numbers with a missing one is of floats in pandas; below this, exactly."""

Slices = Iterator[Sequence[Sequence[object]]]
"""Columns, slice by slice."""


def column_names(table: object) -> list[str]:
    """The names of a table's columns, those of a pandas index first.

    Raises:
        UsageError: It is no table.
    """
    if isinstance(table, Mapping):
        return [str(name) for name in table]
    names = getattr(table, "column_names", None)  # Arrow
    if hasattr(table, "collect_schema"):  # Polars, whose LazyFrame warns who asks for `columns`
        names = table.collect_schema().names()
    if names is None:
        names = getattr(table, "columns", None)
    if names is None or callable(names):
        raise UsageError(
            "not a table: a pandas, Polars or Arrow table is wanted, or a mapping of columns"
        )
    named = [*_index_names(table), *names]
    return [" ".join(map(str, name)) if isinstance(name, tuple) else str(name) for name in named]


def text_rows(table: object) -> Iterator[tuple[str, ...]]:
    """The rows of a table, each cell as a CSV export would show it; empty for what is missing.

    Raises:
        UsageError: It is no table.
    """
    for columns in _slices(table):
        yield from zip(*([cell_text(cell) for cell in column] for column in columns), strict=True)


def cell_text(cell: object) -> str:
    """A cell as text."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, float):
        return _float_text(cell)
    if isinstance(cell, bytes):
        return cell.decode(errors="replace")
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell)
    return "" if text in {"NaT", "<NA>", "nan"} else text


def _float_text(number: float) -> str:
    if math.isnan(number):
        return ""
    if number.is_integer() and abs(number) < _EXACT_FLOAT:
        return str(int(number))
    return str(float(number))


def _slices(table: object) -> Slices:
    if isinstance(table, Mapping):
        return _of_mapping(table)
    if hasattr(table, "collect") and not hasattr(table, "iloc"):
        table = cast("_Lazy", table).collect()  # a Polars LazyFrame
    if hasattr(table, "iloc"):
        return _of_pandas(cast("_Pandas", table))
    if hasattr(table, "get_columns"):
        return _of_polars(cast("_Polars", table))
    if hasattr(table, "column_names") and hasattr(table, "slice"):
        return _of_arrow(cast("_Arrow", table))
    raise UsageError(
        "not a table: a pandas, Polars or Arrow table is wanted, or a mapping of columns"
    )


def _of_mapping(table: Mapping[object, Sequence[object]]) -> Slices:
    columns = list(table.values())
    sizes = {len(column) for column in columns}
    if len(sizes) > 1:
        raise UsageError("the columns of the table differ in length")
    for start in range(0, max(sizes, default=0), _SLICE):
        yield [list(column[start : start + _SLICE]) for column in columns]


class _Listed(Protocol):
    def tolist(self) -> list[object]: ...


class _Located(Protocol):
    def __getitem__(self, key: tuple[slice, int]) -> _Listed: ...


class _Level(Protocol):
    def __getitem__(self, key: slice) -> _Listed: ...


class _Index(Protocol):
    names: Sequence[object]

    def get_level_values(self, level: int) -> _Level: ...


class _Pandas(Protocol):
    columns: Sequence[object]
    iloc: _Located

    def __len__(self) -> int: ...


def _index_of(table: object) -> _Index | None:
    """The index of a pandas table, where it is more than the numbers of the rows."""
    index = getattr(table, "index", None) if hasattr(table, "iloc") else None
    if index is None or type(index).__name__ == "RangeIndex":
        return None
    return cast("_Index", index)


def _index_names(table: object) -> list[object]:
    index = _index_of(table)
    return [] if index is None else ["index" if name is None else name for name in index.names]


def _of_pandas(table: _Pandas) -> Slices:
    index = _index_of(table)
    levels = [] if index is None else list(map(index.get_level_values, range(len(index.names))))
    for start in range(0, len(table), _SLICE):
        rows = slice(start, start + _SLICE)
        cells = [table.iloc[rows, column].tolist() for column in range(len(table.columns))]
        yield [*(level[rows].tolist() for level in levels), *cells]


class _Series(Protocol):
    def to_list(self) -> list[object]: ...


class _Polars(Protocol):
    height: int

    def slice(self, offset: int, length: int) -> "_Polars": ...

    def get_columns(self) -> list[_Series]: ...


class _Lazy(Protocol):
    def collect(self) -> _Polars: ...


def _of_polars(table: _Polars) -> Slices:
    for start in range(0, table.height, _SLICE):
        yield [column.to_list() for column in table.slice(start, _SLICE).get_columns()]


class _Array(Protocol):
    def to_pylist(self) -> list[object]: ...


class _Arrow(Protocol):
    num_rows: int
    num_columns: int

    def slice(self, offset: int, length: int) -> "_Arrow": ...

    def column(self, index: int) -> _Array: ...


def _of_arrow(table: _Arrow) -> Slices:
    for start in range(0, table.num_rows, _SLICE):
        piece = table.slice(start, _SLICE)
        yield [piece.column(number).to_pylist() for number in range(table.num_columns)]
