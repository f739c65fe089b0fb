"""Records and fields of separated text (one record a line), as offset arrays."""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Offsets
from leakscan.readers.quoting import CR, LF, MAX_QUOTED_BYTES, QUOTE, Bytes, find_separators


@frozen(kw_only=False, eq=False, repr=False)
class Rows:
    """Complete records of a buffer, offsets relative to it.

    Attributes:
        size: Bytes they take, from the start of the buffer; blank lines between and after
            them included.
        record_starts: Where each begins.
        starts, ends: Field values, without quotes.
        column: Column number of each field, from 0.
    """

    size: int
    record_starts: Offsets
    starts: Offsets
    ends: Offsets
    column: npt.NDArray[np.int32]


def index_rows(data: Bytes, delimiter: int, *, final: bool, quoted: bool = True) -> Rows:
    """The records that end inside `data`, which starts at a record.

    Args:
        data: Text; looked at whole, so cut it to what one chunk shall hold.
        delimiter: Byte between fields.
        final: `data` ends the text, so its last line is complete.
        quoted: Separators between quotes are text.
    """
    if KERNELS is not None:
        found = arrays.index_rows(
            data, delimiter, quoted=quoted, final=final, max_quoted=MAX_QUOTED_BYTES
        )
        return Rows(*found)
    return _index_rows(data, delimiter, final=final, quoted=quoted)


def _index_rows(data: Bytes, delimiter: int, *, final: bool, quoted: bool) -> Rows:
    if quoted:
        found = find_separators(data, delimiter, final=final, at_start=True)
        positions = found.positions[: np.searchsorted(found.positions, found.certain)]
        quoted = found.quoted
    else:
        positions = np.flatnonzero((data == delimiter) | (data == LF))
    closing = data[positions] == LF
    if (
        final
        and data.size
        and (not positions.size or positions[-1] != data.size - 1 or not closing[-1])
    ):
        positions = np.append(positions, data.size)
        closing = np.append(closing, np.True_)
    last = np.flatnonzero(closing)
    if not last.size:
        return _nothing()
    count = int(last[-1]) + 1
    return _fields(data, positions[:count], last, quoted=quoted)


def _fields(data: Bytes, ends: Offsets, last: Offsets, *, quoted: bool) -> Rows:
    """Fields between separators; `last` are the indices of those that end a record.

    Takes `ends` over.
    """
    size = min(int(ends[-1]) + 1, data.size)
    starts = np.empty_like(ends)
    starts[0] = 0
    np.add(ends[:-1], 1, out=starts[1:])
    _drop_carriage_returns(data, starts, ends, last)
    per_record = np.diff(last, prepend=-1)
    first = last - per_record + 1
    blank = (per_record == 1) & (starts[first] == ends[first])
    column = _columns(per_record, first)
    if blank.any():
        keep = np.ones(ends.size, np.bool_)
        keep[first[blank]] = False
        record_starts = starts[first[~blank]]
        starts, ends, column = starts[keep], ends[keep], column[keep]
    else:
        record_starts = starts[first]
    if quoted:
        _drop_quotes(data, starts, ends)
    return Rows(size, record_starts, starts, ends, column)


def _columns(per_record: Offsets, first: Offsets) -> npt.NDArray[np.int32]:
    width = int(per_record[0])
    if (per_record == width).all():
        return np.tile(np.arange(width, dtype=np.int32), per_record.size)
    total = int(per_record.sum())
    return (np.arange(total) - np.repeat(first, per_record)).astype(np.int32)


def _drop_carriage_returns(data: Bytes, starts: Offsets, ends: Offsets, last: Offsets) -> None:
    """A CR before the line end belongs to the line end."""
    line_ends = ends[last]
    has_cr = (line_ends > starts[last]) & (data[np.maximum(line_ends - 1, 0)] == CR)
    ends[last] = line_ends - has_cr


def _drop_quotes(data: Bytes, starts: Offsets, ends: Offsets) -> None:
    """Values without the quotes around them."""
    if not data.size:
        return
    opened = np.flatnonzero(data.take(starts, mode="clip") == QUOTE)
    end = ends[opened]
    around = opened[(end - starts[opened] > 1) & (data[end - 1] == QUOTE)]
    starts[around] += 1
    ends[around] -= 1


def _nothing() -> Rows:
    empty = np.empty(0, np.int64)
    return Rows(0, empty, empty, empty, np.empty(0, np.int32))


__all__ = ["Rows", "index_rows"]
