"""Titles before names, which are no part of them: ``Mme DURAND Zoé`` is ``DURAND Zoé``."""

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Offsets

_TITLES = [f"{title} ".encode() for title in ("m", "m.", "mr", "mr.", "mme", "mme.", "mlle")]
_TITLES += [b"mlle. ", b"madame ", b"monsieur ", b"mademoiselle "]
_LOWER = np.uint8(0x20)
_FIRST = ord("m")


def after_titles(data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Offsets:
    """Where each name starts behind its title, if it has one."""
    rows = np.flatnonzero((data.take(starts, mode="clip") | _LOWER) == _FIRST)
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
