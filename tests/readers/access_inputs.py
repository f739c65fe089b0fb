"""Access databases of fictitious people, as `access_writer` writes them."""

import gzip
import struct
import zlib
from datetime import date, datetime

from tests.readers import labelled
from tests.readers.access_writer import (
    BOOLEAN,
    DATE,
    DELETED,
    DOUBLE,
    LONG,
    MEMO,
    OBJECT,
    TEXT,
    DatabaseWriter,
)

COLUMNS = [
    ("id", LONG),
    ("nom", TEXT),
    ("note", MEMO),
    ("doc", OBJECT),
    ("vu", BOOLEAN),
    ("le", DATE),
    ("FileData", OBJECT),
]
DOCUMENT = gzip.compress(b"un compte rendu", mtime=0)
LONG_NOTE = "Diabète de type 2 connu, enceinte de 22 SA, à revoir. " * 200
_KINDS = {str: TEXT, int: DOUBLE, float: DOUBLE, date: DATE}


def attached(data: bytes) -> bytes:
    """A file as Access 2007 and later attach it: compressed, after its ending."""
    head = struct.pack("<III", 12 + 8, 1, 8) + "txt".encode("utf-16-le") + bytes(2)
    return struct.pack("<II", 1, len(data)) + zlib.compress(head + data)


def embedded(data: bytes) -> bytes:
    """A file as a form of Access embeds it: an OLE 1 object behind a header."""
    name = b"Document\0"
    strings = struct.pack("<I", len(name)) + name + bytes(8)
    return (
        struct.pack("<HH16x", 0x1C15, 20)
        + struct.pack("<II", 0x501, 2)
        + strings
        + (struct.pack("<I", len(data)) + data)
    )


def database(*, jet_3: bool = False, ace: bool = False, key: int = 0) -> bytes:
    """Values of every kind, a long memo, files, a deleted row."""
    writer = DatabaseWriter(jet_3=jet_3, ace=ace, key=key)
    day = datetime(1890, 5, 1, 6)  # noqa: DTZ001
    rows = [
        (1, "DURAND", LONG_NOTE, embedded(DOCUMENT), True, day, None),
        (
            2,
            "L'HÉNORET",
            "rien",
            None,
            False,
            date(1979, 3, 1),
            attached(b"Une note jointe. " * 40),
        ),
        (3, "EFFACÉ", None, None, False, None, None),
        (-4, "BÉBÉ" * 60, "Léo", None, None, None, None),
    ]
    writer.add_table("patient", COLUMNS, rows, flags=[0, 0, DELETED, 0])
    writer.add_table("vide", COLUMNS[:2], [])
    return writer.written()


def table(*, jet_3: bool = False, ace: bool = False, key: int = 0) -> bytes:
    """The labelled table with dates and numbers as such, the comments as memos."""
    from tests.readers.golden_databases import typed_rows

    rows = typed_rows()
    kinds = [_KINDS[type(value)] for value in rows[0]]
    kinds[-1] = MEMO
    writer = DatabaseWriter(jet_3=jet_3, ace=ace, key=key)
    writer.add_table("patient", list(zip(labelled.HEADER, kinds, strict=True)), rows)
    return writer.written()


def inputs() -> dict[str, tuple[str, bytes]]:
    """File name and content of each case, by ``format/case``."""
    return {
        "access/base": ("base.mdb", database()),
        "access/jet3": ("base.mdb", database(jet_3=True)),
        "access/table": ("table.mdb", table()),
        "access/jet3-table": ("table.mdb", table(jet_3=True)),
        "access/ace-table": ("table.accdb", table(ace=True)),
        "access/encoded-table": ("table.mdb", table(key=0x5EED5EED)),
    }
