"""Départements of values: of residence from a postcode, of birth from a NIR."""

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.model.departments import ABROAD, NUMBER_OF, by_three_digits
from leakscan.native import records
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Offsets

Places = npt.NDArray[np.uint16]
Bytes = npt.NDArray[np.uint8]

_BY_THREE_DIGITS = by_three_digits()
_ABROAD = NUMBER_OF[ABROAD]
_SOUTH, _NORTH = NUMBER_OF["2A"], NUMBER_OF["2B"]
_CORSICA_WINDOW = range(5, 12)
"""Where a NIR has its A or B, counted from its start, however it is spaced."""
_NORTHERN, _SOUTHERN = 18, 19
"""What the key, and so the canonical number, makes of 2B and 2A."""
_NEW_DEPARTMENTS_YEAR = 1968
"""Before the départements of 1968, places 91 to 95 were Algeria and Morocco, 96 Tunisia."""


def _birth_table() -> Places:
    """Of a NIR's place and the next digit, before Corsica and history."""
    table = _BY_THREE_DIGITS.copy()
    table[200:210] = 0
    table[960:970] = _ABROAD
    table[990:1000] = _ABROAD
    return table


_BY_BIRTH_PLACE = _birth_table()
BIRTH_TABLES = (_BY_BIRTH_PLACE, np.array([_ABROAD, _SOUTH, _NORTH], np.uint16))
"""For the kernel that does what `birthplaces` does: départements by a NIR's place and the next
digit; those of births abroad and in both halves of Corsica."""


def residences(data: Bytes, starts: Offsets) -> Places:
    """The département of each postcode; one of four digits has lost its leading zero."""
    if KERNELS is not None:
        return records.residences(data, starts, _BY_THREE_DIGITS)
    return _residences(data, starts)


def _residences(data: Bytes, starts: Offsets) -> Places:
    """The twin of the kernel."""
    one, two, three, four = (
        data[np.minimum(starts + n, data.size - 1)] - np.uint8(48) for n in range(4)
    )
    after = data[np.minimum(starts + 4, data.size - 1)] - np.uint8(48)
    short = (after > 9) | (starts + 4 >= data.size)
    known = (one < 10) & (two < 10) & (three < 10) & (four < 10) & (starts + 3 < data.size)
    head = one.astype(np.int64) * 10 + two
    head = np.where(short, head, head * 10 + three)
    return np.where(known, _BY_THREE_DIGITS[np.where(known, head, 0)], 0).astype(np.uint16)


def birthplaces(
    nirs: Numbers, years: npt.NDArray[np.int64], data: Bytes, starts: Offsets
) -> Places:
    """The département of birth of each NIR.

    Args:
        nirs: Canonical numbers of 13 digits.
        years: Of birth.
        data: The text they stand in: Corsica's letter is not in the number.
        starts: Where each starts in it.
    """
    three = (nirs // np.uint64(10**5) % np.uint64(1000)).astype(np.int64)
    two = three // 10
    places = _BY_BIRTH_PLACE[three]
    places[(two >= 91) & (two <= 95) & (years < _NEW_DEPARTMENTS_YEAR)] = _ABROAD
    maybe = np.flatnonzero((two == _NORTHERN) | (two == _SOUTHERN))
    if maybe.size:
        at = np.minimum(starts[maybe, None] + np.array(_CORSICA_WINDOW), data.size - 1)
        signs = data[at] | np.uint8(32)
        places[maybe[(signs == ord("a")).any(axis=1)]] = _SOUTH
        places[maybe[(signs == ord("b")).any(axis=1)]] = _NORTH
    return places
