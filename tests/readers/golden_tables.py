"""The labelled table as other programs write it: text of several kinds, and archives of it.

``python -m tests.readers.golden_tables`` writes the folders; it needs pandas and the usual
packers (zip, 7-Zip, GNU tar, ar, gzip, bzip2, xz, zstd, lz4, genisoimage). Their bytes depend on
versions and dates, so they are kept and not written again by a test.
"""

import io
import sqlite3
from collections.abc import Callable

from tests.readers.golden import keep
from tests.readers.golden_archives import tool
from tests.readers.labelled import HEADER, ROWS, table_csv

_PACKED = {
    "zip/table": ("x.zip", "zip -q x.zip t.csv && mv x.zip out"),
    "7z/table": ("x.7z", "7z a x.7z t.csv && mv x.7z out"),
    "tar/table": ("x.tar", "tar cf out t.csv"),
    "tar/xz-table": ("x.tar.xz", "tar cJf out t.csv"),
    "ar/table": ("x.ar", "ar rc out t.csv"),
    "cpio/table": ("x.cpio", "echo t.csv | cpio -o -H newc > out"),
    "iso/table": ("x.iso.gz", "genisoimage -quiet -J -o x.iso t.csv && gzip -c x.iso > out"),
    "gzip/table": ("t.csv.gz", "gzip -c t.csv > out"),
    "bzip2/table": ("t.csv.bz2", "bzip2 -c t.csv > out"),
    "xz/table": ("t.csv.xz", "xz -c t.csv > out"),
    "zstd/table": ("t.csv.zst", "zstd -qc t.csv > out"),
    "lz4/table": ("t.csv.lz4", "lz4 -qc t.csv > out"),
}


def _frame():  # type: ignore[no-untyped-def]  # noqa: ANN202 - of pandas
    import pandas as pd

    return pd.DataFrame(ROWS, columns=HEADER, dtype=str)


def _sqlite_dump() -> bytes:
    """What ``.dump`` of SQLite writes."""
    connection = sqlite3.connect(":memory:")
    _frame().to_sql("patient", connection, index=False)
    return "\n".join(connection.iterdump()).encode()


def _json(*, lines: bool) -> bytes:
    out = io.StringIO()
    _frame().to_json(out, orient="records", lines=lines, force_ascii=False)
    return out.getvalue().encode()


_TEXTS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "json/table": lambda: ("t.json", _json(lines=False)),
    "json/ndjson-table": lambda: ("t.ndjson", _json(lines=True)),
    "sql/table": lambda: ("t.sql", _sqlite_dump()),
    "xml/pandas-table": lambda: ("t.xml", _frame().to_xml(index=False, parser="lxml").encode()),
    "delimited/pipe-table": lambda: ("t.txt", _frame().to_csv(sep="|", index=False).encode()),
    "delimited/utf16-table": lambda: (
        "t.tsv",
        _frame().to_csv(sep="\t", index=False).encode("utf-16"),
    ),
}


def main() -> None:
    """Write every folder."""
    for case, make in _TEXTS.items():
        keep(case, *make())
    for case, (name, script) in _PACKED.items():
        keep(case, name, tool("sh", "-ec", script, **{"t.csv": table_csv()}))


if __name__ == "__main__":
    main()
