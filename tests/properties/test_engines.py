"""All lexical engines give the same hits, whatever the text."""

import unicodedata
from dataclasses import fields
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.detectors.engine import Detector
from leakscan.detectors.lexical import LexicalLane
from leakscan.detectors.literal_engines import AutomatonEngine
from leakscan.detectors.rules import load_rules
from leakscan.raw.chunk import Chunk, Fields, Table
from leakscan.raw.hits import Hits

pytest.importorskip("hyperscan")


@cache
def detectors() -> tuple[Detector, ...]:
    """One for each way to find literals; the kernel only where it was compiled."""
    rules = load_rules()
    compiled = [Detector(rules, "hyperscan"), Detector(rules, "portable")]
    automaton = Detector(rules, "portable")
    automaton.lane = LexicalLane(automaton.vocabulary, AutomatonEngine(automaton.vocabulary))
    return (*compiled, automaton)


@cache
def keywords() -> tuple[str, ...]:
    """Keywords of all rules, those of long lexicons thinned out."""
    words = [
        word
        for rule in load_rules().rules
        for group in rule.groups
        for word in (group.keywords if len(group.keywords) < 500 else group.keywords[::40])
    ]
    labels = [word for rule in load_rules().rules for word in (*rule.labels, *rule.veto)]
    return tuple(dict.fromkeys([*words, *labels]))


def prose(data: bytes) -> Chunk:
    return Chunk(data, 0, len(data), 1, 0, np.zeros(1, np.int64))


def table(cells: list[bytes]) -> Chunk:
    """One column of comments, one cell a line."""
    data = b"\n".join(cells) + b"\n"
    ends = np.cumsum([len(cell) + 1 for cell in cells]) - 1
    starts = ends - np.array([len(cell) for cell in cells])
    index = Fields(starts, ends, np.zeros(len(cells), np.int32))
    named = Table(columns=["commentaire"], header_certain=True)
    return Chunk(data, 0, len(data), 1, 0, starts, named, index)


def hits_of(detector: Detector, chunk: Chunk) -> Hits | None:
    [(_, detection)] = detector.member().detections(chunk)
    return detection.hits


def assert_same_hits(chunk: Chunk) -> int:
    """Compares all arrays; how many hits there were."""
    *others, slow = (hits_of(detector, chunk) for detector in detectors())
    for fast in others:
        if fast is None or slow is None:
            assert fast is slow
            continue
        for field in fields(Hits):
            found, expected = getattr(fast, field.name), getattr(slow, field.name)
            assert found.dtype == expected.dtype
            assert np.array_equal(found, expected), field.name
    return 0 if slow is None else len(slow)


SPELLINGS = (
    str,
    str.upper,
    str.lower,
    str.capitalize,
    str.title,
    str.swapcase,
    lambda word: unicodedata.normalize("NFD", word),
    lambda word: unicodedata.normalize("NFD", word.upper()),
    lambda word: "".join(
        s for s in unicodedata.normalize("NFD", word) if not unicodedata.combining(s)
    ),
    lambda word: word.replace("'", "\u2019"),
    lambda word: word.replace(" ", "\n"),
    lambda word: word.replace(" ", "_"),
    lambda word: word.replace(" ", "\u00a0"),
    lambda word: word[:-1],
    lambda word: word + "s",
)
BOUNDARIES = ["", *" _-/.'\n\t0xéÉœß(\x00\u0301\u00a0\u2019\u4e2d\U0001f600"]
BOUNDARIES += [", ", "\r\n", " : ", " + ", ") "]


spelled = st.builds(
    lambda word, spell: spell(word),
    st.deferred(lambda: st.sampled_from(keywords())),
    st.sampled_from(SPELLINGS),
)
snippets = st.one_of(
    spelled,
    spelled,
    st.sampled_from(BOUNDARIES),
    st.sampled_from(
        ["pas de", "positif", "négatif", "mère", "?", "144509912300979", "06 39 98 12 34"]
    ),
    st.text(max_size=6),
)
texts = st.lists(st.tuples(snippets, st.sampled_from(BOUNDARIES)), max_size=12).map(
    lambda parts: "".join(a + b for a, b in parts).encode("utf-8", "replace")
)


@settings(max_examples=60)
@given(texts)
def test_prose(data: bytes) -> None:
    if data:
        assert_same_hits(prose(data))


@settings(max_examples=60)
@given(st.lists(texts.map(lambda data: data.replace(b"\n", b" ")), min_size=1, max_size=4))
def test_cells(cells: list[bytes]) -> None:
    assert_same_hits(table(cells))


@settings(max_examples=40)
@given(st.binary(min_size=1, max_size=400))
def test_random_bytes(data: bytes) -> None:
    for encoding in ("utf-8", "cp1252", "latin-1"):
        assert_same_hits(prose(data.decode(encoding, "replace").encode()))


@pytest.mark.parametrize("spelling", range(len(SPELLINGS)))
def test_every_keyword_in_one_text(spelling: int) -> None:
    spell = SPELLINGS[spelling]
    text = " ; ".join(spell(word) for word in keywords()[spelling % 3 :: 3])
    assert assert_same_hits(prose(text.encode())) > 100


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_every_keyword_between_boundaries(boundary: str) -> None:
    text = boundary.join(keywords()[BOUNDARIES.index(boundary) % 6 :: 6])
    assert_same_hits(prose(f"{boundary}{text}{boundary}".encode()))


def test_a_keyword_at_either_end() -> None:
    for word in keywords()[::40]:
        assert_same_hits(prose(word.encode()))


def test_keywords_across_the_stretches_a_kernel_looks_at() -> None:
    stretch = 32 * 1024
    text = b""
    for number, word in enumerate([*keywords()[::150], *(w for w in keywords() if " " in w)][:120]):
        spelled = word.encode()
        end = stretch * (number + 1) + number % (len(spelled) + 2)
        text += b"x " * ((end - len(text) - len(spelled)) // 2)
        text += b" " * (end - len(text) - len(spelled)) + spelled + b" "
    found, expected = (
        detectors()[engine].lane.find(np.frombuffer(text, np.uint8)) for engine in (1, 2)
    )
    assert expected.start.size > 100
    for field in fields(expected):
        assert np.array_equal(getattr(found, field.name), getattr(expected, field.name))


def test_keywords_behind_words_of_every_length() -> None:
    keyword = b"levothyrox"
    for length in range(1, 200):
        text = b"x" * length + b" " + keyword + b" " + b"y" * length + keyword + b" " + keyword
        found = detectors()[1].lane.find(np.frombuffer(text, np.uint8)).start
        assert sorted(set(found.tolist())) == [length + 1, len(text) - len(keyword)]


def test_only_context_around_the_owned_part() -> None:
    data = " ; ".join(keywords()[:400]).encode()
    for begin, end in ((0, 0), (0, 700), (700, 1500), (701, len(data))):
        low = np.array([begin], np.int64)
        assert_same_hits(Chunk(data, begin, end, 1, 0, low))
