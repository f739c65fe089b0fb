"""How the dates of a column are written, where `identifiers.date` does not know them.

Numbers of days (see `day_numbers`), days and months of one digit (``3/4/1954``), names of months
(``12 mars 1954``, ``01-JAN-54``), months before days (``04/13/1954``), six digits (``030454``, of
which a spreadsheet may have eaten the zero; ``540403``), an age or a place beside them (``54 ans
(11/04/1969)``). Decided on the head of a
column whose header promises dates; a pattern is asked once for each distinct date then.
"""

import re
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from leakscan.detectors import day_numbers
from leakscan.detectors.cells import Cells, texts_of
from leakscan.detectors.characters import Bytes, Offsets
from leakscan.detectors.folding import folded
from leakscan.identifiers import date
from leakscan.identifiers.date import MAX_YEAR, MIN_YEAR, PIVOT_YEAR
from leakscan.patterns import deferred

Numbers = npt.NDArray[np.uint64]


class DateForm(IntEnum):
    """How a column writes its dates."""

    USUAL = 0
    DAY_NUMBERS = 1
    DAY_FIRST = 2
    MONTH_FIRST = 3
    YEAR_FIRST = 4
    AMONG_WORDS = 5


_LONGEST = 40
"""Bytes of a date with the day of the week and a time."""
_IN_DIGITS = deferred(r"(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4}|\d\d)(?!\d)")
_SIX_DIGITS = deferred(r"(\d\d?)(\d\d)(\d\d)(?!\d)")
_IN_LETTERS = deferred(
    r"(?:[a-z]{3,9}[.,]? )?(\d{1,2})(?:er|th|st|nd|rd)?[ .-]*([a-z]{3,9})\.?"
    r"[ .,-]*(\d{4}|\d\d)(?!\d)"
)
_ENGLISH = deferred(r"([a-z]{3,9})\.? (\d{1,2})(?:th|st|nd|rd)?,? (\d{4})(?!\d)")
_AMONG = deferred(
    r"(?<![\d/.-])(?:(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)|(\d{4})-(\d\d)-(\d\d))(?![\d/-]|\.\d)"
)
"""A date with signs between its parts, wherever it stands."""
_MONTHS = (
    "janvier january enero", "fevrier february fev", "mars march mrs", "avril april apr",
    "mai may", "juin june jun", "juillet july jul", "aout august aug", "septembre september",
    "octobre october", "novembre november", "decembre december",
)  # fmt: skip
_MIN_LETTERS = 3
_AMBIGUOUS = "jui"
"""Begins two months."""


def numbers_of(cells: Cells, form: DateForm) -> Numbers:
    """The date in each cell as yyyymmdd, 0 where there is none."""
    if form is DateForm.USUAL:
        return cells.dates()
    if form is DateForm.DAY_NUMBERS:
        return day_numbers.numbers_of(cells)
    short = np.flatnonzero(cells.ends - cells.starts <= _LONGEST)
    texts = texts_of(cells, short, _LONGEST)
    once, inverse = np.unique(texts, return_inverse=True)
    values = [_number(text, form) for text in once.tolist()]
    result = np.zeros(cells.starts.size, np.uint64)
    result[short] = np.array(values, np.uint64)[inverse] if values else 0
    return result


def numbers_at(data: Bytes, starts: Offsets, ends: Offsets) -> Numbers:
    """The date at the start of each span of a text as yyyymmdd, 0 where there is none."""
    values = date.numbers_of(data, starts, ends)
    known: dict[bytes, int] = {}
    for at in np.flatnonzero((values == 0) & (ends - starts <= _LONGEST)).tolist():
        raw = data[starts[at] : ends[at]].tobytes()
        if raw not in known:
            known[raw] = _number(raw, DateForm.DAY_FIRST)
        values[at] = known[raw]
    return values


def form_of(cells: Cells) -> tuple[DateForm, int]:
    """The form that most cells of a column of dates have, and how many have it.

    The usual one where it does as well.
    """
    are_usual = cells.dates() > 0
    best, most = DateForm.USUAL, int(np.count_nonzero(are_usual))
    usual, others = cells.take(are_usual), cells.take(~are_usual)
    for form in list(DateForm)[1:]:
        fitting = int(np.count_nonzero(numbers_of(others, form)))
        # Mostly none, or a few that are no dates at all: then no form need be asked of the rest.
        if fitting:
            fitting += int(np.count_nonzero(numbers_of(usual, form)))
        if fitting > most:
            best, most = form, fitting
    return best, most


def _number(raw: bytes, form: DateForm) -> int:
    text = folded(raw.decode("utf-8", "replace"))
    if form is DateForm.AMONG_WORDS:
        return _among_words(text)
    if found := _IN_DIGITS.match(text) or _SIX_DIGITS.match(text):
        day, month, year = found.groups()
        if form is DateForm.MONTH_FIRST:
            day, month = month, day
        elif form is DateForm.YEAR_FIRST:
            day, year = year, day
        return _joined(int(day), int(month), int(year), len(year))
    return _named(_IN_LETTERS.match(text), 1, 2) or _named(_ENGLISH.match(text), 2, 1)


def _among_words(text: str) -> int:
    """The one date of a text; of two nobody knows which is meant."""
    found = [*_AMONG.finditer(text)]
    if len(found) != 1:
        return 0
    day, _, month, year, other_year, other_month, other_day = found[0].groups()
    if other_year:
        day, month, year = other_day, other_month, other_year
    return _joined(int(day), int(month), int(year), len(year))


def _named(found: re.Match[str] | None, day: int, month: int) -> int:
    """The date of a match whose month is a word."""
    if found is None:
        return 0
    return _joined(int(found[day]), _month(found[month]), int(found[3]), len(found[3]))


def _month(word: str) -> int:
    if word.startswith(_AMBIGUOUS) and len(word) == _MIN_LETTERS:
        return 0
    for number, names in enumerate(_MONTHS, start=1):
        if any(name.startswith(word) for name in names.split()):
            return number
    return 0


def _joined(day: int, month: int, year: int, digits: int) -> int:
    if digits == 2:
        year += 1900 if year > PIVOT_YEAR else 2000
    sound = 1 <= day <= 31 and 1 <= month <= 12 and MIN_YEAR <= year <= MAX_YEAR
    return year * 10_000 + month * 100 + day if sound else 0


__all__ = ["DateForm", "form_of", "numbers_of"]
