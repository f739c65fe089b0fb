"""Excel workbooks of 1995 to 2003 (xls): sheets as tables, and text around them.

Specification: [MS-XLS] 2023 (BIFF8), OpenOffice's "Excel File Format" 1.42 for BIFF5. Cells
hold what a CSV export would, as in `sheet_rows`.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import field

from leakscan.frozen import slotted
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.readers.biff_strings import letters, short_string, table_strings
from leakscan.readers.grid import grid_chunks
from leakscan.readers.number_formats import NumberFormat, formats_of
from leakscan.readers.numbered_rows import NumberedRows, rk_number
from leakscan.readers.pivoted import upright
from leakscan.readers.sheet_rows import Row
from leakscan.readers.texts import prose_of

_BOF, _EOF, _CONTINUE, _FILEPASS = 0x0809, 0x0A, 0x3C, 0x2F
_SHEET, _SST, _FORMAT, _XF, _CODEPAGE, _DATEMODE = 0x85, 0xFC, 0x41E, 0xE0, 0x42, 0x22
_LABEL_SST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK = 0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD
_BOOL, _FORMULA, _STRING, _TEXT_OBJECT, _HEADER, _FOOTER = 0x205, 0x06, 0x207, 0x1B6, 0x14, 0x15
_NOTE_5 = 0x1C
_BIFF8 = 0x0600

Record = tuple[int, bytes]


@slotted(eq=True)
class _Workbook:
    """What the sheets share."""

    strings: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    wide: bool = True
    codepage: str = "cp1252"
    epoch_1904: bool = False

    def formats(self) -> list[NumberFormat]:
        """The number format of each style."""
        return formats_of(self.styles, self.codes)

    def text(self, data: bytes, *, wide_count: bool = True) -> str:
        """A string in one record, in the width or the code page of the version."""
        if self.wide:
            return short_string(data, wide_count=wide_count)
        size = 2 if wide_count else 1
        count = int.from_bytes(data[:size], "little")
        return data[size : size + count].decode(self.codepage, "replace")


def workbook_chunks(data: bytes, *, chunk_bytes: int) -> Iterator[Chunk]:
    """Chunks of all sheets, then of what is around them.

    Raises:
        ReadError: The workbook has a password, or is none.
    """
    book = _globals(data)
    loose, damaged = list(book.names), not book.offsets
    for number, offset in enumerate(book.offsets, 1):
        sheet = _Sheet(book)
        yield from grid_chunks(
            [],
            upright(sheet.rows(_records(data, offset))),
            header_certain=False,
            chunk_bytes=chunk_bytes,
            sheet=number,
        )
        loose += sheet.loose
        damaged |= sheet.damaged
    yield from prose_of(["\n".join(loose)], chunk_bytes=chunk_bytes)
    if damaged:
        raise ReadError(GapReason.CORRUPT, "a sheet is damaged, or missing")


def _records(data: bytes, at: int) -> Iterator[Record]:
    """Records from an offset to the end of the substream that begins there."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        content = data[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, content
        if depth <= 0:
            break
    else:
        raise ReadError(GapReason.CORRUPT, "records of a workbook end too early")
    if kind != _EOF:
        raise ReadError(GapReason.CORRUPT, "no workbook")


def _whole_records(data: bytes) -> Iterator[Record]:
    """The records that all sheets share; sheets are tried even when these are damaged."""
    with suppress(ReadError):
        yield from _records(data, 0)


def _globals(data: bytes) -> _Workbook:
    book = _Workbook()
    table: list[bytes] = []
    continued = 0
    for kind, content in _whole_records(data):
        if kind == _FILEPASS:
            raise ReadError(GapReason.ENCRYPTED, "Excel workbook with a password")
        continued = continued if kind == _CONTINUE else kind
        if continued == _SST:
            table.append(content)
        else:
            _global(book, kind, content)
    book.strings = list(table_strings(table))
    return book


def _global(book: _Workbook, kind: int, content: bytes) -> None:
    if kind == _BOF and len(content) >= 4:
        book.wide = struct.unpack_from("<H", content)[0] >= _BIFF8
    elif kind == _CODEPAGE and len(content) >= 2:
        (number,) = struct.unpack_from("<H", content)
        book.codepage = f"cp{number}" if number in {437, 850, 1250, 1251, 1252} else "cp1252"
    elif kind == _DATEMODE and len(content) >= 2:
        book.epoch_1904 = content[0] == 1
    elif kind == _FORMAT and len(content) > 2:
        (number,) = struct.unpack_from("<H", content)
        book.codes[number] = book.text(content[2:], wide_count=book.wide)[:256]
    elif kind == _XF and len(content) >= 4:
        book.styles.append(struct.unpack_from("<H", content, 2)[0])
    elif kind == _SHEET and len(content) > 6:
        book.offsets.append(struct.unpack_from("<I", content)[0])
        book.names.append(book.text(content[6:], wide_count=False))


class _Sheet:
    """The cells of one sheet, as rows.

    Attributes:
        loose: Comments, text boxes, page headers.
        damaged: It does not end as it should.
    """

    __slots__ = ("_book", "_pending", "_rows", "_text_size", "damaged", "loose")

    def __init__(self, book: _Workbook) -> None:
        self._book = book
        self._rows = NumberedRows(book.formats(), epoch_1904=book.epoch_1904)
        self._pending: tuple[int, int] | None = None
        self._text_size = 0
        self.loose: list[str] = []
        self.damaged = False

    def rows(self, records: Iterator[Record]) -> Iterator[Row]:
        """All rows, in the order of the records."""
        try:
            for kind, content in records:
                # A record too short for its kind says nothing; the next one may.
                with suppress(struct.error, IndexError):
                    yield from self._record(kind, content)
        except ReadError:
            self.damaged = True
        yield from self._rows.flush()

    def _record(self, kind: int, content: bytes) -> Iterator[Row]:
        if kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", content)
            yield from self._cell(kind, content, row, column, style)
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", content)
            for at in range(4, len(content) - 6, 6):
                style, packed = struct.unpack_from("<HI", content, at)
                yield from self._rows.number(row, column, style, rk_number(packed))
                column += 1
        elif kind == _STRING and self._pending is not None:
            row, column = self._pending
            yield from self._rows.cell(row, column, self._book.text(content))
        else:
            self._around(kind, content)

    def _cell(self, kind: int, content: bytes, row: int, column: int, style: int) -> Iterator[Row]:
        rows = self._rows
        if kind == _FORMULA and content[12:14] == b"\xff\xff":
            # Its text follows in a record of its own.
            self._pending = (row, column) if content[6] == 0 else None
            return iter(())
        if kind in {_NUMBER, _FORMULA}:
            return rows.number(row, column, style, struct.unpack_from("<d", content, 6)[0])
        if kind == _RK:
            packed = struct.unpack_from("<I", content, 6)[0]
            return rows.number(row, column, style, rk_number(packed))
        return rows.cell(row, column, self._text(kind, content))

    def _text(self, kind: int, content: bytes) -> str:
        if kind == _LABEL_SST:
            (number,) = struct.unpack_from("<I", content, 6)
            return self._book.strings[number] if number < len(self._book.strings) else ""
        if kind == _BOOL:
            return str(content[6]) if content[7:8] == b"\0" else ""
        return self._book.text(content[6:])

    def _around(self, kind: int, content: bytes) -> None:
        """Comments and text boxes: the text follows its object, in records of its own."""
        if kind in {_HEADER, _FOOTER} and content:
            self.loose.append(self._book.text(content, wide_count=self._book.wide))
        elif kind == _TEXT_OBJECT and len(content) >= 12:
            self._text_size = struct.unpack_from("<H", content, 10)[0]
        elif kind == _CONTINUE and self._text_size and content:
            wide = bool(content[0] & 1)
            text = letters(content[1 : 1 + self._text_size * (1 + wide)], wide=wide)
            self.loose.append(text.replace("\r", "\n"))
            self._text_size -= min(len(text), self._text_size)
        elif kind == _NOTE_5 and not self._book.wide:
            self.loose.append(content[6:].decode(self._book.codepage, "replace"))


_CELLS = frozenset({_LABEL_SST, _NUMBER, _RK, _FORMULA, _BOOL, _LABEL, _RSTRING})
