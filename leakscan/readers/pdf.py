"""PDF: text page by page, forms, notes, properties, bookmarks and the files attached.

Specification: ISO 32000-2; read by PDFium, which rebuilds damaged files as a browser does, in a
process of its own. A page without letters that shows something is a scan: it is told, and not
read. Files that need a password are told; those that only forbid printing are read.
"""

import io
from collections.abc import Callable, Iterator
from functools import partial

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.readers.blocks import block_chunks
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.isolation import Message, isolated
from leakscan.readers.options import ReadOptions
from leakscan.readers.pdf_lists import blocks_of
from leakscan.readers.pdf_pages import pdf_messages
from leakscan.readers.software import application_of
from leakscan.readers.texts import in_sequence, prose_of

INFO = FormatInfo(
    name="pdf",
    description={
        "fr": "PDF : texte par page, formulaires, annotations, propriétés, signets, pièces jointes",
        "en": "PDF: text by page, forms, notes, properties, bookmarks, attachments",
    },
    limits={
        "fr": "pages numérisées sans texte : signalées, non lues ; 288 Mio et 60 s par page",
        "en": "scanned pages without text: told, not read; 288 MiB and 60 s per page",
    },
    modules=("pypdfium2",),
    extra="pdf",
)
_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024
_NOT_TOLD = b"(unspecified)"
"""What ReportLab writes where nothing was said."""


def is_pdf(head: bytes, _name: str) -> bool:
    """Whether this is a PDF, which may have something before its first line."""
    return head.startswith(_MAGIC) or (
        _MAGIC in head[:_MAGIC_WITHIN] and not head.startswith((b"PK", b"From ", b"\x1f\x8b"))
    )


def read_pdf(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of the text, then of what is around it, then the files attached."""
    import pypdfium2.raw  # noqa: F401 - once, here, rather than in every process that is forked

    work = partial(pdf_messages, feed.as_file())
    document = _Document(isolated(work, "PDF", feed.budget), feed)
    return in_sequence(document.items(options))


class _Document:
    """What comes of a document, put in order."""

    __slots__ = ("_feed", "_messages", "_next")

    def __init__(self, messages: Iterator[Message], feed: ByteFeed) -> None:
        self._messages = messages
        self._feed = feed
        self._next: Message | None = None

    def items(self, options: ReadOptions) -> Iterator[Item]:
        """Pages as one document, then the rest."""
        size = options.chunk_bytes
        yield from block_chunks(blocks_of(self._pages()), chunk_bytes=size, first_page=1)
        yield from prose_of(self._around(), chunk_bytes=size)
        yield from self._files()

    def _take(self, kind: str) -> Iterator[bytes]:
        """Messages of a kind, as long as they come; gaps are told on the way."""
        while True:
            message = self._next or next(self._messages, None)
            self._next = None
            if message is None:
                return
            self._feed.read_elsewhere()
            if message[0] == "g":
                reason, _, where = message[1].decode().partition("\n")
                self._feed.gaps.append(Gap(reason=GapReason(reason), where=where))
            elif message[0] != kind:
                self._next = message
                return
            else:
                yield message[1]

    def _pages(self) -> Iterator[str]:
        for number, page in enumerate(self._take("p")):
            yield f"\f{page.decode()}" if number else page.decode()

    def _around(self) -> Iterator[str]:
        """What stands around the pages; a program that is not known may be anything."""
        for said in self._take("w"):
            program = application_of(said.decode())
            self._feed.software = self._feed.software or program
            if said and not program and said != _NOT_TOLD:
                yield f"{said.decode()}\n"
        for text in self._take("t"):
            yield text.decode()

    def _files(self) -> Iterator[Embedded]:
        for name in self._take("n"):
            for data in self._take("f"):
                yield Embedded(name.decode(), _opener(data), len(data))


def _opener(data: bytes) -> Callable[[], ByteStream]:
    return lambda: io.BytesIO(data)
