"""Cards one below the other in a sheet, and what only looks like them."""

from collections.abc import Sequence

import pytest

from leakscan.readers.pivoted import upright

Card = list[tuple[str, str]]
CARDS: list[Card] = [
    [("Nom", f"TESTEUR{n}"), ("Prénom", "Zoé"), ("Né(e) le", f"0{n}/02/1979"), ("Note", "x")]
    for n in range(1, 7)
]


def _rows(cards: Sequence[Card], before: int, blank: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for card in cards:
        rows += [[*[""] * before, label, value] for label, value in card]
        rows += [[] for _ in range(blank)]
    return rows


def _read(rows: list[list[str]]) -> list[list[str]]:
    return [list(row) for row in upright(rows)]


@pytest.mark.parametrize("before", [0, 1, 2])
@pytest.mark.parametrize("blank", [0, 1, 2])
def test_a_card_is_a_row(before: int, blank: int) -> None:
    header, *rows = _read(_rows(CARDS, before, blank))
    assert header == ["Nom", "Prénom", "Né(e) le", "Note", ""]
    assert rows == [[*(value for _, value in card), ""] for card in CARDS]


def test_fields_may_be_missing_and_colons_stand_behind_labels() -> None:
    cards = [[(f"{label} :", value) for label, value in card] for card in CARDS]
    del cards[1][3]
    _, *rows = _read(_rows(cards, 0, 0))
    assert [row[0] for row in rows] == [card[0][1] for card in CARDS]
    assert [row[3] for row in rows] == ["x", "", "x", "x", "x", "x"]


def test_cards_beyond_the_head_have_its_columns() -> None:
    many = [CARDS[n % len(CARDS)] for n in range(500)]
    many[400] = [*many[400], ("Remarque", "rare")]
    _, *rows = _read(_rows(many, 1, 1))
    assert len(rows) == 500
    assert rows[400][-1] == "Remarque rare"


@pytest.mark.parametrize(
    "rows",
    [
        _rows(CARDS[:1], 0, 0),
        [["Nom", "Prénom", "Né le"], *(["A", "B", "01/02/1979"] for _ in range(9))],
        [
            [label, value]
            for _ in range(5)
            for label, value in (("Pays", "FR"), ("Ville", "X"), ("N", "1"))
        ],
        [[label, "varchar"] for _ in range(5) for label in ("nom", "prenom", "naissance")],
    ],
)
def test_other_sheets_stay_as_they_are(rows: list[list[str]]) -> None:
    assert _read(rows) == rows
