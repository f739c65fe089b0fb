"""IBANs by their check digits, French and others, as people print them."""

import pytest

from leakscan.identifiers import iban
from tests.detectors.scanning import counts_of

FRENCH = "FR1420041010050500013M02606"
OTHERS = ["DE89370400440532013000", "GB29NWBK60161331926819", "BE71096123456769"]


def grouped(number: str, separator: str = " ") -> str:
    return separator.join(number[at : at + 4] for at in range(0, len(number), 4))


@pytest.mark.parametrize("separator", ["", " ", "\u00a0", "\u202f"])
@pytest.mark.parametrize(
    ("number", "rule"), [(FRENCH, "fr.iban"), *((other, "iban") for other in OTHERS)]
)
def test_printed_forms(number: str, rule: str, separator: str) -> None:
    text = f"virement sur {grouped(number, separator)}, merci"
    assert counts_of(text) == {rule: 1}


@pytest.mark.parametrize("number", [FRENCH, *OTHERS])
def test_wrong_check_digits_lengths_and_neighbours(number: str) -> None:
    wrong = number[:2] + f"{(int(number[2:4]) + 1) % 97:02}" + number[4:]
    for text in (wrong, number[:-1], "X" + number, number + "7", number.lower()):
        assert counts_of(f"virement sur {text} merci") == {}


def test_an_account_in_its_column_counts_once() -> None:
    found = counts_of(f"nom;iban\nTESTEUR;{FRENCH}\nFICTIF;{FRENCH}\nEXEMPLE;{FRENCH}\n")
    assert found["fr.iban"] == 3


def test_every_length_is_accepted_and_no_other() -> None:
    assert iban.is_valid(FRENCH)
    assert not iban.is_valid(FRENCH + "0")
    assert not iban.is_valid("ZZ" + FRENCH[2:])
