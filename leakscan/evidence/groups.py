"""Distinct values of arrays that hold few of them: signatures, laboratories."""

from typing import Any

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.native import records
from leakscan.native.library import KERNELS


def grouped(values: Numbers) -> tuple[Numbers, npt.NDArray[np.integer[Any]]]:
    """The distinct values, in some order, and for each value the index of what it is."""
    found = records.grouped(values) if KERNELS is not None else None
    if found is not None:
        return found
    once, group = np.unique(values, return_inverse=True)
    return once, group


def tallied(values: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """The distinct values, in some order, and how often each comes."""
    found = records.tallied(values) if KERNELS is not None else None
    if found is not None:
        return found
    once, times = np.unique(values, return_counts=True)
    return once, times
