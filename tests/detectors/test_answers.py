"""Tables that name an analysis in one cell and its result in the next."""

import pytest

from leakscan.model.taxonomy import Assertion
from tests.detectors.scanning import counts_of, state_of

HEAD = "nom;prenom;ddn;analyse;resultat\n"
BLOOD, HIV = "health.blood-group", "health.hiv"
LAST = ["Ferritine;12", "Glycémie;0,91", "Motif;Ag HBs"]


def rows(*results: str) -> str:
    people = (f"TESTEUR{n};Zoé;0{n + 1}/02/1979;{result}" for n, result in enumerate(results))
    return HEAD + "\n".join(people) + "\n"


@pytest.mark.parametrize(
    ("result", "rule", "count"),
    [
        ("Groupe sanguin;A", BLOOD, 1),
        ("Groupe ABO-RH1 ;O POS", BLOOD, 1),
        ("Facteur Rhésus;NEGATIF", BLOOD, 1),
        ("RAI;Négative", BLOOD, 1),
        ("Groupe sanguin;", BLOOD, 0),
        ("Groupe sanguin;-", BLOOD, 0),
        ("Classe énergie;A", BLOOD, 0),
        ("VIH 1+2;Négatif", HIV, 1),
    ],
)
def test_an_analysis_is_read_with_its_result(result: str, rule: str, count: int) -> None:
    text = rows("Ferritine;12", "Glycémie;0,91", result)
    assert counts_of(text, "x.csv").get(rule, 0) == count


def test_the_result_tells_the_status() -> None:
    text = rows("VIH 1+2;Négatif", "Sérologie VIH;NEG", "VIH;POSITIF", "VIH;en attente")
    counts = state_of(text, "x.csv").tallies[HIV].counts.sum(axis=0)
    assert counts[Assertion.NEGATED] == 2
    assert counts[Assertion.AFFIRMED] == 1
    assert counts[Assertion.HYPOTHESIS] == 1


def test_what_is_no_result_answers_nothing() -> None:
    text = "nom;prenom;option;ville\nTESTEUR;Zoé;Facteur Rhésus;POSITIF\nFICTIF;Ali;Groupe;A\n"
    assert BLOOD not in counts_of(text, "x.csv")


def test_analyses_in_quotes_and_in_tables_of_letters() -> None:
    quoted = rows('"Groupe sanguin";"AB"', '"VIH";"Négatif"')
    assert counts_of(quoted, "x.csv")[BLOOD] == 1
    letter = "Patient : TESTEUR Zoé\n| Examen | Résultat |\n|---|---|\n"
    letter += "| Groupe ABO | A |\n| Rhésus | positif |\n| RAI | négatif |\n"
    assert counts_of(letter, "x.txt")[BLOOD] == 3


def test_the_first_line_of_a_list_of_analyses_is_no_header() -> None:
    text = "Groupe ABO\tO\nRhésus\tPositif\nRAI\tNégative\nVIH 1+2\tNégatif\nAg HBs\tNégatif\n"
    found = counts_of(text, "x.txt")
    assert (found[BLOOD], found[HIV]) == (2, 1)


def test_a_cell_padded_with_more_blanks_than_are_read_loses_nothing() -> None:
    state = state_of(rows("VIH" + " " * 600 + ";POSITIF", "VIH 1+2 ;Négatif"), "x.csv")
    assert state.records == 2
    assert state.tallies[HIV].count == 2


def test_the_last_cell_of_a_text_is_not_beside_itself() -> None:
    last, followed = (state_of(rows(*cells), "x.csv") for cells in (LAST, [*LAST, "Sodium;12"]))
    counts = [state.tallies["health.hepatitis"].counts.tolist() for state in (last, followed)]
    assert counts[0] == counts[1]
