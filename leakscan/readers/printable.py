"""Readable runs of binary data as text: ASCII, and accents in UTF-8, UTF-16, cp1252 or Latin-1.

Everything else, and runs too short to mean anything, becomes line ends. A database page or a
word processor file keeps its strings this way.
"""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.wide_runs import join_wide

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

MIN_RUN = 6
"""Shorter runs are blanked: random bytes are full of them."""
DENSE_RUN = 32
"""The same where bytes are as good as random (compressed, encrypted), and words of three letters
come up by chance: 30 MB of it gave two findings of HIV. 32 readable bytes do once in 10 MB."""
_PAGE = 4096
_DENSE = 2000.0
"""Chi-squared of the bytes of a page: 250 for random ones, 300 to 1500 in compressed images, music
and archives, 24,000 and more in programs, databases and text."""
_LF = 0x0A
_GAP = 64
"""Line ends that stand for a block without anything: enough for no sentence to go across."""
_READABLE = np.zeros(256, np.bool_)
_READABLE[0x20:0x7F] = True
_READABLE[0xA0] = True
_READABLE[0xC0:] = True
_READABLE[[0xD7, 0xF7, 0x09]] = (False, False, True)
_TYPOGRAPHIC = np.zeros(256, np.uint8)
"""Signs of cp1252 that Latin-1 lacks, as ones that read the same."""
for _code, _sign in zip(b"\x80\x85\x8c\x91\x92\x93\x94\x96\x97\x9c", b"E.O''\"\"--o", strict=True):
    _TYPOGRAPHIC[_code] = _sign
_THREE_BYTES = {
    b"\x80\x98": b"'", b"\x80\x99": b"'", b"\x80\x9c": b'"', b"\x80\x9d": b'"', b"\x80\x93": b"-",
    b"\x80\x94": b"-", b"\x80\xa6": b".", b"\x80\xaf": b" ", b"\x82\xac": b"E",
}  # fmt: skip
"""The same in UTF-8, after the byte E2."""


@frozen(kw_only=False, repr=False)
class _Kept:
    """Locates text of which each character is one kept byte."""

    start: int
    data: bytes
    keep: Mask

    def __call__(self, offset: int) -> int:
        """Source offset."""
        index = len(self.data[:offset].decode(errors="ignore"))
        kept = np.flatnonzero(self.keep)
        return self.start + (int(kept[index]) if index < kept.size else self.keep.size)


class PrintableDecoder:
    """Decodes blocks of binary data; each block by itself, so a run may be cut in two."""

    __slots__ = ("_offset", "name")

    def __init__(self, *, offset: int = 0) -> None:
        """`offset` is that of the first block in the member."""
        self.name = ""
        self._offset = offset

    def decode(self, block: bytes, *, final: bool) -> list[Piece]:
        """The readable runs of a block, the rest as line ends."""
        del final
        start = self._offset
        self._offset += len(block)
        data = np.frombuffer(block, np.uint8).copy()
        if data.size > _GAP and not data.max():
            return [_blank(start)]
        dense = _dense_pages(data)
        keep = _join_utf8(data)
        wide = join_wide(data, keep)
        readable = _READABLE[data]
        _join_typographic(data, readable)
        readable[~keep] = True
        _drop_short_runs(readable, dense)
        readable |= wide
        data[~readable] = _LF
        text = data[keep].tobytes().decode("latin-1").encode()
        return [Piece(text, _Kept(start, text, keep))] if text else []


def _blank(start: int) -> Piece:
    """A block of zeros, of which disk images and bombs are full: its first bytes as line ends.

    Thousands of such blocks are one chunk, so each must be small.
    """
    return Piece(b"\n" * _GAP, Shifted(start))


def _join_utf8(data: Bytes) -> Mask:
    """Write U+00A0 to U+00FF in UTF-8 as one Latin-1 byte, in place; which bytes to keep."""
    keep = np.ones(data.size, np.bool_)
    lead = np.flatnonzero((data[:-1] & 0xFE) == 0xC2)
    lead = lead[(data[lead + 1] & 0xC0) == 0x80]
    data[lead] = (data[lead] & 0x03) << 6 | data[lead + 1] & 0x3F
    keep[lead + 1] = False
    leads = np.flatnonzero((data[:-2] == 0xE2) & (data[1:-1] & 0xFD == 0x80))
    for begin in leads[data[leads + 2] & 0xC0 == 0x80]:
        sign = _THREE_BYTES.get(data[begin + 1 : begin + 3].tobytes())
        if sign is not None:
            data[begin] = sign[0]
            keep[begin + 1 : begin + 3] = False
    return keep


def _join_typographic(data: Bytes, readable: Mask) -> None:
    """Signs of cp1252 between readable bytes, as ones of Latin-1, in place."""
    at = np.flatnonzero((data[1:-1] & 0xE0) == 0x80) + 1
    at = at[(_TYPOGRAPHIC[data[at]] > 0) & readable[at - 1] & readable[at + 1]]
    data[at] = _TYPOGRAPHIC[data[at]]
    readable[at] = True


def _dense_pages(data: Bytes) -> Mask:
    """By page, whether its bytes are as good as random; a shorter page at the end never is."""
    count = data.size // _PAGE
    pages = data[: count * _PAGE].reshape(count, _PAGE)
    spread = pages + np.arange(count, dtype=np.int64)[:, None] * 256
    seen = np.bincount(spread.ravel(), minlength=count * 256).reshape(count, 256)
    expected = _PAGE / 256
    dense = ((seen - expected) ** 2).sum(axis=1) / expected < _DENSE
    return np.append(dense, np.False_)


def _drop_short_runs(readable: Mask, dense: Mask) -> None:
    """Clear runs that are too short for where they begin, in place."""
    edges = np.flatnonzero(np.diff(readable, prepend=False, append=False))
    begins, ends = edges[::2], edges[1::2]
    short = ends - begins < np.where(dense[begins // _PAGE], DENSE_RUN, MIN_RUN)
    change = np.zeros(readable.size + 1, np.int8)
    change[begins[short]] = 1
    change[ends[short]] = -1
    readable &= ~np.cumsum(change[:-1], dtype=np.int8).astype(np.bool_)
