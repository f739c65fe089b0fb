"""Arrays of records in a JSON text: what names them, what holds them, where one follows another."""

import re
from collections.abc import Callable

import numpy as np

from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_tokens import COLON, COMMA, OPEN_ARRAY, QUOTE, Tokens, opens

_CLOSE_ARRAY = ord("]")
_JOIN = np.array([_CLOSE_ARRAY, COMMA, QUOTE, COLON], np.uint8)
"""What stands between arrays of one object: ``], "key":`` and the bracket of the next."""
_MAX_NAME = 256
_TABLE = re.compile(rb'"type"\s*:\s*"table"\s*,\s*"name"\s*:\s*"([^"\\]{1,128})"[^{}\[\]]*\Z')
"""What phpMyAdmin says before the rows of each table, below one key."""
_TABLE_BYTES = 512


def is_whole(tokens: Tokens, element: int) -> bool:
    """Whether the element that this token opens ends among the tokens, or is a row of cells."""
    if tokens.kind[element] == OPEN_ARRAY:
        return True
    return bool((tokens.depth[element:] < tokens.depth[element]).any())


def holder(tokens: Tokens, row: int) -> int:
    """Where the object begins that holds the rows of which this token opens the first."""
    outer = int(tokens.depth[row]) - 2
    opening = np.flatnonzero(opens(tokens.kind[:row]) & (tokens.depth[:row] == outer))
    return int(tokens.at[opening[-1]]) if opening.size else 0


def array_name(data: Bytes, tokens: Tokens, element: int) -> bytes:
    """The key of the array whose first element is at this token, or its table; empty without."""
    key = element - 3
    if key < 0 or tokens.kind[element - 2] != COLON or tokens.kind[key] != QUOTE:
        return b""
    number = int(np.count_nonzero(tokens.kind[: key + 1] == QUOTE)) - 1
    begin = int(tokens.at[key])
    table = _TABLE.search(data[max(begin - _TABLE_BYTES, 0) : begin].tobytes())
    if table is not None:
        return table[1]
    return data[int(tokens.at[key]) + 1 : int(tokens.close[number])].tobytes()[:_MAX_NAME]


def count_joins(
    data: Bytes, tokens: Tokens, below: Offsets, has_table: Callable[[bytes], bool]
) -> int:
    """How many tokens outside the array that the text begins in only lead to the next such array.

    ``{"75001": [{…}], "75002": [{…}], …}`` may have as many arrays as records, which are read in
    one go where none of them is a table by itself.

    Args:
        data: JSON text, from the first record of an array.
        tokens: Of it.
        below: Which of them stand outside the array.
        has_table: Whether arrays below this key have a table of their own.
    """
    joins = below[: below.size // _JOIN.size * _JOIN.size].reshape(-1, _JOIN.size)
    joins = joins[joins[:, -1] + 2 < tokens.at.size]
    last = joins[:, -1]
    is_join = (tokens.kind[joins] == _JOIN).all(axis=1) & (last - joins[:, 0] == _JOIN.size - 1)
    is_join &= (tokens.kind[last + 1] == OPEN_ARRAY) & opens(tokens.kind[last + 2])
    count = is_join.size if is_join.all() else int(np.argmin(is_join))
    keys = joins[:count, 2]
    numbers = np.cumsum(tokens.kind == QUOTE)[keys] - 1
    spans = zip((tokens.at[keys] + 1).tolist(), tokens.close[numbers].tolist(), strict=True)
    for number, (start, end) in enumerate(spans):
        if has_table(data[start:end].tobytes()[:_MAX_NAME]):
            return number * _JOIN.size
    return count * _JOIN.size


__all__ = ["array_name", "count_joins", "holder", "is_whole"]
