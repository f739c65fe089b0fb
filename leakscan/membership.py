"""Sets as small sorted arrays: `np.isin` and `np.unique` without their set-up cost."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Number = TypeVar("Number", np.uint64, np.int64)


def are_in(values: npt.NDArray[Number], members: npt.NDArray[Number]) -> npt.NDArray[np.bool_]:
    """Whether each value is one of `members`, a sorted array."""
    if not members.size:
        return np.zeros(values.shape, np.bool_)
    at = np.minimum(np.searchsorted(members, values), members.size - 1)
    return members.take(at) == values


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The values in ascending order, each once.

    `np.unique` imports masked arrays at its first call, a twentieth of what a small scan takes.
    """
    ordered = np.sort(values)
    first = np.ones(ordered.size, np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]
