"""Text below a table is read as text, and a table below that text as a table."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detectors.scanning import counts_of
from tests.readers.reading import read

HEADER = "ipp;nom;prenom;ddn;remarque;tel\n"
COUNT = 2000
ROWS = "".join(
    f"{80000000 + n};TESTEUR;Zoé;0{n % 9 + 1}/02/1979;RAS;06 39 98 {n % 90 + 10} {n % 80 + 10}\n"
    for n in range(COUNT)
)
WORDS = "la maison du village, une route; et des arbres, au bord de mer sans fin".split()


def _text(lines: int) -> str:
    """Lines of words, some of which have a sign behind them."""
    draw = Random(7)
    return "".join(
        " ".join(draw.choices(WORDS, k=draw.randrange(1, 13))) + "\n" for _ in range(lines)
    )


TEXT = _text(15_000)
"""Half a megabyte."""


def _in_tables(data: str, **options: object) -> list[tuple[str, int, bytes]]:
    return read(data.encode(), **options).fields


def test_rows_end_where_text_begins() -> None:
    found = read((HEADER + ROWS + TEXT).encode())
    assert found.formats == ["delimited"]
    assert found.fields[: 6 * COUNT] == _in_tables(HEADER + ROWS)[: 6 * COUNT]
    assert sum(len(value) for _, _, value in found.fields) < 256 * 1024
    assert found.records[-1][1].endswith(TEXT.encode()[-1000:].rstrip())


def test_a_table_below_text_is_read() -> None:
    found = _in_tables(HEADER + ROWS + TEXT + HEADER + ROWS)
    assert found[-6 * COUNT :] == _in_tables(HEADER + ROWS)[-6 * COUNT :]


def test_findings_are_those_of_the_table() -> None:
    alone, with_text = counts_of(HEADER + ROWS), counts_of(HEADER + ROWS + TEXT)
    assert alone["fr.phone"] == COUNT
    assert with_text["fr.phone"] == COUNT
    assert with_text["person.birth-date"] == alone["person.birth-date"] == COUNT
    # Lines count as rows until they are known to be text.
    assert with_text["fr.ipp"] < 2 * COUNT


def test_a_letter_called_csv_is_text() -> None:
    found = read(("nom,prenom,date\n" + TEXT).encode(), "letter.csv")
    assert sum(len(value) for _, _, value in found.fields) < 256 * 1024


@pytest.mark.parametrize("width", [3, 6])
def test_broken_rows_stay_rows(width: int) -> None:
    """A remark over thirty lines, of nearly all rows."""
    header = ";".join(["ipp", "nom", "remarque", "ddn", "tel", "ville"][:width]) + "\n"
    letter = "\n".join(f"ligne {n} du courrier adressé ce jour" for n in range(30))
    after = ";".join(["01/02/1979", "0639981210", "PARIS"][: width - 3])
    row = ";".join(["8000{n}", "TESTEUR", letter, *([after] if after else [])]) + "\n"
    data = header + "".join(row.replace("{n}", str(n)) for n in range(1000))
    found = read(data.encode(), "x.csv")
    assert sum(value == b"TESTEUR" for _, column, value in found.fields if column == 1) == 1000


@given(
    st.lists(
        st.tuples(st.sampled_from([HEADER + ROWS, TEXT[:200_000], TEXT]), st.integers(0, 300)),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([1024, 70_000]),
)
@settings(max_examples=15, deadline=None)
def test_cuts_do_not_matter(parts: list[tuple[str, int]], chunk_bytes: int) -> None:
    data = (HEADER + ROWS + "".join(text[cut:] for text, cut in parts)).encode()
    one = read(data, chunk_bytes=1 << 20)
    assert read(data, chunk_bytes=chunk_bytes, dribble=50_000) == one
