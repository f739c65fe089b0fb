"""Data of programs, column by column: the same people in whatever language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detectors.scanning import counts_of
from tests.readers.tables import read_tables

NAMES = ["DURAND", "L'HÉNORET", 'D"ARC']
ROWS = [
    ["DURAND", "Zoé", "1950-01-31", "F"],
    ["L'HÉNORET", "", "1979-03-01", "M"],
    ['D"ARC', "Léo", "", "F"],
]
DPUT = r"""# cas
cas <- structure(list(nom = c("DURAND", "L'HÉNORET", "D\"ARC"),
  prenom = c("Zoé", NA, "L\u00e9o"), ne_le = structure(c(-7275,
3346, NA), class = "Date"), sexe = structure(c(1L, 2L, 1L), levels = c("F",
"M"), class = "factor")), class = "data.frame", row.names = c(NA, -3L))
"""
FRAME = r"""library(dplyr)
cas <- data.frame(
  nom = c("DURAND", "L'HÉNORET", 'D"ARC'), centre = "Lyon",
  prenom = c("Zoé", NA_character_, "Léo"),  ne_le = as.Date(c("1950-01-31", "1979-03-01", NA)),
  sexe = factor(c(2, 1, 2), levels = c(1, 2), labels = c("M", "F")), stringsAsFactors = FALSE)
"""
ASSIGNED = """nom <- c("DURAND", "L'HÉNORET", 'D"ARC')
prenom <- c("Zoé", NA, "Léo")
ne_le <- c("1950-01-31", "1979-03-01", NA)
sexe <- c("F", "M", "F")
df <- data.frame(nom, prenom, ne_le, sexe)
"""
PANDAS = """import pandas as pd
df = pd.DataFrame({
    "nom": ["DURAND", "L'HÉNORET", 'D"ARC'],
    'prenom': ['Zoé', None, 'Léo'],
    "ne_le": pd.to_datetime(["1950-01-31", "1979-03-01", None]),
    "sexe": pd.Categorical(["F", "M", "F"]),
})
"""
PRINTED = """data = {'nom': ['DURAND', "L'HÉNORET", 'D"ARC'], 'prenom': ['Zoé', nan, 'Léo'],
 'ne_le': [Timestamp('1950-01-31 00:00:00'), datetime.date(1979, 3, 1), NaT],
 'sexe': ['F', 'M', 'F',]}
"""
JULIA = """using DataFrames
df = DataFrame(nom = ["DURAND", "L'HÉNORET", "D\\"ARC"], prenom = ["Zoé", missing, "Léo"],
    ne_le = ["1950-01-31", "1979-03-01", missing], sexe = ["F", "M", "F"])
"""


@pytest.mark.parametrize(
    "text", [DPUT, FRAME, ASSIGNED, PANDAS, PRINTED, JULIA],
    ids=["dput", "data.frame", "assigned", "pandas", "printed", "julia"],
)  # fmt: skip
def test_every_language(text: str) -> None:
    found = read_tables(text.encode(), "x.txt")
    assert (found.formats, found.gaps) == (["vectors"], [])
    assert found.rows == [(("nom", "prenom", "ne_le", "sexe"), row) for row in ROWS]


def test_text_around_is_kept() -> None:
    found = read_tables(DPUT.encode() + b"# Mme DURAND est enceinte\n")
    assert found.prose.startswith("# cas\ncas <- structure(list(")
    assert "enceinte" in found.prose


def test_ranges_and_numbers() -> None:
    text = "x <- list(id = 1:3, nom = c('A B', 'C', 'D'), ipp = c(81L, 1.50, 2e5), "
    text += "tel = c(a = '1', b = '2', c = '3'))"
    found = read_tables(text.encode())
    assert [row for _, row in found.rows] == [
        ["1", "A B", "81", "1"], ["2", "C", "1.50", "2"], ["3", "D", "2e5", "3"],
    ]  # fmt: skip


def test_lists_of_other_lengths_are_other_tables() -> None:
    text = (
        FRAME + 'autres <- data.frame(nom = c("A", "B", "C", "D"), tel = c("1", "2", "3", "4"))\n'
    )
    found = read_tables(text.encode())
    assert len(found.of("nom", "prenom", "ne_le", "sexe")) == 3
    assert len(found.of("nom", "tel")) == 4


def test_people_are_found() -> None:
    births = [f"19{n + 40}-0{n % 9 + 1}-11" for n in range(30)]
    names = ["MARTIN", "DURAND", "PETIT", "ROUX", "MOREL"] * 6
    for name in ("Date", ""):
        days = ", ".join(f'"{birth}"' for birth in births)
        ne_le = f"as.Date(c({days}))" if name else f"c({days})"
        nom = ", ".join(f'"{each}"' for each in names)
        found = counts_of(f"d <- data.frame(nom = c({nom}), date_naissance = {ne_le})", "x.R")
        assert found == {"person.name": 30, "person.birth-date": 30}


@pytest.mark.parametrize(
    "text",
    [
        "couleurs <- c('red', 'blue')\nnom <- 'essai'\nprenom <- 'x'\n",
        "r = { nom: ['required', 'string', 'max'], prenom: ['required', 'string', 'max'] }",
        "this.fb.group({ nom: ['', Validators.required], prenom: ['', Validators.required] })",
        "colonnes = ['nom', 'prenom', 'telephone']\nlabels = ['Nom', 'Prénom', 'Téléphone']\n",
        "plot(x = c(1, 2, 3), y = c(4, 5, 6))\n",
        "nom = ['varchar', 20]\nprenom = ['varchar', 30]\n",
    ],
)
def test_programs_without_people_are_quiet(text: str) -> None:
    assert counts_of(text, "x.txt") == {}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([DPUT, FRAME, PANDAS, PRINTED]),
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from("()[]\"'`,=\\\n:c1é")), max_size=6),
)
def test_damaged_programs_keep_their_text(text: str, changes: list[tuple[int, str]]) -> None:
    for place, sign in changes:
        at = place % len(text)
        text = text[:at] + sign + text[at + 1 :]
    found = read_tables(text.encode(), "x.R")
    whole = found.prose + " ".join(cell for _, row in found.rows for cell in row)
    for word in ("DURAND", "NORET", "Lyon", "pandas"):
        assert (word in text) <= (word in whole)


def test_a_program_without_an_end_is_read_in_time() -> None:
    """Nothing in the text closes the list that it opens again and again."""
    text = 'nom = c("a", prenom = c("b", ' * 40_000
    assert not read_tables(text.encode()).rows
