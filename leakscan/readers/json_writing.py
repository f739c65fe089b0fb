"""JSON text of documents that are stored as bytes, written as they are read.

BSON, MessagePack and CBOR hold what JSON does, so they are written as such and the reader of JSON
finds the records. No document is ever held as a tree: one may be all there is of a file.
"""

import json
import math
from base64 import b64encode
from collections.abc import Callable, Iterator

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.jsontext import read_json
from leakscan.readers.options import ReadOptions
from leakscan.readers.origin import Piece
from leakscan.readers.texts import canonical, nowhere
from leakscan.readers.window import TextWindow

_BLOCK_BYTES = 256 * 1024
_PIECE_BYTES = 64 * 1024
_MAX_DEPTH = 256
MAX_TEXT = 64 * 1024 * 1024
"""Bytes of one text."""
_MAX_WHOLE = 1e18
CUT = "ends inside a value"
"""What is told of bytes that end too early."""


class PackedBytes:
    """The bytes of a feed, taken a few at a time."""

    __slots__ = ("_at", "_block", "_feed")

    def __init__(self, feed: ByteFeed) -> None:
        self._feed = feed
        self._block = b""
        self._at = 0

    def take(self, size: int) -> bytes:
        """Exactly the next `size` bytes.

        Raises:
            ReadError: The bytes end before, or are too many for one value.
        """
        end = self._at + size
        if end > len(self._block):
            self._more(size)
            end = size
        part = self._block[self._at : end]
        self._at = end
        return part

    def number(self, size: int) -> int:
        """The next `size` bytes as a number, the highest first."""
        return int.from_bytes(self.take(size), "big")

    def until(self, sign: bytes) -> bytes:
        """The bytes before a byte, which is taken as well."""
        while (end := self._block.find(sign, self._at)) < 0:
            if len(self._block) - self._at > _BLOCK_BYTES:
                raise ReadError(GapReason.CORRUPT, "name without an end")
            self._more(len(self._block) - self._at + 1)
        part = self._block[self._at : end]
        self._at = end + 1
        return part

    @property
    def ended(self) -> bool:
        """Whether nothing follows."""
        return self._at == len(self._block) and not self._feed.peek(1)

    def _more(self, size: int) -> None:
        if size > MAX_TEXT:
            raise LimitExceeded(GapReason.TOO_LARGE, "value")
        rest = self._block[self._at :]
        block = rest + self._feed.read(max(size - len(rest), _BLOCK_BYTES))
        if len(block) < size:
            raise ReadError(GapReason.CORRUPT, CUT)
        self._block, self._at = block, 0


class JsonText:
    """Writes values one after the other; those that are not inside others stand on lines.

    Attributes:
        waiting: What was written and not taken, in bytes.
    """

    __slots__ = ("_open", "_parts", "_place", "waiting")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open: list[str] = []
        self._place = 0
        self.waiting = 0

    @property
    def depth(self) -> int:
        """Arrays and objects that are open."""
        return len(self._open)

    def begin(self, brackets: str) -> None:
        """Open an array ``[]`` or an object ``{}``.

        Raises:
            ReadError: Too many are open.
        """
        if len(self._open) >= _MAX_DEPTH:
            raise ReadError(GapReason.TOO_DEEP, "values in values")
        # So that each record begins a line, and its values have places of their own there.
        self._write(brackets[0], "\n" if self._open == ["]"] else "")
        self._open.append(brackets[1])
        self._place = 0

    def end(self) -> None:
        """Close what was opened last."""
        self._parts.append(self._open.pop())
        self._done()

    def key(self, name: str) -> None:
        """The name of the value that follows."""
        self._write(f"{json.dumps(name, ensure_ascii=False)}:")
        self._place = 0

    def value(self, value: object) -> None:
        """A text, a number, a sign or nothing, or bytes."""
        self._write(shown(value))
        self._done()

    def _write(self, text: str, line_end: str = "") -> None:
        if self._place:
            self._parts.append(",")
        self._parts += [line_end, text]
        self.waiting += len(text) + 2

    def _done(self) -> None:
        self._place = 1 if self._open else 0
        if not self._open:
            self._parts.append("\n")

    def close(self) -> None:
        """Close all that is open: nothing follows."""
        while self._open:
            self.end()

    def taken(self) -> str:
        """The text so far, once."""
        text = "".join(self._parts)
        self._parts, self.waiting = [], 0
        return text


def shown(value: object) -> str:
    """A scalar as JSON; whole numbers as such, bytes in base64."""
    if isinstance(value, bytes):
        return f'"{b64encode(value).decode()}"'
    if isinstance(value, float):
        if not math.isfinite(value):
            return "null"
        if value.is_integer() and abs(value) < _MAX_WHOLE:
            return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def read_as_json(
    feed: ByteFeed,
    options: ReadOptions,
    write_next: Callable[[PackedBytes, JsonText], None],
) -> Iterator[Item]:
    """What the reader of JSON gives for the documents of a feed.

    Args:
        feed: Their bytes.
        options: Of the reading.
        write_next: Writes some more; a gap is told where it raises `ReadError`.
    """
    return read_json(TextWindow(_pieces(feed, write_next), options.chunk_bytes))


def _pieces(feed: ByteFeed, write_next: Callable[[PackedBytes, JsonText], None]) -> Iterator[Piece]:
    data, text = PackedBytes(feed), JsonText()
    try:
        while not data.ended:
            write_next(data, text)
            if text.waiting >= _PIECE_BYTES:
                yield Piece(canonical(text.taken()), nowhere)
        if text.depth:
            raise ReadError(GapReason.CORRUPT, CUT)
    except ReadError as error:
        feed.gaps.append(Gap(reason=error.reason, where=error.detail))
    text.close()
    if rest := text.taken():
        yield Piece(canonical(rest), nowhere)


__all__ = ["CUT", "MAX_TEXT", "JsonText", "PackedBytes", "read_as_json", "shown"]
