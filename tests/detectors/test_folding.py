"""Folding of words: many at once as each alone."""

from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.folding import folded, folded_words

WORDS = st.text("aZ09_éÉœŒÇİ\u2019e\u0301ß", min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=20))
def test_many_words_are_folded_as_each_alone(words: list[str]) -> None:
    assert folded_words(words) == [folded(word) for word in words]


def test_accents_ligatures_and_case() -> None:
    assert folded_words(["CŒUR", "Séropositif", "a_b"]) == ["coeur", "seropositif", "a b"]
