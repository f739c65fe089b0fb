"""A landline or an address with nobody is doubted; beside a person it is not."""

import pytest

from leakscan.model.taxonomy import Tier
from tests.detectors.scanning import scan_chunk

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
    assert tiers(text)["fr.phone"] == tier


def test_tier_of_an_address() -> None:
    assert tiers(PAGE)["fr.address"] == Tier.LEXICAL
    assert tiers(f"M. EXEMPLE\n{PAGE}")["fr.address"] > Tier.LEXICAL
