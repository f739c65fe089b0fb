"""Rows of cells to chunks: what spreadsheets, database tables and markup tables have in common.

The canonical text is what a CSV file with ``;`` would hold, without its quotes: line ends and
semicolons inside cells stay, since fields are known by their lengths. So the same rows give the
same findings in every format. Positions in the member's bytes are told as unknown; what a
reader sees of a place is the sheet and the number of the row.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from leakscan.raw.chunk import (
    HEAD_BYTES,
    MAX_RECORD_BYTES,
    MOST_COLUMNS,
    Chunk,
    Fields,
    Offsets,
    Table,
)
from leakscan.readers.further_tables import MAX_TABLES, is_header
from leakscan.readers.plain_signs import plain_text
from leakscan.readers.table_head import split_titles
from leakscan.readers.texts import canonical, document_of, nowhere, prose_of

SEPARATOR = ";"
"""Between cells: no sign that people write inside numbers, so neighbours never grow together."""
_MIN_TARGET = 1024
_BLANK = ("",)

Row = Sequence[str]
FLUSH: Row = []
"""Among rows: give out what waits, whatever its size. No row itself."""


def grid_chunks(
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    header_certain: bool,
    chunk_bytes: int,
    sheet: int = 0,
    labels: Sequence[str] = (),
) -> Iterator[Chunk]:
    """Chunks of one table; rows are taken as they are needed.

    Args:
        columns: Names the format itself gives; ignored without a certain header.
        rows: Cells as text, empty for none; rows may be ragged and blank. Without a certain
            header the first of them that is no title gives the columns.
        header_certain: `columns` are names, and no row repeats them.
        chunk_bytes: Target size of a chunk; findings do not depend on it.
        sheet: Number of the sheet, from 1; 0 where there is but one table. Lines and records
            are counted within it.
        labels: What the format says of columns beside certain names.
    """
    if header_certain:
        table = Table(list(columns), header_certain=True, labels=list(labels))
        waiting = _Waiting(table, chunk_bytes, sheet)
    else:
        titles, header, rows = split_titles(rows)
        waiting = _Waiting(Table(list(header[:MOST_COLUMNS])), chunk_bytes, sheet)
        yield from waiting.titles(titles)
    marked = ((row, False) for row in rows) if header_certain else _with_headers(rows)
    for row, begins in marked:
        if row is FLUSH or begins:
            yield from waiting.flush()
        if begins:
            waiting.change_to(Table(list(row[:MOST_COLUMNS])))
        if row is not FLUSH:
            yield from waiting.add(row)
    yield from waiting.flush()


def _with_headers(rows: Iterable[Row]) -> Iterator[tuple[Row, bool]]:
    """Rows, and whether a further table begins with each: below a blank one, or its title."""
    tables, gap, held = 1, False, None
    for row in rows:
        if held is not None:
            begins = is_header(held, row)
            tables += begins
            yield held, begins
            held, gap = None, False
        filled = sum(map(bool, row))
        if gap and filled > 1 and tables < MAX_TABLES:
            held = row
            continue
        # The first rows are the header and what stands above it.
        gap = row is not FLUSH and (not filled or (gap and filled == 1))
        yield row, False
    if held is not None:
        yield held, False


class _Waiting:
    """Rows of one table that wait for a chunk, and the numbers of the next."""

    __slots__ = (
        "_begin", "_line", "_record", "_rows", "_sheet", "_size", "_table", "_target", "_texts",
    )  # fmt: skip

    def __init__(self, table: Table, chunk_bytes: int, sheet: int) -> None:
        self._table = table
        self._target = min(max(chunk_bytes, _MIN_TARGET), MAX_RECORD_BYTES)
        self._sheet = sheet
        self._line = 1
        self._record = self._begin = 0
        self._rows: list[Row] = []
        self._texts: list[bytes] = []
        self._size = 0

    def change_to(self, table: Table) -> None:
        """What comes next belongs to another table, whose head is kept together."""
        self._table, self._begin = table, self._record

    def titles(self, rows: Sequence[Row]) -> Iterator[Chunk]:
        """Lines before the table, as prose."""
        if rows:
            lines = (SEPARATOR.join(row) + "\n" for row in rows)
            yield from self._prose(lines)

    def add(self, row: Row) -> Iterator[Chunk]:
        """Take a row; chunks of what waited come first when it does not fit."""
        text = SEPARATOR.join(row)
        if plain_text(text) is not text:
            row = [plain_text(cell) for cell in row]
        if not any(row):
            row = _BLANK
        data = canonical(SEPARATOR.join(row) + "\n")
        first = self._record == self._begin
        if self._size and self._size + len(data) > (HEAD_BYTES if first else self._target):
            yield from self.flush()
        if len(data) > MAX_RECORD_BYTES:
            yield from self.flush()
            yield from self._prose([SEPARATOR.join(row) + "\n"])
            return
        self._rows.append(row)
        self._texts.append(data)
        self._size += len(data)

    def flush(self) -> Iterator[Chunk]:
        """Give out what waits; blank rows alone are only counted."""
        if self._size > len(self._rows):
            yield self._numbered(self._chunk())
        else:
            self._line += len(self._rows)
        self._rows, self._texts, self._size = [], [], 0

    def _prose(self, pieces: Iterable[str]) -> Iterator[Chunk]:
        for chunk in document_of(pieces, chunk_bytes=self._target):
            yield self._numbered(chunk)

    def _numbered(self, chunk: Chunk) -> Chunk:
        chunk.first_line, chunk.first_record, chunk.sheet = self._line, self._record, self._sheet
        self._line += chunk.data.count(b"\n", chunk.begin, chunk.end)
        self._record += int(chunk.record_starts.size)
        return chunk

    def _chunk(self) -> Chunk:
        data = b"".join(self._texts)
        widths = np.fromiter(map(len, self._rows), np.int64, len(self._rows))
        cells = chain.from_iterable(self._rows)
        lengths = np.fromiter(map(len, cells), np.int64, int(widths.sum()))
        # Every cell is followed by one sign: a separator or a line end.
        ends = np.cumsum(lengths + 1) - 1
        starts = ends - lengths
        first = np.cumsum(widths) - widths
        column = np.minimum(np.arange(lengths.size) - np.repeat(first, widths), MOST_COLUMNS)
        blank = (widths == 1) & (lengths[first] == 0)
        if blank.any():
            kept = np.repeat(~blank, widths)
            record_starts = starts[first[~blank]]
            starts, ends, column = starts[kept], ends[kept], column[kept]
        else:
            record_starts = starts[first]
        record_starts, starts, ends = _byte_offsets(data, record_starts, starts, ends)
        fields = Fields(starts, ends, column.astype(np.int32))
        table = self._table
        return Chunk(data, 0, len(data), 1, 0, record_starts, table, fields, original=nowhere)


def _byte_offsets(data: bytes, *offsets: Offsets) -> tuple[Offsets, ...]:
    """Offsets in characters as offsets in bytes."""
    if data.isascii():
        return offsets
    begins = np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) != 0x80)
    begins = np.append(begins, len(data))
    return tuple(begins[array] for array in offsets)


__all__ = ["FLUSH", "SEPARATOR", "document_of", "grid_chunks", "prose_of"]
