"""Rows of a JSON text whose cells are told apart by position, and the names given elsewhere.

``{"cols": [{"name": "nom"}, …], "rows": [["DURAND", …], …]}``: so write Metabase, Elasticsearch
SQL, Trino, ClickHouse (``JSONCompact``), Snowflake, Datasette, InfluxDB, DataTables and pandas
(``orient="split"``). Names stand before the rows or after them; where none are found, the first
row may be a header, as that of a CSV file.
"""

import json
import re
from itertools import islice

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES, Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.further_tables import MAX_TABLES
from leakscan.readers.json_fields import Values
from leakscan.readers.json_names import MAX_COLUMNS
from leakscan.readers.json_tokens import COMMA, OPEN_OBJECT, Tokens, closes, tokenize
from leakscan.readers.person_words import speaks_of_people

_LISTS = re.compile(
    r'"(?:cols|columns?|col_?defs|column_?names|fields|meta|headers?|row_?type|schema|names)"\s*:\s*(?=\[)',
    re.IGNORECASE,
)
_TABLE = re.compile(rb'"(?:rows|values|data|data_?array)"\s*:\s*\[\s*(?=\[)', re.IGNORECASE)
_NAMES = ("name", "display_name", "displayName", "label", "title", "field", "data", "key", "text")
"""Keys of a column's name in its description, the likeliest first."""
_MOST_LISTS = 16
_MOST_SEARCHED = 16
"""Tables around which a megabyte of text is looked through for names."""
_FIRST_LOOK = 1024
"""Bytes in which the end of a row is looked for first."""
_DECODER = json.JSONDecoder()


def first_row(data: Bytes, tokens: Tokens, token: int) -> int:
    """The token that opens the first row of the table that an object is, or else its own.

    ``{"tables": [{"columns": […], "rows": [[…]]}]}``, as query services answer, or
    ``{"series": [{"columns": […], "values": [[…]]}]}`` of InfluxDB.

    Args:
        data: JSON text, cut anywhere.
        tokens: Of it.
        token: Number of the one that opens an element of an array.
    """
    if tokens.kind[token] != OPEN_OBJECT:
        return token
    begin = int(tokens.at[token])
    after = np.flatnonzero(tokens.depth[token:] < tokens.depth[token])
    end = int(tokens.at[token + after[0]]) if after.size else data.size
    text = data[begin:end].tobytes()
    found = _TABLE.search(text)
    if found is None or not _LISTS.search(text[: found.start()].decode("utf-8", "replace")):
        return token
    row = int(np.searchsorted(tokens.at, begin + found.end()))
    return row if tokens.at[row : row + 1] == begin + found.end() else token


class RowTables:
    """The tables of a text whose rows are arrays, by their names, or the key above and the width.

    Attributes:
        begin_text: The text begins with a row.
    """

    __slots__ = ("_by_names", "_head", "_keys", "_known", "_searched", "begin_text")

    def __init__(self, head: bytes) -> None:
        self._head = head
        self._known: dict[tuple[bytes, int], Positions] = {}
        self._by_names: dict[tuple[str, ...], Positions] = {}
        self._keys: set[bytes] = set()
        self._searched = 0
        self.begin_text = head.lstrip()[:1] == b"["

    def has(self, name: bytes) -> bool:
        """Whether rows below this key have a table."""
        return name in self._keys

    def below(self, name: bytes, before: bytes, rows: Bytes) -> "Positions | None":
        """The table of the rows below a key; None where a text has too many.

        No row is then read with the columns of another table.

        Args:
            name: The key; empty for none.
            before: Text before the first row, from where the object begins that holds them.
            rows: Text from the first row on, as much as may hold the names of columns.
        """
        width = _width(rows[:MAX_PROSE_RECORD_BYTES])
        known = self._known.get((name, width))
        names = _column_names(before, width)
        if not names and self._searched < _MOST_SEARCHED:
            self._searched += 1
            around = rows.tobytes() if known else self._head + b"\n" + rows.tobytes()
            names = _column_names(around, width)
        if not names and known is not None:
            return known
        table = self._by_names.get(tuple(names)) if names else None
        if table is None:
            if len(self._known) + len(self._by_names) >= MAX_TABLES:
                return None
            table = Positions(names)
        if names:
            self._by_names[tuple(names)] = table
        self._known[name, width] = table
        self._keys.add(name)
        return table


def _width(data: Bytes) -> int:
    """How many elements the array has that `data` begins with; 0 when it does not end.

    Most rows are short, and a text may have as many tables as rows.
    """
    size = _FIRST_LOOK
    while True:
        tokens = tokenize(data[:size])
        ends = np.flatnonzero((tokens.depth == 0) & closes(tokens.kind))
        if ends.size:
            inside = tokens.kind[: ends[0]], tokens.depth[: ends[0]]
            return int(np.count_nonzero((inside[0] == COMMA) & (inside[1] == 1))) + 1
        if size >= data.size:
            return 0
        size *= 8


def _column_names(text: bytes, width: int) -> list[str]:
    """The names that a list in `text` gives to so many columns; none when no list is as long.

    Args:
        text: JSON around the rows, cut anywhere.
        width: Cells of a row.
    """
    decoded = text.decode("utf-8", "replace")
    for found in islice(_LISTS.finditer(decoded), _MOST_LISTS):
        names = _names(decoded, found.end())
        if len(names) == width and all(names):
            return names
    return []


def _names(text: str, start: int) -> list[str]:
    """The names in the list that begins here."""
    try:
        listed, _ = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return []
    if not isinstance(listed, list):
        return []
    if all(isinstance(each, str) for each in listed):
        return listed
    described = [each for each in listed if isinstance(each, dict)]
    if len(described) < len(listed):
        return []
    by_key = ([_text(each.get(key)) for each in described] for key in _NAMES)
    lists = [names for names in by_key if all(names)]
    return max(lists, key=_telling, default=[])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _telling(names: list[str]) -> int:
    """How many names speak of people: of a field's name and its title one may say nothing."""
    return sum(speaks_of_people(name.encode()) for name in names)


class Positions:
    """A table whose columns are the places in an array.

    Attributes:
        table: The one that rows belong to.
    """

    __slots__ = ("table",)

    def __init__(self, names: list[str]) -> None:
        self.table = Table(columns=names[:MAX_COLUMNS], header_certain=bool(names))

    def numbers(
        self, data: Bytes, tokens: Tokens, record_starts: Offsets, values: Values
    ) -> npt.NDArray[np.int32]:
        """The column number of each field: commas of its row before it."""
        commas = tokens.at[(tokens.kind == COMMA) & (tokens.depth == 1)]
        before = np.searchsorted(commas, record_starts)
        record = np.searchsorted(record_starts, values.starts, side="right") - 1
        places = np.searchsorted(commas, values.starts) - before[np.maximum(record, 0)]
        column = np.clip(places, 0, MAX_COLUMNS).astype(np.int32)
        if not self.table.columns:
            self._begin(data, values, column[: np.searchsorted(record, 0, side="right")])
        return column

    def _begin(self, data: Bytes, values: Values, first: npt.NDArray[np.int32]) -> None:
        """Take the cells of the first row as columns, header or not."""
        cells = [""] * (int(first.max(initial=-1)) + 1)
        for field, column in enumerate(first.tolist()):
            span = data[int(values.starts[field]) : int(values.ends[field])]
            cells[column] = span.tobytes().decode("utf-8", "replace")
        self.table.columns += cells


__all__ = ["Positions", "RowTables", "first_row"]
