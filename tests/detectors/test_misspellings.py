"""Typing errors in remarks about people: found with less confidence, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from leakscan.detectors.misspellings import _is_slip
from leakscan.detectors.rule import RuleSet
from leakscan.model.assessment import Finding
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Assertion, Tier
from leakscan.reports.believing import reasons
from leakscan.scanner import scan_bytes
from leakscan.scoring.findings import list_findings
from tests.detectors.scanning import rules, state_of


def remarks(*texts: str, header: str = "nom;prenom;remarque") -> FileState:
    names = ["TESTEUR;Zoé", "FICTIF;Ali", "EXEMPLE;Léa"] * len(texts)
    rows = [f"{name};{text}" for name, text in zip(names, texts, strict=False)]
    return state_of("\n".join([header, *rows, ""]), "x.csv")


def health(state: FileState) -> dict[str, int]:
    return {
        rule: tally.count
        for rule, tally in state.tallies.items()
        if rule.startswith("health.") and rule != "health.comment"
    }


@pytest.mark.parametrize(
    ("remark", "rule"),
    [
        ("est seropositf", "health.hiv"),
        ("prend du levothyrx le matin", "health.drug"),
        ("Enceinet de 3 mois", "health.pregnancy"),
        ("enceimte, vomit", "health.pregnancy"),
        ("accouhcement difficile", "health.pregnancy"),
        ("SCHIZOPRHENIE suivie", "health.psychiatry"),
        ("sous methaodne", "health.addiction"),
        ("toxicommane sevré", "health.addiction"),
        ("mélanomme opéré", "health.cancer"),
        ("chimiotérapie en cours", "health.cancer"),
    ],
)
def test_one_letter_wrong(remark: str, rule: str) -> None:
    state = remarks(remark)
    assert rule in health(state)
    assert state.tallies[rule].tier is Tier.CONTEXTUAL
    assert state.tallies["health.comment"].tier is Tier.CONTEXTUAL


@pytest.mark.parametrize("remark", ["enceimte de pesée", "Il accuoche de ses souvenirs"])
def test_a_pattern_that_refuses_is_asked_of_the_word_that_is_meant(remark: str) -> None:
    assert "health.pregnancy" not in health(remarks(remark))


@pytest.mark.parametrize(
    "remark",
    [
        "rappeler avant la prochaine visite, merci",
        "il votaient les grossises depenses du cartel",
        "celebre sermon propice",
        "M. Enceinto",
        "vitamines enceintes acoustiques",
        "XK7seropositf9",
        "levthrx",
    ],
)
def test_other_words(remark: str) -> None:
    assert not {"health.hiv", "health.drug", "health.psychiatry"} & health(remarks(remark)).keys()


def test_in_tables_only_in_remarks_about_people() -> None:
    table = "produit;prix;remarque\nstylo;3;seropositf\ngomme;2;seropositf\nrègle;1;seropositf\n"
    assert "health.hiv" not in state_of(table, "x.csv").tallies


def test_no_column_is_one_of_remarks_where_no_rule_says_so() -> None:
    kept = tuple(rule for rule in rules().rules if rule.info.id != "health.comment")
    found = scan_bytes(
        b"nom;prenom;zzz\n" + b"TESTEUR;Zo\xc3\xa9;est seropositf\n" * 3,
        "x.csv",
        rules=RuleSet(rules=kept, digest="x"),
    )
    assert "health.hiv" not in found.state.tallies
    assert "person.name" in found.state.tallies


def test_status_is_read_all_the_same() -> None:
    counts = remarks("n'est pas enciente").tallies["health.pregnancy"].counts.sum(axis=0)
    assert counts[Assertion.NEGATED] == 1


def test_explained() -> None:
    infos = {rule.info.id: rule.info for rule in rules().rules}
    state = remarks("est seropositf", "séropositive", "RAS")
    found: dict[str, Finding] = {f.rule.id: f for f in list_findings(state, infos)}
    assert found["health.hiv"].count == 2
    assert found["health.hiv"].misspelt == 1
    assert reasons(found["health.hiv"])[-1] == "spelling"


def test_the_same_with_and_without_chunks_and_kernels() -> None:
    texts = [f"dossier {n}, seropositf" if n % 7 == 0 else f"remarque {n}" for n in range(3000)]
    content = "nom;prenom;remarque\n" + "".join(f"TESTEUR;Zoé;{text}\n" for text in texts)
    counts = {
        size: state_of(content, "x.csv", chunk_bytes=size).tallies["health.hiv"].count
        for size in (4096, 65_536, 2_000_000)
    }
    assert set(counts.values()) == {429}


WORDS = st.text("abc", min_size=1, max_size=6)


@given(WORDS, WORDS, WORDS, WORDS)
def test_a_slip_is_one_step_of_optimal_string_alignment(
    begin: str, one: str, other: str, end: str
) -> None:
    for word in (begin + one + end, begin + one[::-1] + end, begin + end, begin + other + end):
        target = begin + one + end
        ending = word[-1] != target[-1] or word.startswith(target)
        assert _is_slip(word, target) == (not ending and OSA.distance(word, target) == 1)
