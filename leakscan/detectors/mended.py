"""Text around odd words, written as it was meant, and where its words stand in the text itself.

Keywords of several words, patterns, neighbours and denials are then read as in any text: of
``Gr0upe sanguln : O P0S`` the group, of ``V1H nég atif`` the denial.
"""

from collections.abc import Sequence

import numpy as np

from leakscan.detectors.characters import Bytes, Offsets
from leakscan.detectors.odd_words import OddWord

_APART = b"\n\x1e\n" + b" " * 256
"""Between two pieces: no pattern reaches across."""


class MendedText:
    """Pieces of a text, each word that is odd replaced by what it stands for.

    Attributes:
        data: The pieces; UTF-8.
        pieces: Where each begins and ends in it.
        ranges: The number of the range that each is of.
    """

    def __init__(
        self, text: bytes, words: Sequence[OddWord], ranges: tuple[Offsets, Offsets], around: int
    ) -> None:
        """Write the pieces in which `words` stand.

        Args:
            text: All of it.
            words: At least one, ascending.
            ranges: Start and end of what pieces do not leave; each word stands in one.
            around: Bytes of the range on either side of a word.
        """
        self._parts = bytearray()
        self._rows: list[tuple[int, int, int]] = []
        """Where each part begins here, and where it stood; a word has its end, other parts -1."""
        begins: list[int] = []
        ends: list[int] = []
        numbers: list[int] = []
        lows, highs = ranges
        of_word = np.searchsorted(lows, [word.start for word in words], side="right") - 1
        edges = zip(of_word.tolist(), lows[of_word].tolist(), highs[of_word].tolist(), strict=True)
        at, until = -1, -1
        for word, (number, begin, end) in zip(words, edges, strict=True):
            low = max(word.start - around, begin)
            if low > until or not numbers or number != numbers[-1]:
                self._copy(text, at, until)
                ends.append(len(self._parts))
                self._parts += _APART
                begins.append(len(self._parts))
                numbers.append(number)
                at = _character(text, low)
            self._copy(text, at, word.start)
            self._replace(text[word.start : word.end], word)
            at = word.end
            until = _character(text, min(word.end + around, end))
        self._copy(text, at, until)
        ends.append(len(self._parts))
        self.data: Bytes = np.frombuffer(bytes(self._parts), np.uint8)
        self.pieces = np.array(begins, np.int64), np.array(ends[1:], np.int64)
        self.ranges = np.array(numbers, np.int64)
        self._begins, self._starts, self._ends = np.array(self._rows, np.int64).T

    def starts(self, places: Offsets) -> Offsets:
        """Where what begins at these places begins in the text."""
        part = np.searchsorted(self._begins, places, side="right") - 1
        inside = np.where(self._ends[part] < 0, places - self._begins[part], 0)
        return self._starts[part] + inside

    def ends(self, places: Offsets) -> Offsets:
        """Where what ends at these places ends in the text."""
        part = np.searchsorted(self._begins, places - 1, side="right") - 1
        copied = self._starts[part] + places - self._begins[part]
        return np.where(self._ends[part] < 0, copied, self._ends[part])

    def _copy(self, text: bytes, low: int, high: int) -> None:
        if low < high:
            self._rows.append((len(self._parts), low, -1))
            self._parts += text[low:high]

    def _replace(self, written: bytes, word: OddWord) -> None:
        capitals = sum(map(str.isupper, written.decode("utf-8", "replace")))
        meant = word.meant.upper() if 2 * capitals >= len(word.meant) else word.meant
        self._rows.append((len(self._parts), word.start, word.end))
        self._parts += meant.encode()


def _character(text: bytes, place: int) -> int:
    """The place, moved on to where a character begins."""
    while place < len(text) and text[place] & 0xC0 == 0x80:
        place += 1
    return place
