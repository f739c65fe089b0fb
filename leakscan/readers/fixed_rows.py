"""Lines of a known layout to records and fields; see `fixed_width` for the format."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import MAX_RECORD_BYTES, Chunk, Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.fixed_layout import FixedLayout, find_layout
from leakscan.readers.prose import prose_chunks
from leakscan.readers.records import Batch, RecordChunks
from leakscan.readers.window import TextWindow

_SNIFF_BYTES = 64 * 1024
_LF, _CR = 0x0A, 0x0D
_NIR_COLUMN, _LINE_COLUMN, _FIRST_COLUMN = 0, 1, 2


def read_fixed_width(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of invoices, or of lines where all are of one kind."""
    size = window.fill(0, _SNIFF_BYTES)
    layout = find_layout(window.text(0, size))
    if layout is None:
        yield from prose_chunks(window)
        return
    columns = sum(kind.starts.size for kind in layout.kinds) + _FIRST_COLUMN
    table = Table(["nir", *[""] * (columns - 1)], header_certain=True)
    chunks = RecordChunks(window)
    while window.fill(chunks.end, 1):
        batch = _next(window, chunks, chunks.room(table), layout)
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
    window: TextWindow, chunks: RecordChunks, room: int, layout: FixedLayout
) -> tuple[Batch, int] | None:
    """Records that fit in `room`, or else the next one alone; None when there is none."""
    size = max(room, 1)
    batch = _batch(window, chunks.end, size, layout)
    while batch is None and chunks.empty and size < MAX_RECORD_BYTES:
        size = min(size * 4, MAX_RECORD_BYTES)
        batch = _batch(window, chunks.end, size, layout)
    return batch


def _batch(
    window: TextWindow, start: int, size: int, layout: FixedLayout
) -> tuple[Batch, int] | None:
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
    records = _record_starts(data, begins, ends, layout)
    stop = min(int(line_ends[-1]) + 1, data.size)
    if not final:
        if records.size < 2 and size < MAX_RECORD_BYTES:
            return None
        # A record longer than a chunk may be goes on as another one.
        stop = int(records[-1]) if records.size > 1 else stop
        records = records[:-1] if records.size > 1 else records
    kept = begins < stop
    fields = _indexed(data, (begins[kept], ends[kept]), layout)
    return Batch(start, records, *fields), start + stop


def _indexed(
    data: Bytes, lines: tuple[Offsets, Offsets], layout: FixedLayout
) -> tuple[Offsets, Offsets, npt.NDArray[np.int32]]:
    """The fields of some lines: starts, ends, column numbers."""
    begins, ends = lines
    regular = ends - begins == layout.length
    signs = data[np.minimum(begins, data.size - 1)]
    starts, stops, columns = [], [], []
    number = _FIRST_COLUMN
    for kind in layout.kinds:
        chosen = regular if kind.sign < 0 else regular & (signs == kind.sign)
        numbers = np.arange(number, number + kind.starts.size, dtype=np.int32)
        if kind.nir >= 0:
            numbers[kind.nir] = _NIR_COLUMN
        number += kind.starts.size
        at = begins[chosen][:, None]
        starts.append((at + kind.starts).ravel())
        stops.append((at + kind.ends).ravel())
        columns.append(np.tile(numbers, at.shape[0]))
        regular = regular & ~chosen if kind.sign >= 0 else np.zeros_like(regular)
    other = (ends - begins != layout.length) | (regular & (ends > begins))
    starts.append(begins[other & (ends > begins)])
    stops.append(ends[other & (ends > begins)])
    columns.append(np.full(starts[-1].size, _LINE_COLUMN, np.int32))
    order = np.argsort(np.concatenate(starts), kind="stable")
    return (
        np.concatenate(starts)[order],
        np.concatenate(stops)[order],
        np.concatenate(columns)[order],
    )


def _record_starts(data: Bytes, begins: Offsets, ends: Offsets, layout: FixedLayout) -> Offsets:
    """Lines that begin a record: the first kind with a NIR, or all where there is one kind."""
    chosen = ends > begins
    if layout.kinds[0].sign >= 0:
        sign = min(kind.sign for kind in layout.kinds if kind.nir >= 0)
        chosen &= data[np.minimum(begins, data.size - 1)] == sign
    if chosen.size:
        chosen[0] = True
    return begins[chosen]


def _long(window: TextWindow) -> Iterator[Chunk]:
    """Prose to the end of a line that does not fit in a chunk, in bounded steps."""
    while window.fill(window.position, MAX_RECORD_BYTES):
        data = window.view(window.position, MAX_RECORD_BYTES)
        ends = np.flatnonzero(data == _LF)
        end = window.position + (int(ends[0]) + 1 if ends.size else data.size)
        yield from prose_chunks(window, end if ends.size or window.ended else window.boundary(end))
        if ends.size:
            return
