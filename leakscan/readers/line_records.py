"""Text of which every line, or every few lines, is a record, cut by whoever knows its columns."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import MAX_RECORD_BYTES, Chunk, Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.prose import prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.window import TextWindow

_LF, _CR = 0x0A, 0x0D
Fields = tuple[Offsets, Offsets, npt.NDArray[np.int32]]
"""Starts, ends and column numbers."""


class LineIndex(Protocol):
    """Knows the columns of lines."""

    def fields(self, data: Bytes, begins: Offsets, ends: Offsets) -> Fields:
        """The fields of some whole lines, ascending."""
        ...

    def record_starts(self, data: Bytes, begins: Offsets, ends: Offsets) -> Offsets:
        """Which of the lines, by their beginnings, begin a record; one at least does."""
        ...


def read_lines(window: TextWindow, table: Table, index: LineIndex) -> Iterator[Chunk]:
    """Chunks of the records from the window's position."""
    chunks = RecordChunks(window)
    while window.fill(chunks.end, 1):
        batch = _next(window, chunks, chunks.room(table), index)
        if batch is not None:
            yield from chunks.add(table, batch[0], batch[1])
        elif not chunks.empty:
            yield from chunks.flush()
        else:
            yield from _long(window)
            chunks.restart()
    yield from chunks.flush()
    yield from prose_chunks(window)


def _next(
    window: TextWindow, chunks: RecordChunks, room: int, index: LineIndex
) -> tuple[Batch, int] | None:
    """Records that fit in `room`, or else the next one alone; None when there is none."""
    size = max(room, 1)
    batch = _batch(window, chunks.end, size, index)
    while batch is None and chunks.empty and size < MAX_RECORD_BYTES:
        size = min(size * 4, MAX_RECORD_BYTES)
        batch = _batch(window, chunks.end, size, index)
    return batch


def _batch(window: TextWindow, start: int, size: int, index: LineIndex) -> tuple[Batch, int] | None:
    """Whole records from `start`, and where they end; None when not one fits."""
    available = window.fill(start, size)
    final = window.ended and window.end == start + available
    data = window.view(start, size)
    line_ends = np.flatnonzero(data == _LF)
    if final and (not line_ends.size or line_ends[-1] != data.size - 1):
        line_ends = np.append(line_ends, data.size)
    if not line_ends.size:
        return None
    begins = np.concatenate(([0], line_ends[:-1] + 1))
    ends = line_ends - (data[np.maximum(line_ends - 1, 0)] == _CR) * (line_ends > begins)
    records = index.record_starts(data, begins, ends)
    stop = min(int(line_ends[-1]) + 1, data.size)
    if not final:
        if records.size < 2 and size < MAX_RECORD_BYTES:
            return None
        # A record longer than a chunk may be goes on as another one.
        stop = int(records[-1]) if records.size > 1 else stop
        records = records[:-1] if records.size > 1 else records
    kept = (begins >= records[0]) & (begins < stop)
    fields = index.fields(data, begins[kept], ends[kept])
    return Batch(start, records, *fields), start + stop


def _long(window: TextWindow) -> Iterator[Chunk]:
    """Prose to the end of a line that does not fit in a chunk, in bounded steps."""
    while window.fill(window.position, MAX_RECORD_BYTES):
        data = window.view(window.position, MAX_RECORD_BYTES)
        ends = np.flatnonzero(data == _LF)
        end = window.position + (int(ends[0]) + 1 if ends.size else data.size)
        yield from prose_chunks(window, end if ends.size or window.ended else window.boundary(end))
        if ends.size:
            return
