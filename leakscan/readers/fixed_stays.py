"""Fixed-width lines that hospitals declare of stays: a number, a birth date and a sex, no NIR.

RSS, RHS, RPS and their kin, of which only some give the NIR in a file apart (VID-HOSP). The birth
date is told by its years, which lie over a lifetime, and by the sex that stands against it, the
number by standing before it, and diagnoses by their form.

Source: formats du PMSI (ATIH), https://www.atih.sante.fr/formats-pmsi.
"""

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.fixed_kinds import (
    DATE_DIGITS,
    ONE_KIND,
    Kind,
    beside_numbers,
    date_cuts,
    dates,
)

Mask = npt.NDArray[np.bool_]
_MIN_LINES = 20
_CODE, _MOST_CODE = 3, 8
"""Signs of a code of the ICD: a letter, two digits, and up to five more or blanks."""
_LIFETIME = 25
_SEXES = ({0x31, 0x32}, {0x4D, 0x46}, {0x48, 0x46})
"""``1`` and ``2``, ``M`` and ``F``, ``H`` and ``F``."""
_MIN_NUMBER, _SAME_BIRTH = 6, 1.05
"""Digits of the number of a stay, and how many births there may be for each."""


def stay_kind(lines: Bytes) -> Kind | None:
    """Lines about stays of people without a NIR; None when no births and sexes stand in them."""
    if len(lines) < _MIN_LINES:
        return None
    born = next((at for at, years in dates(lines) if _are_births(lines, at, years)), -1)
    number = _stay_number(lines, born) if born >= 0 else -1
    if number < 0:
        return None
    sex = born + DATE_DIGITS
    blank = (lines == 0x20).all(axis=0)
    edges = np.flatnonzero(np.diff(blank.astype(np.int8), prepend=1, append=1))
    beside = np.setdiff1d(beside_numbers(lines), _within_codes(lines))
    bounds = np.concatenate([edges, beside, date_cuts(lines), [number, sex + 1]])
    bounds = np.unique(bounds[(bounds <= number) | (bounds >= born)])
    inside = [not blank[low] for low in bounds[:-1].tolist()]
    starts, ends = bounds[:-1][inside], bounds[1:][inside]
    roles = tuple(int(np.flatnonzero(starts == at)[0]) for at in (number, born, sex))
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    codes = (at for at, (low, high) in enumerate(spans) if _are_codes(lines, low, high))
    return Kind(ONE_KIND, starts, ends, -1, roles, tuple(codes))


def _within_codes(lines: Bytes) -> Offsets:
    """Places behind a letter that stands alone before two digits, or blanks, in every line."""
    digit, blank = (lines - np.uint8(0x30)) < 10, lines == 0x20
    letter = ((lines >= ord("A")) & (lines <= ord("Z"))) | blank
    lone: Mask = np.logical_and.reduce(letter, axis=0) & ~np.logical_and.reduce(blank, axis=0)
    lone[1:] &= ~lone[:-1]
    told: Mask = np.logical_and.reduce(digit | blank, axis=0)
    return np.flatnonzero(lone[:-2] & told[1:-1] & told[2:]) + 1


def _are_codes(lines: Bytes, low: int, high: int) -> bool:
    """Whether a field is blank, or a letter and digits, as codes of the ICD are."""
    filled = lines[lines[:, low] != 0x20]
    if not len(filled) or not _CODE <= high - low <= _MOST_CODE:
        return False
    # Groups of stays (GHM) end in a letter: ``07C26Z``.
    if high < lines.shape[1] and ((filled[:, high] | 0x20) >= ord("a")).all():
        return False
    filled = filled[:, low:high]
    letter = (filled[:, 0] >= ord("A")) & (filled[:, 0] <= ord("Z"))
    digits = ((filled[:, 1:_CODE] - np.uint8(0x30)) < 10).all(axis=1)
    sound = np.isin(filled[:, _CODE:], list(b"0123456789+X. ")).all()
    return bool((letter & digits).all() and sound)


def _are_births(lines: Bytes, place: int, years: Offsets) -> bool:
    """Whether dates lie over a lifetime, and one of two sexes stands behind each."""
    if place + DATE_DIGITS >= lines.shape[1]:
        return False
    low, high = np.percentile(years, (5, 95))
    sexes = set(np.unique(lines[:, place + DATE_DIGITS]).tolist())
    return bool(high - low >= _LIFETIME) and sexes in _SEXES


def _stay_number(lines: Bytes, born: int) -> int:
    """Where the number begins that stands against a birth date, and always has the same; or -1.

    What stands before it in the same digits is the same in all lines: a hospital's number.
    """
    digit: Mask = np.logical_and.reduce((lines[:, :born] - np.uint8(0x30)) < 10, axis=0)
    first = born - int(np.argmin(digit[::-1])) if not digit.all() else 0
    varies = np.flatnonzero((lines[:, first:born] != lines[0, first:born]).any(axis=0))
    if born - first < _MIN_NUMBER or not varies.size:
        return -1
    place = min(first + int(varies[0]), born - _MIN_NUMBER)
    numbers = np.unique(lines[:, place:born], axis=0).shape[0]
    people = np.unique(lines[:, place : born + DATE_DIGITS + 1], axis=0).shape[0]
    return place if people <= numbers * _SAME_BIRTH and numbers >= _MIN_LINES // 2 else -1


__all__ = ["stay_kind"]
