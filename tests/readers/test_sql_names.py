"""Column names that hold signs of SQL, as exports of spreadsheets have them."""

import pytest

from tests.readers.tables import read_tables

NAMES = ("nom d'usage", "Résultat (g/L)", "a, b", "né(e) le")
CREATE = ", ".join(f'"{name}" text' for name in NAMES)
LIST = ", ".join(f'"{name}"' for name in NAMES)
VALUES = ["DURAND", "1,2", "x", "1950-01-01"]
ROW = ", ".join(f"'{value}'" for value in VALUES)


@pytest.mark.parametrize(
    "script",
    [
        f"CREATE TABLE t ({CREATE});\nINSERT INTO t VALUES ({ROW});\n",
        f"-- x\nINSERT INTO t ({LIST}) VALUES ({ROW});\n",
        f"-- x\nINSERT INTO t ({LIST}) VALUES ({ROW});\n".replace('"', "`"),
        "-- x\nINSERT INTO t (" + ", ".join(f"[{name}]" for name in NAMES) + f") VALUES ({ROW});\n",
        f"-- PostgreSQL\nCOPY t ({LIST}) FROM stdin;\n" + "\t".join(VALUES) + "\n\\.\n",
    ],
)
def test_names_are_read_whole(script: str) -> None:
    assert read_tables(script.encode(), "x.sql").of(*NAMES) == [VALUES]
