"""Shapes of cells, judged on whole columns."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.cells import _SHAPES, Cells, words_of


def cells_of(*texts: str) -> Cells:
    raw = [text.encode() for text in texts]
    sizes = np.array([len(one) for one in raw], np.int64)
    ends = np.cumsum(sizes)
    text = b"".join(raw)
    data = np.frombuffer(text or b"\0", np.uint8)
    return Cells.of(data, ends - sizes, ends, words_of(text or b"\0"))


@pytest.mark.parametrize(
    ("shape", "yes", "no"),
    [
        (
            "are_blood_groups",
            "A+|B-|AB+|O-|O +|A POS|B NEG|AB Rh+|A Rhésus positif|O RH D POSITIF|A1+|0+|A|O|+|NEG",
            "C+|ABC|AA|A++|12|positif VIH|X-|B2B",
        ),
        ("are_full_blood_groups", "A+|B-|AB POS|O NEG|O RH+|A1 +", "A|O|AB|+|NEG|12|C+"),
        ("are_postcodes", "35000|01000|1000|97411|98800|20000|2100", "00100|99000|350000|35|3500A"),
        ("are_sexes", "M|F|m|f|H|1|2|Mme|M.|Mr|féminin|Masculin|Enfant|Bébé|Sœur", "X|3|Mmme|12"),
        ("are_icd10", "B24|E10.9|F32.1|Z21|C509|O80+1", "24B|b24|B2|B24X|E10.9999"),
        ("are_negative", "négatif|NEGATIF|Nég.|neg|absence|absent|non détecté", "positif|+|NEGRO"),
        ("are_no", "non|N|no|0|false|Faux", "oui|1|none|Nono"),
        ("have_letters", "Zoé|É.B|LE|Le Goff|Ngô|1er étage", "1|A|12 3|+"),
        ("are_codes", "12|A1|AB|0|X-9", "+|-|A"),
    ],
)
def test_shape(shape: str, yes: str, no: str) -> None:
    right, wrong = yes.split("|"), no.split("|")
    verdict = getattr(cells_of(*right, *wrong), shape)().tolist()
    expected = [True] * len(right) + [False] * len(wrong)
    pairs = list(zip([*right, *wrong], verdict, strict=True))
    assert pairs == list(zip([*right, *wrong], expected, strict=True))


def test_blanks_and_quotes_do_not_count() -> None:
    cells = cells_of('" A+ "', "  B- ", "'O+'", '""', "  ")
    assert cells.are_blood_groups().tolist() == [True, True, True, False, False]
    assert cells.filled().tolist() == [True, True, True, False, False]


def test_dates_of_a_column() -> None:
    found = cells_of("07/11/1969", "", "1969-11-07", "NULL", "07111969").dates()
    assert found.tolist() == [19691107, 0, 19691107, 0, 19691107]


def test_nothing_is_a_column_too() -> None:
    cells = cells_of()
    assert cells.filled().size == cells.dates().size == cells.are_sexes().size == 0


@pytest.mark.parametrize("pattern", _SHAPES)
@given(data=st.data())
def test_nothing_that_fits_is_refused_before_it_is_read(
    pattern: re.Pattern[bytes], data: st.DataObject
) -> None:
    compiled = re.compile(pattern.pattern, pattern.flags)
    cell = data.draw(st.from_regex(compiled, fullmatch=True))
    shape = _SHAPES[pattern]
    assert len(cell) > 24 or (len(cell) <= shape.longest and shape.begins[cell[0]])
