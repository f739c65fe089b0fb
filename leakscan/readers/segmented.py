"""Reads segmented messages: HL7 v2 and HPRIM Santé, one record per message or patient.

Streams: a buffer of whole records is indexed at a time. A record longer than
`MAX_RECORD_BYTES` goes on as another one, at a line end. Messages with other separators than
the first may follow (concatenated files): the buffer is cut there and read with theirs.
"""

from collections.abc import Iterator

import numpy as np

from leakscan.frozen import slotted
from leakscan.raw.chunk import MAX_RECORD_BYTES, Chunk, Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.prose import prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.segment_marks import LINE_ENDS, first_header, next_header
from leakscan.readers.segment_schema import Schema
from leakscan.readers.segments import Delimiters, Indexed, index_segments
from leakscan.readers.window import TextWindow

_FRAME = b" \t" + LINE_ENDS
_LONGEST = MAX_RECORD_BYTES + 4096
_LINE_END_TABLE = np.isin(np.arange(256), list(LINE_ENDS))


@slotted
class _Taken:
    """Complete records at the start of a buffer, `size` bytes of it."""

    found: Indexed
    size: int


def read_segmented(window: TextWindow, schema: Schema) -> Iterator[Chunk]:
    """Chunks of messages; text before the first header is prose.

    Args:
        window: At the start of the text.
        schema: Of the message format.
    """
    yield from _SegmentReader(window, schema).chunks()


def _all_have(raw: bytes, name: bytes, marks: bytes) -> bool:
    """Whether every line that begins with `name` goes on with `marks`."""
    if raw.count(name) == raw.count(name + marks):
        return True
    usual = raw.startswith(name + marks) or not raw.startswith(name)
    for sign in LINE_ENDS:
        begin = bytes([sign]) + name
        usual &= raw.count(begin) == raw.count(begin + marks)
    return usual


class _SegmentReader:
    """Reads one text; knows the separators in force."""

    __slots__ = ("_chunks", "_headers", "_marks", "_schema", "_table", "_window")

    def __init__(self, window: TextWindow, schema: Schema) -> None:
        self._window = window
        self._schema = schema
        self._headers = [name for name in schema.starts if name != schema.group]
        self._table = Table(list(schema.columns), header_certain=True)
        self._chunks = RecordChunks(window)
        self._marks = Delimiters(*b"|^~\\&")

    def chunks(self) -> Iterator[Chunk]:
        """All chunks."""
        yield from self._preamble()
        window, chunks = self._window, self._chunks
        while window.fill(chunks.end, 1):
            taken = self._next(chunks.room(self._table))
            if taken is not None:
                yield from self._add(taken)
            elif not chunks.empty:
                yield from chunks.flush()
            else:
                yield from self._long_line()
        yield from chunks.flush()
        yield from prose_chunks(window)

    def _preamble(self) -> Iterator[Chunk]:
        size = self._window.fill(0, MAX_RECORD_BYTES)
        start = first_header(self._window.text(0, size), tuple(self._headers))
        if start > 0 and self._window.text(0, start).strip(_FRAME):
            yield from prose_chunks(self._window, start)
            self._chunks.restart()
        elif start > 0:
            self._chunks.extend(start)

    def _add(self, taken: _Taken) -> Iterator[Chunk]:
        found, begin = taken.found, self._chunks.end
        if not found.record_starts.size:
            self._chunks.extend(begin + taken.size, found.text)
            return
        batch = Batch(begin, found.record_starts, found.starts, found.ends, found.column)
        yield from self._chunks.add(self._table, batch, begin + taken.size, found.text)

    def _next(self, room: int) -> _Taken | None:
        """Records that fit in `room`, or else the next one alone; None when there is none."""
        size = room
        taken = self._take(size)
        while taken is None and self._chunks.empty and size < _LONGEST:
            if self._window.ended and self._window.end <= self._chunks.end + size:
                return None
            size = min(max(size, 1024) * 4, _LONGEST)
            taken = self._take(size)
        return taken

    def _take(self, size: int) -> _Taken | None:
        window, start = self._window, self._chunks.end
        available = window.fill(start, size)
        data = window.view(start, size)
        final = window.ended and window.end == start + available
        data, cut = self._same_separators(data)
        if not final and not cut:
            data = data[: _last_line_end(data)]
        if not data.size:
            return None
        found = index_segments(data, self._marks, self._schema)
        if final or cut:
            return _Taken(found, data.size)
        starts = found.record_starts
        whole = int(starts[-1]) if starts.size > 1 else 0
        if not whole:
            return self._piece(data, found) if size >= _LONGEST else None
        return _Taken(_before(found, whole), whole)

    def _piece(self, data: Bytes, found: Indexed) -> _Taken | None:
        """The lines of a record that is too long which fit in one."""
        size = _last_line_end(data[:MAX_RECORD_BYTES])
        return _Taken(_before(found, size), size) if size else None

    def _same_separators(self, data: Bytes) -> tuple[Bytes, bool]:
        """The buffer up to a header with other separators, and whether there is one."""
        raw = data.tobytes()
        for name in self._headers:
            if _all_have(raw, name, self._marks.bytes()):
                continue
            at = next_header(raw, name, 0)
            while at >= 0:
                written = raw[at + len(name) :][:5]
                marks = Delimiters.of(written, repetition_first=self._schema.repetition_first)
                if marks and marks != self._marks:
                    if at:
                        return data[:at], True
                    self._marks = marks
                at = next_header(raw, name, at + 1)
        return data, False

    def _long_line(self) -> Iterator[Chunk]:
        """Prose to the end of a line longer than a record may be, in bounded steps."""
        window, ended = self._window, False
        while not ended and window.fill(window.position, MAX_RECORD_BYTES):
            data = window.view(window.position, MAX_RECORD_BYTES)
            ends = np.flatnonzero(_LINE_END_TABLE[data])
            ended = bool(ends.size)
            size = int(ends[0]) + 1 if ended else data.size
            end = window.position + size
            yield from prose_chunks(window, end if ended or window.ended else window.boundary(end))
        self._chunks.restart()


def _last_line_end(data: Bytes) -> int:
    """Size of the whole lines at the start of a buffer."""
    raw = data.tobytes()
    return 1 + max(raw.rfind(bytes([sign])) for sign in LINE_ENDS)


def _before(found: Indexed, size: int) -> Indexed:
    """The records that begin before `size`, where one ends."""
    cells = slice(0, int(np.searchsorted(found.starts, size)))
    records = found.record_starts[: np.searchsorted(found.record_starts, size)]
    starts: Offsets = found.starts[cells]
    return Indexed(records, starts, found.ends[cells], found.column[cells], found.text[:size])
