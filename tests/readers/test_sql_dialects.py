"""How the dialects write rows and values beside plain INSERT: several INTO, typed literals."""

import pytest

from tests.readers.reading import read
from tests.readers.tables import read_tables

_INTO = "  INTO s.pat (id,nom,ddn) VALUES ({},'DURAND',TO_DATE('18/06/1993','DD/MM/YYYY'))\n"


def _statement(first: int, last: int) -> str:
    return "INSERT ALL\n" + "".join(map(_INTO.format, range(first, last))) + "SELECT * FROM dual;\n"


@pytest.mark.parametrize("chunk_bytes", [4096, 1 << 20])
def test_rows_of_several_into_are_rows(chunk_bytes: int) -> None:
    script = "SET DEFINE OFF;\n" + _statement(0, 90) + _statement(90, 500) + "COMMIT;\n"
    found = read(script.encode(), "x.sql", chunk_bytes=chunk_bytes)
    cells = [value.decode() for _, column, value in found.fields if column == 0]
    assert cells == [str(number) for number in range(500)]
    assert {value for name, _, value in found.fields if name == "ddn"} == {b"18/06/1993"}


def test_each_into_may_name_another_table() -> None:
    script = (
        "INSERT ALL\n INTO a (nom) VALUES ('DURAND')\n INTO b (ville) VALUES ('LILLE')\n"
        " INTO b (ville) VALUES ('LENS')\nSELECT 1 FROM dual;\n"
    )
    found = read_tables(script.encode(), "x.sql")
    assert found.of("nom") == [["DURAND"]]
    assert found.of("ville") == [["LILLE"], ["LENS"]]


def test_tuples_side_by_side_are_no_rows() -> None:
    script = "INSERT ALL\n INTO a (nom) VALUES ('DURAND')('MARTIN')\nSELECT 1 FROM dual;\n"
    assert read_tables(script.encode(), "x.sql").of("nom") == [["DURAND"]]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("DATE '1980-01-02'", "1980-01-02"),
        ("TIMESTAMP WITH TIME ZONE '1980-01-02 00:00:00'", "1980-01-02 00:00:00"),
        ("{d '1980-01-02'}", "1980-01-02"),
        ("_utf8mb4'DURAND'", "DURAND"),
        ("'DURAND'::character varying(20)", "DURAND"),
        ("'d''Arc, dite ''la bonne'''", "d 'Arc, dite  'la bonne '"),
        ("'Hôpital ''Nord'''", "Hôpital  'Nord '"),
        ("a + 'b' + 'c'", "a + 'b' + 'c'"),
    ],
)
def test_types_of_literals_are_no_part_of_them(literal: str, value: str) -> None:
    script = f"INSERT INTO t (id, x) VALUES (1, {literal});\n"
    assert read_tables(script.encode(), "x.sql").of("id", "x") == [["1", value]]
