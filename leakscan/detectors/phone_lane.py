"""French phone numbers in a chunk, as arrays.

Ten digits from a zero, in one run or grouped as people write them; the international forms
behind a ``+`` or ``00``. Numbers without their leading zero are only believed under a phone
header: `lost_zeros` finds those.
"""

from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import (
    IS_ALNUM,
    IS_HEX,
    IS_LETTER,
    Bytes,
    Mask,
    Offsets,
    byte_class,
)
from leakscan.detectors.digit_runs import (
    DigitRuns,
    as_plain,
    digits_value,
    group_value,
    grow_groups,
    parts_with,
)
from leakscan.frozen import slotted
from leakscan.identifiers import phone
from leakscan.patterns import deferred
from leakscan.raw.selection import concatenated, selected

_WRITTEN_DIGITS = 10
_SEPARATED_AT = np.isin(np.arange(11), [2, 4, 5, 6, 7, 8, 10])
"""06 12 34 56 78, 0612 34 56 78, 06 12 345 678, 061234 5678, 06 123 456 78."""
_LONGEST_INNER_RUN = 3
"""After the first: ``01-02-2015-02`` is a date with an hour."""
_MOST_OF_A_LEVEL = 12
"""Members of one level in classifications of products and activities."""
_TAB = 9
_POINT, _PLUS = ord("."), ord("+")
_BEFORE_DECIMALS = byte_class(b" -+,;(\n")
_GAP = rb"(?:[ .\-/]|\xc2\xa0|\xe2\x80\xaf)"
_INTERNATIONAL = deferred(
    rb"(?:\+|(?<![0-9])00)[ .]?(?:33|262|590|594|596|508)\)?"
    rb"(?P<gap>"
    + _GAP
    + rb"?(?:\(0\))?"
    + _GAP
    + rb"?)0?(?P<number>"
    # 6 39 98 12 34 and 639981234; 639 98 12 34; 6 39981234; 6 39 981 234; 63 99 81 234; 639 981 234
    + rb"[1-9](?P<a>"
    + _GAP
    + rb"?)[0-9]{2}(?:(?P=a)[0-9]{2}){3}"
    + rb"|[1-9][0-9]{2}(?P<b>"
    + _GAP
    + rb")[0-9]{2}(?:(?P=b)[0-9]{2}){2}"
    + rb"|[1-9]"
    + _GAP
    + rb"[0-9]{8}"
    + rb"|[1-9](?P<c>"
    + _GAP
    + rb")[0-9]{2}(?P=c)[0-9]{3}(?P=c)[0-9]{3}"
    + rb"|[1-9][0-9](?P<d>"
    + _GAP
    + rb")[0-9]{2}(?P=d)[0-9]{2}(?P=d)[0-9]{3}"
    + rb"|[1-9][0-9]{2}(?P<e>"
    + _GAP
    + rb")[0-9]{3}(?P=e)[0-9]{3}"
    + rb")(?![0-9])"
)
"""A country, and nine digits in one of the usual groupings, the same sign between all of them."""
_INTERNATIONAL_REACH = 36
_BEGINS_COUNTRY = np.isin(np.arange(100), [33, 26, 59, 50])
"""First two digits of 33, 262, 590, 594, 596, 508."""
_MAX_COUNTRY_DIGITS = 3
_NOT_DIGITS = deferred(rb"[^0-9]")
_IS_CORSICAN = byte_class(b"ABab")
_BINDS_WORDS = byte_class(b"/-_=.:")
_BINDS_ALWAYS = byte_class(b"`#\\@&%$~^")
_BINDS_DIGITS = byte_class(b"*")
"""``36*0466363663*0j6`` is encoded; people set numbers in bold, and put stars behind words."""
_ENDS_WORDS = IS_ALNUM | byte_class(b".)]\"'" + bytes(range(0x80, 0x100)))
_DOI = deferred(rb"10\.[0-9]{4,9}/\Z")
_DOI_REACH = 13
_BINDS_AFTER = byte_class(b"/_-.=`#@&%")


@slotted
class Phones:
    """Personal French numbers; one entry each.

    Attributes:
        start, end: Span as written, prefix included.
        number: National number, nine digits.
        formatted: Written with separators or a country code, as only phone numbers are; a
            bare run of ten digits could be anything.
        bound_before, bound_after: Part of a path, an option or a compound name, by the sign
            before or after: ``/commit/0658…``, ``lib-06.12…``. Between cells it binds nothing.
    """

    start: Offsets
    end: Offsets
    number: npt.NDArray[np.uint64]
    formatted: Mask
    bound_before: Mask
    bound_after: Mask

    def take(self, which: Mask | Offsets) -> Self:
        """The selected numbers."""
        rows = selected(which)
        if rows is None:
            return self
        return type(self)(
            self.start[rows],
            self.end[rows],
            self.number[rows],
            self.formatted[rows],
            self.bound_before[rows],
            self.bound_after[rows],
        )


def find_phones(runs: DigitRuns) -> Phones:
    """All personal phone numbers of a chunk, ascending."""
    if not runs.size:
        return _nothing()
    data = runs.data
    before = data[np.maximum(runs.starts - 1, 0)]
    runs = parts_with(runs, (data[runs.starts] == 48) | (before == 43))
    if not runs.size:
        return _nothing()
    zero = data[runs.starts] == 48
    bare = np.flatnonzero(zero & (runs.lengths == _WRITTEN_DIGITS))
    opens = (
        zero
        & (runs.joiner != 0)
        & (runs.joiner != _TAB)
        & _SEPARATED_AT[np.minimum(runs.lengths, 9)]
    )
    opens[bare] = False
    groups = grow_groups(
        runs, np.flatnonzero(opens), _SEPARATED_AT, (_WRITTEN_DIGITS,), uniform=True
    )
    parts = [
        _bare(runs, bare),
        *(_grouped(runs, first, last) for _, first, last in groups),
        _international(runs),
    ]
    return _assemble(parts)


def _nothing() -> Phones:
    none, no_mask = np.empty(0, np.int64), np.empty(0, np.bool_)
    return Phones(none, none, np.empty(0, np.uint64), no_mask, no_mask, no_mask)


def lost_zeros(runs: DigitRuns) -> Phones:
    """Runs of nine digits, or eleven from 33: numbers whose prefix a spreadsheet has eaten.

    One may have made a decimal of them, ``639981234.0``; others are none.
    """
    nine = np.flatnonzero(runs.lengths == phone.NATIONAL_DIGITS)
    eleven = np.flatnonzero(runs.lengths == phone.NATIONAL_DIGITS + 2)
    eleven = eleven[digits_value(runs.data, runs.starts[eleven], 2) == 33]
    parts = []
    for which, skip in ((nine, 0), (eleven, 2)):
        start, end = runs.starts[which], runs.starts[which] + runs.lengths[which]
        whole = ~(_are_fractions(runs.data, start) | _have_fractions(runs.data, end))
        start, end = start[whole], end[whole]
        number = digits_value(runs.data, start + skip, phone.NATIONAL_DIGITS)
        none = np.zeros(start.size, np.bool_)
        parts.append(Phones(start, end, number, none, none, none))
    return _assemble(parts)


def _assemble(parts: list[Phones]) -> Phones:
    parts = [part for part in parts if part.start.size]
    if not parts:
        return _nothing()
    found = concatenated(parts)
    found = found.take(phone.are_personal(found.number))
    order = np.argsort(found.start, kind="stable")
    found = found.take(order)
    inside = np.zeros(order.size, np.bool_)
    inside[1:] = found.start[1:] < np.maximum.accumulate(found.end)[:-1]
    return found.take(~inside)


def _bare(runs: DigitRuns, which: Offsets) -> Phones:
    if not which.size:
        return _nothing()
    start = runs.starts[which]
    end = start + _WRITTEN_DIGITS
    alone = _stands_alone(runs.data, start, end)
    start, end = start[alone], end[alone]
    number = digits_value(runs.data, start + 1, phone.NATIONAL_DIGITS)
    formatted = np.zeros(start.size, np.bool_)
    return Phones(start, end, number, formatted, *_are_bound(runs.data, start, end))


def _grouped(runs: DigitRuns, first: Offsets, last: Offsets) -> Phones:
    start, end = runs.starts[first], runs.starts[last] + runs.lengths[last]
    alone = _stands_alone(runs.data, start, end)
    least, most = _inner_lengths(runs, first, last)
    # Nobody parts a number once near its end: ``01000068 04`` is an offset and a number.
    pairs = (least > 1) & (most <= _LONGEST_INNER_RUN) & (last - first > 1)
    alone &= pairs | _in_two(runs, first, last)
    # 0104/010417 is a path of dates; only pairs are written with slashes.
    alone &= (runs.joiner[first] != 47) | (last - first == 4)
    first, last, start, end = first[alone], last[alone], start[alone], end[alone]
    if not first.size:
        return _nothing()
    alone = ~_in_series(runs, first, last) & ~_among_hex(runs.data, start, end)
    alone &= (runs.joiner[first] != _POINT) | ~_are_decimals(runs.data, start)
    first, last, start, end = first[alone], last[alone], start[alone], end[alone]
    number = group_value(runs, first, last, _WRITTEN_DIGITS)
    formatted = np.ones(first.size, np.bool_)
    before, after = _are_bound(runs.data, start, end)
    # ``01 01 02 01 01 01 02 01 01 01`` are flags, and no two telephones.
    beside = (runs.joiner[last] != 0) | ((first > 0) & (runs.joiner[first - 1] != 0))
    after |= ((runs.joiner[first] == _POINT) | beside) & _are_outlines(number)
    return Phones(start, end, number, formatted, before, after)


def _are_outlines(number: npt.NDArray[np.uint64]) -> Mask:
    """Whether all pairs are small: ``01.02.02.01.01`` is a class of products, or a chapter.

    Of telephone numbers one in three thousand is.
    """
    pairs = number[:, None] // np.array([10**8, 10**6, 10**4, 100, 1], np.uint64) % 100
    return np.asarray((pairs <= _MOST_OF_A_LEVEL).all(axis=1), np.bool_)


def _inner_lengths(runs: DigitRuns, first: Offsets, last: Offsets) -> tuple[Offsets, Offsets]:
    """Lengths of the shortest and the longest run of each group, its first left out."""
    if not first.size:
        return first, first
    bounds = np.stack([first + 1, last + 1], axis=1).ravel()
    lengths = np.append(runs.lengths, 0)
    return np.minimum.reduceat(lengths, bounds)[::2], np.maximum.reduceat(lengths, bounds)[::2]


def _in_two(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """``06 39981234``, ``0639 981234``, ``06-39981234``; other halves are ranges and decimals."""
    lead, joiner = runs.lengths[first], as_plain(runs.joiner[first])
    cut = (joiner == 32) & ((lead == 2) | (lead == 4)) | (joiner == 45) & (lead == 2)
    return (last - first == 1) & cut


def _in_series(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """Whether the group is part of a longer list of numbers with the same separator.

    One number more may stand beside it (``chambre 12 06 39 98 00 01``), and so may a second
    telephone number (``02 61 91 00 01 06 39 98 00 01``) or a NIR.
    """
    joiner = as_plain(runs.joiner)
    changes = np.flatnonzero(np.concatenate([[True], joiner[1:] != joiner[:-1], [True]]))
    segment = np.searchsorted(changes, first, side="right") - 1
    before = first - changes[segment]
    after = changes[segment + 1] - last
    digits = np.concatenate([[0], np.cumsum(runs.lengths)])
    digits_before = digits[first] - digits[changes[segment]]
    # The last run of a segment is joined to nothing, or by another separator.
    beyond = np.minimum(changes[segment + 1] + 1, runs.size)
    digits_after = digits[beyond] - digits[last + 1]
    spaced = joiner[first] == 32
    known_before = (before == 0) | _is_whole(runs, first - before, digits_before, spaced)
    known_before |= spaced & _ends_corsican(runs, first - before, digits_before)
    known_after = (after == 0) | _is_whole(
        runs, np.minimum(last + 1, runs.size - 1), digits_after, spaced
    )
    # In ``534/02 06 39 98 12 34`` the number starts one run later.
    following = np.minimum(first + 1, runs.size - 1)
    late = (after == 1) & (runs.data[runs.starts[following]] == 48)
    late &= (runs.lengths[following] == 2) & (runs.lengths[first] == 2)
    beside = spaced & (before + after <= 1) & ~late
    return ~((known_before & known_after) | beside)


def _is_whole(runs: DigitRuns, at: Offsets, digits: Offsets, spaced: Mask) -> Mask:
    """Whether so many digits from run `at` are a telephone number's, or may be a NIR's."""
    lead = runs.data[runs.starts[at]]
    phones = (digits == _WRITTEN_DIGITS) & (lead == 48)
    return phones | (spaced & ((digits == 13) | (digits == 15)) & (lead != 48))


def _ends_corsican(runs: DigitRuns, at: Offsets, digits: Offsets) -> Mask:
    """Whether run `at` begins what follows 2A or 2B in a NIR, key included."""
    letter = _IS_CORSICAN[runs.data[np.maximum(runs.starts[at] - 2, 0)]]
    close = _IS_CORSICAN[runs.data[np.maximum(runs.starts[at] - 1, 0)]]
    return (digits == 8) & (letter | close)


def _stands_alone(data: Bytes, start: Offsets, end: Offsets) -> Mask:
    before = data[np.maximum(start - 1, 0)]
    after = data[np.minimum(end, data.size - 1)]
    after2 = data[np.minimum(end + 1, data.size - 1)]
    glued = (start > 0) & (IS_ALNUM[before] | (before == 43))
    glued |= (end < data.size) & IS_ALNUM[after]
    # A point and a digit after: a decimal, not a phone number.
    decimal = (end + 1 < data.size) & (after == 46) & ((after2 - np.uint8(48)) < 10)
    return ~(glued | _are_fractions(data, start) | decimal)


def _are_fractions(data: Bytes, start: Offsets) -> Mask:
    """Whether a digit and a point stand before: a decimal, not a phone number."""
    before, before2 = data[np.maximum(start - 1, 0)], data[np.maximum(start - 2, 0)]
    return (start > 1) & (before == 46) & ((before2 - np.uint8(48)) < 10)


def _have_fractions(data: Bytes, end: Offsets) -> Mask:
    """Whether a point and digits stand after, other than the ``.0`` of a whole number."""
    after = [data[np.minimum(end + offset, data.size - 1)] for offset in range(3)]
    digits = [(each - np.uint8(48)) < 10 for each in after]
    whole = (after[1] == 48) & (~digits[2] | (end + 2 >= data.size))
    return (end + 1 < data.size) & (after[0] == 46) & digits[1] & ~whole


def _are_bound(data: Bytes, start: Offsets, end: Offsets) -> tuple[Mask, Mask]:
    """Whether a word or path goes on behind a sign that binds: before, and after."""
    before = data[np.maximum(start - 1, 0)]
    before2 = data[np.maximum(start - 2, 0)]
    after = data[np.minimum(end, data.size - 1)]
    after2 = data[np.minimum(end + 1, data.size - 1)]
    # A second number may stand behind a slash or dash; a dash may also be a bullet.
    bound = _BINDS_WORDS[before] & (start > 1) & IS_ALNUM[before2] & ~_is_end_of_number(data, start)
    bound |= _BINDS_ALWAYS[before] & (start > 0)
    bound |= _BINDS_DIGITS[before] & (start > 1) & ((before2 - np.uint8(48)) < 10)
    # A point that ends no word begins a number, as in code and in drawings: ``x * .0773993808``.
    third = data[np.minimum(start + 2, data.size - 1)]
    decimal = (before == _POINT) & (start > 1) & ~_ENDS_WORDS[before2]
    bound |= decimal & ((third - np.uint8(48)) < 10)
    # ``07-10-14-39-42+2`` was drawn in a lottery.
    goes_on = _BINDS_AFTER[after] & IS_LETTER[after2]
    goes_on |= (after == _PLUS) & ((after2 - np.uint8(48)) < 10)
    return bound, (end + 1 < data.size) & goes_on


def _is_end_of_number(data: Bytes, start: Offsets) -> Mask:
    """Whether two digits stand before the sign before each start: perhaps another telephone.

    Not those of a DOI's registrant: ``10.1785/0220200415``.
    """
    digit = (data[np.maximum(start[:, None] - [2, 3], 0)] - np.uint8(48)) < 10
    found = digit.all(axis=1) & (data[np.maximum(start - 1, 0)] == 47)
    for row in np.flatnonzero(found).tolist():
        at = int(start[row])
        found[row] = not _DOI.search(data[max(at - _DOI_REACH, 0) : at].tobytes())
    return found


def _are_decimals(data: Bytes, start: Offsets) -> Mask:
    """Whether a point that begins a number stands before: ``c.43-.03.75.16.75.65`` is drawn."""
    before = data[np.maximum(start - 1, 0)]
    before2 = data[np.maximum(start - 2, 0)]
    return (start > 1) & (before == _POINT) & _BEFORE_DECIMALS[before2]


def _among_hex(data: Bytes, start: Offsets, end: Offsets) -> Mask:
    """Whether two pairs of hexadecimal digits, one with a letter, stand on one side: a dump."""
    return _hex_pairs(data, end, 1) | _hex_pairs(data, start - 1, -1)


def _hex_pairs(data: Bytes, gap: Offsets, step: int) -> Mask:
    """Two pairs and a letter among them, beyond the blank at `gap`, going by `step`."""
    last = data.size - 1

    def at(offset: Offsets) -> Bytes:
        return data[np.minimum(np.maximum(offset, 0), last)]

    found = (gap > 0) & (gap < last)
    letter = np.zeros(gap.size, np.bool_)
    for _ in range(2):
        found &= at(gap) == 32
        if not found.any():
            break
        gap = gap + step * (at(gap + step) == 32)
        for _ in range(2):
            gap = gap + step
            found &= IS_HEX[at(gap)] & (gap > 0) & (gap < last)
            letter |= IS_LETTER[at(gap)]
        gap = gap + step
    return found & letter & ~IS_ALNUM[at(gap)]


def _international(runs: DigitRuns) -> Phones:
    """Forms with a country code: found by the code's own digits, read by a pattern."""
    data, starts, lengths = runs.data, runs.starts, runs.lengths
    before = data[np.maximum(starts - 1, 0)]
    plus = np.flatnonzero((before == 43) & (starts > 0) & (lengths >= 2))
    # 0033 6 39…, or 0033639981234 in one run: other lengths are other numbers.
    long_enough = ((lengths >= 4) & (runs.joiner != 0)) | (lengths >= 13)
    zeros = np.flatnonzero(long_enough & (lengths <= 15) & (data[starts] == 48))
    zeros = zeros[(data[starts[zeros] + 1] == 48)]
    joined = (runs.joiner == 32) | (runs.joiner == 46)
    apart = np.flatnonzero((lengths == 2) & joined & (data[starts] == 48))
    apart = apart[data[starts[apart] + 1] == 48]
    openings = [(starts[plus], 1), (starts[zeros] + 2, 2), (starts[apart] + 3, 3)]
    rows: list[tuple[int, int, int]] = []
    for codes, prefix in openings:
        at = codes[codes + _MAX_COUNTRY_DIGITS <= data.size]
        # Whatever follows "00 " may be one digit and a letter: no country then.
        code = np.minimum(digits_value(data, at, 2).astype(np.int64), 99)
        known = _BEGINS_COUNTRY[code]
        for start in (at[known] - prefix).tolist():
            window = data[max(start - 1, 0) : start + _INTERNATIONAL_REACH].tobytes()
            shift = start - max(start - 1, 0)
            # A fraction, or a sum: 2.0033642172993, v67.16.57+508451414415.
            if shift and (window[:1] == b"." if prefix > 1 else window[:1].isdigit()):
                continue
            match = _INTERNATIONAL.match(window, shift)
            if match:
                number = int(_NOT_DIGITS.sub(b"", match["number"]))
                rows.append((start, start + match.end() - shift, number))
    if not rows:
        return _nothing()
    rows.sort()
    columns = np.array(rows, np.int64)
    return Phones(
        columns[:, 0],
        columns[:, 1],
        columns[:, 2].astype(np.uint64),
        np.ones(len(rows), np.bool_),
        *np.zeros((2, len(rows)), np.bool_),
    )
