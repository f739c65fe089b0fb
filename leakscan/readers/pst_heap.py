"""The upper layer of an Outlook store: heaps, and the properties and tables that they hold.

Specification: [MS-PST] 2.3 (heap on node, BTree on heap, property context, table context),
[MS-OXCDATA] 2.11.1 (types of properties).
"""

import struct
from collections.abc import Container, Iterable, Iterator
from struct import unpack_from
from typing import NamedTuple

from leakscan.readers.pst_pages import Node, Store

OBJECT, STRING8, UNICODE, TIME, BINARY = 0x0D, 0x1E, 0x1F, 0x40, 0x102
_SIGNATURE = 0xEC
_PROPERTIES, _TABLE, _TREE = 0xBC, 0x7C, 0xB5
_INLINE = frozenset((2, 3, 4, 0x0A, 0x0B))
"""Types whose value stands where that of others is referred to."""
_KEY, _RECORD, _INNER_RECORD = 2, 8, 6
"""Bytes of a property's number, of its record in a b-tree, and of one that leads to others."""
_MAX_HEAP = 16 * 1024 * 1024
_MAX_VALUE = 8 * 1024 * 1024
_MAX_LEVELS = 8


class Property(NamedTuple):
    """One property: its number, its type, and four bytes that are its value or refer to it."""

    tag: int
    kind: int
    reference: int


class _Column(NamedTuple):
    """Where the cells of a property stand in the rows of a table."""

    kind: int
    tag: int
    start: int
    size: int
    bit: int


class Heap:
    """The heap in the data of a node, beside the node's own subnodes.

    Memory: the heap, 16 MiB at the most.
    """

    __slots__ = ("_blocks", "_client", "_store", "_top", "_wide_index", "subnodes")

    def __init__(self, store: Store, node: Node) -> None:
        """Read it.

        Raises:
            ValueError: It is none; others of `DAMAGE` alike.
        """
        self._store = store
        self._blocks: list[bytes] = []
        size = 0
        for block in store.data(node.data):
            size += len(block)
            if size > _MAX_HEAP:
                raise ValueError
            self._blocks.append(block)
        signature, self._client, self._top = unpack_from("<BBI", self._blocks[0], 2)
        if signature != _SIGNATURE:
            raise ValueError
        self._wide_index = 3 if store.layout.large_pages else 0
        self.subnodes = store.subnodes(node.subnodes)

    def _item(self, reference: int) -> bytes:
        """An allocation of the heap; nothing for reference 0."""
        if not reference:
            return b""
        bits = 16 + self._wide_index
        block = self._blocks[reference >> bits]
        index = (reference & (1 << bits) - 1) >> 5
        (page_map,) = unpack_from("<H", block)
        (count,) = unpack_from("<H", block, page_map)
        if not 0 < index <= count:
            raise ValueError
        begin, end = unpack_from("<HH", block, page_map + 2 + 2 * index)
        self._store.charge(max(end - begin, 0))
        return block[begin:end]

    def blocks(self, reference: int) -> Iterator[bytes]:
        """What a reference leads to, in the heap or in a subnode."""
        if reference & 0x1F:
            yield from self._store.data(self.subnodes[reference].data)
        else:
            yield self._item(reference)

    def bytes_of(self, found: Property) -> bytes:
        """A value, cut at 8 MiB."""
        if found.kind in _INLINE:
            return struct.pack("<I", found.reference)
        parts, size = [], 0
        for block in self.blocks(found.reference):
            parts.append(block)
            size += len(block)
            if size >= _MAX_VALUE:
                break
        return b"".join(parts)

    def properties(self) -> dict[int, Property]:
        """The properties of an object, by number."""
        if self._client != _PROPERTIES:
            raise ValueError
        every = (Property(*unpack_from("<HHI", leaf, at)) for leaf, at in self._records())
        return {found.tag: found for found in every}

    def _records(self) -> Iterator[tuple[bytes, int]]:
        """Where the records of the b-tree at the top of the heap stand in its leaves, in order."""
        kind, keys, values, levels, root = unpack_from("<BBBBI", self._item(self._top))
        if (kind, keys, values) != (_TREE, _KEY, _RECORD - _KEY) or levels > _MAX_LEVELS:
            raise ValueError
        # Records lie side by side in the heap; a hostile one leads to the same time and again.
        left = sum(map(len, self._blocks))
        items = [self._item(root)]
        for _ in range(levels):
            inner = [(item, at) for item in items for at in range(0, len(item), _INNER_RECORD)]
            left -= _INNER_RECORD * len(inner)
            if left < 0:
                raise ValueError
            items = [self._item(unpack_from("<I", item, at + _KEY)[0]) for item, at in inner]
        return ((item, at) for item in items for at in range(0, len(item) - _RECORD + 1, _RECORD))

    def rows(self, tags: Container[int]) -> Iterator[dict[int, Property]]:
        """The rows of a table: properties of these numbers, those that a row lacks left out."""
        if self._client != _TABLE:
            raise ValueError
        head = self._item(self._top)
        kind, count, _, _, flags_at, width = unpack_from("<BBHHHH", head)
        _, matrix = unpack_from("<II", head, 10)
        if kind != _TABLE or not 0 < flags_at < width:
            raise ValueError
        every = (_Column(*unpack_from("<HHHBB", head, 22 + 8 * index)) for index in range(count))
        columns = {column.tag: column for column in every if column.tag in tags}
        for block in self.blocks(matrix) if matrix else ():
            for at in range(0, len(block) - width + 1, width):
                yield _cells(block[at : at + width], columns.values(), flags_at)


def _cells(row: bytes, columns: Iterable[_Column], flags_at: int) -> dict[int, Property]:
    """The cells of a row; those of four bytes, which hold or refer to all there is of interest."""
    found = {}
    for column in columns:
        byte, bit = divmod(column.bit, 8)
        if column.size == 4 and row[flags_at + byte] & 0x80 >> bit:
            (value,) = unpack_from("<I", row, column.start)
            found[column.tag] = Property(column.tag, column.kind, value)
    return found
