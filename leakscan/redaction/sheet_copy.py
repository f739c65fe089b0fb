"""Copies a worksheet: reads its rows as a scan does, writes other cells for what is found.

Cells that change are written with their text in them, so that no shared string has to; their
formulas go, and so do formulas that quote a value. Everything else stays byte for byte.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from leakscan.detectors.engine import Detection, MemberDetector
from leakscan.detectors.rule import NO_RULE
from leakscan.frozen import frozen
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import ByteStream
from leakscan.readers.grid import SEPARATOR, grid_chunks
from leakscan.readers.sheet_rows import SheetRows
from leakscan.readers.texts import canonical
from leakscan.redaction.cell_xml import CellWriter
from leakscan.redaction.markup_copy import copied_markup
from leakscan.redaction.prose_spans import found_in
from leakscan.redaction.replacements import Replacer
from leakscan.redaction.sheet_xml import RawRow, SheetXml
from leakscan.redaction.spans import body_of, find_spans

_CHUNK_BYTES = 512 * 1024
"""Rows are held as they stand until their chunk is examined, ten times what they say."""
_SEPARATOR = SEPARATOR.encode()
_Span = tuple[int, int, bytes]
"""Begin and end in the text of a row, and what stands there instead."""


@frozen(kw_only=False, repr=False)
class _Row:
    """A row that waits: as it stands (None for one that is left out), its cells, their text."""

    raw: RawRow | None
    cells: Sequence[str]
    text: bytes


class SheetCopy:
    """Copies one worksheet after the other.

    Attributes:
        kept: By number, which shared strings some cell still shows.
        replaced: Spans replaced, by rule index.
        emptied: Names of the columns that were emptied.
    """

    def __init__(
        self,
        detector: MemberDetector,
        replacer: Replacer,
        writer: CellWriter,
        strings: int,
        *,
        chunk_bytes: int,
        drop: bool,
    ) -> None:
        """`strings`: how many shared ones there are; `drop`: empty columns instead."""
        self._chunk_bytes = min(chunk_bytes, _CHUNK_BYTES)
        self._detector, self._replacer, self._writer = detector, replacer, writer
        self._drop = drop
        self.kept = np.zeros(strings + 1, np.bool_)
        self.replaced: Counter[int] = Counter()
        self.emptied: list[str] = []
        self._waiting: deque[_Row] = deque()
        self._line = 1

    def run(self, stream: ByteStream, rows: SheetRows) -> Iterator[bytes]:
        """The copy of a worksheet, piece by piece.

        Args:
            stream: The part.
            rows: Says what its cells show.

        Raises:
            ReadError: It is damaged, or written in a way that cannot be copied.
        """
        sheet = SheetXml(stream)
        self._line = 1
        self._writer.begin_sheet(sheet.prefix)
        yield sheet.head
        shown = self._shown(sheet, rows)
        for chunk in grid_chunks([], shown, header_certain=False, chunk_bytes=self._chunk_bytes):
            for piece, detection in self._detector.detections(chunk):
                yield b"".join(self._written(piece, detection))
        while self._waiting:
            yield self._unchanged(self._waiting.popleft())
        tail = sheet.tail()
        yield copied_markup(tail, self._detector, self._replacer, self.replaced)

    def _shown(self, sheet: SheetXml, rows: SheetRows) -> Iterator[Sequence[str]]:
        for raw in sheet.rows():
            rows.take(raw.number, raw.cells)
            while rows.out:
                cells = rows.out.popleft()
                text = canonical((SEPARATOR.join(cells) if any(cells) else "") + "\n")
                self._waiting.append(_Row(None if rows.out else raw, cells, text))
                yield cells

    def _written(self, chunk: Chunk, detection: Detection) -> Iterator[bytes]:
        """The rows before a chunk as they are, and those of the chunk with what is replaced."""
        while self._waiting and self._line < chunk.first_line:
            yield self._unchanged(self._pop())
        size, rows = chunk.end - chunk.begin, list[_Row]()
        if self._line != chunk.first_line:
            raise _too_long()
        while self._waiting and size > 0:
            size -= len(self._waiting[0].text)
            rows.append(self._pop())
        if size:
            raise _too_long()
        found = self._found(chunk, detection, rows)
        told = self._quoting(rows)
        for number, row in enumerate(rows):
            if number in found or number in told:
                yield self._changed(row, found.get(number, {}), told.get(number, ()))
            else:
                yield self._unchanged(row)

    def _pop(self) -> _Row:
        row = self._waiting.popleft()
        self._line += row.text.count(b"\n")
        return row

    def _found(
        self, chunk: Chunk, detection: Detection, rows: list[_Row]
    ) -> dict[int, dict[int, str | None]]:
        """What is to be shown, by row and by cell of a row; None for an empty cell."""
        spans = find_spans(chunk, detection, literals=False)
        if not len(spans):
            return {}
        self.replaced.update(spans.by_rule())
        sizes = np.fromiter((len(row.text) for row in rows), np.int64, len(rows))
        begins = chunk.begin + np.cumsum(sizes) - sizes
        at = np.searchsorted(begins, spans.start, side="right") - 1
        # Nothing reaches over the end of a row but its line end.
        starts = (spans.start - begins[at]).tolist()
        ends = (spans.end - begins[at]).tolist()
        texts = self._replacer.replace(chunk.data, spans)
        gone = self._gone(detection)
        body = int(np.searchsorted(begins, body_of(chunk, detection)))
        found: dict[int, dict[int, str | None]] = {}
        in_row: dict[int, list[_Span]] = {}
        for number, start, end, text in zip(at.tolist(), starts, ends, texts, strict=True):
            in_row.setdefault(number, []).append((start, end, text))
        for number, row_spans in in_row.items():
            cells = _cells_with(rows[number], row_spans)
            if number >= body:
                cells.update(dict.fromkeys(cells.keys() & gone))
            found[number] = cells
        return found

    def _gone(self, detection: Detection) -> set[int]:
        """The columns that are emptied."""
        profile = detection.profile
        if not self._drop or profile is None:
            return set()
        gone = np.flatnonzero(profile.rule != NO_RULE).tolist()
        if detection.new_table:
            self.emptied += [profile.names[at] for at in gone if at < len(profile.names)]
        return set(gone)

    def _quoting(self, rows: list[_Row]) -> dict[int, list[int]]:
        """Cells whose formula quotes something that is found, by row."""
        places, texts = list[tuple[int, int]](), list[str]()
        for number, row in enumerate(rows):
            if row.raw is not None:
                for cell, formula in self._writer.quoting(row.raw):
                    places.append((number, cell))
                    texts.append(formula)
        quoting: dict[int, list[int]] = {}
        for at, spans in found_in(texts, self._detector, self._replacer):
            self.replaced.update(rule for _, _, rule, _ in spans)
            number, cell = places[at]
            quoting.setdefault(number, []).append(cell)
        return quoting

    def _unchanged(self, row: _Row) -> bytes:
        if row.raw is None:
            return b""
        self._keep(row.raw, ())
        return self._writer.unchanged(row.raw)

    def _changed(self, row: _Row, cells: dict[int, str | None], quoting: Sequence[int]) -> bytes:
        raw = row.raw
        assert raw is not None
        texts = self._writer.by_cell(raw, row.cells, cells)
        self._keep(raw, texts)
        return self._writer.changed(raw, texts, quoting)

    def _keep(self, raw: RawRow, changed: Collection[int]) -> None:
        """Remember which shared strings are still shown."""
        numbers = [
            int(cell[3])
            for at, cell in enumerate(raw.cells)
            if cell[2] == b"s" and at not in changed and cell[3].isdigit()
        ]
        if numbers:
            found = np.minimum(np.array(numbers, np.int64), self.kept.size - 1)
            self.kept[found] = True


def _cells_with(row: _Row, spans: list[_Span]) -> dict[int, str | None]:
    """What the cells of a row show with other texts in some places of the row's text."""
    cells: dict[int, str | None] = {}
    begin, waiting = 0, deque(spans)
    for at, text in enumerate(_texts_of(row)):
        if not waiting:
            break
        end = begin + len(text)
        low, high, instead = waiting[0]
        if low == begin and high == end:
            # Nearly all that is found fills its cell.
            waiting.popleft()
            cells[at] = instead.decode("utf-8", "replace")
        elif low < end:
            cells[at] = _patched(text, begin, waiting).decode("utf-8", "replace")
        begin = end + 1
    return cells


def _texts_of(row: _Row) -> Sequence[bytes]:
    """The text of each cell, as it stands in that of the row."""
    texts = row.text[:-1].split(_SEPARATOR)
    if len(texts) == len(row.cells):
        return texts
    # A cell holds what separates cells.
    return [canonical(cell) for cell in row.cells]


def _patched(text: bytes, begin: int, waiting: deque[_Span]) -> bytes:
    """A cell that begins at `begin` with other texts in it; what is used up waits no longer."""
    end, pieces, done = begin + len(text), list[bytes](), begin
    while waiting and waiting[0][0] < end:
        low, high, instead = waiting[0]
        # What reaches over several cells stands in the first of them.
        pieces += [text[done - begin : max(low, done) - begin], instead]
        done = min(high, end)
        if high > end:
            waiting[0] = (end + 1, high, b"")
            break
        waiting.popleft()
    return b"".join([*pieces, text[done - begin :]])


def _too_long() -> ReadError:
    return ReadError(GapReason.TOO_LARGE, "a row that is longer than a record can be")
