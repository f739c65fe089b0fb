"""NIRs and telephone numbers that fill the cells of their own column, read without a search.

Only the plainest form is read here, fifteen or ten digits in a row, which is how exports write
them; every other cell is left to the lanes.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import Cells
from leakscan.detectors.characters import Mask, Offsets
from leakscan.frozen import slotted
from leakscan.identifiers import nir, phone
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.selection import selected

_EAN_DIGITS = 13
_ALL_SET = np.uint64(0x0101010101010101)
_WORD = 8
_HUNDRED = np.uint64(100)
_AFTER_ZERO = np.uint64(10**phone.NATIONAL_DIGITS)
_FRANCE = np.uint64(33)
_LETTER = 6
"""Where the letter of a Corsican NIR stands."""


@slotted
class NumberCells:
    """Cells that are numbers of one kind.

    Attributes:
        which: Indices into the cells given.
        value: Canonical number of each.
        sound: Whether each is valid: a NIR's key is right, a telephone is a person's.
        synthetic: Whether each is a specimen or from a range reserved for fiction.
    """

    which: Offsets
    value: npt.NDArray[np.uint64]
    sound: Mask
    synthetic: Mask

    def are_all(self, cells: Cells) -> bool:
        """Whether every one of the cells is one."""
        return self.which.size == cells.starts.size

    def take(self, chosen: Mask) -> "NumberCells":
        """Some of them; this when it is all."""
        rows = selected(chosen)
        if rows is None:
            return self
        return NumberCells(
            self.which.take(rows),
            self.value.take(rows),
            self.sound.take(rows),
            self.synthetic.take(rows),
        )


def nir_cells(cells: Cells) -> NumberCells:
    """Cells of fifteen digits, or fourteen around 2A or 2B, with the structure of a NIR."""
    if KERNELS is not None:
        found = arrays.nir_cells(cells.data, cells.starts, cells.ends)
        return NumberCells(*found, nir.are_specimens(found.number))
    return _nir_cells(cells)


def _nir_cells(cells: Cells) -> NumberCells:
    """The twin of the kernel."""
    which, full = number_cells(cells, nir.FULL_DIGITS)
    if which.size < cells.starts.size:
        corsican, numbers = _corsican_cells(cells)
        which, full = np.concatenate([which, corsican]), np.concatenate([full, numbers])
        order = np.argsort(which)
        which, full = which[order], full[order]
    number, written = np.divmod(full, _HUNDRED)
    legal = nir.are_structured(number)
    which, number, written = which[legal], number[legal], written[legal]
    return NumberCells(which, number, written == nir.keys(number), nir.are_specimens(number))


def _corsican_cells(cells: Cells) -> tuple[Offsets, npt.NDArray[np.uint64]]:
    """NIRs of Corsica, and their digits with the place as the key needs it."""
    which = np.flatnonzero(cells.ends - cells.starts == nir.FULL_DIGITS)
    letters = cells.data[cells.starts[which] + _LETTER] | np.uint8(32)
    which = which[(letters == ord("a")) | (letters == ord("b"))]
    texts = cells.data[cells.starts[which, None] + np.arange(nir.FULL_DIGITS)]
    first = texts[:, _LETTER] | np.uint8(32) == ord("a")
    digits = texts - np.uint8(48)
    legal = digits[:, _LETTER - 1] == 2
    digits[:, _LETTER - 1], digits[:, _LETTER] = 1, np.where(first, 9, 8)
    legal &= (digits < 10).all(axis=1)
    return which[legal], _number(np.ascontiguousarray(digits[legal].T))


def phone_cells(cells: Cells) -> NumberCells:
    """Cells of ten digits that start with a zero."""
    if KERNELS is not None:
        known = (phone.PLACEHOLDER_NUMBERS, phone.FICTION_NUMBERS)
        return NumberCells(*arrays.phone_cells(cells.data, cells.starts, cells.ends, *known))
    return _phone_cells(cells)


def _phone_cells(cells: Cells) -> NumberCells:
    """The twin of the kernel."""
    which, number = number_cells(cells, phone.NATIONAL_DIGITS + 1)
    national = number < _AFTER_ZERO
    which, number = which[national], number[national]
    return NumberCells(which, number, phone.are_personal(number), phone.are_fiction(number))


def are_international(cells: Cells) -> Mask:
    """Whether each cell is a person's telephone behind 33, as gateways of text messages write."""
    which, number = number_cells(cells, phone.NATIONAL_DIGITS + 2)
    country, national = np.divmod(number, _AFTER_ZERO)
    result = np.zeros(cells.starts.size, np.bool_)
    result[which[(country == _FRANCE) & phone.are_personal(national)]] = True
    return result


def are_bar_codes(cells: Cells) -> Mask:
    """Whether each cell is an EAN-13 with its key (GS1: digits weighted 1 and 3 sum to tens)."""
    which, number = number_cells(cells, _EAN_DIGITS)
    total = np.zeros(number.size, np.uint64)
    for position in range(_EAN_DIGITS):
        number, digit = np.divmod(number, np.uint64(10))
        total += digit * np.uint64(3 if position % 2 else 1)
    result = np.zeros(cells.starts.size, np.bool_)
    result[which[total % np.uint64(10) == 0]] = True
    return result


def thirteen_digits(cells: Cells) -> tuple[Offsets, npt.NDArray[np.uint64]]:
    """Cells of thirteen digits, and the number each writes."""
    return number_cells(cells, nir.DIGITS)


def number_cells(cells: Cells, count: int) -> tuple[Offsets, npt.NDArray[np.uint64]]:
    """Cells of just `count` digits (9 to 16), and the number each writes."""
    if KERNELS is not None:
        return arrays.digit_cells(cells.data, cells.starts, cells.ends, count)
    return digit_cells(cells, count)


def digit_cells(cells: Cells, count: int) -> tuple[Offsets, npt.NDArray[np.uint64]]:
    """The twin of the kernel."""
    which = np.flatnonzero(cells.ends - cells.starts == count)
    head = cells.head[which] - np.uint8(48)
    rest = cells.words[cells.starts[which] + count - _WORD].view(np.uint8).reshape(-1, _WORD)
    rest = rest - np.uint8(48)
    good = ((head < 10).view(np.uint64) == _ALL_SET).ravel()
    good &= ((rest < 10).view(np.uint64) == _ALL_SET).ravel()
    overlap = 2 * _WORD - count
    digits = np.concatenate([head[good], rest[good, overlap:]], axis=1)
    return which[good], _number(np.ascontiguousarray(digits.T))


def _number(digits: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """The number that each column of digits writes, most significant first."""
    value = np.zeros(digits.shape[1], np.uint64)
    for row in digits:
        value *= np.uint64(10)
        value += row
    return value
