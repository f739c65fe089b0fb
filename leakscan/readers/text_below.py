"""Where a table's lines give way to text, and where below it a table begins again.

Files are put together (``cat table.csv notes.txt``), and the name of a letter may end in ``.csv``.
Text that is read as rows has its lines judged one by one and its words searched in columns they
have nothing to do with: it took nine times as long. Of text, many lines hold no delimiter, fewer
hold one, and still fewer hold two; the lines of a table, broken ones too, are of some width. That
is judged on blocks of the text as it stands, so cuts do not matter.
"""

from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise

import numpy as np

from leakscan.frozen import frozen
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.readers.further_tables import is_header
from leakscan.readers.prose import prose_chunks
from leakscan.readers.quoting import Bytes
from leakscan.readers.rows import Rows, index_rows
from leakscan.readers.table_lines import cells_of
from leakscan.readers.window import TextWindow

_BLOCK = 64 * 1024
"""Bytes of rows that are judged together; a remark over many lines is shorter."""
_PLAIN = 0.25
"""Least share of lines without any delimiter."""
_PEAK, _MIN_PEAK = 0.005, 3
"""So many more lines of a width than of the one below it are those of a table."""
_WIDER = 0.01
"""Of tables narrow enough for broken lines to be like text, the least share of lines that do not
fit in them, unless nearly all are plain."""
_NARROW, _NEARLY_ALL = 4, 0.98
_MAX_WIDTH = 32
_MIN_HEADER, _BELOW = 3, 3
"""Columns of a header of a further table, and lines that it and its first rows are."""
_PIECE = 1024 * 1024
_AHEAD = 8 * _PIECE
"""Text is given out in pieces so large, as other text is."""


class TextStart:
    """Counts the widths of lines until a block of them is text."""

    def __init__(self) -> None:
        self._taken = self._block = 0
        self._seen = _Widths()

    def find(self, starts: Offsets, widths: Offsets, width: int) -> int:
        """The first line below a block of text; how many lines there are when there is none.

        Args:
            starts: Where the lines begin, from the first byte not yet taken.
            widths: Their numbers of fields.
            width: Fields of most rows of their table.
        """
        if not self._seen.counts[1] and (widths != 1).all():
            # Of text some lines hold no delimiter.
            return int(widths.size)
        edges = self._edges(starts)
        seen = self._seen
        for begin, end in pairwise([0, *edges]):
            if seen.with_lines(widths[begin:end], width).are_text:
                return end
            seen = _Widths()
        return int(widths.size)

    def take(self, starts: Offsets, widths: Offsets, width: int, size: int) -> None:
        """Count lines that are given out, so many bytes; otherwise as for `find`."""
        if edges := self._edges(starts):
            self._seen = _Widths()
            self._block = (int(starts[edges[-1]]) + self._taken) // _BLOCK
            widths = widths[edges[-1] :]
        self._seen = self._seen.with_lines(widths, width)
        self._taken += size

    def _edges(self, starts: Offsets) -> list[int]:
        """The lines that begin a block other than that of the line before."""
        if not starts.size or (int(starts[-1]) + self._taken) // _BLOCK == self._block:
            return []
        last = (int(starts[-1]) + self._taken) // _BLOCK
        begins = np.arange(self._block + 1, last + 1) * _BLOCK - self._taken
        # A line that goes on through blocks begins in one of them.
        return sorted(set(np.searchsorted(starts, begins).tolist()))


@frozen(kw_only=False, eq=False, repr=False)
class _Widths:
    """How many lines of a block have so many fields.

    Attributes:
        counts: By number of fields, the last for all that have more.
        wider: Lines that do not fit in their table.
    """

    counts: Offsets = field(default_factory=lambda: np.zeros(_MAX_WIDTH + 2, np.int64))
    wider: int = 0

    def with_lines(self, widths: Offsets, width: int) -> "_Widths":
        """The same with more lines of a table so wide."""
        counts = np.bincount(np.minimum(widths, _MAX_WIDTH + 1), minlength=_MAX_WIDTH + 2)
        wider = widths.size if width > _NARROW else int(np.count_nonzero(widths > width))
        return _Widths(self.counts + counts, self.wider + (wider if width > 1 else 0))

    @property
    def are_text(self) -> bool:
        """Whether the fewer lines have a number of fields the larger it is."""
        lines = int(self.counts.sum())
        if self.counts[1] < max(_PLAIN * lines, 1):
            return False
        if self.wider < _WIDER * lines and self.counts[1] < _NEARLY_ALL * lines:
            return False
        rise = np.diff(self.counts[1:-1])
        return bool((rise < max(_PEAK * lines, _MIN_PEAK)).all())


def text_below(window: TextWindow, delimiter: int) -> Iterator[Chunk]:
    """Chunks of text from the window's position to the next line that names columns."""
    while window.fill(window.position, 1):
        end, found = _next_header(window, delimiter)
        yield from prose_chunks(window, end)
        if found:
            return


def _next_header(window: TextWindow, delimiter: int) -> tuple[int, bool]:
    """Where the next header is (absolute), and True; or how far there is none, and False."""
    at, limit = window.position, window.position + _AHEAD
    while at < limit and (size := window.fill(at, _PIECE)):
        final = window.ended and window.end == at + size
        data = window.view(at, size)
        rows = index_rows(data, delimiter, final=final, quoted=False)
        if (header := _header(data, rows)) >= 0:
            return at + header, True
        if final:
            return window.end, False
        # The last lines may be a header and what must stand below it.
        starts = rows.record_starts[-_BELOW:]
        at += int(starts[0]) if starts.size == _BELOW and starts[0] else size
    return window.boundary(at), False


def _header(data: Bytes, rows: Rows) -> int:
    """Where the first line begins that names the columns of those below it, -1 without one."""
    first = np.append(np.flatnonzero(rows.column == 0), rows.column.size)
    widths = np.diff(first)
    same = widths[1:] == widths[:-1]
    same &= widths[1:] >= _MIN_HEADER
    begins = same[:-1] & same[1:]
    begins[1:] &= ~same[:-2]
    for line in np.flatnonzero(begins).tolist():
        cells = cells_of(data, rows, slice(*first[line : line + 2].tolist()))
        if is_header([cell.strip('"') for cell in cells]):
            return int(rows.record_starts[line])
    return -1


__all__ = ["TextStart", "text_below"]
