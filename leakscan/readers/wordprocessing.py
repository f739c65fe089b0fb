"""The text of a Word document's part, from its XML: paragraphs and tables.

Specification: ECMA-376 part 1, clause 17 (WordprocessingML). Text that was deleted under
revision, hidden text, fields and text boxes are text; what stands twice for older programs
(``mc:Fallback``) is read once.
"""

from collections import deque

from leakscan.readers.blocks import END_OF_TABLE, Block, TableRow
from leakscan.readers.markup import Attributes, TextParts, attribute

_TEXT = frozenset({"t", "delText", "instrText"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIPPED = frozenset({"Fallback"})
_SYMBOL_FIELDS = ("PAGE", "NUMPAGES", "TOC", "PAGEREF", "REF", "STYLEREF", "SEQ", "MERGEFORMAT")


class WordParts:
    """Handles a part: the body, a header, notes, comments; blocks go out through the queue.

    Attributes:
        pages: Page breaks turn pages; only where the part is the body.
    """

    __slots__ = ("_cell", "_depth", "_hidden", "_inside", "_line", "_row", "out")

    def __init__(self) -> None:
        self.out: deque[Block] = deque()
        self._line = TextParts()
        self._inside = ""
        self._hidden = 0
        self._depth = 0
        self._row: list[str] = []
        self._cell = TextParts()

    def start(self, name: str, attributes: Attributes) -> None:
        """Runs, breaks, tables."""
        if name in _SKIPPED:
            self._hidden += 1
        elif self._hidden:
            return
        elif name in _TEXT:
            self._inside = name
        elif name in _SIGNS:
            self._line.add("\f" if attribute(attributes, "type") == "page" else _SIGNS[name])
        elif name == "tbl":
            self._depth += 1
        elif name == "tr" and self._depth == 1:
            self._row = []
        elif name == "tc" and self._depth == 1:
            self._cell.take()

    def end(self, name: str) -> None:
        """Paragraphs, cells, rows and tables are complete."""
        if name in _SKIPPED:
            self._hidden -= 1
        elif self._hidden:
            return
        elif name in _TEXT:
            self._inside = ""
        elif name == "p":
            self._paragraph()
        elif name == "tc" and self._depth == 1:
            self._row.append(self._cell.take().strip("\n"))
        elif name == "tr" and self._depth == 1:
            self.out.append(TableRow(self._row))
        elif name == "tbl":
            self._depth -= 1
            if not self._depth:
                self.out.append(END_OF_TABLE)

    def text(self, text: str) -> None:
        """Kept inside runs; instructions of fields only when they may hold an address."""
        if self._inside and not self._hidden:
            if self._inside == "instrText":
                if not text.lstrip().startswith(_SYMBOL_FIELDS):
                    self._line.add(f" {text.strip()} ")
            else:
                self._line.add(text)

    def _paragraph(self) -> None:
        text = self._line.take() + "\n"
        if self._depth:
            self._cell.add(text)
        else:
            self.out.append(text)
