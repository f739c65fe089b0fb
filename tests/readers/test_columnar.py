"""Parquet, Arrow and ORC as their library writes them, cut, damaged and out of proportion."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import orc

from leakscan.model.coverage import GapReason
from tests.readers.golden import GOLDEN
from tests.readers.tables import read_tables

FILES = sorted(
    path for kind in ("parquet", "arrow", "orc") for path in (GOLDEN / kind).glob("*/base.*")
)


def parquet(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def ipc(table: pa.Table) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


def orc_bytes(table: pa.Table) -> bytes:
    out = io.BytesIO()
    orc.write_table(table, out)
    return out.getvalue()


@pytest.mark.parametrize("write", [parquet, ipc, orc_bytes])
def test_many_rows_and_values_that_are_files(write: Callable[[pa.Table], bytes]) -> None:
    count = 20_000
    files = [b"%PDF-1.4\x00" + bytes([n]) * 300_000 if n < 3 else None for n in range(count)]
    table = pa.table(
        {
            "n": [f"n° {n}" for n in range(count)],
            "même": ["x"] * count,
            "doc": pa.array(files, pa.binary()),
        }
    )
    found = read_tables(write(table), "x")
    assert found.gaps == []
    assert [row[0] for row in found.of("n", "même", "doc")] == [f"n° {n}" for n in range(count)]
    assert found.members == [(f"doc/{n + 1}", files[n]) for n in range(3)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.suffix}")
def test_a_file_cut_anywhere_says_so(path: Path) -> None:
    data = path.read_bytes()
    whole = len(read_tables(data, path.name).rows)
    assert whole == 3
    for size in range(12, len(data), 29):
        found = read_tables(data[:size], path.name)
        assert found.gaps or len(found.rows) == whole, size


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.suffix}")
def test_flipped_bytes_neither_crash_nor_hang(path: Path) -> None:
    data = path.read_bytes()
    chance = np.random.default_rng(7)
    for _ in range(60):
        changed = bytearray(data)
        for place in chance.integers(len(data), size=3).tolist():
            changed[place] ^= int(chance.integers(1, 256))
        found = read_tables(bytes(changed), path.name)
        assert len(found.rows) <= 1000


def test_a_long_value_in_every_row_is_made_once() -> None:
    long = ["x" * 500_000, "y" * 500_000]
    indices = pa.array(np.arange(300) % 2, pa.int32())
    table = pa.table({"a": pa.DictionaryArray.from_arrays(indices, pa.array(long))})
    data = parquet(table, compression="zstd")
    assert len(data) < 10_000
    found = read_tables(data, "x.parquet", max_member_bytes=1 << 20)
    assert len(found.members) == 300


def test_an_encrypted_file_is_named() -> None:
    found = read_tables(b"PARE" + bytes(100) + b"PARE", "x.parquet")
    assert [gap.reason for gap in found.gaps] == [GapReason.ENCRYPTED]


def test_text_that_begins_like_a_format_is_text() -> None:
    for text in (b"ORCHIDECTOMIE prevue\n", b"PAR1S le 3 mai\n", b"Obj1 et Obj2\n"):
        assert read_tables(text, "x.txt").formats == ["text"]
