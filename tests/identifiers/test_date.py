"""Dates as exports write them."""

import numpy as np
import pytest

from leakscan.identifiers import date


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (b"07/11/1969", 19691107),
        (b"07-11-1969", 19691107),
        (b"07.11.1969", 19691107),
        (b"07 11 1969", 19691107),
        (b"1969-11-07", 19691107),
        (b"1969/11/07", 19691107),
        (b"19691107", 19691107),
        (b"07111969", 19691107),
        (b"07/11/69", 19691107),
        (b"07/11/30", 20301107),
        (b"07/11/31", 19311107),
        (b"07/11/05", 20051107),
        (b"1969-11-07T08:00:00Z", 19691107),
        (b"07/11/1969 08:00", 19691107),
        (b"31/12/2099", 20991231),
        (b"01/01/1850", 18500101),
    ],
)
def test_layouts(written: bytes, number: int) -> None:
    assert date.number_of(written) == number


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"7",
        b"31/31/1969",
        b"00/11/1969",
        b"07/00/1969",
        b"32/01/1969",
        b"07/11/1849",
        b"07/11/2100",
        b"07/11/19690",
        b"196911071",
        b"1969-11-071",
        b"07x11x1969",
        b"nope",
        b"  /  /    ",
        "é7/11/1969".encode(),
    ],
)
def test_not_a_date(written: bytes) -> None:
    assert date.number_of(written) == 0


def test_spans_end_where_they_end() -> None:
    data = np.frombuffer(b"07/11/196907/11/1970", np.uint8)
    starts, ends = np.array([0, 10, 10]), np.array([10, 20, 19])
    assert date.numbers_of(data, starts, ends).tolist() == [19691107, 19701107, 0]


def test_a_day_in_eight_digits_is_year_first_when_it_can_be() -> None:
    assert date.number_of(b"20101112") == 20101112
    assert date.number_of(b"01022010") == 20100201
