"""Rows that Stata, R, pandas and SAS print in their logs."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

TITLES = ("nom", "prenom", "ddn", "tel", "note")
PEOPLE = [
    ("DURAND", "Zoé", "01/02/1979", "0639981234", "sous LEVOTHYROX 75"),
    ("VAN DEN BERGHE", "Ali", "03/04/1944", "0261910011", "."),
    ("FICTIF", "Marie Anne", "05/06/2015", ".", "RAS"),
    ("L'HÉNORET", "Léa", "07/08/1990", "0199001234", "asthme"),
] * 3
FOUND = {"person.name": 24, "person.birth-date": 12, "fr.phone": 9, "health.drug": 3}
LEFT, RIGHT = str.ljust, str.rjust
WIDTHS = [max(map(len, cells)) for cells in zip(TITLES, *PEOPLE, strict=True)]


def printed(align: str, between: str, number: str, *, first: int = 1, head: str = "") -> list[str]:
    """A header and rows; `align` has ``l`` or ``r`` for each column."""
    lines = []
    for at, cells in enumerate([TITLES, *PEOPLE]):
        begin = number.format(at - 1 + first) if at else head
        placed = (
            (LEFT if side == "l" else RIGHT)(cell, width)
            for cell, width, side in zip(cells, WIDTHS, align, strict=True)
        )
        lines.append(begin.ljust(len(number.format(12))) + between.join(placed))
    return lines


def stata(align: str, between: str) -> str:
    head, *rows = printed(align, between, "{:3}. | ", head="     | ")
    rule = "-" * (len(head) - 5)
    body = [f"{head} |", f"     |{rule}|", *(f"{row} |" for row in rows[:5]), f"     |{rule}|"]
    lines = [f"     +{rule}+", *body, *(f"{row} |" for row in rows[5:]), f"     +{rule}+"]
    return ". use suivi, clear\n. list if perdu_vue==1\n\n" + "\n".join(lines) + "\n\n. tab vih\n"


def lines_of(lines: list[str]) -> str:
    return "".join(line.rstrip() + "\n" for line in lines)


LISTS = {
    "stata-left": stata("lllll", " "),
    "stata-right": stata("rrrrr", "   "),
    "stata-mixed": stata("lrlrl", "   "),
    "r": "> print(df)\n" + lines_of(printed("rrrrr", " ", "{:<2} ")),
    "r-filtered": "> df[df$vih==1,]\n" + lines_of(printed("rrrrr", " ", "{:<3} ", first=117)),
    "pandas": lines_of(printed("rrrrr", "  ", "{:<2}  ", first=0)) + "\n[12 rows x 5 columns]\n",
    "sas": "The SAS System\n\n"
    + lines_of([*(lines := printed("lllll", "    ", "{:3}    ", head="Obs"))[:1], "", *lines[1:]]),
    "tibble": "# A tibble: 12 x 5\n"
    + lines_of(
        [*(lines := printed("lllll", " ", "{:2} "))[:1], "   <chr> <chr> <date> <chr>", *lines[1:]]
    ),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_are_records_of_people(name: str, end: str) -> None:
    data = LISTS[name].replace("\n", end).encode()
    counts = {rule: tally.count for rule, tally in scan_bytes(data, "x.log").state.tallies.items()}
    assert {rule: counts.get(rule) for rule in FOUND} == FOUND
    fields = read(data, "x.log").fields
    names = [value.decode() for column, _, value in fields if column == "nom"]
    assert names == [family for family, *_ in PEOPLE]


@pytest.mark.parametrize(
    "text",
    [
        "            Estimate Std. Error\n(Intercept)   1.2   0.3\n",
        "   make  price\n1.  AMC  4099\n2.  BMW  9735\n",
        "nom prenom telephone\n\nA remplir pour chaque patient\n1 fiche par personne\n",
    ],
)
def test_other_tables_stay_as_they_are(text: str) -> None:
    assert b"=" not in read(text.encode() * 3, "x.log").text
