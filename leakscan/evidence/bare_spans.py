"""What stands around a name in its cell and is no part of it.

``Mme DURAND Zoé`` and ``DURAND Zoé (née le 02/01/1979)`` are ``DURAND Zoé``.
"""

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Offsets


def _byte_set(signs: bytes) -> npt.NDArray[np.bool_]:
    """Which bytes are any of `signs`."""
    table = np.zeros(256, np.bool_)
    table[list(signs)] = True
    return table


_TITLES = [f"{title} ".encode() for title in ("m", "m.", "mr", "mr.", "mme", "mme.", "mlle")]
_TITLES += [b"mlle. ", b"madame ", b"monsieur ", b"mademoiselle "]
_LOWER = np.uint8(0x20)
_BEGINS_TITLES = _byte_set(b"Mm")
_ENDS_NOTES = _byte_set(b"0123456789)]")
_BEGINS_NOTES = _byte_set(b"0123456789([;")
_DIGIT = _byte_set(b"0123456789")
_PIECE = 4096
"""Names handled at once."""
_MOST_BYTES = 64
"""Of a name before a note."""
_BORN = (b" ne ", b" nee ", b" n\xc3\xa9 ", b" n\xc3\xa9e ")


def without_others(
    data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets
) -> tuple[Offsets, Offsets]:
    """The spans of names without titles before them and notes behind them."""
    starts = _after_titles(data, starts, ends)
    return starts, _before_notes(data, starts, ends)


def _after_titles(data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Offsets:
    """Where each name starts behind its title, if it has one."""
    rows = np.flatnonzero(_BEGINS_TITLES[data[starts]])
    if not rows.size:
        return starts
    starts = starts.copy()
    begins, room = starts[rows], (ends - starts)[rows]
    for title in _TITLES:
        titled = room > len(title)
        for ahead, sign in enumerate(title):
            titled &= data.take(begins + ahead, mode="clip") | _LOWER == sign | int(_LOWER)
        starts[rows[titled]] = begins[titled] + len(title)
    return starts


def _before_notes(data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Offsets:
    """Where each name ends before its note: ``(46 ans)``, ``née le 02/01/1979``."""
    rows = np.flatnonzero(_ENDS_NOTES[data[ends - 1]])
    if not rows.size:
        return ends
    ends = ends.copy()
    for low in range(0, rows.size, _PIECE):
        own = rows[low : low + _PIECE]
        at = starts[own, None] + np.arange(_MOST_BYTES)
        signs = np.where(at < ends[own, None], data.take(at, mode="clip"), np.uint8(0))
        begins = _BEGINS_NOTES[signs] | _says_born(signs)
        # ``DURAND (Zoé)`` has no note.
        noted = _DIGIT[signs].any(axis=1) & ~begins[:, 0]
        cut = starts[own] + np.argmax(begins, axis=1)
        ends[own[noted]] = cut[noted]
    return ends


def _says_born(signs: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Where ``née`` begins in each row."""
    found = np.zeros(signs.shape, np.bool_)
    for word in _BORN:
        width = signs.shape[1] - len(word) + 1
        same = np.ones((len(signs), width), np.bool_)
        for ahead, sign in enumerate(word):
            same &= signs[:, ahead : ahead + width] | _LOWER == sign | int(_LOWER)
        found[:, :width] |= same
    return found
