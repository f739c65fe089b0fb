"""SQLite databases as SQLite writes them, whole, damaged and with deleted rows."""

import base64
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from leakscan.readers.feed import ByteFeed
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.readers.sqlite_schema import schema_of
from tests.readers.reading import Dribble
from tests.readers.tables import Tables, read_tables

ROWS = [("DURAND", "Zoé", 1.5, 7, None), ("L'HÉNORET", "Anaïs\nb", -2.0, -(2**40), "0")]


def database(
    tmp_path: Path, *statements: str, rows: Iterable[tuple[str, tuple[object, ...]]] = ()
) -> Path:
    path = tmp_path / "base.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        for statement in statements:
            connection.execute(statement)
        for statement, values in rows:
            connection.execute(statement, values)
        connection.commit()
    return path


def tables(path: Path, **options: object) -> Tables:
    return read_tables(path.read_bytes(), path.name, **options)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
@pytest.mark.parametrize("page_size", [512, 4096, 65536])
def test_rows_have_names_and_values(tmp_path: Path, encoding: str, page_size: int) -> None:
    path = database(
        tmp_path,
        f"PRAGMA encoding='{encoding}'",
        f"PRAGMA page_size={page_size}",
        'CREATE TABLE patient (nom TEXT, "prénom d\'usage" TEXT, r REAL, n INT, v)',
        rows=[("INSERT INTO patient VALUES (?,?,?,?,?)", row) for row in ROWS],
    )
    found = tables(path)
    assert found.formats == ["sqlite"]
    assert found.gaps == []
    assert found.of("nom", "prénom d'usage", "r", "n", "v") == [
        ["DURAND", "Zoé", "1.5", "7", ""],
        ["L'HÉNORET", "Anaïs\nb", "-2", str(-(2**40)), "0"],
    ]


def test_many_rows_over_several_levels_of_pages(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "PRAGMA page_size=512",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)",
        "CREATE INDEX i ON t (a)",
        rows=[
            ("INSERT INTO t (a, b) VALUES (?,?)", (f"n° {n}", "x" * (n % 900))) for n in range(2000)
        ],
    )
    found = tables(path, chunk_bytes=5000)
    assert found.gaps == []
    assert found.of("id", "a", "b") == [
        [str(n + 1), f"n° {n}", "x" * (n % 900)] for n in range(2000)
    ]


def test_a_table_without_rowid_has_its_key_first(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "PRAGMA page_size=512",
        "CREATE TABLE t (a TEXT, b TEXT, c INT, d TEXT, PRIMARY KEY (c, a)) WITHOUT ROWID",
        rows=[("INSERT INTO t VALUES (?,?,?,?)", (f"a{n}", "b" * 40, n, None)) for n in range(300)],
    )
    found = tables(path)
    rows = found.of("c", "a", "b", "d")
    assert sorted(rows, key=lambda row: int(row[0])) == [
        [str(n), f"a{n}", "b" * 40, ""] for n in range(300)
    ]
    assert found.gaps == []


def test_values_that_are_not_stored_are_filled_in(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "CREATE TABLE t (x INT, v TEXT GENERATED ALWAYS AS (x || 'v') VIRTUAL,"
        " s TEXT AS (x || 's') STORED)",
        "INSERT INTO t (x) VALUES (5)",
        "ALTER TABLE t ADD COLUMN y TEXT DEFAULT 'dé''faut'",
        "CREATE TABLE k (n INTEGER, w TEXT, PRIMARY KEY (n))",
        "INSERT INTO k (w) VALUES ('un'), ('deux')",
    )
    found = tables(path)
    assert found.of("x", "s", "y") == [["5", "5s", "dé'faut"]]
    assert found.of("n", "w") == [["1", "un"], ["2", "deux"]]


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("CREATE TABLE t(a,b)", ["a", "b"]),
        ("CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, b)", ["*id", "b"]),
        ("CREATE TABLE t(id INTEGER PRIMARY KEY DESC, b)", ["id", "b"]),
        ("CREATE TABLE t(id INT PRIMARY KEY, b)", ["id", "b"]),
        ('CREATE TABLE "t"([a b] TEXT, `c` DECIMAL(10,2) /* (,) */, -- x,\n"d""e")',
         ["a b", "c", 'd"e']),
        ("CREATE TABLE t(a TEXT CHECK (a IN ('x,y', ')')), b, CONSTRAINT c UNIQUE (a, b))",
         ["a", "b"]),
        ("CREATE TABLE t(a, b, PRIMARY KEY (b)) WITHOUT ROWID", ["b", "a"]),
        ("CREATE TABLE t(a, b TEXT PRIMARY KEY, c) STRICT, WITHOUT ROWID", ["b", "a", "c"]),
        ("CREATE VIRTUAL TABLE t USING fts5", []),
        ("CREATE TABLE t(a, b, ", ["a", "b"]),
        ("", []),
    ],
)  # fmt: skip
def test_statements_are_understood(sql: str, columns: list[str]) -> None:
    found = schema_of("t", 2, sql).columns
    assert [("*" if column.rowid else "") + column.name for column in found] == columns


def test_files_and_long_texts_become_members(tmp_path: Path) -> None:
    pdf = b"%PDF-1.4\n" + bytes(range(256)) * 40
    picture = b"\x89PNG\r\n\x1a\n" + bytes(3_000_000)
    path = database(
        tmp_path,
        "CREATE TABLE doc (id INTEGER PRIMARY KEY, titre TEXT, corps, fin INT)",
        rows=[
            ("INSERT INTO doc VALUES (?,?,?,?)", row)
            for row in [
                (1, "compte rendu", pdf, 11),
                (2, "image", picture, 12),
                (3, "lettre", "é" * 400_000, 13),
                (4, "note", "été".encode(), 14),
                (5, "unicode", "été réglé".encode("utf-16-le"), 15),
                (6, "reste", b"\x01\x02DURAND\x03", 16),
            ]
        ],
    )
    found = tables(path)
    assert found.gaps == []
    assert found.members == [
        ("doc/corps/1", pdf),
        ("doc/corps/2", picture),
        ("doc/corps/3", ("é" * 400_000).encode()),
    ]
    assert found.of("id", "titre", "corps", "fin") == [
        ["1", "compte rendu", "", "11"],
        ["2", "image", "", "12"],
        ["3", "lettre", "", "13"],
        ["4", "note", "été", "14"],
        ["5", "unicode", "été réglé", "15"],
        ["6", "reste", "DURAND", "16"],
    ]


def test_deleted_rows_of_free_pages_are_read(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "CREATE TABLE kept (x TEXT)",
        "CREATE TABLE t (a TEXT, b TEXT)",
        rows=[("INSERT INTO t VALUES (?,?)", (f"effacé {n}", "DURAND")) for n in range(2000)],
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM t WHERE rowid < 1900")
        connection.commit()
    found = {row[0] for row in tables(path).of("a", "b")}
    assert {f"effacé {n}" for n in range(1899, 2000)} <= found
    assert len(found) > 1000

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DROP TABLE t")
        connection.commit()
    found = {row[0] for _, row in tables(path).rows}
    assert len(found) > 1000


def test_logs_beside_a_database_are_read(tmp_path: Path) -> None:
    path = database(tmp_path, "PRAGMA journal_mode=WAL", "CREATE TABLE t (a TEXT, b TEXT)")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO t VALUES ('DURAND', 'dans le journal')")
        connection.commit()
        log = path.with_name("base.db-wal").read_bytes()
    found = read_tables(log, "base.db-wal")
    assert found.formats == ["sqlite-log"]
    assert ["DURAND", "dans le journal"] in [row for _, row in found.rows]


def test_the_rollback_journal_is_read(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "CREATE TABLE t (a TEXT, b TEXT)",
        "INSERT INTO t VALUES ('DURAND', 'avant')",
    )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("PRAGMA cache_spill=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE t SET b = 'après'")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [("x" * 2000, "y")] * 50)
        journal = path.with_name("base.db-journal").read_bytes()
        connection.rollback()
    found = read_tables(journal, "base.db-journal")
    assert ["DURAND", "avant"] in [row for _, row in found.rows]


def small(tmp_path: Path) -> bytes:
    path = database(
        tmp_path,
        "PRAGMA page_size=512",
        "CREATE TABLE t (a TEXT, b TEXT)",
        "CREATE TABLE w (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID",
        rows=[
            *[("INSERT INTO t VALUES (?,?)", (f"ligne {n}", "b" * 30)) for n in range(30)],
            *[("INSERT INTO w VALUES (?,?)", (f"clé {n}", "b" * 200)) for n in range(5)],
            ("INSERT INTO t VALUES (?,?)", ("longue", "é" * 2000)),
        ],
    )
    return path.read_bytes()


def test_a_database_cut_anywhere_says_so_and_gives_what_is_there(tmp_path: Path) -> None:
    data = small(tmp_path)
    whole = len(read_tables(data, "base.db").rows)
    assert whole == 36
    for size in range(16, len(data), 13):
        found = read_tables(data[:size], "base.db")
        assert found.gaps, size
        assert all(gap.where for gap in found.gaps)
        if size > len(data) - 512:
            assert len(found.rows) >= whole - 15


@settings(max_examples=150, deadline=None)
@given(flips=st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 255)), max_size=12))
def test_flipped_bytes_neither_crash_nor_hang(
    flips: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(_cached(tmp_path_factory))
    for place, change in flips:
        data[place % len(data)] ^= change
    found = read_tables(bytes(data), "base.db")
    assert len(found.rows) < 500


_SMALL: list[bytes] = []


def _cached(factory: pytest.TempPathFactory) -> bytes:
    if not _SMALL:
        _SMALL.append(small(factory.mktemp("small")))
    return _SMALL[0]


def test_a_chain_of_pages_in_a_circle_ends(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "PRAGMA page_size=512",
        "CREATE TABLE t (a)",
        rows=[("INSERT INTO t VALUES (?)", ("x" * 100_000,))] * 3,
    )
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 512):
        data[page * 512 : page * 512 + 4] = (page + 1).to_bytes(4, "big")
    found = read_tables(bytes(data), "base.db")
    assert len(found.rows) <= 3


def test_page_by_page_when_it_cannot_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = database(
        tmp_path,
        "CREATE TABLE t (a TEXT, b TEXT)",
        rows=[("INSERT INTO t VALUES (?,?)", (f"n° {n}", "DURAND")) for n in range(500)],
    )
    monkeypatch.setattr(ByteFeed.as_file, "__defaults__", (1000,))
    reading = open_member(Dribble(path.read_bytes(), 4000), "base.db", ReadOptions())
    text = b"".join(chunk.data for chunk in reading.chunks()).decode()
    assert all(f"n° {n};DURAND" in text for n in range(500))
    assert [gap.reason for gap in reading.gaps] == [GapReason.TOO_LARGE]


def test_cells_that_all_point_to_one_record_end(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "PRAGMA page_size=65536",
        "CREATE TABLE t (a)",
        rows=[("INSERT INTO t VALUES (?)", ("x" * 30_000,))],
    )
    data = bytearray(path.read_bytes())
    page = 65536
    place = data[page + 8 : page + 10]
    data[page + 3 : page + 5] = (16_000).to_bytes(2, "big")
    data[page + 8 : page + 8 + 32_000] = bytes(place) * 16_000
    found = read_tables(bytes(data), "base.db")
    assert len(found.rows) <= 2
    assert found.gaps


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le"])
def test_files_in_base64_cells_are_members(tmp_path: Path, encoding: str) -> None:
    pdf = b"%PDF-1.4\n" + bytes(range(256)) * 40
    texts = [
        base64.b64encode(pdf).decode(),
        "data:application/pdf;base64," + base64.b64encode(pdf).decode(),
        "0x" + pdf.hex(),
        "a" * 400,
        "note " * 100,
    ]
    path = database(
        tmp_path,
        f"PRAGMA encoding='{encoding}'",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, doc)",
        rows=[("INSERT INTO t (doc) VALUES (?)", (text,)) for text in texts],
    )
    found = tables(path)
    assert found.members == [(f"t/doc/{n}", pdf) for n in (1, 2, 3)]
    assert [row[1] for row in found.of("id", "doc")] == ["", "", "", *texts[3:]]
