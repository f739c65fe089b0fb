"""Distinct counting: exact while small, honest beyond, whatever the order."""

import copy
import pickle

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.model.sketch import PENDING_ARRAYS, K, KeySketch

Hashes = npt.NDArray[np.uint64]
hashes = st.lists(st.integers(0, 2**64 - 1), max_size=60).map(lambda n: np.array(n, np.uint64))


def random_hashes(count: int, seed: int) -> Hashes:
    return np.random.default_rng(seed).integers(0, 2**64, count, np.uint64)


def sketch_of(*parts: Hashes) -> KeySketch:
    sketch = KeySketch()
    for part in parts:
        sketch.add(part)
    return sketch


def kept(sketch: KeySketch) -> list[int]:
    return [int(one) for one in sketch.hashes()]


@pytest.mark.parametrize("count", [0, 1, 2, 1000, 65_536, K - 1])
def test_exact_below_k(count: int) -> None:
    assert sketch_of(random_hashes(count, 1)).estimate() == (count, True)


@pytest.mark.parametrize("count", [K + 1, 200_000, 500_000, 1_500_000])
def test_within_four_sigma_beyond(count: int) -> None:
    for seed in range(3):
        estimate, exact = sketch_of(random_hashes(count, seed)).estimate()
        assert not exact
        assert abs(estimate - count) <= 4 * count / np.sqrt(K - 2)


def test_the_estimate_is_not_always_the_same() -> None:
    # Were it exact beyond K, the bound above would test nothing.
    estimates = {sketch_of(random_hashes(300_000, seed)).estimate()[0] for seed in range(4)}
    assert len(estimates) == 4


def test_one_more_value_never_lowers_the_count_at_k() -> None:
    values = np.sort(random_hashes(K + 500, 5))[::-1]
    sketch = sketch_of(values[: K - 1])
    before = sketch.estimate()[0]
    for value in values[K - 1 :: 50]:
        sketch.add(np.array([value], np.uint64))
        assert sketch.estimate()[0] >= before
        before = sketch.estimate()[0]


def test_memory_is_bounded() -> None:
    sketch = KeySketch()
    for seed in range(30):
        sketch.add(random_hashes(20_000, seed))
        assert sketch.hashes().size <= K
    assert len(pickle.dumps(sketch)) < 8 * K + 1000


@given(hashes)
def test_counts_distinct_values(values: Hashes) -> None:
    assert sketch_of(values).estimate() == (len(set(values.tolist())), True)


@given(hashes)
def test_duplicates_do_not_count(values: Hashes) -> None:
    assert kept(sketch_of(values, values, values[::-1])) == kept(sketch_of(values))


def test_duplicates_do_not_count_beyond_k() -> None:
    values = random_hashes(K + 50_000, 6)
    once = sketch_of(values)
    thrice = sketch_of(*(values[part::3] for part in range(3)), values, values[::-1])
    assert kept(thrice) == kept(once)


@given(st.lists(hashes, max_size=6), st.randoms())
def test_merge_order_does_not_matter(parts: list[Hashes], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    forward, backward = KeySketch(), KeySketch()
    for part in parts:
        forward.merge(sketch_of(part))
    for part in shuffled:
        backward.merge(sketch_of(part))
    assert kept(forward) == kept(backward) == kept(sketch_of(*parts))


def test_merge_order_does_not_matter_beyond_k() -> None:
    parts = [random_hashes(60_000, seed) for seed in range(4)]
    left, right, nested = KeySketch(), KeySketch(), sketch_of(parts[2], parts[3])
    for part in parts:
        left.merge(sketch_of(part))
    for part in reversed(parts):
        right.merge(sketch_of(part))
    first = sketch_of(parts[0], parts[1])
    first.merge(nested)
    assert kept(left) == kept(right) == kept(first) == kept(sketch_of(*parts))


@given(hashes)
def test_an_empty_sketch_is_neutral(values: Hashes) -> None:
    left, right = KeySketch(), sketch_of(values)
    left.merge(sketch_of(values))
    right.merge(KeySketch())
    assert kept(left) == kept(right) == kept(sketch_of(values))


def test_merging_leaves_the_other_alone() -> None:
    mine, other = sketch_of(random_hashes(10, 1)), sketch_of(random_hashes(10, 2))
    before = kept(other)
    mine.merge(other)
    mine.add(random_hashes(50_000, 3))
    assert kept(other) == before


@given(hashes, hashes)
def test_shared_values(left: Hashes, right: Hashes) -> None:
    expected = len(set(left.tolist()) & set(right.tolist()))
    assert sketch_of(left).shared(sketch_of(right)) == expected
    assert sketch_of(right).shared(sketch_of(left)) == expected


@given(hashes)
def test_copies_go_their_own_way(values: Hashes) -> None:
    sketch = sketch_of(values)
    for twin in (pickle.loads(pickle.dumps(sketch)), copy.copy(sketch), copy.deepcopy(sketch)):
        assert kept(twin) == kept(sketch)
        twin.add(np.array([7], np.uint64))
        assert kept(sketch) == kept(sketch_of(values))


def test_repr_shows_no_hash() -> None:
    sketch = sketch_of(np.array([1234567890123456789], np.uint64))
    assert repr(sketch) == "KeySketch(kept=1)"


def test_many_small_additions_take_no_more_memory_than_what_is_kept() -> None:
    sketch = KeySketch()
    waiting = 0
    for number in range(3 * PENDING_ARRAYS):
        sketch.add(np.array([number % 7], np.uint64))
        waiting = max(waiting, len(sketch._pending))
    assert waiting < PENDING_ARRAYS
    assert sketch.estimate() == (7, True)
