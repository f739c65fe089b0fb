"""Sets as small sorted arrays: `np.isin` and `np.unique` without their set-up cost."""

import numpy as np
import numpy.typing as npt


def are_in(
    values: npt.NDArray[np.uint64], members: npt.NDArray[np.uint64]
) -> npt.NDArray[np.bool_]:
    """Whether each value is one of `members`, a sorted array that is not empty."""
    at = np.minimum(np.searchsorted(members, values), members.size - 1)
    return members[at] == values


def distinct(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The values in ascending order, each once.

    `np.unique` imports masked arrays at its first call, a twentieth of what a small scan takes.
    """
    ordered = np.sort(values)
    first = np.ones(ordered.size, np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]
