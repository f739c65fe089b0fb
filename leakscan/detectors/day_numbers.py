"""Dates that a spreadsheet saved as numbers of days: ``28901`` for 15 February 1979.

Source: ECMA-376 part 1, 18.17.4.1 (day 1 is 1 January 1900, with a 29 February that never was,
so days from March 1900 count from 30 December 1899).
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import Cells

_DIGITS = 5
_FIRST, _LAST = 10_000, 47_500
"""From 1927 to 2030: five digits that a birth date may be."""
_EPOCH = np.datetime64("1899-12-30")


def numbers_of(cells: Cells) -> npt.NDArray[np.uint64]:
    """The date that the day number in each cell means as yyyymmdd, 0 where there is none."""
    digits = cells.head[:, :_DIGITS] - np.uint8(48)
    counted = (cells.ends - cells.starts == _DIGITS) & (digits < 10).all(axis=1)
    days = digits.astype(np.int64) @ (10 ** np.arange(_DIGITS - 1, -1, -1))
    counted &= (days >= _FIRST) & (days <= _LAST)
    dates = _EPOCH + np.where(counted, days, 0)
    months = dates.astype("datetime64[M]")
    years = months.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    return np.where(counted, years * 10_000 + month * 100 + day, 0).astype(np.uint64)
