"""SAS transport files: every version gives the same people, with dates, labels and codes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from tests.detectors.scanning import counts_of
from tests.readers.reading import read
from tests.readers.tables import read_tables
from tests.readers.transport_writer import Column, people, transport

ROWS = [
    ["144509912300979", "DURAND", "1950-01-31", "61.5", "1960-01-01", "01"],
    ["", "L'HÉNORET", "", "-7", "1960-01-01 23:59:59", "35"],
    ["144509912300979", "BÉBÉ", "1960-01-09 12:00:00", "1000000", "", ""],
]


@pytest.mark.parametrize("version", [5, 8])
@pytest.mark.parametrize("codec", ["cp1252", "utf-8"])
def test_every_version(version: int, codec: str) -> None:
    found = read_tables(transport(people(), version=version, codec=codec), "x.xpt")
    assert (found.formats, found.gaps) == (["sas-transport"], [])
    assert [row for _, row in found.rows] == ROWS


def test_labels_name_what_variables_are() -> None:
    found = counts_of(transport(people()), "x.xpt")
    assert found["fr.nir"] == 2
    assert found["person.name"] == 3
    assert found["person.birth-date"] == 2


@pytest.mark.parametrize("first", range(1, 12))
def test_tables_one_after_the_other(first: int) -> None:
    visits = [Column("MOTIF", [f"visite {n}" for n in range(first)], 13)]
    found = read(transport(visits, people(), version=8), "x.xpt")
    assert found.gaps == []
    assert len(found.records) == first + 3
    assert ("NOM", "BÉBÉ") in [(name, value.decode()) for name, _, value in found.fields]


def test_long_names_are_kept() -> None:
    data = transport([Column("date_de_naissance", ["09/05/1944"], 10)], version=8)
    assert [name for name, _, _ in read(data, "x.xpt").fields] == ["date_de_naissance"]


@pytest.mark.parametrize("lost", [1, 60, 90])
def test_a_row_that_is_cut_is_told(lost: int) -> None:
    wide = [Column("NOM", ["DURAND".ljust(100, "x")] * 4, 100)]
    data = transport(wide)
    found = read(data.rstrip(b" ")[:-lost], "x.xpt")
    # A cut last row can be blanks that were padding: it is read as far as it goes.
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]
    assert len(found.records) == 3


@pytest.mark.parametrize("size", [700, 900, 1300])
def test_variables_that_are_cut_are_told(size: int) -> None:
    found = read(transport(people())[:size], "x.xpt")
    assert found.formats == ["sas-transport"]
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]


@given(st.floats(-1e60, 1e60).filter(lambda value: not value or abs(value) > 1e-60))
def test_numbers_are_those_of_ibm(value: float) -> None:
    [row] = read_tables(transport([Column("X", [value], is_number=True)]), "x.xpt").rows
    assert math.isclose(float(row[1][0] or 0), value, rel_tol=1e-14, abs_tol=1e-70)


@given(st.binary(max_size=200), st.integers(0, 1600))
def test_no_bytes_crash(junk: bytes, at: int) -> None:
    data = transport(people(), version=8)
    read(data[:at] + junk + data[at + len(junk) :], "x.xpt")
