"""Is this text a delimited table, and with which delimiter?

A table has the same number of fields in nearly every line; prose, source code and logs do not.
Ragged rows, a header of another width, blank lines and a title line or two are tolerated.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from leakscan.patterns import deferred
from leakscan.readers.rows import Rows, index_rows

DELIMITERS = b";,\t|"
_RARE_DELIMITERS = b"~#^!$@\x01\x1f"
"""Of mainframes, Hive and those who know that names hold semicolons."""
_RARE_LINES, _RARE_COLUMNS = 12, 3
SNIFF_BYTES = 64 * 1024
_CONSISTENT = 0.8
_CONSISTENT_PAIR = 0.92
"""Two columns are easily made by accident: more lines must agree."""
_BAD_START = 0.3
"""A delimiter that the first line lacks loses to one that it has."""
_MIN_SEPARATORS = {ord(";"): 2, ord(","): 3, ord("\t"): 2, ord("|"): 4}
"""Fewer delimiters than this in the agreeing lines prove nothing."""
_LEAST_COLUMNS = 2
_MAX_PREAMBLE_LINES = 5
_GUESS_LINES = 20
_ITEM = deferred(rb"\s*(?:\d{1,3}[.)]|[-*]|\xe2\x80\xa2)\s+[^\x00-\x40]")
_ITEMS = 0.6
_NOT_TABLES = (b"MSH|", b"FHS|", b"BHS|", b"H|~^", b"<", b"#!", b"S10.G00.")
"""Openings of HL7 v2 and HPRIM messages (pipes, but no columns), of markup, of scripts, and of
an employer's declaration (DSN), a line for each field."""


class Dialect(NamedTuple):
    """How a table is written.

    Attributes:
        delimiter: Byte between fields.
        preamble: Bytes of title lines before the table.
    """

    delimiter: int
    preamble: int = 0


def sniff_dialect(head: bytes, *, final: bool, expected: str = "") -> Dialect | None:
    """The dialect of a text that begins with `head`, None when it is no table.

    Args:
        head: Canonical text, `SNIFF_BYTES` are enough.
        final: `head` is the whole text.
        expected: "csv" or "tsv" when something else says that it is a table: then one column
            or one line is a table too. Empty when nothing is known.
    """
    if head.startswith(_NOT_TABLES) and not expected:
        return None
    data = np.frombuffer(head, np.uint8)
    for delimiters in (DELIMITERS, _rare_delimiters(head)):
        candidates = [
            candidate
            for delimiter in delimiters
            if delimiter in head
            if (candidate := _judge(data, head, delimiter, final=final)) is not None
        ]
        if candidates:
            return max(candidates, key=lambda candidate: candidate[:2])[-1]
    return _guess(head, expected, final=final) if expected else None


def _rare_delimiters(head: bytes) -> bytes:
    """The rare ones that stand equally often in each of the first lines, as comments do not.

    Comments and titles may stand above them, which are fewer.
    """
    lines = [line for line in head.split(b"\n", _RARE_LINES + 1)[:_RARE_LINES] if line.strip()]
    return bytes(sign for sign in _RARE_DELIMITERS if _parts_cells(sign, lines))


def _parts_cells(sign: int, lines: list[bytes]) -> bool:
    """Whether a sign stands equally often in all of some lines but the few above a table."""
    counts = [line.count(sign) for line in lines]
    if not counts or counts[-1] < _RARE_COLUMNS - 1:
        return False
    above = next(at for at, count in enumerate(counts) if count == counts[-1])
    table = counts[above:]
    plain = max(counts[:above], default=0) < counts[-1]
    few = above <= min(_MAX_PREAMBLE_LINES, len(table))
    return plain and few and len(table) >= _RARE_COLUMNS and len(set(table)) == 1


def _judge(
    data: np.ndarray[tuple[int], np.dtype[np.uint8]], head: bytes, delimiter: int, *, final: bool
) -> tuple[float, int, Dialect] | None:
    """A score, the width and the dialect, when lines agree enough."""
    rows = index_rows(data, delimiter, final=final)
    widths = _widths(rows)
    if widths.size < 2:
        return None
    width = int(np.bincount(widths).argmax())
    if width < _LEAST_COLUMNS:
        return None
    filled = _filled_width(rows, widths, width)
    agreeing = _agreement(widths, width)
    needed = _CONSISTENT if filled > 2 else _CONSISTENT_PAIR
    separators = int((widths == width).sum()) * (filled - 1)
    least = _MIN_SEPARATORS.get(delimiter, 2)
    if filled < _LEAST_COLUMNS or agreeing < needed or separators < least:
        return None
    if _looks_like_prose(rows, head, delimiter, filled):
        return None
    preamble = _preamble(rows, widths, width)
    score = agreeing * (filled - 1) * (1.0 if 2 * widths[0] > width else _BAD_START)
    return score, filled, Dialect(delimiter=delimiter, preamble=preamble)


def _widths(rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Number of fields of each record."""
    first = np.flatnonzero(rows.column == 0)
    widths = np.empty_like(first)
    widths[:-1] = first[1:] - first[:-1]
    widths[-1:] = rows.column.size - first[-1:]
    return widths


def _agreement(widths: np.ndarray[tuple[int], np.dtype[np.int64]], width: int) -> float:
    """The share of lines as wide as most, the first few (titles, header) not counted."""
    skipped = min(_MAX_PREAMBLE_LINES, int(np.argmax(widths == width)))
    rest = widths[skipped:]
    return float(np.count_nonzero(rest == width)) / rest.size


def _filled_width(
    rows: Rows, widths: np.ndarray[tuple[int], np.dtype[np.int64]], width: int
) -> int:
    """`width` without first and last columns that are always empty: indents, ``;`` after code."""
    record = np.repeat(np.arange(widths.size), widths)
    regular = widths[record] == width
    empty = rows.starts == rows.ends
    while width > 1 and bool(empty[regular & (rows.column == width - 1)].all()):
        width -= 1
    first = 0
    while first + 1 < width and bool(empty[regular & (rows.column == first)].all()):
        first += 1
    return width - first


def _looks_like_prose(rows: Rows, head: bytes, delimiter: int, filled: int) -> bool:
    """Sentences (delimiter, space, words) or timestamps (comma between digits)."""
    if delimiter not in b";," or (filled > 3 and not _are_items(head)):
        return False
    inner = rows.starts[rows.column > 0]
    if not inner.size:
        return False
    sample = inner[:2000].tolist()
    spaced = sum(head[at : at + 1] == b" " for at in sample)
    if spaced > 0.8 * len(sample):
        return True
    digits = sum(head[at : at + 1].isdigit() and head[at - 2 : at - 1].isdigit() for at in sample)
    return delimiter == ord(",") and filled == 2 and digits > 0.9 * len(sample)


def _are_items(head: bytes) -> bool:
    """Whether lines are those of a list in a text: ``1. DURAND Zoé, 45 ans, vue ce jour``."""
    lines = [line for line in head.split(b"\n", _GUESS_LINES)[:_GUESS_LINES] if line.strip()]
    return sum(_ITEM.match(line) is not None for line in lines) > _ITEMS * len(lines)


def _preamble(rows: Rows, widths: np.ndarray[tuple[int], np.dtype[np.int64]], width: int) -> int:
    """Bytes of the title lines: far narrower than the table, a few at the most."""
    narrow = widths[: _MAX_PREAMBLE_LINES + 1] <= max(width // 3, 1)
    count = int(np.argmin(narrow)) if not narrow.all() else 0
    return int(rows.record_starts[count]) if count else 0


def _guess(head: bytes, expected: str, *, final: bool) -> Dialect:
    """The likeliest delimiter of something that is a table whatever it looks like."""
    lines = b"".join(head.splitlines(keepends=True)[:_GUESS_LINES])
    order: Sequence[int] = b"\t;|," if expected == "tsv" else b";\t|,"
    delimiter = max(order, key=lines.count)
    rows = index_rows(np.frombuffer(head, np.uint8), delimiter, final=final)
    widths = _widths(rows)
    width = int(np.bincount(widths).argmax()) if widths.size else 1
    preamble = _preamble(rows, widths, width) if width > 1 else 0
    return Dialect(delimiter=delimiter, preamble=preamble)
