"""SQL dumps: rows of INSERT and REPLACE, COPY data of PostgreSQL, and the statements between.

Sources: mysqldump and phpMyAdmin output (MySQL 8.0 manual, "String Literals"), PostgreSQL 16
manual, "COPY", text format. Statements without rows (CREATE TABLE, comments, triggers) are
text outside any record. Every SQL table is one `Table`, also when its rows come in several places.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from leakscan.patterns import deferred
from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES, MAX_RECORD_BYTES, Chunk, Table
from leakscan.raw.embedded import Item
from leakscan.readers.escapes import Bytes
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.islands import island_window
from leakscan.readers.plain_formats import SQL_BEGINNINGS
from leakscan.readers.prose import block_end, loose_chunks, prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.rows import Rows
from leakscan.readers.sql_attributes import LOOK_BYTES, Shape, Shapes, last_end
from leakscan.readers.sql_copy import copy_chunks, first_rows
from leakscan.readers.sql_gaps import Repetition
from leakscan.readers.sql_statements import MAX_HEAD_BYTES, Head, Schema, find_head
from leakscan.readers.sql_values import Syntax, Tuples, TupleState, index_tuples, skip_tuple
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="sql",
    description={
        "fr": "exports SQL : INSERT, REPLACE (MySQL, Oracle, SQL Server), COPY (PostgreSQL)",
        "en": "SQL dumps: INSERT, REPLACE (MySQL, Oracle, SQL Server), COPY (PostgreSQL)",
    },
    limits={
        "fr": "ligne de valeurs : 1 Mio, au-delà lue comme du texte",
        "en": "row of values: 1 MiB, beyond that read as text",
    },
)


_LOOKAHEAD = 2 * MAX_HEAD_BYTES
_FIRST_BYTES, _GROWTH = 1024, 4
"""Rows are indexed in growing steps: a dump may change table with every statement, and what
stands behind it would be indexed for nothing each time."""
_SHORT, _NEAR = 4096, 16 * 1024
"""Of text between statements, and where the next is looked for first."""
_STATEMENT_END = deferred(rb"\s{0,64};[ \t]{0,64}(?:\r?\n)?")
_DUMP = deferred(
    rb"(?im)^(?:-- (?:MySQL|MariaDB|PostgreSQL|phpMyAdmin|Dump)|/\*!\d{5}|SET\s+\w+\s*=|"
    rb"(?:CREATE|DROP|ALTER|LOCK)\s+(?:\w+\s+)?(?:TABLES?|DATABASE|SCHEMA|SEQUENCE)\b)"
)
_ESCAPE = deferred(rb"\\['\"nr]")
_SNIFF_BYTES = 256 * 1024
_STRING_VALUE = deferred(rb"(?i)\bVALUES?\s{0,64}\([^'\"]{0,4096}(['\"])")
"""In a row: in a list of columns, double quotes stand around names."""


def is_sql(head: bytes, _name: str = "") -> bool:
    """Whether a text that begins with `head` is a dump: rows, or statements of a dump."""
    if find_head(head, len(head)) is not None:
        return _starts_like_statement(head)
    return len(_DUMP.findall(head)) >= 2 and b";" in head and _starts_like_statement(head)


def _starts_like_statement(head: bytes) -> bool:
    """The first line that says anything is SQL: prose may quote a statement further down."""
    return head.lstrip()[:64].lower().startswith(SQL_BEGINNINGS)


def read_sql(window: TextWindow) -> Iterator[Item]:
    """Chunks of rows, one table each, and of the text between them; files among the values."""
    window, payloads = island_window(window)
    return payloads.items(_chunks(window))


def _chunks(window: TextWindow) -> Iterator[Chunk]:
    schema, shapes = Schema(), Shapes()
    chunks = RecordChunks(window)
    syntax = _syntax(window)
    while size := window.fill(chunks.end, MAX_PROSE_RECORD_BYTES + _LOOKAHEAD):
        text, limit, head = _next_head(window, chunks.end, size)
        prose = limit if head is None else head.begin
        schema.learn(text, prose)
        if head is not None and prose <= _SHORT and schema.is_shared(head, chunks.table):
            yield from _between(chunks, text[:prose])
        elif text[:prose].strip():
            yield from chunks.flush()
            end = block_end(window) if head is None else chunks.end + prose
            yield from loose_chunks(window, end)
            chunks.restart()
        else:
            chunks.extend(chunks.end + prose)
        if head is not None:
            yield from _rows(window, chunks, schema.table(head), shapes, head, syntax)
    yield from chunks.flush()
    yield from loose_chunks(window)


def _next_head(window: TextWindow, start: int, size: int) -> tuple[bytes, int, Head | None]:
    """The text to the next statement with rows and beyond, how far one was sought, and it."""
    if size > _NEAR:
        # Where each has but a row, to look further each time would take most of the time.
        text = window.text(start, start + _NEAR)
        head = find_head(text, _SHORT)
        if head is not None and head.end < 2 * _SHORT:
            return text, _SHORT, head
    text = window.text(start, start + size)
    limit = min(size, MAX_PROSE_RECORD_BYTES)
    return text, limit, find_head(text, limit)


def _between(chunks: RecordChunks, text: bytes) -> Iterator[Chunk]:
    """Text between rows of one table, as a record of its own without columns."""
    assert chunks.table is not None
    if said := text.lstrip():
        nothing = np.empty(0, np.int64)
        start = np.array([len(text) - len(said)], np.int64)
        batch = Batch(chunks.end, start, nothing, nothing, nothing.astype(np.int32))
        yield from chunks.add(chunks.table, batch, chunks.end + len(text))
    else:
        chunks.extend(chunks.end + len(text))


def _syntax(window: TextWindow) -> Syntax:
    """How strings are written, from the first statements."""
    text = window.text(0, window.fill(0, _SNIFF_BYTES))
    double = _STRING_VALUE.search(text)
    backslashes = b"PostgreSQL" not in text and (
        b"`" in text or b"MySQL" in text or b"MariaDB" in text or _ESCAPE.search(text) is not None
    )
    quote = ord('"') if double is not None and double[1] == b'"' else ord("'")
    return Syntax(quote=quote, backslashes=backslashes)


def _rows(
    window: TextWindow,
    chunks: RecordChunks,
    table: Table,
    shapes: Shapes,
    head: Head,
    syntax: Syntax,
) -> Iterator[Chunk]:
    """The rows of one statement; the window stands at its head."""
    begin = chunks.end + head.end - head.begin
    head_text = window.text(chunks.end, begin)
    if not shapes.is_known(table):
        data = window.view(begin, window.fill(begin, LOOK_BYTES))
        shapes.learn(table, data, _first_rows(data, head, head_text, syntax))
    shape = shapes.of(table)
    yield from chunks.change_to(shape.table)
    chunks.extend(begin)
    if head.copy:
        yield from copy_chunks(window, chunks, shape)
    else:
        yield from _insert(window, chunks, shape, Repetition(head_text), syntax)
        size = window.fill(chunks.end, 256)
        end = _STATEMENT_END.match(window.text(chunks.end, chunks.end + size))
        if end is not None:
            chunks.extend(chunks.end + end.end())


def _first_rows(data: Bytes, head: Head, head_text: bytes, syntax: Syntax) -> Rows:
    """The rows of a statement that end inside `data`, which follows its head."""
    if head.copy:
        return first_rows(data)
    return _rows_of(index_tuples(data, syntax, Repetition(head_text), fresh=True))


def _rows_of(tuples: Tuples) -> Rows:
    return Rows(tuples.size, tuples.record_starts, tuples.starts, tuples.ends, tuples.column)


def _insert(
    window: TextWindow,
    chunks: RecordChunks,
    shape: Shape,
    repetition: Repetition,
    syntax: Syntax,
) -> Iterator[Chunk]:
    """Rows of a statement and of its repetitions, indexed in growing steps."""
    step, fresh = _FIRST_BYTES, True
    longest = MAX_RECORD_BYTES + repetition.reach
    while True:
        room = chunks.room(shape.table) if step <= MAX_RECORD_BYTES else longest
        size = min(step, room)
        available = window.fill(chunks.end, size)
        tuples = index_tuples(window.view(chunks.end, size), syntax, repetition, fresh=fresh)
        whole = tuples.ended or available < size or size == longest
        rows = _taken(shape, tuples, whole=whole)
        if rows.record_starts.size and tuples.first_size <= MAX_RECORD_BYTES:
            end = chunks.end + rows.size
            batch = Batch(chunks.end, rows.record_starts, rows.starts, rows.ends, rows.column)
            yield from chunks.add(shape.table, batch, end, tuples.text[: rows.size])
            step, fresh = min(step * _GROWTH, MAX_RECORD_BYTES), False
            if tuples.ended:
                return
        elif not tuples.record_starts.size and (tuples.ended or available < size):
            return
        elif size == room and not chunks.empty:
            yield from chunks.flush()
        elif size < longest:
            step = min(step * _GROWTH, longest)
        else:
            yield from _long_row(window, syntax)
            chunks.restart()
            step, fresh = _FIRST_BYTES, False


def _taken(shape: Shape, tuples: Tuples, *, whole: bool) -> Rows:
    """The rows as records, to the end of the last one."""
    rows = _rows_of(tuples)
    if shape.attributes is None or tuples.record_ends is None:
        return rows
    taken = shape.take(np.frombuffer(tuples.text, np.uint8), rows, whole=whole)
    if taken.record_starts.size and taken.size < tuples.size:
        return replace(taken, size=last_end(tuples.record_ends, taken.size))
    return taken


def _long_row(window: TextWindow, syntax: Syntax) -> Iterator[Chunk]:
    """Prose up to the end of a row longer than a record may be, in bounded steps."""
    state = TupleState()
    while window.fill(window.position, MAX_RECORD_BYTES):
        data = window.view(window.position, MAX_RECORD_BYTES)
        size, state = skip_tuple(data, syntax, state)
        if size >= 0:
            yield from prose_chunks(window, window.position + size)
            return
        end = window.position + data.size
        yield from prose_chunks(window, end if window.end == end else window.boundary(end))


FORMAT = TextFormat(info=INFO, recognise=is_sql, read=read_sql)
