r"""NIR, the French social security number (also INS-NIR, and NIA for those awaiting one).

Thirteen characters and a two-digit key, ``S YY MM DD CCC OOO KK``:

==== ======== ==================================================================
S    sex      1, 2 definitive; 3, 4 NIA; 7, 8 provisional
YY   year     two digits of the year of birth
MM   month    01-12; 20, 30-42, 50-99 when civil status was incomplete
DD   place    01-96; 2A, 2B Corsica; 97x, 98x overseas (then CC is two digits);
              99 born abroad (then CCC is a country)
CCC  commune  001-999
OOO  order    001-999
KK   key      97 - (the 13 characters mod 97), with 2A read as 19 and 2B as 18
==== ======== ==================================================================

Layouts 5-8 without a birth date (MIG, NNP) are not accepted here: only a label tells them.

Source: INSEE, https://xml.insee.fr/schema/nir.html; CNAM "nir-validation";
décret n° 82-103 of 22 January 1982.

>>> is_valid("1 44 50 99 123 009 79"), is_valid("144509912300978")
(True, False)
>>> key(number_of("2530" + "72B073004"))
70
"""

import numpy as np
import numpy.typing as npt

from leakscan.membership import are_in
from leakscan.patterns import deferred

DIGITS = 13
FULL_DIGITS = 15
KEY_MODULUS = 97
LAST_MONTH = 12
"""Months beyond it are those of nobody's birth: civil status was incomplete."""

Numbers = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

SPECIMENS = frozenset({2790351215189, 2550749588157, 1850578006084, 2690549588157})
"""Numbers, without key, that public samples print; found ones are reported as test data."""

_IN_A_ROW = 5
_SPECIMENS = np.array(sorted(SPECIMENS), np.uint64)
_NOT_SIGNIFICANT = deferred(r"[^0-9ABab]")
_FULL = deferred(r"[1-478][0-9]{4}(?:[0-9]{2}|2[ABab])[0-9]{8}")

_VALID_SEX = np.isin(np.arange(10), [1, 2, 3, 4, 7, 8])
_VALID_MONTH = np.isin(np.arange(100), [*range(1, 13), 20, *range(30, 43), *range(50, 100)])
_VALID_PLACE = np.isin(np.arange(100), [*range(1, 100)])
_VALID_OVERSEAS = np.isin(np.arange(1000), [*range(971, 979), *range(980, 990)])


def number_of(thirteen: str) -> int:
    """The number a NIR's first 13 characters stand for, Corsica resolved as the key needs it.

    Raises:
        ValueError: when the characters are not 13 digits (2A or 2B allowed at 6-7).
    """
    place = thirteen[5:7].upper()
    digits = thirteen[:5] + {"2A": "19", "2B": "18"}.get(place, place) + thirteen[7:]
    if len(digits) != DIGITS or not digits.isascii() or not digits.isdigit():
        msg = "not 13 NIR characters"
        raise ValueError(msg)
    return int(digits)


def key(number: int) -> int:
    """The control key, 1 to 97, of `number_of` a NIR."""
    return KEY_MODULUS - number % KEY_MODULUS


def is_valid(text: str) -> bool:
    """Whether `text`, with any separators, is a NIR of legal structure and right key."""
    compact = _NOT_SIGNIFICANT.sub("", text)
    if not _FULL.fullmatch(compact):
        return False
    corsica = compact[6].upper() in "AB"
    number = number_of(compact[:DIGITS])
    return is_structured(number, corsica=corsica) and key(number) == int(compact[DIGITS:])


def is_structured(number: int, *, corsica: bool = False) -> bool:
    """Whether the parts of `number_of` a NIR are legal ones; the key is not looked at."""
    digits = f"{number:013d}"
    sex, month, place = int(digits[0]), int(digits[3:5]), int(digits[5:7])
    commune, order = int(digits[7:10]), int(digits[10:])
    if not (_VALID_SEX[sex] and _VALID_MONTH[month] and order):
        return False
    if place in {97, 98} and not corsica:
        return bool(_VALID_OVERSEAS[place * 10 + commune // 100]) and commune % 100 != 0
    return place != 0 and commune != 0


def keys(numbers: Numbers) -> npt.NDArray[np.int64]:
    """`key` of each number."""
    return KEY_MODULUS - (numbers % np.uint64(KEY_MODULUS)).astype(np.int64)


def are_structured(numbers: Numbers) -> Mask:
    """`is_structured` of each number; Corsican ones have place 18 or 19, legal as it is."""
    head, order = np.divmod(numbers.astype(np.int64), 1000)
    head, commune = np.divmod(head, 1000)
    head, place = np.divmod(head, 100)
    head, month = np.divmod(head, 100)
    sex = head // 100
    in_range = (sex < 10) & (numbers < 10**13)
    overseas = (place == 97) | (place == 98)
    place_ok = np.where(
        overseas,
        _VALID_OVERSEAS[place * 10 + commune // 100] & (commune % 100 != 0),
        _VALID_PLACE[place] & (commune != 0),
    )
    return in_range & _VALID_SEX[np.minimum(sex, 9)] & _VALID_MONTH[month] & (order != 0) & place_ok


def years_and_months(numbers: Numbers) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Two digits of the year of birth, and the month, of each number."""
    year, month = np.divmod(numbers.astype(np.int64) // 10**8 % 10**4, 100)
    return year, month


def are_specimens(numbers: Numbers) -> Mask:
    """Whether each number is one that public samples print."""
    return are_in(numbers, _SPECIMENS)


def are_monotonous(numbers: Numbers) -> Mask:
    """Whether the digits of each number lie within five in a row, without a zero: 1 to 5.

    Of NIRs one in 6000 is so written, only those of November and December; of strokes, keys and
    levels that are written as digits nearly all, and a right key then is chance.
    """
    rest, least, most = numbers, np.full(numbers.size, 9), np.zeros(numbers.size, np.int64)
    for _ in range(DIGITS):
        rest, digit = np.divmod(rest, np.uint64(10))
        least = np.minimum(least, digit.astype(np.int64))
        most = np.maximum(most, digit.astype(np.int64))
    return (most - least < _IN_A_ROW) & (least > 0)


def may_begin(sexes: npt.NDArray[np.uint8]) -> Mask:
    """Whether each of these first digits is a legal one."""
    return _VALID_SEX[sexes]


def is_definitive(numbers: Numbers) -> Mask:
    """Whether each number is a definitive NIR (sex 1 or 2), the only ones that stand alone."""
    sex = numbers // np.uint64(10**12)
    return (sex == 1) | (sex == 2)
