"""Lists tell the surname first: two such items are people, near health or numbers only."""

import pytest

from tests.detectors.scanning import counts_of

DRUG = "Sous Levothyrox 75."


def test_a_list_of_people() -> None:
    text = "1. Lefebvre Marcel : bilan\n2. De La Tour Solange : repos\n3. Brun Éliane : retour\n"
    assert counts_of(text + DRUG).get("person.name") == 3
    assert "person.name" not in counts_of(text), "alone they are nobody's"


def test_what_follows_tells_a_lone_one() -> None:
    assert counts_of(f"- Lefebvre Marcel, 81 ans\n{DRUG}").get("person.name") == 1
    assert "person.name" not in counts_of(f"- Lefebvre Marcel : bilan\n{DRUG}")


@pytest.mark.parametrize(
    "text",
    [
        "- Bleu Marine : S\n- Vert Olive : L", "1. Sodium Potassium : bas\n2. Acide Urique : haut",
        "- Saint Nectaire : 12\n- Sainte Maure : 8", "1. Point Covid : oui\n2. Plan Blanc : non",
    ],
)  # fmt: skip
def test_lists_of_things(text: str) -> None:
    assert "person.name" not in counts_of(f"{text}\n{DRUG}")


def test_lines_that_begin_with_a_name_and_an_age() -> None:
    text = (
        "Xavier Brunet, 59 ans\nRajesh Petit, 30 ans\nHinano Le Gall (12 ans)\nPaul Durand - 8 ans"
    )
    assert counts_of(f"{text}\n{DRUG}").get("person.name") == 4
    assert "person.name" not in counts_of(f"Rajesh Petit, 30 ans\n{DRUG}"), "no list"


def test_ages_of_things_and_of_people_without_a_name() -> None:
    text = "Service Lambert, 30 ans d'existence\nFemme Enceinte, 30 ans\n"
    assert "person.name" not in counts_of(f"{text}Hôpital Louis Pasteur, 30 ans\n{DRUG}")
