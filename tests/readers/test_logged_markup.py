"""XML in logs: elements beside their values, a message a record."""

import base64
import html
import json
from collections.abc import Callable

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

PEOPLE = [
    ("DURAND", "Zoé", "1979-02-01"),
    ("L'HÉNORET", "Anaïs", "1944-04-03"),
    ("FICTIF", "Ali", "2015-06-05"),
    ("LE GALL", "Inès", "1950-12-31"),
] * 3
Written = Callable[[str], str]


def nir(number: int) -> str:
    """One of a commune that there is not."""
    born = PEOPLE[number % len(PEOPLE)][2]
    digits = f"2{born[2:4]}{born[5:7]}06992{number + 1:03}"
    return f"{digits}{97 - int(digits) % 97:02}"


def message(number: int) -> str:
    family, given, born = PEOPLE[number]
    key = nir(number)
    return (
        f'<s:Envelope xmlns:s="urn:s"><s:Body><i:Patient oid="1.2.250"><i:Nom>{family}</i:Nom>'
        f"<i:Prenom>{given}</i:Prenom><i:Naissance>{born}</i:Naissance>"
        f"<i:Id><i:NumIdentifiant>{key[:13]}</i:NumIdentifiant><i:Cle>{key[13:]}</i:Cle></i:Id></i:Patient>"
        "</s:Body></s:Envelope>"
    )


def indented(text: str) -> str:
    return text.replace("><", ">\n  <")


WRITINGS: dict[str, Written] = {
    "plain": str,
    "indented": indented,
    "escaped": html.escape,
    "json": lambda text: json.dumps(text).replace("<", "\\u003c").replace(">", "\\u003e"),
    "attributes": lambda text: text.replace("<i:Nom>", '<i:Nom use="usuel">'),
}


def log(write: Written, count: int = len(PEOPLE)) -> str:
    lines = (
        f"2024-06-18 09:48:{number:02} DEBUG [client] >>> {write(message(number))} (12 ms)\n"
        for number in range(count)
    )
    return "".join(lines)


def counts(text: str) -> dict[str, int]:
    tallies = scan_bytes(text.encode(), "trace.log").state.tallies
    return {rule: tally.count for rule, tally in tallies.items()}


@pytest.mark.parametrize("writing", WRITINGS)
def test_elements_name_their_values(writing: str) -> None:
    found = counts(log(WRITINGS[writing]))
    assert found["person.birth-date"] == len(PEOPLE)
    assert found["person.name"] == 2 * len(PEOPLE)
    assert found["fr.nir.keyless"] == len(PEOPLE)


def test_a_message_is_a_record() -> None:
    for write in (str, indented):
        found = read(log(write).encode(), "trace.log")
        assert found.formats == ["paired"]
        assert len(found.records) == len(PEOPLE)
        assert {"Patient.Nom", "Id.NumIdentifiant"} <= {column for column, _, _ in found.fields}


def test_values_stand_where_they_stood() -> None:
    data = log(str).encode()
    found = scan_bytes(data, "trace.log").state.tallies["person.birth-date"]
    assert next(place.byte for place in found.places) == data.index(PEOPLE[0][2].encode())


def test_attributes_that_are_values_have_the_name_of_their_element() -> None:
    lines = (
        f'INFO recu <Patient><name><family value="{family}"/><given value="{given}"/></name>'
        f'<birthDate value="{born}"/></Patient>\n'
        for family, given, born in PEOPLE
    )
    found = counts("".join(lines))
    assert found["person.birth-date"] == len(PEOPLE)
    assert found["person.name"] == 2 * len(PEOPLE)


def test_what_is_cut_costs_itself_alone() -> None:
    lines = log(str).splitlines(keepends=True)
    lines[3] = lines[3][:150] + "\n"
    found = counts("".join(lines))
    assert found["person.birth-date"] == len(PEOPLE) - 1


def test_documents_in_messages_are_read() -> None:
    letter = base64.b64encode(f"Compte rendu. NIR {nir(40)}. ".encode() * 30).decode()
    text = log(lambda told: told.replace("</i:Id>", f"</i:Id><Doc>{letter}</Doc>"))
    assert counts(text)["fr.nir"] >= 30


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"INFO <job><name>n{n}</name><state>OK</state></job>\n" for n in range(20)),
        "Voir <b>nom</b> et <i>prénom</i>.\n" * 20,
        "List<String> names = new ArrayList<>(); // </name>\n" * 20,
    ],
)
def test_logs_about_nobody_stay_text(text: str) -> None:
    assert read(text.encode(), "trace.log").formats == ["text"]


@pytest.mark.parametrize("chunk_bytes", [1024, 4096])
def test_chunks_do_not_matter(chunk_bytes: int) -> None:
    data = log(indented).encode() * 30
    whole, cut = (read(data, "trace.log", chunk_bytes=size) for size in (1 << 20, chunk_bytes))
    assert [text for _, text in whole.records] == [text for _, text in cut.records]
