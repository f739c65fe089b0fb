"""Sets as sorted arrays agree with those of Python, the empty one included."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakscan.membership import are_in, distinct

_NUMBERS = st.lists(st.integers(-9, 9), max_size=12)


@given(_NUMBERS, _NUMBERS)
def test_membership_is_that_of_a_set(values: list[int], members: list[int]) -> None:
    asked, known = np.array(values, np.int64), distinct(np.array(members, np.int64))
    assert known.tolist() == sorted({*members})
    assert are_in(asked, known).tolist() == [value in members for value in values]
