"""Exports that break their own form: broken lines, pages, totals, tables below tables."""

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakscan.raw.chunk import MOST_COLUMNS
from leakscan.readers.grid import grid_chunks
from leakscan.readers.rows import index_rows
from leakscan.readers.table_lines import Lines
from leakscan.readers.table_rows import TableRows
from tests.detectors.scanning import counts_of, state_of
from tests.readers.reading import read

HEADER = "ipp;nom;prenom;ddn;remarque;medecin;tel"
ROWS = [
    f"80000000{n};TESTEUR;Zoé;0{n}/02/1979;RAS;Dr FICTIF Jean;06 39 98 12 1{n}" for n in range(1, 7)
]
BROKEN = "800000009;FICTIF;Ali;01/02/1980;porteur\nconnu du VIH\nà revoir;Dr MODELE Luc;0639981219"
RESULTS = ["Code;Analyse;Résultat;Unité", *[f"P{n};Glycémie;{n},2;g/L" for n in range(4)]]
BLOCKS = st.lists(
    st.sampled_from(
        [
            HEADER, *ROWS[:3], BROKEN, "enceinte de 3 mois", "", ";;;;;;", "Page 2 sur 3",
            "Total;;;;;;", "\n".join(RESULTS), RESULTS[0], "TESTEUR",
            "tel;nom;prenom;ipp;ddn;remarque;medecin", "x" * 3000, "a;b;c",
            "Nom;Prénom;Né(e) le", '"un\ndeux";2;3;4;5;6;7',
        ]
    ),
    max_size=40,
)  # fmt: skip


@given(
    BLOCKS, st.integers(1, 60), st.sampled_from([1, 1024, 3000]), st.sampled_from(["\n", "\r\n"])
)
def test_what_is_read_does_not_depend_on_cuts(
    blocks: list[str], repeat: int, chunk_bytes: int, end: str
) -> None:
    lines = [HEADER, *ROWS, *blocks * repeat]
    data = end.join(lines).encode()
    one = read(data, "x.csv", chunk_bytes=1 << 20)
    assert read(data, "x.csv", chunk_bytes=chunk_bytes, dribble=999) == one


def test_a_remark_in_several_lines_is_one_record() -> None:
    found = counts_of("\n".join([HEADER, *ROWS, BROKEN, *ROWS]), "x.csv")
    assert found["person.name"] == 26
    assert found["fr.phone"] == found["person.doctor"] == 13
    assert found["health.hiv"] == 1
    state = state_of("\n".join([HEADER, *ROWS, ROWS[0], "porteuse du VIH", *ROWS]), "x.csv")
    assert state.records == 13
    assert state.tallies["health.hiv"].count == 1


def test_pages_with_their_header_hold_nobody_else() -> None:
    pages = "\n".join([HEADER, *ROWS, "", "Page 2", "", HEADER, *ROWS, "", "Total : 12 patients"])
    found = counts_of(pages, "x.csv")
    assert (found["person.name"], found["person.doctor"], found["fr.ipp"]) == (24, 12, 12)


def test_another_table_has_its_own_columns() -> None:
    wider = ["Code;Libellé;Prix;Lot", "A1;Compresse;2,30;77", "A2;Gants;4,10;78"]
    people = ["Né(e) le;Patient;Résultat", *["01/02/1980;EXEMPLE Léa;VIH négatif"] * 5]
    for blank in ("", ";;;;;;"):
        text = "\n".join([HEADER, *ROWS, blank, *wider, "", "Résultats", *people])
        found = counts_of(text, "x.csv")
        assert found["person.name"] == 12 + 5
        assert found["person.birth-date"] == 6 + 5
        assert found["health.hiv"] == 5


def test_the_same_columns_in_another_order() -> None:
    order = [4, 1, 0, 6, 5, 2, 3]
    again = [";".join(line.split(";")[at] for at in order) for line in (HEADER, *ROWS)]
    found = counts_of("\n".join([HEADER, *ROWS, *again, HEADER, *ROWS]), "x.csv")
    assert found["person.name"] == 36
    assert found["person.birth-date"] == found["fr.phone"] == found["fr.ipp"] == 18


def test_a_blank_line_among_rows_changes_nothing() -> None:
    lines = ["nom;prenom;remarque", *["TESTEUR;Zoé;appeler", "FICTIF;Ali;vu le 3"] * 4]
    apart = [*lines[:3], "", *lines[3:5], ";;", *lines[5:]]
    assert counts_of("\n".join(apart), "x.csv") == counts_of("\n".join(lines), "x.csv")


def test_sheets_hold_tables_below_each_other() -> None:
    rows = [line.split(";") for line in (HEADER, *ROWS)] + [[], ["Résultats"]]
    rows += [line.split(";") for line in RESULTS]
    chunks = list(grid_chunks([], rows, header_certain=False, chunk_bytes=1 << 20))
    tables = [chunk.table.columns for chunk in chunks if chunk.table]
    assert tables == [HEADER.split(";"), RESULTS[0].split(";")]
    assert [chunk.first_record for chunk in chunks] == [0, 8]


def test_rows_that_blank_lines_part_are_rows() -> None:
    """As programs leave them that write line ends of Windows twice; each was looked at alone."""
    doubled = "\n\n".join([*ROWS, *ROWS, ""])
    data = np.frombuffer(f"{HEADER}\n{doubled}".encode(), np.uint8)
    with patch.object(Lines, "cells", side_effect=Lines.cells, autospec=True) as asked:
        taken = TableRows().take(data, index_rows(data, ord(";"), final=True), whole=True)
    assert taken.column.tolist() == [*range(7)] * 13
    assert asked.call_count < 3


def test_the_first_of_many_rows_is_no_header() -> None:
    """It comes again where people do, and its cells are theirs."""
    assert len(read("\n".join([*ROWS[:1] * 5, *ROWS]).encode(), "x.csv").fields) == 11 * 7
    wider = "\n".join([HEADER, *(f"{row};" for row in [*ROWS, *ROWS])])
    assert len(read(wider.encode(), "x.csv").fields) == 7 + 12 * 8


def test_names_of_fields_below_a_title_may_have_digits() -> None:
    visits = [f"07-00{n};V{n};1{n}/03/2023;POS;2{n},5;11,{n}" for n in range(1, 6)]
    parts = ["# CORRESPONDANCE", HEADER, *ROWS, "", "# VISITES"]
    header = "SUBJID;VISITE;DTVIS;HER2;CA153_UI_ML;HB_G_DL"
    found = counts_of("\n".join([*parts, header, *visits]), "x.csv")
    assert found["person.birth-date"] == found["person.name"] / 2 == len(ROWS)
    assert found["fr.ipp"] == len(ROWS) + len(visits)


def test_columns_are_bounded() -> None:
    """A line of a million commas took ten seconds."""
    wide = ";".join(f"c{n}" for n in range(MOST_COLUMNS + 50))
    found = read(f"{wide}\n{wide}\n{wide}\n".encode(), "x.csv")
    assert max(column for _, column, _ in found.fields) == MOST_COLUMNS
    assert found.fields[-1] == ("", MOST_COLUMNS, f"c{MOST_COLUMNS + 49}".encode())
    grid = list(grid_chunks([], [wide.split(";")] * 3, header_certain=False, chunk_bytes=1 << 20))
    assert grid[0].fields is not None
    assert grid[0].fields.column.max() == MOST_COLUMNS
