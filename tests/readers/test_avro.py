"""Avro files as fastavro writes them, in every codec, cut and damaged."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import fastavro
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from leakscan.readers.snappy import unsnappy
from tests.readers.tables import read_tables

SCHEMA: dict[str, Any] = {
    "type": "record",
    "name": "Patient",
    "namespace": "fr.labo",
    "fields": [
        {"name": "nom", "type": "string"},
        {"name": "age", "type": ["null", "int"], "default": None},
        {"name": "taux", "type": "double"},
        {"name": "vivant", "type": "boolean"},
        {"name": "ne_le", "type": {"type": "int", "logicalType": "date"}},
        {"name": "vu_le", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "prix", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9,
                                  "scale": 2}},
        {"name": "sexe", "type": {"type": "enum", "name": "Sexe", "symbols": ["F", "M"]}},
        {"name": "adresse", "type": ["null", {
            "type": "record", "name": "Adresse", "fields": [
                {"name": "ville", "type": "string"},
                {"name": "sexe2", "type": "Sexe"},
            ]}]},
        {"name": "codes", "type": {"type": "array", "items": "string"}},
        {"name": "notes", "type": {"type": "map", "values": "long"}},
        {"name": "mere", "type": ["null", "Patient"]},
        {"name": "doc", "type": ["null", "bytes"]},
    ],
}  # fmt: skip
COLUMNS = (
    "nom", "age", "taux", "vivant", "ne_le", "vu_le", "prix", "sexe", "adresse.ville",
    "adresse.sexe2", "codes", "notes", "mere", "doc",
)  # fmt: skip
PDF = b"%PDF-1.4\x00\x01 compte rendu"


def patient(name: str, **changes: object) -> dict[str, object]:
    return {
        "nom": name,
        "age": None,
        "taux": 1.5,
        "vivant": True,
        "ne_le": date(1950, 1, 31),
        "vu_le": datetime(2020, 3, 1, 12, 30, tzinfo=UTC),
        "prix": Decimal("-12.05"),
        "sexe": "F",
        "adresse": {"ville": "PARIS", "sexe2": "M"},
        "codes": ["B24", "Z21"],
        "notes": {"à": 1},
        "mere": None,
        "doc": None,
        **changes,
    }


def avro(rows: list[dict[str, object]], codec: str = "null", **options: object) -> bytes:
    out = io.BytesIO()
    fastavro.writer(out, SCHEMA, rows, codec=codec, **options)
    return out.getvalue()


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz"])
def test_values_of_every_kind(codec: str) -> None:
    mother = patient("MARTIN", adresse=None)
    rows = [patient("DURAND", mere=mother, doc=PDF, age=3), patient("HÉNORET", doc=b"note")]
    found = read_tables(avro(rows, codec), "x.avro")
    assert found.gaps == []
    first, second = found.of(*COLUMNS)
    assert first[:12] == [
        "DURAND", "3", "1.5", "True", "1950-01-31", "2020-03-01 12:30:00", "-12.05", "F",
        "PARIS", "M", '["B24", "Z21"]', '{"à": 1}',
    ]  # fmt: skip
    assert '"nom": "MARTIN"' in first[12]
    assert second[1] == ""
    assert second[13] == "note"
    assert found.members == [("doc/1", PDF)]


def test_many_blocks() -> None:
    data = avro([patient(f"n° {n}") for n in range(3000)], "deflate", sync_interval=2000)
    found = read_tables(data, "x.avro", chunk_bytes=5000)
    assert [row[0] for row in found.of(*COLUMNS)] == [f"n° {n}" for n in range(3000)]


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (b"\x05\x10hello", b"hello"),
        (b"\x0a\x10hello\x05\x05", b"hellohello"),
        (b"\x09\x00a\x11\x01", b"a" * 9),
        (b"\x08\x04ab\x16\x02\x00", b"abababab"),
        (b"\x46\xf0\x45" + b"x" * 70, b"x" * 70),
    ],
)
def test_snappy_blocks(block: bytes, text: bytes) -> None:
    assert unsnappy(block, 100) == text
    with pytest.raises(ValueError, match=r"^$"):
        unsnappy(block, 4)


def test_a_block_cannot_grow_without_bounds() -> None:
    out = io.BytesIO()
    schema = {"type": "record", "name": "r", "fields": [{"name": "t", "type": "string"}]}
    fastavro.writer(out, schema, [{"t": "x" * 100_000_000}], codec="deflate")
    found = read_tables(out.getvalue(), "x.avro")
    assert [gap.reason for gap in found.gaps] == [GapReason.TOO_LARGE]


def test_records_without_bytes_end() -> None:
    out = io.BytesIO()
    schema = {"type": "record", "name": "r", "fields": [{"name": "t", "type": "null"}]}
    fastavro.writer(out, schema, [{"t": None}])
    data = bytearray(out.getvalue())
    count = bytes([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F])
    at = len(data) - 18
    assert data[at] == 2
    found = read_tables(bytes(data[:at]) + count + bytes(data[at + 1 :]), "x.avro")
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]


def test_a_file_cut_anywhere_says_so() -> None:
    data = avro([patient("DURAND"), patient("HÉNORET")], "deflate")
    for size in range(5, len(data), 7):
        found = read_tables(data[:size], "x.avro")
        assert found.gaps or len(found.rows) in {0, 2}, size
        if found.gaps == []:
            assert size > data.index(b"avro.schema") + 100


@settings(max_examples=200, deadline=None)
@given(
    codec=st.sampled_from(["null", "deflate"]),
    flips=st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 255)), max_size=8),
)
def test_flipped_bytes_neither_crash_nor_hang(codec: str, flips: list[tuple[int, int]]) -> None:
    data = bytearray(avro([patient("DURAND"), patient("HÉNORET")], codec))
    for place, change in flips:
        data[place % len(data)] ^= change
    read_tables(bytes(data), "x.avro")
