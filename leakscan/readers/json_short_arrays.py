"""Records of many short arrays at once, with the scalars that stand between them.

``{"villes": {"75001": {"maire": "…", "eleves": [{…}]}, …}}`` may have as many arrays as records.
Read one after the other, each in a table of its own and the scalars in another, every one of them
would be a chunk, and a megabyte took minutes. Keys name columns whatever array they stand in, so
all go into one table: elements of arrays are records as ever, and so is what stands between two.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_fields import Values, find_values
from leakscan.readers.json_layout import candidates
from leakscan.readers.json_tokens import OPEN_ARRAY, Tokens, closes, opens, tokenize

SHORT = 4096
"""Bytes from which on an array is long, and has a table of its own."""


@frozen(kw_only=False, repr=False)
class ShortArrays:
    """Records at the start of a buffer.

    Attributes:
        tokens: Of the buffer.
        record_starts: Of the elements, and of what stands between them if that has scalars.
        values: Their scalars.
        size: Bytes to the end of the last element.
        ended: A long array follows.
    """

    tokens: Tokens
    record_starts: Offsets
    values: Values
    size: int
    ended: bool


def short_arrays(data: Bytes, previous: int) -> ShortArrays | None:
    """The records that end in `data`, before a long array; None without any.

    Args:
        data: JSON text, between two values.
        previous: The token before it, 0 without.
    """
    tokens = tokenize(data)
    first, last = _elements(tokens, candidates(tokens, previous))
    before = _before_long(tokens, first, last) if first.size else 0
    if not before:
        return None
    ended = before < first.size
    first, last = first[:before], last[:before]
    count = int(last[-1]) + 1
    depth = _depth_in_records(tokens, first, last)
    values = find_values(data, replace(tokens, depth=depth), count, root_depth=1)
    starts, ends = tokens.at[first], tokens.at[last] + 1
    between = np.concatenate(([0], ends[:-1]))
    # A value belongs to the element that it is in, or else to what stands before the next one.
    element = np.searchsorted(ends, values.starts, side="right")
    outside = np.unique(element[values.starts < starts[element]])
    record_starts = np.sort(np.concatenate((starts, between[outside])))
    return ShortArrays(tokens, record_starts, values, int(ends[-1]), ended)


def _elements(tokens: Tokens, found: Offsets) -> tuple[Offsets, Offsets]:
    """First and last token of the elements that end, those inside another left out."""
    last = _closing(tokens)[found]
    # One that does not end may hold all that follow.
    open_ones = np.flatnonzero(last < 0)
    if open_ones.size:
        found, last = found[: open_ones[0]], last[: open_ones[0]]
    reached = np.maximum.accumulate(last) if last.size else last
    outermost = np.ones(found.size, np.bool_)
    outermost[1:] = found[1:] > reached[:-1]
    return found[outermost], last[outermost]


def _before_long(tokens: Tokens, first: Offsets, last: Offsets) -> int:
    """How many elements stand before the first long array."""
    begins = np.flatnonzero(tokens.kind[first - 1] == OPEN_ARRAY)
    begins = np.union1d(begins, [0])[: first.size]
    ends = np.append(begins[1:], first.size) - 1
    sizes = tokens.at[last[ends]] - tokens.at[first[begins]]
    long = np.flatnonzero(sizes >= SHORT)
    return int(begins[long[0]]) if long.size else int(first.size)


def _closing(tokens: Tokens) -> Offsets:
    """For each token that opens a container the one that closes it, -1 for others."""
    opening, closing = opens(tokens.kind), closes(tokens.kind)
    brackets = np.flatnonzero(opening | closing)
    level = tokens.depth[brackets] + closing[brackets]
    # Of a level, brackets open and close by turns; the last may stay open.
    by_level = np.argsort(level, kind="stable")
    order, level = brackets[by_level], level[by_level]
    of = np.full(tokens.at.size, -1, np.int64)
    pairs = opening[order[:-1]] & closing[order[1:]] & (level[:-1] == level[1:])
    of[order[:-1][pairs]] = order[1:][pairs]
    return of


def _depth_in_records(tokens: Tokens, first: Offsets, last: Offsets) -> npt.NDArray[np.int32]:
    """The depth of each token in its record; as if one held what stands between elements.

    There, scalars of an array are one deeper, so that its key names them.
    """
    brackets = np.where(opens(tokens.kind) | closes(tokens.kind), np.arange(tokens.at.size), 0)
    in_array = tokens.kind[np.maximum.accumulate(brackets)] == OPEN_ARRAY
    depth = in_array.astype(np.int32) + 1
    inside = np.zeros(tokens.at.size + 1, np.int8)
    inside[first] = 1
    inside[last] -= 1
    where = np.flatnonzero(np.cumsum(inside[:-1], dtype=np.int8))
    element = np.searchsorted(first, where, side="right") - 1
    depth[where] = tokens.depth[where] - tokens.depth[first[element]] + 1
    return depth


__all__ = ["SHORT", "ShortArrays", "short_arrays"]
