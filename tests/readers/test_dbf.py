"""dBase tables as the `dbf` library writes them, in every dialect, cut and damaged."""

import gzip
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from tests.readers.documents import examine
from tests.readers.golden import GOLDEN, ROWS, source_of
from tests.readers.tables import read_tables

BASE = (GOLDEN / "dbf" / "dbase3" / "base.dbf").read_bytes()


FILES = sorted((GOLDEN / "dbf").glob("*/base.dbf"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_rows_of_every_dialect(path: Path) -> None:
    found = read_tables(path.read_bytes(), "x.dbf")
    assert found.formats == ["dbf"]
    assert found.gaps == []
    cells = [[cell.replace("\n", " ") for cell in row] for row in ROWS]
    rows = [row[:8] for _, row in found.rows]
    assert rows == [
        [*row, "1950-01-31", "1.25", "T"] for row in [*cells, ["EFFACÉ", *cells[0][1:]]]
    ]


def test_values_that_visual_foxpro_stores_in_binary() -> None:
    data = (GOLDEN / "dbf" / "visual-foxpro" / "base.dbf").read_bytes()
    row = read_tables(data, "x.dbf").rows[0][1]
    assert row[8:12] == ["-7", "1.5", "12.25", "2020-03-01 12:30:00"]


def test_many_rows() -> None:
    field = b"NOM".ljust(11, b"\0") + b"C" + bytes(4) + bytes([30, 0]) + bytes(14)
    head = struct.pack("<4BIHH20x", 3, 120, 1, 31, 20_000, 65, 31) + field + b"\r"
    data = head + b"".join(b" " + f"n {n}".encode().ljust(30) for n in range(20_000))
    found = read_tables(data, "x.dbf", chunk_bytes=5000)
    assert [row for _, [row] in found.rows] == [f"n {n}" for n in range(20_000)]


def test_an_undeclared_encoding_is_found_from_the_text() -> None:
    for codec in ("cp850", "cp1252", "utf-8"):
        name = "réglé opéré hépatite né".encode(codec).ljust(30)
        field = b"NOM".ljust(11, b"\0") + b"C" + bytes(4) + bytes([30, 0]) + bytes(14)
        head = struct.pack("<4BIHH20x", 3, 120, 1, 31, 1, 65, 31) + field + b"\r"
        assert read_tables(head + b" " + name, "x").rows[0][1] == ["réglé opéré hépatite né"]


def test_a_table_of_dbase_7() -> None:
    field = b"NOM_DE_FAMILLE".ljust(32, b"\0") + b"C" + bytes([10, 0]) + bytes(13)
    number = b"NUMERO".ljust(32, b"\0") + b"I" + bytes([4, 0]) + bytes(13)
    head = struct.pack("<4BIHH56x", 4, 120, 1, 31, 1, 68 + 97, 15) + field + number + b"\r"
    row = b" " + b"DURAND    " + (5).to_bytes(4, "little")
    found = read_tables(head + row, "x")
    assert found.of("NOM_DE_FAMILLE", "NUMERO") == [["DURAND", "5"]]


def test_a_table_cut_anywhere_says_so() -> None:
    header = struct.unpack_from("<H", BASE, 8)[0]
    for size in range(header, len(BASE) - 1, 9):
        found = read_tables(BASE[:size], "base.dbf")
        assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT], size


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 255)), max_size=8))
def test_flipped_bytes_neither_crash_nor_hang(flips: list[tuple[int, int]]) -> None:
    data = bytearray(BASE)
    for place, change in flips:
        data[place % len(data)] ^= change
    read_tables(bytes(data), "base.dbf")


@pytest.mark.parametrize("name", ["dbase3", "visual-foxpro"])
def test_memos_are_documents(name: str) -> None:
    path = source_of(GOLDEN / "dbf-memo" / name)
    found = read_tables(path.read_bytes(), path.name)
    assert found.formats == ["dbf-memo"]
    assert "enceinte de 22 SA; à revoir\n" in found.prose
    assert ("à revoir, né, réglé " * 149 in found.prose) == (name == "dbase3")
    for size in range(0, path.stat().st_size, 37):
        read_tables(path.read_bytes()[:size], path.name)


def test_memos_of_dbase_4() -> None:
    memo = "né le 31 à Évry".encode("cp850")
    data = struct.pack("<I", 3).ljust(512, b"\0")
    data += (b"\xff\xff\x08\x00" + struct.pack("<I", len(memo) + 8) + memo).ljust(512, b"\0")
    data += (b"\xff\xff\x08\x00" + struct.pack("<I", 12) + b"deux").ljust(512, b"\0")
    found = read_tables(data, "x.dbt", encoding="cp850")
    assert found.prose == "né le 31 à Évry\ndeux\n"


def test_memos_of_rich_text_and_files() -> None:
    rich = rb"{\rtf1\ansi Mme DURAND Zo\'e9, enceinte}"
    memos = [rich, gzip.compress(b"une note", mtime=0), "réglé".encode("cp1252")]
    data = struct.pack(">IHH", 9, 0, 64).ljust(512, b"\0")
    for memo in memos:
        whole = struct.pack(">II", 1, len(memo)) + memo
        data += whole + bytes(-len(whole) % 64)
    found = examine(data, "base.fpt")
    assert found.prose == "Mme DURAND Zoé, enceinte\nréglé\n"
    assert found.members == {"memo 2": memos[1]}
