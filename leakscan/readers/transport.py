"""SAS transport files (.xpt), versions 5, 6, 8 and 9: tables one after the other.

Specification: SAS Technical Support TS-140 ("Record Layout of a SAS Version 5 or 6 Data Set in SAS
Transport (XPORT) Format") and its counterpart for versions 8 and 9. All is in records of 80 bytes;
numbers are those of IBM mainframes, two to eight bytes of them. What `PROC CPORT` writes is another
format, whose specification is not public.
"""

import struct
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.patterns import deferred
from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.typed_tables import TypedTable
from leakscan.readers.variables import (
    MOST_VARIABLES,
    Calendar,
    Variable,
    decoder_of,
    rows_of,
    table_of,
)

INFO = FormatInfo(
    name="sas-transport",
    description={
        "fr": "transport SAS (.xpt), versions 5 à 9 : étiquettes et dates des variables",
        "en": "SAS transport (.xpt), versions 5 to 9: labels and dates of variables",
    },
    limits={"fr": "PROC CPORT : non lu", "en": "PROC CPORT: not read"},
)
_LINE = 80
_BLOCK_BYTES = 3200 * _LINE
_MARK = b"HEADER RECORD*******"
_LIBRARIES = (_MARK + b"LIBRARY ", _MARK + b"LIBV8 ")
_MEMBERS = (_MARK + b"MEMBER ", _MARK + b"MEMBV8 ")
_NAMES = (_MARK + b"NAMESTR ", _MARK + b"NAMSTV8 ")
_OBSERVATIONS = (_MARK + b"OBS ", _MARK + b"OBSV8 ")
_SIZE_AT, _COUNT_AT = slice(74, 78), slice(48, 58)
_USUAL_NAME = 140
_MAX_ROW = 16 * 1024 * 1024
_NUMBER = 1
_DAYS = Calendar(epoch="1960-01-01", milliseconds=86_400_000)
_SECONDS = Calendar(epoch="1960-01-01", milliseconds=1000)
_MOMENT_FORMAT = deferred(r"(?:E8601|B8601|IS8601|N8601|NL)?(?:DT|DATETIME|DATEAMPM|MDYAMPM)")
_DAY_FORMAT = deferred(
    r"""(?x) (?:NL|EURDF|FRADF|EUR|FRA)? (?:
        DATE | DDMMYY[BCDNPS]? | MMDDYY[BCDNPS]? | YYMMDD[BCDNPS]? | WORDDAT[EX] |
        WEEKDAT[EX] | JULIAN | WDX | WKX | DE | DD
      ) | (?:E|B|IS)8601DA """
)
_LEADING_ZEROS = "Z"
_MAX_ZEROS = 16
_NAME = struct.Struct(">4h8s40s8s3h2x8s2hi")
_LEAST_NAME, _LONG_NAME = _NAME.size, 32
_NUMBER_BYTES = 8


@frozen
class _Column:
    """Where the values of a variable stand in a row."""

    variable: Variable
    number: bool
    start: int
    size: int


def is_transport(head: bytes, name: str) -> bool:
    """Whether bytes begin a library of tables."""
    del name
    return head.startswith(_LIBRARIES)


def read_transport(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of rows of every table.

    Memory: that of some rows and a chunk.

    Raises:
        ReadError: The variables of a table cannot be read; nothing is known without them.
    """
    codec = options.encoding or ""
    sheet = 0
    while member := _pass(feed, _MEMBERS):
        sheet += 1
        columns = _columns(feed, member, codec)
        table = table_of([column.variable for column in columns])
        blocks = _blocks(feed, max(column.start + column.size for column in columns))
        rows = _rows(blocks, columns, table, codec)
        yield from table.items(rows, chunk_bytes=options.chunk_bytes, sheet=sheet)


def _pass(feed: ByteFeed, wanted: tuple[bytes, ...]) -> bytes:
    """The next record that begins with one of these; empty where the file ends before."""
    while len(line := feed.read(_LINE)) == _LINE:
        if line.startswith(wanted):
            return line
    return b""


def _columns(feed: ByteFeed, member: bytes, codec: str) -> list[_Column]:
    """The variables of the table that a record begins."""
    size = _told(member[_SIZE_AT]) or _USUAL_NAME
    count = _told(_pass(feed, _NAMES)[_COUNT_AT])
    if not 0 < count <= MOST_VARIABLES or size < _LEAST_NAME:
        raise ReadError(GapReason.CORRUPT, "sas transport header")
    names = feed.read(-(-count * size // _LINE) * _LINE)
    if len(names) < count * size or not _pass(feed, _OBSERVATIONS):
        raise ReadError(GapReason.CORRUPT, "sas transport header")
    columns = [_column(names[at : at + size], codec) for at in range(0, count * size, size)]
    if any(column.start < 0 or column.size <= 0 for column in columns):
        raise ReadError(GapReason.CORRUPT, "sas transport header")
    if max(column.start + column.size for column in columns) > _MAX_ROW:
        raise LimitExceeded(GapReason.TOO_LARGE, "sas transport row")
    return columns


def _told(digits: bytes) -> int:
    return int(digits) if digits.strip().isdigit() else 0


def _column(name: bytes, codec: str) -> _Column:
    """A variable from what describes it."""
    kind, _, size, _, short, label, shown, width, *_, start = _NAME.unpack_from(name)
    decode = decoder_of(codec)
    long = decode(name[_NAME.size : _NAME.size + _LONG_NAME]).strip(" \0")
    format_name = shown.decode("latin-1").strip(" \0").upper()
    variable = Variable(
        name=long or decode(short).strip(" \0"),
        label=decode(label).strip(" \0"),
        calendar=_calendar(format_name),
        digits=min(max(width, 0), _MAX_ZEROS) if format_name == _LEADING_ZEROS else 0,
    )
    return _Column(variable=variable, number=kind == _NUMBER, start=start, size=size)


def _calendar(format_name: str) -> Calendar | None:
    if _MOMENT_FORMAT.fullmatch(format_name):
        return _SECONDS
    return _DAYS if _DAY_FORMAT.fullmatch(format_name) else None


def _blocks(feed: ByteFeed, size: int) -> Iterator[npt.NDArray[np.uint8]]:
    """Rows of `size` bytes, to where the next table begins or the file ends."""
    rest, ended = b"", False
    while not ended:
        block = feed.read(_BLOCK_BYTES)
        end = _next_table(block)
        ended = end >= 0 or len(block) < _BLOCK_BYTES
        if end >= 0:
            feed.give_back(block[end:])
            block = block[:end]
        data = rest + block
        if ended:
            data = _without_padding(data, size)
        count = len(data) // size
        rest = data[count * size :]
        yield np.frombuffer(data, np.uint8, count * size).reshape(count, size)
        ended = ended or feed.budget.is_spent()
    if rest.strip():
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="table ends too early"))


def _next_table(block: bytes) -> int:
    """Where a record begins a table, -1 without."""
    at = block.find(_MARK)
    while at >= 0 and (at % _LINE or not block.startswith(_MEMBERS, at)):
        at = block.find(_MARK, at + 1)
    return at


def _without_padding(data: bytes, size: int) -> bytes:
    """The last rows without the blanks that fill up the last record."""
    blanks = min(len(data) - len(data.rstrip(b" ")), _LINE - 1)
    return data[: -(-(len(data) - blanks) // size) * size]


def _rows(
    blocks: Iterator[npt.NDArray[np.uint8]],
    columns: Sequence[_Column],
    table: TypedTable,
    codec: str,
) -> Iterator[list[str]]:
    first = 1
    for block in blocks:
        cells = [_cells(block, column, codec) for column in columns]
        yield from rows_of(table, cells, first)
        first += len(block)


def _cells(rows: npt.NDArray[np.uint8], column: _Column, codec: str) -> list[str]:
    part = np.ascontiguousarray(rows[:, column.start : column.start + column.size])
    if column.number:
        return column.variable.numbers(*_numbers(part))
    decode = decoder_of(codec)
    texts = part.view(f"S{part.shape[1]}").ravel().tolist()
    return [decode(text).rstrip(" \0") for text in texts]


def _numbers(
    part: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Numbers of IBM: a sign, seven bits of a power of 16, a fraction; and which are missing."""
    kept = min(part.shape[1], _NUMBER_BYTES)
    whole = np.zeros((len(part), _NUMBER_BYTES), np.uint8)
    whole[:, :kept] = part[:, :kept]
    bits = whole.view(">u8").ravel().astype(np.uint64)
    fraction = (bits & np.uint64((1 << 56) - 1)).astype(np.float64)
    power = (whole[:, 0] & 0x7F).astype(np.int64) - 64
    values = np.ldexp(fraction, 4 * power - 56) * np.where(whole[:, 0] & 0x80, -1.0, 1.0)
    missing = (whole[:, 0] != 0) & ~whole[:, 1:].any(axis=1)
    return values, missing


__all__ = ["INFO", "is_transport", "read_transport"]
