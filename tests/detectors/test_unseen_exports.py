"""What exports of unknown authors showed: how columns are named, noted in and told from others."""

import json

from tests.detectors.scanning import counts_of

NAMES = [("DURAND", "Zoé"), ("MARTIN", "Ali"), ("PETIT", "Léa"), ("ROUX", "Paul"),
         ("MOREL", "Anne"), ("GIRARD", "Luc")]  # fmt: skip
BORN = [f"0{n + 1}/02/19{n + 4}9" for n in range(len(NAMES))]


def table(header: str, *columns: list[str]) -> dict[str, int]:
    rows = [";".join(cells) for cells in zip(*columns, strict=True)]
    return counts_of("\n".join([header, *rows]), "x.csv")


def test_a_profession_over_names_makes_them_doctors() -> None:
    last, first = map(list, zip(*NAMES, strict=True))
    whole = [f"{name.upper()} {last}" for last, name in NAMES]
    found = table("nom;prenom;ddn;MT_DECLARE", last, first, BORN, whole)
    assert (found["person.name"], found["person.doctor"]) == (12, 6)


def test_notes_behind_names_keep_them_names() -> None:
    noted = [
        f"{last} {first} (née le {born})" for (last, first), born in zip(NAMES, BORN, strict=True)
    ]
    for header in ("enfant", "nom"):
        found = table(f"rang;{header};avis", list("123456"), noted, ["bilan fait"] * 6)
        assert found == {"person.name": 6, "person.birth-date": 6}


def test_codes_under_any_word_for_diagnoses() -> None:
    codes = ["F41.1", "C50", "E11.9", "B20", "I10", "F32.2"]
    last = [last for last, _ in NAMES]
    assert table("nom;ddn;dg_princ_cim10", last, BORN, codes)["health.icd10"] == 6
    seats = ["A12", "B14", "C50", "D01", "E11", "F32"]
    assert "health.icd10" not in table("nom;ddn;place", last, BORN, seats)


def test_units_of_concentrations_tell_results_of_people() -> None:
    values = ["1,14", "0,90", "1,02", "1,36", "0,98", "1,21"]
    last = [last for last, _ in NAMES]
    found = table("nom;ddn;Glucose (g/L);Sodium [mmol/L]", last, BORN, values, values)
    assert found["health.result"] == 12
    stations = ["Loire amont", "Loire aval", "Allier", "Cher", "Indre", "Vienne"]
    assert "health.result" not in table(
        "station;Nitrates (mg/L);Plomb (µg/L)", stations, values, values
    )


def test_texts_of_forms_are_nobody_s() -> None:
    labels = {"lastName": "Nom de naissance", "firstName": "Prénom", "doctor": "Médecin traitant"}
    assert counts_of(json.dumps({"form": labels, "password": "Mot de passe"}), "fr.json") == {}
    person = {"lastName": "Durand", "firstName": "Zoé", "doctor": "Petit"}
    found = counts_of(json.dumps({"form": person, "password": "azerty12"}), "fr.json")
    assert found == {"person.name": 2, "person.doctor": 1, "credential.password": 1}


def test_dates_of_stocks_and_counts_of_stays_are_nobody_s() -> None:
    codes = ["2167754538215", "2770588048067", "2515985326000"] * 2
    assert not table("GENCOD;LIBELLE;DATE_ENTREE", codes, ["JAMBON"] * 6, BORN)
    counts = ["3274", "2259", "77", "102", "1840", "12"]
    assert not table("annee;ghm;sejours", ["2017"] * 6, ["09M111"] * 6, counts)


def test_telephones_behind_labels_of_gateways() -> None:
    logged = 'ts=1 to=33639981234 ok\n2 dest:"33639981235" ok\n3 msisdn=262692123456 ok'
    assert counts_of(logged) == {"fr.phone": 3}
    assert counts_of("to=33639981234567 id=33639981236 to=3363998123") == {}


def test_items_of_a_list_are_a_text() -> None:
    lines = [
        f"{n}. {last} {first}, {60 + n} ans, DDN {born} - cancer gastrique, stade IV. Opérer."
        for n, ((last, first), born) in enumerate(zip(NAMES, BORN, strict=True), start=1)
    ]
    found = counts_of("\n".join(lines), "rcp.txt")
    assert found["person.name"] == found["person.birth-date"] == len(NAMES)


def test_empty_columns_are_no_texts_of_a_form() -> None:
    header = "nom;prenom;date_naissance;nir;telephone"
    assert counts_of(f"{header}\nTESTEUR;;;;\n") == {"person.name": 1}
    assert counts_of(f"{header}\n;;1979-02-01;;0639981234\n") == {
        "person.birth-date": 1,
        "fr.phone": 1,
    }


def test_logins_that_are_addresses_of_mail_are_no_numbers() -> None:
    mails = [f"{first.lower()}.x{n}@labo.example" for n, (_, first) in enumerate(NAMES)]
    last = [last for last, _ in NAMES]
    for header in ("login", "identifiant patient", "code client"):
        found = table(f"nom;ddn;{header}", last, BORN, mails)
        assert found == {"person.name": 6, "person.birth-date": 6, "email": 6}
    codes = [f"zt{n}35" for n in range(6)]
    assert table("nom;ddn;login", last, BORN, codes)["fr.ipp"] == 6


def test_messages_that_tell_an_address_are_no_column_of_addresses() -> None:
    told = [
        f"Bloqué pour {first} {last} mail {last.lower()}@labo.example mdp : Soleil{n}#19 merci"
        for n, (last, first) in enumerate(NAMES)
    ]
    found = table("canal;horodatage;texte", ["C1"] * 6, BORN, told)
    assert (found["email"], found["credential.password"]) == (6, 6)
    named = [f'"{first} {last}" <{last.lower()}@labo.example>' for last, first in NAMES]
    text = json.dumps([{"de": sender, "no": n} for n, sender in enumerate(named)])
    assert counts_of(text, "x.json")["email"] == 6
