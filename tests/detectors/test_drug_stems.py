"""Words that only their ending tells to be substances."""

import pytest

from leakscan.detectors.drug_stems import substance_like
from tests.detectors.scanning import counts_of


@pytest.mark.parametrize(
    ("word", "like"),
    [
        ("zanidatamab", "rituximab"),
        ("olomorasib", "imatinib"),
        ("sotagliflozine", "dapagliflozine"),
    ],
)
def test_a_new_substance_is_like_one_of_its_class(word: str, like: str) -> None:
    assert substance_like(word) == like
    assert counts_of(f"Patiente vue ce jour, {word} C3.").get("health.drug") == 1


@pytest.mark.parametrize(
    "word", ["mab", "intercept", "shoreline", "profiterole", "cholesterol", "meticilline"]
)
def test_other_words_are_not(word: str) -> None:
    assert substance_like(word) is None
