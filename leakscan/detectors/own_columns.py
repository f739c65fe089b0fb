"""Words in the columns of their own rule: a drug under ``traitement`` is one finding, not two.

The cell counts because of its column, and the word in it because of what it says. What the word
says is kept (its status, its notion), and it takes up the whole cell; of a cell that lists several
drugs (``Sertraline 50 mg, Ventoline``) each takes up its part. A state is one however many words
say it (``enceinte, 31 SA``).
"""

import numpy as np

from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.layout import Layout
from leakscan.raw.hits import ColumnHits, Hits

_BETWEEN = np.frombuffer(b' \t\r\n,;+/"-', np.uint8)
"""What stands between the items of a list, and belongs to none of them."""


def join_words_to_cells(
    hits: list[Hits], cells: list[ColumnHits], layout: Layout, listed: Mask
) -> list[ColumnHits]:
    """Widen words in columns of their own rule to the cell; the cells that no such word fills.

    Args:
        hits: Their spans are changed.
        cells: Hits of whole columns.
        layout: Where both stand.
        listed: By rule index: one cell may list several of what it finds.
    """
    fields = layout.chunk.fields
    if fields is None or not any(column.level for column in cells):
        return cells
    owns = [_own(part, layout) for part in hits]
    if not any(own.size for own in owns):
        return cells
    within = np.concatenate([part.field.take(own) for part, own in zip(hits, owns, strict=True)])
    _widen(hits, owns, within, layout, listed)
    taken = np.zeros(fields.starts.size, np.bool_)
    taken[within] = True
    left = (
        column.take(~taken.take(_fields_of(column, layout))) if column.level else column
        for column in cells
    )
    return [column for column in left if column.start.size]


def _own(part: Hits, layout: Layout) -> Offsets:
    """Which words stand in columns of their own rule."""
    own = np.flatnonzero(part.level > 0)
    return own.compress(part.rule.take(own) == layout.role_of(part.field.take(own)))


def _widen(
    hits: list[Hits], owns: list[Offsets], within: Offsets, layout: Layout, listed: Mask
) -> None:
    """Widen words to their cell, or to their part of it.

    Args:
        hits: Of all lanes.
        owns: Which of each stand in columns of their own rule.
        within: The fields of all these.
        layout: Where they stand.
        listed: See `join_words_to_cells`.
    """
    fields = layout.chunk.fields
    assert fields is not None
    start, end = fields.starts.take(within), fields.ends.take(within)
    if np.bincount(within).max() > 1:
        notions = [
            np.where(listed.take(part.rule[own]), part.concept[own], -1)
            for part, own in zip(hits, owns, strict=True)
        ]
        words = [
            np.stack([part.start[own], part.end[own], notion.astype(np.int64), start])
            for part, own, notion, start in zip(
                hits, owns, notions, _shares(start, owns), strict=True
            )
        ]
        _part_cells(np.concatenate(words, axis=1), layout.chunk.data, start, end)
    spans = zip(_shares(start, owns), _shares(end, owns), strict=True)
    for part, own, (starts, ends) in zip(hits, owns, spans, strict=True):
        part.start[own], part.end[own] = starts, ends


def _shares(values: Offsets, owns: list[Offsets]) -> list[Offsets]:
    """Values of the words of all lanes, those of each lane apart."""
    return np.split(values, np.cumsum([own.size for own in owns])[:-1])


def _part_cells(words: Offsets, data: bytes, start: Offsets, end: Offsets) -> None:
    """Let each word's span, that of its cell, end where the next of another notion begins.

    Words that share letters are one, and so are neighbours of one notion.

    Args:
        words: Of each its start, end, concept, and the start of its cell.
        data: Text of the chunk.
        start, end: Spans of their cells; changed in place.
    """
    order = np.lexsort((-words[1], words[0]))
    begin, stop, concept, cell = words[:, order]
    reached = np.maximum.accumulate(stop)
    cut = (cell[1:] == cell[:-1]) & (concept[1:] != concept[:-1]) & (begin[1:] >= reached[:-1])
    firsts = np.flatnonzero(np.append(np.True_, cut | (cell[1:] != cell[:-1])))
    sizes = np.diff(firsts, append=order.size)
    inner = np.append(np.False_, cut)[firsts]
    starts = np.where(inner, begin[firsts], cell[firsts])
    ends = end[order][firsts]
    before = np.flatnonzero(inner[1:])
    ends[before] = _without_separators(data, starts[before + 1])
    start[order], end[order] = np.repeat(starts, sizes), np.repeat(ends, sizes)


def _without_separators(data: bytes, ends: Offsets) -> Offsets:
    """Ends of items, the signs before the next item left out."""
    text = np.frombuffer(data, np.uint8)
    ends = ends.copy()
    while (beyond := np.isin(text[ends - 1], _BETWEEN)).any():
        ends -= beyond
    return ends


def _fields_of(column: ColumnHits, layout: Layout) -> Offsets:
    """The fields in which the hits of a column stand."""
    width = layout.chunk.width
    if width:
        # Every record has every column: nothing needs to be looked for.
        return column.record * width + column.column
    return layout.fields_of(column.start, column.end)
