r"""Objects of JSON that stand as text in a string of a JSON text: ``"payload": "{\"nom\": …}"``.

So forms, queues, webhooks and logs keep what they were sent, and what passes it on encodes it once
more. Such a string becomes the object it holds, so that
its keys are columns and its values cells of the record. It gets shorter, never longer.
"""

import json
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.raw.chunk import same_offset
from leakscan.raw.places import Within
from leakscan.readers.json_unescape import unescaped
from leakscan.readers.origin import Piece, glued
from leakscan.readers.shortened import Replacement, replaced

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
_LINE_ENDS = bytes.maketrans(b"\r\n", b"  ")


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
            yield replaced(whole, found) if found else whole
    if held is not None:
        yield held


def _found(data: bytes) -> tuple[list[Replacement], int]:
    """The strings to replace, and where one begins whose end is not among the data."""
    found: list[Replacement] = []
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
        if text := _object(string[1], _MAX_DEPTH):
            found.append((*string.span(), text))
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


def _object(string: bytes, depth: int) -> bytes:
    """The object that a string holds; nothing when it holds something else."""
    try:
        text = json.loads(b'"%b"' % string)
        value = json.loads(text)
    except (ValueError, RecursionError):
        return b""
    if not (isinstance(value, dict) or (isinstance(value, list) and _are_objects(value))):
        return b""
    # Lines are counted in the text as it was.
    pieces = unescaped([Piece(text.encode().translate(_LINE_ENDS), same_offset)])
    plain = b"".join(piece.data for piece in pieces)
    return _inner(plain, depth - 1) if depth > 1 else plain


def _are_objects(values: list[object]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values)


def _inner(data: bytes, depth: int) -> bytes:
    """An object with those in its strings as what they hold."""
    parts: list[bytes] = []
    done = at = 0
    while begun := _string_at(data, at):
        start, at = begun
        string = _STRING.match(data, start)
        at = max(at, string.end() - 1) if string is not None else at
        if string is not None and (text := _object(string[1], depth)):
            parts += [data[done:start], text]
            done = at = string.end()
    return b"".join([*parts, data[done:]])


__all__ = ["objects_in_strings"]
