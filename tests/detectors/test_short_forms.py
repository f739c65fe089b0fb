"""Short forms of medicine count in French letters, not in English, registers and lists of codes."""

import pytest

from leakscan.model.taxonomy import Tier
from tests.detectors.scanning import state_of

SAID = "CMU, renouvelée par le patient. IRC sous EPO, HTA traitée."
FRENCH = "Le patient est vu dans le service et les suites sont simples, au lit du malade. "
ENGLISH = "The members of the group met in the hall and the chair is with them. "
GERMAN = "Die Mitglieder und der Rat kamen in die Halle und der Vorsitz ist bei den Leuten. "
SPANISH = "Los miembros del grupo y el presidente entran en la sala del palacio con los demás. "
MAKERS = "Tartempion Tools Ltd\n12 North Road\nShenzhen CN\n\n"
CODES = "AAC AAG AAT ACA ACC AGA AGC AGG {} CAA CAC CAG CAT CCA CCC CGA CGC"


def tiers_of(text: str) -> set[Tier]:
    tallies = state_of(text, "note.txt").tallies
    return {tally.tier for rule, tally in tallies.items() if rule.startswith("health.")}


def test_said_alone_they_count() -> None:
    assert max(tiers_of(SAID)) > Tier.LEXICAL


@pytest.mark.parametrize("page", [FRENCH * 8, "", "RAS. Ttt inchangé. " * 40])
def test_in_french_and_in_notes_without_sentences_they_count(page: str) -> None:
    assert max(tiers_of(page + SAID + page)) > Tier.LEXICAL


@pytest.mark.parametrize(
    "page", [ENGLISH * 8, GERMAN * 8, SPANISH * 8, MAKERS * 16, ENGLISH.upper() * 8]
)
def test_in_other_languages_and_registers_they_prove_nothing(page: str) -> None:
    assert tiers_of(page + SAID + "\n" + page) == {Tier.LEXICAL}


def test_a_french_letter_with_a_line_of_english_is_french() -> None:
    assert max(tiers_of(FRENCH * 4 + ENGLISH + SAID + FRENCH * 4)) > Tier.LEXICAL


def test_a_letter_that_names_a_company_is_no_register() -> None:
    assert max(tiers_of(MAKERS + SAID + MAKERS)) > Tier.LEXICAL


def test_french_pages_of_an_english_book_are_french() -> None:
    page = FRENCH * 55
    assert max(tiers_of(ENGLISH * 60 + page + SAID + page)) > Tier.LEXICAL


def test_longer_forms_count_in_any_language() -> None:
    text = ENGLISH * 8 + "Sous pembro, cure 3 de la chimiothérapie. " + ENGLISH * 8
    assert max(tiers_of(text)) > Tier.LEXICAL


LONG = "Robert MARTIN, 06 39 98 12 34. ATCD : BPCO, sevré du tabac. "


@pytest.mark.parametrize(("page", "counts"), [(ENGLISH, False), (FRENCH, True), ("RAS. ", True)])
def test_in_books_no_form_counts_in_other_languages(page: str, *, counts: bool) -> None:
    around = page * (20_000 // len(page))
    text = around + LONG + around
    assert (max(tiers_of(text)) > Tier.LEXICAL) is counts


def test_capitals_of_names_are_no_language() -> None:
    names = "EL AMRANI, VAN DER BERG, DI MARIO, LOS SANTOS, HET, DEL RIO. " * 20
    assert max(tiers_of(names + SAID + names)) > Tier.LEXICAL


def test_the_page_of_a_short_form_ends_with_its_record() -> None:
    """What follows may be seen, as the margin of a chunk, or be a record of the same."""
    note = "RAS. Ttt inchangé.\n" * 3000 + f"Vu Mme Léa TESTEUR. {SAID}\n\n"
    text = note + ENGLISH * 14 + ("\n" + ENGLISH) * 800
    whole, parted = (
        {rule: tally.counts.tolist() for rule, tally in state.tallies.items()}
        for state in (state_of(text, "note.txt", chunk_bytes=size) for size in (8 << 20, 1024))
    )
    assert whole == parted


@pytest.mark.parametrize("code", ["HTA", "THC", "AAH"])
def test_codes_among_codes_as_long_prove_nothing(code: str) -> None:
    codes = CODES.format(f"HAA HAC HTA {code} THC AAH VAC TDG")
    assert not tiers_of(codes) - {Tier.LEXICAL}
    assert not tiers_of(codes.replace(" ", ", ")) - {Tier.LEXICAL}


def test_a_history_in_capitals_counts() -> None:
    history = "ATCD HTA TRAITEE, AVC, IDM STENTE, BPCO SOUS AEROSOLS, IRC SOUS EPO, AAH OBTENUE"
    assert max(tiers_of(history)) > Tier.LEXICAL


@pytest.mark.parametrize("said", ['{}("x")', "{}(\\2, 1)", "{}()"])
def test_functions_that_are_called_like_them_prove_nothing(said: str) -> None:
    text = FRENCH + " ; ".join(said.format(word) for word in ("CMU", "IRC", "EPO", "HTA"))
    assert tiers_of(text) <= {Tier.LEXICAL}


def test_what_stands_in_brackets_behind_them_is_no_call() -> None:
    assert max(tiers_of(FRENCH + "HTA(traitée), IRC(sous EPO), CMU(renouvelée)")) > Tier.LEXICAL


def test_capitals_in_french_are_french() -> None:
    assert max(tiers_of(FRENCH.upper() * 8 + SAID.upper() + FRENCH.upper() * 8)) > Tier.LEXICAL
