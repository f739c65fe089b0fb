"""Where things stand in a chunk: its fields, records and column roles, for arrays of offsets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import Cells, words_of
from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.rule import NO_RULE
from leakscan.native import records
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import NO_COLUMN, Chunk, last_before

if TYPE_CHECKING:
    from leakscan.detectors.columns import TableProfile

NO_FIELD = -1


@dataclass(eq=False, repr=False)
class Layout:
    """A chunk with its table's profile.

    Attributes:
        chunk: The chunk.
        data: Its bytes as an array.
        profile: Roles of its columns; None in prose.
        body: Offset at which data begins: after the header record, if this chunk holds it.
        exposed: By number, columns that need no search but for some of their fields.
    """

    chunk: Chunk
    data: Bytes
    profile: "TableProfile | None"
    body: int
    exposed: dict[int, Offsets] = field(default_factory=dict)

    def expose(self, column: int, fields: Offsets) -> None:
        """Have these fields of a column searched, whatever its role says."""
        if fields.size:
            self.exposed[column] = fields

    @cached_property
    def words(self) -> npt.NDArray[np.uint64]:
        """At each offset, the eight bytes from there as one (unaligned) word.

        Only for the twins of the kernels, which need none.
        """
        return words_of(self.chunk.data if KERNELS is None else b"")

    def fields_of(self, starts: Offsets, ends: Offsets) -> Offsets:
        """The field each span lies in, `NO_FIELD` for none or more than one."""
        fields = self.chunk.fields
        if fields is None or not fields.starts.size:
            return np.full(starts.size, NO_FIELD, np.int64)
        if KERNELS is not None:
            return records.fields_of((fields.starts, fields.ends), starts, ends)
        index = last_before(fields.starts, starts)
        # What stands before the first field is clipped to it.
        inside = (index >= 0) & (ends <= fields.ends.take(index, mode="clip"))
        return np.where(inside, index, NO_FIELD)

    @cached_property
    def owned_rows(self) -> range:
        """The records of this chunk's data, header left out."""
        starts = self.chunk.record_starts
        low, high = np.searchsorted(starts, [max(self.chunk.begin, self.body), self.chunk.end])
        return range(int(low), int(high))

    @property
    def whole_rows(self) -> tuple[Offsets, Offsets]:
        """Starts and ends of the fields of this chunk's data, where all its rows are whole."""
        fields, width = self.chunk.fields, self.chunk.width
        assert fields is not None
        own = slice(self.owned_rows.start * width, self.owned_rows.stop * width)
        return fields.starts[own], fields.ends[own]

    def cells_of(self, columns: Sequence[int]) -> Iterator[tuple[Offsets, Cells, Offsets]]:
        """What `column_cells` gives of each of several columns, seen at once in whole rows."""
        rows, width = self.owned_rows, self.chunk.width
        there = [column for column in columns if column < width]
        if KERNELS is None or not there:
            yield from map(self.column_cells, columns)
            return
        seen = Cells.of_columns(self.data, self.whole_rows, width, there, self.words)
        known, record = dict(zip(there, seen, strict=True)), np.arange(rows.start, rows.stop)
        for column in columns:
            if column in known:
                yield record * width + column, known[column], record
            else:
                yield self.column_cells(column)

    def column_cells(self, column: int) -> tuple[Offsets, Cells, Offsets]:
        """The owned cells of a column: field numbers, cells, record of each; header left out."""
        which, starts, ends, record = self.column_spans(column)
        return which, Cells.of(self.data, starts, ends, self.words), record

    def column_spans(self, column: int) -> tuple[Offsets, Offsets, Offsets, Offsets]:
        """The same as they stand, not trimmed: field numbers, starts, ends, record of each."""
        fields = self.chunk.fields
        assert fields is not None
        which = self.chunk.cells_of(column)
        starts, ends = fields.starts[which], fields.ends[which]
        if isinstance(which, slice):
            which = np.arange(*which.indices(fields.starts.size))
            record = np.arange(starts.size)
        else:
            record = self.chunk.record_of(starts)
        low, high = np.searchsorted(starts, [max(self.chunk.begin, self.body), self.chunk.end])
        owned = slice(low, high)
        return which[owned], starts[owned], ends[owned], record[owned]

    def owned(self, starts: Offsets) -> Mask:
        """Whether each offset belongs to this chunk's data, margins and header left out."""
        return (starts >= max(self.chunk.begin, self.body)) & (starts < self.chunk.end)

    def after_zero_comma(self, starts: Offsets) -> Mask:
        """Whether ``0,`` stands before each offset in prose: a French decimal.

        In a table it is the end of the field before.
        """
        if self.chunk.fields is not None:
            return np.zeros(starts.size, np.bool_)
        comma = self.data[np.maximum(starts - 1, 0)] == ord(",")
        zero = self.data[np.maximum(starts - 2, 0)] == ord("0")
        return (starts > 1) & comma & zero

    def has_role(self, rule: int) -> bool:
        """Whether a column belongs to this rule."""
        return self.profile is not None and bool((self.profile.rule == rule).any())

    def role_of(self, fields: Offsets) -> npt.NDArray[np.int16]:
        """The rule that owns the column of each field, `NO_RULE` for none."""
        if self.profile is None or not self.profile.rule.size:
            return np.full(fields.size, NO_RULE, np.int16)
        index = self.chunk.fields
        if KERNELS is not None and index is not None:
            return records.roles_of(fields, index.column, self.profile.rule, NO_RULE)
        column = self.chunk.columns_of(fields)
        role = self.profile.rule.take(column)
        role[column == NO_COLUMN] = NO_RULE
        return role.astype(np.int16, copy=False)

    def flag_of(self, flags: Mask, fields: Offsets) -> Mask:
        """A per-column flag, for each field; false outside fields."""
        if not flags.size:
            return np.zeros(fields.size, np.bool_)
        column = self.chunk.columns_of(fields)
        return (column != NO_COLUMN) & flags[column]

    def bounds_of(self, fields: Offsets) -> tuple[Offsets, Offsets]:
        """Start and end of each field; of the whole chunk with its margins outside fields."""
        index = self.chunk.fields
        if index is None or not index.starts.size:
            return np.zeros(fields.size, np.int64), np.full(fields.size, len(self.chunk.data))
        if KERNELS is not None:
            return records.bounds_of(fields, (index.starts, index.ends), len(self.chunk.data))
        inside = fields >= 0
        starts, ends = (each.take(fields, mode="clip") for each in (index.starts, index.ends))
        return np.where(inside, starts, 0), np.where(inside, ends, len(self.chunk.data))


def nearest_before(anchors: Offsets, starts: Offsets) -> Offsets:
    """The last of the `anchors` (any order) up to each start, -1 without one."""
    anchors = np.concatenate([[-1], np.sort(anchors)])
    return anchors[np.searchsorted(anchors, starts, side="right") - 1]


def close_after(anchors: Offsets, starts: Offsets, reach: int) -> Mask:
    """Whether one of the `anchors` (ends of words, any order) lies at most `reach` bytes before."""
    if not anchors.size or not starts.size:
        return np.zeros(starts.size, np.bool_)
    nearest = nearest_before(anchors, starts)
    return (nearest >= 0) & (starts - nearest <= reach)
