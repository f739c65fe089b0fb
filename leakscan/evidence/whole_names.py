"""Whole names, whatever the order of their words: told of one person with a birth date and without.

A list of residents has their births, the list of whom to call for them has not, and a third sheet
gives their family name alone. So names are told by all their letters (`Fingerprinter.letters`),
which are the same in one column and in two; and whoever is named with a birth date elsewhere, or
with a birth name besides, is no second person (see `scoring.persons`).
"""

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.evidence.mixing import NONE, mixed
from leakscan.membership import are_in
from leakscan.model.state import FileState
from leakscan.native.persons import Linked, RowNames
from leakscan.raw.chunk import Offsets

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


def keys_of(wholes: Numbers, born: Numbers | None = None) -> Numbers:
    """What whole names are told by, from the sums of their letters and births, 0 without one."""
    keys = mixed(wholes, NONE)
    return keys if born is None else np.where(born > 0, mixed(keys, born), keys)


def count_rows(
    state: FileState, found: Linked, names: RowNames, born: Numbers, *, of_both: bool
) -> None:
    """Count the whole names of rows, and family names of those with a birth date.

    Args:
        state: Changed in place.
        found: Persons of rows.
        names: Letters of the names of each row.
        born: Birth date of each row, 0 without one.
        of_both: The table has a column of birth names beside that of the names now borne, so that
            who has one name there is told apart from who has it and another.
    """
    dated = born.take(found.record) > 0
    rows = found.record.compress(~dated)
    if rows.size:
        _count_bare(state, RowNames(*(each.take(rows) for each in names)), of_both=of_both)
    rows = found.record.compress(dated)
    if rows.size:
        _count_dated(state, RowNames(*(each.take(rows) for each in names)), born.take(rows))


def _count_bare(state: FileState, names: RowNames, *, of_both: bool) -> None:
    told = names.first > 0
    one, other = names.first + names.family, names.first + names.last
    several = told & (one != other)
    keys = keys_of(np.where(told, one, names.every))
    state.bare_names.add(keys.compress(~several))
    if of_both:
        state.sole_names.add(keys.compress(told & ~several))
    if several.any():
        state.wed_names.add(keys.compress(several))
        state.either_names.add(keys.compress(several))
        state.either_names.add(keys_of(other.compress(several)))


def _count_dated(state: FileState, names: RowNames, born: Numbers) -> None:
    given, one, other = names.first, names.family, names.last
    told = given > 0
    again = told & (one != other)
    state.dated_names.add(keys_of(np.where(told, given + one, names.every)))
    state.dated_names.add(keys_of((given + other).compress(again)))
    state.untold_names.add(keys_of(names.every.compress(~told), born.compress(~told)))
    for families, of in ((one, told), (other, again)):
        keys = keys_of(families.compress(of))
        state.dated_names.add(keys)
        state.dated_families.add(mixed(keys, born.compress(of)))


def count_wholes(state: FileState, wholes: Numbers, born: Numbers) -> None:
    """Count whole names by their letters, and which of them have a birth date, not 0."""
    keys, dated = keys_of(wholes), born > 0
    state.dated_names.add(keys.compress(dated))
    state.bare_names.add(keys.compress(~dated))
    state.untold_names.add(mixed(keys, born).compress(dated))


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
