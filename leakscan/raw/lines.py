"""Lines and characters: text is read for them once more, by the kernel where there is one."""

import numpy as np
import numpy.typing as npt

from leakscan.native import arrays
from leakscan.native.library import KERNELS

Offsets = npt.NDArray[np.int64]
_LF = 0x0A


def count_of(data: npt.NDArray[np.uint8], sign: int) -> int:
    """How many bytes of a text are one sign; many times as fast as `bytes.count`."""
    if KERNELS is not None:
        return arrays.count_of(data, sign)
    return int(np.count_nonzero(data == sign))


def places_of(data: npt.NDArray[np.uint8], sign: int) -> Offsets:
    """Where a byte stands in a text, ascending."""
    if KERNELS is not None:
        return arrays.places_of(data, sign)
    return np.flatnonzero(data == sign)


def line_ends(data: npt.NDArray[np.uint8]) -> int:
    """How many line feeds there are in a text."""
    return count_of(data, _LF)


def characters_before(data: npt.NDArray[np.uint8], places: Offsets) -> Offsets:
    """How many characters begin before each offset into UTF-8; offsets ascend."""
    if KERNELS is not None:
        return arrays.characters_before(data, places)
    begins = (data[: places.max(initial=0)] & 0xC0) != 0x80
    return np.concatenate([[0], np.cumsum(begins, dtype=np.int64)])[places]


def positions_of(
    data: npt.NDArray[np.uint8], begin: int, places: Offsets, lows: Offsets
) -> tuple[Offsets, Offsets]:
    """Where places stand in a text, in lines.

    Args:
        data: UTF-8.
        begin: Where counting begins.
        places: Offsets, ascending.
        lows: For each the first that counts: what is before decides nothing.

    Returns:
        Line feeds from `begin` to each place, and characters from the start of its line, from 1;
        0 where the line starts before what counts.
    """
    if KERNELS is not None:
        return arrays.positions_of(data, begin, places, lows)
    return _positions_of(data, begin, places, lows)


def _positions_of(
    data: npt.NDArray[np.uint8], begin: int, places: Offsets, lows: Offsets
) -> tuple[Offsets, Offsets]:
    """The twin of the kernel."""
    after = np.flatnonzero(data[: places.max(initial=0)] == _LF) + 1
    line = np.searchsorted(after, places, side="right")
    start = np.minimum(np.maximum(np.concatenate([[0], after])[line], lows), places)
    known = (start == 0) | (data[np.maximum(start - 1, 0)] == _LF)
    characters = characters_before(data, places) - characters_before(data, start)
    column = np.where(known, characters + 1, 0)
    return np.maximum(line - np.searchsorted(after, begin, side="right"), 0), column
