"""Rows of one text as rows of its tables: broken lines joined, text set apart, further tables told.

Exports break their own form. A remark with a line end in it, unquoted, makes two lines of one
record, whose cells would stand in the wrong columns. Titles and totals are no records. A header
comes again on every page, or another one begins a further table. What is decided depends on the
text alone: whole groups of lines are given out, so cuts do not matter.
"""

from collections import Counter

import numpy as np

from leakscan.raw.chunk import Table
from leakscan.readers.further_tables import MAX_TABLES, is_header, is_title, may_name_columns
from leakscan.readers.quoting import Bytes
from leakscan.readers.rows import Rows
from leakscan.readers.table_lines import GroupedLines, Lines, blank_before, cells_of
from leakscan.readers.text_below import TextStart

_MIN_WIDTH = 3
"""Of narrower tables any line may be a row."""
_SAMPLE_ROWS = 20
_HEADER_ROWS = 6
_MAX_LINE_END = 2
_MAX_GROUP_BYTES = 64 * 1024
"""Lines further apart than this are not those of one record."""
_OPENING = 2
"""Bytes of cells by which a header is known again."""


class TableRows:
    """Takes the rows of a text in order, table by table.

    Attributes:
        table: The one whose rows come next.
        in_text: What comes next is text; `resume` below it.
    """

    def __init__(self) -> None:
        self.table = Table()
        self.in_text = False
        self._text_start = TextStart()
        # `RecordChunks` knows a table by its identity, which must not be another's later.
        self._tables = [self.table]
        self._header: list[str] = []
        self._header_bytes = 0
        self._opens = np.zeros(1 << 16, np.bool_)
        self._width = self._line_end = 0
        self._gap = False

    def take(self, data: Bytes, rows: Rows, *, whole: bool) -> Rows:
        """The rows of this table among the next; afterwards `table` may be another.

        Args:
            data: The text that the rows were indexed in.
            rows: From the first that was not taken.
            whole: Take the last record although it may go on in what follows.
        """
        if not rows.record_starts.size:
            return rows
        if not self._width:
            self._begin(data, rows)
        lines = Lines.of(data, rows, self._width, self._line_end)
        lines.gap[0] |= self._gap
        groups = self._grouped(lines)
        starts, stop, width = rows.record_starts, groups.stop, self._width
        groups.stop = self._text_start.find(starts[:stop], lines.widths[:stop], width)
        self.in_text = groups.stop < stop
        another = groups.stop < lines.widths.size
        count = groups.stop if whole or another else groups.head
        self._gap = bool(lines.gap[count]) if count < lines.gap.size else False
        if another:
            self._change_table()
        taken = groups.rows(count)
        self._text_start.take(starts[:count], lines.widths[:count], width, taken.size)
        return taken

    def resume(self) -> bool:
        """Go on with the rows of another table, below text; False when there are enough."""
        self.in_text = False
        self._text_start = TextStart()
        return len(self._tables) < MAX_TABLES

    def _change_table(self) -> None:
        self.table = Table()
        self._tables.append(self.table)
        self._header, self._width, self._gap = [], 0, False

    def _begin(self, data: Bytes, rows: Rows) -> None:
        """Look at the first rows of a table."""
        first = np.flatnonzero(rows.column == 0)
        widths = np.diff(first, append=rows.column.size)[:_SAMPLE_ROWS]
        blank = np.flatnonzero(blank_before(data, rows.record_starts[1 : widths.size]))
        most = widths[: int(blank[0]) + 1] if blank.size else widths
        usual = Counter(most.tolist()).most_common(1)[0][0]
        # Where most records are broken, few lines are as wide as the header.
        spans = zip(first[:_HEADER_ROWS].tolist(), most.tolist(), strict=False)
        rows_above = (cells_of(data, rows, slice(at, at + width)) for at, width in spans)
        self._width = max(usual, *(len(cells) for cells in rows_above if is_header(cells)), 0)
        self.table.columns += cells_of(data, rows, slice(0, int(widths[0])))
        between = rows.record_starts[1:] - rows.ends[first[1:] - 1]
        self._line_end = _usual(between[:_SAMPLE_ROWS].tolist())

    def _grouped(self, lines: Lines) -> GroupedLines:
        """Go through the lines at which something is odd."""
        begin = 0 if self._header else self._find_header(lines)
        odd = lines.odd(self._width)
        odd |= lines.like(self._header_bytes, self._opens)
        # Titles above the header are the detectors' affair.
        odd[:begin] = False
        groups = GroupedLines(lines, odd, self._width)
        for line in np.flatnonzero(odd).tolist():
            groups.reach(line)
            may_be_header = self._may_be_header(lines, line)
            cells = lines.cells(line) if may_be_header or lines.gap[line] else []
            if may_be_header and cells == self._header and may_name_columns(cells):
                groups.add_header(line)
            elif may_be_header and self._begins_table(lines, line, cells, groups):
                groups.stop = line
                break
            elif lines.gap[line] and is_title(cells):
                groups.add_text(line)
            else:
                self._place(lines, line, groups)
        return groups

    def _find_header(self, lines: Lines) -> int:
        """Remember the first row that is as wide as most and more than a title: the lines to it."""
        for line in np.flatnonzero(lines.widths == self._width).tolist():
            cells = lines.cells(line)
            if sum(map(bool, cells)) > 1 or self._width == 1:
                self._header, self._header_bytes = cells, lines.size(line)
                self._opens = np.zeros(1 << 16, np.bool_)
                if may_name_columns(cells):
                    openings = (cell.encode()[:_OPENING] for cell in cells)
                    whole = b"".join(part for part in openings if len(part) == _OPENING)
                    self._opens[np.frombuffer(whole, "<u2")] = True
                return line + 1
        return lines.widths.size

    def _may_be_header(self, lines: Lines, line: int) -> bool:
        """Whether a line stands where another table, or another page, may begin."""
        changes = line > 0 and lines.widths[line] != lines.widths[line - 1]
        asked = changes or lines.gap[line] or lines.widths[line] == self._width
        return bool(asked) and len(self._tables) < MAX_TABLES and lines.widths[line] > 1

    def _begins_table(
        self, lines: Lines, line: int, cells: list[str], groups: GroupedLines
    ) -> bool:
        other_width = bool(lines.widths[line] != self._width)
        if not lines.gap[line]:
            return (other_width or sorted(cells) == sorted(self._header)) and is_header(cells)
        apart = other_width or groups.is_text(line - 1)
        return is_header(cells, lines.cells(line + 1), 1 if apart else 2, titled=apart)

    def _place(self, lines: Lines, line: int, groups: GroupedLines) -> None:
        """Let a line begin a record, or go on with the one before."""
        width, left = int(lines.widths[line]), self._width - groups.reached
        near = lines.distance(groups.head, line) < _MAX_GROUP_BYTES
        if lines.gap[line] or not near or self._width < _MIN_WIDTH or line == 0:
            groups.begin(line)
        elif width == 1 and left == 0:
            groups.join_text(line)
        elif left > 0 and width - 1 in (0, left):
            groups.join_cells(line)
        else:
            groups.begin(line)


def _usual(between: list[int]) -> int:
    """The most frequent number of bytes between rows: a line end, or two where all are parted.

    Programs that write line ends of Windows twice leave a blank line below every row.
    """
    counts = Counter(between)
    return min(counts, key=lambda size: (-counts[size], size), default=_MAX_LINE_END)
