"""Strings of Excel 97 workbooks, which may go on in the next record in another width.

Specification: [MS-XLS] 2.5.293 (XLUnicodeRichExtendedString), 2.4.265 (SST).
"""

import struct
from collections.abc import Iterator, Sequence

_WIDE, _EXTENDED, _RICH = 1, 4, 8


def table_strings(records: Sequence[bytes]) -> Iterator[str]:
    """The strings of a shared string table: its record and those that continue it.

    A table that is damaged ends where it does.
    """
    cursor = _Cursor(records)
    cursor.take(4)
    (count,) = struct.unpack("<I", cursor.take(4) or b"\0\0\0\0")
    for _ in range(count):
        text = cursor.string()
        if text is None:
            return
        yield text


def short_string(data: bytes, *, wide_count: bool) -> str:
    """A string that lies in one record.

    Args:
        data: From its count on.
        wide_count: The count has two bytes.
    """
    size = 2 if wide_count else 1
    if len(data) <= size:
        return ""
    count = int.from_bytes(data[:size], "little")
    flags = data[size]
    start = size + 1 + (2 if flags & _RICH else 0) + (4 if flags & _EXTENDED else 0)
    return letters(data[start : start + count * (1 + (flags & _WIDE))], wide=bool(flags & _WIDE))


def letters(data: bytes, *, wide: bool) -> str:
    """Characters of one or two bytes."""
    return data.decode("utf-16-le" if wide else "latin-1", "replace")


class _Cursor:
    """A place in a record and those that continue it."""

    __slots__ = ("_at", "_data", "_index", "_records")

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._index = 0
        self._data = records[0] if records else b""
        self._at = 0

    def _advance(self) -> bool:
        if self._at < len(self._data):
            return True
        self._index += 1
        if self._index >= len(self._records):
            return False
        self._data, self._at = self._records[self._index], 0
        return self._advance()

    def take(self, size: int) -> bytes:
        """So many bytes, over the ends of records; empty when there are fewer."""
        parts: list[bytes] = []
        while size:
            if not self._advance():
                return b""
            part = self._data[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def skip(self, size: int) -> None:
        """Pass over bytes."""
        while size and self._advance():
            step = min(size, len(self._data) - self._at)
            self._at += step
            size -= step

    def string(self) -> str | None:
        """The next string; None when the table ends in it."""
        head = self.take(3)
        if not head:
            return None
        count, flags = struct.unpack("<HB", head)
        runs = struct.unpack("<H", self.take(2) or b"\0\0")[0] if flags & _RICH else 0
        extra = struct.unpack("<I", self.take(4) or b"\0" * 4)[0] if flags & _EXTENDED else 0
        text = self._characters(count, flags)
        if text is not None:
            self.skip(4 * runs + extra)
        return text

    def _characters(self, count: int, flags: int) -> str | None:
        parts: list[str] = []
        while count:
            if self._at >= len(self._data):
                if not self._advance():
                    return None
                # The rest has a width of its own.
                flags = self._data[self._at]
                self._at += 1
            width = 1 + (flags & _WIDE)
            size = min(count * width, len(self._data) - self._at)
            size -= size % width
            if not size:
                self._at = len(self._data)
                continue
            parts.append(letters(self._data[self._at : self._at + size], wide=width == 2))
            self._at += size
            count -= size // width
        return "".join(parts)
