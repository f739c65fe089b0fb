"""Where things stand in a chunk: its fields, records and column roles, for arrays of offsets."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.columns import NO_RULE, TableProfile
from leakscan.raw.chunk import Chunk

NO_FIELD = -1


@dataclass(slots=True, eq=False, repr=False)
class Layout:
    """A chunk with its table's profile.

    Attributes:
        chunk: The chunk.
        data: Its bytes as an array.
        profile: Roles of its columns; None in prose.
        body: Offset at which data begins: after the header record, if this chunk holds it.
    """

    chunk: Chunk
    data: Bytes
    profile: TableProfile | None
    body: int

    def fields_of(self, starts: Offsets, ends: Offsets) -> Offsets:
        """The field each span lies in, `NO_FIELD` for none or more than one."""
        fields = self.chunk.fields
        if fields is None or not fields.starts.size:
            return np.full(starts.size, NO_FIELD, np.int64)
        index = np.searchsorted(fields.starts, starts, side="right") - 1
        inside = (index >= 0) & (ends <= fields.ends[np.maximum(index, 0)])
        return np.where(inside, index, NO_FIELD)

    def owned(self, starts: Offsets) -> Mask:
        """Whether each offset belongs to this chunk's data, margins and header left out."""
        return (starts >= max(self.chunk.begin, self.body)) & (starts < self.chunk.end)

    def role_of(self, fields: Offsets) -> npt.NDArray[np.int16]:
        """The rule that owns the column of each field, `NO_RULE` for none."""
        if self.profile is None or self.chunk.fields is None:
            return np.full(fields.size, NO_RULE, np.int16)
        column = self.chunk.fields.column[np.maximum(fields, 0)]
        return np.where(fields >= 0, self.profile.rule[column], NO_RULE).astype(np.int16)

    def flag_of(self, flags: Mask, fields: Offsets) -> Mask:
        """A per-column flag, for each field; false outside fields."""
        if self.chunk.fields is None or not flags.size:
            return np.zeros(fields.size, np.bool_)
        column = self.chunk.fields.column[np.maximum(fields, 0)]
        return (fields >= 0) & flags[column]

    def bounds_of(self, start: int, field: int) -> tuple[int, int]:
        """The field, or else the record, around an offset: windows never leave it."""
        fields = self.chunk.fields
        if fields is not None and field >= 0:
            return int(fields.starts[field]), int(fields.ends[field])
        return self.record_bounds(start)

    def record_bounds(self, start: int) -> tuple[int, int]:
        """The record around an offset; prose blocks have their margins around them."""
        if self.chunk.fields is None:
            return 0, len(self.chunk.data)
        starts = self.chunk.record_starts
        index = int(np.searchsorted(starts, start, side="right")) - 1
        low = int(starts[index]) if index >= 0 else 0
        high = int(starts[index + 1]) if index + 1 < starts.size else self.chunk.end
        return low, high


def close_after(anchors: Offsets, starts: Offsets, reach: int) -> Mask:
    """Whether one of the `anchors` (ends of words, any order) lies at most `reach` bytes before."""
    if not anchors.size or not starts.size:
        return np.zeros(starts.size, np.bool_)
    anchors = np.sort(anchors)
    index = np.searchsorted(anchors, starts, side="right") - 1
    return (index >= 0) & (starts - anchors[np.maximum(index, 0)] <= reach)
