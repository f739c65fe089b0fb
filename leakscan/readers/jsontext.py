"""JSON: NDJSON, concatenated objects, arrays, objects around arrays (FHIR Bundle) or by number.

Specification: RFC 8259; https://github.com/ndjson/ndjson-spec; https://hl7.org/fhir/R4/bundle.html.
Records come in *stretches*: consecutive containers at one depth, indexed a buffer at a time.
What stands between stretches is the *skeleton*; its scalars are records of their own. In a
sequence of top-level objects a line that begins with ``{`` always begins a record, so a broken
line costs no more than itself.
"""

from collections.abc import Iterator

import numpy as np

from leakscan.frozen import frozen
from leakscan.raw.chunk import (
    HEAD_BYTES,
    MAX_PROSE_RECORD_BYTES,
    MAX_RECORD_BYTES,
    Chunk,
    Offsets,
)
from leakscan.raw.embedded import Item
from leakscan.readers.escapes import SPACE, Bytes, neutralise
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.further_tables import MAX_TABLES
from leakscan.readers.islands import without_islands
from leakscan.readers.json_arrays import array_name, count_joins, holder, is_whole
from leakscan.readers.json_fields import find_values
from leakscan.readers.json_layout import (
    Layout,
    candidates,
    find_layout,
    first_person,
    looks_like_json,
)
from leakscan.readers.json_maps import first_member, may_hold_member
from leakscan.readers.json_names import Columns
from leakscan.readers.json_rows import Positions, RowTables, first_row
from leakscan.readers.json_short_arrays import SHORT, short_arrays
from leakscan.readers.json_strings import objects_in_strings
from leakscan.readers.json_tokens import (
    COLON,
    OPEN_ARRAY,
    OPEN_OBJECT,
    QUOTE,
    Tokens,
    ValueState,
    closes,
    opens,
    skip_value,
    tokenize,
)
from leakscan.readers.json_unescape import unescaped
from leakscan.readers.payloads import PayloadFilter
from leakscan.readers.prose import loose_chunks, prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="json",
    description={
        "fr": "JSON, NDJSON, objets à la suite, Bundle FHIR",
        "en": "JSON, NDJSON, concatenated objects, FHIR Bundle",
    },
    limits={
        "fr": "objet : 1 Mio, au-delà lu comme du texte",
        "en": "object: 1 MiB, beyond that read as text",
    },
)


_FIRST_BYTES = 16 * 1024
_FIRST_LOOK = 1024
"""Where a text has thousands of short arrays below keys of their own, the next is this near."""
_MANY_SHORT = 64
"""So many short stretches, one after the other, and those that follow are read at once."""
_LONGEST = MAX_RECORD_BYTES + 4096
_LOOKAHEAD = 1024
_SKELETON_LOOK = MAX_PROSE_RECORD_BYTES + _LOOKAHEAD
_LF = 0x0A
_PUNCTUATION = b" \t\r\n{}[],:"
_KEY = 2
"""Tokens of a member's key and colon."""
_SKELETON = b"\0"
"""Name of the table of scalars around the records; no key can be this."""
_OTHERS = b""
"""Name of the table of all records whose arrays have no key, or one of too many."""


def is_json(head: bytes, _name: str = "") -> bool:
    """Whether a text that begins with `head` is JSON, or objects one after the other."""
    return looks_like_json(head)


def read_json(window: TextWindow) -> Iterator[Item]:
    """Chunks of records, prose where the text is no JSON or a value is too long, and files.

    Files are those that stand in a string as base64: ``Attachment.data`` and ``Binary.data`` of
    FHIR. Messages that are JSON themselves are part of their record.
    """
    payloads = PayloadFilter(objects=True)
    pieces = objects_in_strings(without_islands(unescaped(window.remaining()), payloads))
    window = TextWindow(pieces, window.chunk_bytes)
    return payloads.items(_records(window))


def _records(window: TextWindow) -> Iterator[Chunk]:
    size = window.fill(0, MAX_PROSE_RECORD_BYTES)
    if b'"Bundle"' in window.text(0, size):
        size = window.fill(0, MAX_RECORD_BYTES)
    head = window.text(0, size)
    layout = find_layout(head, final=window.ended and window.end == size)
    yield from _JsonReader(window, layout, head).chunks()


@frozen(kw_only=False, repr=False)
class _Indexed:
    """Complete records at the start of a buffer.

    Attributes:
        size: Bytes to the end of the last one (to a broken one when there is none).
        first_size: Bytes of the first.
        ended: The stretch ends after them.
        broken: Offset of a line that begins a record though the one before has not ended, -1.
    """

    tokens: Tokens
    record_starts: Offsets
    count: int
    size: int
    first_size: int
    ended: bool
    broken: int


class _JsonReader:
    """Reads one text; keeps where it is and the tables met."""

    __slots__ = (
        "_chunks",
        "_first",
        "_layout",
        "_previous",
        "_row_tables",
        "_short",
        "_short_maps",
        "_tables",
        "_window",
    )

    def __init__(self, window: TextWindow, layout: Layout, head: bytes) -> None:
        self._window = window
        self._layout = layout
        self._row_tables = RowTables(head)
        self._chunks = RecordChunks(window)
        self._tables: dict[bytes, Columns] = {}
        self._previous = 0
        self._first = _FIRST_BYTES
        """Bytes looked at first for the records of a stretch, by the length of the last one."""
        self._short = 0
        """Short stretches that came one after the other."""
        self._short_maps = 0
        """Short objects of records: each is a chunk, and of many the members are text as any."""

    def chunks(self) -> Iterator[Chunk]:
        """All chunks."""
        if self._layout is Layout.SEQUENCE:
            rows = self._row_tables.begin_text
            yield from self._stretch(self._rows(_OTHERS, b"") if rows else self._columns(_OTHERS))
        elif self._layout is Layout.DICTIONARY:
            brace = self._window.find(b"{", 0, self._window.end) + 1
            self._chunks.extend(brace)
            yield from self._stretch(self._columns(_OTHERS))
        while self._window.fill(self._chunks.end, 1):
            many = self._short >= _MANY_SHORT
            yield from self._short_arrays() if many else self._skeleton()
        yield from self._chunks.flush()
        rest = self._window.text(self._window.position, self._window.end)
        yield from (prose_chunks if rest.strip(_PUNCTUATION) else loose_chunks)(self._window)

    def _has_table(self, name: bytes) -> bool:
        return name in self._tables or self._row_tables.has(name)

    def _columns(self, name: bytes) -> Columns:
        if name not in self._tables and len(self._tables) >= MAX_TABLES:
            name = _OTHERS
        return self._tables.setdefault(name, Columns())

    def _rows(self, name: bytes, before: bytes) -> Columns | Positions:
        """The table of the arrays below this key, the first of which comes next."""
        offset = self._chunks.end
        self._window.fill(offset, MAX_RECORD_BYTES)
        rows = self._window.view(offset, MAX_RECORD_BYTES)
        return self._row_tables.below(name, before, rows) or self._columns(_OTHERS)

    def _stretch(self, columns: Columns | Positions) -> Iterator[Chunk]:
        """Records at one depth, to the end of what contains them."""
        begin = self._chunks.end
        yield from self._records(columns)
        size = self._chunks.end - begin
        self._first = min(max(2 * size, _FIRST_LOOK), _FIRST_BYTES)
        self._short = self._short + 1 if size < SHORT else 0

    def _records(self, columns: Columns | Positions) -> Iterator[Chunk]:
        chunks, window, step, full = self._chunks, self._window, self._first, False
        while True:
            near = step <= MAX_RECORD_BYTES and not full
            room = chunks.room(columns.table) if near else _LONGEST
            size = min(step, room)
            available = window.fill(chunks.end, size)
            data = window.view(chunks.end, size)
            found = self._index(data, columns)
            if full and found.count:
                # Only now: where a text is no JSON, no further record may come.
                yield from chunks.flush()
                full = False
                continue
            if found.count and found.first_size <= MAX_RECORD_BYTES:
                yield from self._add(columns, data, found)
                step = min(step * 2, MAX_RECORD_BYTES)
            elif found.broken > 0:
                yield from self._prose(chunks.end + found.broken)
            elif found.ended or (not found.count and available < size):
                return
            elif size == room and not (chunks.empty or full):
                step, full = max(4 * size, _FIRST_LOOK), True
            elif size < _LONGEST:
                step = min(step * 4, _LONGEST)
            else:
                yield from self._long_value()
                step = _FIRST_BYTES
            if found.ended and found.count:
                return

    def _index(self, data: Bytes, columns: Columns | Positions) -> _Indexed:
        tokens = tokenize(data)
        below = np.flatnonzero(tokens.depth < 0)
        if below.size and columns is self._tables.get(_OTHERS):
            below = below[count_joins(data, tokens, below, self._has_table) :]
        limit = int(below[0]) if below.size else tokens.at.size
        kind, depth = tokens.kind[:limit], tokens.depth[:limit]
        starts = np.flatnonzero(opens(kind) & (depth == 1))
        ends = np.flatnonzero(closes(kind) & (depth == 0))
        broken = -1
        if self._layout is Layout.SEQUENCE:
            broken = _broken_line(data, tokens.at[starts])
            if broken < 0 and below.size:
                broken = _next_line(data, int(tokens.at[limit]))
            if broken >= 0:
                ends = ends[tokens.at[ends] < broken]
        if not ends.size:
            ended = bool(below.size) and self._layout is not Layout.SEQUENCE
            return _Indexed(tokens, starts[:0], 0, 0, 0, ended, broken)
        starts = tokens.at[starts[: ends.size]]
        last = int(ends[-1])
        first_size = int(tokens.at[ends[0]]) + 1 - int(starts[0])
        size = int(tokens.at[last]) + 1
        ended = last + 1 == limit and bool(below.size) and self._layout is not Layout.SEQUENCE
        return _Indexed(tokens, starts, last + 1, size, first_size, ended, -1)

    def _add(self, columns: Columns | Positions, data: Bytes, found: _Indexed) -> Iterator[Chunk]:
        values = find_values(data, found.tokens, found.count, root_depth=1)
        if isinstance(columns, Positions):
            column = columns.numbers(data, found.tokens, found.record_starts, values)
        else:
            column = columns.numbers(values.names)
        batch = Batch(self._chunks.end, found.record_starts, values.starts, values.ends, column)
        end = self._chunks.end + found.size
        text = _harmless(data, found.tokens, found.size)
        yield from self._chunks.add(columns.table, batch, end, text)
        self._previous = 0

    def _skeleton(self) -> Iterator[Chunk]:
        """What stands before the next stretch, then the stretch."""
        data, tokens, found = self._next_array()
        if found < 0:
            yield from self._without_array(data, tokens)
            return
        is_member = bool(tokens.kind[found - 1 : found] == COLON)
        if is_member:
            yield from self._members(data, tokens, found)
            return
        token = first_row(data[:MAX_PROSE_RECORD_BYTES], tokens, found)
        name = array_name(data, tokens, token)
        begin = int(tokens.at[token])
        is_row = tokens.kind[token] == OPEN_ARRAY
        before = data[holder(tokens, token) : begin].tobytes() if is_row else b""
        yield from self._scalars(data, tokens, token, begin)
        yield from self._stretch(self._rows(name, before) if is_row else self._columns(name))

    def _members(self, data: Bytes, tokens: Tokens, found: int) -> Iterator[Chunk]:
        """The members of an object, of which this token opens the first, and what is before."""
        key = found - _KEY
        name = array_name(data, tokens, key)
        yield from self._scalars(data, tokens, key, int(tokens.at[key]))
        yield from self._stretch(self._columns(name))
        self._short_maps += self._short > 0

    def _short_arrays(self) -> Iterator[Chunk]:
        """The records of all arrays in what comes next, while these are short."""
        chunks, table = self._chunks, self._columns(_OTHERS)
        self._window.fill(chunks.end, HEAD_BYTES)
        data = self._window.view(chunks.end, HEAD_BYTES)
        found = short_arrays(data, self._previous)
        if found is None or found.ended:
            self._short = 0
        if found is not None:
            starts, values = found.record_starts, found.values
            column = table.numbers(values.names)
            batch = Batch(chunks.end, starts, values.starts, values.ends, column)
            text, head = _harmless(data, found.tokens, found.size), int(starts[0])
            stop = chunks.end + found.size
            # What stands before the first record stays with the chunk before.
            chunks.extend(chunks.end + head, text[:head])
            yield from chunks.add(table.table, batch, stop, text[head:])
            self._previous = 0

    def _next_array(self) -> tuple[Bytes, Tokens, int]:
        """The text to the next stretch and beyond, its tokens, and which opens the first record.

        No more is looked at than it takes: an object to its end, which may hold a table, an array
        to what follows its bracket. The token is -1 where the text has none.
        """
        size = _FIRST_LOOK
        while True:
            available = self._window.fill(self._chunks.end, size)
            data = self._window.view(self._chunks.end, size)
            tokens = tokenize(data)
            first = self._first_record(data, tokens)
            is_all = available < size or size == _SKELETON_LOOK
            if first >= 0 and (is_all or self._is_sure(tokens, first)):
                near = tokens.at[first] < MAX_PROSE_RECORD_BYTES
                return data, tokens, first if near else -1
            if is_all:
                return data, tokens, -1
            size = min(size * 4, _SKELETON_LOOK)

    def _first_record(self, data: Bytes, tokens: Tokens) -> int:
        """The token that opens the first element of an array, or member of an object; or -1."""
        found = candidates(tokens, self._previous)
        element = first_person(data, tokens, found) if found.size else -1
        member = first_member(data, tokens) if self._seeks_members else -1
        return member if member >= 0 and (element < 0 or member < element) else element

    def _is_sure(self, tokens: Tokens, first: int) -> bool:
        """Whether no more text can show that records begin before this token."""
        if tokens.kind[first - 1 : first] == COLON:
            return True
        open_question = self._seeks_members and may_hold_member(tokens, first)
        return is_whole(tokens, first) and not open_question

    @property
    def _seeks_members(self) -> bool:
        return self._short_maps < _MANY_SHORT

    def _without_array(self, data: Bytes, tokens: Tokens) -> Iterator[Chunk]:
        """Text in which no record begins."""
        end, count = data.size, tokens.at.size
        if end == _SKELETON_LOOK:
            cuts = np.flatnonzero((tokens.kind != QUOTE) & (tokens.at < MAX_PROSE_RECORD_BYTES))
            if not cuts.size:
                yield from self._long_value()
                self._previous = 0
                return
            count = int(cuts[-1]) + 1
            end = int(tokens.at[cuts[-1]]) + 1
            self._previous = int(tokens.kind[cuts[-1]])
        yield from self._scalars(data, tokens, count, end)

    def _scalars(self, data: Bytes, tokens: Tokens, count: int, end: int) -> Iterator[Chunk]:
        """Text up to `end`: a record of its own when it has scalars."""
        chunks, columns = self._chunks, self._columns(_SKELETON)
        stop = chunks.end + end
        lowest = int(tokens.depth[:count].min(initial=0))
        values = find_values(data, tokens, count, root_depth=lowest)
        text = _harmless(data, tokens, end)
        if values.starts.size:
            column = columns.numbers(values.names)
            start = np.flatnonzero(data[:end] > SPACE)[:1]
            batch = Batch(chunks.end, start, values.starts, values.ends, column)
            yield from chunks.add(columns.table, batch, stop, text)
        elif end <= _LOOKAHEAD:
            chunks.extend(stop, text)
        else:
            yield from chunks.flush()
            yield from loose_chunks(self._window, stop)
            chunks.restart()

    def _prose(self, end: int) -> Iterator[Chunk]:
        yield from self._chunks.flush()
        yield from prose_chunks(self._window, end)
        self._chunks.restart()

    def _long_value(self) -> Iterator[Chunk]:
        """Prose to the end of a value longer than a record may be, in bounded steps."""
        yield from self._chunks.flush()
        window, state, size = self._window, ValueState(), -1
        while size < 0 and window.fill(window.position, MAX_RECORD_BYTES):
            data = window.view(window.position, MAX_RECORD_BYTES)
            size, state = skip_value(data, state)
            end = window.position + (size if size >= 0 else data.size)
            if size < 0 and not window.ended:
                end = window.boundary(end)
            yield from prose_chunks(window, end)
        self._chunks.restart()


def _broken_line(data: Bytes, starts: Offsets) -> int:
    """The first line that begins with an opening brace which is not where a record starts."""
    at_line_start = (data[1:] == OPEN_OBJECT) & (data[:-1] == _LF)
    regular = starts[starts > 0]
    if np.count_nonzero(at_line_start) == np.count_nonzero(data[regular - 1] == _LF):
        return -1
    lines = np.flatnonzero(at_line_start) + 1
    expected = lines[~np.isin(lines, starts, assume_unique=True)]
    return int(expected[0]) if expected.size else -1


def _next_line(data: Bytes, offset: int) -> int:
    """The first line after `offset` that begins with an opening brace, -1 without."""
    found = data[offset:].tobytes().find(b"\n{")
    return offset + found + 1 if found >= 0 else -1


def _harmless(data: Bytes, tokens: Tokens, size: int) -> bytes:
    """The first `size` bytes, escapes neutralised."""
    escaped = tokens.escaped[: np.searchsorted(tokens.escaped, size)]
    if not escaped.size:
        return data[:size].tobytes()
    text = data[:size].copy()
    neutralise(text, escaped[escaped > 0])
    return text.tobytes()


FORMAT = TextFormat(info=INFO, recognise=is_json, read=read_json)

__all__ = ["INFO", "is_json", "read_json"]
