"""Where a sheet's table begins: titles and dates of export stand above many of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

Row = Sequence[str]
AnyRow = TypeVar("AnyRow", bound=Row)

_SNIFF_ROWS = 64
_SNIFF_CHARACTERS = 64 * 1024
_MAX_TITLE_ROWS = 16
_FULL = 0.6


def split_titles(rows: Iterable[Row]) -> tuple[list[Row], Row, Iterator[Row]]:
    """Rows above the table, its first row, and all rows from this one on.

    A title is far narrower than the table, or not as wide and without a digit (names over
    groups of columns). Only the first rows are looked at.
    """
    rows = iter(rows)
    head = first_rows(rows, _SNIFF_ROWS, _SNIFF_CHARACTERS)
    count = _titles(head)
    rest = head[count:]
    return head[:count], next((row for row in rest if any(row)), ()), chain(rest, rows)


def first_rows(rows: Iterator[AnyRow], most: int, characters: int) -> list[AnyRow]:
    """Take rows until they are `most`, or hold so many `characters`."""
    head: list[AnyRow] = []
    for row in rows:
        head.append(row)
        characters -= sum(map(len, row))
        if len(head) >= most or characters <= 0:
            break
    return head


def _titles(head: Sequence[Row]) -> int:
    """Number of rows above the table."""
    filled = [sum(map(bool, row)) for row in head]
    widths = Counter(width for width in filled if width)
    width = max(widths, key=lambda width: (widths[width], width), default=0)
    for index in range(min(len(head), _MAX_TITLE_ROWS + 1)):
        if not _is_title(head[index], filled[index], width):
            return index if any(filled[:index]) else 0
    return 0


def _is_title(row: Row, filled: int, width: int) -> bool:
    narrow = filled <= max(width // 3, 1)
    if width < 2 or (not narrow and filled >= _FULL * width):
        return False
    return narrow or not any(sign.isdigit() for cell in row for sign in cell)
