"""A mail message taken apart as it is read: text to be joined, files to be examined by themselves.

Specification: RFC 5322, RFC 2046. Nothing is held but the text of one message: an attachment is
decoded while it is read. Of ``multipart/alternative`` the plain text stands for the HTML when it
says as much.
"""

import re
from collections.abc import Iterator
from dataclasses import field
from io import BytesIO

from leakscan.frozen import slotted
from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Embedded
from leakscan.readers.blocks import holds_listing
from leakscan.readers.charset_text import text_of
from leakscan.readers.mail_headers import MAX_HEADER_BYTES, PartHeader, parse_header
from leakscan.readers.mail_spool import PartStream, Spool
from leakscan.readers.markup_text import html_text
from leakscan.readers.resumed import Resumed

MAX_TEXT_BYTES = 4 * 1024 * 1024
"""Longest text of a part kept in the message's record; a longer one is read as a file."""
_MAX_DEPTH = 32
_MAX_PARTS = 10_000
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,100}[ \t]*:|[ \t]+\S")
_ENOUGH = 0.5
_MESSAGE = re.compile(rb"(?m)^(?:\*{4}(?:LAB|FIN)\*{4}|(?:MSH\|\^~|H\|~\^|H\|\^~)\\&)")
"""A body that is a laboratory's message (HPRIM Médecin mostly, HL7): read as such a file."""


@slotted
class Message:
    """What was found of one message so far.

    Attributes:
        shown: Its header lines.
        texts: Bodies, in order.
        gaps: What was passed over.
        parts: Parts met.
    """

    shown: str = ""
    texts: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    parts: int = 0

    def text(self) -> str:
        """Header and bodies as one document."""
        return "\n".join([self.shown, *(text for text in self.texts if text.strip())])


class PartReader:
    """Reads the parts of one message from a spool."""

    __slots__ = ("_end", "_message", "_spool")

    def __init__(self, spool: Spool, message: Message, *, end: bytes = b"") -> None:
        """`end`: pattern of the line that begins the next message (mbox); empty without."""
        self._spool = spool
        self._message = message
        self._end = [end] if end else []

    def files(self) -> Iterator[Embedded]:
        """Files of the message, in order; its text is complete after them."""
        header = self._header(())
        self._message.shown = header.shown
        yield from self._body(header, (), 0, self._message.texts)

    def _header(self, boundaries: tuple[bytes, ...]) -> PartHeader:
        """The header at the current position; without one, that of plain text."""
        lines: list[bytes] = []
        size = 0
        mark = self._mark(boundaries)
        while size < MAX_HEADER_BYTES:
            head = self._spool.peek(2048)
            if not head or (lines and mark and mark.match(b"\n" + head, 1)):
                break
            if head.startswith((b"\n", b"\r\n")):
                self._spool.line()
                break
            if not _HEADER_LINE.match(head):
                break
            line = self._spool.line()
            while not line.endswith(b"\n") and size < MAX_HEADER_BYTES:
                rest = self._spool.line()
                if not rest:
                    break
                line += rest
                size += len(rest)
            lines.append(line)
            size += len(line)
        return parse_header(b"".join(lines))

    def _mark(self, boundaries: tuple[bytes, ...]) -> re.Pattern[bytes] | None:
        """What ends a part: a boundary of its own or around it, or the next message."""
        names = b"|".join(re.escape(name) for name in sorted(boundaries, key=len, reverse=True))
        marks = [rb"--(?:" + names + rb")(?=--|[ \t]*\r?(?:\n|\Z))"] if names else []
        marks += self._end
        return re.compile(rb"(?m)^(?:" + b"|".join(marks) + b")") if marks else None

    def _body(
        self, header: PartHeader, around: tuple[bytes, ...], depth: int, texts: list[str]
    ) -> Iterator[Embedded]:
        """Take one part; its text goes to `texts`."""
        self._message.parts += 1
        if header.encrypted:
            self._message.gaps.append(Gap(reason=GapReason.ENCRYPTED, where=header.type))
        if header.boundary and header.type.startswith("multipart/") and self._may_open(depth):
            yield from self._multipart(header, around, depth, texts)
            return
        stream = PartStream(self._spool.until(self._mark(around)), header.encoding)
        if header.type.startswith("text/") and not header.attached and not header.filename:
            yield from self._text(header, stream, texts)
        else:
            yield Embedded(_name(header, self._message.parts), lambda: stream)
        stream.drain()

    def _may_open(self, depth: int) -> bool:
        if depth < _MAX_DEPTH and self._message.parts < _MAX_PARTS:
            return True
        gap = Gap(reason=GapReason.TOO_DEEP, where="parts of a message")
        if gap not in self._message.gaps:
            self._message.gaps.append(gap)
        return False

    def _multipart(
        self, header: PartHeader, around: tuple[bytes, ...], depth: int, texts: list[str]
    ) -> Iterator[Embedded]:
        own = texts if header.type != "multipart/alternative" else []
        inside = (header.boundary, *around)
        mark = self._mark(inside)
        self._preamble(mark, own)
        opening, closing = b"--" + header.boundary, b"--" + header.boundary + b"--"
        begun = False
        while (head := self._spool.peek(len(closing) + 4)).startswith(opening):
            line = self._spool.line()
            if head.startswith(closing) and line.strip() == closing:
                break
            begun = True
            if self._message.parts >= _MAX_PARTS and not self._may_open(depth):
                break
            yield from self._body(self._header(inside), inside, depth + 1, own)
        if not begun:
            self._message.gaps.append(Gap(reason=GapReason.CORRUPT, where="parts of a message"))
        self._preamble(self._mark(around), own)
        if own is not texts:
            texts += _best(own)

    def _preamble(self, mark: re.Pattern[bytes] | None, texts: list[str]) -> None:
        """Text before the first part or after the last one, which programs rarely show."""
        stream = PartStream(self._spool.until(mark), "")
        text = text_of(_all(stream), "")
        stream.drain()
        if text.strip() and "multi-part message in MIME format" not in text:
            texts.append(text)

    def _text(self, header: PartHeader, stream: PartStream, texts: list[str]) -> Iterator[Embedded]:
        data = _all(stream)
        rest = stream.read(1)
        if rest or _MESSAGE.search(data):
            yield Embedded(_name(header, self._message.parts), lambda: Resumed(data + rest, stream))
            return
        text = text_of(data, header.charset)
        if header.type == "text/html" or text[:64].lstrip().lower().startswith("<!doctype html"):
            source, text = text, html_text(text)
            if holds_listing(text):
                # Its rows are people, and not parts of a letter; what is plain says the same.
                if texts is not self._message.texts:
                    texts.clear()
                encoded = source.encode(errors="replace")
                yield Embedded(_name(header, self._message.parts), lambda: BytesIO(encoded))
                return
        texts.append(text.replace("\r\n", "\n"))


def _all(stream: PartStream) -> bytes:
    """What a part holds, up to what is kept of a text."""
    blocks = []
    size = 0
    while size < MAX_TEXT_BYTES and (block := stream.read(MAX_TEXT_BYTES - size)):
        blocks.append(block)
        size += len(block)
    return b"".join(blocks)


def _best(texts: list[str]) -> list[str]:
    """Of alternatives the first, unless another says much more."""
    filled = [text for text in texts if text.strip()]
    if len(filled) > 1 and len(filled[0]) >= _ENOUGH * max(map(len, filled)):
        return filled[:1]
    return filled


def _name(header: PartHeader, number: int) -> str:
    """What an attachment is called."""
    if header.filename:
        return header.filename
    ending = {"message/rfc822": "eml", "text/html": "html", "text/plain": "txt"}.get(header.type)
    return f"part {number}.{ending}" if ending else f"part {number}"


__all__ = ["MAX_TEXT_BYTES", "Message", "PartReader"]
