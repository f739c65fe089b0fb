"""Excel workbooks (xlsx, xlsm): sheets as tables, hidden ones included, and all around them.

Specification: ECMA-376 part 1, clause 18 (SpreadsheetML); transitional and strict. Cells hold
what a CSV export would: dates and masks of digits as shown, other numbers in full, results of
formulas. Limits: shared strings beyond 96 MiB are read without their rows; cells of one row
beyond column 16,384 are left out, as in Excel.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.grid import grid_chunks
from leakscan.readers.markup import attribute
from leakscan.readers.markup_texts import Elements, Texts
from leakscan.readers.number_formats import NumberFormat, formats_of
from leakscan.readers.ooxml import DULL_PARTS, Document, Relationship
from leakscan.readers.options import ReadOptions
from leakscan.readers.package import Package
from leakscan.readers.pivoted import upright
from leakscan.readers.shared_strings import SharedStrings
from leakscan.readers.sheet_rows import SheetRows
from leakscan.readers.sheet_scan import scanned_rows
from leakscan.readers.texts import in_sequence, prose_of
from leakscan.readers.zip_head import is_binary_workbook, is_package

INFO = FormatInfo(
    name="xlsx",
    description={
        "fr": "classeurs Excel xlsx, xlsm : feuilles (masquées comprises), commentaires, "
        "propriétés, noms, objets incorporés",
        "en": "Excel workbooks xlsx, xlsm: sheets (hidden ones included), comments, properties, "
        "names, embedded objects",
    },
    limits={
        "fr": "chaînes partagées : 96 Mio, au-delà lues hors de leurs lignes",
        "en": "shared strings: 96 MiB, beyond that read outside their rows",
    },
)
_NAMES = (".xlsx", ".xlsm", ".xltx", ".xltm")
_SHEETS = frozenset({"worksheet", "dialogsheet", "chartsheet"})


def is_xlsx(head: bytes, name: str) -> bool:
    """Whether a zip is a workbook in XML: by its parts, or by its name when none is in sight."""
    return is_package(head, name, "xl/", _NAMES) and not is_binary_workbook(head)


def read_xlsx(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of all sheets, then of texts around them, then the files inside."""
    return in_sequence(_items(feed, options))


def _items(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    document = Document(feed, Package(feed, options))
    workbook = workbook_of(document)
    strings = SharedStrings()
    items = strings_of(document, workbook)
    spilled = (item for item in items if not strings.add(item))
    yield from prose_of(spilled, chunk_bytes=options.chunk_bytes)
    if strings.full:
        where = f"strings beyond {len(strings)} read outside their rows"
        feed.gaps.append(Gap(reason=GapReason.TOO_LARGE, where=where))
    loose: list[str] = list(workbook.names)
    for number, sheet in enumerate(workbook.sheets, 1):
        document.package.require(sheet)
        cells = SheetRows(strings, workbook.formats, epoch_1904=workbook.epoch_1904)
        rows = upright(document.read(sheet, partial(scanned_rows, sheet=cells)))
        size = options.chunk_bytes
        yield from grid_chunks([], rows, header_certain=False, chunk_bytes=size, sheet=number)
        loose += cells.loose
    yield from prose_of(_around(document, loose), chunk_bytes=options.chunk_bytes)
    yield from document.members(DULL_PARTS)


@frozen(kw_only=False, repr=False)
class Workbook:
    """Where its parts are, and how numbers are shown.

    Attributes:
        sheets: Names of their parts, in order.
        names: Of sheets and of lists of texts.
        strings: Name of the part with the shared strings.
        formats: By cell style.
        epoch_1904: Days are counted from 1904.
    """

    sheets: list[str]
    names: list[str]
    strings: str
    formats: list[NumberFormat]
    epoch_1904: bool


def strings_of(document: Document, workbook: Workbook) -> Iterator[str]:
    """The shared strings, in order, without what tells how to pronounce them."""
    return document.parsed(workbook.strings, Texts(["si"], ["t"], skipped=["rPh"]))


def workbook_of(document: Document) -> Workbook:
    """What the main part and those it refers to say."""
    main = document.main_part("xl/workbook.xml")
    related = document.relationships(main)
    wanted, names, epoch_1904 = [], [], False
    for element in document.parsed(main, Elements()):
        if element.name == "sheet":
            wanted.append(attribute(element.attributes, "id"))
            names.append(element.attributes.get("name", ""))
        elif element.name == "definedName" and '"' in element.text:
            names.append(element.text)
        elif element.name == "workbookPr":
            epoch_1904 = element.attributes.get("date1904", "") in {"1", "true"}
    sheets = [related[key].target for key in wanted if key in related]
    # Sheets that nothing refers to, or of a workbook whose own part is damaged.
    others = document.named("xl/", "sheet")
    sheets += [name for name in others if name not in sheets and "worksheets/" in name]
    return Workbook(
        sheets=sheets,
        names=names,
        strings=_target(related, "sharedStrings", "xl/sharedStrings.xml"),
        formats=_formats(document, _target(related, "styles", "xl/styles.xml")),
        epoch_1904=epoch_1904,
    )


def _target(related: Mapping[str, Relationship], kind: str, default: str) -> str:
    return next((each.target for each in related.values() if each.kind == kind), default)


def _formats(document: Document, part: str) -> list[NumberFormat]:
    """The number format of each cell style."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    for element in document.parsed(part, Elements()):
        written = element.attributes.get("numFmtId", "0")
        number = int(written) if written.isascii() and written.isdigit() else 0
        if element.name == "numFmt":
            codes[number] = element.attributes.get("formatCode", "")[:256]
        elif element.name == "xf" and element.parent == "cellXfs":
            numbers.append(number)
    return formats_of(numbers, codes)


def _chart_texts() -> Texts:
    return Texts(["chartSpace"], ["t", "v"], lines=["p", "pt"])


def _around(document: Document, loose: list[str]) -> Iterator[str]:
    """Comments, drawings, headers and footers, names, properties, links."""
    comments = document.named("xl/", "comment", "threadedComment")
    yield from document.texts_of(comments, lambda: Texts(["comment", "threadedComment"]))
    drawings = document.named("xl/drawings/", "drawing")
    yield from document.texts_of(drawings, lambda: Texts(["txBody"], ["t"], lines=["p"]))
    charts = document.named("xl/charts/", "chart")
    yield from document.texts_of(charts, _chart_texts)
    yield "\n".join(loose)
    yield from document.properties()
    yield "\n".join(document.addresses())
