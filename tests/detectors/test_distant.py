"""In records longer than a letter, only what stands near each other counts together."""

import pytest

from leakscan.model.taxonomy import HEALTH_MASK, Facet, Tier
from leakscan.scanner import scan_bytes

STATED = "ATCD : HTA connue, IDM stenté, sous Kardégic, BPCO sevré du tabac\n"
CALLED = "Robert MARTIN, 06 39 98 12 34\n"
FILLER = "".join(f"{number:05} fournitures et pièces pour la maison\n" for number in range(700))


def joins(text: str) -> bool:
    """Whether some record says by context both who somebody is and how they are."""
    found = scan_bytes(text.encode(), "x.txt").state.signatures[Tier.CONTEXTUAL]
    return any(one & Facet.NAME and one & HEALTH_MASK for one in found)


@pytest.mark.parametrize("between", ["", FILLER[:2000]])
@pytest.mark.parametrize("around", ["", FILLER])
def test_what_stands_near_counts_together(between: str, around: str) -> None:
    assert joins(around + CALLED + between + STATED + around)


@pytest.mark.parametrize("text", [CALLED + FILLER + STATED, STATED + FILLER + CALLED])
def test_what_stands_far_apart_does_not(text: str) -> None:
    assert not joins(text)


def test_a_name_far_from_all_else_is_doubted() -> None:
    text = "Robert MARTIN et fils, matériaux\n" + FILLER + STATED
    assert not joins(text)
    assert scan_bytes(text.encode(), "x.txt").state.tallies["person.name"].count == 1


def test_a_proven_number_speaks_for_its_whole_record() -> None:
    assert joins("Robert MARTIN, NIR 2 55 51 99 989 001 15\n" + FILLER + STATED) == joins(
        "Robert MARTIN, NIR 2 55 51 99 989 001 15\n" + STATED
    )


LAW = "Chaque délégué syndical dispose d'un temps nécessaire. "


@pytest.mark.parametrize("between", ["", FILLER])
def test_statements_of_other_special_categories_want_somebody_near_too(between: str) -> None:
    text = FILLER + LAW + between + "Écrire à zoe.testeur@exemple.net\n"
    signatures = scan_bytes(text.encode(), "x.txt").state.signatures[Tier.CONTEXTUAL]
    assert any(one & Facet.ART9 for one in signatures) is (not between)


KINDS = "Robert MARTIN", "asthme", "diabète", "Turner", "cancer du sein", "schizophrénie"
WORDS = ["table", "chaise", "fenêtre", "escalier", "jardin", "maison", *KINDS, "porte", "lampe"]


@pytest.mark.parametrize("words", ['"{}",', '  "{}",\n', "{}\n"])
def test_words_of_a_list_say_nothing(words: str) -> None:
    assert not joins("".join(words.replace("{}", word) for word in WORDS * 200))


@pytest.mark.parametrize(
    "line",
    [
        CALLED + STATED,
        "[06 39 98 12 34] Robert MARTIN 'HTA connue', 'IDM stenté', 'BPCO', 'sous Kardégic'\n",
        "Vu Robert MARTIN.\nHTA connue\nIDM stenté\nsous Kardégic\nle 3 mai\n",
    ],
)
def test_lines_of_people_say_something(line: str) -> None:
    assert joins(line * 400)
