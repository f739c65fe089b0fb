"""Who, since when, which laboratories, which départements: answered for a leak in forty files."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from leakscan.cli import main as cli_main
from tests.synth.many_files import DEPARTMENTS, FILES, LABORATORIES, Truth, write_leak

PERSONS = 2460
"""A two-hundredth of the leak of 2021; the whole of it is in the notes on acceptance."""


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Truth, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("leak")
    (folder / "files").mkdir()
    truth = write_leak(folder / "files", PERSONS)
    result = folder / "result.json"
    options = ("--no-config", "-q", "-j", "1", "-f", "json", "-o", str(result))
    assert cli_main.run(["scan", str(folder / "files"), *options]) == 0
    return truth, json.loads(result.read_text(encoding="utf-8"))


def test_people_are_counted_once(scanned: tuple[Truth, dict[str, Any]]) -> None:
    truth, document = scanned
    assert len(document["files"]) == FILES
    assert document["scan"]["complete"]
    subjects = document["total"]["subjects"]
    # The key table resolves people of its own.
    known = truth.persons + truth.linked
    assert abs(subjects["estimate"] - known) <= known / 100
    records = sum(file["records"] for file in document["files"])
    assert records == truth.rows + 2 * truth.linked


def test_laboratories_and_departments_are_exact(scanned: tuple[Truth, dict[str, Any]]) -> None:
    truth, document = scanned
    aggregates = document["total"]["aggregates"]
    assert aggregates["establishments"]["distinct"] == LABORATORIES
    population = aggregates["population"]
    assert population["residence_departments"] == dict(truth.homes)
    assert set(population["birth_departments"]) == set(DEPARTMENTS)
    assert population["counted"] == len(truth.births)
    assert population["sexes"]["female"] == truth.women


def test_months_and_minors_are_exact(scanned: tuple[Truth, dict[str, Any]]) -> None:
    truth, document = scanned
    care = document["total"]["aggregates"]["care"]
    assert care["months"] == dict(truth.months)
    assert care["first"] == min(truth.days).isoformat()
    assert care["last"] == max(truth.days).isoformat()
    day = datetime.fromisoformat(document["scan"]["started"]).astimezone(UTC).date()
    assert document["total"]["aggregates"]["population"]["minors"] == truth.minors(day)


def test_what_the_files_have_in_common_is_told(scanned: tuple[Truth, dict[str, Any]]) -> None:
    _, document = scanned
    provenance = document["provenance"]
    assert provenance["software"] == {"mysqldump": 5, "pg_dump": 4}
    (layout,) = provenance["layouts"]
    assert layout["columns"] == 9
    assert len(layout["files"]) == FILES - 2


def test_the_extract_and_its_key_table_are_linked(scanned: tuple[Truth, dict[str, Any]]) -> None:
    _, document = scanned
    assert "linked" in document["total"]["flags"]
    assert document["total"]["score"]["established"]["band"] == 4
