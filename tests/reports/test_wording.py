"""Numbers, lines and half-sentences, as several reports put them."""

import pytest

from leakscan.reports import html_report, terminal
from leakscan.reports.explanation import explain
from leakscan.reports.schema import Document, Lang
from tests.reports.samples import document_of, lab_leak


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
