"""The worked examples of the scoring model as real little files, through the whole program.

`tests/scoring` holds the same table for the pure function; here the examples are read, detected
and counted first, so a rule or reader that says too much or too little shows as well.
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leakscan.demo.lab_table import lab_rows, write_csv
from leakscan.demo.neighbours import write_price_list
from leakscan.demo.nir_numbers import fictitious_nir
from tests.cli.calling import program

LAB_ROWS = 200
CODES = ("E11.9", "I10", "C50.9", "J45.0", "N18.3", "K21.0", "E03.9", "M54.5")
NIR = fictitious_nir(4242, female=True, birth_year=1961, department="29")
BLOG = """\
Vivre avec le VIH aujourd'hui

Depuis que Mme Exemple en parle sur son blog, les questions affluent. Le VIH se transmet surtout
par voie sexuelle. Un test de dépistage du VIH est gratuit dans tous les laboratoires.
"""
EMPLOYEES = (
    ("TESTEUR", "Zoé", "Achats", "01 99 00 10 07"),
    ("FICTIF", "Ali", "Ventes", "01 99 00 11 14"),
    ("EXEMPLE", "Léa", "Accueil", "01 99 00 12 21"),
    ("MODELE", "Luc", "Achats", "01 99 00 13 28"),
    ("SPECIMEN", "Eva", "Stock", "01 99 00 14 35"),
    ("INVENTE", "Max", "Ventes", "01 99 00 15 42"),
)


def lab_table(path: Path) -> None:
    with path.open("w", encoding="cp1252", newline="") as stream:
        write_csv(stream, lab_rows(LAB_ROWS, seed=7))


def price_list(path: Path) -> None:
    with path.open("w", encoding="cp1252", newline="") as stream:
        write_price_list(stream, seed=7)


def text(content: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(content, encoding="utf-8")

    return write


def table(columns: str, rows: Iterable[Sequence[str]]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerows([columns.split(), *rows])

    return write


def coded_patients(columns: str) -> Callable[[Path], None]:
    """A research extract: a pseudonym, an ICD-10 code, and what `columns` adds between them."""
    names = ["id_patient", *columns.split(), "cim10"]

    def cell(name: str, number: int) -> str:
        return {
            "id_patient": f"P{10450 + number * 37}",
            "sexe": "FM"[number % 2],
            "code_postal": f"{29000 + number * 10}",
            "date_naissance": f"{10 + number}/0{1 + number}/{1930 + number * 9}",
            "cim10": CODES[number],
        }[name]

    rows = [[cell(name, number) for name in names] for number in range(len(CODES))]
    return table(" ".join(names), rows)


@dataclass(frozen=True, kw_only=True)
class Example:
    """A line of the model's table, and the file that stands for it."""

    letter: str
    file: str
    write: Callable[[Path], None]
    established: float
    band: int
    presumed: float
    leaked: float
    leaked_band: int


EXAMPLES = (
    Example(letter="a", file="leak.csv", write=lab_table,
            established=4, band=4, presumed=4, leaked=5, leaked_band=4),
    Example(letter="b", file="prices.csv", write=price_list,
            established=0, band=0, presumed=0, leaked=0, leaked_band=0),
    Example(letter="c", file="blog.txt", write=text(BLOG),
            established=0, band=0, presumed=2, leaked=0, leaked_band=0),
    Example(letter="d", file="phones.csv", write=table("nom prenom service telephone", EMPLOYEES),
            established=1, band=1, presumed=1, leaked=2, leaked_band=2),
    Example(letter="e", file="research.csv", write=coded_patients(""),
            established=1, band=1, presumed=1, leaked=2, leaked_band=2),
    Example(letter="e'", file="research1.csv", write=coded_patients("sexe code_postal"),
            established=2, band=2, presumed=2, leaked=3, leaked_band=3),
    Example(letter="e''", file="research2.csv",
            write=coded_patients("sexe code_postal date_naissance"),
            established=3, band=3, presumed=3, leaked=4, leaked_band=4),
    Example(letter="f", file="note.txt", write=text(f"Numéro de sécurité sociale : {NIR}\n"),
            established=1.5, band=1, presumed=1.5, leaked=2.5, leaked_band=2),
    Example(letter="f'", file="lab.csv",
            write=table("nir date_prelevement medecin_traitant", [(NIR, "", "")]),
            established=2.25, band=2, presumed=2.25, leaked=3.25, leaked_band=3),
    Example(letter="f' by FINESS", file="site.csv",
            write=table("nir finess", [(NIR, "560999997")]),
            established=2.25, band=2, presumed=2.25, leaked=3.25, leaked_band=3),
)  # fmt: skip

Judged = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One scan of a folder with all the examples, after a public and malicious disclosure."""
    folder = tmp_path_factory.mktemp("examples")
    for example in EXAMPLES:
        example.write(folder / example.file)
    facts = ("--disclosure", "public", "--malicious")
    done = program("scan", ".", "-f", "json", "--no-config", *facts, cwd=folder)
    assert done.code == 0, done.err
    document: dict[str, Any] = json.loads(done.out)
    return document


@pytest.fixture(scope="module")
def judged(scanned: dict[str, Any]) -> Judged:
    return {file["path"]: file for file in scanned["files"]}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.letter)
def test_worked_example(example: Example, judged: Judged) -> None:
    score = judged[example.file]["score"]
    assert score["established"] == {"se": example.established, "band": example.band}
    assert score["presumed"]["se"] == example.presumed
    assert score["scenario"] == {"cb": 1.0, "se": example.leaked, "band": example.leaked_band}


def test_the_leak_raises_its_flags(judged: Judged) -> None:
    leak = judged["leak.csv"]
    assert {"nir", "art9", "stigmatising", "credentials", "minors"} <= set(leak["flags"])
    subjects = leak["subjects"]
    assert (subjects["estimate"], subjects["exact"]) == (LAB_ROWS, True)
    assert subjects["bracket"] == "51-300"
    assert subjects["keys"][subjects["basis"]] == LAB_ROWS
    assert subjects["keyless_records"] == 0


def test_the_price_list_is_about_nobody(judged: Judged) -> None:
    prices = judged["prices.csv"]
    assert prices["flags"] == []
    assert prices["subjects"]["estimate"] == 0
    assert prices["score"]["drivers"] == []
    assert "health.drug" in {finding["rule"] for finding in prices["findings"]}


def test_the_blog_is_to_be_verified_only(judged: Judged) -> None:
    findings = judged["blog.txt"]["findings"]
    assert {finding["rule"] for finding in findings} == {"health.hiv", "person.name"}
    assert {finding["tier"] for finding in findings} <= {"lexical", "contextual"}


def test_one_nir_is_one_person(judged: Judged) -> None:
    for file in ("note.txt", "lab.csv"):
        subjects = judged[file]["subjects"]
        assert (subjects["estimate"], subjects["exact"]) == (1, True)
        (nir,) = (f for f in judged[file]["findings"] if f["rule"] == "fr.nir")
        assert (nir["tier"], nir["count"], nir["distinct"]) == ("validated", 1, 1)


def test_the_whole_is_as_bad_as_its_worst_file(scanned: dict[str, Any]) -> None:
    assert scanned["total"]["score"]["established"] == {"se": 4, "band": 4}
    assert scanned["total"]["score"]["scenario"] == {"cb": 1.0, "se": 5.0, "band": 4}
    assert scanned["scan"]["complete"]
