"""Selecting entries of parallel arrays: a mask is turned into indices once for all of them."""

import numpy as np
import numpy.typing as npt


def selected(
    which: npt.NDArray[np.bool_] | npt.NDArray[np.int64],
) -> npt.NDArray[np.int64] | None:
    """The indices that a mask or indices stand for; None for a mask of all there is.

    An array is indexed by a mask a tenth as fast as by the indices it stands for, and `take` takes
    half the time of these in brackets.
    """
    if which.dtype != np.bool_:
        return which.astype(np.int64, copy=False)
    return None if which.all() else np.flatnonzero(which)
