"""NIRs without a right key are believed or doubted by the birth date and sex in their row."""

import pytest

from leakscan.model.taxonomy import Tier
from tests.detectors.scanning import state_of

BIRTHS = ["02/05/1979", "11/12/1944", "30/01/2001", "07/07/1961", "19/10/1988", "25/03/1930"]
SEXES = ["F", "M", "Mme", "1", "2", "Monsieur"]
NUMBERS = ["27905", "14412", "20101", "16107", "28810", "13003"]


def tiers(births: list[str], sexes: list[str], *, tail: str = "99123009") -> dict[str, int]:
    rows = [
        f"TESTEUR;Zoé;{birth};{sex};{number}{tail}"
        for birth, sex, number in zip(births, sexes, NUMBERS, strict=True)
    ]
    state = state_of("\n".join(["nom;prenom;ddn;sexe;num_secu", *rows, ""]), "x.csv")
    counts = state.tallies["fr.nir.keyless"].counts.sum(axis=1)
    return {tier.label: int(counts[tier]) for tier in Tier if counts[tier]}


@pytest.mark.parametrize("tail", ["99123009", "9912300901"])
def test_agreement_proves(tail: str) -> None:
    assert tiers(BIRTHS, SEXES, tail=tail) == {"validated": 6}


@pytest.mark.parametrize("tail", ["99123009", "9912300901"])
def test_disagreement_doubts(tail: str) -> None:
    assert tiers(BIRTHS[1:] + BIRTHS[:1], SEXES, tail=tail) == {"contextual": 6}
    other = ["M", "F", "M", "2", "1", "Madame"]
    assert tiers(BIRTHS, other, tail=tail) == {"contextual": 6}


@pytest.mark.parametrize("tail", ["99123009", "9912300901"])
def test_rows_that_say_nothing(tail: str) -> None:
    assert tiers(["", *BIRTHS[1:3], "inconnue", *BIRTHS[4:]], SEXES, tail=tail) == {
        "structural": 2, "validated": 4,
    }  # fmt: skip
    assert tiers(BIRTHS, [""] * 6, tail=tail) == {"validated": 6}
