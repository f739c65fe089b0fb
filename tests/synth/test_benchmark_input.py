"""The input of the benchmarks is what the measurements say it is."""

import csv
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.dense import HEADER, dense_blocks
from benchmarks.generate import generate
from leakscan.demo.nir_numbers import nir_key


def test_every_dense_row_is_a_distinct_person_with_a_right_key() -> None:
    text = b"".join(islice(dense_blocks(seed=3), 2)).decode("cp1252")
    rows = list(csv.DictReader([HEADER.decode(), *text.splitlines()], delimiter=";"))
    nirs = [row["nir"] for row in rows]
    assert len(set(nirs)) == len(rows) == 2 * 32_768
    for nir in nirs:
        digits = nir.replace("2A", "19").replace("2B", "18")
        assert int(digits[13:]) == nir_key(int(digits[:13]))
        assert int(nir[3:5]) >= 50
    assert [int(row["dossier"]) for row in rows] == list(range(len(rows)))
    assert all(len(row["telephone"]) == 10 and row["medecin"] for row in rows)
    assert 120 < len(text) / len(rows) < 180
    assert {row["statut"] for row in rows} == {"V"}


@pytest.mark.parametrize("kind", ["dense", "sparse", "ndjson"])
def test_a_generated_file_has_its_size_and_ends_with_a_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    size = generate(kind, path, megabytes=9)
    data = path.read_bytes()
    assert len(data) == size
    assert 8_800_000 < size <= 9_000_000
    assert data.endswith(b"\n")


def test_a_single_line_has_no_line_break(tmp_path: Path) -> None:
    size = generate("single-line", tmp_path / "line", megabytes=6)
    data = (tmp_path / "line").read_bytes()
    assert size > 5_990_000
    assert b"\n" not in data
    assert b"\r" not in data


def test_other_forms_hold_the_same_persons(tmp_path: Path) -> None:
    wanted = next(dense_blocks(2021)).decode("cp1252").split(";", 7)[6]
    for kind in ("sql", "columns-64", "hits-1"):
        generate(kind, tmp_path / kind, megabytes=1)
        found = (tmp_path / kind).read_bytes().count(wanted.encode())
        assert found == {"columns-64": 4, "hits-1": 0}.get(kind, 1), kind


@pytest.mark.parametrize("columns", [1, 64])
def test_a_table_has_its_columns_under_names_of_their_own(tmp_path: Path, columns: int) -> None:
    generate(f"columns-{columns}", tmp_path / "table", megabytes=1)
    header, *rows = (tmp_path / "table").read_text("cp1252").splitlines()
    assert len(set(header.split(";"))) == columns
    assert {row.count(";") for row in rows} == {columns - 1}


@pytest.mark.parametrize("percent", [10])
def test_so_many_rows_in_a_hundred_are_about_persons(tmp_path: Path, percent: int) -> None:
    generate(f"hits-{percent}", tmp_path / "lines", megabytes=2)
    header, *lines = (tmp_path / "lines").read_bytes().splitlines()
    assert {line.count(b";") for line in lines if b'"' not in line} == {header.count(b";")}
    persons = sum(b"piece" not in line for line in lines)
    assert persons == pytest.approx(len(lines) * percent / 100, abs=2)
