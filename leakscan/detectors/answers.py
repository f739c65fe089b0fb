"""Tables that say in one column what was looked for and in the next what was found.

``VIH;Négatif`` and ``Groupe sanguin;A`` are one statement each, so what stands around a keyword
that fills its cell goes on into the cell of the result. Must not know what the cells say.
"""

from typing import TYPE_CHECKING

import numpy as np

from leakscan.detectors import spans
from leakscan.detectors.characters import Bytes, Mask, Offsets, byte_class
from leakscan.detectors.rule import NO_RULE
from leakscan.frozen import frozen

if TYPE_CHECKING:
    from leakscan.detectors.layout import Layout
    from leakscan.detectors.lexical import Words
    from leakscan.detectors.passages import Passages
    from leakscan.raw.chunk import Fields

QUESTION_AND_ANSWER = 2
"""Columns of a table that needs no header for this to be seen."""
_MOST_APART = 2
"""Fields from what was looked for to what was found: HL7 has a part of the analysis between."""
_COLON, _BLANK = ord(":"), ord(" ")
_IS_MORE = ~byte_class(b" \t:")


@frozen(kw_only=False, eq=False, repr=False)
class Bounds:
    """How far the text around keywords goes.

    Attributes:
        starts, ends: Of the field or text, offsets in the chunk.
        gaps: Where the cell of the keyword ends, if the text goes on in the next; else -1.
        resumed: Where that next cell starts.
    """

    starts: Offsets
    ends: Offsets
    gaps: Offsets
    resumed: Offsets

    @property
    def answered(self) -> Mask:
        """Keywords whose text goes on in the next cell."""
        return self.gaps >= 0

    def take(self, rows: Offsets) -> "Bounds":
        """Those of some keywords."""
        return Bounds(self.starts[rows], self.ends[rows], self.gaps[rows], self.resumed[rows])

    def mend(self, passages: "Passages") -> None:
        """Put a colon where one cell ends and the next goes on."""
        rows = np.flatnonzero(self.answered)
        if not rows.size:
            return
        first = self.gaps[rows] - passages.shifts[rows]
        # A passage ends before the next cell where the keyword's is padded with many blanks.
        last = np.minimum(self.resumed[rows] - passages.shifts[rows], passages.highs[rows])
        for step in range(int((last - first).max(initial=0))):
            wide = first + step < last
            passages.data[first[wide] + step] = _BLANK if step else _COLON


def bounds_with_answers(
    words: "Words", fields: Offsets, asked: Mask, layout: "Layout", result: int
) -> Bounds:
    """The text around keywords, with the result beside those that fill their cell.

    Args:
        words: The keywords, ascending by start.
        fields: The field of each.
        asked: Which of them may be answered in the next cell.
        layout: Where they stand.
        result: The rule of columns that hold results.
    """
    starts, ends = layout.bounds_of(fields)
    none = np.full(fields.size, -1, np.int64)
    bounds = Bounds(starts, ends, none, none)
    if layout.chunk.width != QUESTION_AND_ANSWER and not layout.has_role(result):
        return bounds
    named = np.flatnonzero(asked & (fields >= 0))
    named = named[_are_followed(fields[named], layout, result)]
    if named.size:
        cells = starts[named], ends[named]
        named = named[_fill(layout.data, words.take(named), cells)]
    if not named.size:
        return bounds
    # Every keyword of such a cell is read with what follows it.
    rows = np.flatnonzero(np.isin(fields, fields[named]))
    index = layout.chunk.fields
    assert index is not None
    following = _next_filled(fields[rows], index)
    ends, gaps, resumed = ends.copy(), none.copy(), none.copy()
    gaps[rows], resumed[rows] = ends[rows], index.starts[following]
    ends[rows] = index.ends[following]
    return Bounds(starts, ends, gaps, resumed)


def _fill(data: Bytes, words: "Words", cells: tuple[Offsets, Offsets]) -> Mask:
    """Whether each keyword is all its cell holds, but for blanks and a colon."""
    more = spans.hold(data, cells[0], words.start, _IS_MORE)
    return ~more & ~spans.hold(data, words.end, cells[1], _IS_MORE)


def _are_followed(fields: Offsets, layout: "Layout", result: int) -> Mask:
    """Whether the field behind each is one of a result, in the same record."""
    index = layout.chunk.fields
    assert index is not None
    following = _next_filled(fields, index)
    # Formats of segments number their columns as they come: not the next number is beside.
    records = (layout.chunk.record_of(index.starts[which]) for which in (fields, following))
    beside: Mask = (following > fields) & np.equal(*records)
    beside &= index.ends[following] > index.starts[following]
    role = layout.role_of(following)
    lone = (role == NO_RULE) & (layout.chunk.width == QUESTION_AND_ANSWER)
    return beside & ((role == result) | lone)


def _next_filled(fields: Offsets, index: "Fields") -> Offsets:
    """The next field that is not empty behind each, at most `_MOST_APART` further on."""
    following = fields
    for _ in range(_MOST_APART):
        empty = (following == fields) | (index.ends[following] == index.starts[following])
        following = np.minimum(following + empty, index.starts.size - 1)
    return following
