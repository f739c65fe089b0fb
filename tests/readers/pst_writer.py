"""Writes Outlook stores for tests, in both widths and with every way of hiding blocks.

[MS-PST] as Outlook lays it out: header, allocation map, blocks, tree pages, each with its
checksum. `pffexport` (libpff 20180714) reads what it writes in all of them.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from leakscan.readers.pst_encoding import PERMUTED, PERMUTED_BYTES, decoded

ENCODED = bytes(PERMUTED_BYTES.index(value) for value in range(256))
UNICODE, STRING8, BINARY, LONG, TIME, OBJECT = 0x1F, 0x1E, 0x102, 3, 0x40, 0x0D
_BLOCK_BYTES, _HEAP_VALUE = 8176, 1500
_FIRST_BLOCK = 0x4600
_MATRIX = 0x3F << 5 | 0x1F

Value = tuple[int, int, bytes]
"""Number, type and bytes of a property."""


def text(tag: int, value: str, charset: str = "utf-16-le") -> Value:
    """A property of text."""
    return tag, UNICODE if charset == "utf-16-le" else STRING8, value.encode(charset)


@dataclass
class Written:
    """An object: its number, its data, its subnodes."""

    number: int
    data: int
    subnodes: int = 0


@dataclass
class StoreWriter:
    """A store in the making.

    Attributes:
        wide: Identifiers of eight bytes.
        method: How blocks are hidden.
        free: Bytes that stand in the free part of the file.
    """

    wide: bool = True
    method: int = PERMUTED
    free: bytes = b""
    _blocks: list[tuple[int, int, int]] = field(default_factory=list)
    _nodes: list[tuple[int, int, int, int]] = field(default_factory=list)
    _body: bytearray = field(default_factory=bytearray)
    _next: int = 4

    def _block(self, data: bytes, *, internal: bool = False) -> int:
        number = self._next | 2 * internal
        self._next += 4
        if not internal and self.method == PERMUTED:
            data = data.translate(ENCODED)
        elif not internal:
            data = decoded(data, self.method, number)  # the cyclic method is its own inverse
        at = _FIRST_BLOCK + len(self._body)
        tail = 16 if self.wide else 12
        ends = struct.pack(
            "<HHIQ" if self.wide else "<HHII",
            len(data),
            _signature(at, number),
            *((_crc(data), number) if self.wide else (number, _crc(data))),
        )
        self._body += data.ljust(-(-(len(data) + tail) // 64) * 64 - tail, b"\0") + ends
        self._blocks.append((number, at, len(data)))
        return number

    def data(self, value: bytes) -> int:
        """Bytes of any length; the block that leads to them."""
        pieces = [value[at : at + _BLOCK_BYTES] for at in range(0, len(value), _BLOCK_BYTES)]
        numbers = [self._block(piece) for piece in pieces]
        if len(numbers) == 1:
            return numbers[0]
        packed = struct.pack(f"<{len(numbers)}{'Q' if self.wide else 'I'}", *numbers)
        return self._block(
            struct.pack("<BBHI", 1, 1, len(numbers), len(value)) + packed, internal=True
        )

    def subnodes(self, inner: Sequence[Written]) -> int:
        """The block of these, 0 for none."""
        if not inner:
            return 0
        form, head = ("<QQQ", "<BBHI") if self.wide else ("<III", "<BBH")
        entries = [struct.pack(form, each.number, each.data, each.subnodes) for each in inner]
        start = struct.pack(head, 2, 0, len(inner), *([0] if self.wide else []))
        return self._block(start + b"".join(entries), internal=True)

    def object(
        self, number: int, values: Sequence[Value], inner: Sequence[Written] = ()
    ) -> Written:
        """An object with properties; long ones become subnodes."""
        heap, records, long_ones = _Heap(0xBC), b"", list(inner)
        for tag, kind, value in sorted(values):
            if kind == LONG:
                reference = int.from_bytes(value, "little")
            elif len(value) > _HEAP_VALUE:
                reference = (0x400 + len(long_ones)) << 5 | 0x1F
                long_ones.append(Written(reference, self.data(value)))
            else:
                reference = heap.add(value)
            records += struct.pack("<HHI", tag, kind, reference)
        heap.tree(records, key_bytes=2, value_bytes=6)
        return Written(number, self.data(heap.written()), self.subnodes(long_ones))

    def table(
        self,
        number: int,
        rows: Sequence[Sequence[Value]],
        ids: Sequence[int] = (),
        *,
        times: int = 1,
    ) -> Written:
        """A table in which all rows have the same columns, of text.

        Args:
            number: Of the node.
            rows: Their values.
            ids: Numbers of the rows, or of the objects they stand for.
            times: How often the rows stand there, each time with the same values of the heap.
        """
        heap, count = _Heap(0x7C), len(rows[0])
        matrix, index, columns = b"", b"", b""
        for place, (tag, kind, _) in enumerate(rows[0]):
            columns += struct.pack("<HHHBB", kind, tag, 8 + 4 * place, 4, 2 + place)
        columns += struct.pack("<HHHBB", LONG, 0x67F2, 0, 4, 0)
        columns += struct.pack("<HHHBB", LONG, 0x67F3, 4, 4, 1)
        flags_at = 8 + 4 * count
        width = flags_at + -(-(count + 2) // 8)
        flags = (((1 << count + 2) - 1) << (-(count + 2) % 8)).to_bytes(width - flags_at, "big")
        for place, (identity, row) in enumerate(zip(ids or range(len(rows)), rows, strict=True)):
            cells = [heap.add(value) for _, _, value in row]
            matrix += struct.pack(f"<II{count}I", identity, 0, *cells) + flags
            index += struct.pack("<II" if self.wide else "<IH", identity, place)
        root = heap.tree(index, key_bytes=4, value_bytes=4 if self.wide else 2, top=False)
        ends = (flags_at, flags_at, flags_at, width)
        inner = [] if times == 1 else [Written(_MATRIX, self._rows(matrix * times, width))]
        place = _MATRIX if inner else heap.add(matrix)
        head = struct.pack("<BB4H3I", 0x7C, count + 2, *ends, root, place, 0)
        heap.top = heap.add(head + columns)
        return Written(number, self.data(heap.written()), self.subnodes(inner))

    def _rows(self, matrix: bytes, width: int) -> int:
        """Rows of a table as data of their own: no row goes on in the next block."""
        step = _BLOCK_BYTES // width * width
        parts = (matrix[at : at + step] for at in range(0, len(matrix), step))
        return self.data(b"".join(part.ljust(_BLOCK_BYTES, b"\0") for part in parts))

    def keep(self, found: Written, parent: int = 0x122) -> None:
        """Enter an object into the tree of nodes."""
        self._nodes.append((found.number, found.data, found.subnodes, parent))

    def written(self) -> bytes:
        """The store."""
        start = _FIRST_BLOCK + len(self._body)
        free_at = -(-start // 512) * 512
        pages_at = free_at + -(-len(self.free) // 512) * 512
        pages = _Pages(self.wide, pages_at)
        block_form, node_form = ("<QQHHI", "<QQQII") if self.wide else ("<IIHH", "<IIII")
        padding = [0] if self.wide else []
        blocks = [
            (key, struct.pack(block_form, key, at, n, 2, *padding)) for key, at, n in self._blocks
        ]
        nodes = [(node[0], struct.pack(node_form, *node, *padding)) for node in sorted(self._nodes)]
        roots = pages.tree(nodes, 0x81), pages.tree(sorted(blocks), 0x80)
        body = bytes(self._body).ljust(free_at - _FIRST_BLOCK, b"\0")
        body += self.free.ljust(pages_at - free_at, b"\0") + pages.written
        used = (free_at - 0x4400) // 64, (pages_at - 0x4400) // 64
        bits = "1" * used[0] + "0" * (used[1] - used[0])
        bits = bits.ljust((_FIRST_BLOCK + len(body) - 0x4400) // 64, "1").ljust(496 * 8, "0")
        allocated = int(bits[: 496 * 8], 2).to_bytes(496, "big")
        head = self._header(roots, _FIRST_BLOCK + len(body)).ljust(0x4400, b"\0")
        return head + _page(allocated, 0x84, 0x4400, 0x4400, wide=self.wide) + body

    def _header(self, roots: tuple[tuple[int, int], tuple[int, int]], size: int) -> bytes:
        """The header, [MS-PST] 2.2.2.6."""
        (node_id, node_at), (block_id, block_at) = roots
        numbers = (node_id, node_at, block_id, block_at)
        counters = struct.pack("<32I", *[0x400] * 32)
        if self.wide:
            start = struct.pack("<QQI", 0, 0x1000, 1) + counters + bytes(8)
            root = struct.pack("<I8Q4x", 0, size, 0x4400, 0, 0, *numbers)[:-4] + b"\2\0\0\0"
            rest = start + root + bytes(4) + b"\xff" * 256 + bytes([0x80, self.method, 0, 0])
            rest += struct.pack("<Q", self._next)
        else:
            start = struct.pack("<III", self._next, 0x1000, 1) + counters
            root = struct.pack("<9I", 0, size, 0x4400, 0, 0, *numbers) + b"\2\0\0\0"
            rest = start + root + b"\xff" * 256 + bytes([0x80, self.method, 0, 0])
        versions = (23 if self.wide else 14, 19)
        checked = b"SM" + struct.pack("<HHBBII", *versions, 1, 1, 0, 0) + rest
        head = b"!BDN" + struct.pack("<I", _crc(checked.ljust(471, b"\0")[:471])) + checked
        if self.wide:
            head += struct.pack("<I", _crc(head[8:524]))
        return head


class _Heap:
    """A heap of one block."""

    def __init__(self, client: int) -> None:
        self._client = client
        self._items: list[bytes] = []
        self.top = 0

    def add(self, value: bytes) -> int:
        """Keep bytes; what refers to them."""
        if not value:
            return 0
        self._items.append(value)
        return len(self._items) << 5

    def tree(self, records: bytes, *, key_bytes: int, value_bytes: int, top: bool = True) -> int:
        """A tree of one level."""
        root = self.add(records)
        found = self.add(struct.pack("<BBBBI", 0xB5, key_bytes, value_bytes, 0, root))
        if top:
            self.top = found
        return found

    def written(self) -> bytes:
        """The block."""
        offsets, data = [12], b""
        for item in self._items:
            data += item
            offsets.append(12 + len(data))
        data += bytes(len(data) % 2)
        page_map = struct.pack(f"<HH{len(offsets)}H", len(self._items), 0, *offsets)
        return (
            struct.pack("<HBBII", 12 + len(data), 0xEC, self._client, self.top, 0) + data + page_map
        )


class _Pages:
    """Pages of the trees, from an offset on."""

    def __init__(self, wide: bool, at: int) -> None:  # noqa: FBT001
        self._wide = wide
        self._at = at
        self._count = 0x100
        self.written = b""

    def tree(self, entries: list[tuple[int, bytes]], kind: int, level: int = 0) -> tuple[int, int]:
        """Write a tree; identifier and offset of its root."""
        size = len(entries[0][1])
        most = (488 if self._wide else 496) // size
        above = []
        for first in range(0, len(entries), most):
            part = entries[first : first + most]
            at, number = self._at + len(self.written), self._count
            self._count += 4
            body = b"".join(entry for _, entry in part).ljust(488 if self._wide else 496, b"\0")
            body += bytes([len(part), most, size, level]) + bytes(4 * self._wide)
            self.written += _page(body, kind, number, at, wide=self._wide)
            above.append(
                (part[0][0], struct.pack("<QQQ" if self._wide else "<III", part[0][0], number, at))
            )
        if len(above) == 1:
            return number, at
        return self.tree(above, kind, level + 1)


def _page(body: bytes, kind: int, number: int, at: int, *, wide: bool) -> bytes:
    """A page with its trailer."""
    if not wide and len(body) == 496:
        body = bytes(4) + body
    mark = 0 if kind == 0x84 else _signature(at, number)
    crc = _crc(body)
    start = struct.pack("<BBH", kind, kind, mark)
    return (
        body
        + start
        + (struct.pack("<IQ", crc, number) if wide else struct.pack("<II", number, crc))
    )


def _signature(at: int, number: int) -> int:
    mixed = (at ^ number) & 0xFFFFFFFF
    return (mixed >> 16 ^ mixed) & 0xFFFF


def _crc(data: bytes) -> int:
    """[MS-PST] 5.3: without the two inversions of the usual one."""
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF
