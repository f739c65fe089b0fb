"""Fields of fixed-width lines of one kind, and places at which any lines may be cut."""

import numpy as np

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes

ONE_KIND = -1
DATE_DIGITS = 8
_TURNED = [4, 5, 6, 7, 2, 3, 0, 1]
"""Day, month and year as year, month and day."""
_THOUSANDS = np.array([1000, 100, 10, 1], np.int64)


@frozen(kw_only=False, eq=False, repr=False)
class Kind:
    """Lines of one kind.

    Attributes:
        sign: Their first byte; -1 when all lines are of one kind.
        starts, ends: Where their fields stand.
        nir: Which of the fields is the NIR; -1 for none.
        stay: Which are the number of a stay, a birth date and a sex; none of them where the NIR is.
        codes: Which are diagnoses of such lines.
    """

    sign: int
    starts: Offsets
    ends: Offsets
    nir: int
    stay: tuple[int, ...] = ()
    codes: tuple[int, ...] = ()


def beside_numbers(lines: Bytes) -> Offsets:
    """Places at which numbers begin or end in every line: ``01DURAND``, ``MARIE-CHRIS01021979``."""
    digit = (lines - np.uint8(0x30)) < 10
    always = np.logical_and.reduce(digit, axis=0)
    never = ~np.logical_or.reduce(digit, axis=0)
    return np.flatnonzero((always[:-1] & never[1:]) | (never[:-1] & always[1:])) + 1


def date_cuts(lines: Bytes) -> Offsets:
    """Beginnings and ends of eight digits that are a date in every line."""
    places = [place for place, _ in dates(lines)]
    return np.array([edge for place in places for edge in (place, place + DATE_DIGITS)], np.int64)


def dates(lines: Bytes) -> list[tuple[int, Offsets]]:
    """Where eight digits are a date in every line, and the years these say."""
    found: list[tuple[int, Offsets]] = []
    place = 0
    while place + DATE_DIGITS <= lines.shape[1]:
        digits = lines[:, place : place + DATE_DIGITS].astype(np.int64) - 0x30
        if ((digits >= 0) & (digits < 10)).all():
            turned = digits[:, _TURNED]
            dates = next((each for each in (digits, turned) if _are_dates(each)), None)
            if dates is not None:
                found.append((place, dates[:, :4] @ _THOUSANDS))
                place += DATE_DIGITS
                continue
        place += 1
    return found


def _are_dates(digits: Offsets) -> bool:
    """Whether rows of eight digits are years, months and days."""
    year = digits[:, :4] @ _THOUSANDS
    month, day = digits[:, 4:6] @ _THOUSANDS[2:], digits[:, 6:] @ _THOUSANDS[2:]
    sound = (year >= 1900) & (year < 2100) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    return bool(sound.all())


__all__ = ["DATE_DIGITS", "ONE_KIND", "Kind", "beside_numbers", "date_cuts", "dates"]
