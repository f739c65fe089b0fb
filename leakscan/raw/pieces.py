"""Prose in smaller chunks: where much is found, arrays of it are long, and memory is bounded."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from leakscan.raw.chunk import MARGIN_BYTES, Chunk
from leakscan.raw.lines import line_ends
from leakscan.raw.places import Within


def parts(chunk: Chunk, count: int) -> Iterator[tuple[int, Chunk]]:
    """A chunk of prose in about so many parts, of whole records; findings do not depend on it.

    Args:
        chunk: Of several records.
        count: At least two.

    Yields:
        Where the text of each part begins in that of the chunk, its context included; the part.
    """
    starts, size = chunk.record_starts, chunk.end - chunk.begin
    wanted = chunk.begin + np.arange(1, count) * size // count
    firsts = np.unique(np.clip(np.searchsorted(starts, wanted), 1, starts.size - 1)).tolist()
    edges = [chunk.begin, *starts[firsts].tolist(), chunk.end]
    records = [0, *firsts, starts.size]
    for (begin, end), (first, last) in zip(pairwise(edges), pairwise(records), strict=True):
        yield _part(chunk, begin, end, slice(first, last))


def _part(chunk: Chunk, begin: int, end: int, records: slice) -> tuple[int, Chunk]:
    """The part of some of its records, with as much context as readers give, and where it is."""
    low = _boundary(chunk.data, max(begin - MARGIN_BYTES, 0), step=1)
    high = _boundary(chunk.data, min(end + MARGIN_BYTES, len(chunk.data)), step=-1)
    before = memoryview(chunk.data)[chunk.begin : begin]
    pages = chunk.data.count(b"\f", chunk.begin, begin) if chunk.first_page else 0
    return low, Chunk(
        data=chunk.data[low:high],
        begin=begin - low,
        end=end - low,
        first_line=chunk.first_line + line_ends(np.frombuffer(before, np.uint8)),
        first_record=chunk.first_record + records.start,
        record_starts=chunk.record_starts[records] - low,
        original=Within(chunk.original, low),
        sheet=chunk.sheet,
        first_page=chunk.first_page + pages,
        cards=chunk.cards,
    )


def _boundary(data: bytes, offset: int, *, step: int) -> int:
    """The character boundary at `offset`, or the next one in a direction."""
    while offset < len(data) and data[offset] & 0xC0 == 0x80:
        offset += step
    return offset
