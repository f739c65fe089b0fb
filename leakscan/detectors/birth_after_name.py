"""Birth dates that stand right after a name, without a label: ``LE GUEN Anna (12/09/2006)``.

Letters and lists give them between brackets or behind the sex (``- F - 17/08/1995``). A date
behind a name and nothing else may be any, of a visit, of a letter, unless a NIR beside it says that
somebody was born that year, or many of them spread over a lifetime: so print the lists of a ward.
In a column of names the head of the table tells that they do.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import DIGITS, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.layout import Layout
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.votes import MIN_VOTES, VOTE_SHARE, Columns, VotedRules, Votes
from leakscan.identifiers import date, nir
from leakscan.model.taxonomy import Tier
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.raw.hits import Hits
from leakscan.raw.lines import places_of

_GAP = 8
"""Bytes between a name and its date at the most."""
_DATE = 10
_TAIL = 16
"""Bytes of a cell's end that are read: a letter of the name, signs and the date."""
_EARLIEST = 19_000_101
_BESIDE = 64
"""Bytes between the beginnings of a date and of a NIR in one line of a list."""
_MIN_LISTED, _LIFETIME_YEARS = 5, 25
"""Dates behind names in one record, and years between those that all but a tenth lie within."""
_BEHIND = deferred(
    rb"[a-zA-Z\x80-\xbf]\.? ?[(\[,;:-] ?"
    rb"(?:\d\d[/.-]\d\d[/.-](\d{4})|(\d{4})[/.-]\d\d[/.-]\d\d)[)\]]?$"
)
"""The end of a cell: a letter of a name, a sign, and a date with its year."""
_END_OF_E_ACUTE = 0xA9
"""In UTF-8."""
_IS_CLOSING = byte_class(b")]")
_IS_DIGIT = byte_class(DIGITS)
_IS_BRACKET = byte_class(b"(")
_IS_SEX = byte_class(b"FMH")
_IS_GAP = byte_class(b" (FMH,;-")


def tell_years(data: Bytes) -> bool:
    """Whether a text may tell the year of a birth: ``né en``, ``née en``."""
    # One byte is found many times as fast as the words, and most before it are another's.
    at = places_of(data, _END_OF_E_ACUTE)
    at = at[(at > 1) & (at + 5 < data.size)]
    at = at[data[at - 2] == ord("n")]
    at += data[at + 1] == ord("e")
    after = [data[at + place] == sign for place, sign in enumerate(b" en ", 1)]
    return bool(np.logical_and.reduce(after).any())


def births_after_names(
    hits: list[Hits], chunk: Chunk, data: Bytes, *, name: int, birth: int, nirs: tuple[int, int]
) -> Hits | None:
    """Hits of the dates that stand right after the names among other hits.

    Args:
        hits: Of one chunk of prose.
        chunk: The chunk.
        data: Its bytes.
        name, birth: The rules of names and of birth dates, by index.
        nirs: Those of NIRs.
    """
    ends = np.concatenate([part.end[part.rule == name] for part in hits] or [np.empty(0, np.int64)])
    ends = ends[ends + _GAP + _DATE < data.size]
    if not ends.size:
        return None
    after = data[ends[:, None] + np.arange(_GAP + 1)]
    digit = _IS_DIGIT[after]
    gap = np.argmax(digit, axis=1)
    plain, told, sex = _gaps(after, gap)
    rows = np.flatnonzero(digit.any(axis=1) & plain)
    starts = ends[rows] + gap[rows]
    values = date.numbers_of(data, starts, starts + _DATE)
    kept = values >= _EARLIEST
    agreed = np.zeros(rows.size, np.bool_)
    agreed[kept] = _agree(hits, nirs, starts[kept], values[kept])
    agreed[kept] |= _spread(chunk.record_of(starts[kept]), values[kept])
    kept &= told[rows] | agreed
    if not kept.any():
        return None
    starts, rows = starts[kept], rows[kept]
    tier = np.where(sex[rows] | agreed[kept], Tier.CONTEXTUAL, Tier.LEXICAL).astype(np.int8)
    return Hits.of(birth, starts, starts + _DATE, tier=tier, value=values[kept])


def births_behind(columns: Columns, votes: Votes, rules: VotedRules) -> Mask:
    """Columns of names with a date behind most, which spread over a lifetime in the head.

    Not where another column holds births: then they are something else.
    """
    found = np.zeros(columns.rule.size, np.bool_)
    if rules.birth_date == NO_RULE or columns.of(rules.birth_date).any():
        return found
    for column in np.flatnonzero(columns.of(rules.name)).tolist():
        cells = votes.sample(column)
        ends = (_BEHIND.search(cell, max(len(cell) - _TAIL, 0)) for cell in cells)
        years = sorted(int(end[1] or end[2]) for end in ends if end is not None)
        if len(years) >= max(MIN_VOTES, VOTE_SHARE * len(cells)):
            edge = len(years) // 10
            found[column] = years[-1 - edge] - years[edge] >= _LIFETIME_YEARS
    return found


def births_in_cells(layout: Layout, column: int, birth: int) -> Hits | None:
    """Hits of the dates behind the names of a column that `births_behind` found.

    Args:
        layout: The chunk, which is a table.
        column: By number.
        birth: The rule of birth dates, by index.
    """
    which, cells, _ = layout.column_cells(column)
    ends = cells.ends - _IS_CLOSING[layout.data[np.maximum(cells.ends - 1, 0)]]
    starts = ends - _DATE
    kept = starts > cells.starts
    starts, ends, which = starts[kept], ends[kept], which[kept]
    values = date.numbers_of(layout.data, starts, ends)
    kept = values >= _EARLIEST
    if not kept.any():
        return None
    starts, ends, values, which = starts[kept], ends[kept], values[kept], which[kept]
    return Hits.of(birth, starts, ends, tier=int(Tier.STRUCTURAL), value=values, field=which)


def _agree(
    hits: list[Hits], nirs: tuple[int, int], starts: Offsets, values: npt.NDArray[np.uint64]
) -> Mask:
    """Whether a NIR beside each date tells the same year, and the month if it has one."""
    parts = [part.take(np.isin(part.rule, nirs)) for part in hits]
    places = np.concatenate([part.start for part in parts])
    order = np.argsort(places, kind="stable")
    places = places[order]
    numbers = np.concatenate([part.value for part in parts])[order]
    agreed = np.zeros(starts.size, np.bool_)
    if not places.size:
        return agreed
    day = values.astype(np.int64)
    after = np.searchsorted(places, starts)
    for at in (after - 1, after):
        beside = np.clip(at, 0, places.size - 1)
        year, month = nir.years_and_months(numbers[beside])
        near = np.abs(places[beside] - starts) <= _BESIDE
        same_month = (month > nir.LAST_MONTH) | (month == day // 100 % 100)
        agreed |= near & (year == day // 10_000 % 100) & same_month
    return agreed


def _spread(records: Offsets, values: npt.NDArray[np.uint64]) -> Mask:
    """Whether each date is one of many in its record that spread as births do, not visits."""
    years = values.astype(np.int64) // 10_000
    order = np.lexsort((years, records))
    first = np.flatnonzero(np.diff(records[order], prepend=-1))
    count = np.diff(first, append=order.size)
    early, late = first + count // 10, first + count - 1 - count // 10
    listed = count >= _MIN_LISTED
    listed &= years[order[late]] - years[order[early]] >= _LIFETIME_YEARS
    spread = np.zeros(values.size, np.bool_)
    spread[order] = np.repeat(listed, count)
    return spread


def _gaps(after: Bytes, gap: Offsets) -> tuple[Mask, Mask, Mask]:
    """Which gaps between a name and a digit are short, which announce a birth, which tell a sex."""
    inside = np.arange(after.shape[1]) < gap[:, None]
    plain = (_IS_GAP[after] | ~inside).all(axis=1)
    sexes = (_IS_SEX[after] & inside).sum(axis=1)
    bracket = (_IS_BRACKET[after] & inside).any(axis=1)
    return plain & (sexes <= 1), bracket | (sexes == 1), sexes == 1
