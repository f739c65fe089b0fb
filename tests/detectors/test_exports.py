"""What exports do to tables: damaged cells, headers of other trades, files of key and value."""

import json
from datetime import date

import pytest

from leakscan.model.coverage import Coverage
from leakscan.model.state import FileState
from leakscan.scoring import Circumstances, assess
from tests.detectors.scanning import counts_of, rules, state_of

PEOPLE = [
    ("TESTEUR", "Zoé", "0639981234", "144509912300979"),
    ("FICTIF", "Ali", "0199005678", "279509921518930"),
    ("EXEMPLE", "Léa", "0261911122", "250609910904585"),
]


def _band(state: FileState) -> int:
    """The established severity."""
    infos = {rule.info.id: rule.info for rule in rules().rules}
    judged = assess(state, infos, Coverage(), Circumstances(), as_of=date(2026, 1, 1))
    return judged.established.band


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


def test_json_in_cells_is_read_like_other_json() -> None:
    body = (
        '{"lastName": "FICTIF", "firstName": "Zoé", "birthDate": "1979-02-01", '
        '"ssn": "144509912300979", "note": "porteuse du VIH"}'
    )
    lines = "\n".join(json.dumps({"ts": n, "body": body}) for n in range(12))
    values = ",".join(f"({n}, '{body}')" for n in range(12))
    for text, name in (
        (lines, "api.ndjson"),
        (f"INSERT INTO e (id, body) VALUES {values};", "e.sql"),
    ):
        found = counts_of(text, name)
        assert (found["person.name"], found["person.birth-date"]) == (24, 12), name
        assert (found["fr.nir"], found["health.hiv"]) == (12, 12), name


def test_what_stands_beside_a_telephone_is_read() -> None:
    rows = [f"Mme FICTIF;Lovenox - 05 36 49 83 4{n}" for n in range(8)]
    found = counts_of("\n".join(["qui;quoi / tel", *rows]), "x.csv")
    assert found["fr.phone"] == found["health.drug"] == 8


def test_a_word_in_the_column_of_its_rule_counts_once() -> None:
    rows = ["TESTEUR;Zoé;Levothyrox 75", "FICTIF;Ali;", "EXEMPLE;Léa;Xyzol"] * 4
    found = counts_of("\n".join(["nom;prenom;traitement", *rows]), "x.csv")
    assert found["health.drug"] == 8


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ("NÃ©(e) le", "person.birth-date"), ("TÃ©lÃ©phone", "fr.phone"), ("msisdn", "fr.phone"),
        ("Adhérent(e)", "person.name"), ("vu par", "person.doctor"), ("stat_vih", "health.hiv"),
        ("DIAG_PRINC", "health.icd10"), ("Famille (référent)", "person.name"),
    ],
)  # fmt: skip
def test_headers_met_since(header: str, rule: str) -> None:
    cells = {
        "person.birth-date": "02/02/1980", "fr.phone": "33639981213", "person.name": "TESTEUR Zoé",
        "person.doctor": "Beauvais", "health.hiv": "1", "health.icd10": "I500",
    }  # fmt: skip
    found = counts_of("\n".join([f"nom;{header}", *[f"FICTIF;{cells[rule]}"] * 6]), "x.csv")
    assert found[rule] == (12 if rule == "person.name" else 6)


def test_one_letter_before_every_header() -> None:
    row = "FICTIF;ZOE;19800202;144509912300979;639981213"
    found = counts_of("\n".join(["ZNOM;ZPREN;ZDNAI;ZNSS;ZTEL1", *[row] * 6]), "x.csv")
    assert (found["person.name"], found["person.birth-date"], found["fr.phone"]) == (12, 6, 6)


@pytest.mark.parametrize(
    "rows",
    [
        ["id;ean;nom", *["1;3854168525915;Table Sophie", "2;3894588246786;Vase Petit"] * 9],
        ["code;nom;population;geometry", *["29019;Lannion;56217;x", "22278;Guingamp;7000;y"] * 9],
        ["ticket;produit;sujet", *["#53;VPN;lenteur", "#54;Messagerie;ne démarre pas"] * 20],
    ],
)  # fmt: skip
def test_names_of_things_are_nobody_s(rows: list[str]) -> None:
    assert "person.name" not in counts_of("\n".join(rows), "x.csv")


def test_a_register_of_companies_is_about_nobody() -> None:
    rows = [f"55210{n:04};SIDA FRET {n};02 61 91 12 {n:02};c{n}@example.fr" for n in range(20)]
    state = state_of("\n".join(["siren;denomination;telephone;email", *rows]), "x.csv")
    assert state.tallies.keys() == {"fr.phone", "email"}
    assert _band(state) == 0


def test_abbreviations_in_names_of_programs() -> None:
    assert counts_of("tests: patient test of BPF_MAP_CREATE, see PT_CCR and FCS_MAX") == {}


def test_fhir_references_name_the_patient() -> None:
    patients = [{"resourceType": "Patient", "id": f"p{n}", "birthDate": "1979-02-01",
                 "name": [{"family": "TESTEUR", "given": ["Zoé"]}]} for n in range(12)]  # fmt: skip
    notes = [{"resourceType": "Condition", "id": f"c{n}", "subject": {"reference": f"Patient/p{n}"},
              "code": {"coding": [{"code": "B20"}]}} for n in range(12)]  # fmt: skip
    bundle = {"resourceType": "Bundle", "entry": [{"resource": each} for each in patients + notes]}
    assert counts_of(json.dumps(bundle), "b.json")["fr.ipp"] == 24
    files = ["\n".join(map(json.dumps, each)) for each in (patients, notes)]
    states = [state_of(text, "x.ndjson") for text in files]
    assert [state.tallies["fr.ipp"].count for state in states] == [12, 12]
    alone = [_band(state) for state in states]
    states[0].merge(states[1])
    assert _band(states[0]) > max(alone)
