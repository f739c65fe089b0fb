"""Who, since when and from where in the document, and how little of it is shared."""

from datetime import date

import numpy as np
import pytest

from leakscan.model.coverage import Coverage
from leakscan.model.departments import NUMBER_OF
from leakscan.model.result import FileResult
from leakscan.model.state import FileState
from leakscan.reports.classes import SMALL_CELL, class_floor
from leakscan.reports.schema import Document, Profile
from leakscan.reports.shareable_aggregates import share_aggregates, share_provenance
from tests.reports.samples import AS_OF, document_of
from tests.scoring.states import keys

PERSONS = 120


def populated(*, persons: int = PERSONS, first: int = 0) -> FileResult:
    """Persons of whom one in ten is a woman of the Morbihan born in March 2003."""
    state = FileState(records=persons)
    hashes = keys(range(first, first + persons)).hashes()
    state.subject("fr.nir").add(hashes)
    known = np.zeros((persons, 4), np.uint16)
    known[:, 0] = 1962 * 12 + 5
    known[:, 1] = 1
    known[:, 3] = NUMBER_OF["35"]
    known[::10] = (2003 * 12 + 4, 2, NUMBER_OF["2A"], NUMBER_OF["56"])
    state.aggregates.profiles("fr.nir").add(hashes, known)
    state.aggregates.months.update({201901: persons, 202001: 3})
    state.aggregates.count_days(20190102, 20200105)
    laboratories = (hashes % np.uint64(3)) * np.uint64(1 << 60)
    place = np.full(persons, NUMBER_OF["56"], np.uint16)
    state.aggregates.establishments.add(laboratories, np.ones(laboratories.size, np.int64), place)
    state.aggregates.count_layout((99, 60))
    state.aggregates.software["mysqldump"] += 1
    return FileResult(
        path=f"part{first}.sql", state=state, coverage=Coverage(bytes_examined=persons)
    )


def of(*results: FileResult, profile: Profile = "confidential") -> Document:
    return document_of(list(results), profile=profile)


def test_the_document_says_who_since_when_and_from_where() -> None:
    total = of(populated())["total"]["aggregates"]
    assert total["population"] == {
        "basis": "fr.nir",
        "counted": PERSONS,
        "exact": True,
        "sample": PERSONS,
        "minors": 12,
        "sexes": {"female": 12, "male": 108},
        "birth_decades": {"1960": 108, "2000": 12},
        "birth_departments": {"2A": 12},
        "residence_departments": {"35": 108, "56": 12},
    }
    assert total["care"] == {
        "first": "2019-01-02",
        "last": "2020-01-05",
        "months": {"2019-01": PERSONS, "2020-01": 3},
    }
    assert total["establishments"]["distinct"] == 3
    assert sum(total["establishments"]["largest"]) == PERSONS
    assert total["establishments"]["departments"] == {"56": 3}
    assert "insurers" not in total


@pytest.mark.parametrize(
    ("as_of", "minors"),
    [(date(2021, 3, 4), 12), (date(2021, 4, 1), 0), (date(2021, 5, 1), 0)],
)
def test_minors_are_reckoned_to_the_month(
    as_of: date, minors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.reports.samples.AS_OF", as_of)
    assert AS_OF.year - 2003 == 18
    assert of(populated())["total"]["aggregates"]["population"]["minors"] == minors


def test_persons_of_several_files_count_once() -> None:
    total = of(populated(), populated(first=60))["total"]["aggregates"]
    assert total["population"]["counted"] == 180


def test_files_that_share_a_layout_are_named() -> None:
    document = of(populated(), populated(first=200), FileResult(path="other.txt"))
    assert document["provenance"] == {
        "software": {"mysqldump": 2},
        "layouts": [{"columns": 60, "tables": 2, "files": ["F0002", "F0003"]}],
    }
    assert "provenance" not in of(FileResult(path="other.txt"))


def test_what_is_shared_has_no_small_cell_and_no_exact_number() -> None:
    document = of(populated(), populated(first=200), profile="shareable")
    assert not any(file.get("aggregates") for file in document["files"])
    shared = document["total"]["aggregates"]
    assert shared["care"] == {"first": None, "last": None, "months": {"2019-01": 51}}
    assert shared["establishments"] == {
        "distinct": 1,
        "exact": False,
        "largest": [],
        "departments": {},
    }
    assert document["provenance"]["layouts"] == []
    for cells in shared["population"].values():
        for number in cells.values() if isinstance(cells, dict) else [cells]:
            if isinstance(number, int) and not isinstance(number, bool):
                assert number == class_floor(number)


@pytest.mark.parametrize("number", [1, SMALL_CELL - 1])
def test_a_small_cell_is_left_out(number: int) -> None:
    part = of(populated())["total"]["aggregates"]
    part["population"]["sexes"]["female"] = number
    part["population"]["minors"] = number
    shared = share_aggregates(part)["population"]
    assert shared["sexes"] == {"male": 51}
    assert shared["minors"] == 0
    assert share_provenance({"software": {"pg_dump": 3}, "layouts": []})["software"] == {
        "pg_dump": 1
    }
