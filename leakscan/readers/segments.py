"""Segmented messages (HL7 v2, HPRIM Santé) to records and fields, as offset arrays.

One segment a line, its name first; fields, repetitions and components between separators that
the header names. Every non-empty component becomes a field whose column says what it is. Text
keeps its length: escapes are undone inside their cell and the cell is padded with spaces, so
places in the source stay right.
"""

import re

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen, slotted
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import SPACE, Bytes
from leakscan.readers.segment_marks import LINE_ENDS, MARKS, are_marks
from leakscan.readers.segment_schema import MAX_COMPONENTS, MAX_FIELDS, Schema

_FIELD, _COMPONENT, _REPETITION, _LINE_END = 1, 2, 3, 4
_MAX_NAME = 3
_DAY_DIGITS = 8
_NIR_DIGITS = (13, 15)
_NIR_AUTHORITY = re.compile(rb"INS|NIR|NIA|NSS|1\.2\.250\.1\.213\.1\.4\.|[\^~]SS\b")


@frozen(kw_only=False)
class Delimiters:
    """The separators of a message, as bytes."""

    field: int
    component: int
    repetition: int
    escape: int
    subcomponent: int
    repetition_first: bool = False

    @classmethod
    def of(cls, marks: bytes, *, repetition_first: bool = False) -> "Delimiters | None":
        """From the five bytes after the header's name; None when they cannot be separators."""
        if not are_marks(marks):
            return None
        field, component, repetition = marks[:3]
        if repetition_first:
            escape = marks[3]
            return cls(field, repetition, component, escape, escape, repetition_first=True)
        rest = marks[3:5].partition(marks[:1])[0].ljust(2)
        escape = rest[0] if rest[0] in MARKS else ord("\\")
        return cls(field, component, repetition, escape, rest[1] if rest[1] in MARKS else ord("&"))

    def bytes(self) -> bytes:
        """As a header writes them."""
        if self.repetition_first:
            return bytes((self.field, self.repetition, self.component, self.escape))
        marks = (self.field, self.component, self.repetition, self.escape, self.subcomponent)
        return bytes(marks)

    def classes(self) -> Bytes:
        """What each byte separates, by byte."""
        table = np.zeros(256, np.uint8)
        table[self.field], table[self.component] = _FIELD, _COMPONENT
        table[self.repetition] = _REPETITION
        table[list(LINE_ENDS)] = _LINE_END
        return table


@slotted
class Indexed:
    """Records of a buffer of whole lines, offsets relative to it.

    Attributes:
        record_starts: Where each begins.
        starts, ends: Cells that are not empty.
        column: Column number of each.
        text: The buffer with its escapes undone, of the same length.
    """

    record_starts: Offsets
    starts: Offsets
    ends: Offsets
    column: npt.NDArray[np.int32]
    text: bytes


@slotted
class _Cells:
    """Pieces between separators, with where they stand.

    Attributes:
        starts, ends: Spans.
        line: Line number of each, from 0.
        field, component: Numbers of each, from 0; those of the segment's name are 0.
    """

    starts: Offsets
    ends: Offsets
    line: npt.NDArray[np.int32]
    field: npt.NDArray[np.int32]
    component: npt.NDArray[np.int32]


def index_segments(data: Bytes, marks: Delimiters, schema: Schema) -> Indexed:
    """The records of `data`, which begins with a line and ends after one (or with the text)."""
    text = data.copy()
    classes = marks.classes()
    positions = np.flatnonzero(classes[text])
    kinds = classes[text[positions]]
    if schema.continuation:
        positions, kinds = _join_continued(text, positions, kinds, schema.continuation)
    begins, names = _lines(text, positions, kinds)
    rows, record_starts = _known(begins, names, schema)
    record_starts = record_starts[record_starts < text.size]
    shift = _shifts(rows, schema)
    positions, kinds = _without_inner(positions, kinds, rows, shift, schema)
    cells = _cells(text, positions, kinds)
    column = _columns(cells, rows, shift, schema)
    keep = column >= 0
    found = Indexed(record_starts, cells.starts[keep], cells.ends[keep], column[keep], b"")
    _cut_times(found, text, schema)
    _find_nirs(found, text, marks, schema)
    _undo_escapes(found, text, marks)
    _decode_texts(found, text, marks, schema)
    found.text = text.tobytes()
    return found


def _join_continued(
    text: Bytes, positions: Offsets, kinds: Bytes, name: bytes
) -> tuple[Offsets, Bytes]:
    """Blank the line ends and names of continuation segments, in place; their separators go."""
    raw, gone = text.tobytes(), []
    line_ends = positions[kinds == _LINE_END]
    size = len(name)
    after = line_ends + 1
    fits = after + size < text.size
    for offset, sign in enumerate(name):
        fits &= text[np.minimum(after + offset, text.size - 1)] == sign
    separators = positions[np.minimum(np.searchsorted(positions, after + size), kinds.size - 1)]
    fits &= separators == after + size
    for line_end in line_ends[fits].tolist():
        begin, end = line_end, line_end + size + 2
        while begin and raw[begin - 1] in LINE_ENDS:
            begin -= 1
        text[begin:end] = SPACE
        gone.append((begin, end))
    if not gone:
        return positions, kinds
    keep = text[positions] != SPACE
    return positions[keep], kinds[keep]


def _lines(text: Bytes, positions: Offsets, kinds: Bytes) -> tuple[Offsets, npt.NDArray[np.uint32]]:
    """Where each line begins, and its segment's name as a number; 0 for what cannot be one."""
    last = np.flatnonzero(kinds == _LINE_END)
    begins = np.concatenate(([0], positions[last] + 1))
    first = np.concatenate(([0], last + 1))
    size = np.append(positions, text.size)[first] - begins
    name = np.zeros(begins.size, np.uint32)
    for offset in range(_MAX_NAME):
        sign = text[np.minimum(begins + offset, text.size - 1)].astype(np.uint32)
        name = np.where(size > offset, name << 8 | sign, name)
    return begins, np.where((size > 0) & (size <= _MAX_NAME), name, 0).astype(np.uint32)


def _number(name: bytes) -> int:
    return int.from_bytes(name, "big")


def _known(
    begins: Offsets, names: npt.NDArray[np.uint32], schema: Schema
) -> tuple[npt.NDArray[np.int32], Offsets]:
    """The schema's row of each line, and where records start."""
    rows = np.zeros(names.size, np.int32)
    for name in np.unique(names).tolist():
        key = name.to_bytes(4, "big").lstrip(b"\0")
        rows[names == name] = schema.rows.get(key, 0)
    starts = np.isin(names, [_number(name) for name in schema.starts])
    if schema.group not in schema.starts:
        group = names == _number(schema.group)
        index = np.arange(names.size)
        earlier = np.maximum.accumulate(np.where(starts, index, -1))
        before = np.concatenate(([-1], np.maximum.accumulate(np.where(group, index, -1))[:-1]))
        starts |= group & (before >= 0) & (before > earlier)
    if starts.size:
        starts[0] = True
    return rows, begins[starts]


def _shifts(rows: npt.NDArray[np.int32], schema: Schema) -> Offsets:
    """By how much the fields of each line are numbered higher than their separators."""
    return schema.is_header[rows] * np.int64(schema.header_shift)


def _without_inner(
    positions: Offsets,
    kinds: Bytes,
    rows: npt.NDArray[np.int32],
    shift: Offsets,
    schema: Schema,
) -> tuple[Offsets, Bytes]:
    """Drop the separators inside fields that are one cell."""
    line_end = kinds == _LINE_END
    line = np.cumsum(line_end) - line_end
    fields = np.cumsum(kinds == _FIELD)
    at_start = np.concatenate(([0], fields[line_end]))
    number = np.minimum(fields - at_start[line] + shift[line], MAX_FIELDS - 1)
    inside = schema.whole[rows[line], number] & ((kinds == _COMPONENT) | (kinds == _REPETITION))
    return (positions[~inside], kinds[~inside]) if inside.any() else (positions, kinds)


def _cells(text: Bytes, positions: Offsets, kinds: Bytes) -> _Cells:
    """The pieces between separators that are not empty."""
    starts = np.concatenate(([0], positions + 1))
    ends = np.append(positions, text.size)
    before = np.concatenate((np.array([_LINE_END], np.uint8), kinds))
    index = np.arange(before.size, dtype=np.int32)
    line_end = before == _LINE_END
    fields = np.cumsum(before == _FIELD, dtype=np.int32)
    is_component = before == _COMPONENT
    components = np.cumsum(is_component, dtype=np.int32)
    line_start = np.maximum.accumulate(np.where(line_end, index, 0))
    piece_start = np.maximum.accumulate(np.where(is_component, 0, index))
    keep = np.flatnonzero(ends > starts)
    return _Cells(
        starts[keep],
        ends[keep],
        (np.cumsum(line_end, dtype=np.int32) - 1)[keep],
        fields[keep] - fields[line_start[keep]],
        components[keep] - components[piece_start[keep]],
    )


def _columns(
    cells: _Cells, rows: npt.NDArray[np.int32], shift: Offsets, schema: Schema
) -> npt.NDArray[np.int32]:
    """The column of each cell; -1 for names of segments and for the header's separators."""
    row = rows[cells.line]
    field = np.minimum(cells.field + shift[cells.line], MAX_FIELDS - 1)
    place = row * MAX_FIELDS + field
    component = np.minimum(cells.component, MAX_COMPONENTS - 1)
    column = schema.column.reshape(-1)[place * MAX_COMPONENTS + component]
    # A code beside its label is no second result.
    code = np.flatnonzero(
        (cells.component[1:] == 1) & (cells.component[:-1] == 0) & (column[1:] == column[:-1])
    )
    column[code] = schema.unnamed.reshape(-1)[place[code]]
    named = (cells.field == 0) & (row > 0)
    named |= schema.is_header[row] & (cells.field <= 1)
    column[named] = -1
    return column


def _cut_times(found: Indexed, text: Bytes, schema: Schema) -> None:
    """Keep the day of ``yyyymmddhhmmss``."""
    long = schema.is_date[found.column] & (found.ends - found.starts > _DAY_DIGITS)
    which = np.flatnonzero(long)
    if not which.size:
        return
    at = found.starts[which][:, None] + np.arange(_DAY_DIGITS)
    which = which[((text[at] - np.uint8(48)) < 10).all(axis=1)]
    found.ends[which] = found.starts[which] + _DAY_DIGITS


def _find_nirs(found: Indexed, text: Bytes, marks: Delimiters, schema: Schema) -> None:
    """Give the NIR its column where it stands among the patient's numbers (PID-3)."""
    size = found.ends - found.starts
    which = (found.column == schema.patient_number) & np.isin(size, _NIR_DIGITS)
    closing = re.compile(b"[" + re.escape(bytes([marks.field, marks.repetition])) + b"\r\n]")
    raw = text.tobytes() if which.any() else b""
    for number in np.flatnonzero(which).tolist():
        end = int(found.ends[number])
        stop = closing.search(raw, end)
        if _NIR_AUTHORITY.search(raw, end, stop.start() if stop else len(raw)):
            found.column[number] = schema.nir


def _undo_escapes(found: Indexed, text: Bytes, marks: Delimiters) -> None:
    r"""Write ``\T\`` and its kin as what they mean, in place, and shorten their cells."""
    escapes = np.flatnonzero(text == marks.escape)
    if not escapes.size or not found.starts.size:
        return
    which = np.unique(np.searchsorted(found.starts, escapes, side="right") - 1)
    which = which[which >= 0]
    mark = re.escape(bytes([marks.escape]))
    pattern = re.compile(mark + b"([^" + mark + b"\r\n]{1,64})" + mark)
    meaning = {
        b"F": bytes([marks.field]),
        b"S": bytes([marks.component]),
        b"T": bytes([marks.subcomponent]),
        b"R": bytes([marks.repetition]),
        b"E": bytes([marks.escape]),
    }

    def undone(match: re.Match[bytes]) -> bytes:
        return _meant(match[1], meaning, match[0])

    for cell in which.tolist():
        start, end = int(found.starts[cell]), int(found.ends[cell])
        plain = pattern.sub(undone, text[start:end].tobytes())
        padded = plain.ljust(end - start)
        if len(padded) == end - start:
            text[start:end] = np.frombuffer(padded, np.uint8)
            found.ends[cell] = start + len(plain)


def _decode_texts(found: Indexed, text: Bytes, marks: Delimiters, schema: Schema) -> None:
    """Read short texts in base64, which are remarks: what is longer was taken out as a file."""
    from leakscan.readers.segment_texts import decode_texts

    decoded = decode_texts(text, found.starts, found.ends, marks.component)
    if schema.remark >= 0:
        found.column[decoded] = schema.remark


def _meant(code: bytes, meaning: dict[bytes, bytes], whole: bytes) -> bytes:
    """What an escape means (HL7 v2.5.1, 2.7); CR for a line end, since lines are counted by LF."""
    if code in meaning:
        return meaning[code]
    if code[:1] == b".":
        return b"\r" if code[:3] in {b".br", b".sp"} else b""
    if code in {b"H", b"N"}:
        return b""
    if code[:1] == b"X":
        return _of_hex(code[1:]) or whole
    return whole


def _of_hex(digits: bytes) -> bytes:
    """UTF-8 text of hexadecimal bytes, which are in UTF-8 or cp1252; empty when it is neither."""
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""
    data = data.replace(b"\n", b"\r").replace(b"\0", b" ")
    try:
        return data.decode().encode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()


__all__ = ["Delimiters", "Indexed", "index_segments"]
