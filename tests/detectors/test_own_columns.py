"""Words in columns of their own rule: a finding for each thing that a cell names."""

import pytest

from tests.detectors.scanning import state_of

OTHERS = ("LEVOTHYROX 75", "DEPAKINE", "KARDEGIC")


def drugs_of(cell: str, *others: str) -> int:
    rows = [f"FICTIF{number};Zoé;{text}" for number, text in enumerate((cell, *others, *OTHERS))]
    text = "nom;prenom;traitement\n" + "\n".join(rows) + "\n"
    tally = state_of(text.encode(), "e.csv").tallies["health.drug"]
    return tally.count - len(OTHERS)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("Sertraline 50 mg", 1),
        ("Sertraline 50 mg + Metformine 850 mg", 2),
        ('"Sertraline 50 mg\nMetformine 850 mg\nVentoline 100 µg"', 3),
        ("Sertraline, Ventoline et Lasilix", 3),
        ("1 cp de Sertraline le matin, 1 le soir", 1),
        ("un nouveau comprimé", 1),
        ("", 0),
        ("{}", 0),
        ("[]", 0),
    ],
)
def test_a_cell_counts_once_for_each_drug(cell: str, count: int) -> None:
    assert drugs_of(cell) == count


def test_a_state_told_in_several_words_is_one_finding() -> None:
    rows = "".join(f"FICTIF{n};Zoé;enceinte, 31 SA, grossesse gémellaire\n" for n in range(6))
    text = "nom;prenom;grossesse\n" + rows
    assert state_of(text.encode(), "e.csv").tallies["health.pregnancy"].count == 6


def test_words_of_one_notion_are_one_finding() -> None:
    rows = "".join(f"FICTIF{n};Zoé;VIH 1 négatif, VIH 2 négatif\n" for n in range(6))
    text = "nom;prenom;sérologie VIH\n" + rows
    assert state_of(text.encode(), "e.csv").tallies["health.hiv"].count == 6
