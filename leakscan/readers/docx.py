"""Word documents (docx, docm): text, tables, headers and footers, notes, comments, objects.

Specification: ECMA-376 part 1, clause 17; transitional and strict. Headers come first and
footers last, in one record with the text: a letter often names its patient there alone.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.blocks import Block, block_chunks
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.ooxml import DULL_PARTS, Document
from leakscan.readers.options import ReadOptions
from leakscan.readers.package import Package
from leakscan.readers.texts import in_sequence, prose_of
from leakscan.readers.wordprocessing import WordParts
from leakscan.readers.zip_head import is_package

INFO = FormatInfo(
    name="docx",
    description={
        "fr": "documents Word docx, docm : texte, tableaux, en-têtes, notes, commentaires, "
        "révisions, propriétés, objets incorporés",
        "en": "Word documents docx, docm: text, tables, headers, notes, comments, revisions, "
        "properties, embedded objects",
    },
    limits={
        "fr": "un tableau dont les lignes ne sont pas des personnes est lu avec le texte",
        "en": "a table whose rows are no people is read with the text",
    },
)
_NAMES = (".docx", ".docm", ".dotx", ".dotm")


def is_docx(head: bytes, name: str) -> bool:
    """Whether a zip is a Word document: by its parts, or by its name when none is in sight."""
    return is_package(head, name, "word/", _NAMES)


def read_docx(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the text, then of properties and links, then the files inside."""
    return in_sequence(_items(feed, options))


def _items(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    document = Document(feed, Package(feed, options))
    yield from block_chunks(_blocks(document), chunk_bytes=options.chunk_bytes)
    yield from prose_of(_around(document), chunk_bytes=options.chunk_bytes)
    yield from document.members(DULL_PARTS)


def _blocks(document: Document) -> Iterator[Block]:
    """The parts in the order in which they are read: what several pages repeat once."""
    main = document.main_part("word/document.xml")
    document.package.require(main)
    yield from _once(document, document.named("word/", "header"))
    yield from document.parsed(main, WordParts())
    for words in (("footnotes", "endnotes"), ("comments",), ("document",)):
        for name in document.named("word/", *words):
            yield from document.parsed(name, WordParts())
    yield from _once(document, document.named("word/", "footer"))


def _once(document: Document, names: list[str]) -> Iterator[Block]:
    """Headers or footers; those of other pages that say the same are left out."""
    seen: set[int] = set()
    for name in names:
        for block in document.parsed(name, WordParts()):
            if not isinstance(block, str):
                yield block
            elif hash(block) not in seen:
                seen.add(hash(block))
                yield block


def _around(document: Document) -> Iterator[str]:
    yield from document.properties()
    yield "\n".join(document.addresses())
