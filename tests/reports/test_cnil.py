"""The draft notification: CNIL's lists, what the scan knows in them, and what people must fill."""

import re
from io import BytesIO
from typing import cast
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from leakscan.reports.cnil import lists, render_docx, render_markdown
from leakscan.reports.cnil.draft import draft
from leakscan.reports.schema import AggregatesPart, Document, Lang
from leakscan.reports.texts import TEXTS, name_of, say
from leakscan.scoring import Circumstances
from tests.reports.samples import document_of, full_scan, phone_list, price_list, readme, unreadable

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXEMPTING = re.compile(
    r"(?i)no notification|not (?:required|needed|necessary) to notify|need not be notified|"
    r"pas (?:nécessaire|requis|besoin) de notifier|notification (?:inutile|n'est pas requise)|"
    r"n'a pas à être notifiée"
)


def ticked(text: str) -> set[str]:
    return set(re.findall(r"☒ (.*)", text))


@pytest.fixture
def document() -> Document:
    return document_of(full_scan())


def test_what_was_found_is_ticked_in_the_forms_own_lists(document: Document) -> None:
    text = render_markdown(document, lang="fr")
    codes = document["total"]["notification"]
    assert codes["cnil"]
    assert {name_of("fr", "cnil", code) for code in codes["cnil"]} <= ticked(text)
    for code in (*lists.DATA, *lists.SPECIAL_DATA):
        label = re.escape(name_of("fr", "cnil", code))
        assert re.search(rf"- [☒☐] {label}\n", text), code
        assert (name_of("fr", "cnil", code) in ticked(text)) == (code in codes["cnil"])
    assert {"patients", "mineurs"} <= ticked(text)
    assert "employés" not in ticked(text)


def test_months_and_minors_are_written_as_people_write_them(document: Document) -> None:
    care = {"months": {"2015-08": 3, "2020-10": 1}}
    told = {"population": {"minors": 66}, "care": care}
    document["total"]["aggregates"] = cast(AggregatesPart, told)
    french, english = (render_markdown(document, lang=lang) for lang in LANGUAGES)
    assert "– 08/2015 – 10/2020\n" in french
    assert "– August 2015 – October 2020\n" in english
    assert "**Mineurs** – 66 personnes mineures" in french


def test_numbers_of_persons_and_of_records_are_two(document: Document) -> None:
    text = render_markdown(document, lang="en")
    assert "**Approximate number of data subjects (fields 67-68)** – 9,800 people" in text
    concerned = document["total"]["records_concerned"]
    assert f"(fields 72-73)** – {concerned:,} records" in text
    assert "**CNIL bracket** – &gt;5,000" in text
    assert "minimums" in text


def test_gravity_is_proposed_with_its_derivation(document: Document) -> None:
    text = render_markdown(document, lang="fr")
    (gravity,) = (line for line in ticked(text) if line.startswith("maximale"))
    assert gravity == say("fr", "cnil.gravity.4")
    assert "DPC 4" in text
    assert "champ 87** – Severe" in text


def test_declared_circumstances_are_said() -> None:
    declared = Circumstances(disclosure="public", malicious=True)
    text = render_markdown(document_of(full_scan(), circumstances=declared), lang="fr")
    assert "CB +1" in text


def test_likely_consequences_follow_the_data(document: Document) -> None:
    assert lists.likely_impacts(document["total"]) >= {
        *("control", "discrimination", "identity-theft", "fraud", "secrecy"),
    }
    phones = document_of([phone_list()])["total"]
    assert lists.likely_impacts(phones) == {"control", "fraud"}
    assert lists.likely_impacts(document_of([price_list()])["total"]) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("results", [[readme()], [price_list()], [unreadable()], full_scan(), []])
def test_it_never_says_that_no_notification_is_needed(lang: Lang, results: list) -> None:
    text = render_markdown(document_of(results), lang=lang)
    assert not EXEMPTING.search(text)
    assert "33" in text
    assert say(lang, "cnil.draft")[:40] in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_only_people_know_is_marked(lang: Lang) -> None:
    text = render_markdown(document_of([]), lang=lang)
    fill = say(lang, "cnil.fill")
    assert text.count(f"**\\[{fill}") >= 18
    for section in ("organisation", "dates", "measures"):
        assert say(lang, f"cnil.section.{section}") in text
    for duty in ("cert-sante", "register"):
        assert say(lang, f"cnil.others.{duty}")[:60] in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_docx_says_what_markdown_says(document: Document, lang: Lang) -> None:
    package = render_docx(document, lang=lang)
    assert package == render_docx(document, lang=lang)
    with ZipFile(BytesIO(package)) as archive:
        assert archive.testzip() is None
        parts = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}
    assert {"[Content_Types].xml", "_rels/.rels", "word/document.xml"} <= parts.keys()
    said = "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))
        for paragraph in parts["word/document.xml"].iter(f"{WORD}p")
    )
    for block in draft(document, lang):
        for text in (getattr(block, "text", ""), getattr(block, "label", "")):
            assert text in said
    assert len(list(parts["word/document.xml"].iter(f"{WORD}highlight"))) >= 15
    assert said.count("☒") == render_markdown(document, lang=lang).count("☒")


def test_names_of_others_are_inert(document: Document) -> None:
    hostile = "</w:t><script>[x](y) & *a*.7z"
    for file in document["files"]:
        file["path"] = hostile
    text = render_markdown(document, lang="en")
    assert "<script>" not in text
    assert "[x](y)" not in text
    with ZipFile(BytesIO(render_docx(document, lang="en"))) as archive:
        assert hostile in "".join(ET.fromstring(archive.read("word/document.xml")).itertext())


def test_every_option_of_the_lists_has_a_text() -> None:
    wanted = {f"cnil.{code}" for code in (*lists.DATA, *lists.SPECIAL_DATA)}
    for family, options in (
        ("origin", lists.ORIGINS),
        ("cause", lists.CAUSES),
        ("persons", lists.PERSONS),
        ("impact", lists.IMPACTS),
    ):
        wanted |= {f"cnil.{family}.{option}" for option in options}
    assert wanted <= TEXTS["fr"].keys()


def test_a_file_number_is_no_password_to_change() -> None:
    document = document_of(full_scan())
    findings = document["total"]["findings"]
    message = render_markdown(document, lang="fr").partition("Message aux personnes")[2]
    assert "numéro de sécurité sociale" in message
    assert ("mot de passe ici" in message) == any(f["category"] == "credential" for f in findings)
    document["total"]["findings"] = [f for f in findings if f["category"] != "credential"]
    for finding in document["total"]["findings"]:
        if finding["category"] == "phone":
            finding["category"] = "pseudonym"
    message = render_markdown(document, lang="fr").partition("Message aux personnes")[2]
    assert "n° de dossier" in message
    assert "mot de passe ici" not in message


def test_what_could_not_be_read_is_not_called_no_data() -> None:
    text = render_markdown(document_of([unreadable()]), lang="en")
    assert "not known yet" in ticked(text)
    assert "read it in clear" not in text
