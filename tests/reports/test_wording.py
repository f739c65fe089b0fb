"""Numbers, lines and half-sentences, as several reports put them."""

import re
from html import unescape

import pytest

from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.result import FileResult
from leakscan.model.state import FileState
from leakscan.reports import cnil, gate_report, html_report, markdown_report, terminal
from leakscan.reports.explanation import explain
from leakscan.reports.schema import Document, Lang
from tests.reports.samples import document_of, lab_leak, phone_list, unreadable

LANGUAGES: tuple[Lang, ...] = ("fr", "en")


@pytest.fixture
def leak() -> Document:
    return document_of([lab_leak(2_000)])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_lines_are_told_as_editors_take_them(leak: Document, lang: Lang) -> None:
    for finding in leak["files"][0]["findings"]:
        finding["locations"] = [{"line": 1_259}, {"line": 12_345}]
    assert "1259, 12345" in terminal.render(leak, lang=lang, width=120)
    assert "1259, 12345" in html_report.render(leak, lang=lang)
    assert "1259, 12345" in explain(leak, [], lang=lang)


def test_a_line_is_no_lines(leak: Document) -> None:
    for finding in leak["files"][0]["findings"]:
        finding["locations"] = [{"line": 1_259}]
    text = explain(leak, [], lang="en")
    assert "; line 1259" in text
    assert "; lines" not in text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", "Rien n'a été détecté dans ce qui a été lu\u202f; corrompu."),
        ("en", "Nothing was detected in what was read; corrupt."),
    ],
)
def test_a_sentence_and_its_reason_end_once(lang: Lang, said: str) -> None:
    gap = Gap(reason=GapReason.CORRUPT)
    cut = FileResult(
        path="a.gz",
        formats=["gzip"],
        state=FileState(),
        coverage=Coverage(gaps=[gap], bytes_examined=9),
    )
    document = document_of([cut])
    assert said in markdown_report.render(document, lang=lang)
    assert said in unescape(html_report.render(document, lang=lang))


def test_numbers_of_a_severity_do_not_run_into_each_other(leak: Document) -> None:
    assert "SE 4.25 (4 very high)" in markdown_report.render(leak, lang="en")
    assert "SE 4,25 (4 maximale)" in cnil.render_markdown(leak, lang="fr")
    assert "SE 0,5 (1 négligeable)" in explain(leak, [], lang="fr")


@pytest.mark.parametrize(("lang", "mark"), [("fr", "\u202f;"), ("en", ";")])
def test_reasons_are_parted_as_the_language_does(leak: Document, lang: Lang, mark: str) -> None:
    text = explain(leak, [], lang=lang)
    assert f"97{mark}" in text
    assert " ;" not in text


def test_french_agrees_with_one_person_and_with_the_severity(leak: Document) -> None:
    assert "comptées par" in terminal.render(leak, lang="fr", width=120)
    leak["total"]["subjects"]["estimate"] = 1
    assert "comptée par" in terminal.render(leak, lang="fr", width=120)
    unknown = document_of([unreadable()])
    assert "gravité indéterminée" in explain(unknown, ["F0001"], lang="fr")
    assert "INDÉTERMINÉE" in terminal.render(unknown, lang="fr", width=120)


def test_units_agree_and_stay_with_their_number() -> None:
    page = html_report.render(document_of([lab_leak(1), phone_list()]), lang="en")
    assert re.search(r'data-unit="person"[^>]*>1<', page)
    assert re.search(r'data-unit="people"[^>]*>42<', page)
    for lang in LANGUAGES:
        text = terminal.render(document_of([phone_list()]), lang=lang, width=120)
        assert re.search(r"\d\xa0s$", text.splitlines()[0])


def test_a_decision_in_french_has_french_colons(leak: Document) -> None:
    leak["gate"] = {
        "passed": False, "code": 1, "strict": True, "fail_on": 2,
        "failures": [{"kind": "band", "limit": 2, "value": 4, "file": "F0001"}],
    }  # fmt: skip
    path = leak["files"][0]["path"]
    assert f"{path}\xa0: gravité 4" in gate_report.render(leak, lang="fr")
    assert f"{path}: severity 4" in gate_report.render(leak, lang="en")
