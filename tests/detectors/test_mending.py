"""Words of prose that are misspelt or misread are found, where they stand, with their status."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.accuracy.judging import found_in
from benchmarks.accuracy.sample import Sample
from leakscan.detectors.misread_letters import shows_misread
from leakscan.detectors.unknown_words import UnknownWords
from leakscan.model.taxonomy import Tier
from leakscan.scoring.findings import list_findings
from tests.detectors.scanning import rules, state_of
from tests.detectors.test_hyphenated import found

_PATIENT = "Mme Léa TESTEUR, née le 03/04/1981, vue ce jour en consultation.\n"


@pytest.mark.parametrize(
    ("text", "rule", "value", "status"),
    [
        ("sous LEV0THYROX 75", "health.drug", "LEV0THYROX", "affirmed"),
        ("sous ELlQUlS", "health.drug", "ELlQUlS", "affirmed"),
        ("traitement par lnsuIine", "health.drug", "lnsuIine", "affirmed"),
        ("prend du levothyrx", "health.drug", "levothyrx", "affirmed"),
        ("Esoméprazole 20 mg", "health.drug", "Esoméprazole", "affirmed"),
        ("arnoxicilline 1 g", "health.drug", "arnoxicilline", "affirmed"),
        ("V1H nég", "health.hiv", "V1H", "negated"),
        ("séroposltive depuis 2009", "health.hiv", "séroposltive", "affirmed"),
        ("Gr0upe sanguin : O P0S", "health.blood-group", "O P0S", "affirmed"),
        ("Groupe sanguln : A négatlf", "health.blood-group", "A négatlf", "affirmed"),
        ("VIH : n0n", "health.hiv", "VIH", "negated"),
        ("père traité pour dépressoin", "health.psychiatry", "dépressoin", "family"),
        ("Pati ente ence inte, 3O serna1nes", "health.pregnancy", "ence inte", "affirmed"),
        ("met formine 850, V1H négatlf", "health.drug", "met formine", "affirmed"),
        (
            "pas de to xoplasmose, séro posltive, gross esse",
            "health.pregnancy",
            "gross esse",
            "affirmed",
        ),
    ],
)
def test_words_are_read_as_they_were_meant(text: str, rule: str, value: str, status: str) -> None:
    assert (rule, value, status) in found(_PATIENT + text)


@pytest.mark.parametrize(
    "text",
    [
        "réunion du comité, alllée centrale, lien l1 et O0",
        "référence ABC1DEF, lot V1H2B",
        "M. Enceinto, prénom Diane",
        "modèle SIOA, norme N0M",
        "ils ont des arnis et une maisom",
        "tu meurs d'ennui, V0IR la su1te et lnsister, dans l'ence inte",
    ],
)
def test_other_words_are_none_of_ours(text: str) -> None:
    assert not {rule for rule, _, _ in found(_PATIENT + text) if rule.startswith("health.")}


def test_they_are_counted_as_errors_and_believed_less() -> None:
    state = state_of(_PATIENT + "Patiente sous LEV0THYROX 75, seropositve.\n")
    found = {f.rule.id: f for f in list_findings(state, {r.info.id: r.info for r in rules().rules})}
    assert {rule: f.misspelt for rule, f in found.items() if f.misspelt} == {
        "health.drug": 1,
        "health.hiv": 1,
    }
    assert found["health.hiv"].tier <= Tier.CONTEXTUAL


@pytest.mark.parametrize("chunk_bytes", [4096, 1 << 20])
def test_far_into_a_text_they_are_looked_for_near_somebody(chunk_bytes: int) -> None:
    filler = "Rien de notable dans ce compte rendu de réunion, sinon un seropositf.\n" * 4000
    letter = _PATIENT + "Patiente séroposltive, V1H +.\n"
    state = state_of(filler + "\f" + letter, chunk_bytes=chunk_bytes)
    near_the_beginning = 2048 // len(filler.splitlines()[0].encode()) + 1
    assert 2 <= state.tallies["health.hiv"].count <= near_the_beginning + 40


def test_places_behind_a_mended_word_are_those_of_the_text() -> None:
    text = _PATIENT + "é" * 200 + " sous LEV0THYR0X, ELlQUlS et metformlne, V1H négatif"
    sample = Sample.of("test", text)
    values = {sample.data[hit.start : hit.end].decode() for hit in found_in(sample)}
    assert {"LEV0THYR0X", "ELlQUlS", "metformlne"} <= values
    assert {value for value in values if value.startswith("V1H")}


@pytest.mark.parametrize("shift", range(3))
@pytest.mark.parametrize("between", ["", "mot " * 120])
def test_broken_words_are_found_wherever_the_text_around_is_cut(shift: int, between: str) -> None:
    text = _PATIENT + "é" * 300 + " " * shift + between + " met formine 850, V1H négatlf"
    assert ("health.drug", "met formine", "affirmed") in found(text)


def test_all_broken_words_of_a_text_full_of_odd_ones_are_found() -> None:
    text = _PATIENT + "Sous met formine 850. V1H négatlf. Elle est ence inte.\n"
    tallies = state_of(text * 800).tallies
    assert tallies["health.drug"].count == tallies["health.pregnancy"].count == 800


@pytest.mark.parametrize("word", ["V1H", "P0S", "ELlQUlS", "lnsuline", "0MEPRAZOLE", "insuIine"])
def test_what_no_hand_writes_shows(word: str) -> None:
    assert shows_misread(word)


@pytest.mark.parametrize("word", ["Il", "VIH", "hôpital", "l", "T4", "McDonald", "elle", "lui"])
def test_what_hands_write_does_not(word: str) -> None:
    assert not shows_misread(word)


@given(st.lists(st.sampled_from(["été", "V1H", "12", "Sept", "ab", " ", "\n", "-", "😀", "é"])))
def test_a_word_is_found_until_it_is_known(parts: list[str]) -> None:
    text = np.frombuffer("".join(parts).encode() or b" ", np.uint8)
    edges = np.array([0]), np.array([text.size])
    words = UnknownWords()
    keys = words.find(text, *edges)[2]
    words.learn(keys[:1])
    assert set(words.find(text, *edges)[2].tolist()) == set(keys.tolist()) - set(keys[:1].tolist())


@pytest.mark.parametrize("size", [7, 8, 9, 12, 16, 20, 28])
def test_words_that_differ_in_their_last_letters_are_two(size: int) -> None:
    ends = [f"{one}{other}" for one in "abcde" for other in "abcdefghij"]
    text = " ".join("t" * (size - 2) + end for end in ends).encode()
    data, edges = np.frombuffer(text, np.uint8), (np.array([0]), np.array([len(text)]))
    # Keys are under factors drawn at random: some draws made two words of such one.
    for _ in range(300):
        assert len(set(UnknownWords().find(data, *edges)[2].tolist())) == len(ends)


@pytest.mark.parametrize("text", ["Sérologie VIH négative.", "Groupe sanguin : A+", "HIV positif"])
def test_words_that_say_something_apart_are_not_broken(text: str) -> None:
    alone = found(_PATIENT + text)
    assert alone <= found(_PATIENT + text + " Sous ELlQUlS.")
    assert len(alone) + 1 == len(found(_PATIENT + text + " Sous ELlQUlS."))


def test_remarks_about_people_are_mended_in_their_cells() -> None:
    remarks = ["Gr0upe sanguln : O P0S", "sous LEV0THYROX", "V1H nég", "RAS", "sous ELlQUlS"]
    rows = [f"TESTEUR{n};Zoé;{text};{text}" for n, text in enumerate(remarks)]
    state = state_of("\n".join(["nom;prenom;remarque;ville", *rows, ""]), "x.csv")
    counts = {rule: state.tallies[rule].count for rule in ("health.drug", "health.hiv")}
    assert counts == {"health.drug": 2, "health.hiv": 1}
    assert state.tallies["health.blood-group"].count == 1
    assert state.tallies["health.comment"].count == 4
    assert set(state.tallies["health.drug"].fields) == {"remarque"}


@pytest.mark.parametrize(
    "text",
    ["lzma_raw_seropositf() est appelé", "écrire à bureau@seropositf.fr", "<levothyrx@debian.org>"],
)
def test_names_of_programs_and_mailboxes_are_said_of_nobody(text: str) -> None:
    assert not {rule for rule in state_of(_PATIENT + text).tallies if rule.startswith("health")}
    assert "health.hiv" in state_of(_PATIENT + "elle est seropositf").tallies
