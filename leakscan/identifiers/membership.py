"""Looking values up in a small sorted array: `np.isin` without its set-up cost."""

import numpy as np
import numpy.typing as npt


def are_in(
    values: npt.NDArray[np.uint64], members: npt.NDArray[np.uint64]
) -> npt.NDArray[np.bool_]:
    """Whether each value is one of `members`, a sorted array that is not empty."""
    at = np.minimum(np.searchsorted(members, values), members.size - 1)
    return members[at] == values
