"""A worksheet's rows as text, from its XML, as it is read.

Specification: ECMA-376 part 1, 18.3. What a sheet declares of its dimensions is ignored: rows
and columns are where cells say they are, within the limits of Excel.
"""

from collections import deque
from collections.abc import Sequence
from html import unescape

from leakscan.readers.markup import Attributes, TextParts
from leakscan.readers.number_formats import NumberFormat, shown_number
from leakscan.readers.shared_strings import SharedStrings

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_SPARSE_FROM = 256
_SPARSE = 16
_LOOSE = frozenset(
    [
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
        "formula1",
        "formula2",
    ]
)

Row = list[str]
_BLANK: Row = []
FoundCell = tuple[bytes, bytes, bytes, bytes, bytes]


class SheetRows:
    """Handles a worksheet: rows go out through the queue, blank ones between them included.

    Attributes:
        loose: Texts of the sheet outside its cells (page headers, lists of allowed values).
    """

    __slots__ = (
        "_by_style",
        "_cells",
        "_column",
        "_columns",
        "_epoch_1904",
        "_inside",
        "_kind",
        "_parts",
        "_row",
        "_strings",
        "_style",
        "loose",
        "out",
    )

    def __init__(
        self, strings: SharedStrings, formats: Sequence[NumberFormat], *, epoch_1904: bool
    ) -> None:
        self.out: deque[Row] = deque()
        self.loose: list[str] = []
        self._strings = strings
        self._by_style = {
            str(style): known for style, known in enumerate(formats) if not known.plain
        }
        self._columns = ColumnNumbers()
        self._epoch_1904 = epoch_1904
        self._row = 0
        self._column = 0
        self._cells: dict[int, str] = {}
        self._kind = ""
        self._style = ""
        self._parts = TextParts()
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Cells and what they hold."""
        if name == "c":
            reference = attributes.get("r")
            self._column = column_of(reference) if reference else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._parts.take()
        elif name in {"v", "t"}:
            self._inside = True
        elif name == "row":
            number = attributes.get("r", "")
            self._begin_row(int(number) if number.isascii() and number.isdigit() else 0)
        elif name in _LOOSE:
            self._parts.take()
            self._inside = True

    def end(self, name: str) -> None:
        """A value, a cell or a row is complete."""
        if name in {"v", "t"}:
            self._inside = False
        elif name == "c":
            if self._parts and 0 < self._column <= MAX_COLUMNS:
                self._cells[self._column - 1] = self._value(
                    self._kind, self._style, self._parts.take()
                )
        elif name == "row":
            self.out.append(row_of(self._cells))
        elif name in _LOOSE:
            self._inside = False
            self.loose.append(self._parts.take())

    def text(self, text: str) -> None:
        """Kept where a value stands."""
        if self._inside:
            self._parts.add(text)

    def take(self, number: int, cells: Sequence[FoundCell]) -> None:
        """A whole row.

        Args:
            number: From 1; 0 for the next.
            cells: Letters of the column, style, type, value and inline text of each.
        """
        self._begin_row(number)
        found = self._cells
        for letters, style, kind, value, inline in cells:
            text = (value or inline).decode("utf-8", "replace")
            if "&" in text:
                text = unescape(text)
            if text:
                shown = self._value(kind.decode() or "n", style.decode(), text)
                found[self._columns[letters]] = shown
        self.out.append(row_of(found))

    def _begin_row(self, number: int) -> None:
        # Rows that are left out are blank: the numbers of those that follow must be right.
        number = min(number, MAX_ROWS)
        for _ in range(number - self._row - 1):
            self.out.append(_BLANK)
        self._row = max(self._row + 1, number)
        self._column = 0
        self._cells = {}

    def _value(self, kind: str, style: str, text: str) -> str:
        if kind == "n":
            known = self._by_style.get(style)
            if known is None:
                return text if text.isdigit() else shown_number(text)
            return known.show(text, epoch_1904=self._epoch_1904)
        if kind == "s":
            return self._strings.text_of(text)
        if kind == "d":
            return french_date(text)
        return "" if kind == "e" else text


class ColumnNumbers(dict[bytes, int]):
    """Column numbers from 0 by their letters, remembered."""

    def __missing__(self, letters: bytes) -> int:
        self[letters] = number = column_of(letters.decode()) - 1
        return number


def column_of(reference: str) -> int:
    """Column number from 1 of a reference like ``AB12``; 0 when it has none."""
    number = 0
    for sign in reference[:4]:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - 64
    return number


def row_of(cells: dict[int, str]) -> Row:
    """A row with the cells in their columns, from the first column to the last that is filled.

    A few cells scattered over thousands of columns are put side by side: a row would cost the
    memory of all its columns, and nothing could be told from where they stand.
    """
    if not cells:
        return []
    width = max(cells) + 1
    if width > _SPARSE_FROM and width > _SPARSE * len(cells):
        return [cells[column] for column in sorted(cells)]
    return [cells.get(column, "") for column in range(width)]


def french_date(text: str) -> str:
    """``1950-12-31T08:30:00`` as ``31/12/1950 08:30``; anything else as it is."""
    day, _, time = text.partition("T")
    parts = day.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return text
    shown = "/".join(reversed(parts))
    time = time.partition(".")[0].rstrip("Z").removesuffix(":00")
    return f"{shown} {time}" if time and time != "00:00" else shown
