"""Golden files that other programs and libraries write: databases and binary tables.

``python -m tests.readers.golden_databases [format/case...]`` writes the folders anew. What it
writes differs from version to version of the libraries, so the files are kept and not compared
with the generator. For the folders of PostgreSQL, its environment variables name a server.
"""

import gc
import gzip
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from functools import partial
from pathlib import Path

import fastavro
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import feather, orc

from tests.readers import labelled
from tests.readers.golden import HEADER, ROWS, keep

DOCUMENT = gzip.compress(b"un compte rendu", mtime=0)


def sqlite_base(folder: Path) -> tuple[str, bytes]:
    """A table with all there is: names, a row number, a BLOB; and a table without rowid."""
    path = folder / "base.sqlite"
    names = ", ".join(f'"{name}" TEXT' for name in HEADER)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size=512")
        connection.execute(f"CREATE TABLE patient (id INTEGER PRIMARY KEY, {names}, doc BLOB)")
        values = [(n, *row, DOCUMENT if n == 1 else None) for n, row in enumerate(ROWS, 1)]
        connection.executemany("INSERT INTO patient VALUES (?,?,?,?,?,?,?)", values)
        connection.execute("CREATE TABLE note (t TEXT, n REAL, PRIMARY KEY (n)) WITHOUT ROWID")
        connection.execute("INSERT INTO note VALUES ('rien à signaler', 1.5)")
        connection.commit()
    return path.name, path.read_bytes()


def sqlite_deleted(folder: Path) -> tuple[str, bytes]:
    """A dropped table, whose pages still hold its rows."""
    path = folder / "efface.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size=512")
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE patient (nom TEXT, prenom TEXT, nir TEXT)")
        connection.executemany("INSERT INTO patient VALUES (?,?,?)", [row[:3] for row in ROWS] * 9)
        connection.commit()
        connection.execute("DROP TABLE patient")
        connection.commit()
    return path.name, path.read_bytes()


def sqlite_log(folder: Path) -> tuple[str, bytes]:
    """A write-ahead log that was not yet taken over."""
    path = folder / "base.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size=512")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE patient (nom TEXT, prenom TEXT, nir TEXT)")
        connection.executemany("INSERT INTO patient VALUES (?,?,?)", [row[:3] for row in ROWS])
        connection.commit()
        return "base.db-wal", path.with_name("base.db-wal").read_bytes()


def pg_archive(folder: Path, options: tuple[str, ...]) -> tuple[str, bytes]:
    """A table and a large object, dumped by PostgreSQL from a database made for it."""
    names = ", ".join(f'"{name}" text' for name in HEADER)
    script = f"CREATE TABLE patient (id serial, {names}, doc bytea);\n"
    for row in ROWS:
        values = ", ".join("'" + cell.replace("'", "''") + "'" for cell in row)
        script += f"INSERT INTO patient VALUES (DEFAULT, {values}, '\\x{DOCUMENT.hex()}');\n"
    script += f"SELECT lo_from_bytea(0, '\\x{DOCUMENT.hex()}');\n"
    run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL)
    run(["createdb", "golden"])
    try:
        run(["psql", "-q", "golden"], input=script.encode())
        run(["pg_dump", *options, "-f", folder / "base.dump", "golden"])
    finally:
        run(["dropdb", "golden"])
    return "base.dump", (folder / "base.dump").read_bytes()


def arrow_table() -> pa.Table:
    """The rows with a column of every kind that matters."""
    columns = {name: [row[n] or None for row in ROWS] for n, name in enumerate(HEADER)}
    return pa.table(
        {
            "id": pa.array([1, 2, 3], pa.int32()),
            **columns,
            "né le": pa.array([-813_024_000, None, 0], pa.timestamp("s")),
            "jour": pa.array([0, 1, None], pa.date32()),
            "taux": [1.0, 2.5, None],
            "adresse": [{"ville": "PARIS", "cp": "75001"}, None, {"ville": "LYON", "cp": None}],
            "codes": [["B24", "Z21"], [], None],
            "doc": [DOCUMENT, None, b"note"],
        }
    )


def parquet_file(folder: Path, codec: str) -> tuple[str, bytes]:
    """Row groups of two rows."""
    path = folder / "base.parquet"
    pq.write_table(arrow_table(), path, row_group_size=2, compression=codec)
    return path.name, path.read_bytes()


def arrow_file(folder: Path, kind: str) -> tuple[str, bytes]:
    """A file, a stream or Feather."""
    path, table = folder / f"base.{kind}", arrow_table()
    if kind == "feather":
        feather.write_feather(table, path)
    else:
        new = pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream
        with new(path, table.schema) as writer:
            writer.write_table(table)
    return path.name, path.read_bytes()


def orc_file(folder: Path) -> tuple[str, bytes]:
    """One stripe."""
    path = folder / "base.orc"
    orc.write_table(arrow_table(), path, compression="zlib")
    return path.name, path.read_bytes()


def avro_file(folder: Path, codec: str) -> tuple[str, bytes]:
    """The rows as records with a structure inside."""
    inner = {"type": "record", "name": "Adresse", "fields": [{"name": "ville", "type": "string"}]}
    optional = [{"name": "c" + str(n), "type": ["null", "string"]} for n in range(len(HEADER))]
    fields = [*optional, {"name": "adresse", "type": ["null", inner]}]
    fields.append({"name": "doc", "type": ["null", "bytes"]})
    schema = {"type": "record", "name": "Patient", "fields": fields}
    records = [
        {
            **{f"c{n}": cell or None for n, cell in enumerate(row)},
            "adresse": {"ville": "LYON"} if number else None,
            "doc": None if number else DOCUMENT,
        }
        for number, row in enumerate(ROWS)
    ]
    path = folder / "base.avro"
    with path.open("wb") as out:
        fastavro.writer(out, schema, records, codec=codec)
    return path.name, path.read_bytes()


def dbf_table(folder: Path, kind: str, codepage: str) -> tuple[str, bytes]:
    """The rows, and one that is marked as deleted; values of its own kind in Visual FoxPro."""
    import dbf

    specs = "nom C(20); prenom C(20); nir C(15); tel C(20); rques C(60); ne_le D; taux N(8,2); ok L"
    own = (-7, 1.5, 12.25, datetime(2020, 3, 1, 12, 30)) if kind == "vfp" else ()  # noqa: DTZ001
    specs += "; i I; b B; y Y; t T" if own else ""
    path = folder / "base.dbf"
    table = dbf.Table(str(path), specs, dbf_type=kind, codepage=codepage)
    with table.open(mode=dbf.READ_WRITE):
        for row in [*ROWS, ["EFFACÉ", *ROWS[0][1:]]]:
            cells = [cell.replace("\n", " ") for cell in row]
            table.append((*cells, date(1950, 1, 31), 1.25, True, *own))
        dbf.delete(table[len(ROWS)])
    del table
    gc.collect()
    return path.name, path.read_bytes()


def dbf_memo(folder: Path, kind: str, codepage: str) -> tuple[str, bytes]:
    """The memo file of a table."""
    import dbf

    path = folder / "base.dbf"
    table = dbf.Table(str(path), "nom C(20); note M", dbf_type=kind, codepage=codepage)
    with table.open(mode=dbf.READ_WRITE):
        for row in ROWS:
            table.append((row[0], row[4] or "rien"))
        table.append(("LONG", "à revoir, né, réglé " * 150))
    del table
    gc.collect()
    [memo] = [each for each in folder.iterdir() if each.suffix in {".dbt", ".fpt"}]
    return memo.name, memo.read_bytes()


def typed_columns() -> dict[str, list[object]]:
    """The labelled table with dates and numbers as such."""
    columns: dict[str, list[object]] = {
        name: [row[n] or None for row in labelled.ROWS] for n, name in enumerate(labelled.HEADER)
    }
    day = labelled.HEADER[labelled.DATE_COLUMN]
    columns[day] = [
        datetime.strptime(str(value), "%d/%m/%Y").date()  # noqa: DTZ007
        for value in columns[day]
    ]
    for n in labelled.NUMBER_COLUMNS:
        name, whole = labelled.HEADER[n], all("." not in row[n] for row in labelled.ROWS)
        columns[name] = [int(row[n]) if whole else float(row[n]) for row in labelled.ROWS]
    return columns


def typed_rows() -> list[tuple[object, ...]]:
    """The same, row by row."""
    return list(zip(*typed_columns().values(), strict=True))


def arrow_labelled(folder: Path, kind: str) -> tuple[str, bytes]:
    """The labelled table in a columnar format."""
    path, table = folder / f"table.{kind}", pa.table(typed_columns())
    write = {"parquet": pq.write_table, "feather": feather.write_feather}
    write.get(kind, orc.write_table)(table, path)
    return path.name, path.read_bytes()


def sqlite_labelled(folder: Path, encoding: str) -> tuple[str, bytes]:
    """The labelled table in SQLite, dates as text."""
    path = folder / "table.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size=512")
        connection.execute(f"PRAGMA encoding='{encoding}'")
        connection.execute(f"CREATE TABLE patient ({', '.join(labelled.HEADER)})")
        rows = [[str(v) if isinstance(v, date) else v for v in row] for row in typed_rows()]
        marks = ",".join("?" * len(labelled.HEADER))
        connection.executemany(f"INSERT INTO patient VALUES ({marks})", rows)
        connection.commit()
    return path.name, path.read_bytes()


def avro_labelled(folder: Path) -> tuple[str, bytes]:
    """The labelled table in Avro, whose names are plain ASCII."""
    path = folder / "table.avro"
    kinds: dict[type, object] = {
        str: ["null", "string"],
        int: "long",
        float: "double",
        date: {"type": "int", "logicalType": "date"},
    }
    rows, names = typed_rows(), [_plain(name) for name in labelled.HEADER]
    fields = [{"name": n, "type": kinds[type(v)]} for n, v in zip(names, rows[0], strict=True)]
    schema = {"type": "record", "name": "Patient", "fields": fields}
    with path.open("wb") as out:
        fastavro.writer(out, schema, [dict(zip(names, row, strict=True)) for row in rows])
    return path.name, path.read_bytes()


def dbf_labelled(folder: Path) -> tuple[str, bytes]:
    """The labelled table in dBase, whose names are ten letters."""
    import dbf

    names = [_plain(name)[:10] for name in labelled.HEADER]
    kinds = {str: "C(60)", int: "N(15,0)", float: "N(10,2)", date: "D"}
    rows = typed_rows()
    specs = "; ".join(f"{n} {kinds[type(v)]}" for n, v in zip(names, rows[0], strict=True))
    path = folder / "table.dbf"
    table = dbf.Table(str(path), specs, dbf_type="db3", codepage="cp850")
    with table.open(mode=dbf.READ_WRITE):
        for row in rows:
            table.append(tuple("" if value is None else value for value in row))
    return path.name, path.read_bytes()


def pg_labelled(folder: Path) -> tuple[str, bytes]:
    """The labelled table in an archive of pg_dump."""
    run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL)
    path = folder / "table.dump"
    run(["createdb", "golden"])
    try:
        kinds = {str: "text", int: "bigint", float: "numeric", date: "date"}
        rows = typed_rows()
        pairs = zip(labelled.HEADER, rows[0], strict=True)
        script = f"CREATE TABLE patient ({', '.join(f'{n} {kinds[type(v)]}' for n, v in pairs)});"
        for row in rows:
            cells = ["NULL" if v is None else "'" + str(v).replace("'", "''") + "'" for v in row]
            script += f"INSERT INTO patient VALUES ({', '.join(cells)});"
        run(["psql", "-q", "golden"], input=script.encode())
        run(["pg_dump", "-Fc", "-f", path, "golden"])
    finally:
        run(["dropdb", "golden"])
    return path.name, path.read_bytes()


def _plain(name: str) -> str:
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()


WRITERS: dict[str, Callable[[Path], tuple[str, bytes]]] = {
    "sqlite/base": sqlite_base,
    "sqlite/deleted": sqlite_deleted,
    "sqlite-log/wal": sqlite_log,
    "parquet/snappy": partial(parquet_file, codec="snappy"),
    "parquet/zstd": partial(parquet_file, codec="zstd"),
    "arrow/file": partial(arrow_file, kind="arrow"),
    "arrow/stream": partial(arrow_file, kind="arrows"),
    "arrow/feather": partial(arrow_file, kind="feather"),
    "orc/zlib": orc_file,
    "parquet/table": partial(arrow_labelled, kind="parquet"),
    "arrow/table": partial(arrow_labelled, kind="feather"),
    "orc/table": partial(arrow_labelled, kind="orc"),
    "sqlite/table": partial(sqlite_labelled, encoding="UTF-8"),
    "sqlite/utf16-table": partial(sqlite_labelled, encoding="UTF-16le"),
    "avro/table": avro_labelled,
    "dbf/table": dbf_labelled,
    "pg-dump/table": pg_labelled,
    "dbf-memo/dbase3": partial(dbf_memo, kind="db3", codepage="cp850"),
    "dbf-memo/visual-foxpro": partial(dbf_memo, kind="vfp", codepage="cp1252"),
    "dbf/dbase3": partial(dbf_table, kind="db3", codepage="cp850"),
    "dbf/clipper": partial(dbf_table, kind="clp", codepage="cp437"),
    "dbf/foxpro": partial(dbf_table, kind="fp", codepage="cp850"),
    "dbf/visual-foxpro": partial(dbf_table, kind="vfp", codepage="cp1252"),
    "avro/null": partial(avro_file, codec="null"),
    "avro/deflate": partial(avro_file, codec="deflate"),
    "pg-dump/custom": partial(pg_archive, options=("-Fc",)),
    "pg-dump/custom-stored": partial(pg_archive, options=("-Fc", "-Z0")),
}


def main() -> None:
    """Write the folders whose names begin with an argument, and what is read of them."""
    for case, write in WRITERS.items():
        if not case.startswith(tuple(sys.argv[1:]) or ""):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            name, data = write(Path(scratch))
        keep(case, name, data)


if __name__ == "__main__":
    main()
