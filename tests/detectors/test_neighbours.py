"""The quick look at what stands beside keywords refuses none that the exact one allows."""

from functools import cache, partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.known_words import Neighbours, first_words_of, neighbour_phrases
from leakscan.detectors.neighbours import FEW, NeighbourRules
from leakscan.detectors.passages import Passages
from leakscan.detectors.tokens import Positions, WordList
from leakscan.detectors.vocabulary import Vocabulary
from leakscan.native.library import KERNELS
from tests.detectors.scanning import rules

REACH = 256


@cache
def asked() -> tuple[WordList, NeighbourRules, list[int], list[str]]:
    """The built-in rules: their words, which groups want neighbours, and some of those."""
    groups = Vocabulary.of(rules()).groups
    phrases = neighbour_phrases(groups)
    words = WordList(phrases)
    wanting = [number for number, group in enumerate(groups) if group.near]
    some = {phrase for number in wanting for phrase in groups[number].near[:40]}
    found = NeighbourRules(Neighbours.of(words, groups), groups, partial(first_words_of, groups))
    return words, found, wanting, sorted(some)


def _spelled(phrase: str, way: int) -> str:
    return [phrase, phrase.upper(), phrase.title(), phrase.replace("e", "é"), f"l'{phrase}"][way]


@st.composite
def texts(draw: st.DrawFn) -> str:
    near = st.builds(_spelled, st.sampled_from(asked()[3]), st.integers(0, 4))
    other = st.sampled_from(["clé", "int", "x1", "_", "\u00a0", "œuf", "12.5", "\n", "(", "+"])
    parts = draw(st.lists(st.one_of(near, other, st.text(max_size=4)), max_size=12))
    return draw(st.sampled_from(["", " ", "_", "-"])).join(parts)


@given(texts(), texts(), st.data())
def test_what_is_allowed_may_be_allowed(before: str, after: str, data: st.DataObject) -> None:
    words, neighbours, wanting, _ = asked()
    group = np.array([data.draw(st.sampled_from(wanting))], np.int32)
    left, right = (f"{part} ".encode("utf-8", "replace") for part in (before, after))
    text = np.frombuffer(left + b"vih " + right, np.uint8)
    spans = np.array([len(left)]), np.array([len(left) + 3])
    bounds = np.array([0]), np.array([text.size])
    passages = Passages.around(text, spans, bounds, REACH)
    tokens = words.tokens(passages.data)
    none = np.zeros(1, np.bool_)
    allowed = neighbours.allowed(passages, tokens, Positions(tokens), group, none)
    # As many times as it takes to be looked at.
    many = [np.repeat(array, FEW + 1) for array in (*spans, *bounds, group)]
    may = neighbours.may_be_allowed(text, (many[0], many[1]), (many[2], many[3]), many[4])
    assert may[0] or not allowed[0]


@pytest.mark.skipif(KERNELS is None, reason="built without a C compiler")
def test_most_code_is_refused_at_a_glance() -> None:
    _, neighbours, wanting, _ = asked()
    text = np.frombuffer(b"static int map = square(k, width); return buffer[map];", np.uint8)
    at = bytes(text).index(b"map")
    count = len(wanting)
    spans = np.full(count, at), np.full(count, at + 3)
    bounds = np.zeros(count, np.int64), np.full(count, text.size)
    may = neighbours.may_be_allowed(text, spans, bounds, np.array(wanting, np.int32))
    assert np.count_nonzero(may) < count / 2
    few = [array[:FEW] for array in (*spans, *bounds)]
    group = np.array(wanting[:FEW], np.int32)
    assert neighbours.may_be_allowed(text, (few[0], few[1]), (few[2], few[3]), group).all()
