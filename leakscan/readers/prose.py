"""Cutting text without structure into documents: one record up to 64 KiB, then blocks.

A letter has its identity in the first paragraph and the diagnosis in the third, so it is kept
whole; beyond 64 KiB blocks end where the page, the paragraph, the line or the word does.
Cuts depend on the text from the block's start only, never on the chunk size.
"""

from collections.abc import Iterator

import numpy as np

from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES, Chunk
from leakscan.readers.window import Bytes, TextWindow

_LF, _CR = b"\n\r"
_NO_RECORDS = np.empty(0, np.int64)
_CHUNKS, _LATER_CHUNKS = 4, 8
"""Prose comes in pieces so many times the size of a chunk: most of it holds nothing, and what a
piece costs whatever it holds is then paid less often. Detectors cut those that hold much."""
_LATER = 32 * 1024 * 1024
"""From here on a piece is not much of the text, which several processes may share."""
_HALF = MAX_PROSE_RECORD_BYTES // 2
"""Paragraph, line and word ends count in the second half only: no crumbs before a long line."""
_NEAR = 2048


def prose_chunks(window: TextWindow, end: int | None = None) -> Iterator[Chunk]:
    """Chunks of whole blocks from the window's position to `end` (absolute; None: to the end)."""
    starts: list[int] = []
    offset = window.position
    while size := _block(window, offset, end):
        chunks = _CHUNKS if window.position < _LATER else _LATER_CHUNKS
        if starts and offset + size - window.position > chunks * window.chunk_bytes:
            yield _emit(window, offset, starts)
            starts = []
        starts.append(offset)
        offset += size
    if starts:
        yield _emit(window, offset, starts)


def loose_chunks(window: TextWindow, end: int | None = None) -> Iterator[Chunk]:
    """Chunks of text around records that is none itself, as `prose_chunks`.

    One block each: what is found in such a chunk counts together, and must not depend on how
    many blocks a chunk would hold.
    """
    while size := _block(window, window.position, end):
        yield window.emit(window.position + size, _NO_RECORDS)


def block_end(window: TextWindow) -> int:
    """Where the block that begins at the window's position ends (absolute)."""
    return window.position + _block(window, window.position, None)


def _emit(window: TextWindow, end: int, starts: list[int]) -> Chunk:
    return window.emit(end, np.array(starts, np.int64) - window.position)


def _block(window: TextWindow, start: int, end: int | None) -> int:
    """Size of the block that begins at `start`; 0 at the end."""
    wanted = MAX_PROSE_RECORD_BYTES + 1
    available = window.fill(start, wanted if end is None else min(wanted, end - start))
    if available < wanted:
        return available
    limit = start + MAX_PROSE_RECORD_BYTES
    cut = window.rfind(b"\f", start + 1, limit)
    if cut > 0:
        return cut - start
    return _soft_cut(window, start + _HALF, limit) - start


def _soft_cut(window: TextWindow, low: int, limit: int) -> int:
    # Nearly always there is one near the end, where fewer views reach into another piece.
    for begin in (max(low, limit - _NEAR), low):
        blank = _last_blank_line(window.view(begin, limit - begin))
        if blank:
            return begin + blank
    for separator in (b"\n", b" "):
        found = window.rfind(separator, low, limit)
        if found >= 0:
            return found + 1
    return window.boundary(limit)


def _last_blank_line(data: Bytes) -> int:
    """Where the last blank line ends, 0 without one."""
    if KERNELS is not None:
        return arrays.last_blank_line(data)
    line_ends = data == _LF
    blank = line_ends[1:] & line_ends[:-1]
    blank[1:] |= line_ends[2:] & (data[1:-1] == _CR) & line_ends[:-2]
    ends = np.flatnonzero(blank)
    return int(ends[-1]) + 2 if ends.size else 0
