"""Objects that stand in strings of JSON, and people in folders and answers of servers."""

import io
import json

import pytest

from leakscan.readers.json_strings import objects_in_strings
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.readers.origin import Piece, Shifted
from leakscan.scoring.persons import count_subjects
from tests.detectors.scanning import state_of
from tests.readers.reading import read

PEOPLE = [
    {"nom": f"TESTEUR{number}", "prenom": "Zoé", "naissance": f"0{number}/02/1979"}
    for number in range(1, 9)
]
COLUMNS = ["payload.nom", "payload.prenom", "payload.naissance"]


def _columns(data: bytes) -> list[str]:
    found: list[str] = []
    for chunk in open_member(io.BytesIO(data), "x.json", ReadOptions()).chunks():
        if chunk.table is not None:
            found += chunk.table.columns
    return found


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("twice", [False, True])
def test_an_object_in_a_string_has_columns(
    *, ascii_only: bool, indent: int | None, twice: bool
) -> None:
    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=ascii_only, indent=indent)

    def line(person: dict[str, str]) -> str:
        payload: object = {"message": text(person)} if twice else person
        return json.dumps({"id": 1, "payload": text(payload)}, ensure_ascii=ascii_only)

    data = "\n".join(map(line, PEOPLE)).encode()
    expected = ["id", *(name.replace("payload", "message") for name in COLUMNS)] if twice else None
    assert _columns(data) == (expected or ["id", *COLUMNS])
    found = read(data, "x.json")
    assert len(found.records) == len(PEOPLE)
    assert [value for name, _, value in found.fields if name.endswith("prenom")] == [
        "Zoé".encode()
    ] * len(PEOPLE)


@pytest.mark.parametrize("size", [1, 7, 50, 4096])
def test_where_a_string_is_cut_does_not_matter(size: int) -> None:
    data = "\n".join(json.dumps({"a": "x", "payload": json.dumps(one)}) for one in PEOPLE).encode()
    pieces = [Piece(data[low : low + size], Shifted(low)) for low in range(0, len(data), size)]
    text = b"".join(piece.data for piece in objects_in_strings(pieces))
    expected = [{"a": "x", "payload": one} for one in PEOPLE]
    assert [json.loads(line) for line in text.split(b"\n")] == expected


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_each_value_is_located_where_it_stands(depth: int) -> None:
    value: object = {"nom": "TESTEUR", "ville": "L'\u00cele \"d'Yeu\"", "tel": "0639981234"}
    for _ in range(depth):
        value = {"payload": json.dumps(value)}
    data = json.dumps(value).encode()
    (piece,) = objects_in_strings([Piece(data, Shifted(0))])
    assert b"Yeu" in piece.data
    for text in (b"TESTEUR", b"0639981234"):
        at = piece.data.find(text)
        assert (piece.locate(at), piece.locate(at + len(text))) == (
            data.find(text),
            data.find(text) + len(text),
        )


@pytest.mark.parametrize(
    "string",
    [r"{\"a", r"{\"a\": 1", r"{\"a\": }", r"say {\"a\": 1}", r"{\"a\": 1} and", r"[{\"a\": 1}, 2]"],
)
def test_other_strings_stay_as_they_are(string: str) -> None:
    data = f'{{"note": "{string}", "b": 2}}'.encode()
    assert b"".join(p.data for p in objects_in_strings([Piece(data, Shifted(0))])) == data


def test_what_opens_again_and_again_takes_no_longer() -> None:
    data = b'{"a": "' + rb"{\"" * 300_000
    assert b"".join(p.data for p in objects_in_strings([Piece(data, Shifted(0))])) == data


def _records_of(value: object) -> int | None:
    text = json.dumps(value, ensure_ascii=False)
    return count_subjects(state_of(text, "x.json")).estimate


def test_an_answer_of_a_server_holds_people() -> None:
    hits = [{"_id": str(n), "_source": one} for n, one in enumerate(PEOPLE)]
    answer = {"took": 1, "timed_out": False, "_scroll_id": "x", "hits": {"max": 1, "hits": hits}}
    assert _records_of(answer) == len(PEOPLE)


def test_a_folder_of_people_is_no_person() -> None:
    wards = [{"nom": "Service A", "patients": PEOPLE[:5]}, {"nom": "B", "patients": PEOPLE[5:]}]
    data = json.dumps({"etablissement": "X", "services": wards}).encode()
    found = [text.count(b"TESTEUR") for _, text in read(data, "x.json").records]
    assert [count for count in found if count] == [1] * len(PEOPLE)


def test_contacts_stay_with_whom_they_are_for() -> None:
    contacts = [{"nom": "FICTIF", "tel": "0639981234"}, {"nom": "AUTRE", "tel": "0639981235"}]
    people = [{**one, "nir": "144509912300979", "contacts": contacts} for one in PEOPLE]
    found = read(json.dumps({"patients": people}).encode(), "x.json")
    assert sum("TESTEUR" in text.decode() for _, text in found.records) == len(PEOPLE)
    assert sum("FICTIF" in text.decode() for _, text in found.records) == len(PEOPLE)
