"""A worksheet's XML, cut into its rows and cells where they stand, so that some can be exchanged.

Specification: ECMA-376 part 1, 18.3. What is not written as spreadsheet programs write it
(comments or CDATA among the cells, another encoding than UTF-8) is refused rather than guessed.
"""

import re
from collections.abc import Iterator
from functools import cache

from leakscan.frozen import frozen
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.sheet_rows import FoundCell, column_of

_BLOCK = 256 * 1024
_MAX_WAITING = 8 * 1024 * 1024
"""A row holds at most 16,384 cells; nothing honest comes near."""
_SHEET_DATA = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData\s*(/?)>")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LETTERS = re.compile(r"[A-Z]{1,3}")


@frozen(kw_only=False, repr=False)
class RawRow:
    """A row as it stands.

    Attributes:
        raw: Its bytes, with what stands between the row before and it.
        number: As declared; 0 for the next.
        cells: As `SheetRows.take` wants them.
        spans: Where each cell stands in `raw`.
    """

    raw: bytes
    number: int
    cells: list[FoundCell]
    spans: list[tuple[int, int]]


class SheetXml:
    """A worksheet being read: all before its rows, the rows, all after them."""

    def __init__(self, stream: ByteStream) -> None:
        """Read up to the first row.

        Raises:
            ReadError: It is not UTF-8, or no worksheet.
        """
        self._stream = stream
        self._held = b""
        self.head, self.prefix, self._has_rows = self._begin()
        self._grammar = _grammar(self.prefix)

    def rows(self) -> Iterator[RawRow]:
        """The rows, in order; what is left then is the tail.

        Raises:
            ReadError: A row is written in a way that cannot be followed.
        """
        grammar = self._grammar
        while self._has_rows:
            at = 0
            for match in grammar.row.finditer(self._held):
                if b"<" in self._held[at : match.start()]:
                    break
                yield grammar.raw_row(self._held[at : match.end()], match, at)
                at = match.end()
            self._held = self._held[at:]
            end = self._held.find(grammar.end)
            if end >= 0:
                if self._held[:end].strip():
                    raise _strange()
                return
            if not self._more():
                raise ReadError(GapReason.CORRUPT, "a sheet ends too early")

    def tail(self) -> bytes:
        """All after the rows."""
        while self._more():
            pass
        return self._held

    def _more(self) -> bool:
        block = self._stream.read(_BLOCK)
        self._held += block
        if len(self._held) > _MAX_WAITING:
            raise _strange()
        return bool(block)

    def _begin(self) -> tuple[bytes, bytes, bool]:
        while True:
            found = _SHEET_DATA.search(self._held)
            if found or not self._more():
                break
        declared = _DECLARED.match(self._held)
        if declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}:
            raise _strange()
        if not found:
            if self._held[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"sheetData" in self._held:
                raise _strange()
            # Charts and dialogs have no rows.
            return b"", b"", False
        head, self._held = self._held[: found.end()], self._held[found.end() :]
        return head, found[1], not found[2]


@frozen(kw_only=False)
class _Grammar:
    """Patterns for elements with one prefix."""

    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    usual: re.Pattern[bytes]
    value: re.Pattern[bytes]
    inline: re.Pattern[bytes]
    phonetic: re.Pattern[bytes]
    opening: re.Pattern[bytes]
    end: bytes

    def raw_row(self, raw: bytes, match: re.Match[bytes], base: int) -> RawRow:
        number = attributes_of(match[1]).get(b"r", b"")
        start = match.start(2) - base if match[2] else len(raw)
        openings = len(self.opening.findall(raw, start))
        found = self._usual(raw, start)
        if len(found) != openings:
            found = self._unusual(raw, start)
        cells = [cell for cell, _ in found]
        # A cell that is there twice would be seen once.
        if len({cell[0] for cell in cells}) != openings or b"<!" in raw:
            raise _strange()
        return RawRow(
            raw, int(number) if number.isdigit() else 0, cells, [span for _, span in found]
        )

    def _usual(self, raw: bytes, start: int) -> list[tuple[FoundCell, tuple[int, int]]]:
        """Cells as nearly all programs write them."""
        found = []
        for cell in self.usual.finditer(raw, start):
            letters, style, kind, value, body = cell.groups(b"")
            one = self._found(letters, style, kind, body) if body else (
                letters, style, kind, value, b""
            )  # fmt: skip
            found.append((one, cell.span()))
        return found

    def _unusual(self, raw: bytes, start: int) -> list[tuple[FoundCell, tuple[int, int]]]:
        """Cells with other attributes, in another order, or without a reference."""
        found, column = [], 0
        for cell in self.cell.finditer(raw, start):
            get = attributes_of(cell[1]).get
            written = _LETTERS.match(get(b"r", b"").decode("ascii", "replace"))
            column = column_of(written[0]) if written else column + 1
            one = self._found(letters_of(column), get(b"s", b""), get(b"t", b""), cell[2] or b"")
            found.append((one, cell.span()))
        return found

    def _found(self, letters: bytes, style: bytes, kind: bytes, body: bytes) -> FoundCell:
        if kind == b"inlineStr":
            texts = self.inline.findall(self.phonetic.sub(b"", body))
            return letters, style, kind, b"", b"".join(texts)
        value = self.value.search(body)
        return letters, style, kind, value[1] if value else b"", b""


@cache
def _grammar(prefix: bytes) -> _Grammar:
    p = re.escape(prefix)

    def compiled(pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"~", p), re.DOTALL)

    attributes = rb"((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*"
    return _Grammar(
        row=compiled(rb"<~row" + attributes + rb"(?:/>|>(.*?)</~row\s*>)"),
        cell=compiled(rb"<~c" + attributes + rb"(?:/>|>(.*?)</~c\s*>)"),
        usual=compiled(
            rb"<~c r=\"([A-Z]{1,3})\d+\"(?: s=\"(\d+)\")?(?: t=\"([a-zA-Z]+)\")?"
            rb"(?:/>|>(?:<~v>([^<]*)</~v></~c>|(.*?)</~c>))"
        ),
        value=compiled(rb"<~v(?:\s[^>]*)?>([^<]*)</~v\s*>"),
        inline=compiled(rb"<~t(?:\s[^>]*)?>([^<]*)</~t\s*>"),
        phonetic=compiled(rb"<~rPh\b.*?</~rPh\s*>"),
        opening=compiled(rb"<~c[\s/>]"),
        end=b"</" + prefix + b"sheetData",
    )


def attributes_of(written: bytes) -> dict[bytes, bytes]:
    """Attributes by name, as they are written between the signs of an element."""
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(written)}


def letters_of(column: int) -> bytes:
    """The letters of a column number from 1."""
    letters = ""
    while column > 0:
        column, at = divmod(column - 1, 26)
        letters = chr(ord("A") + at) + letters
    return letters.encode("ascii")


def _strange() -> ReadError:
    return ReadError(GapReason.UNSUPPORTED, "a sheet is written in a way that cannot be copied")
