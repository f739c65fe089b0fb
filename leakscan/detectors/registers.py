"""Registers of establishments, told by their numbers: each of nine or fourteen digits with its key.

SIREN, SIRET, FINESS and ADELI numbers end with a digit by which the sum of Luhn is a multiple of
ten; one number in ten is so by chance. In a register hardly any comes twice, in a table of patients
the hospital's stands in many rows.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.number_columns import number_cells
from leakscan.detectors.votes import Votes
from leakscan.membership import distinct

_LENGTHS = (9, 14)
_MIN_LISTED = 20
_SHARE = 0.8


def lists_establishments(votes: Votes) -> bool:
    """Whether a column of a table's head holds numbers of establishments, each its own."""
    return any(_has_register(votes, length) for length in _LENGTHS)


def _has_register(votes: Votes, length: int) -> bool:
    which, numbers = number_cells(votes.cells, length)
    if which.size < _MIN_LISTED:
        return False
    sound = _have_key(numbers, length)
    which, numbers = which[sound], numbers[sound]
    held = np.bincount(votes.column[which], minlength=votes.columns)
    for column in np.flatnonzero((held >= _MIN_LISTED) & (held >= _SHARE * votes.total)).tolist():
        own = numbers[votes.column[which] == column]
        if distinct(own).size >= _SHARE * own.size:
            return True
    return False


def _have_key(numbers: npt.NDArray[np.uint64], length: int) -> npt.NDArray[np.bool_]:
    """Whether the sum of digits, every second doubled from the right, is a multiple of ten."""
    left = numbers.astype(np.int64)
    total = np.zeros(left.size, np.int64)
    for place in range(length):
        digit = left % 10 * (1 + place % 2)
        total += digit - 9 * (digit > 9)
        left //= 10
    return total % 10 == 0


__all__ = ["lists_establishments"]
