"""SQLite databases: every table as rows, with the values that are files as members.

Specification: "Database File Format" of SQLite, 3.x. Views and indexes hold nothing of their
own and are left out. Pages that a deletion set free keep the rows they had: they are read too.
The write-ahead log and the rollback journal lie beside the database as files of their own, and
are read as such (`sqlite_logs`).

An encrypted database (SQLCipher, SEE) has a random first page and is unknown binary.
"""

import io
from collections.abc import Callable, Iterator
from itertools import chain

from leakscan.model.coverage import Gap, GapReason, counted
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.grid import grid_chunks
from leakscan.readers.options import ReadOptions
from leakscan.readers.seekable import size_of
from leakscan.readers.sqlite_carving import carved_items, names_by_width
from leakscan.readers.sqlite_pages import (
    DAMAGE,
    HEADER_BYTES,
    LEAF_TABLE,
    MAGIC,
    Layout,
    Pages,
    layout_of,
)
from leakscan.readers.sqlite_records import RowReader
from leakscan.readers.sqlite_schema import Schema, schema_of

INFO = FormatInfo(
    name="sqlite",
    description={
        "fr": "bases SQLite 3 : toutes les tables, lignes effacées des pages libérées, BLOB",
        "en": "SQLite 3 databases: every table, deleted rows of freed pages, BLOBs",
    },
    limits={
        "fr": "lue sans SQLite ; dans une archive : 128 Mio, au-delà page à page et sans noms",
        "en": "read without SQLite; in an archive: 128 MiB, beyond that page by page, unnamed",
    },
)
_SCHEMA_ROOT = 1
_MAX_TABLES = 100_000
_PAGES_AT, _TRUNK_AT = 28, 32


def is_sqlite(head: bytes, name: str) -> bool:
    """Whether bytes begin a database."""
    del name
    return head.startswith(MAGIC)


def read_sqlite(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of rows, table by table, then of what was deleted; members among the values.

    Memory: that of one page and one chunk, and one bit per page; the whole database where it
    is no file on disk.
    """
    header = feed.peek(HEADER_BYTES)
    layout = layout_of(header)
    if layout is None:
        raise ReadError(GapReason.CORRUPT, "database header")
    try:
        file = feed.as_file()
    except LimitExceeded as error:
        feed.gaps.append(Gap(reason=error.reason, where="database read page by page"))
        yield from _in_order(feed, layout, options.chunk_bytes)
        return
    size = size_of(file)
    pages = Pages(file, layout, size)
    yield from _tables(pages, header, options.chunk_bytes)
    announced = int.from_bytes(header[_PAGES_AT : _PAGES_AT + 4], "big") * layout.page_size
    if announced > size:
        missing = announced - size
        feed.gaps.append(
            Gap(reason=GapReason.CORRUPT, where="database ends too early", bytes=missing)
        )
    if pages.damaged:
        damaged = counted(pages.damaged, "damaged page or record", "damaged pages or records")
        where = f"{damaged} of a database"
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))


def _tables(pages: Pages, header: bytes, chunk_bytes: int) -> Iterator[Item]:
    schemas = list(_schemas(pages))
    for number, schema in enumerate(schemas, 1):
        yield from _table(pages, schema, number, chunk_bytes)
    trunk = int.from_bytes(header[_TRUNK_AT : _TRUNK_AT + 4], "big")
    names = names_by_width(schemas)
    free = (pages.read(number) for number in pages.free_pages(trunk))
    lost = (page for page in map(pages.read, pages.untaken()) if page[0] == LEAF_TABLE)
    yield from carved_items(
        pages, chain(free, lost), names, chunk_bytes=chunk_bytes, sheet=len(schemas) + 1
    )


def _schemas(pages: Pages) -> Iterator[Schema]:
    """Every table with rows of its own."""
    reader = RowReader(pages, lambda _: "schema")
    for count, payload in enumerate(pages.payloads(_SCHEMA_ROOT)):
        try:
            kind, name, _, root, sql = reader.row(payload)[:5]
            if kind == "table" and root.isdecimal() and int(root) > 1:
                yield schema_of(name, int(root), sql)
        except DAMAGE:
            pages.damaged += 1
        if count > _MAX_TABLES:
            pages.damaged += 1
            return


def _table(pages: Pages, schema: Schema, number: int, chunk_bytes: int) -> Iterator[Item]:
    columns = schema.columns

    def label(column: int) -> str:
        name = columns[column].name if column < len(columns) else str(column + 1)
        return f"{schema.name}/{name}"

    reader = RowReader(pages, label)
    rows = _rows(pages, reader, schema)
    names = [column.name for column in columns]
    yield from reader.items(
        grid_chunks(names, rows, header_certain=True, chunk_bytes=chunk_bytes, sheet=number)
    )


def _rows(pages: Pages, reader: RowReader, schema: Schema) -> Iterator[list[str]]:
    """Rows with the values that are not stored: row numbers and defaults."""
    width = len(schema.columns)
    defaults = [column.default for column in schema.columns]
    alias = next((n for n, column in enumerate(schema.columns) if column.rowid), None)
    for payload in pages.payloads(schema.root):
        try:
            row = reader.row(payload)
        except DAMAGE:
            pages.damaged += 1
            continue
        if len(row) < width:
            row += defaults[len(row) :]
        if alias is not None and payload.key is not None:
            row[alias] = str(payload.key)
        yield row


def _in_order(feed: ByteFeed, layout: Layout, chunk_bytes: int) -> Iterator[Item]:
    """Rows of all leaf pages in the order of the file, without knowing their tables."""
    pages = Pages(io.BytesIO(), layout, 0)
    loose = _leaves(lambda: feed.read(layout.page_size), layout.page_size)
    names = names_by_width(())
    yield from carved_items(pages, loose, names, chunk_bytes=chunk_bytes, sheet=1)


def _leaves(next_page: Callable[[], bytes], size: int) -> Iterator[bytes]:
    while len(page := next_page()) == size:
        if page[0] == LEAF_TABLE:
            yield page
