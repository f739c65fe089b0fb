"""Keys are found among those known, whatever stands where their first bits say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.known_keys import KnownKeys

_KEYS = st.integers(0, (1 << 64) - 1) | st.sampled_from([1, 2, 3, 1 << 48, (1 << 48) + 1, 1 << 63])


@given(st.sets(_KEYS, max_size=20), st.lists(_KEYS, max_size=20))
def test_places(known: set[int], others: list[int]) -> None:
    keys = sorted(known)
    asked = [*others, *keys]
    found = KnownKeys(np.array(keys, np.uint64)).places(np.array(asked, np.uint64))
    assert found.tolist() == [keys.index(key) if key in known else -1 for key in asked]
