"""Words that were not met lately: all others have been looked at, and are nothing.

A text says most of what it says with a few thousand words. So to find the odd ones, misspelt or
misread, each word costs one look at a table of keys (under secret factors), and only those that
are not in it are read. The table has a slot for each key; newer words stay.
"""

import os

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import words_of
from leakscan.detectors.characters import DIGITS, IS_ALNUM, LETTER_LEADS, Bytes, Offsets, byte_class
from leakscan.native import arrays
from leakscan.native.library import KERNELS

LEAST, MOST = 3, 28
"""Bytes of a word that is looked at."""
_SLOT_BITS = 16
_SHIFT = np.uint64(64 - _SLOT_BITS)
_KEPT = np.array([(1 << (8 * count)) - 1 for count in range(8)] + [(1 << 64) - 1], np.uint64)
_IS_LEAD, _IS_DIGIT = byte_class(LETTER_LEADS), byte_class(DIGITS)
_IS_CONTINUATION = byte_class(bytes(range(0x80, 0xC0)))
Keys = npt.NDArray[np.uint64]


class UnknownWords:
    """Finds words that it has not been told about."""

    def __init__(self) -> None:
        self._factors = np.frombuffer(os.urandom(32), np.uint64) | np.uint64(1)
        self._met = np.zeros(1 << _SLOT_BITS, np.uint64)

    def find(self, data: Bytes, lows: Offsets, highs: Offsets) -> tuple[Offsets, Offsets, Keys]:
        """Starts, ends and keys of the words in ranges of a text that are not known, ascending."""
        if KERNELS is not None:
            return arrays.unknown_words(data, (lows, highs), self._factors, self._met)
        return self._find(data, lows, highs)

    def learn(self, keys: Keys) -> None:
        """Words that need not be found again."""
        self._met[keys >> _SHIFT] = keys

    def _find(self, data: Bytes, lows: Offsets, highs: Offsets) -> tuple[Offsets, Offsets, Keys]:
        """The twin of the kernel."""
        spans = [_words(data, *each) for each in zip(lows.tolist(), highs.tolist(), strict=True)]
        none = np.empty(0, np.int64)
        start, end = (np.concatenate([none, *part]) for part in zip((none, none), *spans))  # noqa: B905
        digits = _IS_DIGIT[data]
        size = end - start
        kept = (size >= LEAST) & (size <= MOST)
        start, end = start[kept], end[kept]
        kept = ~(digits[start] & digits[end - 1])
        start, end = start[kept], end[kept]
        keys = _keys(data, start, end, self._factors)
        unknown = self._met[keys >> _SHIFT] != keys
        return start[unknown], end[unknown], keys[unknown]


def _words(data: Bytes, low: int, high: int) -> tuple[Offsets, Offsets]:
    """Start and end of each word in a range."""
    text = data[low:high]
    lead = _IS_LEAD[text]
    inside = IS_ALNUM[text] | lead
    inside[1:] |= _IS_CONTINUATION[text[1:]] & lead[:-1]
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False)) + low
    return edges[::2], edges[1::2]


def _keys(data: Bytes, start: Offsets, end: Offsets, factors: Keys) -> Keys:
    """One number for each word, the same for the same bytes."""
    words = words_of(data.tobytes())
    size = end - start
    key = (words[start] & _KEPT[np.minimum(size, 8)]) * factors[0]
    for least, at, factor in ((7, end - 8, 1), (16, start + 8, 2), (24, start + 16, 3)):
        longer = np.flatnonzero(size > least)
        # Products alone leave a last letter in the last bits, where two of them may make up for it.
        stirred = key[longer] ^ key[longer] >> np.uint64(32)
        key[longer] = (stirred + words[at[longer]]) * factors[factor]
    key[size > 7] += size[size > 7].astype(np.uint64)
    return key
