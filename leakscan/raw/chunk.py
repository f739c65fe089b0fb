"""A bounded piece of one member as canonical UTF-8, with its records and fields indexed.

Readers make chunks, detectors search them, evidence counts their hits. All positions are
byte offsets into `Chunk.data`, from 0, as `int64` arrays; spans are half-open.
"""

from collections.abc import Callable
from dataclasses import field

import numpy as np
import numpy.typing as npt

from leakscan.frozen import slotted
from leakscan.native import records
from leakscan.native.library import KERNELS

Offsets = npt.NDArray[np.int64]

CHUNK_BYTES = 2 * 1024 * 1024
"""Target size of a chunk: each costs a hundred calls whatever its size, so half of it costs a
fifth more; twice as much doubles the memory for a tenth less."""
HEAD_BYTES = 256 * 1024
"""A table's first chunk holds its first records up to this size, whatever the chunk size:
what a column holds is decided on it, and must not depend on how the rest is cut."""
MAX_RECORD_BYTES = 1024 * 1024
"""A structured record longer than this is read as prose."""
MAX_PROSE_RECORD_BYTES = 64 * 1024
"""A document is one record up to this size, beyond it is cut at page breaks or blank lines."""
MOST_COLUMNS = 16 * 1024
"""Columns of a table of cells, as in a workbook; what stands beyond is one more, without a name."""
NO_COLUMN = -1
"""Column of text outside fields, and of what no column holds."""
UNKNOWN_OFFSET = -1
"""Original offset of text that does not stand in the member byte for byte (inside XML, a PDF)."""
MARGIN_BYTES = 1024
"""Text repeated on both sides of a cut inside prose; longer than any match with its context."""


@slotted
class Table:
    """A sequence of records with the same columns: one CSV file, one SQL table, one sheet.

    Attributes:
        columns: Raw column names by column number. Readers may append while they read (new
            JSON keys); a name, once there, stays. Empty names are allowed.
        header_certain: True when the format itself names columns (SQL, JSON keys). False when
            `columns` are the cells of the first record, which may be a header or data; that
            record is then also the first record of the first chunk. Where titles stand above
            the header, the detectors put the header's cells in their place.
        turned: A record's fields stand in rows below each other, so that no row can do without
            one of its cells.
        touching: Nothing may stand between a field and the next.
        labels: What the format says of columns beside their names (``v3``: date de naissance),
            by column number; empty where it says nothing.
    """

    columns: list[str] = field(default_factory=list)
    header_certain: bool = False
    turned: bool = False
    touching: bool = False
    labels: list[str] = field(default_factory=list)


@slotted
class Fields:
    """Fields of a chunk's records, ascending by position and not overlapping.

    Attributes:
        starts, ends: Span of each value, quotes excluded, spaces not trimmed.
        column: Column number of each, an index into `Table.columns`; numbers beyond it are
            columns without a name (ragged rows).
        known_width: See `Chunk.width`; -1 before it is asked for.
    """

    starts: Offsets
    ends: Offsets
    column: npt.NDArray[np.int32]
    known_width: int = -1


def same_offset(offset: int) -> int:
    """The original offset where nothing was transcoded before `Chunk.data[0]` moved it."""
    return offset


@slotted
class Chunk:
    """One bounded piece of a member.

    `data[begin:end]` is owned by this chunk; what is before and after is context that belongs
    to its neighbours (empty at record boundaries). A match belongs to the chunk in which it
    starts. Joined, the owned parts of all chunks are the member's canonical text.

    Attributes:
        data: Valid UTF-8.
        first_line: Number, from 1, of the line in which `data[begin]` stands.
        first_record: Number, from 0, of the first record that starts in the owned part or after it.
        record_starts: Where each owned record starts, ascending; `record_starts[0] == begin`
            unless bytes outside any record (punctuation, SQL statements) come first; empty
            when the chunk holds nothing else.
        table: The table these records belong to; None for prose.
        fields: Index of the fields; None for prose.
        original: Byte offset, in the member's own bytes, of an offset into `data`, or
            `UNKNOWN_OFFSET`.
        sheet: Number of the sheet or table, from 1, within which lines and records are
            counted; 0 for the member itself.
        first_page: Number of the page, from 1, in which `data[begin]` stands; form feeds turn
            pages. 0 without pages.
        cards: Records of prose are each about one person, as the cards of an address book.
    """

    data: bytes
    begin: int
    end: int
    first_line: int
    first_record: int
    record_starts: Offsets
    table: Table | None = None
    fields: Fields | None = None
    original: Callable[[int], int] = same_offset
    sheet: int = 0
    first_page: int = 0
    cards: bool = False

    def __repr__(self) -> str:
        return f"Chunk(bytes={self.end - self.begin}, first_record={self.first_record})"

    @property
    def width(self) -> int:
        """Fields of every record when all have the same columns in order, else 0."""
        if self.fields is None:
            return 0
        if self.fields.known_width < 0:
            self.fields.known_width = _width(self.fields.column, self.record_starts.size)
        return self.fields.known_width

    def cells_of(self, column: int) -> slice | Offsets:
        """Which fields are those of a column, ascending."""
        assert self.fields is not None
        if self.width:
            # Every record has every column, so plain steps find them; none has one beyond.
            first = column if column < self.width else self.fields.column.size
            return slice(first, None, self.width)
        return np.flatnonzero(self.fields.column == column)

    def columns_of(self, fields: Offsets) -> npt.NDArray[np.int32]:
        """The column of each field, `NO_COLUMN` where that is negative: outside fields."""
        if self.fields is None or not self.fields.column.size:
            return np.full(fields.size, NO_COLUMN, np.int32)
        # `take` is several times as fast as an index in brackets, and clips -1 to a field.
        column = self.fields.column.take(fields, mode="clip")
        column[fields < 0] = NO_COLUMN
        return column

    @property
    def record_ends(self) -> Offsets:
        """Where each owned record ends; the last one before the margin."""
        return np.append(self.record_starts[1:], self.end)[: self.record_starts.size]

    def record_of(self, offsets: Offsets) -> Offsets:
        """The record, an index into `record_starts`, that each offset stands in (at least 0)."""
        return np.maximum(last_before(self.record_starts, offsets), 0)


def _width(column: npt.NDArray[np.int32], records: int) -> int:
    if not records or not column.size or column.size % records:
        return 0
    width = column.size // records
    if (column[:width] != np.arange(width, dtype=column.dtype)).any():
        return 0
    # Each row with the one before: in one row of numbers, which is compared several at a time.
    return width if (column[width:] == column[:-width]).all() else 0


def last_before(starts: Offsets, places: Offsets) -> Offsets:
    """For each place the index of the last start, of ascending ones, that is not beyond it.

    -1 where all are. Fast where places ascend, too, which is nearly always.
    """
    if KERNELS is not None:
        return records.last_before(starts, places)
    return np.searchsorted(starts, places, side="right") - 1


__all__ = [
    "CHUNK_BYTES",
    "HEAD_BYTES",
    "MARGIN_BYTES",
    "MAX_PROSE_RECORD_BYTES",
    "MAX_RECORD_BYTES",
    "MOST_COLUMNS",
    "NO_COLUMN",
    "UNKNOWN_OFFSET",
    "Chunk",
    "Fields",
    "Offsets",
    "Table",
    "last_before",
]
