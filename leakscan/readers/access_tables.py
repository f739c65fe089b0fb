"""Definitions of tables in an Access database, and the cells of their rows as bytes.

Source: HACKING.md of the MDB Tools project, sections "TDEF Pages" and "Data Pages".
"""

from itertools import pairwise
from struct import unpack_from
from typing import NamedTuple

from leakscan.frozen import frozen
from leakscan.readers.access_pages import Layout

BOOLEAN = 1
_SYSTEM = 0x53
_FIXED = 1
_MAX_COLUMNS = 1024


class Column(NamedTuple):
    """One column.

    Attributes:
        name: As its users call it.
        kind: Number of its type.
        number: Its bit among those that tell which cells are empty.
        place: Among the cells of varying length, or where it stands among those of fixed length.
        fixed: Which of the two.
        size: Bytes of a cell of fixed length.
        scale: Digits after the point of a decimal.
    """

    name: str
    kind: int
    number: int
    place: int
    fixed: bool
    size: int
    scale: int

    def __repr__(self) -> str:
        return f"Column(kind={self.kind}, number={self.number})"


@frozen(kw_only=False, repr=False)
class Table:
    """One table.

    Attributes:
        columns: In the order in which Access shows them.
        system: It is one of Access's own.
        varying: Rows have cells of varying length.
    """

    columns: tuple[Column, ...]
    system: bool
    varying: bool


class _Places(NamedTuple):
    """Where things stand in a definition."""

    system: int
    counts: int
    indexes: int
    first: int
    index_bytes: int
    column_bytes: int


_JET_3 = _Places(20, 23, 31, 43, 8, 18)
_JET_4 = _Places(40, 43, 51, 63, 12, 25)


def table_of(definition: bytes, layout: Layout) -> Table:
    """The table that a definition describes.

    Raises:
        ValueError: It is damaged; others of `DAMAGE` alike.
    """
    places = _JET_3 if layout.jet_3 else _JET_4
    varying, count = unpack_from("<HH", definition, places.counts)
    (indexes,) = unpack_from("<I", definition, places.indexes)
    if not 0 < count <= _MAX_COLUMNS:
        raise ValueError
    start = places.first + indexes * places.index_bytes
    at = start + count * places.column_bytes
    columns = []
    for index in range(count):
        name, at = _name(definition, at, layout)
        column = _column(definition, start + index * places.column_bytes, layout, name)
        columns.append(column)
    # Columns are defined in the order in which they were stored, and numbered as they are shown.
    columns.sort(key=lambda column: column.number)
    if any(one.number == next_one.number for one, next_one in pairwise(columns)):
        raise ValueError
    return Table(tuple(columns), definition[places.system] == _SYSTEM, varying > 0)


def _name(definition: bytes, at: int, layout: Layout) -> tuple[str, int]:
    """A name and where it ends."""
    if layout.jet_3:
        end = at + 1 + definition[at]
        return definition[at + 1 : end].decode(layout.codec, "replace"), end
    (size,) = unpack_from("<H", definition, at)
    end = at + 2 + size
    if end > len(definition):
        raise ValueError
    return definition[at + 2 : end].decode("utf-16-le", "replace"), end


def _column(definition: bytes, at: int, layout: Layout, name: str) -> Column:
    kind = definition[at]
    if layout.jet_3:
        number, varying = unpack_from("<HH", definition, at + 1)
        flags, fixed, size = unpack_from("<BHH", definition, at + 13)
        scale = definition[at + 10]
    else:
        number, varying = unpack_from("<HH", definition, at + 5)
        flags, fixed, size = unpack_from("<B5xHH", definition, at + 15)
        scale = definition[at + 12]
    is_fixed = bool(flags & _FIXED)
    return Column(name, kind, number, fixed if is_fixed else varying, is_fixed, size, scale)


def cells_of(row: bytes, table: Table, layout: Layout) -> list[bytes | None]:
    """The cells of a row, None for empty ones; a truth is one byte.

    Columns that were added after the row was written are left out, so that there are no more
    cells than eight to a byte.

    Raises:
        ValueError: The bytes are no row of the table; others of `DAMAGE` alike.
    """
    head = 1 if layout.jet_3 else 2
    count = int.from_bytes(row[:head], "little")
    mask_at = len(row) - (count + 7) // 8
    if not count or mask_at < head:
        raise ValueError
    mask = int.from_bytes(row[mask_at:], "little")
    ends: list[int] = []
    if table.varying:
        ends = _ends_3(row, mask_at) if layout.jet_3 else _ends_4(row, mask_at)
    cells: list[bytes | None] = []
    known = len(ends) - 1
    for _, kind, number, place, fixed, size, _ in table.columns:
        if number >= count:
            break
        if kind == BOOLEAN:
            cells.append(b"\1" if mask >> number & 1 else b"\0")
        elif not mask >> number & 1:
            cells.append(None)
        elif not fixed:
            # A row written before its column was added has no place for it.
            cells.append(row[ends[place] : ends[place + 1]] if place < known else None)
        elif head + place + size > mask_at:
            raise ValueError
        else:
            cells.append(row[head + place : head + place + size])
    return cells


def _ends_4(row: bytes, mask_at: int) -> list[int]:
    """Where cells of varying length begin, and where the last one ends."""
    (count,) = unpack_from("<H", row, mask_at - 2)
    start = mask_at - 2 - 2 * (count + 1)
    if start < 0:
        raise ValueError
    return list(unpack_from(f"<{count + 1}H", row, start)[::-1])


def _ends_3(row: bytes, mask_at: int) -> list[int]:
    """The same from single bytes, to which a list of jumps adds multiples of 256."""
    count = row[mask_at - 1]
    jumps = (len(row) - 1) // 256
    at = mask_at - 1 - jumps - 1
    if (at - count) // 256 < jumps:
        jumps -= 1
    ends: list[int] = []
    used = 0
    for index in range(count + 1):
        while used < jumps and index == row[mask_at - 2 - used]:
            used += 1
        ends.append(row[at - index] + 256 * used)
    if at - count < 0:
        raise ValueError
    return ends
