"""What stands in spans of a text, for all of them at once."""

import numpy as np

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.native import arrays
from leakscan.native.library import KERNELS


def hold(data: Bytes, starts: Offsets, ends: Offsets, table: Mask) -> Mask:
    """Whether one of the bytes that are true in `table` stands in each span."""
    if KERNELS is not None:
        return arrays.spans_hold(data, starts, ends, table)
    counted = np.concatenate([[0], np.cumsum(table[data], dtype=np.int64)])
    return counted[ends] > counted[starts]
