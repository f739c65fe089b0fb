"""The lower layer of an Outlook store: its two b-trees, and the data that their entries lead to.

Specification: [MS-PST] 2.2, for stores with identifiers of four bytes ("ANSI", to 2002) and of
eight ("Unicode", since 2003); those with pages of 4 KiB (.ost since 2013) after libpff's "Personal
Folder File (PFF) format" and files. What the data mean is not known here.
"""

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from struct import unpack_from
from typing import BinaryIO, NamedTuple

from leakscan.frozen import frozen
from leakscan.readers.damage import DAMAGE
from leakscan.readers.pst_encoding import decoded

HEADER_BYTES = 514
_UNICODE_VERSION, _LARGE_PAGES_VERSION = 23, 36
_BLOCK_TREE, _NODE_TREE = 0x80, 0x81
_INTERNAL = 2
"""The bit of a block's identifier that says that it leads to others."""
_MAX_LEVEL = 8
_CACHED_BYTES = 1024 * 1024
"""Of pages whose entries are kept, which take ten times as much."""
_ALLOWANCE = 16 * 1024 * 1024


@frozen(kw_only=False, repr=False)
class Layout:
    """How a store is laid out.

    Attributes:
        wide: Identifiers and offsets have eight bytes, else four.
        large_pages: Pages have 4096 bytes, and blocks may be compressed.
        method: How the bytes of blocks are hidden.
        node_tree, block_tree: Where their root pages stand.
    """

    wide: bool
    large_pages: bool
    method: int
    node_tree: int
    block_tree: int

    @property
    def page_bytes(self) -> int:
        """Size of a page."""
        return 4096 if self.large_pages else 512


class Node(NamedTuple):
    """An object of the store: a number, data, and further nodes that are its own."""

    number: int
    data: int
    subnodes: int

    @property
    def kind(self) -> int:
        """What it is, [MS-PST] 2.2.2.1."""
        return self.number & 0x1F


_Page = tuple[int, list[int], list[tuple[int, ...]]]
"""Level, keys, entries."""


class _Block(NamedTuple):
    """Where a block stands, its bytes there and once decompressed."""

    at: int
    size: int
    whole_size: int


def layout_of(header: bytes) -> Layout:
    """What the header says.

    Raises:
        struct.error: It is cut short.
    """
    version = int.from_bytes(header[10:12], "little")
    if version < _UNICODE_VERSION:
        node_tree, block_tree = unpack_from("<I4xI", header, 188)
        return Layout(False, False, header[461], node_tree, block_tree)  # noqa: FBT003
    node_tree, block_tree = unpack_from("<Q8xQ", header, 224)
    large = version >= _LARGE_PAGES_VERSION
    return Layout(True, large, header[513], node_tree, block_tree)  # noqa: FBT003


class Store:
    """Random access to the nodes and blocks of a store.

    Memory: one bit per page, the entries of the pages asked for lately (10 MiB), one block.

    Attributes:
        layout: As the header says.
        damaged: Pages, blocks and objects that could not be read so far.
    """

    __slots__ = ("_file", "_left", "_pages", "_seen", "_size", "damaged", "layout")

    def __init__(self, file: BinaryIO, layout: Layout, size: int) -> None:
        self._file = file
        self._size = size
        self._seen = bytearray(size // layout.page_bytes // 8 + 1)
        self._pages: dict[int, _Page] = {}
        # Each block belongs to one object, and each value to one property, which are read a few
        # times at the most; a hostile store lets all lead to the same.
        self._left = 8 * size + _ALLOWANCE
        self.layout = layout
        self.damaged = 0

    def nodes(self) -> Iterator[Node]:
        """All nodes, in the order of their numbers."""
        waiting = [(self.layout.node_tree, _MAX_LEVEL)]
        while waiting:
            at, most = waiting.pop()
            try:
                if not self._take(at):
                    raise ValueError
                level, entries = self._entries(at, _NODE_TREE)
                if level >= most:
                    raise ValueError
            except DAMAGE:
                self.damaged += 1
                continue
            if level:
                waiting += [(entry[2], level) for entry in reversed(entries)]
            else:
                yield from (Node(*entry) for entry in entries)

    def _take(self, at: int) -> bool:
        """Mark a page as read; False when it was already."""
        number, bit = divmod(at // self.layout.page_bytes, 8)
        if at + self.layout.page_bytes > self._size or self._seen[number] & 1 << bit:
            return False
        self._seen[number] |= 1 << bit
        return True

    def _entries(self, at: int, kind: int) -> tuple[int, list[tuple[int, ...]]]:
        """The level of a page, 0 for a leaf, and its entries."""
        page = self._read(at, self.layout.page_bytes)
        if self.layout.large_pages:
            (count, _, size, level), mark = unpack_from("<HHBB", page, 4056), page[4072:4074]
        else:
            start = 488 if self.layout.wide else 496
            (count, _, size, level), mark = unpack_from("<BBBB", page, start), page[-16:-14]
            mark = mark if self.layout.wide else page[-12:-10]
        form = self._form(kind if level == 0 else 0)
        if mark != bytes([kind, kind]) or size < struct.calcsize(form):
            raise ValueError
        return level, [unpack_from(form, page, index * size) for index in range(count)]

    def _form(self, leaf_of: int) -> str:
        """How entries are packed: of leaves of a tree, or of the pages above any leaves."""
        wide = self.layout.wide
        if leaf_of == _BLOCK_TREE:
            return "<QQHH" if wide else "<IIHH"
        if leaf_of == _NODE_TREE:
            return "<I4xQQ" if wide else "<III"
        return "<QQQ" if wide else "<III"

    def charge(self, size: int) -> None:
        """Count so many bytes as taken from the store.

        Raises:
            ValueError: More was taken than a store that is what it seems can give.
        """
        self._left -= size
        if self._left < 0:
            raise ValueError

    def _read(self, at: int, size: int) -> bytes:
        """Exactly these bytes of the file."""
        self.charge(size)
        self._file.seek(at)
        data = self._file.read(size)
        if len(data) != size:
            raise ValueError
        return data

    def node(self, number: int) -> Node | None:
        """The node with that number; None without.

        Raises:
            ValueError: The tree is damaged; others of `DAMAGE` alike.
        """
        entry = self._found(_NODE_TREE, number)
        return Node(*entry) if entry else None

    def _block(self, number: int) -> _Block:
        """Where a block stands."""
        entry = self._found(_BLOCK_TREE, number & ~1)
        if entry is None:
            raise ValueError
        _, begin, size, whole = entry
        return _Block(begin, size, whole if self.layout.large_pages else size)

    def _found(self, kind: int, key: int) -> tuple[int, ...] | None:
        """The entry of a leaf that has that key; down from the root of its tree."""
        at = self.layout.node_tree if kind == _NODE_TREE else self.layout.block_tree
        for _ in range(_MAX_LEVEL):
            level, keys, entries = self._searched(at, kind)
            index = bisect_right(keys, key) - 1
            if index < 0 or (not level and keys[index] != key):
                return None
            if not level:
                return entries[index]
            at = entries[index][2]
        raise ValueError

    def _searched(self, at: int, kind: int) -> _Page:
        """A page with its keys; those asked for lately are kept."""
        known = self._pages.get(at)
        if known is not None:
            return known
        level, entries = self._entries(at, kind)
        if len(self._pages) * self.layout.page_bytes >= _CACHED_BYTES:
            self._pages.clear()
        # The lowest bit of a block's identifier means nothing.
        mask = ~1 if kind == _BLOCK_TREE else ~0
        found = self._pages[at] = (level, [entry[0] & mask for entry in entries], entries)
        return found

    def _bytes(self, number: int) -> bytes:
        """What a block holds."""
        block = self._block(number)
        data = self._read(block.at, block.size)
        if block.whole_size > block.size:
            self.charge(block.whole_size)
            data = zlib.decompressobj().decompress(data, block.whole_size)
        if number & _INTERNAL:
            return data
        return decoded(data, self.layout.method, number & ~1)

    def data(self, number: int) -> Iterator[bytes]:
        """The data below a block, block by block; nothing for number 0.

        Raises:
            ValueError: It leads nowhere; others of `DAMAGE` alike.
        """
        if number:
            yield from self._data(number, 3)

    def _data(self, number: int, most: int) -> Iterator[bytes]:
        block = self._bytes(number)
        if not number & _INTERNAL:
            yield block
            return
        kind, level, count = unpack_from("<BBH", block)
        if kind != 1 or not 0 < level < most:
            raise ValueError
        for inner in unpack_from(f"<{count}{'Q' if self.layout.wide else 'I'}", block, 8):
            yield from self._data(inner, level)

    def subnodes(self, number: int) -> dict[int, Node]:
        """The nodes below a block, by number; none for number 0.

        Raises:
            ValueError: It leads nowhere; others of `DAMAGE` alike.
        """
        return {node.number: node for node in self._subnodes(number, 2)} if number else {}

    def _subnodes(self, number: int, most: int) -> Iterator[Node]:
        block = self._bytes(number)
        kind, level, count = unpack_from("<BBH", block)
        if kind != 2 or level >= most:
            raise ValueError
        start = 8 if self.layout.wide else 4
        if level:
            form = struct.Struct("<I4xQ" if self.layout.wide else "<II")
            for index in range(count):
                _, inner = form.unpack_from(block, start + index * form.size)
                yield from self._subnodes(inner, level)
        else:
            form = struct.Struct("<I4xQQ" if self.layout.wide else "<III")
            for index in range(count):
                yield Node(*form.unpack_from(block, start + index * form.size))
