"""Remembering cells in which nobody can be named: in tables the same remark comes again and again.

Whether a cell is one of them is told by its text alone, whatever was found in it and whatever
stands around it. Bounded, in memory only, for the life of a process; see `cell_memory` on hashes.
"""

import numpy as np

from leakscan.detectors.characters import DIGITS, LETTERS, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.known_keys import Keys, KnownKeys
from leakscan.detectors.passages import Ranges
from leakscan.native import arrays

_MAX_CELLS = 50_000
_FEW = 8
"""Where fewer than one cell in so many comes again, as many chunks are not asked for."""
_IS_WORD = byte_class(LETTERS + DIGITS + bytes(range(0x80, 0x100)))
_IS_GLUE = byte_class(LETTERS + DIGITS + b"-'_@./\\" + bytes(range(0x80, 0x100)))
"""What a word may begin behind, and still be a part of one."""


class QuietCells:
    """Cells by hash, and which of them are quiet."""

    __slots__ = ("_are_quiet", "_known", "_secrets", "_skipped")

    def __init__(self) -> None:
        self._secrets = arrays.new_seeds()
        self._skipped = 0
        self._forget()

    def __repr__(self) -> str:
        return f"QuietCells({self._known.keys.size})"

    def _forget(self) -> None:
        self._known = KnownKeys(np.empty(0, np.uint64))
        self._are_quiet: Mask = np.empty(0, np.bool_)

    def others(self, data: Bytes, lows: Offsets, highs: Offsets) -> Offsets:
        """Which of some cells are not known to be quiet.

        Args:
            data: The chunk.
            lows, highs: Where they begin and end; at least one, ascending.
        """
        if self._skipped:
            self._skipped -= 1
            return np.arange(lows.size)
        keys = arrays.span_hashes(data, lows, highs, *self._secrets)
        # Of a word that begins before the cell, its text does not tell all.
        apart = (lows > 0) & ~_IS_GLUE.take(data.take(lows - 1, mode="clip"))
        place = self._known.places(keys)
        fresh = np.flatnonzero(apart & (place < 0))
        if self._known.keys.size and (lows.size - fresh.size) * _FEW < lows.size:
            self._skipped = _FEW
        if fresh.size:
            once = np.sort(fresh[np.unique(keys.take(fresh), return_index=True)[1]])
            self._learn(keys.take(once), are_quiet(data, lows.take(once), highs.take(once)))
            place = self._known.places(keys)
        quiet = apart & (place >= 0)
        quiet[quiet] = self._are_quiet.take(place.compress(quiet))
        return np.flatnonzero(~quiet)

    def _learn(self, keys: Keys, quiet: Mask) -> None:
        if self._known.keys.size > _MAX_CELLS:
            self._forget()
        keys = np.concatenate([self._known.keys, keys])
        order = np.argsort(keys, kind="stable")
        self._known = KnownKeys(keys.take(order))
        self._are_quiet = np.concatenate([self._are_quiet, quiet]).take(order)


def are_quiet(data: Bytes, lows: Offsets, highs: Offsets) -> Mask:
    """Which cells, ascending, hold no word of which a reading of names would ask anything.

    Before each must stand a sign that belongs to no word. With the word at its beginning a cell has
    what every reading looks at before other words, and of that one itself nothing is asked.
    """
    # Imported here: tables without sentences need nothing of it.
    from leakscan.detectors.name_pairs import words_in
    from leakscan.detectors.told_names import told_places

    quiet: Mask = _IS_WORD.take(data.take(lows))
    for places in (words_in(data, (lows, highs))[0], told_places(Ranges.of(data, lows, highs))):
        quiet[np.searchsorted(lows, places, side="right") - 1] = False
    return quiet
