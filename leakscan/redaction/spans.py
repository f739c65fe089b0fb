"""Where in a chunk something must be replaced, as arrays of spans."""

from collections import Counter

import numpy as np
import numpy.typing as npt

from leakscan.detectors.engine import Detection
from leakscan.detectors.layout import Layout
from leakscan.detectors.rule import NO_RULE
from leakscan.frozen import slotted
from leakscan.raw.chunk import Chunk, Offsets

Mask = npt.NDArray[np.bool_]
_QUOTES = np.isin(np.arange(256), list(b"\"'`"))
_SIZE_BITS = 24
"""A span is shorter than a chunk, and that is below 16 MiB."""
_TEXT_BEFORE = np.isin(np.arange(256), list(b"\t\n\r"))
"""Before an unquoted field of a block of tab-separated rows, which is text all the same."""


@slotted
class Spans:
    """Spans to replace, ascending and apart.

    Attributes:
        start, end: In the chunk's text.
        rule: Index of the rule that found each.
        literal: Which are a whole unquoted field of SQL or JSON: a number or a word of the
            language, to be replaced by one.
    """

    start: Offsets
    end: Offsets
    rule: npt.NDArray[np.int64]
    literal: Mask

    def __len__(self) -> int:
        return self.start.size

    def by_rule(self) -> Counter[int]:
        """How many there are of each rule."""
        counts = np.bincount(self.rule)
        return Counter({rule: int(counts[rule]) for rule in np.flatnonzero(counts).tolist()})


def find_spans(chunk: Chunk, detection: Detection, *, literals: bool) -> Spans:
    """Everything detected in a chunk, and every filled cell of a column with a role.

    A malformed number in a column of numbers is as much somebody's as a sound one, and what
    else stands in a remark beside a diagnosis cannot be known: so whole cells go there.

    Args:
        chunk: The text.
        detection: What was found in it.
        literals: The format has unquoted numbers and words (SQL, JSON).
    """
    parts = list(_cells(chunk, detection))
    if detection.hits is not None:
        hits = detection.hits
        parts.append((hits.start, hits.end, hits.rule.astype(np.int64)))
    parts += [
        (column.start, column.end, np.full(column.start.size, column.rule, np.int64))
        for column in detection.cells
    ]
    if not parts:
        nothing = np.empty(0, np.int64)
        return Spans(nothing, nothing, nothing, nothing.astype(np.bool_))
    start, end, rule = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    literal = np.zeros(start.size, np.bool_)
    if literals:
        start, end, literal = _as_literals(chunk, start, end)
    return _apart(start, end, rule, literal)


def body_of(chunk: Chunk, detection: Detection) -> int:
    """Where the data begins, after the header record if this chunk holds it."""
    if not detection.header_records:
        return chunk.begin
    if chunk.record_starts.size <= detection.header_records:
        return chunk.end
    return int(chunk.record_starts[detection.header_records])


def _cells(
    chunk: Chunk, detection: Detection
) -> "list[tuple[Offsets, Offsets, npt.NDArray[np.int64]]]":
    profile = detection.profile
    if profile is None or chunk.fields is None:
        return []
    data = np.frombuffer(chunk.data, np.uint8)
    layout = Layout(chunk, data, profile, body_of(chunk, detection))
    found = []
    for column in np.flatnonzero(profile.rule != NO_RULE).tolist():
        _, cells, _ = layout.column_cells(column)
        cells = cells.take(cells.filled())
        rule = np.full(cells.starts.size, profile.rule[column], np.int64)
        found.append((cells.starts, cells.ends, rule))
    return found


def _as_literals(chunk: Chunk, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets, Mask]:
    """Spans in an unquoted field, made as wide as the field."""
    fields = chunk.fields
    literal = np.zeros(start.size, np.bool_)
    if fields is None or not fields.starts.size:
        return start, end, literal
    data = np.frombuffer(chunk.data, np.uint8)
    at = np.searchsorted(fields.starts, start, side="right") - 1
    inside = (at >= 0) & (end <= fields.ends[np.maximum(at, 0)])
    at = np.maximum(at, 0)
    before = data[np.maximum(fields.starts[at] - 1, 0)]
    bare = ~_QUOTES[before] & ~_TEXT_BEFORE[before] & (fields.starts[at] > 0)
    literal = inside & bare
    start = np.where(literal, fields.starts[at], start)
    end = np.where(literal, fields.ends[at], end)
    return start, end, literal


def _apart(start: Offsets, end: Offsets, rule: npt.NDArray[np.int64], literal: Mask) -> Spans:
    """Spans that touch nothing but themselves: those that overlap are one, the first's."""
    # One number sorts faster than two; of those with one start the longest comes first.
    order = np.argsort((start << _SIZE_BITS) - (end - start), kind="stable")
    start, end, rule, literal = start[order], end[order], rule[order], literal[order]
    if not start.size:
        return Spans(start, end, rule, literal)
    reached = np.maximum.accumulate(end)
    first = np.concatenate([[True], start[1:] >= reached[:-1]])
    last = np.concatenate([np.flatnonzero(first)[1:] - 1, [start.size - 1]])
    chosen = np.flatnonzero(first)
    return Spans(start[chosen], reached[last], rule[chosen], literal[chosen])
