"""Data frames of R in every place that R puts them."""

import gzip
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from tests.detectors.scanning import counts_of
from tests.readers.r_writer import frame, listed, people, saved, sequence, vector
from tests.readers.tables import read_tables

COLUMNS = ("id", "nom", "v1", "ddn", "sexe", "vih", "rques")
ROWS = [
    ["1", "DURAND", "144509912300979", "1950-01-31", "F", "oui", ""],
    ["2", "L'HÉNORET", "", "", "M", "non", "enceinte de 22 SA"],
    ["3", "BÉBÉ", "144509912300979", "1979-03-01", "", "9", ""],
]


@pytest.mark.parametrize("version", [2, 3])
def test_one_object_and_several(version: int) -> None:
    found = read_tables(saved(people(), version=version))
    assert (found.formats, found.gaps) == (["r-data"], [])
    assert found.of(*COLUMNS) == ROWS
    found = read_tables(gzip.compress(saved(people(), version=version, names=["a", "b"])))
    assert found.formats == ["gzip", "r-data"]
    assert found.of(*COLUMNS) == ROWS * 2


def test_frames_inside_lists() -> None:
    inner = listed([people(), vector(["x"])], names=vector(["cas", "note"]))
    assert read_tables(saved(listed([inner]))).of(*COLUMNS) == ROWS


def test_what_stands_before_a_function_is_read() -> None:
    data = saved(listed([people(), struct.pack(">i", 3)]))
    found = read_tables(data)
    assert found.of(*COLUMNS) == ROWS
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]


def test_labels_and_codes_are_heard() -> None:
    found = counts_of(saved(people()), "x.rds")
    assert found["fr.nir"] == 2
    assert found["person.name"] == 3
    assert found["person.birth-date"] == 2
    assert found["health.pregnancy"] == 1


def test_a_sequence_of_millions_is_not_made() -> None:
    numbers = frame(a=sequence(1, 2_000_000_000), b=sequence(5, 2_000_000_000))
    assert not read_tables(saved(numbers)).rows


@pytest.mark.parametrize("count", [2_000_000_000, 10**18, -5])
def test_sequences_stand_for_nothing_else(count: int) -> None:
    endless = sequence(1, count)
    for damaged in (
        listed([vector(["x"])], names=endless),
        listed([endless, vector(["x"])], names=vector(["a", "b"])),
    ):
        assert not read_tables(saved(damaged)).rows
    with_levels = listed([vector(["x"], levels=endless)], names=vector(["a"]))
    assert read_tables(saved(with_levels)).rows in ([], [(("a",), ["x"])])


def test_many_rows_in_any_chunks() -> None:
    texts = [f"n {n}" for n in range(9000)]
    data = saved(frame(id=sequence(1, 9000), nom=vector(texts)))
    rows = [row for _, row in read_tables(data, chunk_bytes=5000).rows]
    assert rows == [[str(n), text] for n, text in enumerate(texts, 1)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(20, 10**6), st.integers(1, 255)), min_size=1, max_size=6))
def test_flipped_bytes_neither_crash_nor_hang(flips: list[tuple[int, int]]) -> None:
    data = bytearray(saved(people()))
    for place, change in flips:
        data[place % len(data)] ^= change
    read_tables(bytes(data), "x.rds")


def test_a_cut_file_says_so() -> None:
    data = saved(people())
    for size in range(24, len(data) - 4, 31):
        assert {gap.reason for gap in read_tables(data[:size]).gaps} == {GapReason.CORRUPT}
