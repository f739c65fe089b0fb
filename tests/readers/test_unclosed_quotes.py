"""A quote that nothing closes is text: the rows behind it are read as all others."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers import health_inputs
from tests.readers.reading import read

_HEADER = "nom;prenom;nir;commentaire;tel\n"


def _rows(count: int) -> list[list[str]]:
    """Cells of so many people."""
    return [
        ["TESTEUR", "Anne", nir, "séropositif VIH" if n % 2 else "RAS", f"06399{80000 + n}"]
        for n, nir in enumerate(health_inputs.nirs(count))
    ]


def _written(rows: list[list[str]]) -> bytes:
    """A table of these rows."""
    return (_HEADER + "".join(";".join(row) + "\n" for row in rows)).encode()


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("row", [0, 1, 18, 19])
def test_rows_behind_an_open_quote_are_rows(column: int, row: int) -> None:
    rows = _rows(20)
    rows[row][column] = '"' + rows[row][column]
    data = _written(rows)
    found = read(data, "x.csv")
    assert len(found.records) == 21
    assert [value.decode() for _, _, value in found.fields[5:]] == [
        cell for each in rows for cell in each
    ]
    tallies = scan_bytes(data, "x.csv").state.tallies
    assert tallies["fr.nir"].count == 20
    assert tallies["health.hiv"].count == 10


@pytest.mark.parametrize("count", [20, 3000])
def test_quotes_that_close_around_it_are_quotes(count: int) -> None:
    rows = _rows(count)
    for row in rows[::2]:
        row[3] = '"première ligne;\nseconde ligne"'
    rows[count // 2 + 1][1] = '"Anne'
    rows[-2][1] = '"Anne'
    rows[-1][3] = "reste"
    found = read(_written(rows), "x.csv")
    assert len(found.records) == count + 1
    for chunk_bytes in (512, 8192):
        assert read(_written(rows), "x.csv", chunk_bytes=chunk_bytes) == found


def test_a_quote_alone_at_the_end_takes_nothing() -> None:
    for tail, last in ((b'DURAND;"', b'"'), (b'DURAND;"Zo', b'"Zo'), (b'DURAND;""', b"")):
        found = read(_written(_rows(5)) + tail, "x.csv")
        assert len(found.records) == 7
        assert found.fields[-1][2] == last
