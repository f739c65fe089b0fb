"""The HTML page as text: what it holds, and that nothing in it can act or reach out."""

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from leakscan.reports.html_report import render
from leakscan.reports.html_report.detail import MAX_DETAILED
from leakscan.reports.html_report.files import MAX_ROWS
from leakscan.reports.html_report.markup import Markup, tag
from leakscan.reports.schema import Document, Lang
from tests.reports.samples import document_of, full_scan, phone_list, unreadable
from tests.reports.test_aggregates import populated
from tests.scoring.states import with_finding

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
VOID = {"meta", "input", "rect", "line", "br"}


class Tree(HTMLParser):
    """Checks nesting, and gathers attributes, identifiers and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def parsed(page: str) -> Tree:
    tree = Tree()
    tree.feed(page)
    tree.close()
    assert not tree.open
    return tree


@pytest.fixture
def document() -> Document:
    return document_of(full_scan())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_elements_nest_and_links_lead_somewhere(document: Document, lang: Lang) -> None:
    tree = parsed(render(document, lang=lang))
    ids = tree.of("id")
    assert len(ids) == len(set(ids))
    links = tree.of("href") + [f"#{name}" for name in tree.of("aria-labelledby")]
    assert {link for link in links if not link.startswith("#")} == set()
    assert {link[1:] for link in links} <= set(ids)
    assert ("html", "lang", lang) in tree.attributes


def test_nothing_is_loaded_and_nothing_runs_but_its_own_script(document: Document) -> None:
    page = render(document, lang="fr")
    tree = parsed(page)
    assert not tree.of("src")
    assert not tree.of("style")
    assert not [name for _, name, _ in tree.attributes if name.startswith("on")]
    assert "http://" not in page
    assert "https://" not in page
    (policy,) = (value for value in tree.of("content") if value.startswith("default-src"))
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (text,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_names_of_others_are_text(document: Document) -> None:
    hostile = "<script>alert(1)</script>\"' onload=x & ..csv"
    document["files"][0]["path"] = hostile
    worst = max(document["files"], key=lambda file: file["records"])
    worst["findings"][0]["fields"] = ["<img src=x>"]
    page = render(document, lang="en")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    parsed(page)


def test_markup_is_escaped_once() -> None:
    inner = tag("b", "a & b", title='"')
    assert inner == '<b title="&quot;">a &amp; b</b>'
    assert tag("p", inner, "<") == f"<p>{inner}&lt;</p>"
    assert Markup.of("<", Markup("<")) == "&lt;<"
    assert tag("input", hidden=True, value=None, disabled=False) == "<input hidden/>"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_is_there_with_what_was_not_read(document: Document, lang: Lang) -> None:
    page = render(document, lang=lang)
    for file in document["files"]:
        assert file["path"] in page
        assert file["id"] in page
    assert page.index("patients_2015-2020.csv") < page.index("annuaire.zip")


def test_a_file_says_what_would_change_its_severity(document: Document) -> None:
    page = render(document, lang="en")
    assert "What would change the severity: without" in page
    assert "without everything that identifies directly: SE 0" in page


def test_zero_is_never_called_clean() -> None:
    page = render(document_of([]), lang="en")
    assert "No personal data detected in what was read" in page
    assert "does not prove" in page


def test_what_could_not_be_read_is_unknown_not_nothing() -> None:
    page = render(document_of([unreadable()]), lang="en")
    assert "Undetermined" in page
    assert "Unknown: nothing could be read." in page
    assert "treat it as sensitive data" in page
    assert "Nothing was detected" not in page


def test_the_first_screen_says_that_a_severity_is_a_minimum() -> None:
    page = render(document_of([phone_list()]), lang="en")
    assert "<h1>≥ Low</h1>" in page


def test_thousands_of_files_make_no_giant_page() -> None:
    document = document_of([phone_list()])
    document["files"] = document["files"] * (MAX_ROWS + 10)
    page = render(document, lang="en")
    assert page.count("<details id=") == MAX_DETAILED
    assert page.count("data-band=") == MAX_ROWS
    assert "10 more" in page
    assert len(page) < 7_000_000


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "1 personne, connue par : NIR."), ("en", "1 person, known by: NIR.")]
)
def test_one_person_known_by_a_number_without_its_key(lang: Lang, words: str) -> None:
    result = populated(persons=1)
    with_finding(result.state, "fr.nir.keyless", 1)
    page = render(document_of([result]), lang=lang).replace("\N{NO-BREAK SPACE}", " ")
    assert words in page
    assert "fr.nir." not in page
