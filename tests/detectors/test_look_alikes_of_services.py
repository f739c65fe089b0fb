"""What services and programs keep about nobody: texts of forms, herds, logs, draws, mailboxes."""

import json

import pytest

from tests.detectors.scanning import counts_of, state_of

_PEOPLE = {"person.name", "person.birth-date", "fr.nir", "fr.nir.keyless", "fr.address"}


def test_texts_of_many_forms_are_nobody_s() -> None:
    labels = {
        "patient.nom": "Nom de naissance", "patient.prenom": "Prénom(s)",
        "patient.ddn": "Date de naissance", "patient.nir": "N° de sécurité sociale",
        "vih.positif": "Séropositif", "age": "{n} ans", "poids": "{n} kg",
    }  # fmt: skip
    forms = {f"form{n}": labels for n in range(12)}
    assert not _PEOPLE & set(counts_of(json.dumps(forms, indent=1), "fr.json"))
    people = [{"nom": f"DURAND{n}", "prenom": "Zoé", "vih": "positif"} for n in range(12)]
    assert counts_of(json.dumps(people, indent=1))["person.name"] == 24


def test_descriptions_of_an_interface_are_nobody_s() -> None:
    lines = [
        "nom: {type: string, example: NOM}",
        "prenom: {type: string, example: Prénom}",
        "nir: {type: string, pattern: '^[12][0-9]{12}', example: '000000000000000'}",
        "telephone: {type: string, example: '+33600000000'}",
        "vih: {type: string, enum: [POSITIF, NEGATIF]}",
    ]
    assert not _PEOPLE & set(counts_of("\n".join(lines * 6), "openapi.yaml"))


def test_a_herd_is_no_list_of_people() -> None:
    header = "N° national;Nom;Race;Sexe;Née le;Statut;Délai attente lait;BVD;Cellules (x1000)"
    rows = [
        f"FR 29 0989 99{n};MARGUERITE;46 Normande;F;21/02/2017;Gestante;4 j;Neg;1{n}"
        for n in range(10, 40)
    ]
    assert not _PEOPLE & set(counts_of("\n".join([header, *rows])))


@pytest.mark.parametrize("header", ["Visite 2021", "Poids (x1000)", "vaccin_2020"])
def test_years_and_units_stand_in_headers(header: str) -> None:
    rows = [f"FICTIF{letter};Zoé;1{n}" for n, letter in enumerate("ABCDEFGH")]
    found = counts_of("\n".join([f"nom;prenom;{header}", *rows]))
    assert found["person.name"] == 16


def test_a_nearer_word_says_what_a_number_is() -> None:
    log = "NirValidator - nir refuse - epoch=1715680150191 offset=790544548334"
    assert "fr.nir.keyless" not in counts_of(log)
    assert "fr.nir.keyless" not in counts_of("INS : début du lot 1818844348413")
    assert counts_of("lot 12, NIR 1 61 50 99 123 456")["fr.nir.keyless"] == 1


def test_draws_of_a_lottery_are_no_telephones() -> None:
    assert "fr.phone" not in counts_of("combinaison gagnante : 07-10-14-39-42+2")
    assert counts_of("tel : 06-39-98-12-42 +2 enfants")["fr.phone"] == 1


def test_the_way_of_a_drug_is_no_street() -> None:
    drugs = {f"N02BE{n:02}": {"dci": "paracetamol", "voie": way} for n, way in enumerate("ONPRST")}
    assert "fr.address" not in counts_of(json.dumps(drugs, indent=1), "atc.json")
    streets = {f"p{n}": {"nom": "FICTIF", "voie": f"rue du Port {n}"} for n in range(6)}
    assert counts_of(json.dumps(streets, indent=1), "p.json")["fr.address"] == 6


def test_mailboxes_of_functions_tell_nobody_apart() -> None:
    text = "From: formation@ch-fictif.fr\nTo: {}@ch-fictif.fr\n\nVIH positif, enceinte.\n"
    assert "email" not in state_of(text.format("urgences"), "a.eml").subjects
    assert state_of(text.format("zoe.fictif"), "a.eml").subjects["email"].estimate()[0] == 1
