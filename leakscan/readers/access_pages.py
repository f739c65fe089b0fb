"""Pages of an Access database: the header, whose page is whose, rows on pages, long values.

Source: HACKING.md of the MDB Tools project. What rows mean is not known here.
"""

import struct
from collections.abc import Iterator
from struct import unpack_from
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.readers.charset_text import known_codec
from leakscan.readers.rc4 import rc4

HEADER_BYTES = 1024
DATA_PAGE, TABLE_PAGE = 1, 2
_JET_3_PAGE, _PAGE = 2048, 4096
_VERSION_AT, _FIRST_ACE = 0x14, 2
_HIDDEN_FROM, _HIDDEN_TO = 0x18, 0x98
_HEADER_KEY = b"\xc7\xda\x39\x6b"
_CODE_PAGE_AT, _KEY_AT = 0x3C, 0x3E
_POINTER, _DELETED, _PLACE = 0x4000, 0x8000, 0x1FFF
_INLINE, _SINGLE, _LENGTH = 0x80000000, 0x40000000, 0x3FFFFFFF
_MAX_TABLE_PAGES = 256
_READ_PAGES = 256
_ALLOWANCE = 16 * 1024 * 1024
Numbers = npt.NDArray[np.uint32]


@frozen(kw_only=False, repr=False)
class Layout:
    """How a database is laid out.

    Attributes:
        jet_3: Of Access 97: pages of 2 KiB, text in a code page.
        codec: Python's name of that code page.
        key: What pages are hidden with; empty when they are not.
        encrypted: With a password, beyond reading.
    """

    jet_3: bool
    codec: str
    key: bytes
    encrypted: bool

    @property
    def page_bytes(self) -> int:
        """Size of a page."""
        return _JET_3_PAGE if self.jet_3 else _PAGE


class Row(NamedTuple):
    """The bytes of a row, and whether it was deleted (or moved, which looks the same)."""

    data: bytes
    deleted: bool

    def __repr__(self) -> str:
        return f"Row(size={len(self.data)})"


def layout_of(header: bytes) -> Layout:
    """What the first page says.

    Raises:
        struct.error: It is cut short.
    """
    version = header[_VERSION_AT]
    shown = header[:_HIDDEN_FROM] + rc4(_HEADER_KEY, header[_HIDDEN_FROM:_HIDDEN_TO])
    code_page, key = unpack_from("<HI", shown, _CODE_PAGE_AT)
    hidden = key != 0
    return Layout(
        jet_3=version == 0,
        codec=known_codec(f"cp{code_page}"),
        key=struct.pack("<I", key) if hidden else b"",
        encrypted=hidden and version >= _FIRST_ACE,
    )


class Pages:
    """Random access to the pages of a database.

    Memory: four bytes per page, and one long value.

    Attributes:
        layout: As the header says.
        count: Pages in the file, a last one that is cut included.
        damaged: Rows, values and tables that could not be read so far.
    """

    __slots__ = ("_file", "_last", "_left", "count", "damaged", "layout")

    def __init__(self, file: BinaryIO, layout: Layout, size: int) -> None:
        self._file = file
        self.layout = layout
        self.count = -(-size // layout.page_bytes)
        # Long values are read once; a hostile file lets all rows point to the same.
        self._left = 8 * size + _ALLOWANCE
        self._last = (-1, b"")
        self.damaged = 0

    def read(self, number: int) -> bytes:
        """A page by its number; filled up with zeros where the file ends.

        The last one is kept: the long values of a table stand side by side.

        Raises:
            ValueError: There is no such page, or too much was read.
        """
        size = self.layout.page_bytes
        self._left -= size
        if not 0 <= number < self.count or self._left < 0:
            raise ValueError
        if number != self._last[0]:
            self._file.seek(number * size)
            page = self._shown(number, self._file.read(size)).ljust(size, b"\0")
            self._last = (number, page)
        return self._last[1]

    def _shown(self, number: int, data: bytes) -> bytes:
        """The bytes of a page, or its first ones, as they are behind the key."""
        if not self.layout.key or not number:
            return data
        (key,) = unpack_from("<I", self.layout.key)
        return rc4(struct.pack("<I", key ^ number), data)

    def owners(self) -> Numbers:
        """For each page of data the page that defines its table; 0 for other pages."""
        found = np.zeros(self.count, np.uint32)
        size = self.layout.page_bytes
        self._file.seek(0)
        for first in range(0, self.count, _READ_PAGES):
            block = self._file.read(size * _READ_PAGES)
            heads = np.frombuffer(block.ljust(-(-len(block) // size) * size, b"\0"), np.uint8)
            heads = heads.reshape(-1, size)[:, :8]
            if self.layout.key:
                shown = (self._shown(first + n, head.tobytes()) for n, head in enumerate(heads))
                heads = np.frombuffer(b"".join(shown), np.uint8).reshape(-1, 8)
            owners = np.ascontiguousarray(heads[:, 4:]).view("<u4")[:, 0]
            found[first : first + len(heads)] = np.where(heads[:, 0] == DATA_PAGE, owners, 0)
        found[:1] = 0
        return found

    def definition(self, number: int) -> bytes:
        """The definition of a table, which may go over several pages.

        Raises:
            ValueError: It is none.
        """
        parts: list[bytes] = []
        while number:
            page = self.read(number)
            if page[0] != TABLE_PAGE or len(parts) >= _MAX_TABLE_PAGES:
                raise ValueError
            parts.append(page[8:] if parts else page)
            (number,) = unpack_from("<I", page, 4)
        return b"".join(parts)

    def rows(self, page: bytes) -> Iterator[Row]:
        """The rows on a page of data; a pointer to a row that moved is none.

        A row that moved stands on its new page as if deleted, so each is found once.
        """
        for begin, end, flags in self._places(page):
            if begin < end and not flags & _POINTER:
                yield Row(page[begin:end], bool(flags & _DELETED))

    def _places(self, page: bytes) -> Iterator[tuple[int, int, int]]:
        """Where rows begin and end, and their flags; they fill the page from its end."""
        start = 8 if self.layout.jet_3 else 12
        (count,) = unpack_from("<H", page, start)
        count = min(count, (len(page) - start - 2) // 2)
        end = len(page)
        for place in unpack_from(f"<{count}H", page, start + 2):
            begin = place & _PLACE
            yield begin, end, place & ~_PLACE
            end = begin

    def _row(self, pointer: int) -> bytes:
        """A row by its page and its number there."""
        page = self.read(pointer >> 8)
        for number, (begin, end, _) in enumerate(self._places(page)):
            if number == pointer & 0xFF and begin < end:
                return page[begin:end]
        raise ValueError

    def long_value(self, field: bytes, limit: int) -> tuple[bytes, bool]:
        """A memo or an object, from its field in a row: its first `limit` bytes, if all are there.

        Raises:
            ValueError: It leads nowhere; others of `DAMAGE` alike.
        """
        size, pointer = unpack_from("<II", field)
        length = size & _LENGTH
        if size & _INLINE:
            return field[12 : 12 + length], True
        if size & _SINGLE:
            return self._row(pointer)[:length], True
        parts: list[bytes] = []
        left = min(length, limit)
        while pointer and left > 0:
            row = self._row(pointer)
            (pointer,) = unpack_from("<I", row)
            parts.append(row[4 : 4 + left])
            left -= len(parts[-1])
        return b"".join(parts), left <= 0
