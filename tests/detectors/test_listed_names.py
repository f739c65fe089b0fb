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
