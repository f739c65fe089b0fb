"""Objects whose members are records, below a key of the text."""

import base64
import io
import json
from typing import Any

import pytest

from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.reading import read

PEOPLE: list[dict[str, Any]] = [
    {"nom": "DURAND", "naissance": "1979-02-01", "tel": "0639981234", "sante": {"rh": "O+"}},
    {"nom": "FICTIF", "naissance": "1944-04-03", "tel": None, "sante": {"rh": "A+"}},
    {"nom": "L'HÉNORET", "naissance": "2015-06-05", "tel": "0639985678"},
]
DRAWN = ["-NVMypkZgi4yyuip_qyy", "-Nu8dmSda8QObNV0IQpw", "-NFVAwxAGabcWiNWufrS"]
MEASURES = {"HB": {"v": 10.4, "u": "g"}, "CREA": {"v": 92, "u": "µmol"}, "K": {"v": 4, "u": "mmol"}}


def _members(keys: list[str]) -> dict[str, object]:
    return dict(zip(keys, PEOPLE, strict=True))


def _names(value: object, **options: int) -> list[list[str]]:
    """The names in each record."""
    found = read(json.dumps(value, ensure_ascii=False).encode(), "x.json", **options)
    records = [text.decode() for _, text in found.records]
    told = [[each["nom"] for each in PEOPLE if each["nom"] in text] for text in records]
    return [names for names in told if names]


ONE_EACH = [["DURAND"], ["FICTIF"], ["L'HÉNORET"]]


@pytest.mark.parametrize("chunk_bytes", [4096, 1 << 20])
@pytest.mark.parametrize(
    "keys", [DRAWN, ["2403150002", "2403150007", "2403150011"], ["anna", "bert", "carl"]]
)
def test_members_below_a_key_are_records(keys: list[str], chunk_bytes: int) -> None:
    value = {"config": {"min": "2.4"}, "users": _members(keys), "end": {"x": 1}}
    assert _names(value, chunk_bytes=chunk_bytes) == ONE_EACH
    assert _names({"export": "x", "data": {"users": _members(keys)}}) == ONE_EACH


def test_fields_are_named_below_the_member() -> None:
    found = read(json.dumps({"v": "1", "users": _members(DRAWN)}).encode(), "x.json")
    assert {name for name, _, _ in found.fields} == {"v", "nom", "naissance", "tel", "sante.rh"}


@pytest.mark.parametrize(
    "value",
    [
        {"export": {"patient": PEOPLE[0], "resultats": MEASURES, "fin": {"x": 1}}},
        {"dossier": {"identite": PEOPLE[0], "mesures": MEASURES}},
    ],
)
def test_measures_of_one_person_stay_with_them(value: object) -> None:
    found = read(json.dumps(value).encode(), "x.json")
    assert [b"DURAND" in text and b"CREA" in text for _, text in found.records] == [True]


def test_members_that_hold_records_are_none() -> None:
    classes = {str(1000 + at): {"ville": "LILLE", "eleves": PEOPLE} for at in range(4)}
    assert _names({"lycee": "x", "classes": classes}) == ONE_EACH * 4


def test_thousands_of_short_objects_take_no_chunk_each() -> None:
    tables = {f"t{at}": _members(DRAWN) for at in range(2000)}
    text = json.dumps({"x": 1, "tables": tables}).encode()
    items = open_member(io.BytesIO(text), "x.json", ReadOptions()).items()
    assert sum(1 for _ in items) < 2 * 64 + len(text) // 4096


def test_answers_and_forms_that_were_captured_are_read_in_their_record() -> None:
    answer = json.dumps({"nom": "DURAND", "prenom": "Zoé", "telephone": "0639981234"})
    word = base64.b64encode(answer.encode()).decode()
    entry = {
        "request": {"text": "nir=1&ddn=21%2F07%2F2013&tel=%2B33639985678"},
        "response": {"content": {"encoding": "base64", "text": word}},
    }
    found = read(json.dumps({"log": {"entries": [entry] * 3}}).encode(), "x.har")
    values = [value.decode() for _, _, value in found.fields]
    assert values.count("nir=1&ddn=21/07/2013&tel=+33639985678") == 3
    assert sum("DURAND" in value and "0639981234" in value for value in values) == 3
    assert not found.members
