"""URL-encoded words, decoded where they stand: the queries of logged requests, form data.

Specification: RFC 3986, section 2.1. A word is decoded when three of its signs are written so,
or when it is a mailbox with ``%40``, a date with ``%2F``, or a telephone with ``%2B``: prose has
percents too.
"""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Offsets
from leakscan.raw.places import Locate
from leakscan.readers.escapes import Bytes
from leakscan.readers.origin import Piece

_MIN_TRIPLETS = 3
_FEW = 1_000
"""Triplets in a piece: that many slices take as long as to look at each byte."""
_FIRST_LATIN, _LATIN_LEAD = 0xC0, 0xC3
"""Letters of Latin-1 in UTF-8 are C3 and themselves less 40."""
_PERCENT, _AT, _SLASH, _PLUS, _EQUALS = b"%@/+="
_HEX = np.full(256, -1, np.int16)
for _digit in b"0123456789abcdefABCDEF":
    _HEX[_digit] = int(chr(_digit), 16)
_WORD_END = np.zeros(256, np.bool_)
_WORD_END[list(b" \t\r\n\"'<>")] = True
_LETTER = np.zeros(256, np.bool_)
_LETTER[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")] = True
_SAFE = np.arange(256, dtype=np.uint8)
_SAFE[:0x20] = ord(" ")
_SAFE[list(b"\"'\\;,|\x7f")] = ord(" ")
"""Signs that structure means something by become spaces."""
Mask = npt.NDArray[np.bool_]


@frozen(kw_only=False, eq=False, repr=False)
class _Decoded:
    """Locates text in which triplets became one byte or two.

    Attributes:
        before: Locates the text as it was.
        places: Of what became of each triplet, in the new text.
        removed: Bytes removed before each of `places` (one more than those).
    """

    before: Locate
    places: Offsets
    removed: Offsets

    def __call__(self, offset: int) -> int:
        """Source offset."""
        return self.before(offset + int(self.removed[np.searchsorted(self.places, offset)]))


def url_decoded(piece: Piece) -> Piece:
    """The piece with its encoded words decoded."""
    data = np.frombuffer(piece.data, np.uint8)
    at = _encoded(data)
    if not at.size:
        return piece
    values = _values(data, at)
    utf8 = (values < 0x80) | _sequences(at, values)
    latin = ~utf8 & (values >= _FIRST_LATIN)
    known = utf8 | latin
    at, values, latin = at[known], values[known], latin[known]
    if not at.size:
        return piece
    changed = data.copy()
    changed[at] = np.where(latin, _LATIN_LEAD, _SAFE[values])
    changed[at[latin] + 1] = values[latin] - 0x40
    removed = np.concatenate(([0], np.cumsum(2 - latin.astype(np.int64))))
    located = _Decoded(piece.locate, at - removed[:-1], removed)
    return Piece(_without(changed, at + 1 + latin, at + 3), located)


def _without(data: Bytes, starts: Offsets, ends: Offsets) -> bytes:
    """A text without some spans of one byte or two, ascending."""
    if starts.size > _FEW:
        keep = np.ones(data.size, np.bool_)
        keep[starts] = keep[ends - 1] = False
        return data[keep].tobytes()
    # Nearly all of it is copied as it is.
    kept = zip([0, *ends.tolist()], [*starts.tolist(), data.size], strict=True)
    return b"".join([data.data[begin:end] for begin, end in kept])


def _encoded(data: Bytes) -> Offsets:
    """Where a percent sign stands before two hexadecimal digits, in encoded words."""
    if KERNELS is not None:
        return arrays.encoded(data, _WORD_END, _MIN_TRIPLETS)
    return _encoded_of(data)


def _encoded_of(data: Bytes) -> Offsets:
    """The twin of the kernel."""
    at = np.flatnonzero(data[:-2] == _PERCENT)
    at = at[(_HEX[data[at + 1]] >= 0) & (_HEX[data[at + 2]] >= 0)]
    return at[_in_encoded_words(data, at)] if at.size else at


def _values(data: Bytes, at: Offsets) -> Bytes:
    return (_HEX[data[at + 1]] << 4 | _HEX[data[at + 2]]).astype(np.uint8)


def _in_encoded_words(data: Bytes, at: Offsets) -> Mask:
    """Which triplets stand in words with several, or as a mailbox, date or telephone has one."""
    words = np.searchsorted(np.flatnonzero(_WORD_END[data]), at)
    number = np.cumsum(np.diff(words, prepend=-1) > 0) - 1
    several = np.bincount(number)[number] >= _MIN_TRIPLETS
    before, after = data[np.maximum(at - 1, 0)], data[np.minimum(at + 3, data.size - 1)]
    values = _values(data, at)
    mailbox = (values == _AT) & _LETTER[before] & _LETTER[after]
    date = (values == _SLASH) & (at > 0) & (at + 3 < data.size)
    date &= (before - np.uint8(48) < 10) & (after - np.uint8(48) < 10)
    after2 = data[np.minimum(at + 4, data.size - 1)]
    plus = (values == _PLUS) & (at > 0) & (at + 4 < data.size) & (before == _EQUALS)
    plus &= (after - np.uint8(48) < 10) & (after2 - np.uint8(48) < 10)
    return several | mailbox | date | plus


def _sequences(at: Offsets, values: Bytes) -> Mask:
    """Which triplets are bytes of a whole character in UTF-8, of two or three bytes."""
    whole = np.zeros(at.size, np.bool_)
    follows = np.zeros(at.size, np.bool_)
    follows[1:] = (at[1:] == at[:-1] + 3) & (values[1:] & 0xC0 == 0x80)
    for size, low, high in ((2, 0xC2, 0xDF), (3, 0xE1, 0xEC)):
        lead = (values >= low) & (values <= high)
        for step in range(1, size):
            lead[:-step] &= follows[step:]
            lead[-step:] = False
        for step in range(size):
            whole[step:] |= lead[: lead.size - step]
    return whole
