"""Entries of directories: lines that are folded, and values in base64 behind two colons.

Specification: RFC 2849. Any value with an accent is written so; joined and decoded, the text is one
of labels and values as others are.
"""

import base64
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.raw.places import Within
from leakscan.readers.encoded_objects import safe
from leakscan.readers.origin import Piece, glued
from leakscan.readers.unfolded import unfolded

_BEGIN = deferred(rb"(?:version: ?1\s+|#[^\n]*\s+)*dn:{1,2} ?[^\s:]")
_ENCODED = deferred(
    rb"(?m)^(?P<name>[A-Za-z][\w;.-]{0,80}): ?: ?(?P<word>[A-Za-z0-9+/]+={0,2})(?=\r?$)"
)
_LONGEST = 64 * 1024
"""Bytes of a line that is read whole."""


def is_ldif(head: bytes) -> bool:
    """Whether a text that begins with `head` is entries of a directory."""
    return _BEGIN.match(head) is not None


def plain_entries(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with lines joined and values decoded, where they are text."""
    return map(_decoded, _whole_lines(unfolded(pieces)))


def _whole_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same text in pieces that end where lines do, but for very long ones."""
    held: Piece | None = None
    for piece in pieces:
        whole = piece if held is None else glued(held, piece)
        end = whole.data.rfind(b"\n") + 1
        if len(whole.data) - end > _LONGEST:
            end = len(whole.data)
        held = Piece(whole.data[end:], Within(whole.locate, end)) if end < len(whole.data) else None
        if end:
            yield Piece(whole.data[:end], whole.locate)
    if held is not None:
        yield held


def _decoded(piece: Piece) -> Piece:
    from leakscan.readers.shortened import replaced

    found = [
        (line.end("name"), line.end("word"), b": " + text)
        for line in _ENCODED.finditer(piece.data)
        if (text := _text(line["word"]))
    ]
    return replaced(piece, found) if found else piece


def _text(word: bytes) -> bytes:
    """The text of a value; nothing when it is a picture, a key or a hash."""
    try:
        text = base64.b64decode(word, validate=True).decode()
    except ValueError:
        return b""
    return safe(text) if text.replace("\n", "").replace("\r", "").isprintable() else b""


__all__ = ["is_ldif", "plain_entries"]
