"""Delimited tables: CSV and its kin with ``;``, ``,``, tab or ``|``.

Specification: RFC 4180, read leniently (see `quoting`); LF or CRLF, lone CR having become LF
before. A record longer than `MAX_RECORD_BYTES` is given out as prose until it ends.
"""

from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import MAX_RECORD_BYTES, Chunk, Table
from leakscan.readers.dialect import SNIFF_BYTES
from leakscan.readers.format import FormatInfo
from leakscan.readers.grid import grid_chunks
from leakscan.readers.pivoted import HEAD_ROWS, Attributes, exchanged, head_cells, label_column
from leakscan.readers.prose import prose_chunks
from leakscan.readers.quoting import LF, MAX_QUOTED_BYTES, find_separators
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.rows import Rows, index_rows
from leakscan.readers.table_rows import TableRows
from leakscan.readers.text_below import text_below
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="delimited",
    description={
        "fr": "tableaux CSV et apparentés (; , tab |), RFC 4180 ; étiquettes (ZPL, EPL, TSPL)",
        "en": "CSV tables and their kin (; , tab |), RFC 4180 quotes; labels (ZPL, EPL, TSPL)",
    },
    limits={
        "fr": "champ entre guillemets : 64 Kio ; ligne : 1 Mio, au-delà lue comme du texte",
        "en": "quoted field: 64 KiB; row: 1 MiB, beyond that read as text",
    },
)


_LOOKAHEAD = MAX_QUOTED_BYTES + 16


def read_delimited(
    window: TextWindow, delimiter: int, preamble: int, *, every_cell: bool = False
) -> Iterator[Chunk]:
    """Chunks of rows; the first record's cells are the columns, header or not.

    Args:
        window: At the start of the text.
        delimiter: Byte between fields.
        preamble: Bytes of title lines before the table, given out as prose.
        every_cell: See `ReadOptions`.
    """
    if preamble:
        window.fill(0, preamble)
        yield from prose_chunks(window, preamble)
    head, final = _head(window, delimiter)
    if final and (turned := exchanged(head)) is not None:
        yield from grid_chunks([], turned, header_certain=False, chunk_bytes=window.chunk_bytes)
        return
    label = label_column(head)
    shape = TableRows() if label < 0 else Attributes(head, label, every_cell=every_cell)
    chunks = RecordChunks(window)
    while True:
        table = shape.table
        taken = _next_rows(window, chunks, shape, delimiter)
        if taken is not None and (taken.size or shape.table is not table):
            yield from _take(window, chunks, table, taken)
            if isinstance(shape, TableRows) and shape.in_text:
                yield from chunks.flush()
                if not shape.resume():
                    break
                yield from text_below(window, delimiter)
                chunks.restart()
        elif window.fill(chunks.end, 1) == 0:
            break
        elif not chunks.empty:
            yield from chunks.flush()
        else:
            yield from _long_record(window, delimiter)
            chunks.restart()
    yield from chunks.flush()
    yield from prose_chunks(window)


def _head(window: TextWindow, delimiter: int) -> tuple[list[list[bytes]], bool]:
    """The cells of the first rows, and whether they are all there are."""
    size = window.fill(window.position, SNIFF_BYTES)
    final = window.ended and window.end == window.position + size
    data = window.view(window.position, size)
    cells = head_cells(data, index_rows(data, delimiter, final=final))
    return cells, final and len(cells) < HEAD_ROWS


def _take(window: TextWindow, chunks: RecordChunks, table: Table, rows: Rows) -> Iterator[Chunk]:
    """Add the rows; blank lines stay with a neighbour unless they are more than a record."""
    end = chunks.end + rows.size
    if rows.record_starts.size:
        batch = Batch(chunks.end, rows.record_starts, rows.starts, rows.ends, rows.column)
        yield from chunks.add(table, batch, end)
        return
    chunks.extend(end)
    if end - window.position > 2 * MAX_RECORD_BYTES:
        yield from chunks.flush()
        yield from prose_chunks(window, end)
        chunks.restart()


def _next_rows(
    window: TextWindow, chunks: RecordChunks, shape: TableRows | Attributes, delimiter: int
) -> Rows | None:
    """Records that fit in the chunk, or else the next one alone; None when it is too long."""
    start, size, table = chunks.end, chunks.room(shape.table), shape.table
    while True:
        rows, final = _index(window, start, size, delimiter)
        if rows.record_starts.size and rows.ends[_first_width(rows) - 1] > MAX_RECORD_BYTES:
            return None
        alone = chunks.empty and window.end > start
        if rows.size:
            data = window.view(start, rows.size)
            rows = shape.take(data, rows, whole=final or (alone and size > MAX_RECORD_BYTES))
        if rows.size or shape.table is not table or not alone or size > MAX_RECORD_BYTES:
            return rows
        size = min(max(size, 1) * 4, MAX_RECORD_BYTES + _LOOKAHEAD)


def _index(window: TextWindow, start: int, size: int, delimiter: int) -> tuple[Rows, bool]:
    """The rows that end in so many bytes, and whether they are all that is left."""
    available = window.fill(start, size)
    final = window.ended and window.end == start + available
    rows = index_rows(window.view(start, size), delimiter, final=final)
    return rows, final and rows.size == available


def _first_width(rows: Rows) -> int:
    """Number of fields of the first record."""
    if rows.record_starts.size == 1:
        return rows.column.size
    return int(np.searchsorted(rows.starts, rows.record_starts[1]))


def _long_record(window: TextWindow, delimiter: int) -> Iterator[Chunk]:
    """Prose up to the end of a record longer than a record may be, in bounded steps."""
    at_start = True
    while window.fill(window.position, MAX_RECORD_BYTES + _LOOKAHEAD):
        data = window.view(window.position, MAX_RECORD_BYTES + _LOOKAHEAD)
        final = data.size < MAX_RECORD_BYTES + _LOOKAHEAD
        found = find_separators(data, delimiter, final=final, at_start=at_start).positions
        found = found[: np.searchsorted(found, MAX_RECORD_BYTES)]
        ends = found[data[found] == LF]
        if ends.size:
            yield from prose_chunks(window, window.position + int(ends[0]) + 1)
            return
        if final and data.size <= MAX_RECORD_BYTES:
            step = data.size
        elif found.size:
            step = int(found[-1]) + 1
        else:
            step = window.boundary(window.position + MAX_RECORD_BYTES) - window.position
        at_start = bool(found.size)
        yield from prose_chunks(window, window.position + step)
