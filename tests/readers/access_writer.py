"""Writes Access databases for tests: Jet 3, Jet 4 and ACE, with or without a key.

After HACKING.md of the MDB Tools project; `mdb-export` reads what it writes.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from leakscan.readers.rc4 import rc4

BOOLEAN, INTEGER, LONG, DOUBLE, DATE, TEXT, OBJECT, MEMO = 1, 3, 4, 7, 8, 10, 11, 12
_SIZES = {BOOLEAN: 1, INTEGER: 2, LONG: 4, DOUBLE: 8, DATE: 8}
_FORMS = {INTEGER: "<h", LONG: "<i", DOUBLE: "<d"}
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001
_CATALOG = [("Id", LONG), ("Name", TEXT), ("Type", INTEGER), ("Flags", LONG), ("LvProp", OBJECT)]
DELETED, POINTER = 0x8000, 0x4000
_INLINE, _SINGLE = 0x80000000, 0x40000000

Columns = Sequence[tuple[str, int]]


@dataclass
class DatabaseWriter:
    """A database in the making.

    Attributes:
        jet_3: Of Access 97.
        ace: Since Access 2007.
        key: Hides the pages; 0 for none.
    """

    jet_3: bool = False
    ace: bool = False
    key: int = 0
    _pages: list[bytes] = field(default_factory=lambda: [b"", b"", b""])
    _catalog: list[tuple[object, ...]] = field(default_factory=list)

    @property
    def page_bytes(self) -> int:
        """Size of a page."""
        return 2048 if self.jet_3 else 4096

    def add_table(
        self,
        name: str,
        columns: Columns,
        rows: Sequence[Sequence[object]],
        *,
        flags: Sequence[int] = (),
    ) -> None:
        """Add a table; `flags` are those of its rows."""
        number = self._next()
        self._table(number, columns, rows, flags)
        self._catalog.append((number, name, 1, 0, None))

    def written(self) -> bytes:
        """The database."""
        self._table(2, _CATALOG, self._catalog, (), system=True)
        self._pages[1] = self._data_page([bytes(69)], 1)
        self._pages[0] = self._header()
        shown = [page.ljust(self.page_bytes, b"\0") for page in self._pages]
        if self.key:
            keys = [struct.pack("<I", self.key ^ number) for number in range(len(shown))]
            hidden = [rc4(key, page) for key, page in zip(keys, shown, strict=True)]
            shown = [shown[0], *hidden[1:]]
        return b"".join(shown)

    def _header(self) -> bytes:
        name = b"Standard ACE DB\0" if self.ace else b"Standard Jet DB\0"
        version = 2 if self.ace else 0 if self.jet_3 else 1
        plain = bytearray(0x80)
        struct.pack_into("<HI", plain, 0x3C - 0x18, 1252, self.key)
        hidden = rc4(b"\xc7\xda\x39\x6b", bytes(plain))
        return b"\0\1\0\0" + name + struct.pack("<I", version) + hidden

    def _next(self, page: bytes = b"") -> int:
        self._pages.append(page)
        return len(self._pages) - 1

    def _table(
        self,
        number: int,
        columns: Columns,
        rows: Sequence[Sequence[object]],
        flags: Sequence[int],
        *,
        system: bool = False,
    ) -> None:
        encoded = [self._row(columns, row) for row in rows]
        marks = list(flags) or [0] * len(rows)
        used: list[int] = []
        while encoded:
            count, room = 0, self.page_bytes - 32
            while count < len(encoded) and room > len(encoded[count]) + 2:
                room -= len(encoded[count]) + 2
                count += 1
            used.append(self._next(self._data_page(encoded[:count], number, marks[:count])))
            encoded, marks = encoded[count:], marks[count:]
        bits = sum(1 << page for page in used) & ((1 << 512) - 1)
        maps = [b"\0" + bytes(4) + bits.to_bytes(64, "little"), bytes(69)]
        map_page = self._next(self._data_page(maps, 0))
        self._pages[number] = self._definition(columns, len(rows), map_page, system=system)

    def _definition(self, columns: Columns, rows: int, map_page: int, *, system: bool) -> bytes:
        varying = sum(kind not in _SIZES for _, kind in columns)
        kind = 0x53 if system else 0x4E
        maps = (map_page << 8, map_page << 8 | 1)
        counts = struct.pack("<BHHHII", kind, len(columns), varying, len(columns), 0, 0)
        body = struct.pack("<I", rows) + bytes(4 if self.jet_3 else 20)
        body = (b"" if self.jet_3 else bytes(4)) + body + counts + struct.pack("<II", *maps)
        fixed = place = 0
        names = b""
        for index, (name, kind_of) in enumerate(columns):
            is_fixed = kind_of in _SIZES
            size = _SIZES.get(kind_of, 255 if kind_of == TEXT else 0)
            flag = 3 if is_fixed else 2
            at = fixed if is_fixed else 0
            if self.jet_3:
                body += struct.pack(
                    "<BHHHHHHBHH", kind_of, index, place, index, 0x409, 1252, 0, flag, at, size
                )
                names += bytes([len(name)]) + name.encode("cp1252")
            else:
                body += struct.pack(
                    "<BIHHHHHBBIHH", kind_of, 0, index, place, index, 0x409, 0, flag, 1, 0, at, size
                )
                wide = name.encode("utf-16-le")
                names += struct.pack("<H", len(wide)) + wide
            fixed += size * is_fixed * (kind_of != BOOLEAN)
            place += not is_fixed
        body += names + b"\xff\xff"
        return struct.pack("<BBHII", 2, 1, 0x4356 if self.jet_3 else 0, 0, len(body) + 12) + body

    def _data_page(self, rows: Sequence[bytes], owner: int, flags: Sequence[int] = ()) -> bytes:
        head = struct.pack("<BBHI", 1, 1, 0, owner) + bytes(0 if self.jet_3 else 4)
        at, places = self.page_bytes, []
        for row, mark in zip(rows, list(flags) or [0] * len(rows), strict=True):
            at -= len(row)
            places.append(at | mark)
        head += struct.pack(f"<H{len(rows)}H", len(rows), *places)
        return head.ljust(at, b"\0") + b"".join(reversed(rows))

    def _row(self, columns: Columns, values: Sequence[object]) -> bytes:
        fixed, varying, ends = b"", b"", []
        head = 1 if self.jet_3 else 2
        start = head + sum(_SIZES.get(kind, 0) for _, kind in columns if kind != BOOLEAN)
        mask = 0
        for index, ((_, kind), value) in enumerate(zip(columns, values, strict=True)):
            mask |= (value is not None and value is not False) << index
            if kind in _FORMS:
                fixed += struct.pack(_FORMS[kind], value or 0)
            elif kind == DATE:
                fixed += struct.pack("<d", _days(value))
            elif kind != BOOLEAN:
                ends.append(start + len(varying))
                varying += self._varying(kind, value)
        ends.append(start + len(varying))
        null_mask = mask.to_bytes((len(columns) + 7) // 8, "little")
        if self.jet_3:
            return (
                bytes([len(columns)])
                + fixed
                + varying
                + _ends_3(ends, start + len(varying), null_mask)
            )
        table = struct.pack(f"<{len(ends)}HH", *ends[::-1], len(ends) - 1)
        return struct.pack("<H", len(columns)) + fixed + varying + table + null_mask

    def _varying(self, kind: int, value: object) -> bytes:
        if value is None:
            return b""
        if kind == TEXT:
            return self.text(str(value))
        data = value if isinstance(value, bytes) else self.text(str(value))
        if len(data) < 64:
            return struct.pack("<III", len(data) | _INLINE, 0, 0) + data
        return self._long(data)

    def _long(self, data: bytes) -> bytes:
        """A long value on pages of its own: one row, or a chain of rows."""
        owner = int.from_bytes(b"LVAL", "little")
        if len(data) < self.page_bytes - 64:
            page = self._next(self._data_page([b"other", data], owner))
            return struct.pack("<III", len(data) | _SINGLE, page << 8 | 1, 0)
        step = self.page_bytes - 64
        pointer = 0
        for at in reversed(range(0, len(data), step)):
            row = struct.pack("<I", pointer) + data[at : at + step]
            pointer = self._next(self._data_page([row], owner)) << 8
        return struct.pack("<III", len(data), pointer, 0)

    def text(self, value: str) -> bytes:
        """Text as it is stored: compressed where that is shorter."""
        if self.jet_3:
            return value.encode("cp1252")
        if len(value) > 2 and "\0" not in value and all(ord(sign) < 256 for sign in value):
            return b"\xff\xfe" + value.encode("latin-1")
        return value.encode("utf-16-le")


def _days(value: object) -> float:
    if value is None:
        return 0.0
    assert isinstance(value, date)
    moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])  # noqa: DTZ001
    gone = moment - _DAY_ZERO
    return gone.days - gone.seconds / 86_400 if gone.days < 0 else gone.days + gone.seconds / 86_400


def _ends_3(ends: list[int], size: int, null_mask: bytes) -> bytes:
    """Where cells end, in single bytes, and which is the first beyond each multiple of 256."""
    whole = size + len(ends) + 1 + len(null_mask)
    count = (whole - 1) // 256
    count = (whole + count - 1) // 256
    jumps = [
        next((n for n, end in enumerate(ends) if end >= 256 * step), 0xFF)
        for step in range(1, count + 1)
    ]
    places = bytes(end & 0xFF for end in ends[::-1])
    return places + bytes(jumps[::-1]) + bytes([len(ends) - 1]) + null_mask
