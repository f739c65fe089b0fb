"""Short texts in base64 inside segments (HL7 v2 type ED), decoded where they stand.

Specification: HL7 v2.5.1, 2.A.24: source, type, subtype, encoding, data. Long ones are files, which
`payloads` takes out; of shorter words only what says that it is base64 is decoded.
"""

import base64
import html
import re

import numpy as np

from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import SPACE, Bytes

_DECLARED = re.compile(rb"[Bb][Aa][Ss][Ee]64.([A-Za-z0-9+/]{8,}={0,2})(?![A-Za-z0-9+/=])")
_TAG = re.compile(r"<[^<>]{1,500}>")
_MARKUP = re.compile(r"\s*<")
_PLAIN_SHARE = 0.9


def decode_texts(text: Bytes, starts: Offsets, ends: Offsets, separator: int) -> Offsets:
    """Write texts in place of their base64, which is longer, and shorten their cells.

    Args:
        text: Of the segments; changed.
        starts, ends: Of its cells, ascending; `ends` is changed.
        separator: Between components.

    Returns:
        Which cells were decoded.
    """
    raw = text.tobytes()
    decoded: list[int] = []
    for match in _DECLARED.finditer(raw):
        begin, end = match.span(1)
        cell = int(np.searchsorted(starts, begin))
        there = cell < starts.size and starts[cell] == begin and ends[cell] == end
        plain = _text(match[1]) if there and raw[begin - 1] == separator else b""
        if plain:
            text[begin:end] = SPACE
            text[begin : begin + len(plain)] = np.frombuffer(plain, np.uint8)
            ends[cell] = begin + len(plain)
            decoded.append(cell)
    return np.array(decoded, np.int64)


def _text(word: bytes) -> bytes:
    """The text that a word stands for, without markup, not longer than the word."""
    try:
        data = base64.b64decode(word + b"=" * (-len(word) % 4))
    except ValueError:
        return b""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    # A line end would end the segment, so lines are counted by LF and parted by CR.
    text = text.replace("\r\n", "\r").replace("\n", "\r")
    if _MARKUP.match(text):
        text = html.unescape(_TAG.sub(" ", text))
    plain = sum(sign.isprintable() or sign in "\r\t" for sign in text)
    found = text.encode()
    return found if len(found) <= len(word) and plain >= _PLAIN_SHARE * len(text) else b""


__all__ = ["decode_texts"]
