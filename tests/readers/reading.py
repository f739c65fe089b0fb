"""Reads bytes through the readers and lists what came out, for comparison in tests."""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from leakscan.model.coverage import Gap
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.opening import Reading, ReadOptions, open_member


class Dribble(io.RawIOBase):
    """A stream that returns less than asked, like a pipe."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size, self._at = data, size, 0

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` of the given bytes."""
        count = min(size, self._size)
        block = self._data[self._at : self._at + count]
        self._at += len(block)
        return block


@dataclass(frozen=True)
class Result:
    """Everything that must not depend on the chunk size."""

    text: bytes
    records: list[tuple[int, bytes]]
    fields: list[tuple[str, int, bytes]]
    formats: list[str]
    encoding: str | None
    gaps: list[Gap]
    loose: list[tuple[int, int]]
    members: list[tuple[str, "Result | Gap"]] = field(default_factory=list)


def read(data: bytes, name: str = "", *, dribble: int = 0, **options: object) -> Result:
    """Read `data` whole, checking on the way what every chunk promises."""
    stream = Dribble(data, dribble) if dribble else io.BytesIO(data)
    reading = open_member(stream, name, ReadOptions(**options))  # type: ignore[arg-type]
    return collect(reading)


def until_error(reading: Reading) -> Iterator[Item]:
    """What a reading gives; an error is a gap, as it is in a scan."""
    try:
        yield from reading.items()
    except ReadError as error:
        reading.gaps.append(Gap(reason=error.reason, where=error.detail))


def collect(reading: Reading) -> Result:
    """All that a reading gives, with every chunk checked."""
    text, records, fields, loose, members = b"", [], [], [], []
    numbers: dict[int, tuple[int, int]] = defaultdict(lambda: (1, 0))
    for chunk in until_error(reading):
        if isinstance(chunk, Embedded):
            members.append((chunk.name, chunk.gap or _member(chunk)))
            continue
        check(chunk)
        line, record = numbers[chunk.sheet]
        assert (chunk.first_line, chunk.first_record) == (line, record)
        starts = [*chunk.record_starts.tolist(), chunk.end]
        for begin, end in pairwise(starts):
            records.append((len(text) + begin - chunk.begin, chunk.data[begin:end].rstrip()))
        fields.extend(_fields(chunk))
        if not chunk.record_starts.size:
            loose.append((len(text), chunk.end - chunk.begin))
        text += chunk.data[chunk.begin : chunk.end]
        line += chunk.data[chunk.begin : chunk.end].count(b"\n")
        numbers[chunk.sheet] = (line, record + chunk.record_starts.size)
    gaps = list(reading.gaps)
    formats, encoding = reading.formats, reading.encoding
    return Result(text, records, fields, formats, encoding, gaps, loose, members)


def _member(embedded: Embedded) -> Result:
    return collect(open_member(embedded.open(), embedded.name, ReadOptions(), depth=1))


def check(chunk: Chunk) -> None:
    """What the contract of a chunk says."""
    chunk.data.decode()
    assert 0 <= chunk.begin < chunk.end <= len(chunk.data)
    starts = chunk.record_starts
    assert starts.size > 0 or chunk.table is None
    assert (starts[1:] > starts[:-1]).all()
    assert (chunk.begin <= starts).all()
    assert (starts < chunk.end).all()
    assert (chunk.fields is None) == (chunk.table is None)
    if chunk.fields is None:
        assert (starts[:1] == chunk.begin).all()
        return
    fields = chunk.fields
    assert fields.starts.size == fields.ends.size == fields.column.size
    # Kernels read arrays as they lie in memory.
    assert all(array.flags.c_contiguous for array in (starts, fields.starts, fields.ends))
    assert fields.column.flags.c_contiguous
    assert (fields.starts.dtype, fields.column.dtype) == (np.int64, np.int32)
    assert (fields.starts <= fields.ends).all()
    assert (fields.starts[1:] >= fields.ends[:-1]).all()
    if fields.starts.size:
        assert fields.starts[0] >= starts[0]
        assert fields.ends[-1] <= chunk.end


def _fields(chunk: Chunk) -> list[tuple[str, int, bytes]]:
    if chunk.fields is None or chunk.table is None:
        return []
    columns = chunk.table.columns
    spans = zip(
        chunk.fields.starts.tolist(),
        chunk.fields.ends.tolist(),
        chunk.fields.column.tolist(),
        strict=True,
    )
    return [
        (columns[column] if column < len(columns) else "", column, chunk.data[start:end])
        for start, end, column in spans
    ]
