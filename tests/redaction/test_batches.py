"""What is invented for many values at once is what is invented for each of them."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.redaction import batches, fictions

FORMS = {
    "nir": ["d" * 15, "d" * 13, "ddddddBdddddddd", "d dd dd dd ddd ddd dd", "d.dd.dd.2a.ddd.ddd"],
    "phone": ["0ddddddddd", "0d dd dd dd dd", "+33ddddddddd", "0033 d dd dd dd dd", "ddddddddd"],
    "birth-date": ["dd/dd/dddd", "dddd-dd-dd", "d/d/dddd", "dddddddd", "dddd-d-dd", "d.d.dddd"],
    "pseudonym": ["dddddddd", "d", "AAdddd", "ad-dd'x", "d" * 19, "A"],
}  # fmt: skip


@st.composite
def columns(draw: st.DrawFn) -> tuple[str, list[str], list[int]]:
    category = draw(st.sampled_from(sorted(FORMS)))
    form = draw(st.sampled_from(FORMS[category]))
    signs = {"d": st.sampled_from("0123456789"), "A": st.sampled_from("ABX"), "a": st.just("a")}
    value = st.tuples(*(signs.get(sign, st.just(sign)) for sign in form)).map("".join)
    values = draw(st.lists(value, min_size=batches._WORTH, max_size=30))
    number = st.integers(0, 2**64 - 1)
    return category, values, draw(st.lists(number, min_size=len(values), max_size=len(values)))


@given(columns())
def test_many_are_as_each(column: tuple[str, list[str], list[int]]) -> None:
    category, values, numbers = column
    encoded = [value.encode() for value in values]
    ends = np.cumsum([len(value) for value in encoded])
    data = np.frombuffer(b"".join(encoded), np.uint8)
    many, one = batches.BY_CATEGORY[category], fictions.BY_CATEGORY[category]
    starts = ends - [len(value) for value in encoded]
    for group in batches.groups_of(data, starts, ends, many.signs):
        canonical = many.canonical(group)
        if canonical is None:
            continue
        chosen = np.array([numbers[row] for row in group.rows], np.uint64)
        invented, known = many.invent(group, chosen)
        for at, row in enumerate(group.rows.tolist()):
            told = one.invent(values[row], numbers[row])
            ours = None if known is not None and not known[at] else invented[at].tobytes().decode()
            assert ours == told
            assert folded(canonical[at].tobytes()) == folded(one.canonical(encoded[row]))


def folded(value: bytes) -> bytes:
    """As fingerprints see it: without signs between, in one case."""
    return re.sub(rb"[^0-9a-z]", b"", value.lower())


@pytest.mark.parametrize("category", sorted(FORMS))
def test_frequent_forms_are_taken(category: str) -> None:
    form = FORMS[category][0].replace("d", "1").encode()
    ends = np.arange(1, batches._WORTH + 1) * len(form)
    data = np.frombuffer(form * batches._WORTH, np.uint8)
    signs = batches.BY_CATEGORY[category].signs
    (group,) = batches.groups_of(data, ends - len(form), ends, signs)
    assert group.rows.size == batches._WORTH
