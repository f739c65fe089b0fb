"""Fictitious values for many values of one form at once: the arrays' twin of `fictions`.

An export has millions of identifiers written in a handful of forms (fifteen digits in a row, ten,
two and two and four with slashes). What is rare, or written in other signs than ASCII, is left
to `fictions`, which gives the same for the same.
"""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.redaction.fictions import (
    DAYS,
    DRAWN_DIGITS,
    FIRST_MONTH,
    FIRST_YEAR,
    MOBILE,
    MONTHS,
    NIR,
    NIR_BODY,
    PLACES,
    RANGES,
    STEP,
    YEARS,
)

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_MAX_LENGTH = 31
_WORTH = 16
"""Values of a form from which arrays are faster."""
_OTHER, _DIGIT, _LETTER, _FOREIGN = range(4)
_ZERO = np.uint8(ord("0"))


def _classes(digits: str, letters: str) -> Bytes:
    table = np.full(256, _OTHER, np.uint8)
    table[list(digits.encode())] = _DIGIT
    if letters:
        table[list(letters.encode())] = _LETTER
    table[128:] = _FOREIGN
    return table


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMERIC = _classes("0123456789", _LETTERS)
_NIR_SIGNS = _classes("0123456789abAB", "")
_QUOTES = list(b"\"'`")


@frozen(kw_only=False, repr=False)
class Group:
    """Values of one form.

    Attributes:
        rows: Which of the values.
        text: Their bytes, one value a row.
        kinds: Of each sign, the same for all of them.
    """

    rows: Offsets
    text: Bytes
    kinds: tuple[int, ...]

    @property
    def digits(self) -> list[int]:
        """Where digits stand."""
        return [at for at, kind in enumerate(self.kinds) if kind == _DIGIT]


@frozen(kw_only=False)
class BatchFiction:
    """How values of one category are invented, many at once.

    Attributes:
        signs: What tells forms apart.
        canonical: What all spellings of each value have in common; None for a form that
            `fictions` must look at.
        invent: The fictitious values, and which of them have a form that is known.
    """

    signs: Bytes
    canonical: Callable[[Group], Bytes | None]
    invent: Callable[[Group, Numbers], tuple[Bytes, Mask | None]]


def groups_of(data: Bytes, starts: Offsets, ends: Offsets, signs: Bytes) -> Iterator[Group]:
    """Values of the same form, form by form; values of rare forms are left out.

    Args:
        data: The text.
        starts, ends: Where the values stand.
        signs: Kind of sign by byte.
    """
    sizes = ends - starts
    for size in np.flatnonzero(np.bincount(np.minimum(sizes, _MAX_LENGTH + 1))).tolist():
        rows = np.flatnonzero(sizes == size)
        if not 0 < size <= _MAX_LENGTH or rows.size < _WORTH:
            continue
        text = data[starts[rows][:, None] + np.arange(size)]
        kinds = signs[text]
        # Two bits a sign.
        codes = (kinds.astype(np.uint64) << np.arange(0, 2 * size, 2, dtype=np.uint64)).sum(1)
        found, which = np.unique(codes, return_inverse=True)
        for number in range(found.size):
            chosen = np.flatnonzero(which == number)
            form = tuple(kinds[chosen[0]].tolist())
            if chosen.size >= _WORTH and _FOREIGN not in form:
                yield Group(rows[chosen], text[chosen], form)


def _written(values: Numbers, width: int) -> Bytes:
    """The last digits of numbers."""
    digits = np.empty((values.size, width), np.uint8)
    rest = values.copy()
    for at in range(width - 1, -1, -1):
        rest, digit = np.divmod(rest, np.uint64(10))
        digits[:, at] = digit.astype(np.uint8) + _ZERO
    return digits


def _in_form(group: Group, digits: Bytes) -> Bytes:
    """The values with other digits."""
    places = group.digits[: digits.shape[1]]
    text = group.text.copy()
    text[:, places] = digits[:, : len(places)]
    return text


def _drawn(numbers: Numbers, bound: int) -> tuple[Numbers, Numbers]:
    return np.divmod(numbers, np.uint64(bound))


def _nir_body(group: Group) -> Bytes | None:
    places = group.digits
    return group.text[:, places[:NIR_BODY]] if len(places) in {NIR_BODY, NIR} else None


def _nirs(group: Group, numbers: Numbers) -> tuple[Bytes, Mask | None]:
    numbers, sex = _drawn(numbers, 2)
    numbers, year = _drawn(numbers, 100)
    numbers, month = _drawn(numbers, MONTHS)
    numbers, commune = _drawn(numbers, PLACES)
    numbers, department = _drawn(numbers, 95)
    body = (sex + np.uint64(1)) * np.uint64(100) + year
    body = body * np.uint64(100) + month + np.uint64(FIRST_MONTH)
    body = body * np.uint64(100) + department + np.uint64(1)
    body = body * np.uint64(1000) + commune + np.uint64(1)
    body = body * np.uint64(1000) + numbers % np.uint64(PLACES) + np.uint64(1)
    key = np.uint64(97) - body % np.uint64(97)
    return _in_form(group, _written(body * np.uint64(100) + key, NIR)), None


_RANGE_TABLE = np.array(
    [list(RANGES.get(f"0{first}", MOBILE)[1:].encode()) for first in range(10)], np.uint8
)


def _national(group: Group) -> Bytes | None:
    places = group.digits
    return group.text[:, places[-9:]] if len(places) >= 9 else None


def _phones(group: Group, numbers: Numbers) -> tuple[Bytes, Mask | None]:
    places = group.digits
    first = group.text[:, places[-9]] - _ZERO
    text = group.text.copy()
    text[:, places[-9:-4]] = _RANGE_TABLE[first]
    text[:, places[-4:]] = _written(numbers % np.uint64(10_000), 4)
    return text, first != 0


def _whole(group: Group) -> Bytes | None:
    return group.text


def _runs(group: Group) -> list[int]:
    """Lengths of the runs of digits."""
    marks = "".join("d" if kind == _DIGIT else " " for kind in group.kinds)
    return [len(run) for run in marks.split()]


def _dated(group: Group) -> Bytes | None:
    sizes = _runs(group)[:3]
    odd = sizes[:1] == [4] and len(sizes) == 3 and max(sizes[1:]) > 2
    return None if odd else group.text


def _dates(group: Group, numbers: Numbers) -> tuple[Bytes, Mask | None]:
    numbers, day = _drawn(numbers, DAYS)
    numbers, month = _drawn(numbers, 12)
    days, months = _written(day + np.uint64(1), 2), _written(month + np.uint64(1), 2)
    years = _written(numbers % np.uint64(YEARS) + np.uint64(FIRST_YEAR), 4)
    sizes = _runs(group)[:3]
    day_first, year_first = (days, months, years), (years, months, days)
    if sizes == [2, 2, 4]:
        digits = np.hstack(day_first)
    elif sizes[:1] == [4] and len(sizes) == 3:
        digits = np.hstack([years, months[:, -sizes[1] :], days[:, -sizes[2] :]])
    elif sizes[:1] == [8]:
        given = group.text[:, group.digits[:6]].astype(np.int64) - int(_ZERO)
        year = given[:, :4] @ np.array([1000, 100, 10, 1])
        is_year_first = (year >= 1850) & (year <= 2150) & (given[:, 4] * 10 + given[:, 5] <= 12)
        digits = np.where(is_year_first[:, None], np.hstack(year_first), np.hstack(day_first))
    else:
        return group.text, np.zeros(len(group.text), np.bool_)
    missing = len(group.digits) - digits.shape[1]
    zeros = np.full((len(digits), max(missing, 0)), _ZERO)
    return _in_form(group, np.hstack([digits, zeros])), None


def _codes(group: Group, numbers: Numbers) -> tuple[Bytes, Mask | None]:
    size = len(group.kinds)
    if set(group.kinds) == {_DIGIT} and size <= DRAWN_DIGITS:
        text = _written(numbers, size)
        text[:, :2] = ord("9")
        return text, None
    text, digits = group.text.copy(), 0
    factor, term, shift = np.uint64(STEP[0]), np.uint64(STEP[1]), np.uint64(40)
    for at, kind in enumerate(group.kinds):
        # A number of 64 bits wraps by itself, without a warning in arrays.
        numbers = numbers * factor + term
        drawn = numbers >> shift
        column = group.text[:, at]
        if kind == _DIGIT:
            nine = digits < 2
            text[:, at] = ord("9") if nine else (drawn % np.uint64(10)).astype(np.uint8) + _ZERO
            digits += 1
        elif kind == _LETTER:
            letter = (drawn % np.uint64(26)).astype(np.uint8) + np.uint8(ord("A"))
            text[:, at] = letter | (column & np.uint8(32))
        else:
            text[:, at] = np.where(np.isin(column, _QUOTES), ord("-"), column)
    return text, None


BY_CATEGORY: dict[str, BatchFiction] = {
    "nir": BatchFiction(_NIR_SIGNS, _nir_body, _nirs),
    "phone": BatchFiction(_NUMERIC, _national, _phones),
    "birth-date": BatchFiction(_NUMERIC, _dated, _dates),
    "care-contact": BatchFiction(_NUMERIC, _dated, _dates),
    **dict.fromkeys(
        ("pseudonym", "insurance", "professional", "id-document"),
        BatchFiction(_NUMERIC, _whole, _codes),
    ),
}
"""Categories of which many values are different, and of a form."""
