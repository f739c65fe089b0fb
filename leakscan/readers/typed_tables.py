"""Tables whose cells are typed values: their chunks, and the files that stand in cells.

Bytes that are a file become a member; they wait in memory until a chunk is full, so a chunk is
called for when they are too many.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.cell_values import (
    MAX_CELL_BYTES,
    MIN_ENCODED,
    file_in_text,
    is_member,
    member,
    shown_text,
    text_of,
    text_of_bytes,
)
from leakscan.readers.grid import FLUSH, grid_chunks
from leakscan.readers.payloads import MAX_WAITING_BYTES

_MAX_WAITING = 16 * 1024 * 1024


class TypedTable:
    """One table while it is read; cells are asked for row by row.

    Attributes:
        name: What members are named after; empty without.
        columns: Names of the columns.
        labels: What the format says of columns beside their names.
    """

    __slots__ = ("_members", "_waiting", "columns", "labels", "name")

    def __init__(self, name: str, columns: Sequence[str], labels: Sequence[str] = ()) -> None:
        self._members: list[Embedded] = []
        self._waiting = 0
        self.name = name
        self.columns = columns
        self.labels = labels

    def text(self, value: object, column: int, row: int) -> str:
        """The text of a cell; a value that is long or a file waits to become a member."""
        if isinstance(value, str):
            if len(value) < MIN_ENCODED and not value.startswith("{"):
                return value
            found = file_in_text(value)
            shown = None if found or len(value) > MAX_CELL_BYTES else shown_text(value)
            if shown is not None:
                return shown
            return self._wait(found or value.encode(errors="replace"), column, row)
        if isinstance(value, bytes | bytearray | memoryview):
            data = bytes(value)
            if is_member(data):
                return self._wait(data, column, row)
            return text_of_bytes(data)
        return text_of(value)

    def _wait(self, data: bytes, column: int, row: int) -> str:
        names = (self.name, self.columns[column] if column < len(self.columns) else "")
        path = "/".join([*filter(None, names), str(row)])
        if self._waiting and self._waiting + len(data) > MAX_WAITING_BYTES:
            # One row may hold any number of files that expand to many times what is stored.
            gap = Gap(reason=GapReason.TOO_LARGE, where="file in a cell", bytes=len(data))
            self._members.append(Embedded(path, BytesIO, size=len(data), gap=gap))
            return ""
        self._members.append(member(path, data))
        self._waiting += len(data)
        return ""

    def items(
        self, rows: Iterable[Sequence[str]], *, chunk_bytes: int, sheet: int = 0
    ) -> Iterator[Item]:
        """Chunks of the rows, and the members that their making left waiting.

        Args:
            rows: Made with `text` as they are asked for.
            chunk_bytes: Target size of a chunk.
            sheet: Number of the table, 0 when there is one only.
        """
        chunks = grid_chunks(
            self.columns,
            self._bounded(rows),
            header_certain=True,
            chunk_bytes=chunk_bytes,
            sheet=sheet,
            labels=self.labels,
        )
        for chunk in chunks:
            yield chunk
            yield from self._taken()
        yield from self._taken()

    def _bounded(self, rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
        """The rows, and a call for a chunk when too much waits."""
        for row in rows:
            yield row
            if self._waiting > _MAX_WAITING:
                yield FLUSH

    def _taken(self) -> list[Embedded]:
        taken, self._members, self._waiting = self._members, [], 0
        return taken
