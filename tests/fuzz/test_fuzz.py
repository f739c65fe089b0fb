"""A short campaign; ``python -m tests.fuzz --samples 20000`` is a long one."""

import os

import pytest

from leakscan.readers.opening import is_installed
from leakscan.readers.registry import readable_formats
from tests.fuzz.campaign import campaign, cuts, drawn, samples
from tests.fuzz.mutations import Case

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked")


def test_nothing_crashes_hangs_or_is_silent() -> None:
    assert list(campaign(range(200), drawn(seed=1))) == []


def test_what_is_cut_at_any_byte_is_read_or_told() -> None:
    """Every 150th cut of all; ``python -m tests.fuzz --cuts`` does every one."""
    cases = cuts()[::150]
    assert list(campaign(range(len(cases)), cases.__getitem__)) == []


def test_every_format_takes_part() -> None:
    known = {label.partition("/")[0] for label, _, _ in samples()}
    assert known >= {info.name for info in readable_formats() if is_installed(info)} - {"sqlite"}


def test_the_same_number_is_the_same_case() -> None:
    assert drawn(seed=3)(17) == drawn(seed=3)(17)
    assert drawn(seed=3)(17) != drawn(seed=4)(17)


def test_a_death_is_told_and_the_rest_goes_on() -> None:
    parent = os.getpid()

    def case_of(number: int) -> Case:
        if number == 1 and os.getpid() != parent:
            os._exit(9)
        return Case(b"bonjour", "x.txt", f"case {number}")

    troubles = campaign(range(3), case_of)
    assert [(trouble.number, trouble.what) for trouble in troubles] == [(1, "ended the process")]


def test_numbers_are_those_of_the_range() -> None:
    told: list[int] = []
    case = Case(b"bonjour", "x.txt", "")

    assert list(campaign(range(5, 8), lambda _: case, tell=told.append)) == []
    assert told == [5, 6, 7]
