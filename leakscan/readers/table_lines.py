"""Lines of a table and the records they make; see `table_rows` for what is decided about them."""

from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.frozen import slotted
from leakscan.raw.chunk import MOST_COLUMNS, Offsets
from leakscan.readers.quoting import CR, LF, Bytes
from leakscan.readers.rows import Rows

Mask = npt.NDArray[np.bool_]


@slotted
class Lines:
    """Rows seen as lines.

    Attributes:
        data: The text.
        of_rows: What they are rows of.
        first: Number of the first field of each, and at the end the number of fields.
        widths: Number of fields of each.
        gap: Nothing, or a row of empty cells, stands before it.
    """

    data: Bytes
    of_rows: Rows
    first: Offsets
    widths: Offsets
    gap: Mask

    @classmethod
    def of(cls, data: Bytes, rows: Rows, width: int, line_end: int) -> Self:
        """The lines of a table.

        Args:
            data: The text.
            rows: Of it.
            width: Fields of most rows.
            line_end: Bytes between most rows.
        """
        records, fields = rows.record_starts.size, rows.column.size
        if fields == records * width and not rows.column[::width].any():
            first, widths = np.arange(0, fields + 1, width), np.full(records, width)
            begins, ends = rows.starts[::width], rows.ends[width - 1 :: width]
        else:
            first = np.append(np.flatnonzero(rows.column == 0), fields)
            widths = np.diff(first)
            begins, ends = rows.starts.take(first[:-1]), rows.ends.take(first[1:] - 1)
        gap = np.zeros(records, np.bool_)
        apart = 1 + np.flatnonzero(rows.record_starts[1:] - ends[:-1] > line_end)
        gap[apart] = blank_before(data, rows.record_starts[apart])
        empty = ends - begins == widths - 1
        gap[1:] |= empty[:-1]
        return cls(data, rows, first, widths, gap)

    def odd(self, width: int) -> Mask:
        """Lines that are not one of many of a width, or stand below a gap or a title below it."""
        odd = self.gap | (self.widths != width)
        odd[1:] |= self.gap[:-1]
        return odd

    def like(self, length: int, opens: Mask) -> Mask:
        """Which lines are as long as the header, and begin as one of its cells does.

        So the header is met again, its columns in another order or not; few other lines are
        as long and begin so.

        Args:
            length: Bytes of the header, its line end included.
            opens: By the first two bytes as a number, whether one of its cells begins so.
        """
        starts = self.of_rows.record_starts
        alike: Mask = np.diff(starts, append=self.of_rows.size) == length
        which = np.flatnonzero(alike)
        second = self.data[np.minimum(starts[which] + 1, self.data.size - 1)]
        alike[which] = opens[self.data[starts[which]] | second.astype(np.uint16) << 8]
        return alike

    def cells(self, line: int) -> list[str]:
        """The cells of a line; none beyond the last."""
        if line >= self.widths.size:
            return []
        return cells_of(self.data, self.of_rows, slice(*self.first[line : line + 2].tolist()))

    def size(self, line: int) -> int:
        """Bytes from the start of a line to that of the next."""
        starts = self.of_rows.record_starts
        end = int(starts[line + 1]) if line + 1 < starts.size else self.of_rows.size
        return end - int(starts[line])

    def distance(self, line: int, other: int) -> int:
        """Bytes from the start of one line to that of another."""
        starts = self.of_rows.record_starts
        return int(starts[other] - starts[line])


class GroupedLines:
    """Lines put into records; a line at which nothing is odd is one.

    Attributes:
        reached: Columns that the last record has so far.
        stop: The first line of another table, or how many lines there are.
    """

    def __init__(self, lines: Lines, odd: Mask, width: int) -> None:
        """Take the lines of a table, those at which something is odd, and its columns."""
        self._lines, self._odd, self._width = lines, odd, width
        self._joined: dict[int, int] = {}
        self._texts: set[int] = set()
        self._headers: set[int] = set()
        self.stop = int(lines.widths.size)
        self._head = self.reached = 0

    @property
    def head(self) -> int:
        """The line that begins the last record: what follows may still belong to it."""
        return self._head if self._odd[-1] else self.stop - 1

    def reach(self, line: int) -> None:
        """Go on to an odd line; one before it that is not odd is a whole record."""
        if line and not self._odd[line - 1]:
            self._head, self.reached = line - 1, self._width

    def begin(self, line: int) -> None:
        """A line begins a record."""
        self._head, self.reached = line, int(self._lines.widths[line])

    def add_header(self, line: int) -> None:
        """A line names the columns once more, and holds no cells."""
        self._headers.add(line)
        self._head, self.reached = line, self._width

    def is_text(self, line: int) -> bool:
        """Whether a line was found to be text."""
        return line in self._texts

    def add_text(self, line: int) -> None:
        """A line below a gap is text, and no part of a record; below it a header may stand."""
        self._texts.add(line)
        self._head, self.reached = line, self._width
        self._lines.gap[line + 1 : line + 2] = True

    def join_text(self, line: int) -> None:
        """A line of text goes on with the record before, behind its last cell."""
        self._texts.add(line)
        self._joined[line] = 0

    def join_cells(self, line: int) -> None:
        """A line goes on where the record before was broken off, in the same cell."""
        self._joined[line] = self.reached - 1
        self.reached += int(self._lines.widths[line]) - 1

    def rows(self, count: int) -> Rows:
        """The records of the first `count` lines."""
        rows, first = self._lines.of_rows, self._lines.first
        fields = int(first[count])
        size = int(rows.record_starts[count]) if count < self._lines.widths.size else rows.size
        starts, ends, column = rows.starts[:fields], rows.ends[:fields], rows.column[:fields]
        if self._lines.widths[:count].max(initial=0) > MOST_COLUMNS:
            column = np.minimum(column, MOST_COLUMNS)
        record_starts = rows.record_starts[:count]
        if self._joined or self._texts or self._headers:
            column = column.copy()
            kept, begins = np.ones(fields, np.bool_), np.ones(count, np.bool_)
            for line, shift in self._joined.items():
                column[self._fields(line)] += shift
            for line in self._texts:
                # Beyond all columns, so that it is searched, and takes no role.
                column[self._fields(line)] = self._width
            for line in self._headers:
                kept[self._fields(line)] = False
            begins[[line for line in self._joined if line < count]] = False
            starts, ends, column = starts[kept], ends[kept], column[kept]
            record_starts = record_starts[begins]
        return Rows(size, record_starts, starts, ends, column)

    def _fields(self, line: int) -> slice:
        return slice(*self._lines.first[line : line + 2].tolist())


def blank_before(data: Bytes, starts: Offsets) -> Mask:
    """Whether a blank line stands before each line."""
    before = data[np.maximum(starts - 2, 0)]
    blank = before == LF
    blank |= (before == CR) & (data[np.maximum(starts - 3, 0)] == LF)
    blank[:1] &= starts[:1] > 1
    found: Mask = blank
    return found


def cells_of(data: Bytes, rows: Rows, fields: slice) -> list[str]:
    """The texts of some fields, quotes undone; no more than a table has columns."""
    starts, ends = rows.starts[fields][:MOST_COLUMNS], rows.ends[fields][:MOST_COLUMNS]
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    cells = (data[start:end].tobytes().decode("utf-8", "replace") for start, end in spans)
    return [cell.replace('""', '"') for cell in cells]


__all__ = ["GroupedLines", "Lines", "blank_before", "cells_of"]
