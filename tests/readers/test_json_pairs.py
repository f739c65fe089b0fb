"""Values of JSON that another member of their object names, and numbers of patients in FHIR."""

import json

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

PEOPLE = [
    {"nom": "DURAND", "prenom": "Zoé", "date_naissance": "1979-02-01", "telephone": "0639981234"},
    {"nom": "L'HÉNORET", "prenom": "Anaïs", "date_naissance": "1944-04-03", "motif": "Pansement"},
    {"nom": "FICTIF", "prenom": "Ali", "date_naissance": "2015-06-05", "telephone": "0639985678"},
]
KEYS = [("name", "value"), ("field", "answer"), ("champ", "valeur"), ("key", "val")]


def counts(data: bytes) -> dict[str, int]:
    tallies = scan_bytes(data, "e.json").state.tallies
    return {rule: tally.count for rule, tally in tallies.items()}


def lines(records: list[object], indent: int | None = None) -> bytes:
    if indent is not None:
        return json.dumps(records, indent=indent, ensure_ascii=False).encode()
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in records).encode()


def forms(label: str, value: str) -> list[object]:
    return [
        {"id": at, "data": [{"type": "text", label: key, value: said} for key, said in one.items()]}
        for at, one in enumerate(PEOPLE)
    ]


@pytest.mark.parametrize(("label", "value"), KEYS)
@pytest.mark.parametrize("indent", [None, 2])
def test_values_have_the_column_that_another_member_names(
    label: str, value: str, indent: int | None
) -> None:
    data = lines(forms(label, value), indent)
    columns = {column for column, _, _ in read(data, "e.json").fields}
    assert {"data.nom", "data.date_naissance", f"data.{value}"} <= columns
    found = counts(data)
    assert found["person.birth-date"] == len(PEOPLE)
    assert found["person.name"] == 2 * len(PEOPLE)


def test_other_names_are_values_as_any() -> None:
    settings: list[object] = [
        {"id": at, "data": [{"name": "lang", "value": "fr"}, {"name": "DURAND", "value": "x"}]}
        for at in range(9)
    ]
    columns = {column for column, _, _ in read(lines(settings), "e.json").fields}
    assert columns == {"id", "data.name", "data.value"}


LOCAL, NATIONAL = "urn:oid:1.2.250.1.999.1", "urn:oid:1.2.250.1.213.1.4.8"


def patient(number: int, *systems: str, resource: str = "Patient") -> dict[str, object]:
    told = [{"use": "usual", "system": system, "value": f"8001234{number}"} for system in systems]
    return {"resourceType": resource, "identifier": told, "birthDate": f"197{number}-02-01"}


def identifiers(resources: list[object]) -> list[str]:
    fields = read(lines(resources), "e.ndjson").fields
    return [value.decode() for column, _, value in fields if column == "Patient.identifier"]


def test_numbers_of_patients_are_theirs() -> None:
    resources: list[object] = [patient(at, LOCAL, NATIONAL) for at in range(5)]
    assert identifiers(resources) == [f"8001234{at}" for at in range(5)]
    assert counts(lines(resources))["fr.ipp"] == 5
    bundle = {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}
    assert counts(json.dumps(bundle).encode())["fr.ipp"] == 5


def test_numbers_of_others_are_not() -> None:
    first = patient(0)
    others: list[object] = [
        patient(at, LOCAL, resource=kind)
        for at, kind in enumerate(("Practitioner", "Encounter", "Observation"))
    ]
    loose: object = {"identifier": [{"system": LOCAL, "value": "80012349"}]}
    assert identifiers([first, *others, first, loose]) == []


@pytest.mark.parametrize("chunk_bytes", [1024, 4096])
def test_chunks_do_not_matter(chunk_bytes: int) -> None:
    data = lines(
        [*forms("name", "value"), patient(1, LOCAL), {"identifier": [{"value": "1"}]}] * 90
    )
    whole, cut = (read(data, "e.ndjson", chunk_bytes=size) for size in (1 << 20, chunk_bytes))
    assert [(name, text) for name, _, text in whole.fields] == [
        (name, text) for name, _, text in cut.fields
    ]
