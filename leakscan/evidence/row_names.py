"""Names of rows: which is given, which are of the family, and how they link.

With a column of given names the family names of a row are as many names of one person, who is
told by given name and birth date: each with the given one is a whole name of that person. Without
a birth date that would make one person of all who share a first name and either surname, over any
number of steps, so both names together tell who it is. Without a column of given names nobody knows
which name is which, so all of them together are one name.

A whole name is told by the sum of its letters, which is the same in one column, in two and in a
letter, whatever comes first.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.evidence.mixing import mixed
from leakscan.evidence.parts import Part
from leakscan.evidence.whole_names import keys_of
from leakscan.native import persons
from leakscan.native.library import KERNELS
from leakscan.native.persons import Linked, RowNames
from leakscan.raw.chunk import NO_COLUMN, Offsets

Links = tuple[Numbers, Numbers, Numbers]


def links_of_rows(names: RowNames, born: Numbers, numbers: Numbers) -> Linked:
    """The persons that the names of rows tell, and links between their names.

    Args:
        names: Of each row.
        born: Birth date of each row as ``yyyymmdd``, 0 without one.
        numbers: Print of the NIR of each row, 0 without one.
    """
    return (_links_of_rows if KERNELS is None else persons.links)(names, born, numbers)


def _links_of_rows(names: RowNames, born: Numbers, numbers: Numbers) -> Linked:
    """The twin of the kernel."""
    rows = np.flatnonzero(names.first | names.family)
    first, family, last, every = (array[rows] for array in names)
    born, numbers = born[rows], numbers[rows]
    told, linked = first > 0, (first > 0) & (born > 0)
    ones = keys_of(np.where(told, first + family, every), born)
    others = keys_of(first + last, born)
    both = np.where(told & (last != family), mixed(ones, others), ones)
    groups = np.where(linked, keys_of(first, born), both)
    ones, others = np.where(linked, ones, both), np.where(linked, others, both)
    links = zip((groups, ones, others), number_links(groups, ones, born, numbers), strict=True)
    return Linked(rows, *map(np.concatenate, links))


def number_links(groups: Numbers, nodes: Numbers, born: Numbers, numbers: Numbers) -> Links:
    """Links of names with the NIR beside them, so that two spellings with one NIR are one person.

    Only for the same birth date: a child's row may hold its parent's NIR.

    Args:
        groups, nodes: Of each name; see `model.links`.
        born: Birth date beside each.
        numbers: Print of the NIR beside each, 0 without one.

    Returns:
        Groups, names and NIRs: as many as there are NIRs.
    """
    known = numbers > 0
    return groups[known], nodes[known], mixed(numbers[known], born[known])


def names_of_rows(names: Sequence[Part], size: int, given: frozenset[int]) -> RowNames:
    """The letters of the names of each of `size` rows.

    All of `names` count. Of several given names the one in the first column counts.
    """
    found = RowNames(*np.zeros((4, size), np.uint64))
    add = _add_names if KERNELS is None else persons.add_names
    for part in reversed(names):
        assert part.value is not None
        add(part.record, part.value, are_given(part, given), found)
    return found


def are_given(names: Part, given: frozenset[int]) -> npt.NDArray[np.bool_]:
    """Which names stand in the columns of given names."""
    if names.of_column != NO_COLUMN:
        return np.full(names.start.size, names.of_column in given, np.bool_)
    return np.isin(names.column, np.array(sorted(given), np.int32))


def _add_names(
    record: Offsets, letters: Numbers, given: npt.NDArray[np.bool_], names: RowNames
) -> None:
    """The twin of the kernel."""
    # The last one assigned stays: the first of the row.
    names.first[record[given][::-1]] = letters[given][::-1]
    record, letters = record[~given], letters[~given]
    if not record.size:
        return
    after = names.family[record]
    again = np.flatnonzero(record[1:] == record[:-1])
    after[again] = letters[again + 1]
    np.add.at(names.every, record, np.where(letters == after, 0, letters).astype(np.uint64))
    names.family[record[::-1]] = letters[::-1]
    new = names.last[record] == 0
    names.last[record[new]] = letters[new]
