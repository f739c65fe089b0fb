"""NIR that are nobody's: right structure, right key, and a month that does not exist.

The number is `S YY MM DD CCC OOO KK`. A month of 50 or more stands for an incomplete civil
status and is never given with a known commune, so these numbers are taken by nobody, while
a scanner that follows the structure accepts them.

Source: INSEE, https://xml.insee.fr/schema/nir.html; key 97 - (n mod 97), 2A read as 19 and
2B as 18.
"""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

FIRST_MONTH = 50
MONTHS = 50
PLACES = 999
"""Communes, and orders within a commune: 001 to 999."""

Numbers = TypeVar("Numbers", int, npt.NDArray[np.int64])

_CELLS = PLACES * PLACES
# Coprime to 999 squared, so that consecutive serials land far apart, each on its own cell.
_STRIDE = 618_031


def birth_entry(serial: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The month (50-99), commune (1-999) and order (1-999) of the person `serial`, from 0.

    Distinct for distinct serials below 49,900,050, whatever the rest of the number is.
    """
    cell = serial % _CELLS * _STRIDE % _CELLS
    month = FIRST_MONTH + (serial // _CELLS + cell * 17) % MONTHS
    return month, cell // PLACES + 1, cell % PLACES + 1


def nir_key(body: Numbers) -> Numbers:
    """The key (1-97) of a 13-digit body, Corsican letters already replaced."""
    return 97 - body % 97


def fictitious_nir(serial: int, *, female: bool, birth_year: int, department: str) -> str:
    """A 15-character NIR that is nobody's, coherent with sex, birth year and department.

    Args:
        serial: Number of the person, from 0; makes the NIR distinct.
        female: Sex 2 rather than 1.
        birth_year: Four digits.
        department: Two characters, ``01`` to ``95``, ``2A``, ``2B`` or ``99`` (abroad).
    """
    month, commune, order = birth_entry(serial)
    head = f"{2 if female else 1}{birth_year % 100:02}{month:02}"
    tail = f"{commune:03}{order:03}"
    digits = {"2A": "19", "2B": "18"}.get(department, department)
    return f"{head}{department}{tail}{nir_key(int(head + digits + tail)):02}"


def printed_nir(nir: str) -> str:
    """A 15-character NIR with its parts apart, as on a card or a letter."""
    parts = (nir[0], nir[1:3], nir[3:5], nir[5:7], nir[7:10], nir[10:13], nir[13:])
    return " ".join(parts)
