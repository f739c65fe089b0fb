"""Gathers indexed records and gives them out as chunks of about the wanted size.

A chunk is given out only when the next record does not fit, so that punctuation after the last
record (``);``, ``]``, blank lines) stays with it instead of becoming a record of its own.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import HEAD_BYTES, Chunk, Fields, Offsets, Table
from leakscan.readers.window import TextWindow

_MIN_TARGET = 1024
_LATER = 16 * 1024 * 1024
"""From here on chunks are up to twice as large, for what each costs whatever it holds. Before,
several processes may still have to share what is left."""
_MOST_FIELDS = 320_000
"""Fields of such a chunk, which take more memory than its text."""


@frozen(kw_only=False, eq=False, repr=False)
class Batch:
    """Indexed records of one table, offsets relative to `begin` (absolute)."""

    begin: int
    record_starts: Offsets
    starts: Offsets
    ends: Offsets
    column: npt.NDArray[np.int32]


class RecordChunks:
    """Structured chunks cut from a window, one table after the other.

    Attributes:
        end: Absolute offset of the first byte not yet taken.
    """

    __slots__ = ("_batches", "_bytes_of_field", "_seen", "_table", "_text", "_window", "end")

    def __init__(self, window: TextWindow) -> None:
        self._window = window
        self._table: Table | None = None
        self._seen: set[int] = set()
        self._batches: list[Batch] = []
        self._text: list[bytes] = []
        self._bytes_of_field = 0.0
        """In the last chunk."""
        self.end = window.position

    @property
    def table(self) -> Table | None:
        """The table of the last records; None before any."""
        return self._table

    @property
    def empty(self) -> bool:
        """No record waits."""
        return not self._batches

    def room(self, table: Table) -> int:
        """Bytes that records of `table` may take until the chunk is full."""
        target = self._target(table)
        if self._batches and self._table is table:
            return max(target - (self.end - self._window.position), 0)
        return target

    def _target(self, table: Table) -> int:
        if id(table) not in self._seen:
            return HEAD_BYTES
        size = max(self._window.chunk_bytes, _MIN_TARGET)
        if self._window.position < _LATER:
            return size
        return min(max(int(_MOST_FIELDS * self._bytes_of_field), size), 2 * size)

    def add(
        self, table: Table, batch: Batch, end: int, text: bytes | None = None
    ) -> Iterator[Chunk]:
        """Take records up to `end` (absolute); chunks of another table are given out first.

        Args:
            table: Theirs. A table must be kept alive by the caller while it reads.
            batch: At least one record.
            end: Where the text that goes with them ends.
            text: Stands for the text from the end of what was taken before to `end`.
        """
        yield from self.change_to(table)
        if end - self._window.position > self._target(table):
            yield from self.flush()
        self._batches.append(batch)
        self.extend(end, text)

    def change_to(self, table: Table) -> Iterator[Chunk]:
        """Give out the records of another table than the one that comes."""
        if self._table is not table:
            yield from self.flush()
        self._table = table

    def extend(self, end: int, text: bytes | None = None) -> None:
        """Text without records: it stays with the records before, or before the next."""
        self._text.append(self._window.text(self.end, end) if text is None else text)
        self.end = end

    def restart(self) -> None:
        """Begin again at the window's position, after prose was cut from it directly."""
        self._batches, self._text = [], []
        self.end = self._window.position

    def flush(self) -> Iterator[Chunk]:
        """Give out what waits, if there is any record."""
        if self._batches and self._table is not None:
            yield self._chunk(self._table)

    def _chunk(self, table: Table) -> Chunk:
        self._seen.add(id(table))
        shifts = [batch.begin - self._window.position for batch in self._batches]
        batches = self._batches
        fields = Fields(
            _joined([batch.starts for batch in batches], shifts),
            _joined([batch.ends for batch in batches], shifts),
            batches[0].column
            if len(batches) == 1
            else np.concatenate([batch.column for batch in batches]),
        )
        record_starts = _joined([batch.record_starts for batch in batches], shifts)
        text = self._text[0] if len(self._text) == 1 else b"".join(self._text)
        self._batches, self._text = [], []
        self._bytes_of_field = len(text) / max(fields.starts.size, 1)
        return self._window.emit(self.end, record_starts, table=table, fields=fields, text=text)


def _joined(arrays: list[Offsets], shifts: list[int]) -> Offsets:
    if len(arrays) == 1:
        return arrays[0] + shifts[0] if shifts[0] else arrays[0]
    return np.concatenate([array + shift for array, shift in zip(arrays, shifts, strict=True)])
