"""Rows between pipes to records and fields; see `markdown` for the format."""

from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import MOST_COLUMNS, Chunk, Table
from leakscan.raw.embedded import Item
from leakscan.readers.escapes import Bytes
from leakscan.readers.further_tables import MAX_TABLES
from leakscan.readers.islands import island_window
from leakscan.readers.labelled_rows import stripped
from leakscan.readers.markdown import LOOK_BYTES, MOST_TABLES, Head, cells_of, find_head
from leakscan.readers.prose import prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.rows import index_rows
from leakscan.readers.window import TextWindow

_PIPE, _LF = b"|\n"
_FIRST_PIECE, _PIECE = 16 * 1024, 1024 * 1024
_AHEAD = 8 * _PIECE
"""Text is given out in pieces so large, as other text is."""
_AROUND = np.isin(np.arange(256), list(b" \t\r*`"))
"""Blanks, and what sets letters in bold type."""


def read_markdown(window: TextWindow) -> Iterator[Item]:
    """Chunks of rows, whose header is certain, and of the prose around them."""
    window, payloads = island_window(window)
    return payloads.items(_chunks(window))


def _chunks(window: TextWindow) -> Iterator[Chunk]:
    tables: dict[bytes, Table] = {}
    left = MOST_TABLES
    while window.fill(window.position, 1):
        if not left:
            yield from prose_chunks(window)
            return
        end, head = _next_table(window)
        yield from prose_chunks(window, end)
        if head is not None:
            left -= 1
            yield from _rows(window, head, tables)


def _next_table(window: TextWindow) -> tuple[int, Head | None]:
    """Where the next table begins (absolute), and its head; or how far there is none."""
    at, limit, piece = window.position, window.position + _AHEAD, _FIRST_PIECE
    while at < limit and (size := window.fill(at, piece)):
        final = window.ended and window.end == at + size
        text = window.text(at, at + size)
        whole = text if final else text[: text.rfind(b"\n") + 1]
        if (head := find_head(whole)) is not None:
            return at + head.start, Head(0, head.rule - head.start, head.end - head.start)
        if final:
            return window.end, None
        # The last line may be a header.
        last = whole.rfind(b"\n", 0, max(len(whole) - 1, 0)) + 1
        at += last if size - last <= LOOK_BYTES and last else size
        # Tables close to each other need not be looked for in a megabyte each.
        piece = min(4 * piece, _PIECE)
    return window.boundary(at), None


def _rows(window: TextWindow, head: Head, tables: dict[bytes, Table]) -> Iterator[Chunk]:
    """The rows of the table whose head is at the window's position.

    Tables with the same header, as a diary has one a day, are one.
    """
    begin = window.position
    line = window.text(begin, begin + head.rule)
    table = tables.get(line)
    if table is None:
        titles = cells_of(line)[:MOST_COLUMNS]
        columns = [title.decode("utf-8", "replace") for title in titles]
        table = Table(columns, header_certain=True)
        if len(tables) < MAX_TABLES:
            tables[line] = table
    chunks = RecordChunks(window)
    chunks.extend(begin + head.end)
    piece = _FIRST_PIECE
    while True:
        room = chunks.room(table)
        # Most tables are short, and a file may hold thousands.
        look = min(piece, room)
        piece = min(4 * piece, _PIECE)
        available = window.fill(chunks.end, look)
        final = window.ended and window.end == chunks.end + available
        size, ended = _table_size(window.view(chunks.end, look), final=final)
        if size:
            batch = _batch(window.view(chunks.end, size), chunks.end)
            yield from chunks.add(table, batch, chunks.end + size)
        if not (size or ended) and look < room:
            continue
        if ended or (not size and chunks.empty):
            break
        if not size:
            yield from chunks.flush()
    yield from chunks.flush()
    yield from prose_chunks(window, chunks.end)


def _table_size(data: Bytes, *, final: bool) -> tuple[int, bool]:
    """Bytes of the whole lines that have pipes, and whether the table ends with them."""
    ends = np.flatnonzero(data == _LF) + 1
    if final and (not ends.size or ends[-1] < data.size):
        ends = np.append(ends, data.size)
    pipes = np.searchsorted(np.flatnonzero(data == _PIPE), ends)
    bare = np.flatnonzero(np.diff(pipes, prepend=0) == 0)
    if bare.size:
        return int(ends[bare[0] - 1]) if bare[0] else 0, True
    return int(ends[-1]) if ends.size else 0, final


def _batch(data: Bytes, begin: int) -> Batch:
    """Lines with pipes as records; what stands before the first and behind the last is no cell."""
    rows = index_rows(data, _PIPE, final=True, quoted=False)
    starts, ends = stripped(data, rows.starts, rows.ends, _AROUND, _AROUND)
    first = rows.column == 0
    last = np.append(first[1:], np.True_)
    empty = starts >= ends
    outside = (first | last) & empty
    # Without a pipe before the first cell its number is right.
    shift = (first & empty)[np.flatnonzero(first)][np.cumsum(first) - 1]
    column = np.minimum(rows.column - shift, MOST_COLUMNS).astype(np.int32)
    kept = ~outside
    return Batch(begin, rows.record_starts, starts[kept], ends[kept], column[kept])
