"""What the beginning of a Stata dataset says: its variables, and where the parts of it stand.

Specification: as in `stata.py`. Until format 115 fields follow each other, from 117 on they stand
between tags, and a map tells where.
"""

import io
import struct
from collections.abc import Sequence
from itertools import accumulate

from leakscan.frozen import frozen
from leakscan.model.coverage import GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.readers.seekable import size_of
from leakscan.readers.variables import MOST_VARIABLES, Calendar, decoder_of

TAGGED = b"<stata_dta><header><release>"
_OLD = frozenset([108, 110, 111, 113, 114, 115])
_TAGGED_RELEASES = {b"117": 117, b"118": 118, b"119": 119}
_OLD_HEADER_BYTES = 109
MAX_RECORD_BYTES = 16 * 1024 * 1024
LONG_TEXT = "L"
_TAGGED_KINDS = {32768: ("L", 8), 65526: ("d", 8), 65527: ("f", 4), 65528: ("i", 4)} | {
    65529: ("h", 2),
    65530: ("b", 1),
}
_OLD_KINDS = {251: ("b", 1), 252: ("h", 2), 253: ("i", 4), 254: ("f", 4), 255: ("d", 8)}
_LETTERS = {"b": ("b", 1), "i": ("h", 2), "l": ("i", 4), "f": ("f", 4), "d": ("d", 8)}
_TEXT = "S"
_EPOCH = "1960-01-01"


@frozen
class Column:
    """A variable as the description has it.

    Attributes:
        name, label: Its name, and what its author wrote it is.
        kind: Of NumPy for numbers, ``S`` for text, ``L`` for long text.
        start, size: Bytes of a record.
        calendar: What its numbers stand for, if dates.
        digits: Its numbers are shown with leading zeros up to so many.
        meanings: Name of its value labels.
    """

    name: str
    label: str
    kind: str
    start: int
    size: int
    calendar: Calendar | None
    digits: int
    meanings: str


@frozen
class Dataset:
    """A dataset but for its data.

    Attributes:
        release: Of the format.
        order: Of bytes, as `struct` has it.
        rows: Number of records.
        columns: The variables.
        data_at: Where the records begin.
        long_texts_at: Where the texts behind the records are; 0 without.
        labels_at: Where value labels are.
    """

    release: int
    order: str
    rows: int
    columns: tuple[Column, ...]
    data_at: int
    long_texts_at: int
    labels_at: int

    @property
    def record_bytes(self) -> int:
        """Size of a record."""
        return sum(column.size for column in self.columns)


def ended(field: bytes) -> bytes:
    """A text up to the zero that ends it."""
    return field.split(b"\0", 1)[0]


def is_dataset(head: bytes) -> bool:
    """Whether bytes begin a dataset of any release."""
    if head.startswith(TAGGED):
        return True
    if len(head) < _OLD_HEADER_BYTES or head[0] not in _OLD:
        return False
    return head[1] in {1, 2} and head[2] == 1 and head[3] == 0 and b"\0" in head[90:109]


def dataset_of(file: io.BufferedReader, codec: str) -> Dataset:
    """The description at the beginning of a file.

    Raises:
        ReadError: It is cut or damaged; nothing is known without it.
    """
    try:
        tagged = file.read(len(TAGGED)) == TAGGED
        file.seek(0)
        found = _tagged(file, codec) if tagged else _old(file, codec)
    except (ArithmeticError, LookupError, ValueError, struct.error):
        raise ReadError(GapReason.CORRUPT, "stata header") from None
    if found.record_bytes > MAX_RECORD_BYTES:
        raise LimitExceeded(GapReason.TOO_LARGE, "stata record")
    return found


class _Fields:
    """The fields of a file in order."""

    def __init__(self, file: io.BufferedReader, codec: str) -> None:
        self._file = file
        self._decode = decoder_of(codec)
        self.order = "<"

    def exactly(self, size: int) -> bytes:
        """So many bytes.

        Raises:
            ValueError: There are not so many.
        """
        data = self._file.read(size) if size >= 0 else b""
        if len(data) < size or size < 0:
            raise ValueError
        return data

    def number(self, kind: str) -> int:
        """A whole number, its kind as `struct` has it."""
        (value,) = struct.unpack(self.order + kind, self.exactly(struct.calcsize(kind)))
        return int(value)

    def texts(self, count: int, size: int) -> list[str]:
        """Texts that end with a zero, in fields of equal size."""
        data = self.exactly(count * size)
        fields = (data[at : at + size] for at in range(0, count * size, size))
        return [self._decode(ended(field)) for field in fields]

    def tag(self, name: bytes) -> None:
        """A tag.

        Raises:
            ValueError: It is another one.
        """
        if self.exactly(len(name) + 2) != b"<" + name + b">":
            raise ValueError


def _old(file: io.BufferedReader, codec: str) -> Dataset:
    fields = _Fields(file, codec)
    release, order, _, _ = fields.exactly(4)
    fields.order = ">" if order == 1 else "<"
    count, rows = fields.number("H"), fields.number("I")
    fields.exactly(81 + 18)
    name_bytes = 33 if release >= 110 else 9
    kinds = [_old_kind(each, release) for each in fields.exactly(count)]
    names = fields.texts(count, name_bytes)
    fields.exactly(2 * (count + 1))
    formats = fields.texts(count, 49 if release >= 114 else 12)
    meanings = fields.texts(count, name_bytes)
    labels = fields.texts(count, 81)
    while any(head := fields.exactly(5 if release >= 110 else 3)):
        size = int.from_bytes(head[1:], "big" if order == 1 else "little")
        file.seek(size, io.SEEK_CUR)
    at = file.tell()
    columns = _columns(names, labels, kinds, formats, meanings)
    size = sum(column.size for column in columns)
    return Dataset(
        release=release,
        order=fields.order,
        rows=rows,
        columns=columns,
        data_at=at,
        long_texts_at=0,
        labels_at=at + size * rows,
    )


def _old_kind(code: int, release: int) -> tuple[str, int]:
    if release >= 111:
        return _OLD_KINDS.get(code) or (_TEXT, code)
    return (_TEXT, code - 0x7F) if code > 0x7F else _LETTERS[chr(code)]


def _tagged(file: io.BufferedReader, codec: str) -> Dataset:
    end = size_of(file)
    file.seek(0)
    fields = _Fields(file, codec)
    fields.exactly(len(TAGGED))
    release = _TAGGED_RELEASES[fields.exactly(3)]
    fields.tag(b"/release")
    fields.tag(b"byteorder")
    fields.order = {b"LSF": "<", b"MSF": ">"}[fields.exactly(3)]
    fields.tag(b"/byteorder")
    fields.tag(b"K")
    count = fields.number("I" if release >= 119 else "H")
    fields.tag(b"/K")
    fields.tag(b"N")
    rows = fields.number("Q" if release >= 118 else "I")
    if count > MOST_VARIABLES:
        raise ValueError
    fields.tag(b"/N")
    fields.tag(b"label")
    fields.exactly(fields.number("H" if release >= 118 else "B"))
    fields.tag(b"/label")
    fields.tag(b"timestamp")
    fields.exactly(fields.number("B"))
    for tag in (b"/timestamp", b"/header", b"map"):
        fields.tag(tag)
    places = [min(at, end) for at in struct.unpack(fields.order + "14Q", fields.exactly(14 * 8))]
    columns = _described(file, fields, places, count, release)
    return Dataset(
        release=release,
        order=fields.order,
        rows=rows,
        columns=columns,
        data_at=places[9] + len("<data>"),
        long_texts_at=places[10] + len("<strls>"),
        labels_at=places[11] + len("<value_labels>"),
    )


def _described(
    file: io.BufferedReader, fields: _Fields, places: Sequence[int], count: int, release: int
) -> tuple[Column, ...]:
    """The variables, by the parts of the file that describe them."""
    long = release >= 118

    def part(number: int, tag: bytes, size: int) -> list[str]:
        file.seek(places[number])
        fields.tag(tag)
        return fields.texts(count, size)

    file.seek(places[2])
    fields.tag(b"variable_types")
    codes = struct.unpack(f"{fields.order}{count}H", fields.exactly(2 * count))
    return _columns(
        part(3, b"varnames", 129 if long else 33),
        part(7, b"variable_labels", 321 if long else 81),
        [_TAGGED_KINDS.get(code) or (_TEXT, code) for code in codes],
        part(5, b"formats", 57 if long else 49),
        part(6, b"value_label_names", 129 if long else 33),
    )


def _columns(
    names: Sequence[str],
    labels: Sequence[str],
    kinds: Sequence[tuple[str, int]],
    formats: Sequence[str],
    meanings: Sequence[str],
) -> tuple[Column, ...]:
    starts = accumulate((size for _, size in kinds), initial=0)
    rows = zip(names, labels, kinds, starts, formats, meanings, strict=False)
    return tuple(
        Column(
            name=name,
            label=label,
            kind=kind,
            start=start,
            size=size,
            calendar=_calendar(shown),
            digits=_leading(shown),
            meanings=meaning,
        )
        for name, label, (kind, size), start, shown, meaning in rows
    )


_CALENDARS = {
    "d": Calendar(epoch=_EPOCH, milliseconds=86_400_000),
    "c": Calendar(epoch=_EPOCH, milliseconds=1),
    "m": Calendar(epoch=_EPOCH, milliseconds=0),
}
_CALENDARS["C"] = _CALENDARS["c"]
"""With leap seconds, some thirty in all."""


def _calendar(shown: str) -> Calendar | None:
    """What numbers of a format stand for: ``%td``, ``%-tdD_m_Y``, ``%tc``, ``%d`` of old."""
    code = shown.lstrip("%-")
    if code.startswith("t"):
        return _CALENDARS.get(code[1:2])
    return _CALENDARS["d"] if code.startswith("d") else None


def _leading(shown: str) -> int:
    """How many digits a format shows: ``%013.0f`` has leading zeros up to 13."""
    width, _, rest = shown.removeprefix("%").partition(".")
    padded = width.startswith("0") and width.isdecimal() and rest in {"0f", "0g", "0fc"}
    return int(width) if padded and len(width) < 4 else 0


__all__ = ["LONG_TEXT", "TAGGED", "Column", "Dataset", "dataset_of", "ended", "is_dataset"]
