"""The NIR validator: key, structure, Corsica, digit errors."""

from itertools import product

import numpy as np
import pytest

from leakscan.identifiers import nir
from tests.synth.nirs import keyed

BODIES = [
    "1445099123009",
    "2795099215189",
    "2506099109045",
    "253502A073004",
    "253502B073004",
    "2845097411123",
    "1619998412777",
]


@pytest.mark.parametrize("body", BODIES)
def test_the_key_makes_a_number_valid(body: str) -> None:
    assert nir.is_valid(keyed(body))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("separator", [" ", ".", "-", "/", "_", "\u00a0", "\u202f"])
def test_separators_do_not_matter(body: str, separator: str) -> None:
    text = keyed(body)
    parts = (text[0], text[1:3], text[3:5], text[5:7], text[7:10], text[10:13], text[13:])
    assert nir.is_valid(separator.join(parts))


@pytest.mark.parametrize("body", BODIES)
def test_every_wrong_digit_breaks_it(body: str) -> None:
    right = keyed(body)
    positions = [place for place, sign in enumerate(right) if sign.isdigit()]
    tried = 0
    for place, digit in product(positions, "0123456789"):
        if digit != right[place]:
            tried += 1
            assert not nir.is_valid(right[:place] + digit + right[place + 1 :])
    assert tried == 9 * len(positions) >= 9 * 14


def test_a_wrong_digit_always_changes_the_remainder() -> None:
    # 97 is prime and divides no d * 10**n with 0 < d < 10, so no digit error goes unnoticed.
    numbers = np.random.default_rng(1).integers(10**12, 9 * 10**12, 20_000).astype(np.uint64)
    keys = nir.keys(numbers)
    for place, error in product(range(nir.DIGITS), range(1, 10)):
        wrong = numbers + np.uint64(error * 10**place)
        assert not (nir.keys(wrong) == keys).any()


def test_the_right_key_is_the_only_one() -> None:
    body = BODIES[0]
    assert [key for key in range(100) if nir.is_valid(f"{body}{key:02}")] == [int(keyed(body)[13:])]


def test_corsica_is_read_as_19_and_18() -> None:
    assert nir.number_of("253502A073004") == 2535019073004
    assert nir.number_of("253502b073004") == 2535018073004
    # The other way to say it: letters as zero, less one or two million.
    assert nir.number_of("253502A073004") == 2535020073004 - 1_000_000
    assert nir.number_of("253502B073004") == 2535020073004 - 2_000_000


def test_corsica_counts_in_either_case_only_at_its_place() -> None:
    assert nir.is_valid(keyed("253502b073004"))
    assert not nir.is_valid("25350" + "3A" + keyed("253502A073004")[7:])


@pytest.mark.parametrize(
    "thirteen", ["", "12", "14450991230099", "A445099123009", "144502C123009", "１445099123009"]
)
def test_what_has_no_number_is_refused(thirteen: str) -> None:
    with pytest.raises(ValueError, match=r"^not 13 NIR characters$"):
        nir.number_of(thirteen)


@pytest.mark.parametrize(
    "number",
    [
        445099123009,  # sex 0
        5445099123009,  # sexes 5, 6 and 9 have no birth date inside
        6445099123009,
        9445099123009,
        1440099123009,  # month 00
        1441399123009,  # months 13-19, 21-29 and 43-49 mean nothing
        1442199123009,
        1444399123009,
        1445000123009,  # place 00
        1445099000009,  # commune 000
        1445099123000,  # order 000, as HPRIM writes for "none"
        1445097911123,  # 979 is nowhere
        1445098000123,
        1445097100123,  # overseas commune 00
    ],
)
def test_illegal_parts_are_refused(number: int) -> None:
    assert not nir.is_structured(number)
    assert not nir.are_structured(np.array([number], np.uint64))[0]


@pytest.mark.parametrize("text", ["", "nir", "0" * 15, "9" * 15, "1" * 14, "1" * 16, "2A" * 8])
def test_junk_is_no_nir(text: str) -> None:
    assert not nir.is_valid(text)


def test_only_sexes_one_and_two_are_definitive() -> None:
    numbers = np.array([sex * 10**12 + 445099123009 for sex in range(10)], np.uint64)
    assert np.flatnonzero(nir.is_definitive(numbers)).tolist() == [1, 2]


def test_python_stdnum_agrees() -> None:
    oracle = pytest.importorskip("stdnum.fr.nir")
    for body in BODIES:
        for key in range(1, 98):
            number = f"{body}{key:02}"
            assert nir.is_valid(number) == oracle.is_valid(number)
