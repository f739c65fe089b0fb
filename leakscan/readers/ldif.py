"""Entries of directories: lines that are folded, and values in base64 behind two colons.

Specification: RFC 2849. Any value with an accent is written so; joined and decoded, the text is one
of labels and values as others are.
"""

import base64
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.encoded_objects import safe
from leakscan.readers.origin import Piece
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.unfolded import unfolded
from leakscan.readers.whole_lines import whole_lines

_BEGIN = deferred(rb"(?:version: ?1\s+|#[^\n]*\s+)*dn:{1,2} ?[^\s:]")
_ENCODED = deferred(
    rb"(?m)^(?P<name>[A-Za-z][\w;.-]{0,80}): ?: ?(?P<word>[A-Za-z0-9+/]+={0,2})(?=\r?$)"
)


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes entries of a directory plain, when a text that begins with `head` is some."""
    return plain_entries if _BEGIN.match(head) is not None else None


def plain_entries(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with lines joined and values decoded, where they are text."""
    return map(_decoded, whole_lines(unfolded(pieces)))


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


__all__ = ["find_rewrite", "plain_entries"]
