"""Names of rows: which is given, which are of the family, and how they link.

With a column of given names the family names of a row are as many names of one person, who is
told by given name and birth date. Without one nobody knows which name is which, so all of them
together are one name.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.evidence.mixing import mixed
from leakscan.evidence.parts import Part
from leakscan.native import persons
from leakscan.native.library import KERNELS
from leakscan.native.persons import Linked, RowNames
from leakscan.raw.chunk import NO_COLUMN, Offsets

Links = tuple[Numbers, Numbers, Numbers]
_MOST = np.iinfo(np.uint64).max


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
    rows = np.flatnonzero(names.first | names.greatest)
    first, least, greatest = (array[rows] for array in names)
    born, numbers = born[rows], numbers[rows]
    alone = first == 0
    first[alone] = mixed(least[alone], greatest[alone])
    least[alone] = greatest[alone] = first[alone]
    groups = mixed(first, born)
    ones = mixed(groups, least)
    own = (groups, ones, mixed(groups, greatest))
    links = zip(own, number_links(groups, ones, born, numbers), strict=True)
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
    """Of each row the given name, and of the family names the least and greatest hash; 0 for none.

    All of `names` count. Of several given names the one in the first column counts.
    """
    first, greatest = np.zeros((2, size), np.uint64)
    least = np.full(size, _MOST, np.uint64)
    found = RowNames(first, least, greatest)
    add = _add_names if KERNELS is None else persons.add_names
    for part in reversed(names):
        assert part.prints is not None
        add(part.record, part.prints, are_given(part, given), found)
    least[greatest == 0] = 0
    return found


def are_given(names: Part, given: frozenset[int]) -> npt.NDArray[np.bool_]:
    """Which names stand in the columns of given names."""
    if names.of_column != NO_COLUMN:
        return np.full(names.start.size, names.of_column in given, np.bool_)
    return np.isin(names.column, np.array(sorted(given), np.int32))


def _add_names(
    record: Offsets, prints: Numbers, given: npt.NDArray[np.bool_], names: RowNames
) -> None:
    """The twin of the kernel."""
    # The last one assigned stays: the first of the row.
    names.first[record[given][::-1]] = prints[given][::-1]
    np.minimum.at(names.least, record[~given], prints[~given])
    np.maximum.at(names.greatest, record[~given], prints[~given])
