"""Cells that say the same, found before anything is computed of them: a laboratory's name."""

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Offsets
from leakscan.evidence.mixing import mixed

_WORD = 8
_WORDS = 12
"""Words looked at; cells that differ only beyond 96 bytes are taken for the same."""
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], "<u8")


def distinct_spans(
    text: bytes, starts: Offsets, ends: Offsets
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """One span of each content, as indices, and for each span which of these it is like.

    Two contents are taken for one with a chance of 2^-64; nothing of this is kept.
    """
    sizes = ends - starts
    words = np.ndarray((len(text) + 1,), "<u8", text + bytes(_WORD), strides=(1,))
    prints = sizes.astype(np.uint64)
    for number in range(_WORDS):
        rows = np.flatnonzero(sizes > _WORD * number)
        if not rows.size:
            break
        kept = _KEPT[np.minimum(sizes[rows] - _WORD * number, _WORD)]
        prints[rows] = mixed(prints[rows], words[starts[rows] + _WORD * number] & kept)
    _, first, like = np.unique(prints, return_index=True, return_inverse=True)
    return first, like
