"""Pages of an SQLite database: b-trees walked once, overflow chains, the list of free pages.

Specification: "Database File Format" of SQLite (fileformat2.html), sections 1.2 to 1.6. The
database is read as it lies, never opened by SQLite itself: no journal is replayed, nothing in a
hostile schema runs, and what is damaged costs one page instead of the file. What a page holds
is not known here.
"""

import struct
from collections.abc import Iterator
from struct import unpack_from
from typing import BinaryIO

from leakscan.frozen import frozen, slotted

MAGIC = b"SQLite format 3\0"
LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX = 13, 10, 5, 2
HEADER_BYTES = 100
DAMAGE = (IndexError, ValueError, struct.error, OverflowError)
"""What bytes that are no b-tree make the decoding raise."""
_LEAVES = {LEAF_TABLE, LEAF_INDEX}
_KINDS = {LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX}
_MIN_USABLE = 480
_MAX_HELD = 1024 * 1024
"""Bytes of one payload held in memory; what lies beyond is streamed."""


@frozen(kw_only=False, repr=False)
class Layout:
    """How the pages of a database are cut.

    Attributes:
        page_size: Bytes, 512 to 65536.
        usable: Of these, without the reserved end of each page.
        codec: Python's name of the text encoding.
    """

    page_size: int
    usable: int
    codec: str

    def local_bytes(self, size: int, *, index: bool) -> int:
        """Bytes of a payload of `size` that stand in the b-tree page itself."""
        usable = self.usable
        most = (usable - 12) * 64 // 255 - 23 if index else usable - 35
        if size <= most:
            return size
        least = (usable - 12) * 32 // 255 - 23
        kept = least + (size - least) % (usable - 4)
        return kept if kept <= most else least


CODECS = {1: "utf-8", 2: "utf-16-le", 3: "utf-16-be"}


def layout_of(header: bytes) -> Layout | None:
    """What the first 100 bytes say; None when no database can look like this."""
    if len(header) < HEADER_BYTES:
        return None
    size = int.from_bytes(header[16:18], "big")
    size = 65536 if size == 1 else size
    usable = size - header[20]
    if size < 512 or size & (size - 1) or usable < _MIN_USABLE:
        return None
    return Layout(size, usable, CODECS.get(header[59], "utf-8"))


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The variable-length integer at `at`, and where it ends."""
    value = 0
    for index in range(at, at + 8):
        byte = data[index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, index + 1
    return value << 8 | data[at + 8], at + 9


@slotted
class Payload:
    """One record: its first bytes, and where to find it again.

    Attributes:
        held: Its first bytes, all of them up to `_MAX_HELD`.
        size: All of it, in bytes.
        key: Its row number, None in an index.
        page: Number of the page it begins in; 0 when it cannot be read again.
        at: Where in that page.
        local: Bytes of it in that page; more follow in overflow pages.
    """

    held: bytes
    size: int
    key: int | None
    page: int
    at: int
    local: int


class Pages:
    """Random access to the pages of one database, each b-tree page given out once.

    Memory: one bit per page, and the pages on the way from a root to a leaf.

    Attributes:
        layout: How pages are cut.
        count: Pages the file holds whole.
        damaged: Pages and records that could not be read so far.
    """

    __slots__ = ("_budget", "_file", "_seen", "count", "damaged", "layout")

    def __init__(self, file: BinaryIO, layout: Layout, size: int) -> None:
        self._file = file
        self.layout = layout
        self.count = -(-size // layout.page_size)
        self._seen = bytearray(self.count // 8 + 1)
        # Chains are followed once for the record and once for each value that is streamed; a
        # hostile file lets every record point to the same chain.
        self._budget = 16 * self.count + 1024
        self.damaged = 0

    def read(self, number: int) -> bytes:
        """A page by its number, from 1; filled up with zeros where the file ends.

        Raises:
            ValueError: There is no such page.
        """
        if not 0 < number <= self.count:
            raise ValueError
        size = self.layout.page_size
        self._file.seek((number - 1) * size)
        data = self._file.read(size)
        return data if len(data) == size else data.ljust(size, b"\0")

    def take(self, number: int) -> bool:
        """Mark a page as read; False when it was already."""
        if not 0 < number <= self.count:
            return False
        bit = 1 << (number & 7)
        if self._seen[number >> 3] & bit:
            return False
        self._seen[number >> 3] |= bit
        return True

    def untaken(self) -> Iterator[int]:
        """The pages that nothing led to."""
        return (n for n in range(1, self.count + 1) if not self._seen[n >> 3] & 1 << (n & 7))

    def payloads(self, root: int) -> Iterator[Payload]:
        """The records of the b-tree below `root`, in no promised order."""
        waiting = [root] if self.take(root) else []
        while waiting:
            number = waiting.pop()
            page = self.read(number)
            start = HEADER_BYTES if number == 1 else 0
            for child in self._children(page, start):
                if self.take(child):
                    waiting.append(child)
                else:
                    self.damaged += 1
            yield from self.records(page, start, number=number)

    def _children(self, page: bytes, start: int) -> list[int]:
        """Pages that an inner page points to; the leftmost last, so that it is read first."""
        if page[start] not in {INNER_TABLE, INNER_INDEX}:
            return []
        found = [unpack_from(">I", page, start + 8)[0]]
        for at in reversed(_cells(page, start)):
            try:
                found.append(unpack_from(">I", page, at)[0])
            except DAMAGE:
                self.damaged += 1
        return found

    def records(self, page: bytes, start: int = 0, *, number: int = 0) -> Iterator[Payload]:
        """The records that a page itself holds.

        Args:
            page: Its bytes.
            start: Where its b-tree header stands.
            number: Its number, to look up overflow pages; 0 leaves out what is on them.
        """
        kind = page[start]
        if kind == INNER_TABLE:
            return
        if kind not in _KINDS:
            self.damaged += 1
            return
        left = len(page)
        for at in _cells(page, start):
            try:
                payload = self._payload(page, at, kind, number)
            except DAMAGE:
                self.damaged += 1
                continue
            # Cells do not overlap: a damaged page might hold itself thousands of times.
            left -= payload.local
            if left < 0:
                self.damaged += 1
                return
            yield payload

    def _payload(self, page: bytes, at: int, kind: int, number: int) -> Payload:
        if kind == INNER_INDEX:
            at += 4
        size, at = (page[at], at + 1) if page[at] < 0x80 else varint(page, at)
        key = None
        if kind == LEAF_TABLE:
            key, at = (page[at], at + 1) if page[at] < 0x80 else varint(page, at)
        local = self.layout.local_bytes(size, index=kind != LEAF_TABLE)
        if at + local > self.layout.usable:
            raise ValueError
        held = page[at : at + local]
        if local < size and number:
            if size > self.count * self.layout.page_size:
                raise ValueError
            (overflow,) = unpack_from(">I", page, at + local)
            held = self._fetched(held, overflow, min(size, _MAX_HELD))
        return Payload(held, size, key, number, at, local)

    def _fetched(self, held: bytes, number: int, wanted: int) -> bytes:
        """The first `wanted` bytes of a payload, or what can be had of them."""
        parts, missing = [held], wanted - len(held)
        while missing > 0 and number:
            self.take(number)
            block, number = self.chained(number)
            parts.append(block[:missing])
            missing -= len(block)
        if missing > 0:
            self.damaged += 1
        return b"".join(parts)

    def chained(self, number: int) -> tuple[bytes, int]:
        """What an overflow page holds, and the number of the next one, 0 at the end.

        Raises:
            ValueError: There is no such page, or chains lead in circles.
        """
        self._budget -= 1
        if self._budget < 0:
            raise ValueError
        page = self.read(number)
        return page[4 : self.layout.usable], int.from_bytes(page[:4], "big")

    def free_pages(self, trunk: int) -> Iterator[int]:
        """Numbers of the pages that hold nothing any more, from the first trunk page."""
        while trunk and self.take(trunk):
            page = self.read(trunk)
            following, count = unpack_from(">II", page)
            count = min(count, self.layout.usable // 4 - 2)
            for number in unpack_from(f">{count}I", page, 8):
                if self.take(number):
                    yield number
            trunk = following


def _cells(page: bytes, start: int) -> list[int]:
    """Offsets of a page's cells, as far as they can be."""
    kind = page[start]
    (count,) = unpack_from(">H", page, start + 3)
    first = start + (8 if kind in _LEAVES else 12)
    count = min(count, max((len(page) - first) // 2, 0))
    return list(unpack_from(f">{count}H", page, first))
