"""Values of an SQLite record as the cells of a row.

Specification: "Database File Format", section 2.1 (record format, serial types).
"""

from codecs import iterdecode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from struct import unpack_from

from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.readers.block_stream import BlockStream
from leakscan.readers.cell_values import (
    MAX_CELL_BYTES,
    MIN_ENCODED,
    RTF_MARK,
    file_in_text,
    is_member,
    shown_text,
    text_of,
    text_of_bytes,
)
from leakscan.readers.sqlite_pages import Pages, Payload, varint

_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0, *(n >> 1 for n in range(128 - 12)))
"""Bytes of a value by its serial type, as far as that is one byte."""
_LONG = 0x80
_FLOAT, _ZERO, _FIRST_BYTES = 7, 8, 12
_BLOCK = 64 * 1024
_Opener = Callable[[Pages, Payload, int, int], ByteStream]


class RowReader:
    """Turns the payloads of one table into rows; long and binary values become members.

    Attributes:
        members: Values that are files of their own, not yet given out. They are places in the
            database, not bytes.
    """

    __slots__ = ("_ascii", "_codec", "_label", "_pages", "_rich", "members")

    def __init__(self, pages: Pages, label: Callable[[int], str]) -> None:
        """Take the pages, and what names a column by its number in the names of members."""
        self._pages = pages
        self._codec = pages.layout.codec
        self._ascii = self._codec == "utf-8"
        self._rich = RTF_MARK.decode().encode(self._codec)
        self._label = label
        self.members: list[Embedded] = []

    def row(self, payload: Payload) -> list[str]:
        """The cells of one record; those lost with a damaged page are left out.

        Raises:
            IndexError, ValueError, struct.error: It is none.
        """
        held = payload.held
        head = held[0]
        if (
            self._ascii
            and len(held) == payload.size < MIN_ENCODED
            and held.isascii()
            and RTF_MARK not in held
        ):
            row = _ascii_row(held, head)
            if row is not None:
                return row
        head, at = varint(held, 0)
        if head > len(held):
            raise ValueError
        body, cells = head, list[str]()
        while at < head:
            kind = held[at]
            at += 1
            if kind >= _LONG:
                kind, at = varint(held, at - 1)
            size = _SIZES[kind] if kind < _LONG else (kind - _FIRST_BYTES) >> 1
            value = held[body : body + size]
            if len(value) < size and (size <= MAX_CELL_BYTES or body + size > payload.size):
                value = self._beyond(payload, body, size)
                if len(value) < size:
                    return cells
            if kind < _FIRST_BYTES:
                cells.append(_number(value, kind))
            elif kind & 1 and size < MIN_ENCODED and not value.startswith(self._rich):
                cells.append(value.decode(self._codec, "replace"))
            else:
                long = self._text if kind & 1 else self._bytes
                cells.append(long(payload, value, len(cells), body, size))
            body += size
        return cells

    def _text(self, payload: Payload, value: bytes, column: int, body: int, size: int) -> str:
        """A long text, or nothing when it becomes a member or stands for one."""
        if size <= MAX_CELL_BYTES:
            text = value.decode(self._codec, "replace")
            if file_in_text(text):
                return self._member(payload, column, body, size, _decoded_stream)
            shown = shown_text(text)
            if shown is not None:
                return shown
        return self._member(payload, column, body, size, _text_stream)

    def _beyond(self, payload: Payload, body: int, size: int) -> bytes:
        """A value that is not in memory, or what can be had of it."""
        if body + size > payload.size:
            raise ValueError
        return ValueStream(self._pages, payload, body, size).read()

    def items(self, chunks: Iterable[Chunk]) -> Iterator[Item]:
        """Chunks of rows that this reader reads, and after each the members among its values."""
        for chunk in chunks:
            yield chunk
            yield from self.taken()
        yield from self.taken()

    def taken(self) -> list[Embedded]:
        """The members that wait, which are then no longer waiting."""
        taken, self.members = self.members, []
        return taken

    def _bytes(self, payload: Payload, value: bytes, column: int, body: int, size: int) -> str:
        """The text of bytes, or nothing when they become a member."""
        if size <= MAX_CELL_BYTES and not is_member(value):
            return text_of_bytes(value)
        return self._member(payload, column, body, size, ValueStream)

    def _member(self, payload: Payload, column: int, body: int, size: int, stream: _Opener) -> str:
        """Let a value wait as a member, by its place; the text that stays in its cell: none."""
        place = replace(payload, held=b"") if payload.page else payload
        opened = partial(stream, self._pages, place, body, size)
        name = f"{self._label(column)}/{payload.key or ''}"
        self.members.append(Embedded(name=name.rstrip("/"), open=opened, size=size))
        return ""


def _decoded_stream(pages: Pages, payload: Payload, body: int, size: int) -> ByteStream:
    """The file that a text stands for in base64 or hexadecimal."""
    text = ValueStream(pages, payload, body, size).read()
    return BytesIO(file_in_text(text.decode(pages.layout.codec, "replace")))


def _text_stream(pages: Pages, payload: Payload, body: int, size: int) -> ByteStream:
    """A text in UTF-8, in which rich text is known, whatever the database writes."""
    stored = ValueStream(pages, payload, body, size)
    if pages.layout.codec == "utf-8":
        return stored
    blocks = iter(partial(stored.read, _BLOCK), b"")
    texts = iterdecode(blocks, pages.layout.codec, "replace")
    return BlockStream(text.encode(errors="replace") for text in texts)


def _ascii_row(held: bytes, head: int) -> list[str] | None:
    """The cells of a record of small values in ASCII, decoded once; four times as fast."""
    text = held.decode("ascii")
    body, cells = head, list[str]()
    for kind in held[1:head]:
        size = _SIZES[kind]
        end = body + size
        if kind > _FIRST_BYTES and kind & 1:
            cells.append(text[body:end])
        elif kind < _FIRST_BYTES:
            cells.append(_number(held[body:end], kind))
        else:
            return None
        body = end
    return cells if body == len(held) else None


def _number(value: bytes, kind: int) -> str:
    if not kind:
        return ""
    if kind < _FLOAT:
        return str(int.from_bytes(value, "big", signed=True))
    if kind == _FLOAT:
        return text_of(unpack_from(">d", value)[0])
    return str(kind - _ZERO)


class ValueStream:
    """One value, read from its page and the overflow pages after it."""

    __slots__ = ("_block", "_following", "_left", "_pages")

    def __init__(self, pages: Pages, payload: Payload, body: int, size: int) -> None:
        self._pages = pages
        self._block, self._following = payload.held, 0
        if payload.page:
            page = pages.read(payload.page)
            end = payload.at + payload.local
            self._block = page[payload.at : end]
            if payload.local < payload.size:
                (self._following,) = unpack_from(">I", page, end)
        self._left = size
        self._skip(body)

    def _skip(self, count: int) -> None:
        while count > len(self._block) and self._following:
            count -= len(self._block)
            self._block, self._following = self._pages.chained(self._following)
        self._block = self._block[count:]

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, all of them by default; fewer when the chain ends too early."""
        wanted = self._left if size < 0 else min(size, self._left)
        parts: list[bytes] = []
        while wanted:
            if not self._block and self._following:
                self._block, self._following = self._pages.chained(self._following)
            if not self._block:
                break
            parts.append(self._block[:wanted])
            self._block = self._block[wanted:]
            wanted -= len(parts[-1])
            self._left -= len(parts[-1])
        return b"".join(parts)
