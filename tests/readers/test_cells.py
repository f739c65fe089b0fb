"""What stands in the cells of databases: rich text in its row, documents as members."""

import bz2
import gzip
import io
import lzma
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.readers.access_writer import MEMO, OBJECT, TEXT, DatabaseWriter
from tests.readers.documents import Found, examine

RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\pard\f0 Mme DURAND Zo\'e9, "
    r"diab\'e8te connu\par{\b enceinte}}"
)
NOTE = "Mme DURAND Zoé, diabète connu\nenceinte"
LONG = RTF[:-1] + r"\par " + "suite " * 60 + "}"
WITH_OBJECT = RTF[:-1] + r"{\object\objemb{\*\objdata 41424344}}}"


def sqlite(folder: Path, note: str | bytes, first: str = "") -> bytes:
    """The note in SQLite."""
    path = folder / "a.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(first)
        connection.execute("CREATE TABLE t (nom TEXT, note)")
        connection.execute("INSERT INTO t VALUES ('DURAND', ?)", (note,))
        connection.commit()
    return path.read_bytes()


def sqlite_utf16(folder: Path, note: str | bytes) -> bytes:
    """The note in SQLite, whose texts are in UTF-16."""
    return sqlite(folder, note, "PRAGMA encoding='UTF-16le'")


def parquet(_: Path, note: str | bytes) -> bytes:
    """The note in Parquet."""
    out = io.BytesIO()
    pq.write_table(pa.table({"nom": ["DURAND"], "note": [note]}), out)
    return out.getvalue()


def access(_: Path, note: str | bytes) -> bytes:
    """The note in Access."""
    writer = DatabaseWriter()
    kind = MEMO if isinstance(note, str) else OBJECT
    writer.add_table("t", [("nom", TEXT), ("note", kind)], [("DURAND", note)])
    return writer.written()


WRITERS = pytest.mark.parametrize("write", [sqlite, sqlite_utf16, parquet, access])


def _note(found: Found) -> str:
    [chunk] = found.tables
    return chunk.data.decode().removeprefix("DURAND;").rstrip("\n")


@WRITERS
@pytest.mark.parametrize("encode", [str, lambda text: text.encode()])
def test_rich_text_is_read_in_its_row(write, encode, tmp_path: Path) -> None:  # noqa: ANN001
    found = examine(write(tmp_path, encode(RTF)))
    assert (_note(found), found.members) == (NOTE, {})
    assert _note(examine(write(tmp_path, encode(LONG)))).startswith(NOTE + "\nsuite suite")


@WRITERS
@pytest.mark.parametrize("encode", [str, lambda text: text.encode()])
def test_rich_text_with_files_is_a_file(write, encode, tmp_path: Path) -> None:  # noqa: ANN001
    found = examine(write(tmp_path, encode(WITH_OBJECT)))
    assert _note(found) == ""
    assert list(found.members.values()) == [WITH_OBJECT.encode()]


@WRITERS
def test_long_text_is_a_member(write, tmp_path: Path) -> None:  # noqa: ANN001
    note = "\n".join(f"Mme DURAND Zoé, diabète connu, page {number}" for number in range(9000))
    found = examine(write(tmp_path, note))
    assert _note(found) == ""
    assert list(found.members.values()) == [note.encode()]


@WRITERS
@pytest.mark.parametrize("note", [b"BZhang est venue", b"Rar! rien", b"7z\xc2\xbc"])
def test_a_note_that_begins_like_an_archive_stays(write, note, tmp_path: Path) -> None:  # noqa: ANN001
    found = examine(write(tmp_path, note))
    assert (_note(found), found.members) == (note.decode(), {})


@WRITERS
@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_note_is_a_file(write, compress, tmp_path: Path) -> None:  # noqa: ANN001
    found = examine(write(tmp_path, compress(NOTE.encode())))
    assert (_note(found), len(found.members)) == ("", 1)


@WRITERS
def test_an_archive_in_a_cell_is_a_file(write, tmp_path: Path) -> None:  # noqa: ANN001
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("note.txt", NOTE)
    found = examine(write(tmp_path, held.getvalue()))
    assert _note(found) == ""
    assert list(found.members.values()) == [held.getvalue()]
