"""French telephone numbers, as national significant numbers (nine digits, no leading zero).

1-5 are geographic (overseas included: 262, 263, 269, 508, 590, 594, 596), 6 and 73-79 mobile
(overseas mobiles start 639, 690-694, 696, 697), 9 is voice over IP. 8 is services and 70-72
is not assigned to persons: neither is counted. Short numbers are not personal.

Source: ARCEP, plan national de numérotation, décision 2018-0881, consolidated.

>>> national("+33 (0)6 39 98 12 34"), national("05 36 49 00 01"), national("0836 65 65 65")
(639981234, 536490001, None)
"""

import numpy as np
import numpy.typing as npt

from leakscan.membership import are_in
from leakscan.patterns import deferred

Numbers = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

NATIONAL_DIGITS = 9
PLACEHOLDERS = frozenset(
    {100000000, 600000000, 700000000, 102030405, 123456789, 987654321, 699999999, 605040302}
    | {digit * 111_111_111 for digit in range(10)}
    | {lead * 100_000_000 for lead in range(1, 10)}
    | {
        sum((first + step * at) * 100 ** (4 - at) for at in range(5))
        for first in range(1, 10)
        for step in (-2, -1, 1, 2, 5, 10, 11)
        if first + step * 4 >= 0
    }
)
"""Numbers people type when they have none: constant digits and keyboard sequences; and what
counts, ``05 06 07 08 09``: a list of hours, not a number."""

FICTION_RANGES = (
    (199_000_000, 199_009_999),
    (261_910_000, 261_919_999),
    (353_010_000, 353_019_999),
    (465_710_000, 465_719_999),
    (536_490_000, 536_499_999),
    (639_980_000, 639_989_999),
)
"""Reserved for fiction by ARCEP: signs of synthetic data."""

_OVERSEAS_CODES = ("262", "590", "594", "596", "508")
_WRITTEN = deferred(
    r"(?:(?:\+|00)(?P<country>33|262|590|594|596|508)(?:\(0\))?0?|0)(?P<number>[1-9][0-9]{8})"
)
_SEPARATORS = deferred(r"[ .\-/\u00a0\u202f]")
PLACEHOLDER_NUMBERS = np.array(sorted(PLACEHOLDERS), np.uint64)
FICTION_NUMBERS = np.array(FICTION_RANGES, np.uint64)
"""First and last of each range, shape (ranges, 2)."""


def national(text: str) -> int | None:
    """The national number of a written French phone number, or None when it is not one."""
    match = _WRITTEN.fullmatch(_SEPARATORS.sub("", text))
    if not match:
        return None
    number = int(match["number"])
    return number if is_personal(number) else None


def is_personal(number: int) -> bool:
    """Whether a national number can be a person's: assigned, no service, no placeholder."""
    return bool(are_personal(np.array([number], np.uint64))[0])


def are_personal(numbers: Numbers) -> Mask:
    """`is_personal` of each national number."""
    lead = numbers // np.uint64(10**8)
    second = numbers // np.uint64(10**7)
    assigned = (lead >= 1) & (lead <= 9) & (lead != 8) & ((lead != 7) | (second >= 73))
    return assigned & ~are_in(numbers, PLACEHOLDER_NUMBERS)


def are_mobile(numbers: Numbers) -> Mask:
    """Whether each national number is a mobile's: one person's, unlike a landline."""
    lead = numbers // np.uint64(10**8)
    return (lead == 6) | (lead == 7)


def are_fiction(numbers: Numbers) -> Mask:
    """Whether each national number lies in a range reserved for fiction."""
    inside = np.zeros(numbers.shape, np.bool_)
    for low, high in FICTION_RANGES:
        inside |= (numbers >= low) & (numbers <= high)
    return inside
