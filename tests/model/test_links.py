"""Persons as components of linked names."""

import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakscan.model import links as module
from leakscan.model.links import LINKS, NameLinks

Pairs = list[tuple[int, int]]
pairs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30)


def linked(found: Pairs) -> NameLinks:
    result = NameLinks()
    columns = np.array([(7, one, other) for one, other in found], np.uint64).reshape(-1, 3).T
    result.add(*columns)
    return result


def components(found: Pairs) -> int:
    """By walking, for comparison."""
    near: dict[int, set[int]] = {}
    for one, other in found:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    number = 0
    while near:
        number += 1
        todo = [next(iter(near))]
        while todo:
            todo += near.pop(todo.pop(), ())
    return number


@given(pairs)
def test_linked_names_are_one_person(found: Pairs) -> None:
    assert linked(found).estimate() == (components(found), True)


@given(pairs, pairs)
def test_merging_is_adding(one: Pairs, other: Pairs) -> None:
    merged = linked(one)
    merged.merge(linked(other))
    assert merged.estimate() == linked([*one, *other]).estimate()
    assert pickle.loads(pickle.dumps(merged)).estimate() == merged.estimate()


@given(pairs, pairs)
def test_what_was_counted_once_is_counted_anew_with_more(one: Pairs, other: Pairs) -> None:
    first, total = linked(one), NameLinks()
    total.merge(first)
    assert total.estimate() == first.estimate() == (components(one), True)
    total.merge(linked(other))
    assert total.estimate() == (components([*one, *other]), True)
    assert first.estimate() == (components(one), True)


def test_a_long_chain_is_one_person() -> None:
    assert linked([(n, n + 1) for n in range(5000)]).estimate() == (1, True)


def test_many_are_estimated_by_group() -> None:
    draw = np.random.default_rng(5)
    persons = 400_000
    groups = draw.integers(0, 2**64, persons, np.uint64)
    born, wed = (draw.integers(0, 2**64, persons, np.uint64) for _ in range(2))
    found = NameLinks()
    for low in range(0, persons, 50_000):
        piece = slice(low, low + 50_000)
        # Half of them appear under two names, and one record in three says so.
        found.add(groups[piece], born[piece], born[piece])
        found.add(groups[piece][::2], wed[piece][::2], wed[piece][::2])
        found.add(groups[piece][::2], born[piece][::2], wed[piece][::2])
    estimate, exact = found.estimate()
    assert not exact
    assert abs(estimate - persons) < persons / 100
    assert found.links().shape[1] == LINKS
    assert "NameLinks(kept=" in repr(found)


def test_a_crowded_group_does_not_hide_the_count() -> None:
    found = NameLinks()
    many = np.arange(LINKS + 10, dtype=np.uint64)
    found.add(np.full(many.size, 3, np.uint64), many, many)
    assert found.estimate() == (LINKS, False)
    assert module._components(many[:4], many[1:5]) == 1
