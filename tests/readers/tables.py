"""What a reader of tables gives, in a form that tests can compare."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from leakscan.model.coverage import Gap
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.reading import check


@dataclass
class Tables:
    """Rows by column names, and members, in the order in which they were read."""

    rows: list[tuple[tuple[str, ...], list[str]]] = field(default_factory=list)
    members: list[tuple[str, bytes]] = field(default_factory=list)
    prose: str = ""
    gaps: list[Gap] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)

    def of(self, *columns: str) -> list[list[str]]:
        """The rows of the tables with these columns."""
        return [row for names, row in self.rows if names == columns]


def read_tables(data: bytes, name: str = "", **options: object) -> Tables:
    """Read `data` whole; every chunk is checked."""
    reading = open_member(io.BytesIO(data), name, ReadOptions(**options))  # type: ignore[arg-type]
    found = Tables()
    try:
        _take(found, reading.items())
    except ReadError as error:
        reading.gaps.append(Gap(reason=error.reason, where=error.detail))
        _take(found, reading.salvage(ReadOptions(), begun=bool(found.rows or found.prose)))
    found.gaps, found.formats = reading.gaps, reading.formats
    return found


def _take(found: Tables, items: Iterator[Item]) -> None:
    for item in items:
        if isinstance(item, Embedded):
            found.members.append((item.name, _whole(item)))
            continue
        check(item)
        if item.table is None:
            found.prose += item.data[item.begin : item.end].decode()
        else:
            names = tuple(item.table.columns)
            found.rows.extend((names, row) for row in _rows(item))


def _whole(item: Embedded) -> bytes:
    stream, data = item.open(), b""
    while block := stream.read(60_000):
        data += block
    return data


def _rows(chunk: Chunk) -> list[list[str]]:
    assert chunk.fields is not None
    rows: list[list[str]] = [[] for _ in range(chunk.record_starts.size)]
    records = chunk.record_of(chunk.fields.starts).tolist()
    spans = zip(chunk.fields.starts.tolist(), chunk.fields.ends.tolist(), strict=True)
    for record, (start, end) in zip(records, spans, strict=True):
        rows[record].append(chunk.data[start:end].decode())
    return rows
