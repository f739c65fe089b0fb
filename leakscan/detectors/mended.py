"""Text around odd words, written as it was meant, and where its words stand in the text itself.

Keywords of several words, patterns, neighbours and denials are then read as in any text: of
``Gr0upe sanguln : O P0S`` the group, of ``V1H nég atif`` the denial.
"""

from collections.abc import Sequence

import numpy as np

from leakscan.detectors.characters import Bytes, Offsets
from leakscan.detectors.odd_words import OddWord

_AROUND = 320
"""Bytes on either side: more than any keyword with its neighbours and its sentence takes."""
_APART = b"\n\x1e\n" + b" " * 256
"""Between two pieces: no pattern reaches across."""


class MendedText:
    """Pieces of a text, each word that is odd replaced by what it stands for.

    Attributes:
        data: The pieces; UTF-8.
    """

    def __init__(
        self, text: bytes, words: Sequence[OddWord], lows: Offsets, highs: Offsets
    ) -> None:
        """Write the pieces of the ranges (low, high; ascending) in which `words` stand."""
        self._parts = bytearray()
        self._rows: list[tuple[int, int, int]] = []
        """Where each part begins here, and where it stood; a word has two different ends."""
        at, until = -1, -1
        for word in words:
            record = int(np.searchsorted(lows, word.start, side="right")) - 1
            low = max(word.start - _AROUND, int(lows[record]))
            if low > until:
                self._copy(text, at, until)
                self._parts += _APART
                at = _character(text, low)
            self._copy(text, at, word.start)
            self._replace(text[word.start : word.end], word)
            at = word.end
            until = _character(text, min(word.end + _AROUND, int(highs[record])))
        self._copy(text, at, until)
        self.data: Bytes = np.frombuffer(bytes(self._parts), np.uint8)
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
        capitals = sum(sign.isupper() for sign in written.decode("utf-8", "replace"))
        meant = word.meant.upper() if 2 * capitals >= len(word.meant) else word.meant
        self._rows.append((len(self._parts), word.start, word.end))
        self._parts += meant.encode()


def _character(text: bytes, place: int) -> int:
    """The place, moved on to where a character begins."""
    while place < len(text) and text[place] & 0xC0 == 0x80:
        place += 1
    return place
