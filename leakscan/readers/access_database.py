"""An Access database as tables and files; see `access` for the format."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import Item
from leakscan.readers.access_pages import HEADER_BYTES, Numbers, Pages, layout_of
from leakscan.readers.access_tables import Column, Table, cells_of, table_of
from leakscan.readers.access_values import (
    MAX_VALUE,
    MEMO,
    OBJECT,
    TEXT,
    attachment_in,
    object_in,
    text_in,
    value_of,
)
from leakscan.readers.damage import DAMAGE
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions
from leakscan.readers.seekable import size_of
from leakscan.readers.strings import blocks_of, strings_of
from leakscan.readers.typed_tables import TypedTable

_CATALOG = 2
_TABLE_TYPE, _TABLE_PAGE = 1, 0x00FFFFFF
_SYSTEM_NAME = "msys"
_NO_TABLES = frozenset((0, 1, int.from_bytes(b"LVAL", "little")))
"""In place of the page that defines a table: none, the map of pages in use, long values."""
_ATTACHMENT = "FileData"
_NO_PAGES = np.zeros(0, np.uint32)


def read_access(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of rows, table by table, with the files in cells; then strings of what is left.

    Memory: some bytes per page, one chunk, the files in its cells (96 MiB at the most), one long
    value as stored and expanded (128 MiB at the most); the whole database where it is no file on
    disk.
    """
    try:
        layout = layout_of(feed.peek(HEADER_BYTES))
    except DAMAGE:
        raise ReadError(GapReason.CORRUPT, "database header") from None
    if layout.encrypted:
        feed.gaps.append(Gap(reason=GapReason.ENCRYPTED, where="access"))
        yield from strings_of(blocks_of(feed.read), options.chunk_bytes)
        return
    try:
        file = feed.as_file()
    except LimitExceeded as error:
        feed.gaps.append(Gap(reason=error.reason, where="access: only its strings"))
        yield from strings_of(blocks_of(feed.read), options.chunk_bytes)
        return
    size = size_of(file)
    pages = Pages(file, layout, size)
    yield from _items(pages, options.chunk_bytes)
    if size % layout.page_bytes:
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="database ends too early"))
    if pages.damaged:
        where = f"{pages.damaged} damaged rows or values of a database"
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))


def _items(pages: Pages, chunk_bytes: int) -> Iterator[Item]:
    owned = _by_owner(pages.owners())
    names = _names(pages, owned)
    lost: list[int] = []
    sheet = 0
    for owner in sorted(owned.keys() - _NO_TABLES):
        name = names.get(owner, "")
        if name.lower().startswith(_SYSTEM_NAME):
            continue
        try:
            table = table_of(pages.definition(owner), pages.layout)
        except DAMAGE:
            lost += owned[owner].tolist()
            pages.damaged += 1
            continue
        if name or not table.system:
            sheet += 1
            yield from _Rows(pages, table, name).items(owned[owner], chunk_bytes, sheet)
    yield from strings_of(_pages(pages, sorted(lost)), chunk_bytes)


def _by_owner(owners: Numbers) -> dict[int, Numbers]:
    """The pages of each owner, in order."""
    order = np.argsort(owners, kind="stable").astype(np.uint32)
    found, starts = np.unique(owners[order], return_index=True)
    return dict(zip(found.tolist(), np.split(order, starts[1:]), strict=True))


def _names(pages: Pages, owned: dict[int, Numbers]) -> dict[int, str]:
    """What tables are called, by the page that defines each; none when the catalog is damaged."""
    try:
        table = table_of(pages.definition(_CATALOG), pages.layout)
        places = {column.name: index for index, column in enumerate(table.columns)}
        number_at, kind_at, name_at = places["Id"], places["Type"], places["Name"]
    except DAMAGE:
        return {}
    reader, found = _Rows(pages, table, ""), dict[int, str]()
    for row in reader.rows(owned.get(_CATALOG, _NO_PAGES)):
        try:
            if row[kind_at] == str(_TABLE_TYPE):
                found[int(row[number_at]) & _TABLE_PAGE] = row[name_at]
        except DAMAGE:
            pages.damaged += 1
    return found


class _Rows:
    """The rows of one table."""

    __slots__ = ("_broken", "_decoders", "_pages", "_table", "_typed")

    def __init__(self, pages: Pages, table: Table, name: str) -> None:
        self._pages = pages
        self._table = table
        self._typed = TypedTable(name, [column.name for column in table.columns])
        self._broken = 0
        self._decoders = [self._decoder(column) for column in table.columns]

    def items(self, numbers: Numbers, chunk_bytes: int, sheet: int) -> Iterator[Item]:
        """Chunks, and the files that stand in cells."""
        return self._typed.items(self.rows(numbers), chunk_bytes=chunk_bytes, sheet=sheet)

    def rows(self, numbers: Numbers) -> Iterator[list[str]]:
        """The rows on these pages as text, those deleted included as far as they are whole."""
        number = 0
        for page in numbers.tolist():
            try:
                rows = list(self._pages.rows(self._pages.read(page)))
            except DAMAGE:
                self._pages.damaged += 1
                continue
            for row in rows:
                number += 1
                self._broken = 0
                try:
                    texts = self._texts(row.data, number)
                except DAMAGE:
                    self._pages.damaged += not row.deleted
                    continue
                # What a deleted row leads to is used again for others.
                self._pages.damaged += 0 if row.deleted else self._broken
                yield texts

    def _texts(self, data: bytes, number: int) -> list[str]:
        """The cells of a row; one that leads nowhere is empty and counted as broken."""
        texts: list[str] = []
        cells = cells_of(data, self._table, self._pages.layout)
        for place, (cell, decode) in enumerate(zip(cells, self._decoders, strict=False)):
            try:
                value = None if cell is None else decode(cell)
            except DAMAGE:
                value = None
                self._broken += 1
            texts.append(self._typed.text(value, place, number))
        return texts

    def _decoder(self, column: Column) -> Callable[[bytes], object]:
        """What reads the cells of a column."""
        if column.kind == OBJECT:
            return self._attachment if column.name == _ATTACHMENT else self._object
        if column.kind in {TEXT, MEMO}:
            return self._text if column.kind == TEXT else self._memo
        return partial(value_of, column=column)

    def _text(self, data: bytes) -> str:
        layout = self._pages.layout
        return data.decode(layout.codec, "replace") if layout.jet_3 else text_in(data)

    def _memo(self, cell: bytes) -> str:
        return self._text(self._long(cell))

    def _object(self, cell: bytes) -> bytes:
        return object_in(self._long(cell))

    def _attachment(self, cell: bytes) -> bytes:
        return attachment_in(self._long(cell))

    def _long(self, cell: bytes) -> bytes:
        value, whole = self._pages.long_value(cell, MAX_VALUE) if cell else (b"", True)
        self._broken += not whole
        return value


def _pages(pages: Pages, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Pages, each with where it begins."""
    for number in numbers:
        try:
            yield number * pages.layout.page_bytes, pages.read(number)
        except DAMAGE:
            return
