"""People of lists without a number count by their names; those whom a letter names do not."""

import pytest

from leakscan.scanner import scan_bytes
from leakscan.scoring.persons import count_subjects
from tests.detectors.scanning import state_of

SURNAMES = (
    "Leroy Aubert Olivier Gaillard Robert Fournier Pereira Lefebvre Chevalier Garnier".split()
)
PEOPLE = [f"Thomas {surname}" for surname in SURNAMES]


def _people(text: str) -> int | None:
    return count_subjects(scan_bytes(text.encode(), "liste.txt").state).estimate


def _phone(number: int) -> str:
    return f"06 39 98 57 {number:02}"


@pytest.mark.parametrize(
    ("told", "bare"),
    [
        ("{}, 45 ans, tél. {}\n", "{}, 30 ans\n"),
        ("Accueil: qui est {} ?\nLabo: son num {}\n", "Accueil: qui est {} ?\nLabo: rien\n"),
        ("- {} : {}\n", "- {} : absent\n"),
    ],
)
def test_who_has_no_number_in_a_list_counts(told: str, bare: str) -> None:
    lines = [
        (told if number % 2 else bare).format(name, _phone(number))
        for number, name in enumerate(PEOPLE)
    ]
    assert _people("".join(lines)) == len(PEOPLE)


def test_the_same_person_counts_once() -> None:
    lines = [f"{name}, tél. {_phone(number)}\n" for number, name in enumerate(PEOPLE)]
    again = [f"{name.upper()}, 30 ans\n" for name in PEOPLE]
    assert _people("".join([*lines, *again])) == len(PEOPLE)


def test_a_letter_that_names_many_is_about_whom_it_reaches() -> None:
    text = f"Patiente jointe au {_phone(7)}.\n" + ", ".join(PEOPLE) + " étaient présents.\n"
    assert _people(text) == 1


def test_a_list_without_numbers_is_nobodys_file() -> None:
    lines = [f"{name}, auteur sur le VIH\n" for name in PEOPLE]
    assert _people("".join([*lines, f"Rédaction : {_phone(7)}\n"])) == 1


def test_who_signs_changes_with_an_address_is_in_no_list() -> None:
    lines = [f" -- {name} <thomas@labo-fictif.example>  Mon, 05 Feb 2024\n" for name in PEOPLE]
    assert _people("".join(lines)) == 1


@pytest.mark.parametrize("chunk_bytes", [1024, 8 << 20])
def test_a_number_at_the_beginning_of_the_next_record_is_nobodys_here(chunk_bytes: int) -> None:
    numbers = ["", "", f", tél. {_phone(1)}", f", tél. {_phone(2)}", ""]
    people = "".join(f"{name}{told}\n" for name, told in zip(PEOPLE, numbers, strict=False))
    filler = "Rien de notable dans cette partie.\n" * 1700
    text = f"{filler}{people}\n{_phone(3)} au standard\n{filler}"
    state = state_of(text, "liste.txt", chunk_bytes=chunk_bytes)
    assert state.records == 2
    assert count_subjects(state).estimate == 3
