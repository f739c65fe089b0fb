"""Prose in smaller chunks: where much is found, arrays of it are long, and memory is bounded."""

from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import MARGIN_BYTES, Chunk
from leakscan.raw.lines import line_ends
from leakscan.raw.places import Within


def halves(chunk: Chunk) -> Iterator[Chunk]:
    """A chunk of prose of several records, as two; findings do not depend on how it is cut."""
    starts = chunk.record_starts
    middle = int(np.searchsorted(starts, (chunk.begin + chunk.end) // 2))
    middle = min(max(middle, 1), starts.size - 1)
    cut = int(starts[middle])
    yield _part(chunk, chunk.begin, cut, slice(0, middle))
    yield _part(chunk, cut, chunk.end, slice(middle, None))


def _part(chunk: Chunk, begin: int, end: int, records: slice) -> Chunk:
    """The chunk of some of its records, with as much context as readers give."""
    low = _boundary(chunk.data, max(begin - MARGIN_BYTES, 0), step=1)
    high = _boundary(chunk.data, min(end + MARGIN_BYTES, len(chunk.data)), step=-1)
    before = memoryview(chunk.data)[chunk.begin : begin]
    pages = chunk.data.count(b"\f", chunk.begin, begin) if chunk.first_page else 0
    return Chunk(
        data=chunk.data[low:high],
        begin=begin - low,
        end=end - low,
        first_line=chunk.first_line + line_ends(np.frombuffer(before, np.uint8)),
        first_record=chunk.first_record + (records.start or 0),
        record_starts=chunk.record_starts[records] - low,
        original=Within(chunk.original, low),
        sheet=chunk.sheet,
        first_page=chunk.first_page + pages,
    )


def _boundary(data: bytes, offset: int, *, step: int) -> int:
    """The character boundary at `offset`, or the next one in a direction."""
    while offset < len(data) and data[offset] & 0xC0 == 0x80:
        offset += step
    return offset
