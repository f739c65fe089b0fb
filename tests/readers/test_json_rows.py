"""Rows of JSON whose cells are told by position, their names standing somewhere else."""

import io
import json

import pytest

from leakscan.raw.chunk import Chunk, Table
from leakscan.readers.further_tables import MAX_TABLES
from leakscan.readers.json_layout import looks_like_json
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.scanner import scan_bytes
from tests.readers.reading import read

COLUMNS = ["id", "nom", "prenom", "date_naissance", "portable"]
PEOPLE = [
    ["1", "DURAND", "Zoé", "1979-02-01", "0639981234"],
    ["2", "L'HÉNORET", "Anaïs", "1944-04-03", None],
    ["3", "FICTIF", "Ali", "2015-06-05", "0639985678"],
]
DESCRIBED = [{"base_type": "type/Text", "name": name} for name in COLUMNS]
TITLED = [{"name": f"field_{at}", "display_name": name} for at, name in enumerate(COLUMNS)]
FOUND = {"person.name": 6, "person.birth-date": 3, "fr.phone": 2}
SHAPES = {
    "metabase": {"data": {"rows": PEOPLE, "cols": DESCRIBED}, "row_count": 3},
    "titles": {"data": {"rows": PEOPLE, "cols": TITLED}, "row_count": 3},
    "names": {"columns": COLUMNS, "index": [0, 1, 2], "data": PEOPLE},
    "query": {"columns": DESCRIBED, "rows": PEOPLE},
    "tables": {
        "tables": [
            {"name": "a", "columns": DESCRIBED, "rows": PEOPLE},
            {"name": "b", "columns": ["x", "y"], "rows": [[1, 2], [3, 4]]},
        ]
    },
    "series": {"results": [{"series": [{"columns": COLUMNS, "values": PEOPLE}]}]},
    "header": [COLUMNS, *PEOPLE],
    "by column": {
        name: {str(at): row[column] for at, row in enumerate(PEOPLE)}
        for column, name in enumerate(COLUMNS)
    },
}


def counts(data: bytes) -> dict[str, int]:
    return {rule: tally.count for rule, tally in scan_bytes(data, "e.json").state.tallies.items()}


def tables_of(data: bytes) -> list[Table]:
    """The table of each chunk."""
    items = open_member(io.BytesIO(data), "e.json", ReadOptions()).items()
    return [item.table for item in items if isinstance(item, Chunk) and item.table]


def last_table(data: bytes) -> Table:
    return tables_of(data)[-1]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("indent", [None, 2])
def test_names_that_stand_elsewhere_give_cells_their_roles(shape: str, indent: int | None) -> None:
    assert counts(json.dumps(SHAPES[shape], indent=indent).encode()) == FOUND


def test_arrays_on_lines_are_rows() -> None:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in [COLUMNS, *PEOPLE])
    assert counts(text.encode()) == FOUND
    assert len(read(text.encode(), "e.jsonl").records) == len(PEOPLE) + 1


def test_each_row_is_a_record_with_its_columns() -> None:
    found = read(json.dumps(SHAPES["metabase"]).encode(), "e.json")
    rows = [(column, value) for column, _, value in found.fields if column in COLUMNS]
    assert rows[:5] == list(zip(COLUMNS, (cell.encode() for cell in PEOPLE[0]), strict=True))
    assert len(rows) == len(PEOPLE) * len(COLUMNS) - 1


def test_rows_do_not_depend_on_how_text_is_cut() -> None:
    data = json.dumps({"data": {"rows": PEOPLE * 2000, "cols": DESCRIBED}}).encode()
    small, large = (read(data, "e.json", chunk_bytes=size) for size in (1 << 14, 1 << 20))
    assert (small.text, small.fields) == (large.text, large.fields)
    assert len(small.records) == len(large.records)


@pytest.mark.parametrize(
    "columns",
    [
        "[" * 100_000,
        json.dumps(COLUMNS[:3]),
        json.dumps([*DESCRIBED[:4], 5]),
        '{"nom": 1}',
        '["nom',
    ],
)
def test_lists_that_name_no_columns_are_passed_over(columns: str) -> None:
    text = f'{{"rows": {json.dumps(PEOPLE)}, "cols": {columns}'.encode()
    assert len(read(text, "e.json").records) >= len(PEOPLE)


def test_each_table_has_the_names_that_its_own_object_gives() -> None:
    others = {"columns": ["page", "titre", "date_naissance", "rayon", "cote"], "rows": PEOPLE}
    after = {"rows": PEOPLE, "columns": ["page", "titre", "date_parution", "rayon", "cote"]}
    answers = {"a": {"columns": COLUMNS, "rows": PEOPLE}, "b": others, "c": after}
    text = json.dumps(answers)
    tables = {tuple(table.columns) for table in tables_of(text.encode())}
    assert tuple(COLUMNS) in tables
    assert tuple(others["columns"]) in tables
    assert tuple(after["columns"]) in tables


def test_rows_of_too_many_tables_take_no_columns_of_others() -> None:
    tables = {f"k{at}": [["nir", "prenom", str(at)], ["a", "b", "c"]] for at in range(900)}
    named = {"columns": ["nir", "prenom", "nom"], "rows": [["a", "b", "c"]]}
    read_tables = tables_of(json.dumps({"first": named, **tables}).encode())
    assert len({id(table) for table in read_tables}) <= MAX_TABLES + 2
    assert read_tables[-1].columns == [""]


@pytest.mark.parametrize("rows", [[{"nom": "DURAND", "age": 1}], [["DURAND", 1], ["FICTIF", 2]]])
def test_short_arrays_under_keys_of_their_own_are_read_together(rows: list[object]) -> None:
    count = 5000
    data = json.dumps({f"k{at}": rows for at in range(count)}, indent=1).encode()
    found = read(data, "e.json")
    assert len(found.records) >= count * len(rows)
    assert sum(value == b"DURAND" for _, _, value in found.fields) == count
    assert len(tables_of(data)) <= 2 * MAX_TABLES


def test_a_key_met_before_keeps_its_table_among_many() -> None:
    arrays = {f"k{at}": [{"nom": "DURAND"}] for at in range(400)}
    patients = json.dumps([{"nom": "A"}] * 400), json.dumps([{"nir": 1}] * 400)
    first, last = (f'"patients": {each}' for each in patients)
    tables = tables_of(f"{{{first}, {json.dumps(arrays)[1:-1]}, {last}}}".encode())
    assert tables[0].columns == ["nom", "nir"]
    assert tables[-1] is tables[0]


def test_points_on_a_map_are_nobody() -> None:
    points = [[2.35 + at / 1000, 48.85 - at / 1000] for at in range(500)]
    assert not counts(json.dumps({"type": "LineString", "coordinates": points}).encode())


def test_a_field_keeps_its_column_when_others_begin_to_be_nested() -> None:
    plain = json.dumps({"nom": "x", "2021": "y", "2022": "z"})
    nested = json.dumps({"nom": "x", "2021": "y", "2022": "z", "adresse": {"ville": "t"}})
    text = "\n".join([plain] * 20_000 + [nested] * 9).encode()
    assert last_table(text).columns == ["nom", "2021", "2022", "adresse.ville"]


@pytest.mark.parametrize("head", [b"[ ] Enceinte [x] non\n", b"[]\n  rien\n", b"{} sans suite"])
def test_text_below_empty_brackets_is_text(head: bytes) -> None:
    assert not looks_like_json(head)


@pytest.mark.parametrize("head", [b"[]", b" { }\n", b'{}\n{"a": 1}', b"[ ]\n[1, 2]", b"{ }, { }"])
def test_nothing_may_stand_in_json(head: bytes) -> None:
    assert looks_like_json(head)


def test_long_rows_have_their_columns() -> None:
    names = [f"colonne_{at}" for at in range(300)]
    rows = [[f"valeur {at} de {row}" for at in range(300)] for row in range(20)]
    assert last_table(json.dumps({"cols": names, "rows": rows}).encode()).columns == names


def exported(*tables: list[list[object]]) -> list[object]:
    """What phpMyAdmin writes: what it is, the database, then the rows of each table."""
    head = [{"type": "header", "version": "5.2.1"}, {"type": "database", "name": "asso"}]
    bodies = [
        {
            "type": "table",
            "name": f"t{number}",
            "database": "asso",
            "data": [dict(zip(COLUMNS, row, strict=False)) for row in rows],
        }
        for number, rows in enumerate(tables)
    ]
    return [*head, *bodies]


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_rows_below_tables_of_an_export_are_records(indent: int | None) -> None:
    places = [["1", "Salle A"], ["2", "Salle B"]]
    for tables in ([PEOPLE], [places, PEOPLE], [PEOPLE, places], [PEOPLE[:1]]):
        data = json.dumps(exported(*tables), indent=indent).encode()
        people = len(tables[-1] if tables[-1] is not places else tables[0])
        assert scan_bytes(data, "e.json").state.tallies["person.birth-date"].count == people
        columns = [table.columns for table in tables_of(data)[1:] if len(table.columns) > 2]
        assert [each for each in columns if "type" not in each] == [COLUMNS]


def test_people_behind_elements_that_say_where_they_are_from_are_records() -> None:
    people = [dict(zip(COLUMNS, row, strict=True)) for row in PEOPLE]
    data = json.dumps([{"source": "x"}, {"page": 1}, {"patients": people}]).encode()
    assert last_table(data).columns == COLUMNS
