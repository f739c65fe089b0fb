"""JSON with thousands of short arrays below keys of their own."""

import io
import json

import pytest

from leakscan.readers.opening import ReadOptions, open_member
from tests.detectors.scanning import counts_of
from tests.readers.reading import read

COUNT = 3000
NUMBERS = range(COUNT)


def _person(number: int) -> dict[str, object]:
    return {"nom": f"FICTIF{number}", "tel": f"06399812{number % 90 + 10}"}


SHAPES: dict[str, object] = {
    "one deeper": {"villes": {f"7{n:05}": {"eleves": [_person(n)]} for n in NUMBERS}},
    "keys of their own": {"villes": {f"7{n:05}": {f"e{n}": [_person(n)]} for n in NUMBERS}},
    "by turns": {k: v for n in NUMBERS for k, v in ((f"n{n}", n), (f"e{n}", [_person(n)]))},
    "by turns, deeper": {"x": {f"x{n}": {"n": n, "e": [_person(n)]} for n in NUMBERS}},
    "rows": {"x": {f"x{n}": {"e": [[*_person(n).values()]]} for n in NUMBERS}},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_few_chunks(shape: str) -> None:
    """Each chunk costs as much as a megabyte of text."""
    data = json.dumps(SHAPES[shape]).encode()
    items = list(open_member(io.BytesIO(data), "x.json", ReadOptions()).items())
    assert len(items) < 200


@pytest.mark.parametrize("shape", list(SHAPES)[:-1])
def test_elements_are_records_and_keys_are_columns(shape: str) -> None:
    found = read(json.dumps(SHAPES[shape]).encode(), "x.json")
    names = [value.decode() for column, _, value in found.fields if column == "nom"]
    assert names == [f"FICTIF{n}" for n in NUMBERS]
    people = [text for _, text in found.records if b"FICTIF" in text]
    assert len(people) == COUNT
    assert not any(b'"n"' in text for text in people)


def test_nothing_is_lost() -> None:
    data = json.dumps(SHAPES["by turns, deeper"]).encode()
    assert counts_of(data, "x.json")["fr.phone"] == COUNT
    values = [int(value) for column, _, value in read(data).fields if column.endswith("n")]
    assert values == list(NUMBERS)


def test_a_long_array_is_a_table_again() -> None:
    after = {"z": [_person(n) for n in range(20_000)]}
    text = json.dumps({**SHAPES["by turns"], **after})  # type: ignore[dict-item]
    found = read(text.encode(), "x.json")
    assert sum(column == "tel" for column, _, _ in found.fields) == COUNT + 20_000
    assert len(found.records) == 2 * COUNT + 20_000


def test_an_array_that_does_not_end_in_what_is_read_at_once_pairs_with_no_other() -> None:
    few = {f"k{n}": {"a": {"b": [_person(n)]}} for n in range(200)}
    long = [{**_person(0), "note": "x" * 360_000}, *(_person(n) for n in range(50))]
    found = read(json.dumps({**few, "liste": long}).encode(), "x.json")
    assert sum(column == "nom" for column, _, _ in found.fields) == 251
    assert len(found.records) == 251
