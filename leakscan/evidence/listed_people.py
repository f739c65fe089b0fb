"""People of a list in prose who have no number: a line each, and numbers beside some of the names.

``Zoé EXEMPLE, 45 ans, tél. …``, ``Ali FICTIF, 30 ans``: who has no telephone is somebody, too. A
text that tells of somebody may name many others, so a list is asked for: lines with one whole name
each, of all lines with names most, and a number behind a fair share of them.
"""

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.raw.lines import positions_of

_LEAST = 5
"""Lines with a whole name each."""
_LINED, _NUMBERED = 0.75, 0.25
"""Shares: of the names, those that have a line of their own; and of these, those with a number."""
_LEAST_NUMBERED = 3
_REACH = 200
"""Bytes from a name to its number: a line or two of a chat."""
_NAME_BYTES = 64
"""Bytes of a name that are read."""
_WHOLE = deferred(rb"[^\s,;:()\d]{2,30} [^\s,;:()\d]{2,30}")
"""Two words, of which the name is known to be one."""


def listed_people(
    chunk: Chunk, start: Offsets, record: Offsets, prints: Numbers, numbers: Offsets
) -> Numbers:
    """Prints of the names that stand in lists of people.

    Args:
        chunk: Of prose.
        start, record, prints: Where each name starts, ascending, its record and its print.
        numbers: Where numbers of somebody start, ascending.
    """
    if min(start.size // _LEAST, numbers.size // _LEAST_NUMBERED) < 1:
        return prints[:0]
    numbered = _numbered(chunk, start, record, numbers)
    # Few texts with names hold a list: what needs each line is asked of the others only.
    may = np.bincount(record[numbered], minlength=record[-1] + 1)[record] >= _LEAST_NUMBERED
    if not may.any():
        return prints[:0]
    lined = _lined(chunk, start, may)
    return prints[lined & _in_lists(record, lined, numbered)]


def _numbered(
    chunk: Chunk, start: Offsets, record: Offsets, numbers: Offsets
) -> npt.NDArray[np.bool_]:
    """Which names have a number of somebody behind them, before the next name."""
    following = np.searchsorted(numbers, start)
    ahead = numbers[np.minimum(following, numbers.size - 1)]
    numbered = (following < numbers.size) & (ahead - start <= _REACH)
    numbered &= chunk.record_of(ahead) == record
    # The number is the last name's before it.
    numbered[:-1] &= ahead[:-1] < start[1:]
    return numbered


def _lined(chunk: Chunk, start: Offsets, may: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which of the names that `may` are whole ones alone in their line."""
    data = chunk.data
    line, _ = positions_of(np.frombuffer(data, np.uint8), chunk.begin, start, start)
    _, at, count = np.unique(line, return_inverse=True, return_counts=True)
    lined = may & (count[at] == 1)
    own = np.flatnonzero(lined)
    places = start[own].tolist()
    lined[own] = [_WHOLE.match(data, place, place + _NAME_BYTES) is not None for place in places]
    return lined


def _in_lists(
    record: Offsets, lined: npt.NDArray[np.bool_], numbered: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Which names stand in records that are lists."""
    every, rows = np.bincount(record), np.bincount(record[lined], minlength=record[-1] + 1)
    told = np.bincount(record[lined & numbered], minlength=record[-1] + 1)
    lists = (rows >= _LEAST) & (rows >= _LINED * every)
    lists &= (told >= _LEAST_NUMBERED) & (told >= _NUMBERED * rows)
    return lists[record]
