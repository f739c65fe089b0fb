"""XML without its dangers: a parser that expands next to nothing and fetches nothing.

Specification: XML 1.0 (fifth edition). Entities that a document declares are taken only when
they are short and hold no other: a billion laughs is no text, and no format needs it. Names
come without their prefix, since producers choose prefixes as they like.
"""

from collections import deque
from collections.abc import Iterator
from typing import Protocol, TypeVar
from xml.parsers import expat

from leakscan.model.coverage import GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import ByteStream

_BLOCK = 64 * 1024
_MAX_TOKEN_BYTES = 4 * 1024 * 1024
"""The parser holds a tag, a comment or a reference whole; text comes in pieces."""
_MAX_ENTITY = 64
MAX_TEXT = 4 * 1024 * 1024
"""Characters of one cell, paragraph or property; Excel allows 32,767."""
_MAX_NAMES = 10_000

Attributes = dict[str, str]
T = TypeVar("T")


class DamagedMarkup(ReadError):
    """The document is no XML from some place on.

    Attributes:
        offset: The place, in bytes.
    """

    def __init__(self, offset: int) -> None:
        super().__init__(GapReason.CORRUPT, f"markup damaged after byte {offset}")
        self.offset = offset


class TextParts:
    """Text that is gathered until its element ends, within a bound."""

    __slots__ = ("_parts", "_room")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = MAX_TEXT

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add(self, text: str) -> None:
        """More text.

        Raises:
            LimitExceeded: It is more than a cell or a paragraph ever holds.
        """
        self._room -= len(text)
        if self._room < 0:
            raise LimitExceeded(GapReason.TOO_LARGE, f"a text of more than {MAX_TEXT} characters")
        self._parts.append(text)

    def take(self) -> str:
        """All of it; from then on there is none."""
        text = "".join(self._parts)
        self._parts.clear()
        self._room = MAX_TEXT
        return text


class Handler(Protocol[T]):
    """What a format makes of a document; what it finds goes out through its queue."""

    out: deque[T]

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins; attributes keep their prefix."""
        ...

    def end(self, name: str) -> None:
        """An element ends."""
        ...

    def text(self, text: str) -> None:
        """Text, in as many pieces as the parser likes."""
        ...


def parse(stream: ByteStream, handler: Handler[T], *, encoding: str | None = None) -> Iterator[T]:
    """What `handler` makes of a document, as it is read.

    Args:
        stream: The document.
        handler: Its queue is emptied after each block of 64 KiB.
        encoding: Of the bytes, whatever the document declares.

    Raises:
        ReadError: After what could be read, when the document is no XML (any more).
    """
    parser = make_parser(handler, encoding)
    made = 0
    while True:
        block = stream.read(_BLOCK)
        damaged: ReadError | None = None
        try:
            parser.Parse(block, not block)
        except expat.ExpatError:
            damaged = DamagedMarkup(max(parser.CurrentByteIndex, 0))
        except (LookupError, ValueError):
            damaged = ReadError(GapReason.CORRUPT, "markup in an encoding that is not known")
        while handler.out:
            yield handler.out.popleft()
        if damaged is not None:
            raise damaged
        made += len(block)
        if made - parser.CurrentByteIndex > _MAX_TOKEN_BYTES:
            raise LimitExceeded(GapReason.TOO_LARGE, f"a tag of more than {_MAX_TOKEN_BYTES} bytes")
        if not block:
            return


def make_parser(handler: Handler[T], encoding: str | None = None) -> expat.XMLParserType:
    """A parser that gives what it meets to `handler`, and expands and fetches nothing."""
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.buffer_size = _BLOCK
    names = _LocalNames()
    start, end = handler.start, handler.end

    def on_start(name: str, attributes: Attributes) -> None:
        start(names[name], attributes)

    def on_end(name: str) -> None:
        end(names[name])

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = handler.text
    # What nobody sees is of interest where elements are data, not in documents of programs.
    parser.CommentHandler = getattr(handler, "comment", None)
    parser.EntityDeclHandler = _declared
    return parser


def _declared(_name: str, is_parameter: int, value: str | None, *_where: object) -> None:
    """Refuse entities that could grow; external ones have no value and are never fetched."""
    if value is not None and (is_parameter or "&" in value or len(value) > _MAX_ENTITY):
        raise LimitExceeded(GapReason.RATIO, "entities that expand")


class _LocalNames(dict[str, str]):
    """Names without prefix, remembered."""

    def __missing__(self, name: str) -> str:
        if len(self) > _MAX_NAMES:
            self.clear()
        self[name] = local = name.rpartition(":")[2]
        return local


def attribute(attributes: Attributes, name: str) -> str:
    """An attribute by its name without prefix, empty when there is none."""
    if name in attributes:
        return attributes[name]
    ending = ":" + name
    return next((value for key, value in attributes.items() if key.endswith(ending)), "")


__all__ = [
    "Attributes",
    "DamagedMarkup",
    "Handler",
    "TextParts",
    "attribute",
    "make_parser",
    "parse",
]
