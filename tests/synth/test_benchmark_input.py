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


@pytest.mark.parametrize("kind", ["dense", "sparse"])
def test_a_generated_file_has_its_size_and_ends_with_a_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    size = generate(kind, path, megabytes=9)
    data = path.read_bytes()
    assert len(data) == size
    assert 8_990_000 < size <= 9_000_000
    assert data.endswith(b"\n")


def test_a_single_line_has_no_line_break(tmp_path: Path) -> None:
    size = generate("single-line", tmp_path / "line", megabytes=6)
    data = (tmp_path / "line").read_bytes()
    assert size > 5_990_000
    assert b"\n" not in data
    assert b"\r" not in data
