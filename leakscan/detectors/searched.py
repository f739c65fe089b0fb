"""The text that the lanes search: a chunk, without the cells in which nothing is left to find.

Columns whose role says all about their cells (names, dates, addresses, a NIR that was read as
such) are left out: they are two thirds of a laboratory's export, and full of words and digits
that mean nothing. All other text stays, also what stands in no cell (keys of JSON objects), so
positions must be translated back.
"""

from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.layout import Layout
from leakscan.frozen import slotted
from leakscan.native import arrays, records
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import last_before

_HIDDEN_CELL = 0x1E
"""Record separator: no letter, digit or blank, so that nothing is found across a hidden cell."""
_LINE_END = 0x0A


class _Spans(Protocol):
    """Anything found in a text, as arrays of offsets; a find never spans a hidden cell."""

    start: Offsets
    end: Offsets


@slotted
class SearchedText:
    """Text to search, and where its pieces came from.

    Attributes:
        data: The text.
        pieces: Where each piece starts in the text, ascending; None when it is the chunk.
        shifts: By how much the chunk is ahead of the text in each.
    """

    data: Bytes
    pieces: Offsets | None = None
    shifts: Offsets | None = None

    @classmethod
    def of(cls, layout: Layout, hidden_roles: Mask, handled: Mask | None) -> Self:
        """What to search of a chunk.

        Args:
            layout: The chunk and its columns.
            hidden_roles: By rule index, and last for none: cells of its columns are left out.
            handled: Fields that were read already, by field; None for none.
        """
        fields = layout.chunk.fields
        if layout.profile is None or fields is None or not fields.starts.size:
            return cls(layout.data)
        hidden_column = hidden_roles[layout.profile.rule]
        exposed: Mask | None = None
        if layout.exposed:
            exposed = np.zeros(fields.starts.size, np.bool_)
            exposed[np.concatenate([*layout.exposed.values()])] = True
        if handled is None and not hidden_column.any():
            return cls(layout.data)
        spans = (fields.starts, fields.ends, fields.column)
        marked = (exposed, handled)
        if KERNELS is None:
            return cls(*_searched_text(layout.data, spans, hidden_column, marked, _HIDDEN_CELL))
        width = layout.chunk.width
        left = arrays.searched_text(
            layout.data, spans, hidden_column, marked, _HIDDEN_CELL, width=width
        )
        return cls(*left)

    def translate(self, found: _Spans) -> None:
        """Turn positions in this text, in place, into offsets in the chunk."""
        if self.pieces is None or self.shifts is None or not found.start.size:
            return
        moved = _shifted if KERNELS is None else records.shifted
        found.start, found.end = moved((self.pieces, self.shifts), found.start, found.end)


def without_numbers(layout: Layout, handled: Mask | None) -> Mask | None:
    """Fields in which no word need be sought; numbers, too, where words stand against them.

    ``3400930000120DOLIPRANE`` is two fields of a line without separators.
    """
    fields, table = layout.chunk.fields, layout.chunk.table
    if fields is None or table is None or not table.touching:
        return handled
    digits = np.zeros(layout.data.size + 1, np.int64)
    np.cumsum((layout.data - np.uint8(ord("0"))) < 10, out=digits[1:])
    numbers = digits[fields.ends] - digits[fields.starts] == fields.ends - fields.starts
    return numbers if handled is None else numbers | handled


def _shifted(
    pieces: tuple[Offsets, Offsets], starts: Offsets, ends: Offsets
) -> tuple[Offsets, Offsets]:
    """The twin of `records.shifted`."""
    shift = pieces[1].take(last_before(pieces[0], starts))
    return starts + shift, ends + shift


def _searched_text(
    data: Bytes,
    spans: tuple[Offsets, Offsets, npt.NDArray[np.int32]],
    hidden_column: Mask,
    marked: tuple[Mask | None, Mask | None],
    mark: int,
) -> arrays.Searched:
    """The twin of `arrays.searched_text`.

    Of hidden cells that follow each other in a line one byte stays, so that nothing is found across
    them; steps up and down whose running sum is 1 tell what goes.
    """
    starts, ends, column = spans
    exposed, handled = marked
    hidden = hidden_column[column]
    if exposed is not None:
        hidden &= ~exposed
    if handled is not None:
        hidden |= handled
    hidden &= ends - starts > 1
    starts, ends = _together(data, starts[hidden], ends[hidden])
    steps = np.zeros(data.size + 1, np.int8)
    steps[starts + 1] = 1
    steps[ends] -= 1
    gone = np.cumsum(steps[:-1], dtype=np.int8).view(np.bool_)
    removed = np.cumsum(ends - starts - 1)
    marks = ends - 1 - removed
    text = data[~gone]
    text[marks] = mark
    return arrays.Searched(text, np.concatenate([[0], marks + 1]), np.concatenate([[0], removed]))


def _together(data: Bytes, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """Cells with one byte between them as one, unless that ends a line."""
    apart = (starts[1:] - ends[:-1] != 1) | (data[ends[:-1]] == _LINE_END)
    return starts[np.append(True, apart)[: starts.size]], ends[np.append(apart, True)[: ends.size]]
