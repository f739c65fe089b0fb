"""UTF-8 of text in a single-byte encoding, and where a text is not ASCII.

Python's codecs look at every byte; French text has one in fifty beyond ASCII, so only those are
looked at and the text between them is moved in runs: three times as fast as the codec.
"""

import numpy as np
import numpy.typing as npt

from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes

_WORD = 8
_HIGH_BITS = np.uint64(0x8080808080808080)
_MAX_LENGTH = 3
_FIRST_LEAD = 0xC2


def has_pairs(data: Bytes) -> bool:
    """Whether a byte that may begin a character of UTF-8 stands before one that goes on with it."""
    if KERNELS is not None:
        return arrays.has_pairs(data)
    return bool(((data[:-1] >= _FIRST_LEAD) & (data[1:] & 0xC0 == 0x80)).any())


def high_positions(data: Bytes) -> Offsets:
    """Where bytes beyond ASCII stand, ascending."""
    if KERNELS is not None:
        return arrays.high_positions(data)
    return _high_positions(data)


def _high_positions(data: Bytes) -> Offsets:
    whole = data.size // _WORD * _WORD
    words = np.flatnonzero((data[:whole].view(np.uint64) & _HIGH_BITS) != 0)
    if words.size * 2 > whole // _WORD:
        return np.flatnonzero(data.view(np.int8) < 0)
    # A look at eight bytes at a time finds the few that matter in a third of the time.
    inside = np.flatnonzero(data[:whole].view(np.int8).reshape(-1, _WORD)[words] < 0)
    found: Offsets = words[inside // _WORD] * _WORD + inside % _WORD
    rest = np.flatnonzero(data[whole:].view(np.int8) < 0)
    return np.concatenate((found, rest + whole)) if rest.size else found


class SingleByteTable:
    """A single-byte encoding whose lower half is ASCII."""

    __slots__ = ("_extra", "_length", "_utf8")

    def __init__(self, codec: str) -> None:
        """Bytes that `codec` leaves undefined are read as Latin-1."""
        self._utf8: Bytes = np.zeros((_MAX_LENGTH, 256), np.uint8)
        self._extra: npt.NDArray[np.int64] = np.zeros(256, np.int64)
        for byte in range(0x80, 0x100):
            text = _character(byte, codec).encode()
            self._utf8[: len(text), byte] = list(text)
            self._extra[byte] = len(text) - 1
        self._length = (self._extra + 1).astype(np.uint8)

    def transcode(self, data: Bytes) -> bytes:
        """UTF-8 of `data`."""
        if KERNELS is not None:
            return arrays.transcoded(data, self._utf8, self._length)
        return self._transcode(data)

    def _transcode(self, data: Bytes) -> bytes:
        high = _high_positions(data)
        codes = data[high]
        extra = self._extra[codes]
        grown = np.cumsum(extra)
        at = high + grown
        at -= extra
        out = np.empty(data.size + int(grown[-1]) if high.size else data.size, np.uint8)
        long = np.flatnonzero(extra > 1)
        copied = np.ones(out.size, np.bool_)
        copied[at + 1] = False
        copied[at[long] + 2] = False
        out[copied] = data
        out[at] = self._utf8[0][codes]
        out[at + 1] = self._utf8[1][codes]
        out[at[long] + 2] = self._utf8[2][codes[long]]
        return out.tobytes()


def _character(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)
