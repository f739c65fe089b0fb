"""What maps words to something is about nobody, whatever its words are; a record in order is."""

import json

import pytest

from leakscan.detectors.glossaries import is_glossary
from tests.detectors.scanning import counts_of

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qi ro su ta ve wi xo yu ze".split()
WORDS = [first + second for first in SYLLABLES[:10] for second in SYLLABLES]
TELLING = ["address", "adherent", "diagnosis", "lastname", "patient", "practitioner", "substance"]


def glossary(words: list[str]) -> dict[str, str]:
    return {word: " ".join(f"{sign}1".upper() for sign in word) for word in sorted(words)}


@pytest.mark.parametrize(
    "meaning", [glossary(WORDS + TELLING), dict.fromkeys(sorted(WORDS + TELLING), "Element")]
)
def test_words_are_no_columns(meaning: dict[str, str]) -> None:
    assert counts_of(json.dumps(meaning), "mots.json") == {}


SOMEBODY = {"birthdate": "1979-05-02", "diagnosis": "Asthme", "lastname": "TESTEUR"}


@pytest.mark.parametrize(
    "record",
    [
        # In no order, of few keys, and with a date.
        SOMEBODY | dict.fromkeys(WORDS[::-1], "Non"),
        dict(sorted((SOMEBODY | dict.fromkeys(WORDS[:60], "Non")).items())),
        dict(sorted((SOMEBODY | dict.fromkeys(WORDS, "Non")).items())),
    ],
)
def test_somebody_with_many_fields(record: dict[str, str]) -> None:
    found = counts_of(json.dumps(record), "dossier.json")
    assert found["person.name"] == 1
    assert found["person.birth-date"] == 1


def test_what_a_glossary_is() -> None:
    def cells(column: int) -> list[str]:
        return {0: ["AA1 B"], 1: ["02 61 91 00 01"], 2: ["zoe@atelier.fr"]}[column]

    words = sorted(WORDS)
    assert is_glossary(words, [0], cells)
    assert not is_glossary(words, [1], cells)
    assert not is_glossary(words, [0, 2], cells)
    assert not is_glossary(words, [0] * 20, cells)
    assert not is_glossary(words[::-1], [0], cells)
    assert not is_glossary(words[:80], [0], cells)
