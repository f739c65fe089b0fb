"""Dates as columns write them when they do not as most do."""

import numpy as np
import pytest

from leakscan.detectors.cells import Cells, words_of
from leakscan.detectors.written_dates import DateForm, form_of, numbers_at, numbers_of
from leakscan.scanner import scan_bytes


def cells(*texts: str) -> Cells:
    encoded = [text.encode() for text in texts]
    sizes = np.array([len(text) for text in encoded])
    ends = np.cumsum(sizes + 1) - 1
    data = b";".join(encoded)
    return Cells.of(np.frombuffer(data, np.uint8), ends - sizes, ends, words_of(data))


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        (DateForm.USUAL, ("07/11/1969", "1969-11-07")),
        (DateForm.DAY_NUMBERS, ("25514", "25514")),
        (DateForm.DAY_FIRST, ("7/11/1969", "7 novembre 1969", "07-NOV-69", "7 nov. 1969")),
        (DateForm.DAY_FIRST, ("November 7, 1969", "vendredi 7 novembre 1969", "07.nov.-69")),
        (DateForm.DAY_FIRST, ("071169", "71169", "071169 ")),
        (DateForm.MONTH_FIRST, ("11/07/1969", "11/7/69", "110769")),
        (DateForm.YEAR_FIRST, ("691107",)),
        (DateForm.AMONG_WORDS, ("54 ans (07/11/1969)", "né 7/11/69 à Lyon", "54a - 1969-11-07")),
    ],
)
def test_each_form_tells_its_dates(form: DateForm, texts: tuple[str, ...]) -> None:
    assert numbers_of(cells(*texts), form).tolist() == [19691107] * len(texts)


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        (DateForm.USUAL, ("07/11/1969", "08/12/1970")),
        (DateForm.USUAL, ("rien", "x")),
        (DateForm.DAY_NUMBERS, ("25514", "28901")),
        (DateForm.DAY_FIRST, ("7/11/1969", "31/12/1970")),
        (DateForm.DAY_FIRST, ("01-JAN-54", "1er mars 1954")),
        (DateForm.MONTH_FIRST, ("11/07/1969", "12/31/1970", "01/22/1980")),
        (DateForm.DAY_FIRST, ("071169", "311270", "220180")),
        (DateForm.YEAR_FIRST, ("691107", "701231", "800122")),
        (DateForm.AMONG_WORDS, ("54 ans (07/11/1969)", "12 ans\n(01/03/2011)", "3 ans")),
    ],
)
def test_a_column_tells_its_form(form: DateForm, texts: tuple[str, ...]) -> None:
    assert form_of(cells(*texts))[0] is form


def test_cells_of_the_usual_form_count_for_another_that_reads_them_too() -> None:
    # Of three, two are usual and all three begin with a day: neither form alone tells all.
    assert form_of(cells("07/11/1969", "08/12/1970", "9/1/1971")) == (DateForm.DAY_FIRST, 3)
    assert form_of(cells("07/11/1969", "08/12/1970", "inconnue")) == (DateForm.USUAL, 2)


@pytest.mark.parametrize(
    "text", ["32 mars 1954", "7 nivôse 1954", "7 jui 1954", "3/13/1", "mars", "0711690", "991369"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert numbers_of(cells(text), DateForm.DAY_FIRST).tolist() == [0]


def test_dates_of_a_text_are_told_however_they_are_written() -> None:
    texts = ("07/11/1969", "7 novembre 1969", "7/11/69", "vendredi 7 nov. 1969", "7 novembre", "")
    data = b" ".join(text.encode() for text in texts)
    sizes = np.array([len(text) for text in texts])
    ends = np.cumsum(sizes + 1) - 1
    found = numbers_at(np.frombuffer(data, np.uint8), ends - sizes, ends)
    assert found.tolist() == [19691107] * 4 + [0] * 2


def test_letters_with_dates_in_words_are_about_as_many_people() -> None:
    months = ("janvier", "mars", "avril", "juin", "août")
    people = [f"Concerne : Madame Zoé FICTIF, née le 3 {month} 1951.\n" for month in months]
    assert scan_bytes("\f".join(people).encode(), "e.txt").state.names.estimate() == (5, True)


@pytest.mark.parametrize("text", ["du 01/02/2020 au 03/02/2020", "tél 06.39.98.12.34", "10.2.3.45"])
def test_of_several_dates_or_parts_of_numbers_none_is_meant(text: str) -> None:
    assert numbers_of(cells(text), DateForm.AMONG_WORDS).tolist() == [0]
