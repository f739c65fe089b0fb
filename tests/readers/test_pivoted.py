"""Turned tables: a row for each field of a person, or a column for each person."""

from collections.abc import Sequence

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

PEOPLE = [
    ("DURAND", "Zoé", "1979-02-01", "0639981234"),
    ("L'HÉNORET", "Anaïs", "1944-04-03", "0261910011"),
    ("FICTIF", "Ali", "2015-06-05", "0199001234"),
]
LABELS = ("last_name", "first_name", "birth_date", "phone")
FOUND = {"person.name": 6, "person.birth-date": 3, "fr.phone": 3}


def attributes(people: int = 3, *, header: str = "subject,field,value\n") -> bytes:
    rows = [
        f"{4711 + number},{label},{value}\n"
        for number in range(people)
        for label, value in zip(LABELS, PEOPLE[number % 3], strict=True)
    ]
    return (header + "".join(rows)).encode()


def counts(data: bytes) -> dict[str, int]:
    return {rule: tally.count for rule, tally in scan_bytes(data, "e.csv").state.tallies.items()}


def test_rows_of_one_person_are_a_record() -> None:
    found = read(attributes(), "e.csv")
    assert len(found.records) == len(PEOPLE)
    assert {column for column, _, _ in found.fields} == {"subject", *LABELS}
    assert counts(attributes()) == {**FOUND, "fr.ipp": 3}
    assert scan_bytes(attributes(), "e.csv").state.records == len(PEOPLE)


def test_a_table_of_attributes_needs_no_header() -> None:
    assert counts(attributes(header="")) == FOUND


def test_records_do_not_depend_on_how_text_is_cut() -> None:
    data = attributes(2000)
    whole, cut = (read(data, "e.csv", chunk_bytes=size) for size in (1 << 20, 4096))
    assert [text for _, text in whole.records] == [text for _, text in cut.records]
    assert len(whole.records) == 2000


def test_people_that_stand_in_columns_are_turned() -> None:
    rows = zip(("Nom", "Prénom", "Né(e) le", "Tél"), *PEOPLE, strict=True)
    text = "Champ;Patient 1;Patient 2;Patient 3\n" + "".join(";".join(row) + "\n" for row in rows)
    assert counts(text.encode()) == FOUND


def test_descriptions_of_fields_and_results_stay_as_they_are() -> None:
    described = "champ;type;sens\nnom;varchar;Nom\nprenom;varchar;Prénom\nnaissance;date;Né le\n"
    results = "id;analyse;resultat\n" + "".join(
        f"{number};{test};1,2\n" for number in range(4) for test in ("Glycémie", "CRP", "Urée")
    )
    for text in (described, results):
        columns = {column for column, _, _ in read(text.encode(), "e.csv").fields}
        assert columns == set(text.partition("\n")[0].split(";"))


def test_few_labels_of_many_are_enough() -> None:
    rows = [
        ("Patient", *(f"{family} {given}" for family, given, _, _ in PEOPLE)),
        ("Né(e) le", *(born for _, _, born, _ in PEOPLE)),
        ("Tél.", *(phone for _, _, _, phone in PEOPLE)),
        *((label, "41", "oui", "à revoir") for label in ("IMC", "Avis", "Score", "Suite", "ASA")),
    ]
    text = "".join(";".join(row) + "\n" for row in rows)
    assert counts(text.encode()) == FOUND | {"person.name": 3}


def test_blocks_one_below_the_other_are_turned_each() -> None:
    rows = [*zip(("Nom", "Prénom", "Né(e) le", "Tél"), *PEOPLE, strict=True)]
    block = "".join(";".join(row) + "\n" for row in [("", "1", "2", "3"), *rows])
    twice = {rule: 2 * count for rule, count in FOUND.items()}
    assert counts((block + block).encode()) == twice


SUBMISSIONS = [
    (4711 + number, "rdv", label, "", 0, value)
    for number, person in enumerate(PEOPLE)
    for label, value in zip(LABELS, person, strict=True)
]
NAMES = ("sid", "form", "name", "property", "delta", "value")


def quoted(row: Sequence[object]) -> str:
    return "(" + ",".join(repr(cell).replace('"', "'") for cell in row) + ")"


def dumped(told: Sequence[Sequence[object]], names: tuple[str, ...] = NAMES) -> dict[str, str]:
    """The rows as programs dump them."""
    rows = [tuple(str(cell).replace("'", " ") if cell else cell for cell in row) for row in told]
    columns = ", ".join(names)
    lines = ("\t".join(map(str, row)) for row in rows)
    return {
        "many": f"INSERT INTO d ({columns}) VALUES " + ",\n".join(map(quoted, rows)) + ";\n",
        "single": "".join(f"INSERT INTO d ({columns}) VALUES {quoted(row)};\n" for row in rows),
        "copy": f"COPY d ({columns}) FROM stdin;\n" + "\n".join(lines) + "\n\\.\n",
    }


@pytest.mark.parametrize("dialect", ["many", "single", "copy"])
def test_attributes_in_dumps_are_records(dialect: str) -> None:
    found = read(dumped(SUBMISSIONS)[dialect].encode(), "e.sql")
    assert len(found.records) == len(PEOPLE)
    assert {column for column, _, _ in found.fields if column} == {"sid", "form", *LABELS}
    assert counts(dumped(SUBMISSIONS)[dialect].encode()) == FOUND


def test_whose_an_attribute_is_does_not_stand_in_every_row() -> None:
    """REDCap has the project first, WordPress the number of the row."""
    project = [(7, 1, row[0], row[2], row[5], 1) for row in SUBMISSIONS]
    numbered = [(at, row[0], row[2], row[5]) for at, row in enumerate(SUBMISSIONS)]
    for rows, names in (
        (project, ("project_id", "event_id", "record", "field_name", "value", "instance")),
        (numbered, ("umeta_id", "user_id", "meta_key", "meta_value")),
    ):
        assert len(read(dumped(rows, names)["many"].encode(), "e.sql").records) == len(PEOPLE)


def test_settings_in_dumps_stay_rows() -> None:
    rows = [
        (number, "site", key, "", 0, value)
        for number in range(3)
        for key, value in (("site_name", "A"), ("theme", "B"), ("mail_from", "C"), ("lang", "fr"))
    ]
    assert len(read(dumped(rows)["many"].encode(), "e.sql").records) == len(rows)


_ACROSS = """Nom :;{0};Prénom :;{1}
Né(e) le :;{2};Tél. :;{3}
Adresse :;;Mutuelle :;
"""


def _across(*people: tuple[str, ...]) -> str:
    """Cards of people one below the other, two labels with their values in each row."""
    return ";;;\n".join(_ACROSS.format(*person) for person in people)


def test_labels_and_values_by_turns_are_a_card() -> None:
    for count in (1, 2, 3):
        found = read(_across(*PEOPLE[:count]).encode(), "e.csv")
        assert len(found.records) == count + 1
        assert counts(_across(*PEOPLE[:count]).encode()) == {
            "person.name": 2 * count,
            "person.birth-date": count,
            "fr.phone": count,
        }


def test_cards_side_by_side_are_of_two_people() -> None:
    rows = zip(("Nom", "Prénom", "Né(e) le", "Tél"), *PEOPLE[:2], strict=True)
    text = "".join(f"{label};{one};{label};{other}\n" for label, one, other in rows)
    state = scan_bytes(text.encode(), "e.csv").state
    assert state.records == 2
    assert state.tallies["person.name"].records == 2


def test_tables_beside_labels_are_no_cards() -> None:
    table = "Nom;Ville;Prénom;Tél\n" + "".join(
        f"{last};RENNES;{first};{phone}\n" for last, first, _, phone in PEOPLE
    )
    described = "nom;varchar;Nom;du patient\nprenom;varchar;Prénom;premier\nnais;date;Né le;jour\n"
    for text, records in ((table, 4), (described, 3)):
        assert len(read(text.encode(), "e.csv").records) == records
