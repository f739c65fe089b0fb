"""Records of named values to chunks: what health documents and messages have in common.

Unlike the rows of a table a record has a name several times (every result) or not at all, so
cells are given with their names. The canonical text holds one value a line. Positions in the
member's bytes are told as unknown.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from leakscan.raw.chunk import HEAD_BYTES, MAX_RECORD_BYTES, Chunk, Fields, Table
from leakscan.readers.texts import canonical, nowhere

Entry = tuple[str, str]
"""A column's name and a value. A name that begins with ``\\0`` has no meaning: it only keeps
values of one kind together."""

_MAX_COLUMNS = 4096
_MAX_VALUE = 256 * 1024
_MIN_TARGET = 1024


class EntryChunks:
    """Records that wait for a chunk."""

    __slots__ = (
        "_cells",
        "_line",
        "_numbers",
        "_record",
        "_records",
        "_size",
        "_table",
        "_target",
    )

    def __init__(self, chunk_bytes: int) -> None:
        self._table = Table([], header_certain=True)
        self._numbers: dict[str, int] = {}
        self._target = min(max(chunk_bytes, _MIN_TARGET), MAX_RECORD_BYTES)
        self._line = 1
        self._record = 0
        self._clear()

    def _clear(self) -> None:
        self._cells: list[tuple[int, bytes]] = []
        self._records: list[int] = []
        self._size = 0

    def add(self, record: Sequence[Entry]) -> Iterator[Chunk]:
        """Take a record; chunks of those before come first when it does not fit.

        A record longer than `MAX_RECORD_BYTES` goes on as another one.
        """
        cells = [
            (self._column(name), piece)
            for name, value in record
            if value.strip()
            for piece in _pieces(value)
        ]
        begin = size = 0
        for index, (_, value) in enumerate(cells):
            if size + len(value) + 1 > MAX_RECORD_BYTES:
                yield from self._take(cells[begin:index], size)
                begin, size = index, 0
            size += len(value) + 1
        if begin < len(cells):
            yield from self._take(cells[begin:], size)

    def _take(self, cells: list[tuple[int, bytes]], size: int) -> Iterator[Chunk]:
        if self._size + size > (self._target if self._record else HEAD_BYTES):
            yield from self.flush()
        self._records.append(len(self._cells))
        self._cells += cells
        self._size += size

    def flush(self) -> Iterator[Chunk]:
        """Give out what waits."""
        if not self._cells:
            return
        lengths = np.fromiter((len(value) for _, value in self._cells), np.int64, len(self._cells))
        column = np.fromiter((number for number, _ in self._cells), np.int32, len(self._cells))
        # Every value is followed by one line end.
        ends = np.cumsum(lengths + 1) - 1
        starts = ends - lengths
        values = (value for _, value in self._cells)
        data = b"".join(chain.from_iterable((value, b"\n") for value in values))
        chunk = Chunk(
            data=data,
            begin=0,
            end=len(data),
            first_line=self._line,
            first_record=self._record,
            record_starts=starts[np.array(self._records, np.int64)],
            table=self._table,
            fields=Fields(starts, ends, column),
            original=nowhere,
        )
        self._line += data.count(b"\n")
        self._record += len(self._records)
        self._clear()
        yield chunk

    def _column(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            if len(self._numbers) >= _MAX_COLUMNS:
                return 0
            number = self._numbers[name] = len(self._numbers)
            self._table.columns.append("" if name.startswith("\0") else name)
        return number


def _pieces(value: str) -> Iterator[bytes]:
    """A value as UTF-8, in pieces cut at spaces when it is very long."""
    while len(value) > _MAX_VALUE:
        cut = value.rfind(" ", 1, _MAX_VALUE) + 1 or _MAX_VALUE
        yield canonical(value[:cut])
        value = value[cut:]
    yield canonical(value)


__all__ = ["Entry", "EntryChunks"]
