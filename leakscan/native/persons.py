"""The kernels over the persons of a chunk as functions from arrays to arrays.

Each raises AssertionError without compiled kernels: callers ask `library.KERNELS` first.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.native.library import KERNELS, address, are_below

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.uint16]
Mask = npt.NDArray[np.bool_]


class RowNames(NamedTuple):
    """Letters of the names of each record (`evidence.keyed.Fingerprinter.letters`), 0 for none.

    Attributes:
        first: Of the first given name.
        family: Of the first of the other names.
        last: Of the last of them: of a married woman, the one she has now.
        every: Of all of them together, one that is repeated once.
    """

    first: Numbers
    family: Numbers
    last: Numbers
    every: Numbers


def add_names(record: Offsets, letters: Numbers, given: Mask, names: RowNames) -> None:
    """Add hits before the names of their records, in place; hits come by record."""
    assert KERNELS is not None
    if not record.size:
        return
    assert are_below(record, min(array.size for array in names))
    assert letters.size == given.size == record.size
    held = [np.ascontiguousarray(array) for array in (record, letters, given)]
    KERNELS.persons_names(
        *(address(array) for array in held), record.size, *(address(array) for array in names)
    )


class Linked(NamedTuple):
    """Persons told by name, and links between their names, those of each person first.

    Attributes:
        record: Of each person.
        groups, ones, others: See `model.links`; more of them than persons.
    """

    record: Offsets
    groups: Numbers
    ones: Numbers
    others: Numbers


def links(names: RowNames, born: Numbers, numbers: Numbers) -> Linked:
    """The persons that names tell; `born` and `numbers` (of a NIR), 0 for none, by record."""
    assert KERNELS is not None
    size = names.first.size
    assert all(array.size == size for array in (*names, born, numbers))
    record, count = np.empty(size, np.int64), np.zeros(1, np.int64)
    made = np.empty((3, 2 * size), np.uint64)
    held = [np.ascontiguousarray(array) for array in (*names, born, numbers)]
    found = KERNELS.persons_links(
        *(address(array) for array in held),
        size,
        address(record),
        *(address(row) for row in made),
        address(count),
    )
    groups, ones, others = made[:, : count[0]]
    return Linked(record[:found], groups, ones, others)


class NirTables(NamedTuple):
    """What digits of a NIR mean; see `persons_known` in the kernel."""

    sex: Places
    place: Places
    special: Places


def known_of(
    data: Bytes,
    tables: NirTables,
    hits: tuple[Numbers, Numbers, Offsets, Offsets],
    records: tuple[Numbers, Places],
    year: int,
    limit: int,
) -> tuple[Numbers, Places]:
    """The persons whose print is not beyond `limit`, and their attributes, shape (persons, 4).

    Args:
        data: The text.
        tables: See there.
        hits: Number, print, record and start of each NIR.
        records: Birth date and home of each record, 0 for none.
        year: Of the scan.
        limit: The greatest print that counts.
    """
    assert KERNELS is not None
    assert [table.size for table in tables] == [10, 1000, 3]
    count = hits[0].size
    assert all(array.size == count for array in hits)
    key, known = np.empty(count, np.uint64), np.empty((count, 4), np.uint16)
    if not count:
        return key, known
    _, _, record, start = hits
    assert are_below(record, min(array.size for array in records))
    assert start.min() >= 0
    assert data.size > 0
    held = [np.ascontiguousarray(array) for array in (*hits, *records)]
    found = KERNELS.persons_known(
        address(data),
        data.size,
        *(address(table) for table in tables),
        *(address(array) for array in held[:4]),
        count,
        *(address(array) for array in held[4:]),
        year,
        limit,
        address(key),
        address(known),
    )
    # Few are asked for once the sample is full: those wait long, and would hold the room of all.
    return (key, known) if found == count else (key[:found].copy(), known[:found].copy())
