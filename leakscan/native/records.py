"""The kernels over the records of a chunk as functions from arrays to arrays.

Each raises AssertionError without compiled kernels: callers ask `library.KERNELS` first.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.native.library import KERNELS, address, are_below

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]
Bits = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.uint16]


def last_before(starts: Offsets, places: Offsets) -> Offsets:
    """For each place the index of the last start that is not beyond it, -1 without any.

    Args:
        starts: Ascending.
        places: In any order; fastest when they ascend.
    """
    assert KERNELS is not None
    starts, places = np.ascontiguousarray(starts), np.ascontiguousarray(places)
    out = np.empty(places.size, np.int64)
    KERNELS.records_index(address(starts), starts.size, address(places), places.size, address(out))
    return out


def fields_of(fields: tuple[Offsets, Offsets], starts: Offsets, ends: Offsets) -> Offsets:
    """The field, of those between some starts, ascending, and ends, that holds each span; or -1."""
    assert KERNELS is not None
    assert fields[0].size == fields[1].size
    assert starts.size == ends.size
    held = [np.ascontiguousarray(array) for array in (*fields, starts, ends)]
    low, high, start, end = (address(array) for array in held)
    out = np.empty(starts.size, np.int64)
    KERNELS.records_inside(low, high, fields[0].size, start, end, starts.size, address(out))
    return out


def bounds_of(
    which: Offsets, fields: tuple[Offsets, Offsets], size: int
) -> tuple[Offsets, Offsets]:
    """Start and end of some fields, by index; 0 and `size` outside fields."""
    assert KERNELS is not None
    assert fields[0].size == fields[1].size
    held = [np.ascontiguousarray(array) for array in (which, *fields)]
    asked, start, end = (address(array) for array in held)
    low, high = np.empty((2, which.size), np.int64)
    KERNELS.records_bounds(
        asked, which.size, start, end, fields[0].size, size, address(low), address(high)
    )
    return low, high


def shifted(
    pieces: tuple[Offsets, Offsets], starts: Offsets, ends: Offsets
) -> tuple[Offsets, Offsets]:
    """Spans moved on, each by the shift of the piece in which it starts.

    Args:
        pieces: Where each starts, from 0 and ascending, and its shift.
        starts, ends: The spans.
    """
    assert KERNELS is not None
    assert pieces[0].size == pieces[1].size
    assert starts.size == ends.size
    held = [np.ascontiguousarray(array) for array in (*pieces, starts, ends)]
    piece, shift, start, end = (address(array) for array in held)
    low, high = np.empty((2, starts.size), np.int64)
    KERNELS.records_shift(
        piece, shift, pieces[0].size, start, end, starts.size, address(low), address(high)
    )
    return low, high


def roles_of(
    fields: Offsets, column: npt.NDArray[np.int32], of_column: npt.NDArray[np.int16], none: int
) -> npt.NDArray[np.int16]:
    """What is said of the column of each field; `none` outside fields, and of other columns.

    Args:
        fields: Indices; negative outside fields.
        column: Of each field there is.
        of_column: What is said of each column.
        none: What is said of none.
    """
    assert KERNELS is not None
    fields, column = np.ascontiguousarray(fields), np.ascontiguousarray(column)
    of_column, out = np.ascontiguousarray(of_column), np.empty(fields.size, np.int16)
    KERNELS.records_roles(
        address(fields),
        fields.size,
        address(column),
        column.size,
        address(of_column),
        of_column.size,
        none,
        address(out),
    )
    return out


def outermost(order: Offsets, ends: Offsets, rule: npt.NDArray[np.int16]) -> Offsets:
    """Those of some hits that do not lie within one of their rule before them.

    Args:
        order: Indices of all hits, by start, the longest first.
        ends: Of each hit.
        rule: Of each hit, not negative.
    """
    assert KERNELS is not None
    assert order.size == ends.size == rule.size
    assert are_below(order, ends.size)
    assert not rule.size or rule.min() >= 0
    held = [np.ascontiguousarray(array) for array in (order, ends, rule)]
    ordered, end, rules = (address(array) for array in held)
    reach, out = np.full(int(rule.max(initial=0)) + 1, -1, np.int64), np.empty(order.size, np.int64)
    found = KERNELS.records_outermost(ordered, order.size, end, rules, address(reach), address(out))
    return out[:found]


class Evidence(NamedTuple):
    """Of each record: facets, health level, and whether an identifier is validated."""

    bits: Bits
    level: Bits
    validated: Mask


def mark(
    evidence: Evidence,
    record: Offsets,
    facets: int,
    level: int,
    *,
    negated: Mask | None,
    validated: bool,
) -> None:
    """Add, in place, what the cells of a column say to their records."""
    assert KERNELS is not None
    if not record.size:
        return
    assert are_below(record, evidence.bits.size)
    record = np.ascontiguousarray(record)
    negated = None if negated is None else np.ascontiguousarray(negated)
    KERNELS.records_mark(
        address(record),
        record.size,
        facets,
        level,
        None if negated is None else address(negated),
        validated,
        *(address(array) for array in evidence),
    )


class Statements(NamedTuple):
    """Hits, ordered by record: see `raw.hits.Hits`, and the facets of each."""

    record: Offsets
    tier: npt.NDArray[np.int8]
    facets: Bits
    level: npt.NDArray[np.int8]
    assertion: npt.NDArray[np.int8]
    concept: npt.NDArray[np.int32]


def signatures(
    hits: Statements,
    evidence: Evidence,
    least: int,
    *,
    supports: int,
    level_shift: int,
    support_shift: int,
) -> Bits:
    """The signature of each record, from its cells and its hits of at least some tier.

    Args:
        hits: Of the lanes.
        evidence: Of cells.
        least: That tier.
        supports: Most medical concepts that are counted of a record, at most 8.
        level_shift, support_shift: Where health level and supports stand in a signature.
    """
    assert KERNELS is not None
    assert supports <= 8
    size = evidence.bits.size
    assert not hits.record.size or 0 <= hits.record[0] <= hits.record[-1] < size
    held = [np.ascontiguousarray(array) for array in hits]
    out = np.empty(size, np.int64)
    KERNELS.records_sign(
        *(address(array) for array in held),
        hits.record.size,
        least,
        supports,
        level_shift,
        support_shift,
        address(evidence.bits),
        address(evidence.level),
        size,
        address(out),
    )
    return out


MOST_GROUPS = 512


def grouped(
    values: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]] | None:
    """The distinct values as they come, and the number of each; None for more than 512."""
    assert KERNELS is not None
    values = np.ascontiguousarray(values)
    once, group = np.empty(MOST_GROUPS, values.dtype), np.empty(values.size, np.int32)
    found = KERNELS.records_group(
        address(values), values.size, address(once), address(group), MOST_GROUPS
    )
    return None if found < 0 else (once[:found], group)


def tallied(
    values: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]] | None:
    """The distinct values as they come, and how often each does; None for more than 512."""
    assert KERNELS is not None
    values = np.ascontiguousarray(values)
    once, times = np.empty(MOST_GROUPS, values.dtype), np.empty(MOST_GROUPS, np.int64)
    found = KERNELS.records_tally(
        address(values), values.size, address(once), address(times), MOST_GROUPS
    )
    return None if found < 0 else (once[:found], times[:found])


def residences(data: Bytes, starts: Offsets, table: Places) -> Places:
    """The département of each postcode; see `evidence.places`."""
    assert KERNELS is not None
    assert table.size == 1000
    starts = np.ascontiguousarray(starts)
    out = np.empty(starts.size, np.uint16)
    KERNELS.records_homes(
        address(data), data.size, address(starts), starts.size, address(table), address(out)
    )
    return out


def tell_sexes(data: Bytes, starts: Offsets, record: Offsets, sexes: Places) -> None:
    """Write, in place, the sex that cells say for their records; see `evidence.aggregation`."""
    assert KERNELS is not None
    if not starts.size:
        return
    assert are_below(record, sexes.size)
    starts, record = np.ascontiguousarray(starts), np.ascontiguousarray(record)
    KERNELS.records_sexes(
        address(data), data.size, address(starts), address(record), starts.size, address(sexes)
    )
