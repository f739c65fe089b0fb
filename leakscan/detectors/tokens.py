"""The words of a text as arrays: where they stand and which of the words we know they are.

Neighbours and cues are a few thousand known words; all others are alike. A word is compared as
the machine words of its first, middle and last letters, so a text of a megabyte is read in
some ten milliseconds without an object for each word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import words_of
from leakscan.detectors.characters import DIGITS, LOWER, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.folding import plain, tables
from leakscan.frozen import slotted
from leakscan.native.library import KERNELS
from leakscan.native.tokens import BLANK, DIGIT, SIGN, WORD, TokenTable

Ids = npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint64]

_IS_WORD = byte_class(LOWER + DIGITS)
_IS_DIGIT = byte_class(DIGITS)
_IS_SIGN = byte_class(b".,:;!?=()[]|\n-+/<>*%$\x19\x1c\x1d\x1e")
_IS_BLANK = byte_class(b" \t\n\r\x0b\x0c\x1e")
_SEPARATOR = 0x1E
_KINDS: Bytes = (
    _IS_WORD * np.uint8(WORD)
    + _IS_DIGIT * np.uint8(DIGIT)
    + _IS_SIGN * np.uint8(SIGN)
    + _IS_BLANK * np.uint8(BLANK)
)
_KIND = np.where(_IS_SIGN, np.arange(256), _IS_DIGIT).astype(np.uint8)
_KEPT = np.array([(1 << (8 * count)) - 1 for count in range(8)] + [(1 << 64) - 1], np.uint64)
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)
_SHIFT = np.uint64(29)


@slotted
class Tokens:
    """Words and signs of a text, in order.

    A full stop or a comma between digits is part of the number; another full stop counts as a
    sign before a blank only, a hyphen between words not; apostrophes are blanks.

    Attributes:
        starts, ends: Span of each in the text's bytes.
        signs: The byte of each sign, 1 for a number, 0 for a word.
        ids: The number of each word or sign in the word list, 0 when it is not in it.
    """

    starts: Offsets
    ends: Offsets
    signs: Bytes
    ids: Ids


class WordList:
    """Known words and phrases by number; a phrase is a sequence of words and signs."""

    def __init__(
        self, phrases: Iterable[str], arrays: Mapping[str, npt.NDArray[Any]] | None = None
    ) -> None:
        """Number the words of phrases.

        Args:
            phrases: In any spelling; as they are given, they are asked for in `sequences`.
            arrays: What `arrays` gave before, for these phrases and any behind them.
        """
        phrases = list(dict.fromkeys(phrases))
        self._table: TokenTable | None = None
        self._arrays = _laid_out(phrases) if arrays is None else arrays
        self._keys: Keys = self._arrays["keys"]
        self._maybe: Mask = self._arrays["maybe"]
        self.size = self._keys.size + 1
        numbers = self._arrays["numbers"].tolist()
        ends = np.cumsum(self._arrays["sizes"]).tolist()
        words = (tuple(numbers[at:end]) for at, end in pairwise([0, *ends]))
        self.sequences = dict(zip(phrases, words, strict=False))
        """The numbers of every phrase's words."""

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """All but the phrases: the numbers of their words, and what words are told by."""
        return self._arrays

    def tokens(self, data: Bytes) -> Tokens:
        """The words and signs of UTF-8 text."""
        if KERNELS is None:
            return self._tokens(data)
        if self._table is None:
            lists = {"maybe": self._maybe, "keys": self._keys, "factors": _FACTORS}
            self._table = TokenTable({**tables(), "kind": _KINDS, **lists})
        return Tokens(*self._table.find(data))

    def _tokens(self, data: Bytes) -> Tokens:
        """The twin of the kernel."""
        text = plain(data)
        first, end = _spans(text.data)
        ids = np.zeros(first.size, np.int32)
        candidates = np.flatnonzero(self._maybe[_sketch(text.data, first, end)])
        if candidates.size:
            wanted = _keys(text.data, first[candidates], end[candidates])
            place = np.minimum(np.searchsorted(self._keys, wanted), self._keys.size - 1)
            ids[candidates] = np.where(self._keys[place] == wanted, place + 1, 0)
        signs = _KIND[text.data[first]] if first.size else np.empty(0, np.uint8)
        return Tokens(text.offsets(first), text.offsets(end), signs, ids)


class PhraseFinder:
    """Finds some of a word list's phrases among tokens."""

    def __init__(self, phrases: Sequence[Sequence[int]]) -> None:
        self._phrases = phrases
        by_first: defaultdict[int, list[int]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            if phrase:
                by_first[phrase[0]].append(number)
        self._by_first = dict(by_first)

    def find(self, tokens: Tokens, positions: "Positions") -> list[tuple[int, Offsets]]:
        """The numbers of the phrases that occur, and the first token of each occurrence."""
        found: list[tuple[int, Offsets]] = []
        for first in positions.present & self._by_first.keys():
            starts = positions.of(first)
            for number in self._by_first[first]:
                phrase = self._phrases[number]
                if not positions.present.issuperset(phrase):
                    continue
                at = starts
                for step, word in enumerate(phrase[1:], 1):
                    at = at[at + step < tokens.ids.size]
                    at = at[tokens.ids[at + step] == word]
                if at.size:
                    found.append((number, at))
        return found


class Positions:
    """Where each known word stands among tokens."""

    def __init__(self, tokens: Tokens) -> None:
        known = np.flatnonzero(tokens.ids)
        ids = tokens.ids[known]
        # Numbers of two bytes are sorted by their digits, in one pass for each.
        small = ids.astype(np.uint16) if ids.max(initial=0) < 1 << 16 else ids
        self._places = known[np.argsort(small, kind="stable")]
        counts = np.bincount(ids)
        self._ends = np.cumsum(counts)
        self._counts = counts
        self.present = frozenset(np.flatnonzero(counts).tolist())

    def of(self, word: int) -> Offsets:
        """Token numbers, ascending."""
        if word >= self._ends.size:
            return self._places[:0]
        end = int(self._ends[word])
        return self._places[end - int(self._counts[word]) : end]


def _laid_out(phrases: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    """What `WordList.arrays` gives for these phrases."""
    text = plain(np.frombuffer("\n\x1e\n".join(phrases).encode(), np.uint8))
    first, end = _spans(text.data)
    keys, numbers = np.unique(_keys(text.data, first, end), return_inverse=True)
    maybe = np.zeros(1 << 15, np.bool_)
    maybe[_sketch(text.data, first, end)] = True
    heads = text.data[first]
    parts = heads == _SEPARATOR
    words = ~parts & (heads != ord("\n"))
    sizes = np.bincount(np.cumsum(parts)[words], minlength=len(phrases))
    return {
        "keys": keys,
        "maybe": maybe,
        "numbers": (numbers[words] + 1).astype(np.int32),
        "sizes": sizes.astype(np.int32),
    }


def _spans(data: Bytes) -> tuple[Offsets, Offsets]:
    """Start and end of each word and sign in plain text."""
    word = _IS_WORD[data]
    _join_numbers(data, word)
    sign = _IS_SIGN[data] & ~word
    _drop_idle_signs(data, sign)
    first, last = word.copy(), word.copy()
    first[1:] &= ~word[:-1]
    last[:-1] &= ~word[1:]
    first |= sign
    last |= sign
    return np.flatnonzero(first), np.flatnonzero(last) + 1


def _join_numbers(data: Bytes, word: Mask) -> None:
    """Make the full stop or comma between two digits part of the number."""
    dots = np.flatnonzero((data == ord(".")) | (data == ord(",")))
    dots = dots[(dots > 0) & (dots < data.size - 1)]
    word[dots[_IS_DIGIT[data[dots - 1]] & _IS_DIGIT[data[dots + 1]]]] = True


def _drop_idle_signs(data: Bytes, sign: Mask) -> None:
    """A full stop inside an abbreviation and a hyphen inside a word are no signs."""
    dots = np.flatnonzero(sign & (data == ord(".")))
    inside = dots < data.size - 1
    sign[dots[inside][~_IS_BLANK[data[dots[inside] + 1]]]] = False
    dashes = np.flatnonzero(sign & (data == ord("-")))
    dashes = dashes[dashes > 0]
    dashes = dashes[_IS_WORD[data[dashes - 1]]]
    # Behind a word and before none it is a result: "VIH-, VHC+".
    ends = ~_IS_WORD[data[np.minimum(dashes + 1, data.size - 1)]] | (dashes == data.size - 1)
    sign[dashes[~ends]] = False


def _keys(data: Bytes, first: Offsets, end: Offsets) -> Keys:
    """One number for each word, the same for the same letters (of words up to 24 bytes)."""
    words = words_of(data.tobytes())
    size = end - first
    with np.errstate(over="ignore"):
        key = (words[first] & _KEPT[np.minimum(size, 8)]) * _FACTORS[0]
        key ^= key >> _SHIFT
        key += size.astype(np.uint64) * _FACTORS[3]
        long = np.flatnonzero(size > 8)
        key[long] += (words[end[long] - 8]) * _FACTORS[1]
        longer = long[size[long] > 16]
        key[longer] += words[first[longer] + 8] * _FACTORS[2]
        key ^= key >> _SHIFT
        key *= _FACTORS[1]
    return key


def _sketch(data: Bytes, first: Offsets, end: Offsets) -> npt.NDArray[np.int32]:
    """15 bits of each word: of its first letters and its length; most words differ in them."""
    head = data[first].astype(np.int32) & 31
    second = data[np.minimum(first + 1, data.size - 1)].astype(np.int32) & 31
    size = np.minimum(end - first, 31).astype(np.int32)
    second[size < 2] = 0
    return (head << 10) | (second << 5) | size
