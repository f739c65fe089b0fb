"""What a NIR tells of a person, beside the birth date and the home of the same record."""

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.evidence.persons import Kind, birth_years
from leakscan.evidence.places import BIRTH_TABLES, Bytes, Places, birthplaces
from leakscan.model.profiles import BIRTH, BORN_IN, LIVES_IN, SEX, Attributes
from leakscan.native import persons
from leakscan.native.library import KERNELS

MONTHS = 12
_SEX = np.array([2, 1, 2, 1, 2, 2, 2, 1, 2, 2], np.uint16)
"""By first digit: 1, 3 and 7 are men, 2, 4 and 8 women."""
_TABLES = persons.NirTables(_SEX, *BIRTH_TABLES)

Years = npt.NDArray[np.int64]


def known_of_nirs(
    nirs: Kind, records: tuple[Numbers, Places], data: Bytes, year: int, limit: int
) -> tuple[Numbers, Attributes]:
    """The prints of NIRs and the attributes of each, of prints up to `limit`.

    Args:
        nirs: The hits.
        records: Birth date as ``yyyymmdd``, and département of residence, of each record.
        data: The text they stand in.
        year: Of the scan: it tells a birth year '24 from 1924.
        limit: Of a sample of persons that is full most are beyond it.
    """
    if KERNELS is not None:
        hits = (nirs.value, nirs.prints, nirs.record, nirs.start)
        return persons.known_of(data, _TABLES, hits, records, year, limit)
    return _known_of_nirs(nirs, records, data, year, limit)


def _known_of_nirs(
    nirs: Kind, records: tuple[Numbers, Places], data: Bytes, year: int, limit: int
) -> tuple[Numbers, Attributes]:
    """The twin of the kernel."""
    nirs = nirs.take(nirs.prints <= np.uint64(limit))
    born, homes = records
    years = birth_years(nirs.value, year)
    own = months_of(born[nirs.record])
    known = np.zeros((nirs.record.size, 4), np.uint16)
    known[:, BIRTH] = np.where(_agree(own, years), own, _months_of_nirs(nirs.value, years))
    known[:, SEX] = _SEX[nirs.value // np.uint64(10**12)]
    known[:, BORN_IN] = birthplaces(nirs.value, years, data, nirs.start)
    known[:, LIVES_IN] = homes[nirs.record]
    return nirs.prints, known


def months_of(days: Numbers) -> npt.NDArray[np.uint16]:
    """``yyyymmdd`` as 12 × year + month; 0 stays 0."""
    years, months = days // np.uint64(10_000), days // np.uint64(100) % np.uint64(100)
    return np.where(days > 0, years * np.uint64(MONTHS) + months, 0).astype(np.uint16)


def _months_of_nirs(nirs: Numbers, years: Years) -> npt.NDArray[np.uint16]:
    """The same from NIRs; of one whose month means "unknown", January."""
    month = (nirs // np.uint64(10**8) % np.uint64(100)).astype(np.int64)
    return (years * MONTHS + np.where(month <= MONTHS, month, 1)).astype(np.uint16)


def _agree(months: npt.NDArray[np.uint16], years: Years) -> npt.NDArray[np.bool_]:
    """Whether a birth date can be that of the NIR beside it: the same last two digits."""
    year = (months.astype(np.int64) - 1) // MONTHS
    return (months > 0) & (year % 100 == years % 100)
