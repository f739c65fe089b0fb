"""Whole names, whatever the order of their words: told of one person with a birth date and without.

A list of residents has their births, the list of whom to call for them has not, and a third sheet
gives their family name alone. So who is named without a birth date is told by all letters of the
name (see `Fingerprinter.letters`), which are the same in one column and in two; and whoever is
named so with a birth date elsewhere is no second person (see `scoring.persons`).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.evidence.mixing import mixed
from leakscan.evidence.parts import Part
from leakscan.evidence.row_names import are_given
from leakscan.frozen import slotted
from leakscan.membership import are_in
from leakscan.model.state import FileState
from leakscan.native.persons import Linked
from leakscan.raw.chunk import Offsets

_NONE = np.zeros(1, np.uint64)
_WORD_BYTES = 30
_BLANK = ord(" ")
_LOWER = np.uint8(0x20)
_PARTICLES = np.sort(np.array([a << 8 | b for a, b in (b"le", b"la", b"de", b"du", b"el")]))
"""Words that surnames begin with, as numbers."""
_PARTICLES_OF_ONE = 2
_IN_WORD = np.zeros(256, np.bool_)
_IN_WORD[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-'")] = True
_IN_WORD[0x80:] = True
_CAPITAL = np.zeros(256, np.bool_)
_CAPITAL[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\xc3")] = True


@slotted
class Wholes:
    """Letters of the names of each row, 0 for none.

    Attributes:
        given: Of the first given name.
        family: Of the first of the other names.
        last: Of the last of them: of a married woman, the one she has now.
    """

    given: Numbers
    family: Numbers
    last: Numbers


def keys_of(wholes: Numbers) -> Numbers:
    """What whole names are told by, from the sums of their letters."""
    return mixed(wholes, _NONE)


def wholes_of_rows(names: Sequence[Part], size: int, given: frozenset[int]) -> Wholes:
    """The letters of the names of each of `size` rows; see `row_names.names_of_rows`."""
    found = Wholes(*np.zeros((3, size), np.uint64))
    for part in names:
        for of_given in (True, False):
            which = are_given(part, given) == of_given
            if not which.any():
                continue
            own = part.take(which)
            assert own.value is not None
            first = found.given if of_given else found.family
            if not of_given:
                found.last[own.record] = own.value
            new = first[own.record] == 0
            # The last one assigned stays: the first of the row.
            first[own.record[new][::-1]] = own.value[new][::-1]
    return found


def tell_bare(found: Linked, wholes: Wholes, born: Numbers, numbers: Numbers) -> None:
    """Tell persons without a birth date by their whole names, in place.

    Args:
        found: Persons of rows, and links between their names.
        wholes: Letters of the names of each row.
        born: Birth date of each row, 0 without one.
        numbers: Print of the NIR of each row, 0 without one.
    """
    bare = np.flatnonzero(born.take(found.record) == 0)
    if not bare.size:
        return
    rows = found.record.take(bare)
    given, one, other = (each.take(rows) for each in (wholes.given, wholes.family, wholes.last))
    found.ones[bare], found.others[bare] = keys_of(given + one), keys_of(given + other)
    found.groups[bare] = found.ones[bare]
    # Links with a NIR come behind the persons, in their order.
    size = found.record.size
    numbered = np.flatnonzero(numbers.take(found.record))
    found.ones[size:], found.groups[size:] = found.ones[numbered], found.groups[numbered]


def count_rows(state: FileState, found: Linked, wholes: Wholes, born: Numbers) -> None:
    """Count the whole names of rows, and family names of those with a birth date."""
    dated = born.take(found.record) > 0
    rows = found.record.compress(~dated)
    if rows.size:
        state.bare_names.add(keys_of(wholes.given.take(rows) + wholes.family.take(rows)))
    rows = found.record.compress(dated)
    if rows.size:
        given, one, other = (
            wholes.given.take(rows),
            wholes.family.take(rows),
            wholes.last.take(rows),
        )
        again = np.flatnonzero(one != other)
        alone = np.flatnonzero(given)
        for told in (
            given + one,
            (given + other)[again],
            one[alone],
            other[alone][one[alone] != other[alone]],
        ):
            state.dated_names.add(keys_of(told))


def count_wholes(state: FileState, wholes: Numbers, dated: npt.NDArray[np.bool_]) -> None:
    """Count whole names by their letters, and which of them have a birth date."""
    keys = keys_of(wholes)
    state.dated_names.add(keys.compress(dated))
    state.bare_names.add(keys.compress(~dated))


def are_whole(data: npt.NDArray[np.uint8], start: Offsets) -> npt.NDArray[np.bool_]:
    """Which names go on after their first word: a first name and a surname, not ``Mme LE GOFF``."""
    for _ in range(_PARTICLES_OF_ONE):
        first, second, third = (
            data.take(np.minimum(start + ahead, data.size - 1)) | _LOWER for ahead in range(3)
        )
        pairs = first.astype(np.int64) << 8 | second
        start = start + 3 * (are_in(pairs, _PARTICLES) & (third == _BLANK))
    at = start[:, None] + np.arange(_WORD_BYTES + 2)
    signs = data.take(np.minimum(at, data.size - 1))
    ends = np.argmin(_IN_WORD[signs], axis=1)
    rows = np.arange(start.size)
    after = signs[rows, np.minimum(ends + 1, signs.shape[1] - 1)]
    return (signs[rows, ends] == _BLANK) & _CAPITAL[after] & (at[rows, ends] + 1 < data.size)
