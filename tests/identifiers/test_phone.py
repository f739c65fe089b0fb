"""The phone validator: what counts as a person's number, however it is written."""

import numpy as np
import pytest

from leakscan.identifiers import phone


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0639981234", 639981234),
        ("06 39 98 12 34", 639981234),
        ("06.39.98.12.34", 639981234),
        ("06-39-98-12-34", 639981234),
        ("06/39/98/12/34", 639981234),
        ("06\u00a039\u00a098\u00a012\u00a034", 639981234),
        ("06\u202f39\u202f98\u202f12\u202f34", 639981234),
        ("06 39 981 234", 639981234),
        ("+33639981234", 639981234),
        ("+33 6 39 98 12 34", 639981234),
        ("+33 (0)6 39 98 12 34", 639981234),
        ("+33 06 39 98 12 34", 639981234),
        ("0033639981234", 639981234),
        ("00 33 6 39 98 12 34", 639981234),
        ("+262 639 98 12 34", 639981234),
        ("01 99 00 12 34", 199001234),
        ("02 61 91 12 34", 261911234),
        ("03 53 01 12 34", 353011234),
        ("04 65 71 12 34", 465711234),
        ("05 36 49 12 34", 536491234),
    ],
)
def test_written_forms(written: str, number: int) -> None:
    assert phone.national(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "639981234",
        "06399812345",
        "063998123",
        "+34639981234",
        "0839981234",  # services
        "0709981234",  # 070 to 072 are not persons'
        "0719981234",
        "0729981234",
        "0000000000",
        "0600000000",
        "0606060606060",
        "0666666666",
        "0102030405",
        "0123456789",
        "15",
        "3646",
        "06 39 98 12 3A",
    ],
)
def test_not_a_persons_number(written: str) -> None:
    assert phone.national(written) is None


def test_mobiles_are_six_and_seven() -> None:
    numbers = np.array([199001234, 639981234, 739981234, 939981234], np.uint64)
    assert phone.are_mobile(numbers).tolist() == [False, True, True, False]


@pytest.mark.parametrize(("low", "high"), phone.FICTION_RANGES)
def test_fiction_ranges_end_where_they_end(low: int, high: int) -> None:
    edges = np.array([low - 1, low, high, high + 1], np.uint64)
    assert phone.are_fiction(edges).tolist() == [False, True, True, False]
    assert high - low == 9_999
