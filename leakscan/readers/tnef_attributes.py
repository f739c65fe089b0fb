"""The attributes of TNEF as a message and its attachments; see `tnef` for the format."""

import io
from collections.abc import Callable, Iterator

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.charset_text import text_of
from leakscan.readers.compressed_rtf import decompress_rtf
from leakscan.readers.feed import ByteFeed
from leakscan.readers.mapi_properties import Property, properties
from leakscan.readers.mapi_text import (
    ATTACHMENT_DATA,
    BODY,
    HTML_BODY,
    RTF_BODY,
    message_text,
    shown_line,
)
from leakscan.readers.markup_text import html_text
from leakscan.readers.options import ReadOptions
from leakscan.readers.texts import prose_of

_MAGIC = b"\x78\x9f\x3e\x22"
_MAX_ATTRIBUTE = 64 * 1024 * 1024
_SUBJECT, _BODY, _PROPERTIES = 0x8004, 0x800C, 0x9003
_RENDERING, _TITLE, _DATA, _ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_TEXT_TAGS = {
    0x0C1A: "From",
    0x0C1F: "From",
    0x5D01: "From",
    0x0E04: "To",
    0x0E03: "Cc",
    0x0037: "Subject",
}
_LONG_NAME = 0x3707


def read_tnef(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments, and the text of the message."""
    message = _Message()
    damage: ReadError | None = None
    try:
        feed.read(6)
        while head := feed.read(9):
            yield from _attribute(feed, head, message)
    except ReadError as error:
        damage = error
    yield from message.attachment()
    yield from message.rtf()
    yield from prose_of([message.text()], chunk_bytes=options.chunk_bytes)
    if damage is not None:
        raise damage


def _attribute(feed: ByteFeed, head: bytes, message: "_Message") -> Iterator[Embedded]:
    """One attribute: level, number, length, value, checksum."""
    number, size = int.from_bytes(head[1:3], "little"), int.from_bytes(head[5:9], "little")
    if len(head) < 9 or head[0] not in {1, 2}:
        raise ReadError(GapReason.CORRUPT, "attribute")
    if size > _MAX_ATTRIBUTE:
        raise ReadError(GapReason.TOO_LARGE, "attribute")
    value = feed.read(size)
    if len(value) < size or len(feed.read(2)) < 2:
        raise ReadError(GapReason.CORRUPT, "ends inside an attribute")
    if number == _RENDERING:
        yield from message.attachment()
    message.take(number, value)


class _Message:
    """What was said so far of the message, and of the attachment at hand."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}
        self._body = ""
        self._html = ""
        self._rtf = b""
        self._name = ""
        self._data: bytes | None = None

    def take(self, number: int, value: bytes) -> None:
        """One more attribute."""
        if number == _SUBJECT:
            self._line("Subject", _string(value))
        elif number == _BODY:
            self._body = self._body or _string(value)
        elif number == _TITLE:
            self._name = _string(value)
        elif number == _DATA:
            self._data = value
        elif number in {_PROPERTIES, _ATTACHMENT}:
            for each in properties(value):
                (self._of_message if number == _PROPERTIES else self._of_attachment)(each)

    def _of_message(self, each: Property) -> None:
        if each.tag in _TEXT_TAGS:
            self._line(_TEXT_TAGS[each.tag], each.text())
        elif each.tag == BODY:
            self._body = each.text() or self._body
        elif each.tag == HTML_BODY:
            self._html = each.text()
        elif each.tag == RTF_BODY:
            self._rtf = each.data

    def _of_attachment(self, each: Property) -> None:
        if each.tag == _LONG_NAME:
            self._name = each.text() or self._name
        elif each.tag == ATTACHMENT_DATA and not self._data:
            # An object: its class, then what it is; TNEF within TNEF for a message.
            begin = each.data.find(_MAGIC, 0, 64)
            self._data = each.data[max(begin, 0) :]

    def _line(self, name: str, text: str) -> None:
        self._lines[shown_line(name, [text])] = None

    def attachment(self) -> Iterator[Embedded]:
        """The attachment at hand, complete now."""
        name, data = self._name, self._data
        self._name, self._data = "", None
        if data is not None:
            yield Embedded(name or "attachment", _opener(data), size=len(data))

    def rtf(self) -> Iterator[Embedded]:
        """The body, when it is in RTF only."""
        if not self._rtf or self._body.strip() or self._html.strip():
            return
        try:
            data = decompress_rtf(self._rtf)
        except ReadError as error:
            gap = Gap(reason=error.reason, where=error.detail)
            yield Embedded("body.rtf", io.BytesIO, gap=gap)
        else:
            yield Embedded("body.rtf", _opener(data), size=len(data))

    def text(self) -> str:
        """Header lines and body."""
        body = self._body if self._body.strip() else html_text(self._html)
        return message_text(self._lines, body)


def _string(value: bytes) -> str:
    return text_of(value.partition(b"\0")[0], "")


def _opener(data: bytes) -> Callable[[], io.BytesIO]:
    return lambda: io.BytesIO(data)
