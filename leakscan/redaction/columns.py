"""Which bytes of a delimited table go when columns are dropped: fields with their delimiters."""

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Chunk, Offsets

_QUOTE = ord('"')


def dropped_spans(chunk: Chunk, dropped: npt.NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    """Spans to remove, ascending and apart, so that the other fields stay a table.

    A field goes with the delimiter before it; the fields that begin a record go with the one
    after them.

    Args:
        chunk: Of a delimited table.
        dropped: By column number; columns beyond it stay.
    """
    fields = chunk.fields
    assert fields is not None
    data = np.frombuffer(chunk.data, np.uint8)
    starts, ends, column = fields.starts, fields.ends, fields.column
    quoted = (starts > 0) & (data[np.maximum(starts - 1, 0)] == _QUOTE)
    raw_start = starts - quoted
    raw_end = ends + (quoted & (data[np.minimum(ends, data.size - 1)] == _QUOTE))
    goes = dropped[np.minimum(column, dropped.size - 1)] & (column < dropped.size)
    record = chunk.record_of(starts)
    opens = np.concatenate([[True], record[1:] != record[:-1]])
    closes = np.concatenate([opens[1:], [True]])
    # In front: every field of the record up to this one goes.
    number = np.cumsum(opens) - 1
    stays = np.cumsum(~goes)
    before = np.concatenate([[0], stays])[np.flatnonzero(opens)][number]
    front = goes & (stays - before == 0)
    low = np.where(front, raw_start, np.concatenate([[0], raw_end[:-1]]))
    following = np.concatenate([raw_start[1:], [data.size]])
    high = np.where(front & ~closes, following, raw_end)
    return low[goes], high[goes]
