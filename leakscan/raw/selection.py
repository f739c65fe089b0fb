"""Selecting entries of parallel arrays: a mask is turned into indices once for all of them."""

from dataclasses import fields
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

Parallel = TypeVar("Parallel")


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


def concatenated(parts: list[Parallel]) -> Parallel:
    """The entries of several structs of parallel arrays, one after the other; at least one part."""
    made = cast("Any", type(parts[0]))
    names = [each.name for each in fields(made)]
    return cast(
        "Parallel",
        made(*(np.concatenate([getattr(part, name) for part in parts]) for name in names)),
    )
