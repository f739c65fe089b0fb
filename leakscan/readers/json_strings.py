r"""Objects of JSON that stand as text in a string of a JSON text: ``"payload": "{\"nom\": …}"``.

So forms, queues, webhooks and logs keep what they were sent, and what passes it on encodes it once
more. Such a string becomes the object it holds, so that
its keys are columns and its values cells of the record. Escapes are written out one by one, so that
each value is located where it stands.
"""

import json
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.raw.places import Within
from leakscan.readers.json_unescape import unescaped
from leakscan.readers.origin import Piece, glued
from leakscan.readers.shortened import Replacement, replaced

Span = tuple[int, int]

_MAX_BYTES = 64 * 1024
"""Of an object; what is longer stays the text it is."""
_MAX_DEPTH = 4
"""Objects in strings of objects in strings."""
_BEGINS = deferred(rb'\{(?:\\[nrt]|[ ]){0,64}+\\++"')
r"""The first key of an object in a string: ``{\"``, ``{\n  \"``."""
_BEFORE = deferred(rb'"(?:\\[nrt]|[ ]){0,64}+(?:\[(?:\\[nrt]|[ ]){0,64}+)?+\Z')
"""A string to the brace of its first object."""
_MAX_HEAD = 320
"""Bytes from the quote of a string to that of the first key in it."""
_STRING = deferred(rb'"((?:[^"\\\r\n]++|\\.)*+)"')
_ESCAPE = deferred(
    rb"\\(?:u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)"
)
_CONTROLS = bytes.maketrans(bytes(range(0x20)), b" " * 0x20)
"""Lines are counted in the text as it was."""


def objects_in_strings(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with strings that are objects or arrays of objects as what they hold."""
    held: Piece | None = None
    for piece in pieces:
        whole = piece if held is None else glued(held, piece)
        found, open_at = _found(whole.data)
        held = None
        if open_at < len(whole.data):
            held = Piece(whole.data[open_at:], Within(whole.locate, open_at))
            whole = Piece(whole.data[:open_at], whole.locate)
        if whole.data:
            yield _opened(whole, found)
    if held is not None:
        yield held


def _opened(piece: Piece, found: list[Span]) -> Piece:
    """The piece with these strings as what they hold, and those inside them."""
    for _ in range(_MAX_DEPTH):
        if not found:
            break
        words = (word for span in found for word in _written_out(piece.data, *span))
        parts = unescaped([replaced(piece, words)])
        piece = next(parts)
        for part in parts:
            piece = glued(piece, part)
        found, _ = _found(piece.data)
    return piece


def _written_out(data: bytes, begin: int, end: int) -> Iterator[Replacement]:
    """What becomes of the quotes around a string, and of each escape in it."""
    yield begin, begin + 1, b""
    for escape in _ESCAPE.finditer(data, begin + 1, end - 1):
        plain: str = json.loads(b'"%b"' % escape[0])
        yield *escape.span(), plain.encode(errors="replace").translate(_CONTROLS)
    yield end - 1, end, b""


def _found(data: bytes) -> tuple[list[Span], int]:
    """The strings that hold objects, and where one begins whose end is not among the data."""
    found: list[Span] = []
    at = 0
    while begun := _string_at(data, at):
        start, at = begun
        string = _STRING.match(data, start, start + _MAX_BYTES)
        if string is None:
            if len(data) - start < _MAX_BYTES:
                return found, start
            at = start + _MAX_BYTES
            continue
        at = max(at, string.end() - 1)
        if _is_object(string[1]):
            found.append(string.span())
            at = string.end()
    cut = _cut(data)
    # The quote that ends a string begins none.
    return found, len(data) if found and cut < found[-1][1] else cut


def _string_at(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the next string begins that may be an object, and where its first key does."""
    while key := _BEGINS.search(data, at):
        at = key.end()
        before = _BEFORE.search(data, max(key.start() - _MAX_HEAD, 0), key.start())
        if before is not None:
            return before.start(), at
    return None


def _cut(data: bytes) -> int:
    """Where a string may begin whose first key is cut off; the end of the data for none."""
    tail = data[-_MAX_HEAD:]
    at = tail.rfind(b'"')
    if at < 0 or tail[at + 1 :].strip(b"\\nrt [{"):
        return len(data)
    return len(data) - len(tail) + at


def _is_object(string: bytes) -> bool:
    """Whether a string holds an object, or an array of some."""
    try:
        value = json.loads(json.loads(b'"%b"' % string))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or (isinstance(value, list) and _are_objects(value))


def _are_objects(values: list[object]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values)


__all__ = ["objects_in_strings"]
