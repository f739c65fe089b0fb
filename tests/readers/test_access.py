"""Access databases: what `access_writer` writes, and what Access wrote (``access/written``).

That one is ``examples/node-adodb.mdb`` of the npm package node-adodb 5.0.3, under the MIT
licence, with three users whom nobody is.
"""

import gzip
import io
import random
import struct

import pytest

from leakscan.model.coverage import GapReason
from leakscan.raw.embedded import Embedded
from leakscan.readers.access_tables import Column
from leakscan.readers.access_values import object_in, text_in, value_of
from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.access_inputs import COLUMNS, LONG_NOTE, attached, database, table
from tests.readers.access_writer import (
    DELETED,
    DOUBLE,
    LONG,
    MEMO,
    OBJECT,
    POINTER,
    TEXT,
    DatabaseWriter,
)
from tests.readers.documents import examine
from tests.readers.golden import GOLDEN
from tests.readers.reading import read

VARIANTS = [
    {},
    {"jet_3": True},
    {"ace": True},
    {"key": 0x1234ABCD},
    {"jet_3": True, "key": 7},
]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_values_of_every_kind(variant: dict[str, int]) -> None:
    found = examine(database(**variant))
    assert (found.formats, found.gaps) == (["access"], [])
    assert found.tables[0].table is not None
    assert found.tables[0].table.columns == [name for name, _ in COLUMNS]
    first, second, deleted, last = found.rows(1)
    assert first == ["1", "DURAND", LONG_NOTE, "", "True", "1890-05-01 06:00:00", ""]
    assert second == ["2", "L'HÉNORET", "rien", "", "False", "1979-03-01", second[-1]]
    assert second[-1].startswith("Une note jointe. Une")
    assert deleted[:2] == ["3", "EFFACÉ"]
    assert last[:3] == ["-4", "BÉBÉ" * 60, "Léo"]
    assert list(found.members) == ["patient/doc/1"]


@pytest.mark.parametrize("pointer", [0xFFFFFF00, 0x1FF])
@pytest.mark.parametrize("flag", [0, DELETED])
def test_a_memo_that_leads_nowhere_leaves_its_row(pointer: int, flag: int) -> None:
    writer = DatabaseWriter()
    columns = [("nom", TEXT), ("note", MEMO), ("n", LONG)]
    rows = [("DURAND", "x" * 9000, 7), ("MARTIN", "rien", 8)]
    writer.add_table("t", columns, rows, flags=[flag, 0])
    data = bytearray(writer.written())
    field = data.find(struct.pack("<I", 9002))
    struct.pack_into("<I", data, field + 4, pointer)
    found = examine(bytes(data))
    assert found.rows(1) == [["DURAND", "", "7"], ["MARTIN", "rien", "8"]]
    told = [] if flag else ["1 damaged rows or values of a database"]
    assert [gap.where for gap in found.gaps] == told


@pytest.mark.parametrize("flag", [0, DELETED])
def test_a_memo_whose_chain_breaks_is_read_as_far_as_it_goes(flag: int) -> None:
    writer = DatabaseWriter()
    writer.add_table("t", [("nom", TEXT), ("note", MEMO)], [("DURAND", "x" * 9000)], flags=[flag])
    data = bytearray(writer.written())
    [first] = [
        at + row
        for at in range(0, len(data), 4096)
        if data[at + 4 : at + 8] == b"LVAL"
        for row in struct.unpack_from("<H", data, at + 14)
        if data[at + row + 4 : at + row + 6] == b"\xff\xfe"
    ]
    struct.pack_into("<I", data, first, 0)
    found = examine(bytes(data))
    assert found.rows(1) == [["DURAND", "x" * 4030]]
    told = [] if flag else ["1 damaged rows or values of a database"]
    assert [gap.where for gap in found.gaps] == told


def test_files_of_one_row_that_memory_is_not_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.readers.typed_tables.MAX_WAITING_BYTES", 3_000_000)
    monkeypatch.setattr("leakscan.readers.typed_tables._MAX_WAITING", 1_000_000)
    file = attached(gzip.compress(b"", mtime=0) + bytes(1_000_000))
    writer = DatabaseWriter(ace=True)
    columns = [("n", LONG), *[("FileData", OBJECT)] * 5]
    writer.add_table("t", columns, [(1, *[file] * 5), (2, *[file] * 2, *[None] * 3)])
    reading = open_member(io.BytesIO(writer.written()), "", ReadOptions())
    items = list(reading.items())
    members = [item for item in items if isinstance(item, Embedded)]
    told = [member.gap.reason if member.gap else None for member in members]
    assert told == [None] * 2 + [GapReason.TOO_LARGE] * 3 + [None] * 2
    assert {member.size for member in members} == {1_000_020}
    assert [member.open().read(10) for member in members[2:5]] == [b""] * 3


def test_written_by_access() -> None:
    [path] = GOLDEN.glob("access/written/*.mdb")
    found = examine(path.read_bytes())
    assert found.gaps == []
    assert found.rows(1) == [
        ["1", "Nuintun", "Male", "1989-01-25", "True"],
        ["2", "Angela", "Female", "1988-12-18", "False"],
        ["3", "张三", "男", "1986-12-18", "True"],
    ]


def test_many_rows_on_many_pages() -> None:
    writer = DatabaseWriter()
    writer.add_table("t", [("n", LONG), ("x", DOUBLE)], [(n, n / 4) for n in range(2000)])
    assert examine(writer.written()).rows(1) == [[str(n), f"{n / 4:.10g}"] for n in range(2000)]


def test_a_row_that_moved_is_read_where_it_is() -> None:
    writer = DatabaseWriter()
    writer.add_table("t", [("a", TEXT)], [("ancien",), ("nouveau",)], flags=[POINTER, 0x8000])
    assert examine(writer.written()).rows(1) == [["nouveau"]]


def test_compressed_text() -> None:
    assert text_in(b"\xff\xfeab\0" + "☃é☃".encode("utf-16-le") + b"\0cd") == "ab☃é☃cd"
    assert text_in("☃a".encode("utf-16-le")) == "☃a"
    for size in range(10):
        text_in((b"\xff\xfea\0\x13\x26\0b")[:size])


@pytest.mark.parametrize(
    ("kind", "scale", "data", "expected"),
    [
        (2, 0, b"\xff", "255"),
        (5, 0, struct.pack("<q", -12_3456), "-12.3456"),
        (6, 0, struct.pack("<f", 0.1), "0.1"),
        (8, 0, struct.pack("<d", -1.25), "1899-12-29 06:00:00"),
        (8, 0, struct.pack("<d", 0.5), "12:00:00"),
        (16, 2, b"\x80" + struct.pack("<4I", 0, 0, 1, 5), "-42949673.01"),
        (19, 0, struct.pack("<q", -(2**40)), str(-(2**40))),
        (20, 0, b"0000000000000723850:0000000000000000000:7\0", "1982-11-02"),
    ],
)
def test_values(kind: int, scale: int, data: bytes, expected: str) -> None:
    from leakscan.readers.cell_values import text_of

    value = value_of(data, Column("", kind, 0, 0, True, len(data), scale))  # noqa: FBT003
    assert text_of(value) == expected


def test_an_object_that_is_none_stays_as_it_is() -> None:
    assert object_in(b"%PDF-1.4") == b"%PDF-1.4"


def test_a_password_since_2007_is_told() -> None:
    found = read(database(ace=True, key=0x1234))
    assert [gap.reason for gap in found.gaps] == [GapReason.ENCRYPTED]


def test_a_table_without_definition_gives_its_strings() -> None:
    data = bytearray(table())
    [owner] = [at for at in range(0x3000, len(data), 4096) if data[at] == 2]
    data[owner] = 9
    found = read(bytes(data))
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]
    assert b"DURAND" in found.text


def test_without_a_catalog_tables_have_no_names_but_rows() -> None:
    data = bytearray(database())
    data[0x2000] = 9
    found = examine(bytes(data))
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]
    assert found.rows(1)[0][1] == "DURAND"


def test_in_a_pipe_beyond_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.readers.feed.ByteFeed.as_file.__defaults__", (100,))
    found = read(database(), dribble=1000)
    assert [gap.reason for gap in found.gaps] == [GapReason.TOO_LARGE]
    assert b"DURAND" in found.text


@pytest.mark.parametrize("variant", VARIANTS[:2], ids=str)
def test_cut_anywhere(variant: dict[str, int]) -> None:
    data = database(**variant)
    for size in range(20, len(data), 73):
        found = read(data[:size])
        assert found.gaps or size % (2048 if variant else 4096) == 0


@pytest.mark.parametrize("seed", range(150))
def test_damaged(seed: int) -> None:
    luck = random.Random(seed)
    data = bytearray(database(**VARIANTS[seed % 3]))
    for _ in range(luck.choice([1, 8, 64])):
        data[luck.randrange(20, len(data))] = luck.randrange(256)
    read(bytes(data))


def test_memos_that_share_a_chain_are_read_some_times() -> None:
    writer = DatabaseWriter()
    rows = [(n, LONG_NOTE * 40) for n in range(2)] + [(n, "x") for n in range(300)]
    writer.add_table("t", [("n", LONG), ("m", 12)], rows)
    data = writer.written()
    field = data.find(struct.pack("<I", len(b"\xff\xfe") + len(LONG_NOTE) * 40))
    chain = data[field : field + 12]
    short = struct.pack("<III", 3 + 0x80000000, 0, 0) + b"x\0"
    shared = data.replace(short[:12], chain)
    found = read(shared)
    assert sum(map(len, (text for _, text in found.records))) < 9 * len(data) + 17 * 1024 * 1024


def test_chains_in_circles_end() -> None:
    writer = DatabaseWriter()
    writer.add_table("t", [("m", 12)], [("y" * 9000,)])
    data = bytearray(writer.written())
    places = [at for at in range(0, len(data), 4096) if data[at + 4 : at + 8] == b"LVAL"]
    for at in places:
        (row,) = struct.unpack_from("<H", data, at + 14)
        struct.pack_into("<I", data, at + row, places[0] // 4096 << 8)
    assert read(bytes(data)).formats == ["access"]


def test_a_row_has_no_more_cells_than_bits() -> None:
    writer = DatabaseWriter()
    writer.add_table("t", [(f"c{n}", LONG) for n in range(60)], [[1] * 60])
    data = bytearray(writer.written())
    page, count = 0x4000, 500
    assert data[page] == 1
    ends = [4096 - 4 * n for n in range(1, count + 1)]
    struct.pack_into(f"<H{count}H", data, page + 12, count, *ends)
    data[page + ends[-1] : page + 4096] = b"\x10\0\0\0" * count
    found = examine(bytes(data))
    assert found.gaps == []
    assert {len(row) for row in found.rows(1)} <= {16}
