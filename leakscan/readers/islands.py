"""Text that stands encoded inside text: URL-encoded words, base64, hexadecimal.

Long base64 and hexadecimal words are files: `payloads` takes them out to be read again. What is
short, or an object of JSON, stays where it stands, decoded, so that it counts with the record
around it: the query of a logged request, the claims of a token, the message of a queue. Signs that
would change the structure of the text around become spaces. Everything is decoded once: what comes
out is not looked at again.
"""

import base64
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.readers.encoded_objects import safe, unescaped_object
from leakscan.readers.escapes import Bytes
from leakscan.readers.joined_lines import joined_lines
from leakscan.readers.origin import Piece
from leakscan.readers.payloads import PayloadFilter
from leakscan.readers.quiet_text import decoded_where_needed
from leakscan.readers.url_words import url_decoded
from leakscan.readers.window import TextWindow

if TYPE_CHECKING:
    from leakscan.readers.shortened import Replacement

MIN_WORD, MAX_WORD = 64, 256
"""Of base64 decoded in place, in characters; longer words are files."""
_STEP = 4
_BASE64 = deferred(rb"[A-Za-z0-9+/_-]{62,255}={0,2}")
_RARE = (b"\x83", b"\x82")
"""One stands in all text that was encoded twice, and in little else."""
_SERIALISED = b'";s:'
"""Stands between all strings that PHP serialised, and in little else."""
_WORD_TABLE = np.zeros(256, np.bool_)
_WORD_TABLE[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-")] = True


def island_window(window: TextWindow) -> tuple[TextWindow, PayloadFilter]:
    """The text of a window with what stands in it encoded, decoded; nothing was given out yet.

    Returns:
        A window over that text, and the filter that holds the files which were taken out.
    """
    payloads = PayloadFilter(objects=True)
    pieces = without_islands(window.remaining(), payloads)
    return TextWindow(pieces, window.chunk_bytes), payloads


def without_islands(pieces: Iterable[Piece], payloads: PayloadFilter) -> Iterator[Piece]:
    """The pieces with what stands encoded in them decoded, or taken out."""

    def decode(busy: Iterable[Piece]) -> Iterator[Piece]:
        return decoded_in_place(payloads.pieces(joined_lines(busy)))

    return decoded_where_needed(pieces, _without_escapes, decode)


def decoded_in_place(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with short encoded words decoded."""
    for piece in pieces:
        plain = _without_escapes(piece)
        found = list(_base64_words(plain.data))
        if found:
            from leakscan.readers.shortened import replaced

            plain = replaced(plain, found)
        yield plain


def _is_serialised(data: bytes) -> bool:
    """Whether there are strings that PHP serialised; five times as fast as `in`."""
    if KERNELS is not None:
        return arrays.contains(np.frombuffer(data, np.uint8), np.frombuffer(_SERIALISED, np.uint8))
    return _SERIALISED in data


def _without_escapes(piece: Piece) -> Piece:
    if any(byte in piece.data for byte in _RARE):
        from leakscan.readers.twice_encoded import decoded_once_more

        piece = decoded_once_more(piece)
    if _is_serialised(piece.data):
        from leakscan.readers.php_values import with_php_values

        piece = with_php_values(piece)
    return url_decoded(piece) if b"%" in piece.data else piece


def _base64_words(data: bytes) -> Iterator["Replacement"]:
    for begin, end in _long_words(np.frombuffer(data, np.uint8)):
        found = _BASE64.fullmatch(data, begin, end)
        text = _text(found[0]) if found is not None else b""
        if text:
            yield begin, end, text


def _long_words(data: Bytes) -> list[tuple[int, int]]:
    """Spans of words that may be base64."""
    if KERNELS is not None:
        starts, ends = arrays.long_words(data, _WORD_TABLE, MIN_WORD, MAX_WORD)
        return list(zip(starts.tolist(), ends.tolist(), strict=True))
    return _sampled_long_words(data)


def _sampled_long_words(data: Bytes) -> list[tuple[int, int]]:
    """The twin of the kernel: one byte in `_STEP` tells where to look."""
    sampled = _WORD_TABLE[data[::_STEP]]
    pairs = sampled[:-1] & sampled[1:]
    fours = pairs[:-2] & pairs[2:]
    eights = fours[:-4] & fours[4:]
    if not (eights[:-7] & eights[7:]).any():
        return []
    breaks = np.flatnonzero(~_WORD_TABLE[data])
    edges = np.concatenate(([-1], breaks, [data.size]))
    sizes = np.diff(edges) - 1
    which = np.flatnonzero((sizes >= MIN_WORD) & (sizes < MAX_WORD))
    return [(int(edges[n]) + 1, int(edges[n + 1])) for n in which]


def _text(word: bytes) -> bytes:
    """The text that a word of base64 stands for; nothing when it is none."""
    word = word.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    if len(word) % 4 == 1:
        return b""
    try:
        text = base64.b64decode(word + b"=" * (-len(word) % 4)).decode()
    except ValueError:
        return b""
    if any(sign < " " and sign not in "\t\r\n" for sign in text) or text.isalnum():
        return b""
    return safe(unescaped_object(text))
