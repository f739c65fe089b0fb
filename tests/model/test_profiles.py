"""Attributes of distinct persons, and counts by organisation."""

import pickle

import numpy as np

from leakscan.model.keyed_counts import KEPT, KeyedCounts
from leakscan.model.profiles import BIRTH, LIVES_IN, SAMPLE, SEX, Profiles

_ONES = np.ones(100_000, np.int64)


def attributes(size: int, **known: int) -> np.ndarray:
    columns = {"birth": BIRTH, "sex": SEX, "home": LIVES_IN}
    table = np.zeros((size, 4), np.uint16)
    for name, value in known.items():
        table[:, columns[name]] = value
    return table


def test_a_person_counts_once_and_what_is_known_is_joined() -> None:
    profiles = Profiles()
    keys = np.array([5, 3, 5], np.uint64)
    profiles.add(keys, attributes(3, sex=2))
    profiles.add(keys[:2], attributes(2, home=35))
    assert profiles.estimate() == (2, True)
    kept, known = pickle.loads(pickle.dumps(profiles)).kept()
    assert kept.tolist() == [3, 5]
    assert known.tolist() == [[0, 2, 0, 35], [0, 2, 0, 35]]


def test_beyond_the_sample_shares_are_kept() -> None:
    draw = np.random.default_rng(3)
    size = 500_000
    keys = draw.integers(0, 2**64, size, np.uint64)
    profiles = Profiles()
    for low in range(0, size, 40_000):
        piece = keys[low : low + 40_000]
        known = attributes(piece.size, sex=1)
        known[: piece.size // 10, SEX] = 2
        profiles.add(piece, known)
    estimate, exact = profiles.estimate()
    assert not exact
    assert abs(estimate - size) < size / 100
    kept, known = profiles.kept()
    assert kept.size == SAMPLE
    share = np.count_nonzero(known[:, SEX] == 2) / SAMPLE
    assert abs(share - 0.1) < 0.003


def test_counts_by_organisation_are_exact_in_any_order() -> None:
    draw = np.random.default_rng(1)
    keys = draw.integers(0, 2**64, 28, np.uint64)[draw.integers(0, 28, 10_000)]
    labels = (keys % np.uint64(7)).astype(np.uint16)
    whole, halves = KeyedCounts(), KeyedCounts()
    whole.add(keys, _ONES[: keys.size], labels)
    other = KeyedCounts()
    halves.add(keys[::2], _ONES[: keys[::2].size], labels[::2])
    other.add(keys[1::2], _ONES[: keys[1::2].size], labels[1::2])
    halves.merge(other)
    assert whole.distinct() == halves.distinct() == (28, True)
    for one, another in zip(whole.kept(), halves.kept(), strict=True):
        assert one.tolist() == another.tolist()
    assert whole.kept()[1].sum() == 10_000


def test_organisations_are_bounded() -> None:
    keys = np.random.default_rng(2).integers(0, 2**64, 3 * KEPT, np.uint64)
    counts = KeyedCounts()
    for piece in np.array_split(keys, 30):
        counts.add(piece, _ONES[: piece.size], np.zeros(piece.size, np.uint16))
    distinct, exact = counts.distinct()
    assert counts.kept()[0].size == KEPT
    assert not exact
    assert abs(distinct - 3 * KEPT) < KEPT / 20
