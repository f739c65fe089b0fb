"""Datasets of Stata and SPSS: every release, order and compression gives the same people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from tests.detectors.scanning import counts_of, state_of
from tests.readers.statistics_writer import (
    Column,
    longest_text,
    people,
    people_in_spss,
    spss,
    stata,
)
from tests.readers.tables import read_tables

ROWS = [
    ["144509912300979", "DURAND", "1950-01-31", "Femme", "enceinte de 22 SA", "1.25"],
    ["", "L'HÉNORET", "", "Homme", "", "-7"],
    ["144509912300979", "BÉBÉ", "1960-01-08 12:00:00", "9", ("né à Évry; " * 60).strip(), ""],
]


def short(rows: list[list[str]], size: int) -> list[list[str]]:
    return [[cell.encode("cp1252")[:size].decode("cp1252").strip() for cell in row] for row in rows]


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("release", [108, 110, 111, 113, 114, 115, 117, 118, 119])
def test_every_release_of_stata(release: int, order: str) -> None:
    found = read_tables(stata(people(), release=release, order=order), "x.dta")
    assert (found.formats, found.gaps) == (["stata"], [])
    wanted = ROWS if release >= 117 else short(ROWS, longest_text(release))
    assert [row for _, row in found.rows] == wanted


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("compression", [0, 1, 2])
@pytest.mark.parametrize("codec", ["utf-8", "windows-1252"])
def test_every_compression_of_spss(compression: int, order: str, codec: str) -> None:
    data = spss(people_in_spss(), compression=compression, order=order, codec=codec)
    found = read_tables(data, "x.sav")
    assert (found.formats, found.gaps) == (["spss"], [])
    assert [row for _, row in found.rows] == ROWS


@pytest.mark.parametrize("data", [stata(people()), spss(people_in_spss())], ids=["stata", "spss"])
def test_labels_name_what_variables_are(data: bytes) -> None:
    found = counts_of(data, "x")
    assert found["fr.nir"] == 2
    assert found["person.birth-date"] == 2
    assert found["person.name"] == 3
    assert found["health.pregnancy"] == 1


def test_values_of_text_have_labels_people_in_spss() -> None:
    columns = [Column("s", ["F", "M", "F"], meanings={"F": "Féminin", "M": "Masculin"})]
    assert [row for _, row in read_tables(spss(columns)).rows] == [
        ["Féminin"], ["Masculin"], ["Féminin"],
    ]  # fmt: skip


def test_leading_zeros_are_shown() -> None:
    phones = [612345678.0, 145678912.0]
    assert [row for _, row in read_tables(stata([Column("t", phones, "", "%010.0f")])).rows] == [
        ["0612345678"], ["0145678912"],
    ]  # fmt: skip
    column = Column("t", phones, "", 16 << 16 | 10 << 8)
    assert read_tables(spss([column])).rows[0][1] == ["0612345678"]


@pytest.mark.parametrize(
    ("shown", "number", "text"),
    [
        ("%d", -3622.0, "1950-01-31"),
        ("%tdD_m_Y", -3622.0, "1950-01-31"),
        ("%tc", -3622.0 * 86_400_000 + 45_000_000, "1950-01-31 12:30:00"),
        ("%tm", -119.0, "1950-02"),
        ("%td", 1e12, "1000000000000"),
        ("%9.0g", -3622.0, "-3622"),
    ],
)
def test_dates_of_stata(shown: str, number: float, text: str) -> None:
    found = read_tables(stata([Column("d", [number, number], "", shown)]))
    assert found.rows[0][1] == [text]


def test_many_rows_in_any_chunks() -> None:
    values: list[str | float | None] = [f"n {n} {'x' * (n % 300)}." for n in range(2000)]
    numbers: list[str | float | None] = [float(n) for n in range(2000)]
    columns = [Column("NOM", values), Column("N", numbers), Column("L", values, long=True)]
    wanted = [[values[n], str(n), values[n]] for n in range(2000)]
    for data in (stata(columns), spss(columns), spss(columns, compression=2)):
        assert [row for _, row in read_tables(data, chunk_bytes=5000).rows] == wanted


def test_one_long_text_in_every_record_is_bounded() -> None:
    """Rows that share a text of some size are no way to make a scan last."""
    columns = [Column("t", ["x" * 60_000, *[""] * 4000], long=True)]
    data = stata(columns)
    at = data.index(b"<data>") + len(b"<data>")
    data = data[:at] + data[at : at + 8] * 4001 + data[at + 8 * 4001 :]
    found = read_tables(data, max_total_bytes=3_000_000)
    assert sum(len(row[0]) > 1 for _, row in found.rows) < 60


@pytest.mark.parametrize("compression", [0, 1, 2])
def test_a_cut_system_file_says_so(compression: int) -> None:
    data = spss(people_in_spss(), compression=compression)
    for size in range(200, len(data) - 100, 97):
        found = read_tables(data[:size], "x.sav")
        assert found.gaps, size
        assert {gap.reason for gap in found.gaps} == {GapReason.CORRUPT}, size


@pytest.mark.parametrize("release", [114, 118])
def test_a_cut_dataset_says_so(release: int) -> None:
    data = stata(people(), release=release)
    end = data.index(b"</data>") if release > 114 else data.index(b"B\xc9B\xc9")
    for size in range(120, end - 8, 191):
        found = read_tables(data[:size], "x.dta")
        assert {gap.reason for gap in found.gaps} == {GapReason.CORRUPT}, size


FILES = [
    stata(people()),
    stata(people(), release=114),
    spss(people_in_spss()),
    spss(people_in_spss(), compression=2),
]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 255)), max_size=8),
)
def test_flipped_bytes_neither_crash_nor_hang(data: bytes, flips: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for place, change in flips:
        changed[place % len(changed)] ^= change
    read_tables(bytes(changed), "x.dta")


def test_measurements_without_people_are_quiet() -> None:
    days: list[str | float | None] = [float(n) for n in range(-3000, -2900)]
    columns = [
        Column("jour", days, "Date du relevé", "%td"),
        Column("temp", days, "Température"),
        Column("station", ["Loire"] * 100, "Station"),
    ]
    assert not state_of(stata(columns), "x.dta").tallies
