"""Dumps with thousands of tables of a few rows: parts of one, by day or by customer."""

import pytest

from tests.readers.reading import read

COUNT = 2000
INSERTS = [
    f"CREATE TABLE t{n} (id int, nom text);\n-- partie {n}\nINSERT INTO t{n} VALUES (1, 'A{n}');\n"
    for n in range(COUNT)
]
COPIES = [f"-- partie {n}\nCOPY t{n} (id, nom) FROM stdin;\n1\tA{n}\n\\.\n" for n in range(COUNT)]


@pytest.mark.parametrize("parts", [INSERTS, COPIES], ids=["insert", "copy"])
@pytest.mark.parametrize("chunk_bytes", [1024, 1 << 20])
def test_rows_and_text_between_are_read(parts: list[str], chunk_bytes: int) -> None:
    data = "".join(parts).encode()
    found = read(data, "x.sql", chunk_bytes=chunk_bytes)
    assert found == read(data, "x.sql", chunk_bytes=30_000, dribble=5000)
    assert found.text == data
    names = [value.decode() for column, _, value in found.fields if column == "nom"]
    assert names == [f"A{n}" for n in range(COUNT)]
    assert len(found.loose) < 100


def test_other_columns_are_another_table() -> None:
    others = [f"INSERT INTO o{n} (nir) VALUES ('{n}');\n" for n in range(COUNT)]
    found = read("".join(INSERTS + others).encode(), "x.sql")
    assert [column for column, _, _ in found.fields[-COUNT:]] == ["nir"] * COUNT
