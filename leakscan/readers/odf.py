"""OpenDocument files: texts (odt), sheets (ods), presentations (odp), drawings (odg).

Specification: ODF 1.3 (ISO/IEC 26300), parts 2 and 3. Headers and footers stand before the
text, in one record with it; sheets are tables, hidden ones included.
"""

from collections.abc import Iterator
from itertools import chain

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.blocks import block_chunks, sheet_chunks
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.markup_texts import Elements
from leakscan.readers.odf_parts import OdfParts
from leakscan.readers.ooxml import Document
from leakscan.readers.options import ReadOptions
from leakscan.readers.package import Package
from leakscan.readers.texts import in_sequence, prose_of
from leakscan.readers.zip_head import first_names

INFO = FormatInfo(
    name="odf",
    description={
        "fr": "OpenDocument odt, ods, odp, odg : texte, feuilles, notes, commentaires, "
        "en-têtes, révisions, propriétés, objets incorporés",
        "en": "OpenDocument odt, ods, odp, odg: text, sheets, notes, comments, headers, "
        "revisions, properties, embedded objects",
    },
    limits={
        "fr": "cellules et lignes répétées : 1 000 fois",
        "en": "repeated cells and rows: 1,000 times",
    },
)
_MAGIC = b"mimetypeapplication/vnd.oasis.opendocument."
_NAMES = (".odt", ".ods", ".odp", ".odg", ".ott", ".ots", ".otp")
_MAX_MANIFEST = 4 * 1024 * 1024
_SPREADSHEET = b"opendocument.spreadsheet"
_DULL = frozenset(
    "generator document-statistic editing-cycles editing-duration creation-date date print-date "
    "template".split()
)
_DULL_PARTS = ("mimetype", "META-INF/", "settings.xml", "Thumbnails/", "Configurations2/")


def is_odf(head: bytes, name: str) -> bool:
    """Whether a zip is an OpenDocument: its first entry says so, or its name and parts."""
    if _MAGIC in head[:256]:
        return head.startswith(b"PK")
    names = first_names(head)
    parts = "content.xml" in names and ("META-INF/manifest.xml" in names or "meta.xml" in names)
    return parts or (name.endswith(_NAMES) and ("content.xml" in names or "mimetype" in names))


def read_odf(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the content, then of what is around it, then the files inside."""
    return in_sequence(_items(feed, options))


def _items(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    package = Package(feed, options)
    manifest = package.read("META-INF/manifest.xml", max_bytes=_MAX_MANIFEST)
    if b"encryption-data" in manifest:
        raise ReadError(GapReason.ENCRYPTED, "OpenDocument with a password")
    package.require("content.xml")
    document = Document(feed, package)
    kind = package.read("mimetype", max_bytes=256) or manifest
    content, styles = OdfParts(), OdfParts()
    size = options.chunk_bytes
    if _SPREADSHEET in kind:
        yield from sheet_chunks(document.parsed("content.xml", content), chunk_bytes=size)
        yield from block_chunks(document.parsed("styles.xml", styles), chunk_bytes=size)
    else:
        pages = int(b"presentation" in kind or b"graphics" in kind)
        blocks = chain(
            document.parsed("styles.xml", styles), document.parsed("content.xml", content)
        )
        yield from block_chunks(blocks, chunk_bytes=size, first_page=pages)
    loose = chain(content.loose, styles.loose, _properties(document))
    yield from prose_of(loose, chunk_bytes=size)
    yield from document.members(_DULL_PARTS)


def _properties(document: Document) -> Iterator[str]:
    said = list(document.parsed("meta.xml", Elements()))
    for element in said:
        if element.name == "generator":
            document.written_by(element.text)
    lines = [
        f"{element.name} : {element.text.strip()}\n"
        for element in said
        if element.text.strip() and element.name not in _DULL
    ]
    yield "".join(lines)
