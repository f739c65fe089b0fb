"""The messages, contacts and appointments of an Outlook store as text and files, one by one.

Specification: [MS-PST] 2.4.5 to 2.4.8, [MS-OXPROPS]. Folders are not followed: every object has
an entry in the node tree of its own, also those that no folder lists any more.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Embedded
from leakscan.readers.block_stream import BlockStream
from leakscan.readers.cell_values import text_of as value_text
from leakscan.readers.charset_text import text_of
from leakscan.readers.compressed_rtf import decompress_rtf
from leakscan.readers.damage import DAMAGE
from leakscan.readers.mapi_text import (
    ATTACHMENT_DATA,
    BODY,
    HTML_BODY,
    RECIPIENT,
    RTF_BODY,
    attachment_name,
    message_lines,
    message_text,
    recipient_line,
    shown_line,
)
from leakscan.readers.markup_text import html_text
from leakscan.readers.pst_heap import BINARY, OBJECT, STRING8, TIME, UNICODE, Heap, Property
from leakscan.readers.pst_names import labels_of
from leakscan.readers.pst_pages import Node, Store

MESSAGE_KINDS = frozenset((4, 8))
"""Normal and associated messages."""
_ATTACHMENT_KIND = 5
_RECIPIENTS = 0x692
_CLASS, _CODE_PAGE, _HTML_CODE_PAGE, _METHOD = 0x1A, 0x3FFD, 0x3FDE, 0x3705
_SUBJECT = 0x37
_EMBEDDED_MESSAGE = 5
_LETTERS = ("ipm.note", "report.")
_MAX_DEPTH = 16
_MAX_LINES = 16 * 1024 * 1024
"""Characters above a body: a hundred thousand recipients, and more."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_TEXTS = frozenset((STRING8, UNICODE))
_CODECS = {1200: "utf-16-le", 20127: "", 28591: "cp1252", 28605: "iso8859-15", 65001: "utf-8"}


class MessageReader:
    """Reads the messages of one store.

    Attributes:
        labels: What the properties of contacts and the like are called, by number.
    """

    __slots__ = ("_gaps", "_store", "labels")

    def __init__(self, store: Store, gaps: list[Gap]) -> None:
        self._store = store
        self._gaps = gaps
        self.labels = labels_of(store)

    def message(self, node: Node, depth: int = 0) -> Iterator[str | Embedded]:
        """The text of a message and its files, then those of the messages attached to it."""
        try:
            heap = Heap(self._store, node)
            message = _Object(heap, heap.properties())
            body = message.body()
            parts = chain(
                message_lines(message.text), self._recipients(heap), self._details(message)
            )
            lines = list(self._bounded(parts))
        except DAMAGE:
            self._store.damaged += 1
            return
        yield message_text(lines, body)
        if not body.strip() and RTF_BODY in message.properties:
            yield self._rtf(message)
        attached = [each for each in heap.subnodes.values() if each.kind == _ATTACHMENT_KIND]
        for number, each in enumerate(attached, 1):
            yield from self._attachment(each, number, depth)

    def _bounded(self, lines: Iterable[str]) -> Iterator[str]:
        """Lines that say something, until they are more than a message has."""
        left = _MAX_LINES
        for line in filter(None, lines):
            left -= len(line)
            if left < 0:
                self._store.damaged += 1
                return
            yield line

    def _recipients(self, heap: Heap) -> Iterator[str]:
        if _RECIPIENTS in heap.subnodes:
            table = Heap(self._store, heap.subnodes[_RECIPIENTS])
            for row in table.rows((*RECIPIENT, _CODE_PAGE)):
                yield recipient_line(_Object(table, row).text)

    def _details(self, message: "_Object") -> Iterator[str]:
        """What a contact, an appointment or a form says beside its body."""
        if not message.text(_CLASS).lower().startswith(_LETTERS):
            for tag in message.properties:
                if tag in self.labels:
                    yield shown_line(self.labels[tag], [message.text(tag)])

    def _rtf(self, message: "_Object") -> Embedded:
        data = message.bytes(RTF_BODY)
        return Embedded("body.rtf", lambda: io.BytesIO(decompress_rtf(data)))

    def _attachment(self, node: Node, number: int, depth: int) -> Iterator[str | Embedded]:
        """A file, or the text and the files of a message that is attached as such."""
        try:
            heap = Heap(self._store, node)
            attachment = _Object(heap, heap.properties())
            held = attachment.properties.get(ATTACHMENT_DATA)
            if held is None or not held.reference:
                return
            name = attachment_name(attachment.text, number)
            inner = attachment.subnode(held) if held.kind == OBJECT else None
        except DAMAGE:
            self._store.damaged += 1
            return
        if inner is None:
            yield Embedded(name, lambda: BlockStream(_attached(heap.blocks(held.reference))))
        elif attachment.number(_METHOD) != _EMBEDDED_MESSAGE:
            yield Embedded(name, lambda: BlockStream(_attached(self._store.data(inner.data))))
        elif depth < _MAX_DEPTH:
            yield from self.message(inner, depth + 1)
        else:
            self._gaps.append(Gap(reason=GapReason.TOO_DEEP, where="attachments"))


class _Object:
    """The properties of one object, or of one row of a table."""

    __slots__ = ("_heap", "properties")

    def __init__(self, heap: Heap, properties: dict[int, Property]) -> None:
        self._heap = heap
        self.properties = properties

    def bytes(self, tag: int) -> bytes:
        """A value as it is stored; nothing when there is none."""
        found = self.properties.get(tag)
        return b"" if found is None else self._heap.bytes_of(found)

    def number(self, tag: int) -> int:
        """A number; 0 when there is none."""
        found = self.properties.get(tag)
        return 0 if found is None else found.reference

    def text(self, tag: int) -> str:
        """A value as text; nothing when it is neither text nor a time."""
        found = self.properties.get(tag)
        if found is None:
            return ""
        if found.kind == TIME:
            return _day(self._heap.bytes_of(found))
        if found.kind not in _TEXTS:
            return ""
        text = self._decoded(found, _CODE_PAGE).rstrip("\0")
        # A subject begins with the length of its prefix, "RE: " and the like.
        return text[2:] if tag == _SUBJECT and text.startswith("\1") else text

    def _decoded(self, found: Property, code_page: int) -> str:
        charset = "utf-16-le" if found.kind == UNICODE else _codec(self.number(code_page))
        return text_of(self._heap.bytes_of(found), charset)

    def body(self) -> str:
        """The body as plain text; nothing when it exists as RTF only."""
        plain = self.text(BODY)
        html = self.properties.get(HTML_BODY)
        if plain.strip() or html is None or html.kind not in _TEXTS | {BINARY}:
            return plain
        return html_text(self._decoded(html, _HTML_CODE_PAGE).rstrip("\0"))

    def subnode(self, found: Property) -> Node:
        """The node that an object's reference leads to."""
        return self._heap.subnodes[int.from_bytes(self._heap.bytes_of(found)[:4], "little")]


def _attached(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks of an attachment."""
    try:
        yield from blocks
    except DAMAGE:
        raise ReadError(GapReason.CORRUPT, "attachment of a store") from None


def _codec(code_page: int) -> str:
    return _CODECS.get(code_page, f"cp{code_page}" if code_page else "")


def _day(value: bytes) -> str:
    """A time, in tenths of microseconds since 1601, as an export writes it."""
    try:
        ticks = int.from_bytes(value, "little")
        moment = _EPOCH + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    return value_text(moment.replace(tzinfo=None))
