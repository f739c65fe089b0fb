"""Archives of pg_dump: as PostgreSQL writes them, with other compressions, cut and damaged."""

import sys
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from tests.readers.golden import EXPECTED, GOLDEN, HEADER, ROWS
from tests.readers.tables import read_tables

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CUSTOM = (GOLDEN / "pg-dump" / "custom" / "base.dump").read_bytes()
STORED = (GOLDEN / "pg-dump" / "custom-stored" / "base.dump").read_bytes()
COLUMNS = ("id", *HEADER, "doc")


def integer(value: int) -> bytes:
    return bytes([value < 0]) + abs(value).to_bytes(4, "little")


def string(value: bytes | None) -> bytes:
    return integer(-1) if value is None else integer(len(value)) + value


def archive(minor: int, algorithm: int, *blocks: bytes) -> bytes:
    """An archive with one table, as the sources of that version of PostgreSQL write it."""
    head = b"PGDMP\x01" + bytes([minor, 0, 4, 8, 1])
    head += bytes([algorithm]) if minor >= 15 else integer(6 if algorithm else 0)
    head += integer(0) * 7 + string(b"base") + string(b"16.2") + string(b"16.2")
    entry = integer(42) + integer(1) + string(b"0") * 2 + string(b"t") + string(b"TABLE DATA")
    entry += integer(3) if minor >= 11 else b""
    entry += string(b"") * 2 + string(b"COPY public.t (a, b) FROM stdin;\n")
    entry += string(b"public") + string(b"") + (string(None) if minor >= 14 else b"")
    entry += (integer(114) if minor >= 16 else b"") + string(b"o") + string(b"false")
    entry += string(b"7") + string(None) + b"\x02" + bytes(8)
    return head + integer(1) + entry + b"".join(blocks)


def table_data(data: bytes, *, piece: int = 7, number: int = 42) -> bytes:
    pieces = [data[at : at + piece] for at in range(0, len(data), piece)]
    return b"\x01" + integer(number) + b"".join(map(string, pieces)) + integer(0)


LINES = b"1\tDURAND\n2\tH\xc3\x89NORET\n\\.\n\n\n"


@pytest.mark.parametrize("data", [CUSTOM, STORED], ids=["gzip", "stored"])
def test_rows_and_large_objects_of_a_real_archive(data: bytes) -> None:
    found = read_tables(data, "base.dump")
    assert found.gaps == []
    rows = found.of(*COLUMNS)
    assert [row[1:-1] for row in rows] == [
        [cell.replace("\n", " \r") for cell in row] for row in ROWS
    ]
    assert "SELECT pg_catalog.lowrite(0, '\\x1f8b08" in found.prose


@pytest.mark.parametrize("minor", [10, 11, 12, 13, 14, 15, 16])
@pytest.mark.parametrize(
    ("algorithm", "compress"),
    [(0, bytes), (1, zlib.compress), (3, zstd.compress)],
    ids=["stored", "gzip", "zstd"],
)
def test_every_version_is_read(
    minor: int, algorithm: int, compress: Callable[[bytes], bytes]
) -> None:
    if minor < 15:
        algorithm = min(algorithm, 1)
        compress = zlib.compress if algorithm else bytes
    found = read_tables(archive(minor, algorithm, table_data(compress(LINES))), "x.dump")
    assert found.gaps == []
    assert found.of("a", "b") == [["1", "DURAND"], ["2", "HÉNORET"]]


def test_a_damaged_table_does_not_cost_the_next() -> None:
    bad = zlib.compress(LINES)[:5] + b"\xff\xff\xff\xff"
    found = read_tables(archive(14, 1, table_data(bad), table_data(zlib.compress(LINES))), "x")
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]
    assert found.of("a", "b")[-2:] == [["1", "DURAND"], ["2", "HÉNORET"]]


def test_an_unknown_version_is_said() -> None:
    data = bytearray(STORED)
    data[6] = 40
    found = read_tables(bytes(data), "x")
    assert [gap.reason for gap in found.gaps] == [GapReason.UNSUPPORTED]


@pytest.mark.parametrize("name", ["custom", "custom-stored"])
def test_an_archive_cut_anywhere_says_so(name: str) -> None:
    data = (GOLDEN / "pg-dump" / name / "base.dump").read_bytes()
    for size in range(12, len(data), 11):
        found = read_tables(data[:size], "x.dump")
        rows = len(found.of(*COLUMNS))
        assert found.gaps or rows == len(ROWS), size


@settings(max_examples=150, deadline=None)
@given(
    data=st.sampled_from([CUSTOM, STORED]),
    flips=st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 255)), max_size=12),
)
def test_flipped_bytes_neither_crash_nor_hang(data: bytes, flips: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for place, change in flips:
        changed[place % len(changed)] ^= change
    read_tables(bytes(changed), "x.dump")


def test_golden_archives_are_there() -> None:
    assert (GOLDEN / "pg-dump" / "custom" / EXPECTED).exists()
