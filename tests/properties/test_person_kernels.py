"""The compiled kernels over persons give what their NumPy twins give."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.evidence import nir_attributes, row_names
from leakscan.evidence.keyed import Numbers
from leakscan.evidence.nir_attributes import known_of_nirs
from leakscan.evidence.persons import Kind
from leakscan.native import persons
from leakscan.native.library import KERNELS

pytestmark = pytest.mark.skipif(KERNELS is None, reason="built without a compiler")

MOST = (1 << 64) - 1
FEW = st.integers(0, 3)
LETTERS = st.one_of(st.integers(1, 3), st.integers(1, MOST))
HASH = st.one_of(FEW, st.integers(1, MOST))
DAY = st.one_of(st.just(0), st.integers(18_500_101, 20_991_231))
TEXT = "1 85 05 2A 123 456 78;2990720b1234567;"


def numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, np.uint64)


@given(st.lists(st.tuples(st.integers(0, 7), LETTERS, st.booleans()), max_size=40))
def test_names_of_records(hits: list[tuple[int, int, bool]]) -> None:
    hits = sorted(hits, key=lambda hit: hit[0])
    record = np.array([hit[0] for hit in hits], np.int64)
    letters = numbers([hit[1] for hit in hits])
    is_given = np.array([hit[2] for hit in hits], np.bool_)
    ours, twin = (persons.RowNames(*np.zeros((4, 8), np.uint64)) for _ in range(2))
    for part in (slice(3, None), slice(3)):
        own = record[part], letters[part], is_given[part]
        persons.add_names(*own, ours)
        row_names._add_names(*own, twin)
    for one, other in zip(ours, twin, strict=True):
        np.testing.assert_array_equal(one, other, strict=True)


@given(st.lists(st.tuples(HASH, HASH, HASH, HASH, DAY, HASH), max_size=30))
def test_links_of_rows(rows: list[tuple[int, ...]]) -> None:
    first, family, last, every, born, nirs = (numbers([row[at] for row in rows]) for at in range(6))
    names = persons.RowNames(first, family, last, every)
    found = persons.links(names, born, nirs)
    for one, other in zip(found, row_names._links_of_rows(names, born, nirs), strict=True):
        np.testing.assert_array_equal(one, other, strict=True)
    known = np.count_nonzero((first | family > 0) & (nirs > 0))
    assert found.groups.size == found.record.size + known


@given(
    st.lists(
        st.tuples(
            st.integers(10**12, 9 * 10**12 + 999_999_999_999),
            HASH,
            st.integers(0, 4),
            st.integers(0, len(TEXT) - 1),
        ),
        max_size=20,
    ),
    st.lists(DAY, min_size=5, max_size=5),
    st.sampled_from([1999, 2024, 2100]),
    HASH,
)
def test_attributes_of_nirs(
    hits: list[tuple[int, int, int, int]], born: list[int], year: int, limit: int
) -> None:
    # Places of Corsica, and of Algeria when it was French, as often as all others.
    corsica = [(nir // 10**7 * 10**7 + 1_912_345, *rest) for nir, *rest in hits]
    algeria = [(nir // 10**7 * 10**7 + 9_212_345, *rest) for nir, *rest in hits]
    nir, prints, record, start = (
        list(column) for column in zip(*(*hits, *corsica, *algeria, (10**12, 0, 0, 0)), strict=True)
    )
    kind = Kind(
        np.array(start, np.int64), np.array(record, np.int64), numbers(nir), numbers(prints)
    )
    records = (numbers(born), np.arange(5, dtype=np.uint16))
    data = np.frombuffer(TEXT.encode(), np.uint8)
    found = known_of_nirs(kind, records, data, year, limit)
    expected = nir_attributes._known_of_nirs(kind, records, data, year, limit)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other, strict=True)
        # What is kept of many must not keep the memory of all of them.
        assert one.base is None


def test_records_that_are_not_there_are_refused() -> None:
    names = persons.RowNames(*np.zeros((4, 2), np.uint64))
    with pytest.raises(AssertionError):
        persons.add_names(np.array([2]), numbers([1]), np.array([True]), names)
    hits = (numbers([1]), numbers([1]), np.array([-1]), np.array([0]))
    records = (numbers([0]), np.zeros(1, np.uint16))
    with pytest.raises(AssertionError):
        persons.known_of(
            np.frombuffer(b"1", np.uint8), nir_attributes._TABLES, hits, records, 2024, MOST
        )
