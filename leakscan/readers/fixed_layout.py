"""Where the columns of fixed-width lines stand, told from a sample of them.

Lines of French health insurance (B2, NOEMIE, RSF) run 128 or more characters without
separators; a number stands beside the next one. Columns that are blank in every line of a kind
separate fields, and the NIR is found by its place: the one at which thirteen digits and their
key agree in line after line; without a key, the one at which they agree with the year of a date
elsewhere in the line, as a birth date does (VID-HOSP and its kin). The vote only cuts the lines;
whether a number is a NIR is decided where all numbers are. What hospitals declare of their stays
(RSS, RHS and their kin) has none, but a number, a birth date and, against it, a sex.

Sources: norme B2 and NOEMIE (GIE SESAM-Vitale, Assurance maladie); kinds of lines are told by
the first character.
"""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.membership import distinct
from leakscan.patterns import deferred
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.fixed_kinds import (
    DATE_DIGITS,
    ONE_KIND,
    Kind,
    beside_numbers,
    date_cuts,
    dates,
)

_MIN_LINES = 4
_MIN_LENGTH = 24
_USUAL_LENGTH = 60
"""Shorter lines of one length are usual in other texts: they must show how they are filled."""
_B2_LENGTHS = frozenset({128, 256, 512})
_SAME_LENGTH_SHARE = 0.9
_MAX_KINDS = 16
_MIN_KIND_LINES = 3
_VOTE_SHARE = 0.8
_NUMBER, _KEY = 13, 2
_PHONE = 10
_MIN_REGIONS = 2
_FULL = _NUMBER + _KEY
_LETTER = 6
"""Where a number of Corsica has its letter."""
_FORMS = (
    np.arange(_FULL),
    np.array([*range(_NUMBER), 14, 15]),
    np.array([0, 2, 3, 5, 6, 8, 9, 11, 12, 13, 15, 16, 17, 19, 20]),
)
"""Where the signs of a number stand: without blanks, one before the key, or one after each part."""
_BLANKS = (0x20, 0xC2, 0xE2)
"""First bytes of what stands between these: blanks, and those that do not break a line."""
_POWERS = 10 ** np.arange(_NUMBER - 1, -1, -1, dtype=np.int64)
_MIN_AGREEING, _MIN_YEARS = 20, 5
"""Lines whose number says when somebody was born, and different years that they say."""
_DELIMITERS = b";\t|,"
_MONTHS = (*range(1, 13), 20, *range(30, 43), *range(50, 100))
_MAX_TRIMMED = 512
_AT_SIGN = 0x40
"""The sign before the letters."""
_FIRST_LINES = 4
_LONG_NUMBER = deferred(rb"[0-9]{5}[0-9AB][0-9]{7}")
_CIP, _CIP_PREFIX = 13, b"34009"


@frozen(kw_only=False, eq=False, repr=False)
class FixedLayout:
    """Lines of `length` characters, of several kinds; those with a NIR begin a record.

    Attributes:
        trimmed: Blanks at their ends were taken away: shorter ones are as good.
        glued: The NIR touches what stands beside it.
    """

    length: int
    kinds: tuple[Kind, ...]
    trimmed: bool = False
    glued: bool = False


def find_layout(head: bytes) -> FixedLayout | None:
    """The layout of a text that begins with `head`; None unless a person stands at a fixed place.

    Places are counted in characters: what was one byte each may take two in UTF-8.
    """
    lines = [line.rstrip(b"\r\x1a") for line in first_bytes(head).split(b"\n")[:-1]]
    filled = [line for line in lines if line.strip()]
    if len(filled) < _MIN_LINES:
        return None
    length = max(map(len, filled))
    if length < _MIN_LENGTH:
        return None
    same = [line for line in filled if len(line) == length]
    trimmed = len(same) < _SAME_LENGTH_SHARE * len(filled)
    if trimmed and not (length <= _MAX_TRIMMED and begins_glued(filled[:_FIRST_LINES])):
        return None
    whole = [line.ljust(length) for line in filled] if trimmed else same
    sample = np.frombuffer(b"".join(whole), np.uint8).reshape(-1, length)
    return None if _is_delimited(sample) else _layout_of(sample, trimmed=trimmed)


def _layout_of(sample: Bytes, *, trimmed: bool) -> FixedLayout | None:
    """The layout of lines that were made equally long."""
    length = sample.shape[1]
    signs = np.unique(sample[:, 0])
    several = signs.size <= _MAX_KINDS and length in _B2_LENGTHS and not trimmed
    several = several and not _is_a_person_each(sample)
    kinds = tuple(
        _kind(sample[sample[:, 0] == sign] if several else sample, sign)
        for sign in (signs.tolist() if several else [ONE_KIND])
    )
    if all(kind.nir < 0 for kind in kinds):
        return _of_stays(sample) if length >= _USUAL_LENGTH and not trimmed else None
    glued = not several and _is_glued(sample, kinds[0])
    if not glued and (trimmed or (length < _USUAL_LENGTH and not _is_padded(sample))):
        return None
    return FixedLayout(length, kinds, trimmed=trimmed, glued=glued)


def begins_glued(lines: list[bytes]) -> bool:
    """Whether each line has a number as long as a NIR, and they stand at one place."""
    found = [_LONG_NUMBER.search(line) for line in lines]
    return len({match.start() if match else -1 for match in found}) == 1 and found[0] is not None


def _is_a_person_each(lines: Bytes) -> bool:
    """Whether lines have a NIR at one place, and another one than the line before.

    Lines of an invoice repeat it, or have none; here the first sign tells no kind.
    """
    place, size = _nir_place(lines, few=_MIN_LINES)
    if place < 0:
        return False
    numbers = lines[:, place : place + size]
    filled = ((numbers[:, :_LETTER] - np.uint8(0x30)) < 10).any(axis=1)
    other = (numbers[1:] != numbers[:-1]).any(axis=1)
    return bool(filled.mean() >= _VOTE_SHARE and other.mean() >= _VOTE_SHARE)


def _is_glued(lines: Bytes, kind: Kind) -> bool:
    """Whether a NIR touches a letter or a digit beside it, which no other reader takes apart."""
    start, end = int(kind.starts[kind.nir]), int(kind.ends[kind.nir])
    solid = (lines > _AT_SIGN) | ((lines - np.uint8(0x30)) < 10)
    beside = [solid[:, at] for at in (start - 1, end) if 0 <= at < lines.shape[1]]
    return any(signs.mean() >= _VOTE_SHARE for signs in beside)


def _is_padded(lines: Bytes) -> bool:
    """Whether fields are filled up with blanks.

    Letters that are the same in all lines name the values behind them: those are no columns.
    """
    letters = (lines > _AT_SIGN).all(axis=0)
    named = bool((letters & (lines == lines[0]).all(axis=0)).any())
    blank = lines == 0x20
    filled = (blank[:, 1:] & blank[:, :-1]).any(axis=1)
    return not named and bool(filled.mean() >= _VOTE_SHARE)


def _of_stays(sample: Bytes) -> FixedLayout | None:
    # Imported here: few lines of one length are about stays.
    from leakscan.readers.fixed_stays import stay_kind

    stays = stay_kind(sample)
    return None if stays is None else FixedLayout(sample.shape[1], (stays,))


def first_bytes(text: bytes) -> bytes:
    """The first byte of each character of UTF-8."""
    if text.isascii():
        return text
    data = np.frombuffer(text, np.uint8)
    return data[~continues(data)].tobytes()


def continues(data: Bytes) -> npt.NDArray[np.bool_]:
    """Whether each byte goes on with a character of UTF-8."""
    return (data & 0xC0) == 0x80


def character_starts(data: Bytes) -> Offsets:
    """Where each character of a text begins, and its end."""
    return np.append(np.flatnonzero(~continues(data)), data.size)


def _is_delimited(lines: Bytes) -> bool:
    """Whether a delimiter stands at the same places in most lines: a table of values of one length.

    Its header may tell what the columns are; lines of health insurance have no such signs.
    """
    # Rules above and below a header and the last line have none.
    return any(
        np.count_nonzero((lines == sign).mean(axis=0) >= _VOTE_SHARE) >= 2 for sign in _DELIMITERS
    )


def _kind(lines: Bytes, sign: int) -> Kind:
    place, size = _nir_place(lines, few=1 if lines.shape[1] in _B2_LENGTHS else _MIN_KIND_LINES)
    if place < 0:
        place, size = _keyless_place(lines)
    blank = (lines == 0x20).all(axis=0)
    edges = np.diff(blank.astype(np.int8), prepend=1, append=1)
    starts, ends = np.flatnonzero(edges < 0), np.flatnonzero(edges > 0)
    if place < 0:
        return Kind(sign, starts, ends, -1)
    phones = _phone_cuts(lines, taken=range(place, place + size))
    beside = np.concatenate(
        [beside_numbers(lines), date_cuts(lines), phones, _medicine_cuts(lines)]
    )
    bounds = np.concatenate([starts, ends, beside])
    bounds = bounds[(bounds <= place) | (bounds >= place + size)]
    bounds = np.unique(np.append(bounds, [place, place + size]))
    inside = [not blank[low] for low in bounds[:-1].tolist()]
    starts, ends = bounds[:-1][inside], bounds[1:][inside]
    return Kind(sign, starts, ends, int(np.flatnonzero(starts == place)[0]))


def _phone_cuts(lines: Bytes, taken: range) -> Offsets:
    """Beginnings and ends of ten signs that are a national telephone number, or blank.

    The house number of an address may stand against it, or the NIR, whose place is `taken`.
    """
    digit, zero, blank = (lines - np.uint8(0x30)) < 10, lines == 0x30, lines == 0x20
    usual = np.logical_and.reduce(digit | blank, axis=0)
    usual[taken.start : taken.stop] = False
    first = np.logical_and.reduce(zero | blank, axis=0)
    second = np.logical_and.reduce((digit & ~zero) | blank, axis=0)
    cuts: list[int] = []
    for place in np.flatnonzero(first[:-1] & second[1:]).tolist():
        end = place + _PHONE
        if (not cuts or place >= cuts[-1]) and usual[place:end].all() and end <= usual.size:
            filled = digit[:, place:end].all(axis=1)
            sound = (filled | blank[:, place:end].all(axis=1)).all()
            # A code before a date begins as one region's numbers do, but in every line.
            several = np.unique(lines[filled, place + 1]).size >= _MIN_REGIONS
            if sound and (several or _are_optional(lines[:, place:end])):
                cuts += [place, end]
    return np.array(cuts, np.int64)


def _are_optional(signs: Bytes) -> bool:
    """Whether signs are left out in some lines, and different in those that have them."""
    filled = signs[(signs != 0x20).all(axis=1)]
    several = _MIN_KIND_LINES <= filled.shape[0] < signs.shape[0]
    return several and np.unique(filled, axis=0).shape[0] > filled.shape[0] // 2


def _medicine_cuts(lines: Bytes) -> Offsets:
    """Beginnings and ends of the code of a medicine (CIP), in every line that is filled there."""
    count = max(lines.shape[1] - _CIP + 1, 0)
    told = [(lines == sign).any(axis=0)[at : at + count] for at, sign in enumerate(_CIP_PREFIX)]
    cuts: list[int] = []
    for place in np.flatnonzero(np.logical_and.reduce(told)).tolist():
        signs = lines[:, place : place + _CIP]
        filled = signs[~(signs == 0x20).all(axis=1)]
        prefixed = (filled[:, : len(_CIP_PREFIX)] == list(_CIP_PREFIX)).all()
        if prefixed and ((filled - np.uint8(0x30)) < 10).all():
            cuts += [place, place + _CIP]
    return np.array(cuts, np.int64)


def _nir_place(lines: Bytes, *, few: int) -> tuple[int, int]:
    """The place at which the lines that are filled there hold a NIR with its key, -1 without.

    And how many characters are read as the number: blanks may stand between its parts.
    """
    blanks = np.isin(lines, _BLANKS)
    digit = np.logical_or.reduce((lines - np.uint8(0x30)) < 10, axis=0)
    blank = np.logical_or.reduce(blanks, axis=0)
    for form in _FORMS:
        best, most = -1, 0
        gaps = np.setdiff1d(np.arange(form[-1]), form)
        # Where no line has a digit, or a blank, nothing need be read.
        count = lines.shape[1] - int(form[-1])
        told = [digit[at : at + count] for at in np.delete(form, _LETTER)]
        told += [blank[at : at + count] for at in gaps]
        for place in np.flatnonzero(np.logical_and.reduce(told)).tolist():
            field = lines[:, place + form]
            filled = ~((field == 0x20) | (field == 0x30)).all(axis=1)
            number = int(np.count_nonzero(filled))
            parted = filled & blanks[:, place + gaps].all(axis=1)
            votes = int(np.count_nonzero(_are_nirs(field[parted]))) if number >= few else 0
            if votes > most and votes >= _VOTE_SHARE * number:
                best, most = place, votes
        if best >= 0:
            return best, int(form[-1]) + 1
    return -1, 0


def _are_nirs(signs: Bytes) -> npt.NDArray[np.bool_]:
    """Whether rows of fifteen signs are numbers whose key is right; see `identifiers.nir`."""
    letter = signs[:, _LETTER]
    corsican = ((letter == ord("A")) | (letter == ord("B"))) & (signs[:, _LETTER - 1] == ord("2"))
    digits = signs.astype(np.int64) - 0x30
    digits[corsican, _LETTER] = 0
    good = ((digits >= 0) & (digits < 10)).all(axis=1)
    month = digits[:, 3] * 10 + digits[:, 4]
    good &= np.isin(digits[:, 0], (1, 2, 3, 4, 7, 8)) & (month > 0)
    number = digits[:, :_NUMBER] @ _POWERS
    number -= np.where(corsican, (letter.astype(np.int64) - 0x40) * 1_000_000, 0)
    key = digits[:, _NUMBER] * 10 + digits[:, _NUMBER + 1]
    return good & ((number + key) % 97 == 0)


def _keyless_place(lines: Bytes) -> tuple[int, int]:
    """The place of thirteen digits that say, as a NIR does, the year of a date beside them.

    And how many characters are read as the number: two digits behind it would be its key.
    """
    if len(lines) < _MIN_AGREEING:
        return -1, 0
    told = dates(lines)
    various = [each for each in told if distinct(each[1]).size >= _MIN_YEARS]
    for place in range(lines.shape[1] - _FULL + 1):
        digits = lines[:, place : place + _FULL].astype(np.int64) - 0x30
        are_digits = (digits >= 0) & (digits < 10)
        good = are_digits[:, :_NUMBER].all(axis=1) & np.isin(digits[:, 0], (1, 2))
        if np.count_nonzero(good) < _VOTE_SHARE * len(lines):
            continue
        year = digits[:, 1] * 10 + digits[:, 2]
        same = [
            np.count_nonzero(good & (years % 100 == year))
            for other, years in various
            if other + DATE_DIGITS <= place or place + _NUMBER <= other
        ]
        if max(same, default=0) >= _VOTE_SHARE * len(lines) or _stands_alone(lines, place):
            dated = any(place + _NUMBER <= at < place + _FULL for at, _ in told)
            glued = are_digits[:, _NUMBER:].all() and not dated
            return place, _FULL if glued else _NUMBER
    return -1, 0


def _stands_alone(lines: Bytes, place: int) -> bool:
    """Whether thirteen digits between other signs are in every line those of a NIR.

    Sex, month and different years, and no two the same: other numbers of that length have
    months that there are none of, and the time in milliseconds says one year.
    """
    digit = (lines - np.uint8(0x30)) < 10
    end = place + _NUMBER
    if (place and digit[:, place - 1].any()) or digit[:, end : end + 1].any():
        return False
    numbers = lines[digit[:, place:end].all(axis=1), place:end].astype(np.int64) - 0x30
    year, month = numbers[:, 1] * 10 + numbers[:, 2], numbers[:, 3] * 10 + numbers[:, 4]
    sound = np.isin(numbers[:, 0], (1, 2)) & np.isin(month, _MONTHS)
    sound &= numbers[:, 5] * 10 + numbers[:, 6] > 0
    several = distinct(year).size >= _MIN_YEARS
    return several and bool(sound.all()) and distinct(numbers @ _POWERS).size == len(numbers)


__all__ = ["FixedLayout", "Kind", "begins_glued", "continues", "find_layout", "first_bytes"]
