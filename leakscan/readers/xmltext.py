"""XML of any kind: what repeats is a record, names of elements and attributes are its columns.

Specification: XML 1.0 (fifth edition); the encoding is that of the bytes, whatever the document
declares. Workbooks of Excel 2003 are tables. Entities hardly expand and nothing is fetched;
what follows a damage is read as text.
"""

import re
from collections import deque
from collections.abc import Iterator

from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.readers.blocks import END_OF_TABLE, Block, Prose, TableRow, sheet_chunks
from leakscan.readers.entries import EntryChunks
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.markup import Attributes, DamagedMarkup, TextParts, attribute, parse
from leakscan.readers.texts import document_of, in_sequence
from leakscan.readers.window import TextWindow
from leakscan.readers.xml_records import XmlRecords, record_paths

INFO = FormatInfo(
    name="xml",
    description={
        "fr": "XML : éléments répétés comme enregistrements, classeurs Excel 2003",
        "en": "XML: repeated elements as records, Excel 2003 workbooks",
    },
    limits={
        "fr": "entités non développées ; 256 niveaux",
        "en": "entities not expanded; 256 levels",
    },
)
_SURVEY_BYTES = 64 * 1024
_PROLOG = re.compile(rb"\s*(?:<\?[^>]*>|<!--.*?-->|<![^>\[]*(?:\[[^\]]*\]\s*)?>)", re.DOTALL)
_ROOT = re.compile(rb"\s*<([A-Za-z_][\w.:-]*)[\s/>]")
_HTML = frozenset(b"html head body table div p meta br span title script style h1".split())
_NAMES = (".xml", ".svg", ".rdf", ".xsd", ".kml", ".xhtml")
_WORKBOOK = b"urn:schemas-microsoft-com:office:spreadsheet"


def is_xml(head: bytes, name: str) -> bool:
    """Whether a text is XML: it says so, or its first element is closed as XML closes them."""
    at = 0
    while prolog := _PROLOG.match(head, at):
        at = prolog.end()
    root = _ROOT.match(head, at)
    if root is None or root[1].lower() == b"html":
        return False
    if head.lstrip().startswith(b"<?xml") or name.endswith(_NAMES):
        return True
    return root[1].lower() not in _HTML and b"</" + root[1] + b">" in head


def read_xml(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of records, of text around them, and of what follows a damage."""
    return (item for item in in_sequence(_chunks(window)) if isinstance(item, Chunk))


def _chunks(window: TextWindow) -> Iterator[Chunk]:
    size = window.fill(0, _SURVEY_BYTES)
    head = window.text(0, size)
    stream = _Canonical(window)
    try:
        if _WORKBOOK in head:
            blocks = parse(stream, SheetXml(), encoding="utf-8")
            yield from sheet_chunks(blocks, chunk_bytes=window.chunk_bytes)
        else:
            yield from _records(stream, head, window.chunk_bytes)
    except DamagedMarkup as damage:
        yield from document_of(stream.after(damage.offset), chunk_bytes=window.chunk_bytes)
        raise


def _records(stream: "_Canonical", head: bytes, chunk_bytes: int) -> Iterator[Chunk]:
    handler = XmlRecords(record_paths(head))
    records, prose = EntryChunks(chunk_bytes), Prose(chunk_bytes)
    failure: ReadError | None = None
    try:
        for found in parse(stream, handler, encoding="utf-8"):
            yield from prose.add(found) if isinstance(found, str) else records.add(found)
    except ReadError as error:
        failure = error
    handler.finish()
    for found in handler.out:
        yield from prose.add(found) if isinstance(found, str) else records.add(found)
    yield from records.flush()
    yield from prose.finish()
    if failure is not None:
        raise failure


class _Canonical:
    """A text as a stream of UTF-8, which remembers its last block."""

    __slots__ = ("_at", "_block", "_pieces")

    def __init__(self, window: TextWindow) -> None:
        self._pieces = window.remaining()
        self._block = b""
        self._at = 0

    def read(self, _size: int, /) -> bytes:
        """The next piece of text, whatever its size; empty at the end."""
        self._at += len(self._block)
        piece = next(self._pieces, None)
        self._block = b"" if piece is None else piece.data
        return self._block

    def after(self, offset: int) -> Iterator[str]:
        """The text from an offset in the last block on."""
        yield self._block[max(offset - self._at, 0) :].decode(errors="replace")
        for piece in self._pieces:
            yield piece.data.decode(errors="replace")


class SheetXml:
    """Handles a workbook of Excel 2003: rows of each worksheet."""

    __slots__ = ("_cells", "_inside", "_parts", "out")

    def __init__(self) -> None:
        self.out: deque[Block] = deque()
        self._cells: list[str] = []
        self._parts = TextParts()
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Cells may skip columns by their index."""
        if name == "Row":
            self._cells = []
        elif name == "Cell":
            index = attribute(attributes, "Index")
            if index.isascii() and index.isdigit() and len(index) < 5:
                self._cells += [""] * (int(index) - 1 - len(self._cells))
            self._parts.take()
        elif name in {"Data", "Comment"} or name in _LOOSE:
            self._inside = True

    def end(self, name: str) -> None:
        """Cells, rows and sheets are complete."""
        if name in {"Data", "Comment"}:
            self._inside = False
            self._parts.add(" " if name == "Data" else "")
        elif name == "Cell":
            self._cells.append(self._parts.take().strip())
        elif name == "Row":
            self.out.append(TableRow(self._cells))
        elif name == "Worksheet":
            self.out.append(END_OF_TABLE)
        elif name in _LOOSE:
            self._inside = False
            self.out.append(self._parts.take() + "\n")
            self._parts.take()

    def text(self, text: str) -> None:
        """Kept inside values."""
        if self._inside:
            self._parts.add(text)


_LOOSE = frozenset(
    {"Author", "LastAuthor", "Title", "Subject", "Company", "Description", "Keywords"}
)


FORMAT = TextFormat(info=INFO, recognise=is_xml, read=read_xml)
