"""HTML: text as it is read, tables, forms, and what pages hold without showing it.

Specification: https://html.spec.whatwg.org. Hidden elements, comments, scripts and the attributes
that hold text are text too: an export saved as a page carries its data there. Spreadsheets that
programs write as HTML under the name .xls are tables.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from leakscan.raw.chunk import Chunk
from leakscan.readers.blocks import END_OF_TABLE, Block, TableRow, block_chunks
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.html_tokens import Token, tokens
from leakscan.readers.texts import in_sequence, prose_of
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="html",
    description={
        "fr": "HTML : texte, tableaux, formulaires, textes cachés, commentaires, scripts",
        "en": "HTML: text, tables, forms, hidden text, comments, scripts",
    },
    limits={
        "fr": "textes à côté de la page (commentaires, scripts) : 4 Mio",
        "en": "text beside the page (comments, scripts): 4 MiB at a time",
    },
)
_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|table|meta|title)\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(
    rb"</?(?:div|p|td|tr|table|br|span|html|body|head|li|h[1-6]|a|b|font)\b", re.IGNORECASE
)
_LINES = frozenset(
    "address article aside blockquote body br button caption dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main nav ol "
    "option p pre section select summary title tr ul".split()
)
_SHOWN = ("alt", "title", "placeholder", "label", "aria-label", "summary")
_ADDRESSES = ("mailto:", "tel:", "sms:", "callto:")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAX_SPAN = 64
_MAX_HELD = 1024 * 1024
"""Characters of a line or a row of a table, tags counted as one."""
_MAX_BESIDE = 4 * 1024 * 1024


def is_html(head: bytes, name: str) -> bool:
    """Whether a text is a page: by its first tag, or by its name and any tags."""
    if _START.match(head[:4096]):
        return True
    return name.endswith((".html", ".htm", ".xhtml")) and len(_TAGS.findall(head[:65536])) > 2


def read_html(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of the page, then of what stands in it unseen."""
    return (item for item in in_sequence(_chunks(window)) if isinstance(item, Chunk))


def _chunks(window: TextWindow) -> Iterator[Chunk]:
    page = Page()
    texts = (piece.data.decode(errors="replace") for piece in window.remaining())
    for chunk in block_chunks(page.blocks(texts), chunk_bytes=window.chunk_bytes):
        yield chunk
        if page.beside_size > _MAX_BESIDE:
            yield from prose_of(page.take_beside(), chunk_bytes=window.chunk_bytes)
    yield from prose_of(page.take_beside(), chunk_bytes=window.chunk_bytes)


_LABELS = " : "
"""Between a term and what it means: ``<dt>Nom</dt><dd>DURAND</dd>`` is one line."""


class Page:
    """A page as blocks.

    Attributes:
        beside_size: Characters that wait beside the page.
    """

    __slots__ = (
        "_beside",
        "_cell",
        "_cells",
        "_depth",
        "_held",
        "_line",
        "_pre",
        "_span",
        "beside_size",
    )

    def __init__(self) -> None:
        self._beside: list[str] = []
        self._held = 0
        self.beside_size = 0
        self._line: list[str] = []
        self._cells: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = 1
        self._depth = 0
        self._pre = 0

    def blocks(self, texts: Iterable[str]) -> Iterator[Block]:
        """Lines of text and rows of tables, in the order of the page."""
        for token in chain(tokens(texts), [Token("end", "html")]):
            self._held += len(token.text) + 1
            if self._held > _MAX_HELD:
                yield from self._spill()
            if token.kind == "text":
                self._add(token.text)
            elif token.kind == "start":
                yield from self._start(token)
            elif token.kind == "end":
                yield from self._end(token.name)
            elif token.kind == "raw" and token.name in {"title", "textarea", "xmp"}:
                self._line.append(token.text)
            elif token.name != "style":
                self._keep(token.text)
        yield from self._flush_table()
        yield from self._break()

    def take_beside(self) -> list[str]:
        """Comments, scripts and data of attributes, which are not shown."""
        beside, self._beside, self.beside_size = self._beside, [], 0
        return beside

    def _spill(self) -> Iterator[Block]:
        """Give out a line or a row that does not end."""
        self._close_cell()
        if self._cells:
            yield TableRow(self._cells)
        self._cells, self._held = None, 0
        yield from self._break()

    def _keep(self, text: str) -> None:
        if text.strip():
            self._beside.append(text)
            self.beside_size += len(text)

    def _add(self, text: str) -> None:
        self._line.append(text if self._pre else _SPACES.sub(" ", text))

    def _start(self, token: Token) -> Iterator[Block]:
        name = token.name
        if name == "table":
            yield from self._open_table()
        elif name == "tr":
            yield from self._close_row()
            self._cells = []
        elif name in {"td", "th"} and self._depth == 1:
            self._close_cell()
            span = token.attributes.get("colspan", "")
            self._span = min(int(span), _MAX_SPAN) if span.isascii() and span.isdigit() else 1
            self._cell = []
        elif name in {"td", "th"}:
            self._line.append(" ")
        elif name == "dd" and self._line:
            self._line.append(_LABELS)
        elif name in _LINES:
            yield from self._break()
        if name == "pre":
            self._pre += 1
        self._attributes(token)

    def _end(self, name: str) -> Iterator[Block]:
        if name == "table":
            self._depth = max(self._depth - 1, 0)
            if not self._depth:
                yield from self._flush_table()
        elif name == "tr" and self._depth <= 1:
            yield from self._close_row()
        elif name in {"td", "th"} and self._depth <= 1:
            self._close_cell()
        elif name in _LINES and name != "dt":
            yield from self._break()
        if name == "pre":
            self._pre = max(self._pre - 1, 0)

    def _attributes(self, token: Token) -> None:
        """Text in attributes: shown, filled in, or only there for scripts."""
        found = token.attributes
        if not found:
            return
        shown = [found[key] for key in _SHOWN if found.get(key)]
        if token.name in {"input", "option", "button", "data", "meter"} and found.get("value"):
            label = found.get("name") or found.get("id")
            shown.append(f"{label} : {found['value']}" if label else found["value"])
        link = found.get("href", "")
        if link.lower().startswith(_ADDRESSES):
            shown.append(link.partition(":")[2])
        if token.name == "meta" and found.get("content"):
            self._keep(f"{found.get('name', '')} : {found['content']}")
        if shown:
            self._line.append(f" {' '.join(shown)} ")
        for key, value in found.items():
            if key.startswith("data-") and len(value) > 3:
                self._keep(f"{key[5:]} : {value}")

    def _break(self) -> Iterator[Block]:
        """The line ends."""
        text = "".join(self._line).strip(" \n")
        self._line = []
        if not text:
            return
        if self._cell is not None:
            self._cell.append(text)
        else:
            self._held = 0
            yield text + "\n"

    def _open_table(self) -> Iterator[Block]:
        yield from self._break()
        self._depth += 1

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        for _ in self._break():
            pass
        if self._cells is None:
            self._cells = []
        self._cells.append("\n".join(self._cell))
        self._cells += [""] * (self._span - 1)
        self._cell = None

    def _close_row(self) -> Iterator[Block]:
        if self._depth > 1:
            yield from self._break()
            return
        self._close_cell()
        if self._cells:
            yield TableRow(self._cells)
            self._held = 0
        self._cells = None

    def _flush_table(self) -> Iterator[Block]:
        yield from self._close_row()
        self._depth = 0
        yield END_OF_TABLE


FORMAT = TextFormat(info=INFO, recognise=is_html, read=read_html)
