"""NIRs in a chunk: every printed form, with the key, or thirteen digits for a label to carry.

Found as arrays: a single run of 15 (or 13) digits, runs joined where French printers separate
the parts, and Corsican numbers by their letter. Neighbouring digits decide whether a run is
rather part of something longer: a decimal, a list, a timestamp.
"""

from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import IS_ALNUM, IS_LETTER, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.digit_runs import (
    DigitRuns,
    digits_value,
    group_value,
    grow_groups,
    parts_with,
)
from leakscan.frozen import slotted
from leakscan.identifiers import nir
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.selection import concatenated, selected

_SEPARATED_AT = np.isin(np.arange(16), [1, 3, 5, 7, 8, 10, 13, 15])
"""Where parts end: sex, year, month, place (8: overseas 974 11), commune, order, key."""
_OVERSEAS = np.array([97, 98], np.uint64)
_OVERSEAS_DIGITS, _PARTS_OF_PLACE = 8, 4
"""Digits up to a place of three, ``1 85 50 974``, and the parts that these may be in."""
_SEX_AND_YEAR = 3
_MAX_KEY_GAP = 8
"""Bytes between the 13 digits and their key: ``/``, ``clé :``, a delimiter and quotes."""
_BEGINS_KEY = byte_class(b"cCkK")
"""First letters of what a key is called."""
_PARTS = byte_class(b"\n\x1e!$?@{}`")
"""Line ends, cells left out of what is searched, and signs of what is encoded: a key stands on no
far side of these."""
_MOST_BYTES = 127
"""Of a NIR as it is written, with room to spare."""
_NOISE_SAMPLE = 20
_NOISE_SHARE = 0.2
_IS_CORSICAN = byte_class(b"ABab")
_SEPARATOR = rb"(?:[ ]-[ ]|[ ]{2}|[ .\-_/\t]|\xc2\xa0|\xe2\x80[\x89\x90-\x93\xaf])?"
_CORSICAN = deferred(
    rb"(?<![0-9A-Za-z])[1-478]"
    + _SEPARATOR
    + rb"[0-9]{2}"
    + _SEPARATOR
    + rb"[0-9]{2}"
    + _SEPARATOR
    + rb"2[ABab]"
    + _SEPARATOR
    + rb"[0-9]{3}"
    + _SEPARATOR
    + rb"[0-9]{3}(?P<body>)(?:(?P<joined>"
    + _SEPARATOR
    + rb"[0-9]{2})(?![0-9A-Za-z])|(?![0-9A-Za-z])(?:[^0-9\n]{1,8}(?P<apart>[0-9]{2})(?![0-9]))?)"
)
"""The key follows at once, or apart: behind a delimiter, ``clé :``, quotes."""
_CORSICAN_REACH = 24
_PARTED_BY_POINTS = deferred(rb"[0-9]\.[0-9]{2}\.[0-9]{2}\.2[ABab]\.[0-9]{3}\.[0-9]{3}")
_BEFORE_LETTER, _AFTER_LETTER = 6, 6
"""Digits around the letter of 2A and 2B, the key left out."""
_NOT_SIGNIFICANT = deferred(rb"[^0-9ABab]")


@slotted
class NirCandidates:
    """Digit groups of legal NIR structure; one entry each.

    Attributes:
        start, end: Span, the key included when it is joined.
        number: The 13 characters as a number (`identifiers.nir.number_of`).
        keyed: Whether a key was written.
        valid: Whether that key is right.
    """

    start: Offsets
    end: Offsets
    number: npt.NDArray[np.uint64]
    keyed: Mask
    valid: Mask

    def take(self, which: Mask | Offsets) -> Self:
        """The selected candidates."""
        rows = selected(which)
        if rows is None:
            return self
        return type(self)(
            self.start[rows],
            self.end[rows],
            self.number[rows],
            self.keyed[rows],
            self.valid[rows],
        )


def find_nirs(runs: DigitRuns) -> NirCandidates:
    """All candidates of a chunk, ascending, none inside another."""
    if not runs.size:
        return _nothing()
    parts = [*_in_digits(runs), *_corsicans(runs)]
    return _without_contained(_joined([part for part in parts if part.start.size]))


def _corsicans(runs: DigitRuns) -> list[NirCandidates]:
    """Candidates with a letter, in all forms."""
    letters, run = _corsican_letters(runs)
    if not letters.size:
        return []
    together = _is_compact(runs, letters, run)
    compact, spaced = letters[together], letters[~together]
    return [_compact_corsicans(runs, compact), _spaced_corsicans(runs, spaced)]


def _openings(runs: DigitRuns) -> Offsets:
    """Runs that may begin a NIR in parts."""
    joined = np.flatnonzero(runs.joiner)
    length = runs.lengths[joined]
    first_digit = runs.data[runs.starts[joined]] - np.uint8(48)
    opens = _SEPARATED_AT[np.minimum(length, 15)] & (length < nir.DIGITS)
    return joined[opens & nir.may_begin(first_digit)]


def look_random(
    keyed: npt.NDArray[np.int64], valid: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Whether so few of the look-alikes (counts, by place) have a right key that it is chance.

    Of random digits one in 97 has it, of a column of NIRs nearly all.
    """
    return (keyed >= _NOISE_SAMPLE) & (valid < _NOISE_SHARE * keyed)


def _nothing() -> NirCandidates:
    none = np.empty(0, np.int64)
    no_mask = np.empty(0, np.bool_)
    return NirCandidates(none, none, np.empty(0, np.uint64), no_mask, no_mask)


def _joined(parts: list[NirCandidates]) -> NirCandidates:
    if len(parts) == 1:
        return parts[0]
    return concatenated(parts) if parts else _nothing()


def _without_contained(found: NirCandidates) -> NirCandidates:
    """Keep, of overlapping candidates, the valid one, else the one that starts first."""
    if (found.start[1:] >= found.end[:-1]).all():
        return found
    # By start, the longer first. What was found in each form is in order, which stable sorts use.
    length = np.minimum(found.end - found.start, _MOST_BYTES)
    found = found.take(np.argsort(found.start * (_MOST_BYTES + 1) - length, kind="stable"))
    while found.start.size > 1:
        clash = found.start[1:] < found.end[:-1]
        if not clash.any():
            break
        drop = np.zeros(found.start.size, np.bool_)
        weaker_left = found.valid[1:] & ~found.valid[:-1]
        drop[:-1] |= clash & weaker_left
        drop[1:] |= clash & ~weaker_left & ~drop[:-1]
        if not drop.any():
            break
        found = found.take(~drop)
    return found


def _in_digits(runs: DigitRuns) -> list[NirCandidates]:
    """Candidates of digits alone, in one run or parted."""
    if KERNELS is None:
        return _in_digits_of(runs)
    own = arrays.Runs(runs.starts, runs.lengths, runs.joiner)
    return [NirCandidates(*arrays.nirs_in_digits(runs.data, own))]


def _in_digits_of(runs: DigitRuns) -> list[NirCandidates]:
    """The twin of the kernel."""
    totals = (nir.DIGITS, nir.FULL_DIGITS)
    pieces = parts_with(runs, runs.joiner != 0)
    groups = grow_groups(pieces, _openings(pieces), _SEPARATED_AT, totals, uniform=False)
    singles = [(total, np.flatnonzero(runs.lengths == total)) for total in totals]
    return [
        *(_group(runs, total, which, which) for total, which in singles),
        *(_group(pieces, *group) for group in groups),
    ]


def _group(runs: DigitRuns, total: int, first: Offsets, last: Offsets) -> NirCandidates:
    if not first.size:
        return _nothing()
    alone = _stands_alone(runs, first, last) & _printed_so(runs, first, last)
    first, last = first[alone], last[alone]
    if total in {nir.DIGITS, nir.FULL_DIGITS} and (first == last).all():
        number = digits_value(runs.data, runs.starts[first], nir.DIGITS)
    else:
        number = group_value(runs, first, last, nir.DIGITS)
    overseas = np.isin(number // np.uint64(10**6) % np.uint64(100), _OVERSEAS)
    legal = nir.are_structured(number) & (overseas | ~_parted_behind_eight(runs, first, last))
    first, last, number = first[legal], last[legal], number[legal]
    end = runs.starts[last] + runs.lengths[last]
    expected = nir.keys(number)
    if total == nir.FULL_DIGITS:
        written = _two_digits(runs.data, end - 2)
        keyed = np.ones(first.size, np.bool_)
        return NirCandidates(runs.starts[first], end, number, keyed, written == expected)
    follows, right = _key_apart(runs, last, expected)
    return NirCandidates(
        runs.starts[first], end, number, follows, right & nir.is_definitive(number)
    )


def _printed_so(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """False for points, slashes or dashes between some parts only, and for unusual pieces.

    ``3.32931513157895`` is one number, ``1 62.69291 83.02362`` are three, the faces of a solid in a
    Wavefront file, ``115 68/113 69/104 84``, are points that have numbers, and so are those of a
    drawing, ``145-70 233-91 155-36``; of dashes one may part what is printed with spaces.
    """
    usual = _in_usual_pieces(runs, first, last)
    # What stands before the key may differ from what stands between the other parts.
    inner = np.maximum(last - first - 1, 0)
    for sign, stray in ((46, 0), (47, 0), (45, 1)):
        signs = np.concatenate([[0], np.cumsum(runs.joiner == sign)])
        held = signs[first + inner] - signs[first]
        usual &= (held <= stray) | (held == inner)
    return usual


def _parted_behind_eight(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """Whether eight digits are in the first parts: a place has three digits overseas only.

    The steps of drawings have as many digits as they like: ``278 75 394 39 109 18``.
    """
    digits = np.zeros(first.size, np.int64)
    found = np.zeros(first.size, np.bool_)
    for part in range(_PARTS_OF_PLACE):
        run = first + part
        digits += np.where(run <= last, runs.lengths[np.minimum(run, runs.size - 1)], 0)
        found |= digits == _OVERSEAS_DIGITS
    return found


def _in_usual_pieces(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """Whether a number in two or three pieces is cut where printers cut: other cuts are chance."""
    count = last - first + 1
    one, two, three = (
        runs.lengths[np.minimum(first + offset, runs.size - 1)] for offset in range(3)
    )
    pieces = one * 10_000 + two * 100 + three
    in_three = np.isin(pieces, [70602, 11202, 70303])
    return (
        (count == 1)
        | (count > 3)
        | ((count == 2) & (one == nir.DIGITS))
        | ((count == 3) & in_three)
    )


def _two_digits(data: Bytes, at: Offsets) -> npt.NDArray[np.int64]:
    """The number of the last two digits before a separator or not: ``8 9`` is not printed."""
    return (data[at].astype(np.int64) - 48) * 10 + data[at + 1] - 48


def _key_apart(
    runs: DigitRuns, last: Offsets, expected: npt.NDArray[np.int64]
) -> tuple[Mask, Mask]:
    """Whether a two-digit run follows closely on the same line, and whether it is the key."""
    following = np.minimum(last + 1, runs.size - 1)
    end = runs.starts[last] + runs.lengths[last]
    start = runs.starts[following]
    gap = start - end
    follows = (following > last) & (runs.lengths[following] == 2)
    follows &= (gap > 0) & (gap <= _MAX_KEY_GAP)
    near = np.flatnonzero(follows)
    named = runs.data[np.maximum(start[near] - 1, 0)] == ord("=")
    for offset in range(_MAX_KEY_GAP if near.size else 0):
        at = np.minimum(end[near] + offset, runs.data.size - 2)
        apart = _PARTS[runs.data[at]]
        # ``&nbsp;`` and ``&cle=`` are a gap, ``&ddn=`` is not.
        after = runs.data[at + 1]
        other = ~IS_LETTER[after] | (named & ~_BEGINS_KEY[after])
        apart |= (runs.data[at] == ord("&")) & other
        follows[near] &= (offset >= gap[near]) | ~apart
    follows[near] &= ~_are_negative(runs.data, start[near], gap[near])
    right = follows.copy()
    near = np.flatnonzero(follows)
    right[near] = _two_digits(runs.data, start[near]) == expected[near]
    return follows, right


def _are_negative(data: Bytes, start: Offsets, gap: Offsets) -> Mask:
    """Whether a minus, which a blank or a letter parts from what is before, begins each number."""
    before = data[np.maximum(start - 2, 0)]
    minus = (gap > 1) & (data[np.maximum(start - 1, 0)] == ord("-"))
    return np.asarray(minus & ((before == 32) | IS_LETTER[before]), np.bool_)


def _stands_alone(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """False for groups glued to letters, inside a decimal, or part of a longer series."""
    data = runs.data
    start, end = runs.starts[first], runs.starts[last] + runs.lengths[last]
    before = data[np.maximum(start - 1, 0)]
    before2 = data[np.maximum(start - 2, 0)]
    after = data[np.minimum(end, data.size - 1)]
    after2 = data[np.minimum(end + 1, data.size - 1)]
    after3 = data[np.minimum(end + 2, data.size - 1)]
    has_before, has_after = start > 0, end < data.size
    glued = (has_before & IS_ALNUM[before]) | (has_after & IS_ALNUM[after])
    fraction = (start > 1) & (before == 46) & _is_digit(before2)
    # Spreadsheet and pandas exports write identifiers as floats: "279035121518989.0".
    float_zero = (after2 == 48) & (~_is_digit(after3) | (end + 2 >= data.size))
    decimal = (end + 1 < data.size) & (after == 46) & _is_digit(after2) & ~float_zero
    decimal &= first == last
    series = _in_series(runs, first, last) | _among_steps(runs, first, last)
    return ~(glued | fraction | decimal | series)


def _in_series(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """Whether a separated group goes on, before or after, with the separator it uses inside."""
    inside = runs.joiner[first]
    before = np.where(first > 0, runs.joiner[np.maximum(first - 1, 0)], 0)
    after = runs.joiner[last]
    grouped = first < last
    # A space also separates words, so only a group of digits beyond it would continue this one.
    dense = grouped & (inside != 32)
    return dense & ((before == inside) | (after == inside))


def _among_steps(runs: DigitRuns, first: Offsets, last: Offsets) -> Mask:
    """Whether a group that begins with three digits has a number or a minus beside it.

    The steps of drawings have up to three: ``c-63 -113 40 18 290 292 78 249``. Few printers join
    the year to the sex, and then set nothing else in digits on the line.
    """
    spaced = (first < last) & (runs.joiner[first] == 32) & (runs.lengths[first] == _SEX_AND_YEAR)
    before = (first > 0) & (runs.joiner[np.maximum(first - 1, 0)] == 32)
    start = runs.starts[first]
    before |= (start > 0) & (runs.data[np.maximum(start - 1, 0)] == ord("-"))
    return spaced & (before | (runs.joiner[last] == 32))


def _is_digit(values: Bytes) -> Mask:
    return (values - np.uint8(48)) < 10


def _is_compact(runs: DigitRuns, letters: Offsets, run: Offsets) -> Mask:
    """Whether the number around each letter is written without any separator, key included."""
    following = np.minimum(run + 1, runs.size - 1)
    together = (runs.lengths[run] == _BEFORE_LETTER) & (runs.starts[following] == letters + 1)
    return together & (runs.lengths[following] == _AFTER_LETTER + 2)


def _compact_corsicans(runs: DigitRuns, letters: Offsets) -> NirCandidates:
    """Corsican NIRs of fifteen characters in a row, as arrays."""
    if not letters.size:
        return _nothing()
    data, start, end = runs.data, letters - _BEFORE_LETTER, letters + _AFTER_LETTER + 3
    glued = (start > 0) & IS_ALNUM[data[np.maximum(start - 1, 0)]]
    glued |= (end < data.size) & IS_ALNUM[data[np.minimum(end, data.size - 1)]]
    start, end, letters = start[~glued], end[~glued], letters[~glued]
    place = np.where(data[letters] | 32 == ord("a"), np.uint64(19), np.uint64(18))
    number = digits_value(data, start, _BEFORE_LETTER - 1) * np.uint64(100) + place
    number = number * np.uint64(10**6) + digits_value(data, letters + 1, _AFTER_LETTER)
    legal = nir.are_structured(number)
    start, end, number = start[legal], end[legal], number[legal]
    valid = _two_digits(data, end - 2) == nir.keys(number)
    return NirCandidates(start, end, number, np.ones(start.size, np.bool_), valid)


def _spaced_corsicans(runs: DigitRuns, letters: Offsets) -> NirCandidates:
    """Corsican NIRs in all other forms: a pattern on a short window around each letter."""
    rows: list[tuple[int, int, int, bool, bool]] = []
    seen = -1
    for letter in letters.tolist():
        low = max(letter - _CORSICAN_REACH, 0)
        window = runs.data[low : letter + 40].tobytes()
        # That of the row above may stand in the window, too.
        found = (each for each in _CORSICAN.finditer(window) if low + each.end() > letter)
        match = next(found, None)
        if match is None or low + match.start() <= seen:
            continue
        seen = low + match.start()
        body = match.group()[: match.start("body") - match.start()]
        if _is_drawn(body):
            continue
        number = nir.number_of(_NOT_SIGNIFICANT.sub(b"", body).decode("ascii"))
        if not nir.is_structured(number, corsica=True):
            continue
        written = (match["joined"] or match["apart"] or b"")[-2:]
        right = bool(written) and nir.key(number) == int(written)
        keyed = match["joined"] is not None or right
        end = low + match.end("joined" if match["joined"] else "body")
        rows.append((seen, end, number, keyed, right))
    if not rows:
        return _nothing()
    start, end, numbers, keyed, valid = np.array(rows, np.int64).T
    return NirCandidates(
        start, end, numbers.astype(np.uint64), keyed.astype(np.bool_), valid.astype(np.bool_)
    )


def _is_drawn(body: bytes) -> bool:
    """Whether points, or more than one dash, stand between some parts only.

    ``295.402a.629.926`` and ``1-45 70 2a-155 036`` are paths, with an arc in them.
    """
    if b"." in body:
        return not _PARTED_BY_POINTS.fullmatch(body)
    return body.count(b"-") > 1 and b" " in body.replace(b" - ", b"-")


def _corsican_letters(runs: DigitRuns) -> tuple[Offsets, Offsets]:
    """Letters A or B right after a 2, with digits close on both sides, and the run before each.

    Hexadecimal text mostly fails here.
    """
    data, ends = runs.data, runs.ends()
    low, high = np.searchsorted(ends, [_BEFORE_LETTER, data.size - _BEFORE_LETTER])
    run = np.flatnonzero(_IS_CORSICAN[data[ends[low:high]]]) + low
    at = ends[run]
    # Digits of the commune and the month, whether a separator takes 0, 1, 2 or 3 bytes.
    close = (data[at - 1] == ord("2")) & _is_digit(data[at + 4])
    close &= _is_digit(data[at - 3]) | _is_digit(data[at - 4]) | _is_digit(data[at - 5])
    return at[close], run[close]
