"""The name that a misspelt one comes nearest to.

Loading the library that compares takes 20 ms, and a name of thousands is hardly ever near: so
letters are counted first, which bounds what the comparison can reach.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_MIN_LENGTH = 6
_MIN_WORD = 5
CUTOFF = 90.0
"""Ratio, in percent, of the letters that two names have in common, in the same order."""
_MOST_OTHER = 1 - CUTOFF / 100 + 1e-9
"""Share of the letters of two names that may be left out of either."""
_BINS = 64
"""Letters that share one only make a bound looser."""
Counts = npt.NDArray[np.int16]


class NearNames:
    """Names among which the nearest is found; the first of two that are as near."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        sizes = np.fromiter(map(len, names), np.int64, len(names))
        self._by_size = np.argsort(sizes, kind="stable")
        self._sizes = sizes[self._by_size]
        self._letters = _letters_of(names)[self._by_size]

    def find(self, name: str) -> str | None:
        """The nearest name, or None when there is none near enough."""
        if not may_be_misspelt(name):
            return None
        near = [other for other in self._within(name) if may_be_misspelt(other)]
        if not near:
            return None
        from rapidfuzz import fuzz, process

        best = process.extractOne(name, near, scorer=fuzz.ratio, score_cutoff=CUTOFF)
        return best[0] if best else None

    def _within(self, name: str) -> list[str]:
        """The names, all that are near among them, whose letters are nearly those of another."""
        # As many letters more or less are others already.
        most = (1 + _MOST_OTHER) / (1 - _MOST_OTHER)
        first, last = np.searchsorted(self._sizes, (len(name) / most, len(name) * most + 1))
        others = np.abs(self._letters[first:last] - _letters_of([name])).sum(axis=1)
        sizes = self._sizes[first:last] + len(name)
        rows = np.sort(self._by_size[first:last][others <= sizes * _MOST_OTHER])
        return [self._names[row] for row in rows.tolist()]


def may_be_misspelt(name: str) -> bool:
    """Whether a name has a word long enough to be known with a letter wrong."""
    return len(name) >= _MIN_LENGTH and max(map(len, name.split())) >= _MIN_WORD


def _letters_of(names: Sequence[str]) -> Counts:
    """How often each letter stands in each name, shape (names, bins)."""
    codes = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), "<u4")
    row = np.repeat(np.arange(len(names)), [len(name) for name in names])
    counts = np.bincount(row * _BINS + codes % _BINS, minlength=len(names) * _BINS)
    return counts.reshape(-1, _BINS).astype(np.int16)
