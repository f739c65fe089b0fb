"""Columns of messages name people in each cell, whether a number stands beside or not."""

import pytest

from leakscan.scanner import scan_bytes

SURNAMES = (
    "Leroy Aubert Olivier Gaillard Robert Fournier Pereira Lefebvre Chevalier Garnier".split()
)


def _scanned(text: str, header: str = "") -> tuple[int, int | None]:
    """How many names are found, and how many people are counted by them."""
    rows = [
        f"2024-04-01;OK;{number};{text.replace('NAME', f'Thomas {surname}')}\n"
        for number, surname in enumerate(SURNAMES)
    ]
    state = scan_bytes((header + "".join(rows)).encode(), "export.csv").state
    tally = state.tallies.get("person.name")
    return (tally.count if tally is not None else 0), state.names.estimate()[0]


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour NAME, rappel de votre RDV demain à 13h",
        "Bonjour Mme NAME, vos résultats sont disponibles",
        "Chère NAME, votre dossier est incomplet",
    ],
)
@pytest.mark.parametrize("header", ["", "date;etat;numero;texte\n"])
def test_whoever_is_greeted_in_each_cell_is_named(text: str, header: str) -> None:
    assert _scanned(text, header)[0] == len(SURNAMES)


def test_tickets_with_numbers_of_many_name_people_in_all() -> None:
    rows = [
        f'{number};"Compte bloqué pour Thomas {surname}{contact}"\n'
        for number, surname in enumerate(SURNAMES)
        for contact in [" tel 06 39 98 57 0" + str(number) if number % 2 else ""]
    ]
    state = scan_bytes(("id;texte\n" + "".join(rows)).encode(), "tickets.csv").state
    assert state.tallies["person.name"].count == len(SURNAMES)
    assert state.names.estimate() == (len(SURNAMES), True)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, le film NAME sort demain en salle",
        "le roman de NAME est paru chez un grand éditeur",
        "Livraison NAME remise au gardien de la rue",
    ],
)
def test_sentences_that_address_nobody_name_nobody(text: str) -> None:
    assert _scanned(text) == (0, 0)


def test_what_is_greeted_may_be_nobody() -> None:
    assert _scanned("Bonjour Laboratoire Martin, merci de rappeler avant midi")[0] == 0


def test_a_column_of_names_says_whom_rows_are_about() -> None:
    rows = [
        f'{surname};Thomas;"Bonjour Lucie {surname}, merci de rappeler le laboratoire"\n'
        for surname in SURNAMES
    ]
    state = scan_bytes(("nom;prenom;texte\n" + "".join(rows)).encode(), "export.csv").state
    assert state.names.estimate() == (len(SURNAMES), True)


def _sent(text: str, number: str) -> int:
    """How many names are found in messages beside a telephone, or something else."""
    rows = "".join(
        f"{number.format(at)};{text.replace('NAME', f'Thomas {surname}')}\n"
        for at, surname in enumerate(SURNAMES)
    )
    tally = scan_bytes(rows.encode(), "export.csv").state.tallies.get("person.name")
    return tally.count if tally is not None else 0


@pytest.mark.parametrize(
    "text",
    [
        "Votre ordonnance est prête, NAME",
        "Rappel RDV NAME le 14/10 à 10h30",
        "NAME, veuillez confirmer le rendez-vous",
    ],
)
def test_whoever_a_message_to_a_telephone_speaks_to_is_named(text: str) -> None:
    assert _sent(text, "3363998000{}") == len(SURNAMES)
    assert _sent(text, "LOT{}") == 0


def test_remarks_beside_a_telephone_are_no_messages() -> None:
    assert _sent("Panne de la chaudière à la résidence NAME, bâtiment B", "3363998000{}") == 0
