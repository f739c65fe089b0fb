"""Persons named with a birth date and without are counted once."""

import numpy as np
import pytest

from leakscan.evidence import keyed
from leakscan.evidence.bare_spans import without_others
from leakscan.evidence.keyed import Fingerprinter
from leakscan.evidence.whole_names import are_whole
from leakscan.model.sketch import K, KeySketch
from leakscan.model.state import FileState
from leakscan.raw.chunk import Offsets
from leakscan.scoring.persons import count_subjects
from tests.detectors.scanning import state_of

FIRST = ("Zoé", "Ali", "Jean-Paul", "Marie", "Anaïs", "Louis", "Léa", "Hugo", "Noé", "Inès")
LAST = ("MARTIN", "DURAND", "LE GOFF", "PETIT", "MOREAU", "GARNIER", "ROUX", "FAURE")
PEOPLE = [(last, first) for last in LAST for first in FIRST[:5]]


def _dated() -> str:
    rows = (
        f"{last};{first};{n % 28 + 1:02}/03/19{n + 20};O+" for n, (last, first) in enumerate(PEOPLE)
    )
    return "\n".join(["nom;prenom;date naissance;groupe sanguin", *rows, ""])


def _people(*texts: str) -> int | None:
    total = FileState()
    for text in texts:
        total.merge(state_of(text, "liste.csv"))
    return count_subjects(total).estimate


@pytest.mark.parametrize("swap", [False, True])
def test_whom_to_call_for_them_is_nobody_else(*, swap: bool) -> None:
    told = [(first, last) if swap else (last, first) for last, first in PEOPLE]
    rows = (
        f"{one.upper()} {other};fille;06 39 98 {n:02} {n:02}" for n, (one, other) in enumerate(told)
    )
    contacts = "\n".join(["Résident;Lien;Téléphone", *rows, ""])
    assert _people(contacts) == len(PEOPLE)
    assert _people(_dated(), contacts) == _people(contacts, _dated()) == len(PEOPLE)


def test_names_in_two_columns_are_those_in_one() -> None:
    split = "\n".join(["nom;prenom;regime", *(f"{a};{b};sans sel" for a, b in PEOPLE), ""])
    joined = "\n".join(["Nom du patient;regime", *(f"{b} {a};mixé" for a, b in PEOPLE), ""])
    assert _people(split) == _people(joined) == _people(split, joined) == len(PEOPLE)


def test_others_are_counted_besides() -> None:
    others = [(last, first) for last in LAST for first in FIRST[5:]]
    rows = "\n".join(["nom;prenom;regime", *(f"{a};{b};sans sel" for a, b in others), ""])
    assert _people(_dated(), rows) == len(PEOPLE) + len(others)


def test_wards_and_subtotals_above_people_are_none() -> None:
    lines = _dated().splitlines()
    titled = [lines[0], "Aile A", *lines[1:20], "Sous-total;;;19", "Aile B", *lines[20:], "Total"]
    assert _people("\n".join([*titled, ""])) == len(PEOPLE)


SPLIT = "\n".join(f"{n};{last};{first};O+" for n, (last, first) in enumerate(PEOPLE)) + "\n"


@pytest.mark.parametrize("head", ["", "id;nom;pnom;groupe\n", "id;nom;prenom;groupe\n"])
def test_a_surname_and_a_first_name_are_one_whoever_tells_them_apart(head: str) -> None:
    assert _people(head + SPLIT) == len(PEOPLE)


def test_people_of_two_family_names_are_told_by_both() -> None:
    wed = [(last, LAST[(n * 3 + 1) % len(LAST)], first) for n, (last, first) in enumerate(PEOPLE)]
    named = {(a, b if a != b else a, c) for a, b, c in wed}
    rows = [f"{a};{b};{c};sans sel" for a, b, c in wed]
    now_first = "\n".join(["nom_usage;nom_naissance;prenom;regime", *rows, ""])
    rows = [f"{b};{a};{c};sans sel" for a, b, c in wed]
    born_first = "\n".join(["nom_naissance;nom_usage;prenom;regime", *rows, ""])
    assert _people(now_first) == _people(born_first) == len(named) == len(PEOPLE)
    assert _people(now_first, born_first) == len(PEOPLE)


def test_who_is_named_elsewhere_without_the_birth_name_is_nobody_else() -> None:
    wed = [("PETIT", "MARTIN", "Zoé"), ("DURAND", "", "Ali"), ("GARNIER", "ROUX", "Léa")]
    rows = [f"{a};{b};{c};sans sel" for a, b, c in wed]
    both = "\n".join(["nom;nom_jeune_fille;prenom;regime", *rows, ""])
    rows = [f"{a};{c};sans sel" for a, _, c in wed]
    one = "\n".join(["nom;prenom;regime", *rows, ""])
    born = [f"{a};{c};{n + 1:02}/03/1951" for n, (a, _, c) in enumerate(wed)]
    dated = "\n".join(["nom;prenom;date naissance", *born, ""])
    assert _people(both, one) == _people(one, both) == _people(both, dated) == len(wed)
    assert _people(both, one, dated) == len(wed)


def _born(number: int) -> str:
    return f"{number % 28 + 1:02}/03/19{number + 20}"


@pytest.mark.parametrize("order", ["{last} {first}", "{first} {last}", "Mme {last} {first}"])
def test_a_birth_date_tells_the_same_person_in_one_column_and_in_two(order: str) -> None:
    told = [order.format(last=last, first=first) for last, first in PEOPLE]
    rows = [f"{name};{_born(n)};O+" for n, name in enumerate(told)]
    whole = "\n".join(["patient;ddn;groupe sanguin", *rows, ""])
    assert _people(whole) == _people(_dated(), whole) == len(PEOPLE)


@pytest.mark.parametrize("note", [" (née le {})", " née le {}", " né le {} (12)", ", {}"])
def test_a_birth_date_in_the_cell_of_a_name_is_no_part_of_it(note: str) -> None:
    rows = [f"{last} {first}{note.format(_born(n))};O+" for n, (last, first) in enumerate(PEOPLE)]
    whole = "\n".join(["patient;groupe sanguin", *rows, ""])
    assert _people(whole) == _people(_dated(), whole) == len(PEOPLE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mme DURAND Zoé", "DURAND Zoé"),
        ("M. LE GOFF", "LE GOFF"),
        ("MADAME DURAND", "DURAND"),
        ("MARTIN Zoé", "MARTIN Zoé"),
        ("M ", "M "),
        ("DURAND (Zoé)", "DURAND (Zoé)"),
        ("DURAND Zoé (46 ans)", "DURAND Zoé "),
        ("Mlle DURAND Zoé NÉE LE 02/01/1979", "DURAND Zoé"),
        ("RENÉ Anne 2", "RENÉ Anne "),
        ("(12)", "(12)"),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(text: str, name: str) -> None:
    data = np.frombuffer(text.encode(), np.uint8)
    starts, ends = without_others(data, np.zeros(1, np.int64), np.array([data.size]))
    assert data[starts[0] : ends[0]].tobytes().decode() == name


@pytest.mark.parametrize("name", ["Mme GARNIER Marie", "Mme Marie GARNIER", "Mme GARNIER"])
def test_a_letter_about_who_stands_in_a_table_is_about_nobody_else(name: str) -> None:
    number = PEOPLE.index(("GARNIER", "Marie"))
    total = state_of(_dated(), "liste.csv")
    total.merge(state_of(f"{name}, née le {_born(number)}, est diabétique.\n", "lettre.txt"))
    assert count_subjects(total).estimate == len(PEOPLE)


def test_a_surname_alone_with_another_birth_date_is_somebody_else() -> None:
    total = state_of(_dated(), "liste.csv")
    total.merge(state_of("Mme GARNIER, née le 30/11/1977, est diabétique.\n", "lettre.txt"))
    assert count_subjects(total).estimate == len(PEOPLE) + 1


def _messages(texts: list[str]) -> str:
    return "\n".join(["id;canal;message", *(f"{n};x;{t}" for n, t in enumerate(texts)), ""])


def test_people_of_messages_are_told_by_births_and_whole_names() -> None:
    texts = [
        f"Entrée de Mme {first} {last} née le {n + 1:02}/04/1951 tel 06 39 98 12 {n:02}"
        for n, (last, first) in enumerate(PEOPLE[:20])
    ]
    again = [f"Mme {first} {last} sous Xarelto 20 mg" for last, first in PEOPLE[:20]]
    short = [f"Mme {last} refuse le pansement ce matin, diabète" for last, _ in PEOPLE[:20]]
    assert _people(_messages([*texts, *again, *short])) == 20


@pytest.mark.parametrize("compiled", [True, False])
def test_letters_are_the_same_in_any_order(
    monkeypatch: pytest.MonkeyPatch, *, compiled: bool
) -> None:
    if not compiled:
        monkeypatch.setattr(keyed, "KERNELS", None)
    prints = Fingerprinter(bytes(range(32)))
    texts = ["LE GOFF Zoé", "Zoé Le Goff", "zoe LEGOFF", "LE GOFF Léo"]
    data = "".join(texts).encode()
    ends = np.cumsum([len(text.encode()) for text in texts])
    starts = np.append(0, ends[:-1])
    first, *others, last = prints.letters(np.frombuffer(data, np.uint8), starts, ends).tolist()
    assert others == [first, first]
    assert last != first


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Zoé DURAND : x", True),
        ("Zoé Élan", True),
        ("DURAND refuse", False),
        ("DURAND", False),
        ("DE LA TOUR est", False),
        ("LE GOFF Zoé", True),
    ],
)
def test_a_surname_alone_is_no_whole_name(*, text: str, whole: bool) -> None:
    data = np.frombuffer(text.encode(), np.uint8)
    start: Offsets = np.zeros(1, np.int64)
    assert are_whole(data, start).tolist() == [whole]


def test_what_is_found_elsewhere_is_estimated_beyond_what_is_kept() -> None:
    draw = np.random.default_rng(3)
    values = draw.integers(0, 2**64, 3 * K, np.uint64)
    one, other = KeySketch(), KeySketch()
    one.add(values[: 2 * K])
    other.add(values[K:])
    assert abs(one.found_in(other) - K) < K / 50
    assert KeySketch().found_in(other) == 0
