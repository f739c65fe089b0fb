import re

import pytest
from rich.cells import cell_len

from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.result import FileResult
from leakscan.reports import html_report, json_report, terminal, triage
from leakscan.reports.saved import read_document
from leakscan.reports.schema import Lang
from leakscan.reports.texts import say
from leakscan.scoring import Circumstances
from tests.reports.samples import (
    document_of,
    full_scan,
    lab_leak,
    letter,
    phone_list,
    price_list,
    readme,
    unreadable,
)

LANGS: tuple[Lang, ...] = ("fr", "en")
# What no report may ever claim.
FORBIDDEN = re.compile(
    r"no notification|notification n'est|pas de notification|\bclean\b|\bsain\b|\bsûr\b|\bsafe\b",
    re.IGNORECASE,
)


def flat(text: str) -> str:
    """The text as one line of words, however it was wrapped."""
    return " ".join(re.sub(r"[│\s]+", " ", text).split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [40, 60, 80, 103, 104, 120, 200])
def test_lines_fit_and_end_without_spaces(lang: Lang, width: int) -> None:
    text = terminal.render(document_of(full_scan()), lang=lang, width=width)
    for line in text.splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()
    assert text.endswith("\n")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [80, 120])
def test_verdict_comes_first_and_duties_last(lang: Lang, width: int) -> None:
    text = flat(terminal.render(document_of(full_scan()), lang=lang, width=width))
    verdict = text.index(say(lang, "band.4").upper())
    table = text.index(say(lang, "section.files"))
    gaps = text.index(say(lang, "section.unread"))
    duties = text.index(say(lang, "section.next"))
    assert verdict < 400
    assert verdict < table < gaps < duties


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_reassures(lang: Lang) -> None:
    for results in ([], [readme()], [price_list()], [letter()], full_scan(), [unreadable()]):
        assert not FORBIDDEN.search(terminal.render(document_of(results), lang=lang))


def test_french_numbers_and_formula() -> None:
    text = flat(terminal.render(document_of([lab_leak(9_840)]), lang="fr", width=120))
    assert "9 800 personnes" in text
    assert "SE = DPC 4 (résultat, diagnostic) × EI 1 (nom + NIR) = 4" in text
    assert "affirmé 21, nié 3" in text
    assert "CB +0,25 SE 4,25" in text


def test_english_numbers() -> None:
    text = flat(terminal.render(document_of([lab_leak(9_840)]), lang="en", width=120))
    assert "9,800 people" in text
    assert "CB +0.25 SE 4.25" in text


def test_numbers_are_never_broken_between_lines() -> None:
    document = document_of(full_scan())
    for width in range(40, 121, 9):
        text = terminal.render(document, lang="fr", width=width)
        assert "9\N{NARROW NO-BREAK SPACE}800" in text
        assert not re.search(r"\ue000|\ue001", text)


def test_incomplete_reading_makes_the_band_a_minimum() -> None:
    text = terminal.render(document_of([phone_list()]), lang="fr", width=100)
    assert "≥ 1 NÉGLIGEABLE" in text
    assert say("fr", "gap.corrupt") in text


def test_zero_is_said_of_what_was_read_only() -> None:
    text = terminal.render(document_of([readme(), unreadable()]), lang="fr", width=100)
    assert "AUCUNE DONNÉE PERSONNELLE DÉTECTÉE DANS CE QUI A ÉTÉ LU" in text
    assert "Tout n'a pas pu être lu (1 fichier" in text
    assert "la gravité est un minimum" not in text  # of a severity that there is not
    assert "chiffré" in text


def test_suspicion_is_not_reported_as_nothing() -> None:
    text = terminal.render(document_of([letter()]), lang="fr", width=100)
    assert "RIEN D'ÉTABLI, À VÉRIFIER" in text
    assert "AUCUNE DONNÉE" not in text
    assert say("fr", "section.next") in text


def test_unread_is_undetermined() -> None:
    text = terminal.render(document_of([unreadable()]), lang="en", width=100)
    assert "UNDETERMINED" in text
    assert "none detected" not in text


def test_declared_circumstances_replace_the_grid() -> None:
    declared = Circumstances(disclosure="public", malicious=True)
    text = terminal.render(document_of([lab_leak(500)], circumstances=declared), lang="fr")
    assert "CB +1, soit SE 5" in flat(text)
    assert say("fr", "section.scenario") not in text


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"])
def test_no_colour_codes_unless_asked(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "1")
    assert "\x1b" not in terminal.render(document_of(full_scan()), lang="fr")


def test_colour_changes_nothing_but_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    document = document_of(full_scan())
    plain = terminal.render(document, lang="fr", width=80)
    coloured = terminal.render(document, lang="fr", width=80, colour=True)
    assert "\x1b[" in coloured
    assert flat(re.sub(r"\x1b\[[\d;]*m", "", coloured)) == flat(plain)


@pytest.mark.parametrize("path", ["[bold red]x[/bold red]", "a[link=file:///x]b.csv", ":skull:"])
def test_paths_are_no_markup(path: str) -> None:
    result = FileResult(path=path, coverage=Coverage(bytes_examined=1))
    assert path in terminal.render(document_of([result]), lang="fr", colour=False)


def test_control_characters_of_an_edited_result_do_not_act() -> None:
    document = document_of([lab_leak(500)])
    document["files"][0]["path"] = "x\x1b]0;title\x07\u202e.csv"
    document["files"][0]["findings"][0]["fields"] = ["\x1b[31m"]
    document["tool"]["version"] = "\x1b[1m"
    saved = read_document(json_report.render(document))
    text = terminal.render(saved, lang="fr")
    assert not set("\x1b\x07\u202e") & set(text)


def test_the_long_tail_is_counted() -> None:
    results = [lab_leak(20) for _ in range(60)] + [readme() for _ in range(60)]
    for number, result in enumerate(results):
        result.path = f"f{number:03d}.csv"
    text = flat(terminal.render(document_of(results), lang="fr", width=100))
    assert "… et 40 de plus" in text
    assert "… et 50 de plus" in text
    assert "Le détail des suivants (55)" in text


def test_shareable_shows_classes() -> None:
    text = flat(terminal.render(document_of(full_scan(), profile="shareable"), lang="fr"))
    assert "plus de 5 000 personnes" in text
    assert "9 800" not in text
    assert "patients_2015" not in text


def test_what_several_files_establish_together_is_said() -> None:
    document = document_of([phone_list(), readme()])
    assert "Aucun fichier" not in terminal.render(document, lang="fr")
    document["total"]["score"]["established"] = {"se": 3.0, "band": 3}
    for lang, words in (("fr", "Aucun fichier ne l'établit"), ("en", "No single file establ")):
        assert words in flat(terminal.render(document, lang=lang, width=120))


def test_the_frame_says_which_data_and_what_to_do() -> None:
    text = flat(terminal.render(document_of(full_scan()), lang="fr", width=140))
    assert "Données : NIR, santé" in text
    nothing = flat(terminal.render(document_of([readme()]), lang="fr", width=140))
    assert "Tout ce qui peut contenir du texte a été lu." in nothing
    unread = flat(terminal.render(document_of([unreadable()]), lang="fr", width=140))
    assert "Savoir ce qu'il contient" in unread


def test_narrow_terminals_get_no_table() -> None:
    text = terminal.render(document_of(full_scan()), lang="en", width=40)
    assert "People: " in text
    assert max(cell_len(line) for line in text.splitlines()) <= 40


@pytest.mark.parametrize("lang", LANGS)
def test_circumstances_have_their_words_on_narrow_terminals(lang: Lang) -> None:
    text = terminal.render(document_of(full_scan()), lang=lang, width=40)
    assert say(lang, "scenario.0.0") in text
    assert "…\n" not in text.partition(say(lang, "section.scenario"))[2]


def test_long_paths_are_broken_at_their_joints() -> None:
    results = [lab_leak(20), phone_list()]
    results[0].path = "boite_accueil.zip!/INBOX/0123.eml!/ordonnance_jointe.csv"
    text = terminal.render(document_of(results), lang="fr", width=80)
    assert "boite_accueil.zip!/INBOX/0123.eml!/\n" in text.replace(" ", "")
    assert "\x1f" not in text


def test_a_file_at_the_highest_severity_is_at_no_minimum() -> None:
    leak = lab_leak(1_000)
    leak.coverage = Coverage(gaps=[Gap(reason=GapReason.CORRUPT)], bytes_examined=9)
    document = document_of([leak, phone_list()])
    table = flat(terminal.render(document, lang="en", width=120))
    assert "■■■■ 4 very high" in table
    assert "■□□□ ≥ 1 low" in table


def test_what_is_not_established_is_computed_under_condition() -> None:
    document = document_of([letter()])
    for lang, words in (("en", "if confirmed: SE = DPC"), ("fr", "si c'est confirmé : SE = DPC")):
        assert words in flat(terminal.render(document, lang=lang, width=120))
    product = re.compile(r'class="product"')
    assert not product.search(html_report.render(document, lang="fr"))
    assert product.search(html_report.render(document_of([lab_leak(1_000)]), lang="fr"))


def test_files_are_ordered_by_number_not_by_letter() -> None:
    document = document_of([phone_list(), phone_list()])
    document["files"][0]["id"], document["files"][1]["id"] = "F10000", "F9999"
    assert [file["id"] for file in triage.worst_first(document["files"])] == ["F9999", "F10000"]
    assert [file["id"] for file in triage.unread(document["files"])] == ["F9999", "F10000"]
