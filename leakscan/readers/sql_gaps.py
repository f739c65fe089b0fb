"""What stands between the rows of an INSERT: a comma, or the statement all over again.

Of Oracle's ``INSERT ALL INTO … INTO … SELECT * FROM dual`` only what follows ``ALL`` comes again.
"""

from enum import Enum, auto

import numpy as np

from leakscan.frozen import frozen
from leakscan.patterns import deferred
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes

_COMMA = ord(",")
_SLACK_BYTES = 256
_MULTITABLE = deferred(rb"(?i)(?:INSERT\s+(?:ALL|FIRST)\s+)?(?=INTO\b)")
_QUERY = deferred(rb"(?i)SELECT\s[^;()'\"]{1,40}\bFROM\s+dual\s{0,16}(?=;)")
"""What statements of several INTO end in."""
_SELECT, _MAX_QUERY = b"select", 80


class _Gap(Enum):
    """What the text between two parentheses makes of the second."""

    ROW = auto()
    COLUMN_LIST = auto()
    ROW_AFTER_LIST = auto()
    OTHER = auto()


class Repetition:
    """The head of a statement, as it comes again before each row of some dumps."""

    __slots__ = ("_after", "_before", "_into", "_into_before", "_known", "columns", "head")

    def __init__(self, head: bytes) -> None:
        """Take the head apart around its column list, if it has one."""
        self.head = head.strip()
        before, bracket, rest = self.head.partition(b"(")
        columns, _, after = rest.rpartition(b")")
        self.columns = bracket + columns + b")" if bracket else b""
        self._before = before.strip()
        self._after = after.strip() if bracket else b""
        many = _MULTITABLE.match(self.head)
        self._into = b"" if many is None else self.head[many.end() :]
        self._into_before = b"" if many is None else self._before[many.end() :]
        self._known: dict[bytes, _Gap] = {}

    def judge(self, gap: bytes) -> _Gap:
        """What a gap is."""
        verdict = self._known.get(gap)
        if verdict is None:
            verdict = self._judge(gap.strip())
            if len(self._known) < 64:
                self._known[gap] = verdict
        return verdict

    def _judge(self, gap: bytes) -> _Gap:
        if gap == b",":
            return _Gap.ROW
        if self.columns and gap == self._after:
            return _Gap.ROW_AFTER_LIST
        if self._begins_again(gap):
            return _Gap.COLUMN_LIST if self.columns else _Gap.ROW
        return _Gap.OTHER

    def _begins_again(self, gap: bytes) -> bool:
        """Whether the statement up to its columns stands here once more."""
        if self._into:
            if gap == self._into_before:
                return True
            gap = _without_query(gap)
        return gap.startswith(b";") and gap[1:].strip() == self._before

    def may_begin(self, rest: bytes) -> bool:
        """Whether what follows a row is, or may become with more text, a gap before a row."""
        rest = rest.lstrip()
        if not rest or rest.startswith(b","):
            return rest[1:].lstrip()[:1] in {b"", b"("}
        if self._into:
            if rest.startswith(self._into) or self._into.startswith(rest) or _is_begun(rest):
                return True
            rest = _without_query(rest)
        if not rest.startswith(b";"):
            return False
        rest = rest[1:].lstrip()
        return rest.startswith(self.head) or self.head.startswith(rest)

    @property
    def reach(self) -> int:
        """Bytes after a row that tell whether the statement goes on."""
        return len(self.head) + _SLACK_BYTES


def _without_query(gap: bytes) -> bytes:
    """A gap from the end of the query on that it begins with."""
    found = _QUERY.match(gap)
    return gap if found is None else gap[found.end() :]


def _is_begun(rest: bytes) -> bool:
    """Whether a text that ends early may go on as the query."""
    word = rest[: len(_SELECT)].lower()
    return _SELECT.startswith(word) and len(rest) < _MAX_QUERY and b";" not in rest


@frozen(kw_only=False, repr=False)
class Accepted:
    """Which pairs of parentheses are rows, and whether the statement ended after them."""

    rows: Offsets
    ended: bool


def accept_tuples(
    data: Bytes, opens: Offsets, closes: Offsets, repetition: Repetition, *, fresh: bool
) -> Accepted:
    """Rows from the start of `data` to the first gap that is no gap between rows.

    Args:
        data: Text.
        opens, closes: Of top-level parentheses; the last may not close.
        repetition: What may stand between rows.
        fresh: `data` starts after the head; otherwise after a row.
    """
    count = closes.size
    gap_starts = np.concatenate((np.zeros(1, np.int64), closes + 1))[:count]
    gap_ends = opens[:count]
    plain = (gap_ends - gap_starts == 1) & (data[gap_starts] == _COMMA)
    if fresh and count:
        plain[0] = True
    which = np.flatnonzero(~plain)
    raw = data.tobytes() if which.size else b""
    gaps = [
        raw[begin:end]
        for begin, end in zip(gap_starts[which].tolist(), gap_ends[which].tolist(), strict=True)
    ]
    is_row = np.ones(count, np.bool_)
    stop, previous_list, lists = count, -2, []
    for index, gap, close in zip(which.tolist(), gaps, closes[which].tolist(), strict=True):
        verdict = repetition.judge(gap)
        after_list = previous_list == index - 1
        if verdict is _Gap.COLUMN_LIST and not after_list:
            if raw[close + 1 - len(repetition.columns) : close + 1] != repetition.columns:
                stop = index
                break
            lists.append(index)
            previous_list = index
        elif verdict is _Gap.OTHER or after_list != (verdict is _Gap.ROW_AFTER_LIST):
            stop = index
            break
    is_row[lists] = False
    rows = np.flatnonzero(is_row[:stop])
    end = int(closes[rows[-1]]) + 1 if rows.size else 0
    if stop < count:
        return Accepted(rows, ended=True)
    follows = data[end : end + repetition.reach].tobytes()
    return Accepted(rows, ended=not (fresh and not rows.size) and not repetition.may_begin(follows))
