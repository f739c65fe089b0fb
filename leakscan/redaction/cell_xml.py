"""Writes cells of a worksheet anew: another text, nothing, or the same without its formula."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from html import escape, unescape

from leakscan.readers.number_formats import Kind, NumberFormat
from leakscan.readers.sheet_rows import ColumnNumbers
from leakscan.redaction.sheet_xml import RawRow, attributes_of

_USUAL = re.compile(rb'<c( r="[A-Z]+\d+"(?: s="(\d+)")?)(?: t="\w+")?/?>')
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_SHARED = re.compile(rb"""\st\s*=\s*["']shared["']""")
_INDEX = re.compile(rb"""\ssi\s*=\s*["'](\d+)["']""")
_MASKED_NUMBER = re.compile(r"[0-9 \-/().]+")
_NO_SIGNS = str.maketrans("", "", " -/().")
_MAX_DIGITS = 15
"""Beyond them a spreadsheet rounds a number."""
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_CALENDAR_FLAW = 60
"""Serial numbers below it are one less: the calendar has a 29 February 1900."""
_QUOTED = ('"', "&quot;")
_MAX_FORMULA = 8192
"""Characters of a formula, Excel's own limit."""

Texts = Mapping[int, str | None]
"""What cells are to show; None for nothing."""


class CellWriter:
    """Writes cells of one workbook.

    Args:
        formats: By cell style.
        epoch_1904: Days are counted from 1904.
        typed: Numbers and dates stay such where what replaces them is one.
    """

    def __init__(self, formats: Sequence[NumberFormat], *, epoch_1904: bool, typed: bool) -> None:
        self._formats = formats
        self._epoch_1904 = epoch_1904
        self._typed = typed
        self._columns = ColumnNumbers()
        self.begin_sheet(b"")

    def begin_sheet(self, prefix: bytes) -> None:
        """Another sheet, whose elements have this prefix."""
        self._prefix = prefix
        p = re.escape(prefix)
        self._formula = re.compile(rb"<%bf((?:\s[^>]*?)?)(?:/>|>([^<]*)</%bf\s*>)" % (p, p))
        self._opening = b"<" + prefix + b"f"
        self._freed: set[bytes] = set()
        """Shared formulas whose first cell lost it: the others refer to nothing."""

    def by_cell(self, row: RawRow, shown: Sequence[str], texts: Texts) -> dict[int, str | None]:
        """New texts by number of a cell in the row, from those by place among what is shown."""
        if not texts:
            return {}
        known = self._columns
        numbers = {
            known[cell[0]]: number for number, cell in enumerate(row.cells) if cell[3] or cell[4]
        }
        columns = sorted(numbers)
        if len(shown) == columns[-1] + 1:
            return {numbers[at]: text for at, text in texts.items() if at in numbers}
        # Scattered cells are shown side by side.
        return {numbers[columns[at]]: text for at, text in texts.items()}

    def quoting(self, row: RawRow) -> Iterator[tuple[int, str]]:
        """Cells by number whose formula has a text in it, with the formula."""
        if self._opening not in row.raw:
            return
        for number, (start, end) in enumerate(row.spans):
            found = self._formula.search(row.raw, start, end)
            if found and found[2]:
                formula = found[2].decode("utf-8", "replace")
                if any(sign in formula for sign in _QUOTED):
                    yield number, unescape(formula)[:_MAX_FORMULA]

    def unchanged(self, row: RawRow) -> bytes:
        """A row as it is, but for formulas that refer to one that is gone."""
        return self._without_orphans(row.raw) if self._freed else row.raw

    def changed(self, row: RawRow, texts: Texts, quoting: Collection[int]) -> bytes:
        """A row with other texts in some cells, and values instead of some formulas."""
        pieces, at = list[bytes](), 0
        has_formulas = self._opening in row.raw
        for number in sorted({*texts, *quoting}):
            start, end = row.spans[number]
            cell = row.raw[start:end]
            if has_formulas:
                self._note_shared(cell)
            pieces.append(row.raw[at:start])
            if number in texts:
                pieces.append(self._cell(cell, row.cells[number][2], texts[number]))
            else:
                pieces.append(self._formula.sub(b"", cell))
            at = end
        pieces.append(row.raw[at:])
        written = b"".join(pieces)
        return self._without_orphans(written) if self._freed else written

    def _cell(self, old: bytes, kind: bytes, text: str | None) -> bytes:
        p = self._prefix
        usual = None if p else _USUAL.match(old)
        kept, style = usual.groups(b"") if usual else _place_and_style(old)
        if text is None:
            return b"<%bc%b/>" % (p, kept)
        number = self._number(style, text) if kind in {b"", b"n"} else None
        if number is not None:
            return b"<%bc%b><%bv>%d</%bv></%bc>" % (p, kept, p, number, p, p)
        space = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
        body = escape(text, quote=False).encode(errors="replace")
        return b'<%bc%b t="inlineStr"><%bis><%bt%b>%b</%bt></%bis></%bc>' % (
            p, kept, p, p, space, body, p, p, p,
        )  # fmt: skip

    def _number(self, style: bytes, text: str) -> int | None:
        """What is stored for a text that a format shows; None where it is a text."""
        if not self._typed:
            return None
        at = int(style) if style.isdigit() else 0
        known = self._formats[at] if at < len(self._formats) else None
        if known is not None and known.kind is Kind.DATE:
            return self._serial(text)
        if not _MASKED_NUMBER.fullmatch(text):
            return None
        digits = text.translate(_NO_SIGNS)
        return int(digits) if 0 < len(digits) <= _MAX_DIGITS else None

    def _serial(self, text: str) -> int | None:
        written = _DAY.match(text)
        if not written:
            return None
        try:
            day = datetime(int(written[3]), int(written[2]), int(written[1]))  # noqa: DTZ001
        except ValueError:
            return None
        serial = (day - (_EPOCH_1904 if self._epoch_1904 else _EPOCH_1900)).days
        if not self._epoch_1904 and serial <= _CALENDAR_FLAW:
            serial -= 1
        return serial if serial > 0 else None

    def _note_shared(self, cell: bytes) -> None:
        found = self._formula.search(cell)
        if found and found[2] and _SHARED.search(found[1]):
            index = _INDEX.search(found[1])
            self._freed |= {index[1]} if index else set()

    def _without_orphans(self, raw: bytes) -> bytes:
        if self._opening not in raw:
            return raw
        return self._formula.sub(self._orphan, raw)

    def _orphan(self, found: re.Match[bytes]) -> bytes:
        index = _INDEX.search(found[1]) if _SHARED.search(found[1]) else None
        return b"" if index and index[1] in self._freed else found[0]


def _place_and_style(cell: bytes) -> tuple[bytes, bytes]:
    """The attributes of a cell that stay, and its style."""
    found = attributes_of(cell[: cell.index(b">")])
    kept = b"".join(b' %b="%b"' % (name, found[name]) for name in (b"r", b"s") if name in found)
    return kept, found.get(b"s", b"")
