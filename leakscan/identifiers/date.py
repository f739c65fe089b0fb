"""Calendar dates as French exports write them.

`JJ/MM/AAAA` (also with - . or space), `JJ/MM/AA`, `AAAA-MM-JJ` (also with / or .), `AAAAMMJJ`,
`JJMMAAAA`; a time of day may follow. Two-digit years up to the pivot are 20xx.

>>> number_of(b"07/11/1969"), number_of(b"1969-11-07T08:00"), number_of(b"31/31/1969")
(19691107, 19691107, 0)
"""

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint64]

PIVOT_YEAR = 30
"""Two-digit years above this are 19xx."""
MIN_YEAR, MAX_YEAR = 1850, 2099
_CELL = 11
"""Bytes that are looked at: the longest layout, and what follows it."""
_IS_SEPARATOR = np.isin(np.arange(256), list(b"/-. "))
_LAYOUTS: tuple[tuple[str, int], ...] = (
    ("DD?MM?YYYY", 10),
    ("YYYY?MM?DD", 10),
    ("DD?MM?yy", 8),
    ("YYYYMMDD", 8),
    ("DDMMYYYY", 8),
)


def number_of(text: bytes) -> int:
    """A date as yyyymmdd, 0 when it is none."""
    data = np.frombuffer(text, np.uint8)
    return int(numbers_of(data, np.zeros(1, np.int64), np.array([data.size]))[0])


def numbers_of(data: npt.NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Numbers:
    """The date at the start of each span as yyyymmdd, 0 where there is none.

    Args:
        data: The text, `uint8`.
        starts, ends: Spans, leading spaces already trimmed.
    """
    if not data.size:
        return np.zeros(starts.size, np.uint64)
    at = starts[:, None] + np.arange(_CELL)
    inside = at < ends[:, None]
    return numbers_in(np.where(inside, data[np.minimum(at, data.size - 1)], np.uint8(0)))


def numbers_in(cells: npt.NDArray[np.uint8]) -> Numbers:
    """The date at the start of each row of bytes, padded with zeros, as yyyymmdd; 0 for none."""
    result = np.zeros(len(cells), np.uint64)
    open_rows = np.arange(len(cells))
    # One contiguous array per position: each is read several times.
    signs = np.ascontiguousarray(cells.T[:_CELL])
    for layout, width in _LAYOUTS:
        whole = open_rows.size == len(cells)
        found = _parse(signs if whole else signs[:, open_rows], layout, width)
        result[open_rows] = found
        # A column has one layout: after the first that fits, little is left to try.
        open_rows = open_rows[found == 0]
        if not open_rows.size:
            break
    return result


def _parse(signs: npt.NDArray[np.uint8], layout: str, width: int) -> Numbers:
    digit = signs - np.uint8(48)
    matches = digit[width] >= 10
    values = {sign: np.zeros(signs.shape[1], np.int64) for sign in "DMYy"}
    for position, sign in enumerate(layout):
        if sign == "?":
            matches &= _IS_SEPARATOR[signs[position]]
        else:
            matches &= digit[position] < 10
            values[sign] = values[sign] * 10 + digit[position]
    day, month, year = values["D"], values["M"], values["Y"]
    if "y" in layout:
        year = np.where(values["y"] > PIVOT_YEAR, 1900, 2000) + values["y"]
    matches = matches & (year >= MIN_YEAR) & (year <= MAX_YEAR)
    matches = matches & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    return np.where(matches, year * 10_000 + month * 100 + day, 0).astype(np.uint64)
