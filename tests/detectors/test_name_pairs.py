"""First name and surname in running text: found beside other evidence, apart from places."""

import pytest

from tests.detectors.scanning import counts_of

PHONE = " Tél. 06 39 98 12 34."


@pytest.mark.parametrize(
    "name",
    [
        "Nadia MARTIN", "Nadia Martin", "MARTIN Nadia", "NADIA MARTIN", "LE GOFF Nadia",
        "Nadia Le Goff", "Nadia LE GOFF", "Élodie de La Fontaine", "Jean-Marc N'Diaye",
        "Nadia KERVELLANTEC", "Anne-Sophie Petit",
    ],
)  # fmt: skip
def test_found_beside_a_telephone(name: str) -> None:
    assert counts_of(f"à rappeler : {name}.{PHONE}").get("person.name") == 1


def test_alone_in_its_record_it_is_an_author() -> None:
    assert "person.name" not in counts_of("à rappeler : Nadia MARTIN.")


@pytest.mark.parametrize(
    "text",
    [
        "12 rue Victor Martin", "Hôpital Henri Martin", "au lycée Jean Martin", "place Paul Durand",
        "clinique du docteur Paul Martin", "Rendez Vous Mardi", "Petit Marchand", "Le Martin",
        "Sérologie VIH Positive", "12 RUE JEAN MARTIN", "avenue du Général Paul Durand",
    ],
)  # fmt: skip
def test_places_and_things_are_nobody(text: str) -> None:
    assert "person.name" not in counts_of(f"au labo : {text} le 12 mars.{PHONE}")


@pytest.mark.parametrize(
    "text", ["Date: Sun Feb 1 19:11:29 2015", "Sun, 01 Mar 2015", "Date: Sun, 4 Jan", "April May"]
)
def test_days_and_months_are_nobody(text: str) -> None:
    assert "person.name" not in counts_of(f"ajout des tests de grossesse\n{text}\n{PHONE}")
    assert counts_of(f"à rappeler : Jan Martin.{PHONE}").get("person.name") == 1


def test_a_name_with_a_title_counts_once() -> None:
    assert counts_of(f"Mme Nadia MARTIN.{PHONE}").get("person.name") == 1
    found = counts_of(f"vu par le Dr Nadia MARTIN.{PHONE}")
    assert found.get("person.doctor") == 1
    assert "person.name" not in found


def test_each_name_of_a_list_counts() -> None:
    lines = ["Nadia MARTIN", "Paul DURAND", "Le Goff Yann", "GARCIA Léa"]
    text = "\n".join(f"- {line}, 06 39 98 00 0{n}" for n, line in enumerate(lines))
    assert counts_of(text)["person.name"] == 4
