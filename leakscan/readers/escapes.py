r"""Backslash escapes inside strings: which characters they cover, and making them harmless.

An escape keeps its length so that offsets stay: ``\n`` becomes a space and a CR, ``\'`` a
space and a quote. The word after it then begins at a word boundary (``\nVIH``), and lines
are still counted by the LFs of the source (hence CR).
"""

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Offsets

Bytes = npt.NDArray[np.uint8]

BACKSLASH = 0x5C
SPACE = 0x20
_MEANING = np.arange(256, dtype=np.uint8)
for _letter, _character in (("n", "\r"), ("r", "\r"), ("t", "\t")):
    _MEANING[ord(_letter)] = ord(_character)
for _letter in "bfv0Z\\":
    _MEANING[ord(_letter)] = SPACE


def escaped_positions(data: Bytes, *, pending: bool = False) -> Offsets:
    """Offsets of the bytes that a backslash before them escapes.

    In a run of backslashes every second one is escaped; a run of odd length escapes the byte
    after it, which may be at ``data.size``.

    Args:
        data: Text.
        pending: The first byte is escaped by a backslash before `data`.
    """
    slashes = np.flatnonzero(data == BACKSLASH)
    if pending and slashes.size and slashes[0] == 0:
        slashes = slashes[1:]
    if slashes.size:
        new_run = np.empty(slashes.size, np.bool_)
        new_run[0] = True
        np.not_equal(slashes[1:], slashes[:-1] + 1, out=new_run[1:])
        index = np.arange(slashes.size)
        first = np.maximum.accumulate(np.where(new_run, index, 0))
        slashes = slashes[((index - first) & 1) == 0] + 1
    if pending:
        slashes = np.concatenate((np.zeros(1, np.int64), slashes))
    return slashes


def split_last(escaped: Offsets, size: int) -> tuple[Offsets, bool]:
    """The escaped offsets inside a buffer of `size` bytes, and whether the byte after it is."""
    if escaped.size and escaped[-1] >= size:
        return escaped[:-1], True
    return escaped, False


def neutralise(data: Bytes, escaped: Offsets) -> None:
    """Write spaces over the backslashes before `escaped`, and what the letters mean.

    Args:
        data: Text, changed in place.
        escaped: As found by `escaped_positions`, all at least 1 and inside `data`.
    """
    data[escaped - 1] = SPACE
    data[escaped] = _MEANING[data[escaped]]
