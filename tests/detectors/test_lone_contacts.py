"""A landline or an address with nobody is doubted; beside a person it is not."""

import pytest

from leakscan.model.taxonomy import Tier
from tests.detectors.scanning import state_of

PAGE = "Où donner ? 12 rue Lobineau, 75006 Paris. Téléphone : 01 99 00 40 00."


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        (PAGE, Tier.LEXICAL),
        (f"Mme Odette EXEMPLE\n{PAGE}", Tier.CONTEXTUAL),
        (f"Né le 03/02/1961. {PAGE}", Tier.CONTEXTUAL),
        (PAGE.replace("01 99 00 40 00", "06 39 98 40 00"), Tier.CONTEXTUAL),
    ],
)
def test_tier_of_a_telephone(text: str, tier: Tier) -> None:
    assert tier_of("fr.phone", text) == tier


def test_tier_of_an_address() -> None:
    assert tier_of("fr.address", PAGE) == Tier.LEXICAL
    assert tier_of("fr.address", f"M. EXEMPLE\n{PAGE}") > Tier.LEXICAL


def tier_of(rule: str, text: str) -> Tier:
    return state_of(text).tallies[rule].tier
