"""Rows of a sheet from cells that come one by one, each with its place."""

import struct
from collections.abc import Iterator, Sequence

from leakscan.readers.number_formats import NumberFormat, shown_number
from leakscan.readers.sheet_rows import MAX_COLUMNS, MAX_ROWS, Row, row_of

_BLANK: Row = []


class NumberedRows:
    """Gathers the cells of a row, and counts the rows that are left out."""

    __slots__ = ("_cells", "_epoch_1904", "_formats", "_next", "_row")

    def __init__(self, formats: Sequence[NumberFormat], *, epoch_1904: bool) -> None:
        self._formats = formats
        self._epoch_1904 = epoch_1904
        self._cells: dict[int, str] = {}
        self._row = 0
        self._next = 0

    def cell(self, row: int, column: int, text: str) -> Iterator[Row]:
        """Take a cell, numbers from 0; the row before comes out when it is another one."""
        if row != self._row:
            yield from self.flush()
            self._row = min(row, MAX_ROWS - 1)
        if text and column < MAX_COLUMNS:
            self._cells[column] = text

    def number(self, row: int, column: int, style: int, value: float) -> Iterator[Row]:
        """Take a number, shown as its style says."""
        shown = repr(value)
        if 0 <= style < len(self._formats):
            shown = self._formats[style].show(shown, epoch_1904=self._epoch_1904)
        else:
            shown = shown_number(shown)
        return self.cell(row, column, shown)

    def flush(self) -> Iterator[Row]:
        """The row that was gathered, after the blank ones before it."""
        if not self._cells:
            return
        for _ in range(self._row - self._next):
            yield _BLANK
        self._next = max(self._next, self._row) + 1
        yield row_of(self._cells)
        self._cells = {}


def rk_number(packed: int) -> float:
    """A number in the 30 bits of an RK value: an integer or the head of a double, perhaps / 100.

    Source: [MS-XLS] 2.5.217.
    """
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole >= 1 << 29 else whole)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return value / 100 if packed & 1 else value
