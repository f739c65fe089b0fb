"""Rows in SQLite pages that no table leads to: deleted rows, the write-ahead log, the journal.

Specification: "Database File Format", sections 1.5 (free pages), 3 (rollback journal) and 4
(write-ahead log). A page that a deletion set free keeps its content until it is used again, and
a log holds pages as they were or will be. Which table a row belongs to is told by its width, as
far as one table alone has it.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from leakscan.raw.embedded import Item
from leakscan.readers.grid import grid_chunks
from leakscan.readers.sqlite_pages import DAMAGE, LEAF_INDEX, LEAF_TABLE, Pages
from leakscan.readers.sqlite_records import RowReader
from leakscan.readers.sqlite_schema import Schema

Names = Callable[[int], list[str]]
"""The columns of rows with this many values; none when several tables have them."""


def names_by_width(schemas: Iterable[Schema]) -> Names:
    """Column names for rows that have lost their table."""
    found: dict[int, list[str] | None] = {}
    for schema in schemas:
        width = len(schema.columns)
        names = [column.name for column in schema.columns]
        found[width] = None if width in found else names
    return lambda width: found.get(width) or []


def carved_items(
    pages: Pages, loose: Iterable[bytes], names: Names, *, chunk_bytes: int, sheet: int
) -> Iterator[Item]:
    """Chunks of the rows that stand in `loose` pages, and members among their values.

    Args:
        pages: Of the database they are from.
        loose: The pages themselves.
        names: Names of columns.
        chunk_bytes: Target size of a chunk.
        sheet: Number of the first table that is made of them.
    """
    reader = RowReader(pages, lambda _: "deleted")
    rows = (row for page in loose for row in _rows(pages, reader, page))
    for number, (width, group) in enumerate(groupby(rows, key=len), sheet):
        columns = names(width)
        yield from reader.items(
            grid_chunks(columns, group, header_certain=True, chunk_bytes=chunk_bytes, sheet=number)
        )


def _rows(pages: Pages, reader: RowReader, page: bytes) -> Iterator[list[str]]:
    """Rows of a page, when it is one of a table; what fails to be one is no damage here."""
    if page[:1] not in {bytes([LEAF_TABLE]), bytes([LEAF_INDEX])}:
        return
    damaged = pages.damaged
    for payload in pages.records(page):
        try:
            row = reader.row(payload)
        except DAMAGE:
            continue
        if any(row):
            yield row
    pages.damaged = damaged
