import pytest

from leakscan.detectors.keyword_syntax import expand_braces


@pytest.mark.parametrize(
    ("keyword", "words"),
    [
        ("mot", ("mot",)),
        ("un, deux", ("un, deux",)),
        ("séropositi{f,ve}", ("séropositif", "séropositive")),
        ("virus{,es}", ("virus", "viruses")),
        ("{a,b}{1,2}", ("a1", "a2", "b1", "b2")),
        ("{a,{b,c}d}", ("a", "bd", "cd")),
        ("{a,a}", ("a",)),
    ],
)
def test_a_keyword_stands_for(keyword: str, words: tuple[str, ...]) -> None:
    assert expand_braces(keyword) == words


@pytest.mark.parametrize("keyword", ["a{", "a}", "}a{", "{a,{b}", "{a}}"])
def test_braces_must_be_balanced(keyword: str) -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        expand_braces(keyword)


def test_a_keyword_stands_for_a_bounded_number_of_words() -> None:
    with pytest.raises(ValueError, match="more than"):
        expand_braces("{a,b}" * 40)
