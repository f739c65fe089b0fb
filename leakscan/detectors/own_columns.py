"""Words in the columns of their own rule: a drug under ``traitement`` is one finding, not two.

The cell counts because of its column, and the word in it because of what it says. What the word
says is kept (its status, its notion), and it takes up the whole cell.
"""

import numpy as np

from leakscan.detectors.characters import Offsets
from leakscan.detectors.layout import Layout
from leakscan.raw.hits import ColumnHits, Hits


def join_words_to_cells(
    hits: list[Hits], cells: list[ColumnHits], layout: Layout
) -> list[ColumnHits]:
    """Widen words in columns of their own rule to the cell; the cells that no such word fills.

    Args:
        hits: Their spans are changed.
        cells: Hits of whole columns.
        layout: Where both stand.
    """
    fields = layout.chunk.fields
    if fields is None or not any(column.level for column in cells):
        return cells
    taken = np.zeros(fields.starts.size, np.bool_)
    for part in hits:
        own = np.flatnonzero(part.level > 0)
        own = own.compress(part.rule.take(own) == layout.role_of(part.field.take(own)))
        within = part.field.take(own)
        part.start[own], part.end[own] = fields.starts.take(within), fields.ends.take(within)
        taken[within] = True
    if not taken.any():
        return cells
    left = (
        column.take(~taken.take(_fields_of(column, layout))) if column.level else column
        for column in cells
    )
    return [column for column in left if column.start.size]


def _fields_of(column: ColumnHits, layout: Layout) -> Offsets:
    """The fields in which the hits of a column stand."""
    width = layout.chunk.width
    if width:
        # Every record has every column: nothing needs to be looked for.
        return column.record * width + column.column
    return layout.fields_of(column.start, column.end)
