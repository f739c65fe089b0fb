"""Data of a PostgreSQL COPY: one row a line, fields between tabs, backslash escapes.

Source: PostgreSQL 16 manual, COPY, "Text Format".
"""

from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import MAX_RECORD_BYTES, Chunk, Offsets, Table
from leakscan.readers.escapes import BACKSLASH, Bytes, escaped_positions, neutralise
from leakscan.readers.prose import prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.rows import Rows, index_rows
from leakscan.readers.sql_attributes import Shape
from leakscan.readers.window import TextWindow

_TAB, _LF, _DOT, _NULL = b"\t\n.N"
_END_LINE_BYTES = 4
_FIRST_BYTES = 16 * 1024
"""Rows are indexed in growing steps: a dump may have thousands of short statements."""


def first_rows(data: Bytes) -> Rows:
    r"""The rows before the line ``\.`` that end inside `data`."""
    rows = index_rows(data, _TAB, final=False, quoted=False)
    return _first(rows, _last_row(data, rows))


def copy_chunks(window: TextWindow, chunks: RecordChunks, shape: Shape) -> Iterator[Chunk]:
    r"""Rows up to the line ``\.``; both are taken from `chunks`' end on."""
    table = shape.table
    size, step = min(chunks.room(table), _FIRST_BYTES), _FIRST_BYTES
    while window.fill(chunks.end, 1):
        available = window.fill(chunks.end, size)
        data = window.view(chunks.end, size)
        final = window.ended and window.end == chunks.end + available
        rows = index_rows(data, _TAB, final=final, quoted=False)
        count = _last_row(data, rows)
        ended = count < rows.record_starts.size
        if shape.attributes is not None:
            whole = ended or final or size >= MAX_RECORD_BYTES
            rows = shape.take(data, _first(rows, count), whole=whole)
            count = rows.record_starts.size
        yield from _add(chunks, table, data, rows, count)
        if ended:
            line = window.text(chunks.end, chunks.end + window.fill(chunks.end, _END_LINE_BYTES))
            chunks.extend(chunks.end + (line.find(b"\n") + 1 or len(line)))
            return
        if rows.size:
            step = min(step * 4, MAX_RECORD_BYTES)
            size = min(chunks.room(table), step)
        elif size < MAX_RECORD_BYTES:
            # What waits is given out when a row comes: the last line may be all there is.
            size = min(max(size, _END_LINE_BYTES) * 4, MAX_RECORD_BYTES)
        else:
            yield from chunks.flush()
            yield from _long_row(window)
            chunks.restart()
            size = chunks.room(table)


def _last_row(data: Bytes, rows: Rows) -> int:
    r"""Number of rows before the line ``\.``."""
    if not rows.record_starts.size:
        return 0
    limit = data.size - 1
    mark = (rows.ends - rows.starts == 2) & (rows.column == 0)
    mark &= data[np.minimum(rows.starts, limit)] == BACKSLASH
    mark &= data[np.minimum(rows.starts + 1, limit)] == _DOT
    found = np.flatnonzero(mark)
    if not found.size:
        return int(rows.record_starts.size)
    return int(np.searchsorted(rows.record_starts, rows.starts[found[0]]))


def _first(rows: Rows, count: int) -> Rows:
    """The first `count` rows."""
    if count == rows.record_starts.size:
        return rows
    size = int(rows.record_starts[count])
    fields = int(np.searchsorted(rows.starts, size))
    starts, ends, column = rows.starts[:fields], rows.ends[:fields], rows.column[:fields]
    return Rows(size, rows.record_starts[:count], starts, ends, column)


def _add(
    chunks: RecordChunks, table: Table, data: Bytes, rows: Rows, count: int
) -> Iterator[Chunk]:
    if not rows.size:
        return
    whole = count == rows.record_starts.size
    size = rows.size if whole else int(rows.record_starts[count])
    text = data[:size].copy()
    escaped = escaped_positions(text)
    neutralise(text, escaped[escaped < size])
    if not count:
        chunks.extend(chunks.end + size, text.tobytes())
        return
    fields = rows.starts.size if whole else int(np.searchsorted(rows.starts, size))
    starts, column = rows.starts[:fields], rows.column[:fields]
    if not whole:
        # What was indexed behind a short statement is not to be kept with its rows.
        starts, column = starts.copy(), column.copy()
    ends = _without_nulls(data, starts, rows.ends[:fields])
    batch = Batch(chunks.end, rows.record_starts[:count].copy(), starts, ends, column)
    yield from chunks.add(table, batch, chunks.end + size, text.tobytes())


def _without_nulls(data: Bytes, starts: Offsets, ends: Offsets) -> Offsets:
    r"""Field ends, with ``\N`` made empty."""
    limit = data.size - 1
    null = (ends - starts == 2) & (data[np.minimum(starts, limit)] == BACKSLASH)
    null &= data[np.minimum(starts + 1, limit)] == _NULL
    return np.where(null, starts, ends)


def _long_row(window: TextWindow) -> Iterator[Chunk]:
    """Prose up to the end of a row longer than a record may be."""
    while available := window.fill(window.position, MAX_RECORD_BYTES):
        found = window.find(b"\n", window.position, window.position + available)
        if found >= 0:
            yield from prose_chunks(window, found + 1)
            return
        end = window.position + available
        yield from prose_chunks(window, end if window.ended else window.boundary(end))
