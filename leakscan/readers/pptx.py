"""PowerPoint presentations (pptx, pptm): slides as pages, their notes and comments.

Specification: ECMA-376 part 1, clauses 19 to 21 (PresentationML, DrawingML).
"""

from collections import deque
from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.blocks import END_OF_TABLE, Block, TableRow, block_chunks
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.markup import Attributes, TextParts
from leakscan.readers.markup_texts import Texts
from leakscan.readers.ooxml import DULL_PARTS, Document
from leakscan.readers.options import ReadOptions
from leakscan.readers.package import Package
from leakscan.readers.texts import in_sequence, prose_of
from leakscan.readers.zip_head import is_package

INFO = FormatInfo(
    name="pptx",
    description={
        "fr": "présentations PowerPoint pptx, pptm : diapositives, tableaux, notes, "
        "commentaires, propriétés, objets incorporés",
        "en": "PowerPoint presentations pptx, pptm: slides, tables, notes, comments, "
        "properties, embedded objects",
    },
    limits={},
)
_NAMES = (".pptx", ".pptm", ".ppsx", ".potx")


def is_pptx(head: bytes, name: str) -> bool:
    """Whether a zip is a presentation: by its parts, or by its name when none is in sight."""
    return is_package(head, name, "ppt/", _NAMES)


def read_pptx(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the slides, then of what is around them, then the files inside."""
    return in_sequence(_items(feed, options))


def _items(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    document = Document(feed, Package(feed, options))
    document.package.require(document.main_part("ppt/presentation.xml"))
    size = options.chunk_bytes
    yield from block_chunks(_slides(document), chunk_bytes=size, first_page=1)
    yield from prose_of(_around(document), chunk_bytes=size)
    yield from document.members(DULL_PARTS)


def _slides(document: Document) -> Iterator[Block]:
    """Slides in the order of their numbers, each with its notes."""
    slides = document.named("ppt/slides/", "slide")
    for number, slide in enumerate(slides):
        if number:
            yield "\f"
        related = document.relationships(slide).values()
        yield from document.parsed(slide, SlideParts())
        for relationship in related:
            if relationship.kind == "notesSlide":
                yield from document.parsed(relationship.target, SlideParts())
    for folder in ("ppt/notesSlides/", "ppt/diagrams/", "ppt/charts/"):
        for name in document.named(folder, "notesSlide", "data", "chart"):
            yield from document.parsed(name, SlideParts())


def _around(document: Document) -> Iterator[str]:
    comments = document.named("ppt/comments/", "comment", "modernComment")
    yield from document.texts_of(comments, lambda: Texts(["cm"], ["text", "t"]))
    yield from document.properties()
    yield "\n".join(document.addresses())


class SlideParts:
    """Handles a slide: paragraphs and tables; blocks go out through the queue."""

    __slots__ = ("_cell", "_depth", "_inside", "_line", "_row", "out")

    def __init__(self) -> None:
        self.out: deque[Block] = deque()
        self._line = TextParts()
        self._row: list[str] = []
        self._cell = TextParts()
        self._inside = False
        self._depth = 0

    def start(self, name: str, _attributes: Attributes) -> None:
        """Runs, breaks, tables."""
        if name in {"t", "v"}:
            self._inside = True
        elif name == "br":
            self._line.add("\n")
        elif name == "tbl":
            self._depth += 1
        elif name == "tr":
            self._row = []
        elif name == "tc":
            self._cell.take()

    def end(self, name: str) -> None:
        """Paragraphs, cells, rows and tables are complete."""
        if name in {"t", "v"}:
            self._inside = False
        elif name in {"p", "pt"}:
            text = self._line.take() + "\n"
            if self._depth:
                self._cell.add(text)
            else:
                self.out.append(text)
        elif name == "tc":
            self._row.append(self._cell.take().strip("\n"))
        elif name == "tr":
            self.out.append(TableRow(self._row))
        elif name == "tbl":
            self._depth -= 1
            self.out.append(END_OF_TABLE)

    def text(self, text: str) -> None:
        """Kept inside runs."""
        if self._inside:
            self._line.add(text)
