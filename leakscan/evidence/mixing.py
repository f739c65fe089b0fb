"""Combining keyed fingerprints: a name with a birth date, two names of one person."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]

NONE = np.zeros(1, np.uint64)
"""To mix a single number with."""
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(one: Numbers, other: Numbers) -> Numbers:
    """A number for each pair, in this order, spread evenly over 64 bits.

    At least one of each pair must be a keyed fingerprint, or the result would not be one.

    Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
    2014 (the finaliser of SplitMix64).
    """
    result = (one ^ (one >> np.uint64(30))) * _FIRST + other * _GOLDEN
    result ^= result >> np.uint64(27)
    result *= _SECOND
    result ^= result >> np.uint64(31)
    return result
