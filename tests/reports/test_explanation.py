"""The derivation in words: the product, the evidence, what would change it."""

import re

import pytest

from leakscan.model.assessment import Finding
from leakscan.model.errors import UsageError
from leakscan.model.taxonomy import Tier
from leakscan.reports.believing import improvements, reasons
from leakscan.reports.explanation import explain
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import TEXTS
from tests.reports.samples import document_of, full_scan, price_list, unreadable
from tests.scoring.states import RULES


@pytest.fixture
def document() -> Document:
    return document_of(full_scan())


def finding(rule: str, *fields: str, **tiers: int) -> Finding:
    return Finding(
        rule=RULES[rule],
        tier=max(Tier[name.upper()] for name in tiers),
        count=sum(tiers.values()),
        records=1,
        distinct=None,
        tiers=tiers,
        assertions={},
        fields=fields,
        places=(),
    )


@pytest.mark.parametrize(
    ("found", "why", "stronger"),
    [
        (finding("fr.nir", "nir", validated=9), ["key", "column"], []),
        (finding("fr.nir", validated=1), ["key"], []),
        (finding("fr.nir", "col#3", validated=9), ["key", "votes"], []),
        (finding("fr.phone", "tel", structural=2), ["column"], []),
        (finding("fr.phone", "col#2", structural=2), ["votes"], []),
        (finding("health.hiv", structural=1), ["statement"], []),
        (finding("health.hiv", "col#2", structural=1), ["statement"], []),
        (
            finding("health.hiv", contextual=2, lexical=3),
            ["context", "word"],
            ["column", "three"],
        ),
        (finding("person.name", lexical=3), ["word"], ["column", "label", "person"]),
        (finding("fr.nir", contextual=1), ["context"], ["key", "column", "three"]),
    ],
)
def test_why_it_is_believed_and_what_was_missing(
    found: Finding, why: list[str], stronger: list[str]
) -> None:
    assert reasons(found) == why
    assert improvements(found) == stronger
    assert {f"why.{code}" for code in why} <= TEXTS["fr"].keys()
    assert {f"stronger.{code}" for code in stronger} <= TEXTS["fr"].keys()


def test_a_file_is_derived_line_by_line(document: Document) -> None:
    (worst,) = (f for f in document["files"] if f["path"] == "exports/patients_2015-2020.csv")
    text = explain(document, [worst["id"]], lang="en")
    assert text.startswith(f"{worst['id']} exports/patients_2015-2020.csv: severity 4 very high")
    flat = " ".join(text.split())
    assert "SE = DPC 4 (result, diagnosis) × EI 1 (name + NIR) = 4" in flat
    assert "one such record proven by key or structure suffices" in flat
    assert "the control key is right" in flat
    assert "in num_secu; lines 2, 3, 4, 5, 6" in flat
    assert not re.search(r"; lines \d+ ", flat)
    assert "without everything that identifies directly: SE 0" in flat
    assert "malice is declared: up to SE 5 (4 very high)" in flat


def test_without_ids_the_scan_and_its_worst_files(document: Document) -> None:
    text = explain(document, [], lang="fr")
    assert text.startswith("L'ensemble de l'analyse")
    assert text.index("patients_2015-2020.csv") < text.index("annuaire.zip")
    assert "tarifs.csv" not in text


def test_nobody_and_nothing_read() -> None:
    assert "No record points to a person" in explain(document_of([price_list()]), [], lang="en")
    assert "unknown, not zero" in explain(document_of([unreadable()]), ["F0001"], lang="en")


def test_what_was_not_read_makes_it_a_minimum(document: Document) -> None:
    (cut,) = (f for f in document["files"] if f["path"] == "annuaire.zip!/interne.xlsx")
    whole = explain(document, [], lang="en").split("\n\n")[0]
    assert "could not be read in full: what is said here is a minimum" in whole
    text = explain(document, [cut["id"]], lang="fr")
    assert "Lecture incomplète\xa0: corrompu (après l'octet 4" in text
    (read,) = (f for f in document["files"] if f["path"] == "exports/patients_2015-2020.csv")
    assert "minimum" not in explain(document, [read["id"]], lang="fr")
    nothing = explain(document_of([unreadable()]), ["F0001"], lang="en")
    assert "minimum" not in nothing


def test_lines_fit(document: Document) -> None:
    for lang in ("fr", "en"):
        assert max(map(len, explain(document, [], lang=lang, width=60).splitlines())) <= 60


def test_an_unknown_id_is_told(document: Document) -> None:
    with pytest.raises(UsageError, match="F0099"):
        explain(document, ["F0099"], lang="en")


def test_the_ids_there_are_are_told_by_number(document: Document) -> None:
    document["files"].reverse()
    with pytest.raises(UsageError, match="it has F0001 to F0007"):
        explain(document, ["F0099"], lang="en")
    document["files"].clear()
    with pytest.raises(UsageError, match=r"no file F0099 in the result$"):
        explain(document, ["F0099"], lang="en")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_shareable_version_tells_no_path_and_no_exact_number(lang: Lang) -> None:
    text = explain(document_of(full_scan(), profile="shareable"), [], lang=lang)
    for result in full_scan():
        assert result.path not in text
    assert "9,840" not in text
    assert "9 840" not in text.replace("\u202f", " ")
