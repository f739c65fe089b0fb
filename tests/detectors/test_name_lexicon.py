"""Names and postcodes are found whatever their case, accents and signs."""

import pytest

from leakscan.detectors import name_lexicon


def keys(*texts: str) -> name_lexicon.Keys:
    return name_lexicon.keys_of_texts([text.encode() for text in texts])


@pytest.mark.parametrize("name", ["Élodie", "ELODIE", "elodie", "Jean-Pierre", "JEAN PIERRE"])
def test_first_names(name: str) -> None:
    assert name_lexicon.are_first_names(keys(name)).all()


@pytest.mark.parametrize("name", ["Le Goff", "LEFÈVRE", "lefevre", "N'Diaye", "N’DIAYE"])
def test_surnames(name: str) -> None:
    assert name_lexicon.are_surnames(keys(name)).all()


def test_other_words_and_nothing_are_no_names() -> None:
    other = keys("stylo", "", "--", "xqzw", "ordonnance" * 5)
    assert not name_lexicon.are_first_names(other).any()
    assert not name_lexicon.are_surnames(other).any()


def test_postcodes() -> None:
    codes = keys("35000", "97400", "20200", "01000", "99999")
    assert name_lexicon.are_postcodes(codes).tolist() == [True, True, True, True, False]


def test_spellings_share_a_key_and_others_do_not() -> None:
    one = keys("Émile-Noël", "EMILE NOEL", "emilenoel")
    assert (one == one[0]).all()
    assert keys("marie")[0] != keys("mariea")[0]
    assert keys("a" * 20)[0] != keys("a" * 21)[0]
