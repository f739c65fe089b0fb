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
_NEW_LINE = 10


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
    lines = np.flatnonzero(np.frombuffer(chunk.data, np.uint8) == _NEW_LINE)
    line = np.searchsorted(lines, start)
    _, at, count = np.unique(line, return_inverse=True, return_counts=True)
    lined = count[at] == 1
    own = np.flatnonzero(lined)
    data = chunk.data
    places = start[own].tolist()
    whole = [_WHOLE.match(data, place, place + _NAME_BYTES) is not None for place in places]
    lined[own] = whole
    following = np.searchsorted(numbers, start)
    ahead = numbers[np.minimum(following, numbers.size - 1)]
    numbered = (following < numbers.size) & (ahead - start <= _REACH)
    numbered &= chunk.record_of(ahead) == record
    # The number is the last name's before it.
    numbered[:-1] &= ahead[:-1] < start[1:]
    return prints[lined & _in_lists(record, lined, numbered)]


def _in_lists(
    record: Offsets, lined: npt.NDArray[np.bool_], numbered: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Which names stand in records that are lists."""
    every, rows = np.bincount(record), np.bincount(record[lined], minlength=record[-1] + 1)
    told = np.bincount(record[lined & numbered], minlength=record[-1] + 1)
    lists = (rows >= _LEAST) & (rows >= _LINED * every)
    lists &= (told >= _LEAST_NUMBERED) & (told >= _NUMBERED * rows)
    return lists[record]
