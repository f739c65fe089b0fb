"""Rows and texts that readers of documents give, as chunks."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.raw.chunk import HEAD_BYTES, MAX_RECORD_BYTES, UNKNOWN_OFFSET, Chunk
from leakscan.readers.grid import grid_chunks
from leakscan.readers.plain_signs import plain_text
from leakscan.readers.texts import document_of, prose_of
from tests.readers.reading import check

CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)


def cells_of(chunks: Sequence[Chunk]) -> list[tuple[int, int, str]]:
    """Record, column and text of every field, as the chunks say."""
    found = []
    for chunk in chunks:
        check(chunk)
        if chunk.fields is None:
            continue
        records = chunk.record_of(chunk.fields.starts)
        spans = zip(
            records, chunk.fields.column, chunk.fields.starts, chunk.fields.ends, strict=True
        )
        found += [
            (chunk.first_record + int(record), int(column), chunk.data[start:end].decode())
            for record, column, start, end in spans
        ]
    return found


def records_of(chunks: Sequence[Chunk]) -> list[bytes]:
    """Text of every record."""
    found = []
    for chunk in chunks:
        check(chunk)
        stops = [*chunk.record_starts.tolist()[1:], chunk.end]
        found += [chunk.data[a:b] for a, b in zip(chunk.record_starts.tolist(), stops, strict=True)]
    return found


@given(st.lists(st.lists(CELLS, max_size=4), max_size=8), st.sampled_from([1, 1 << 20]))
def test_every_cell_comes_out_as_it_went_in(rows: list[list[str]], chunk_bytes: int) -> None:
    chunks = list(grid_chunks(["a"], rows, header_certain=True, chunk_bytes=chunk_bytes))
    plain = [[plain_text(cell) for cell in row] for row in rows]
    filled = [row for row in plain if any(row)]
    expected = [(n, c, cell) for n, row in enumerate(filled) for c, cell in enumerate(row)]
    assert cells_of(chunks) == expected


def test_signs_that_no_encoding_can_write_cost_one_byte() -> None:
    (chunk,) = grid_chunks(
        ["a"], [["\ud800x", "é\0", "z"]], header_certain=True, chunk_bytes=1 << 20
    )
    assert [cell for _, _, cell in cells_of([chunk])] == ["?x", "é ", "z"]


def test_cuts_do_not_change_records_and_the_head_is_as_large_as_always() -> None:
    rows = [[str(n), "x" * 90] for n in range(9000)]

    def chunks(size: int) -> list[Chunk]:
        return list(grid_chunks([], rows, header_certain=False, chunk_bytes=size))

    small, large = chunks(4096), chunks(1 << 20)
    assert len(small) > len(large)
    assert cells_of(small) == cells_of(large)
    assert small[0].data == large[0].data
    assert HEAD_BYTES - 100 < len(small[0].data) <= HEAD_BYTES
    assert small[-1].first_line == small[-1].first_record + 1
    assert small[0].original(5) == UNKNOWN_OFFSET


def test_titles_above_a_table_are_prose_and_its_first_row_gives_the_columns() -> None:
    table = [["nom", "prénom", "nir", "note"], ["DURAND", "Zoé", "1", "x"], ["B", "C", "2", "y"]]
    titles = [["Laboratoire des Lilas"], [], ["Export du 12/03/2020"], ["Patients", "", "Suivi"]]
    chunks = list(
        grid_chunks([], [*titles, *table], header_certain=False, chunk_bytes=1 << 20, sheet=3)
    )
    assert [chunk.table is None for chunk in chunks] == [True, False]
    assert chunks[1].table is not None
    assert chunks[1].table.columns == table[0]
    assert chunks[1].first_line == 5
    assert {chunk.sheet for chunk in chunks} == {3}


def test_the_first_row_stays_with_a_table_without_titles() -> None:
    rows = [["DURAND", "", "1"], ["MARTIN", "Zoé", "2"], ["PETIT", "Léo", "3"]]
    (chunk,) = grid_chunks([], rows, header_certain=False, chunk_bytes=1 << 20)
    assert chunk.table is not None
    assert chunk.table.columns == rows[0]
    assert chunk.record_starts.size == 3


def test_a_row_longer_than_a_record_is_prose() -> None:
    rows = [["a", "b"], ["x", "long " * MAX_RECORD_BYTES], ["c", "d"]]
    chunks = list(grid_chunks(["u", "v"], rows, header_certain=True, chunk_bytes=1 << 20))
    tables = [chunk for chunk in chunks if chunk.table is not None]
    assert [cell for _, _, cell in cells_of(tables)] == ["a", "b", "c", "d"]
    assert max(len(chunk.data) for chunk in chunks) < 5 * MAX_RECORD_BYTES
    assert sum(chunk.end - chunk.begin for chunk in chunks) > 5 * MAX_RECORD_BYTES


def test_rows_are_taken_only_as_they_are_needed() -> None:
    taken = 0

    def rows() -> Iterator[list[str]]:
        nonlocal taken
        while True:
            taken += 1
            yield ["x" * 100]

    next(grid_chunks(["a"], rows(), header_certain=True, chunk_bytes=4096))
    assert taken < HEAD_BYTES


@pytest.mark.parametrize("chunk_bytes", [1, 1000, 1 << 20])
def test_documents_are_records_of_their_own(chunk_bytes: int) -> None:
    texts = ["Premier\ntexte", "", "  ", "deuxième", "mot " * 30_000, "fin"]
    chunks = list(prose_of(texts, chunk_bytes=chunk_bytes))
    records = records_of(chunks)
    assert records[:2] == [b"Premier\ntexte\n", "deuxième\n".encode()]
    assert records[-1] == b"fin\n"
    assert len(records) == 5  # 120 KB are two blocks
    assert chunks[-1].first_record <= 4
    assert all(chunk.original(0) == UNKNOWN_OFFSET for chunk in chunks)


def test_pages_are_counted_over_chunks() -> None:
    pages = [f"page {n} " + "mot " * 10_000 + "\f" for n in range(1, 9)]
    chunks = list(document_of(pages, chunk_bytes=4096, first_page=1))
    for number, chunk in enumerate(chunks, 1):
        text = chunk.data[chunk.begin : chunk.end]
        assert text.lstrip(b"\f").startswith(b"page %d " % number)
        assert chunk.first_page + text.startswith(b"\f") == number
