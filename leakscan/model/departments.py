"""French départements as small numbers, so that they can stand in arrays.

Codes are INSEE's: ``01``-``95`` with ``2A`` and ``2B`` for Corsica, ``971``-``988`` overseas,
and ``99`` for abroad. Number 0 is "not known".
"""

import numpy as np
import numpy.typing as npt

ABROAD = "99"
_OVERSEAS = ("971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988")
CODES = (
    "",
    *(f"{number:02}" for number in range(1, 20)),
    "2A",
    "2B",
    *(f"{number:02}" for number in range(21, 96)),
    *_OVERSEAS,
    ABROAD,
)
"""The code of each number."""

NUMBER_OF = {code: number for number, code in enumerate(CODES)}
"""The number of each code."""


def by_three_digits() -> npt.NDArray[np.uint16]:
    """The département number for the first three digits of a postcode; 0 when there is none.

    Postcodes of Corsica start with 200 or 201 in the south, 202 to 209 in the north.
    """
    table = np.zeros((100, 10), np.uint16)
    for two_digits in range(99):  # 99 is no postcode's
        table[two_digits] = NUMBER_OF.get(f"{two_digits:02}", 0)
    table[20, :2], table[20, 2:] = NUMBER_OF["2A"], NUMBER_OF["2B"]
    for code in _OVERSEAS:
        table[int(code[:2]), int(code[2])] = NUMBER_OF[code]
    return table.ravel()
