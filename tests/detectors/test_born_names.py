"""Names that nothing but the birth behind them tells."""

import pytest

from benchmarks.accuracy.judging import found_in
from benchmarks.accuracy.sample import Sample


def names_in(text: str) -> list[str]:
    sample = Sample.of("letter", text)
    return [
        sample.data[hit.start : hit.end].decode()
        for hit in found_in(sample)
        if hit.rule == "person.name"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patient ZORGLUBIEN Wendolinoche né le 14/08/1985", "ZORGLUBIEN Wendolinoche"),
        ("le patient Wendolinoche ZORGLUBIEN, né le 14/08/1985", "Wendolinoche ZORGLUBIEN"),
        ("M. Kwabendra OSSIMBELE (né le 12.11.1978)", "Kwabendra OSSIMBELE"),
        ("Enfant Ylonka DE LA BRUTHIÈRE né(e) le : 01/01/2012", "Ylonka DE LA BRUTHIÈRE"),
        ("Le patient LE BRUZINOT Théofane né le 03/03/1960", "LE BRUZINOT Théofane"),
        ("Mme BRUZINOTTI, née le 03/03/1960", "BRUZINOTTI"),
        ("Nom de naissance : KERGUVANOCH née le 03/03/1960", "KERGUVANOCH"),
        ("Mariquita D'ORVALNAY - née le 3 mars 1960", "Mariquita D'ORVALNAY"),
        ("Jérémie DOMINIQUIN né le 03/03/1960", "Jérémie DOMINIQUIN"),
        ("Wendolinoche LELOGIERRE née le 03/03/1960", "Wendolinoche LELOGIERRE"),
        ("Patiente : ZWARGA Théofane Date de naissance : 04/04/1944", "ZWARGA Théofane"),
        ("Agnieszka ZWARGA (F, 53 ans, DDN 18/01/1955)", "Agnieszka ZWARGA"),
        (
            "21/03 — Wendolinoche Durand (née en 1986, pas de tél), 06 39 98 12 34",
            "Wendolinoche Durand",
        ),
        ("Ylonka Petit, né en 2005, tél. 06 39 98 12 34", "Ylonka Petit"),
    ],
)
def test_whoever_is_born_on_a_day_has_the_name_before_it(text: str, name: str) -> None:
    assert names_in(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Compte rendu de consultation du patient né le 03/03/1960",
        "Patient né le 03/03/1960",
        "Votre Patiente née le 03/03/1960",
        "Service de Cardiologie, Hôpital Sud, né le 03/03/1960",
        "Un Homme né le 03/03/1960",
        "COMPTE RENDU OPERATOIRE DDN : 03/03/1960",
        "Groupe Sanguin DDN 03/03/1960",
        "La Société Exemplaire née le 03/03/1960",
        "Monsieur,\nné le 03/03/1960",
        "Consultation du 03/03/1960",
        "CARDIOLOGIE PEDIATRIQUE DDN 03/03/1960",
        "Radiographie Thoracique, né le 03/03/1960",
        "Fracture Du Poignet, né le 03/03/1960",
        "Lieu Paris né le 03/03/1960",
        "Le festival (né en 1998), tél. 06 39 98 12 34",
        "Quelle Chanterelle Bleuissante (née en 1998), tél. 06 39 98 12 34",
        "La Clinique Durand (née en 1958), tél. 06 39 98 12 34",
        "Le Produit, né en 12 minutes, tél. 06 39 98 12 34, Le Gadget, né en 20015",
        "Commune Rouen née le 03/03/1960",
    ],
)
def test_words_that_are_no_name_are_not_taken_for_one(text: str) -> None:
    assert names_in(text) == []


def test_a_name_that_is_known_already_is_told_once() -> None:
    assert names_in("Mme Martine DURAND née le 03/03/1960") == ["Martine DURAND"]
