"""Excel workbooks in binary parts (xlsb): sheets as tables, and text around them.

Specification: [MS-XLSB] 2023. Cells hold what a CSV export would, as in `sheet_rows`; records
are read as they come.
"""

import posixpath
import struct
from collections.abc import Iterator
from dataclasses import field

from leakscan.frozen import slotted
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import ByteStream, Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.grid import grid_chunks
from leakscan.readers.number_formats import NumberFormat, formats_of
from leakscan.readers.numbered_rows import NumberedRows, rk_number
from leakscan.readers.ooxml import DULL_PARTS, Document
from leakscan.readers.options import ReadOptions
from leakscan.readers.package import Package
from leakscan.readers.pivoted import upright
from leakscan.readers.shared_strings import SharedStrings
from leakscan.readers.sheet_rows import Row
from leakscan.readers.texts import in_sequence, prose_of
from leakscan.readers.zip_head import is_binary_workbook

INFO = FormatInfo(
    name="xlsb",
    description={
        "fr": "classeurs Excel binaires xlsb : feuilles (masquées comprises), commentaires, "
        "propriétés, objets incorporés",
        "en": "Excel binary workbooks xlsb: sheets (hidden ones included), comments, properties, "
        "embedded objects",
    },
    limits={
        "fr": "chaînes partagées : 96 Mio, au-delà lues hors de leurs lignes",
        "en": "shared strings: 96 MiB, beyond that read outside their rows",
    },
)
_BLOCK = 256 * 1024
_MAX_RECORD = 4 * 1024 * 1024
_ROW, _RK, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL = 8, 9, 10
_STRING, _FORMAT, _XF, _PROPERTIES, _SHEET, _COMMENT = 19, 44, 47, 153, 156, 637
_STYLES_BEGIN, _STYLES_END = 617, 618

Record = tuple[int, bytes]


def is_xlsb(head: bytes, name: str) -> bool:
    """Whether a zip is a workbook in binary parts."""
    return head.startswith(b"PK\x03\x04") and (
        is_binary_workbook(head) or (name.endswith(".xlsb") and b"[Content_Types].xml" in head)
    )


def read_xlsb(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of all sheets, then of texts around them, then the files inside."""
    return in_sequence(_items(feed, options))


def _items(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    document = Document(feed, Package(feed, options))
    book = _workbook(document)
    size = options.chunk_bytes
    strings = SharedStrings()
    items = (_string(data, 1) for kind, data in _part(document, book.strings) if kind == _STRING)
    yield from prose_of((text for text in items if not strings.add(text)), chunk_bytes=size)
    if strings.full:
        where = f"strings beyond {len(strings)} read outside their rows"
        feed.gaps.append(Gap(reason=GapReason.TOO_LARGE, where=where))
    for number, sheet in enumerate(book.sheets, 1):
        document.package.require(sheet)
        rows = upright(_rows(document, sheet, strings, book))
        yield from grid_chunks([], rows, header_certain=False, chunk_bytes=size, sheet=number)
    yield from prose_of(_around(document, book), chunk_bytes=size)
    yield from document.members((*DULL_PARTS, "xl/worksheets/binaryIndex"))


@slotted(eq=True)
class _Workbook:
    """Where its parts are, and how numbers are shown."""

    strings: str = "xl/sharedStrings.bin"
    sheets: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    formats: list[NumberFormat] = field(default_factory=list)
    epoch_1904: bool = False


def _workbook(document: Document) -> _Workbook:
    book = _Workbook()
    main = document.main_part("xl/workbook.bin")
    related = document.relationships(main)
    styles = posixpath.join(posixpath.dirname(main), "styles.bin")
    for relationship in related.values():
        if relationship.kind == "sharedStrings":
            book.strings = relationship.target
        elif relationship.kind == "styles":
            styles = relationship.target
    for kind, data in _part(document, main):
        if kind == _PROPERTIES and data:
            book.epoch_1904 = bool(data[0] & 1)
        elif kind == _SHEET:
            key = _string(data, 8)
            book.names.append(_string(data, 12 + 2 * len(key)))
            if key in related:
                book.sheets.append(related[key].target)
    others = (name for name in document.package.parts if name.startswith("xl/worksheets/sheet"))
    book.sheets += [name for name in others if name not in book.sheets and name.endswith(".bin")]
    book.formats = _formats(document, styles)
    return book


def _formats(document: Document, part: str) -> list[NumberFormat]:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    cells = False
    for kind, data in _part(document, part):
        cells = kind == _STYLES_BEGIN or (cells and kind != _STYLES_END)
        if kind == _FORMAT and len(data) > 6:
            codes[struct.unpack_from("<H", data)[0]] = _string(data, 2)[:256]
        elif kind == _XF and cells and len(data) >= 4:
            numbers.append(struct.unpack_from("<H", data, 2)[0])
    return formats_of(numbers, codes)


def _around(document: Document, book: _Workbook) -> Iterator[str]:
    """Comments, names of sheets, properties, links."""
    for name in list(document.package.parts):
        if name.rpartition("/")[2].startswith("comment") and name.endswith(".bin"):
            for kind, data in _part(document, name):
                if kind == _COMMENT:
                    yield _string(data, 1)
    yield "\n".join(book.names)
    yield from document.properties()
    yield "\n".join(document.addresses())


def _rows(document: Document, part: str, strings: SharedStrings, book: _Workbook) -> Iterator[Row]:
    rows = NumberedRows(book.formats, epoch_1904=book.epoch_1904)
    row = 0
    for kind, data in _part(document, part):
        if kind == _ROW and len(data) >= 4:
            (row,) = struct.unpack_from("<I", data)
        elif _RK <= kind <= _FORMULA_BOOL and len(data) > 8:
            column, style = struct.unpack_from("<II", data)
            style &= 0xFFFFFF
            if kind in {_REAL, _FORMULA_REAL} and len(data) >= 16:
                value = struct.unpack_from("<d", data, 8)[0]
                yield from rows.number(row, column, style, value)
            elif kind == _RK and len(data) >= 12:
                packed = struct.unpack_from("<I", data, 8)[0]
                yield from rows.number(row, column, style, rk_number(packed))
            else:
                yield from rows.cell(row, column, _cell_text(kind, data, strings))
    yield from rows.flush()


def _cell_text(kind: int, data: bytes, strings: SharedStrings) -> str:
    if kind == _SHARED and len(data) >= 12:
        return strings[struct.unpack_from("<I", data, 8)[0]]
    if kind in {_TEXT, _FORMULA_TEXT}:
        return _string(data, 8)
    return str(data[8]) if kind in {_BOOL, _FORMULA_BOOL} else ""


def _string(data: bytes, at: int) -> str:
    """A string with its count of characters (XLWideString)."""
    if len(data) < at + 4:
        return ""
    (count,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace")


def _part(document: Document, name: str) -> Iterator[Record]:
    """The records of a part, once; nothing when there is none."""
    return document.read(name, _records)


def _records(stream: ByteStream) -> Iterator[Record]:
    """Records with their kinds, as they are read.

    Raises:
        ReadError: After those that are whole, when the part ends in one.
    """
    held = b""
    while block := stream.read(_BLOCK):
        held += block
        at = 0
        while (record := _record_at(held, at)) is not None:
            kind, start, size = record
            if size > _MAX_RECORD:
                raise LimitExceeded(GapReason.TOO_LARGE, "a record of a workbook")
            if start + size > len(held):
                break
            yield kind, held[start : start + size]
            at = start + size
        held = held[at:]
    if held:
        raise ReadError(GapReason.CORRUPT, "part data ends too early")


def _record_at(held: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind of a record, where its data begin and how many bytes they are; None when cut."""
    head = held[at : at + 6]
    if not head:
        return None
    width = 2 if head[0] & 0x80 else 1
    if len(head) <= width:
        return None
    kind = head[0] & 0x7F | ((head[1] & 0x7F) << 7 if width == 2 else 0)
    size = 0
    for index, part in enumerate(head[width : width + 4]):
        size |= (part & 0x7F) << (7 * index)
        if not part & 0x80:
            return kind, at + width + index + 1, size
    return (kind, at + width + 4, size) if len(head) >= width + 4 else None
