"""What exports do to tables: damaged cells, headers of other trades, files of key and value."""

import pytest

from tests.detectors.scanning import counts_of

PEOPLE = [
    ("TESTEUR", "Zoé", "0639981234", "144509912300979"),
    ("FICTIF", "Ali", "0199005678", "279509921518930"),
    ("EXEMPLE", "Léa", "0261911122", "250609910904585"),
]


@pytest.mark.parametrize("delimiter", ["~", "#", "^", "\x01", "\x1f"])
def test_rare_delimiters(delimiter: str) -> None:
    lines = [delimiter.join(["nom", "prenom", "tel", "nir"]), *map(delimiter.join, PEOPLE)]
    assert counts_of("\n".join([*lines, ""]), "x.txt") == {
        "person.name": 6, "fr.phone": 3, "fr.nir": 3,
    }  # fmt: skip


def test_comments_are_no_delimiters() -> None:
    assert counts_of("# a # b\n# c # d # e\nx = 1 # f\n### g\n") == {}


def test_dates_in_function_calls_of_sql() -> None:
    rows = [
        f"INSERT INTO p (nom, ddn, vu) VALUES (N'{last}', CAST(N'1979-0{n}-02' AS Date), "
        f"TO_DATE('02/0{n}/2021','DD/MM/YYYY'));"
        for n, (last, *_) in enumerate(PEOPLE, 1)
    ]
    found = counts_of("\n".join(rows), "dump.sql")
    assert found["person.birth-date"] == found["person.name"] == 3


def test_births_as_numbers_of_days() -> None:
    births = [f"{last};{first};{20455 + 700 * n}" for n, (last, first, *_) in enumerate(PEOPLE)]
    assert counts_of("\n".join(["nom;prenom;date de naissance", *births]), "x.csv") == {
        "person.name": 6, "person.birth-date": 3,
    }  # fmt: skip
    few = [f"{last};{first};{20 + n}" for n, (last, first, *_) in enumerate(PEOPLE)]
    found = counts_of("\n".join(["nom;prenom;date de naissance", *few]), "x.csv")
    assert "person.birth-date" not in found


def test_several_cells_in_one_of_names_are_searched() -> None:
    torn = "x" * 80 + " 144509912300979 " + "y" * 80
    lines = ["id;nom;prenom", *(f"1;{last};{first}" for last, first, *_ in PEOPLE)]
    assert counts_of("\n".join([*lines, f"4;{torn};Zoé"]), "x.csv")["fr.nir"] == 1


def test_codes_of_a_few_digits_are_no_nirs() -> None:
    strokes = "121125444411234"
    assert counts_of(f"<U1234>;IGNORE # {strokes}\n") == {}
    assert counts_of(f"NIR : {strokes}") == {"fr.nir": 1}


def test_draws_are_no_telephones() -> None:
    draws = [
        "05 12 23 34 45",
        "02 08 19 27 41",
        "01 11 21 31 42",
        "03 17 18 40 49",
        "04 09 12 20 33",
    ]
    assert counts_of("\n".join(draws)) == {}
    assert counts_of("Tél. 05 12 23 34 45") == {"fr.phone": 1}


def test_an_employers_declaration() -> None:
    lines = ["S10.G00.00.001,'Logiciel'"]
    for last, first, _, nir in PEOPLE:
        lines += [f"S21.G00.30.001,'{nir[:13]}'", f"S21.G00.30.002,'{last}'",
                  f"S21.G00.30.004,'{first}'", "S21.G00.30.006,'02011979'"]  # fmt: skip
    assert counts_of("\r\n".join(lines), "dsn.edi") == {
        "fr.nir.keyless": 3, "person.name": 6, "person.birth-date": 3,
    }  # fmt: skip


def test_cards_with_dots() -> None:
    card = "Nom usuel ......: TESTEUR\nPrénom .........: Zoé\nNé(e) le .......: 02/01/1979\n"
    assert counts_of(card) == {"person.name": 2, "person.birth-date": 1}
    assert counts_of("Le nom... est introuvable, le prénom... aussi") == {}


def test_address_books() -> None:
    card = "BEGIN:VCARD\nN:Testeur;Zoé;;;\nFN:Zoé Testeur\nBDAY:1979-01-02\nEND:VCARD\n"
    assert counts_of(card) == {"person.name": 2, "person.birth-date": 1}
    entry = "dn: uid=1\ncn: Zoé Testeur\nsn: Testeur\ngivenName: Zoé\n"
    assert counts_of(entry) == {"person.name": 3}
