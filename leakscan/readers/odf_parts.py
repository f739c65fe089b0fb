"""The text of an OpenDocument part, from its XML: paragraphs, tables, slides.

Specification: ODF 1.3 part 3. Repeated cells and rows are written once with a count; only what
holds something is repeated, within bounds.
"""

from collections import deque

from leakscan.readers.blocks import END_OF_TABLE, Block, TableRow
from leakscan.readers.markup import Attributes, TextParts, attribute
from leakscan.readers.number_formats import shown_number
from leakscan.readers.sheet_rows import MAX_COLUMNS, MAX_ROWS, french_date, row_of

_MAX_REPEATS = 1000
_NUMBERS = frozenset({"float", "percentage", "currency"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_MAX_SPACES = 1000


class OdfParts:
    """Handles a part; blocks go out through the queue.

    Attributes:
        loose: Annotations: text beside the text.
    """

    __slots__ = (
        "_annotated",
        "_blank",
        "_cell",
        "_cells",
        "_column",
        "_depth",
        "_line",
        "_pages",
        "_paragraphs",
        "_repeats",
        "_row_repeats",
        "_rows",
        "_value",
        "loose",
        "out",
    )

    def __init__(self) -> None:
        self.out: deque[Block] = deque()
        self.loose: list[str] = []
        self._line = TextParts()
        self._cell = TextParts()
        self._cells: dict[int, str] = {}
        self._value: tuple[str, str] = ("", "")
        self._annotated = 0
        self._paragraphs = 0
        self._depth = 0
        self._column = 0
        self._repeats = 1
        self._row_repeats = 1
        self._blank = 0
        self._rows = 0
        self._pages = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Paragraphs, signs, cells, rows, tables, pages."""
        if name in {"p", "h"}:
            self._paragraphs += 1
        elif name == "s":
            self._line.add(" " * min(_number(attribute(attributes, "c")), _MAX_SPACES))
        elif name == "tab":
            self._line.add("\t")
        elif name == "line-break":
            self._line.add("\n")
        elif name == "annotation":
            self._annotated += 1
        elif name == "page":
            if self._pages:
                self.out.append("\f")
            self._pages += 1
        elif name == "table":
            self._depth += 1
            self._blank = self._rows = 0
        elif self._depth == 1:
            self._start_cell(name, attributes)

    def end(self, name: str) -> None:
        """Paragraphs, cells, rows and tables are complete."""
        if name in {"p", "h"}:
            self._paragraphs -= 1
            self._paragraph()
        elif name == "annotation":
            self._annotated -= 1
        elif name == "table":
            self._depth -= 1
            if not self._depth:
                self.out.append(END_OF_TABLE)
        elif self._depth == 1 and name in _CELLS:
            self._end_cell()
        elif self._depth == 1 and name == "table-row":
            self._end_row()

    def text(self, text: str) -> None:
        """Kept inside paragraphs."""
        if self._paragraphs:
            self._line.add(text)

    def _start_cell(self, name: str, attributes: Attributes) -> None:
        if name in _CELLS:
            self._cell.take()
            self._repeats = _number(attribute(attributes, "number-columns-repeated"))
            kind = attribute(attributes, "value-type")
            value = attribute(attributes, "date-value" if kind == "date" else "value")
            self._value = (kind, value)
        elif name == "table-row":
            self._cells = {}
            self._column = 0
            self._row_repeats = _number(attribute(attributes, "number-rows-repeated"))

    def _end_cell(self) -> None:
        text = _shown(*self._value, self._cell.take().strip("\n"))
        if text:
            last = min(self._column + min(self._repeats, _MAX_REPEATS), MAX_COLUMNS)
            for column in range(self._column, last):
                self._cells[column] = text
        self._column += self._repeats

    def _end_row(self) -> None:
        if not self._cells:
            self._blank += self._row_repeats
            return
        row = row_of(self._cells)
        # Blank rows count only when something follows: sheets end with a million of them.
        blanks = min(self._blank, max(MAX_ROWS - self._rows, 0))
        repeats = min(self._row_repeats, _MAX_REPEATS)
        self.out.extend([_BLANK] * blanks)
        self.out.extend([TableRow(row)] * repeats)
        self._rows += blanks + repeats
        self._blank = 0

    def _paragraph(self) -> None:
        text = self._line.take() + "\n"
        if self._annotated:
            self.loose.append(text)
        elif self._depth:
            self._cell.add(text)
        else:
            self.out.append(text)


_BLANK = TableRow([])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _shown(kind: str, value: str, text: str) -> str:
    """What a CSV export would hold: numbers in full, unless zeros were put before them."""
    if kind == "date" and value:
        return french_date(value)
    if kind not in _NUMBERS or not value:
        return text
    number = shown_number(value)
    digits = "".join(sign for sign in text if sign.isdigit())
    plain = all(sign.isdigit() or sign in " \u00a0\u202f.-/" for sign in text)
    return text if plain and number.isdigit() and digits.lstrip("0") == number else number
