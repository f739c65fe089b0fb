"""Passages keep places of bytes and of characters apart, and lose nothing when narrowed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors import passages as module
from leakscan.detectors.passages import Passages, Ranges

REACH = 6


@pytest.mark.parametrize("searches", [0, 1 << 20])
@given(text=st.text(alphabet="aé€\U0001f600 ", max_size=30))
def test_characters_and_positions(searches: int, text: str) -> None:
    data = np.frombuffer(text.encode(), np.uint8)
    none = np.empty(0, np.int64)
    found = Passages(data, none, none, none, none, none)
    places = np.array([len(text[:end].encode()) for end in range(len(text) + 1)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_SEARCHES", searches)
        assert found.characters(places).tolist() == list(range(len(text) + 1))
    assert found.positions(np.arange(len(text) + 1)).tolist() == places.tolist()


@given(st.lists(st.integers(0, 97), min_size=1, max_size=12, unique=True), st.data())
def test_narrowed_passages_are_those_of_the_keywords(
    places: list[int], draw: st.DataObject
) -> None:
    data = np.frombuffer(("ab é cd €f gh. " * 10).encode()[:100], np.uint8)
    starts = np.array(sorted(places))
    spans, bounds = (starts, starts + 2), (np.zeros_like(starts), np.full_like(starts, data.size))
    every = Passages.around(data, spans, bounds, REACH)
    rows = np.flatnonzero(
        draw.draw(st.lists(st.booleans(), min_size=starts.size, max_size=starts.size))
    )
    few = every.take(rows).narrowed()
    for row, number in enumerate(rows.tolist()):
        whole = slice(every.lows[number], every.highs[number])
        assert few.data[few.lows[row] : few.highs[row]].tobytes() == every.data[whole].tobytes()
        assert few.starts[row] + few.shifts[row] == starts[number]
        assert few.ends[row] + few.shifts[row] == starts[number] + 2
    assert few.data.size <= every.data.size
    assert rows.size or not few.data.size


def test_the_first_range_is_looked_at_as_the_others() -> None:
    data = np.frombuffer(b";Anne;Anne\n", np.uint8)
    lows, highs = np.array([1, 6]), np.array([5, 10])
    capitals, opening = np.zeros((2, 256), np.bool_)
    capitals[ord("A")] = opening[ord(" ")] = True
    ranges = Ranges.of(data, lows, highs)
    assert ranges.places_of(capitals).tolist() == [1, 6]
    assert ranges.places_of(capitals, before=opening).size == 0
