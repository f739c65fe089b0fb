"""`FileState` is a commutative monoid, and a file cut in two is the file."""

import copy
import pickle
from collections import Counter
from dataclasses import fields
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.demo.lab_table import COLUMNS, lab_rows
from leakscan.model.aggregates import Aggregates
from leakscan.model.keyed_counts import KeyedCounts
from leakscan.model.links import NameLinks
from leakscan.model.profiles import Profiles
from leakscan.model.sketch import KeySketch
from leakscan.model.state import FileState, Place, RuleTally
from tests.detectors.scanning import state_of
from tests.properties.test_chunks_end_to_end import evidence_of, letter

small = st.integers(0, 1000)
hashes = st.lists(st.integers(0, 2**64 - 1), max_size=8).map(lambda n: np.array(n, np.uint64))
rule_ids = st.sampled_from(["fr.nir", "fr.phone", "email", "health.hiv"])


@st.composite
def sketches(draw: st.DrawFn) -> KeySketch:
    sketch = KeySketch()
    sketch.add(draw(hashes))
    return sketch


@st.composite
def tallies(draw: st.DrawFn) -> RuleTally:
    counts = np.array(draw(st.lists(small, min_size=16, max_size=16)), np.int64).reshape(4, 4)
    places = draw(st.lists(st.builds(Place, byte=small, line=small, record=small), max_size=120))
    return RuleTally(
        counts=counts,
        records=draw(small),
        distinct=draw(st.none() | sketches()),
        fields=Counter(draw(st.dictionaries(st.sampled_from(["nir", "col#2"]), st.integers(1, 9)))),
        places=sorted(places)[:100],
    )


@st.composite
def links(draw: st.DrawFn) -> NameLinks:
    few = st.lists(st.integers(0, 5), min_size=3, max_size=3)
    found = NameLinks()
    found.add(*np.array(draw(st.lists(few, min_size=1, max_size=6)), np.uint64).T)
    return found


@st.composite
def counts(draw: st.DrawFn) -> KeyedCounts:
    pairs = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=6))
    counted = KeyedCounts()
    keys, labels = np.array([key for key, _ in pairs], np.uint64), [n for _, n in pairs]
    counted.add(keys, np.arange(1, keys.size + 1), np.array(labels, np.uint16))
    return counted


@st.composite
def profiles(draw: st.DrawFn) -> Profiles:
    rows = st.lists(st.integers(0, 9), min_size=5, max_size=5)
    drawn = np.array(draw(st.lists(rows, min_size=1, max_size=6)))
    found = Profiles()
    found.add(drawn[:, 0].astype(np.uint64), drawn[:, 1:].astype(np.uint16))
    return found


days = st.sampled_from([0, 20190203, 20201030])
aggregates = st.builds(
    Aggregates,
    persons=st.dictionaries(rule_ids, profiles(), max_size=2),
    months=st.dictionaries(small, st.integers(1, 9), max_size=3).map(Counter),
    first_day=days,
    last_day=days,
    establishments=counts(),
    insurers=counts(),
    software=st.dictionaries(st.just("pg_dump"), st.integers(1, 3)).map(Counter),
    layouts=st.dictionaries(st.tuples(small, small), st.integers(1, 3), max_size=2).map(Counter),
)
counters = st.dictionaries(small, st.integers(1, 99), max_size=4).map(Counter)
states = st.builds(
    FileState,
    records=small,
    tallies=st.dictionaries(rule_ids, tallies(), max_size=3),
    signatures=st.tuples(counters, counters, counters),
    subjects=st.dictionaries(rule_ids, sketches(), max_size=3),
    names=links(),
    aggregates=aggregates,
    birth_years=counters,
    hints=st.dictionaries(st.sampled_from(["synthetic", "lab-schema"]), small).map(Counter),
    identity_keys=sketches(),
    health_keys=sketches(),
)


def merged(*parts: FileState) -> FileState:
    result = FileState()
    for part in parts:
        result.merge(copy.deepcopy(part))
    return result


@settings(max_examples=40)
@given(states)
def test_whatever_a_state_holds_is_packed(state: FileState) -> None:
    # Each part alone, too: what is empty but for one thing is not empty.
    parts = [FileState(**{each.name: getattr(state, each.name)}) for each in fields(state)]
    counted = state.aggregates
    parts += [
        FileState(aggregates=Aggregates(**{each.name: getattr(counted, each.name)}))
        for each in fields(counted)
    ]
    for part in (state, *parts):
        assert evidence_of(pickle.loads(pickle.dumps(part))) == evidence_of(part)


@settings(max_examples=40)
@given(states, states, states)
def test_associative(a: FileState, b: FileState, c: FileState) -> None:
    left, right = merged(merged(a, b), c), merged(a, merged(b, c))
    assert evidence_of(left) == evidence_of(right)


@settings(max_examples=40)
@given(states, states)
def test_commutative(a: FileState, b: FileState) -> None:
    assert evidence_of(merged(a, b)) == evidence_of(merged(b, a))


@settings(max_examples=40)
@given(states)
def test_identity(a: FileState) -> None:
    before = copy.deepcopy(a)
    a.merge(FileState())
    assert evidence_of(a) == evidence_of(before) == evidence_of(merged(before))


@cache
def rows() -> tuple[str, ...]:
    def cell(text: str) -> str:
        return f'"{text}"' if set(text) & set(' ;"\n') else text

    return tuple(";".join(map(cell, row.cells)) for row in lab_rows(240, seed=11))


def table(lines: tuple[str, ...]) -> bytes:
    return "\n".join([";".join(COLUMNS), *lines, ""]).encode()


def without_places(state: FileState) -> dict[str, object]:
    """Evidence that does not depend on where in which file it stood."""
    for tally in state.tallies.values():
        tally.places = []
    # Each table that is a laboratory's is one hint: two files are two tables.
    state.hints.pop("lab-schema", None)
    state.aggregates.layouts.clear()
    return evidence_of(state)


@cache
def whole_table() -> dict[str, object]:
    return without_places(state_of(table(rows()), "lab.csv"))


@settings(max_examples=12)
@given(st.integers(20, 220))
def test_a_table_cut_between_rows_is_the_table(cut: int) -> None:
    upper = state_of(table(rows()[:cut]), "a.csv")
    lower = state_of(table(rows()[cut:]), "b.csv")
    assert without_places(merged(upper, lower)) == whole_table()
    assert without_places(merged(lower, upper)) == whole_table()


def test_rows_twice_are_persons_once() -> None:
    once, twice = state_of(table(rows()), "a.csv"), state_of(table(rows() * 2), "a.csv")
    assert twice.records == 2 * once.records
    assert twice.names.links().tolist() == once.names.links().tolist()
    for kind, sketch in once.subjects.items():
        assert twice.subjects[kind].hashes().tolist() == sketch.hashes().tolist()
    for rule, tally in once.tallies.items():
        assert twice.tallies[rule].count == 2 * tally.count


@settings(max_examples=10)
@given(st.permutations(range(12)))
def test_letters_in_any_order(order: list[int]) -> None:
    parts = [state_of(letter(number)) for number in order]
    straight = [state_of(letter(number)) for number in range(12)]
    assert without_places(merged(*parts)) == without_places(merged(*straight))
