"""dBase tables and their kin (FoxPro, Visual FoxPro, Clipper): records of fixed width.

Source: "Xbase file format" (dBase III to 7, FoxPro 2 and Visual FoxPro), as written by dBase,
LibreOffice and the `dbf` library. Records marked as deleted are still there and are read.
Memos stand in a file beside it (``.dbt``, ``.fpt``), read as a file of its own.
"""

import re
import struct
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Item
from leakscan.readers.cell_values import text_of, text_of_bytes
from leakscan.readers.eightbit import encoding_of
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.grid import grid_chunks
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="dbf",
    description={
        "fr": "tables dBase III à 7, FoxPro, Visual FoxPro, Clipper ; lignes effacées comprises",
        "en": "dBase III to 7, FoxPro, Visual FoxPro and Clipper tables; deleted rows included",
    },
    limits={
        "fr": "mémos lus dans leur propre fichier (.dbt, .fpt), sans lien avec leur ligne",
        "en": "memos are read in their own file (.dbt, .fpt), without a link to their row",
    },
)
_VERSIONS = frozenset(
    b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x7b\x83\x87\x8b\x8c\x8e\xb3\xcb\xe5\xf5\xfb"
)
_DBASE_7 = frozenset(b"\x04\x8c")
_BLOCK_BYTES = 256 * 1024
_MAX_HEADER = 2048 * 48
_DAY_ZERO = 1721425
"""Julian day number of the day before the first of the calendar."""
_KINDS = frozenset(b"CNFLDTMGPBIYVQWX@+O0")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_CODECS = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x04: "mac_roman", 0x08: "cp865", 0x09: "cp437",
    0x0A: "cp850", 0x0B: "cp437", 0x0D: "cp437", 0x0E: "cp850", 0x0F: "cp437", 0x10: "cp850",
    0x11: "cp437", 0x12: "cp850", 0x13: "cp932", 0x14: "cp850", 0x15: "cp437", 0x16: "cp850",
    0x17: "cp865", 0x18: "cp437", 0x19: "cp437", 0x1A: "cp850", 0x1B: "cp437", 0x1C: "cp863",
    0x1D: "cp850", 0x24: "cp860", 0x25: "cp850", 0x37: "cp850", 0x57: "cp1252", 0x58: "cp1252",
    0x59: "cp1252", 0x64: "cp852", 0x65: "cp866", 0x66: "cp865", 0x6B: "cp857", 0x6C: "cp863",
    0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253",
}  # fmt: skip
"""By language driver, byte 29 of the header."""


@frozen
class _Field:
    """A column: where its bytes stand in a record, and what they are."""

    name: str
    kind: str
    start: int
    end: int


@frozen
class _Layout:
    """What the header says.

    Attributes:
        header_bytes, record_bytes: Sizes.
        count: Records that there should be.
        codec: Encoding of the text, empty when the header does not say.
        fields: The columns.
    """

    header_bytes: int
    record_bytes: int
    count: int
    codec: str
    fields: tuple[_Field, ...]


def is_dbf(head: bytes, name: str) -> bool:
    """Whether bytes begin a table: the widths of its fields add up to that of a record."""
    del name
    return _layout(head) is not None


def read_dbf(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of records, deleted ones included."""
    layout = _layout(feed.peek(_MAX_HEADER))
    assert layout is not None
    feed.read(layout.header_bytes)
    codec = options.encoding or _codec(layout, feed.peek(_BLOCK_BYTES))
    names = [field.name for field in layout.fields]
    rows = _rows(feed, layout, codec)
    yield from grid_chunks(names, rows, header_certain=True, chunk_bytes=options.chunk_bytes)


def _codec(layout: _Layout, sample: bytes) -> str:
    """The encoding that the header declares, unless the text is certainly another one."""
    found = encoding_of(sample)
    if found == "utf-8" or not layout.codec:
        return found.replace("ascii", "cp1252")
    return layout.codec


def _layout(head: bytes) -> _Layout | None:
    if len(head) < 65 or head[0] not in _VERSIONS or not (head[2] <= 12 and head[3] <= 31):
        return None
    count, header_bytes, record_bytes = struct.unpack_from("<IHH", head, 4)
    step, start = (48, 68) if head[0] in _DBASE_7 else (32, 32)
    fields = _fields(head[:header_bytes], start, step)
    if not fields or header_bytes < start + step or fields[-1].end != record_bytes:
        return None
    return _Layout(
        header_bytes=header_bytes,
        record_bytes=record_bytes,
        count=count,
        codec=_CODECS.get(head[29], ""),
        fields=tuple(fields),
    )


def _fields(header: bytes, at: int, step: int) -> list[_Field]:
    """The columns, after the mark of deletion; none when they are damaged."""
    fields: list[_Field] = []
    end = 1
    name_bytes = step - 16 if step > 32 else 11
    kind_at = name_bytes
    while at + step <= len(header) and header[at] not in {0x0D, 0}:
        raw = header[at : at + name_bytes].split(b"\0")[0]
        kind = header[at + kind_at]
        size, decimals = header[at + kind_at + 5 - (step > 32) * 4], 0
        if step == 32 and kind == ord("C"):
            # Clipper and FoxPro keep the high byte of a long text where decimals stand.
            decimals = header[at + 17]
        size += decimals << 8
        if kind not in _KINDS or not size:
            return []
        name = raw.decode("cp850", "replace").strip()
        fields.append(_Field(name=name, kind=chr(kind), start=end, end=end + size))
        end += size
        at += step
    return fields


def _rows(feed: ByteFeed, layout: _Layout, codec: str) -> Iterator[list[str]]:
    size = layout.record_bytes
    step = max(_BLOCK_BYTES // size, 1) * size
    left = layout.count * size
    readers = [(_READERS.get(each.kind), each.start, each.end) for each in layout.fields]
    while left > 0:
        block = feed.read(min(step, left))
        left -= len(block)
        for start in range(0, len(block) - size + 1, size):
            yield _row(block[start : start + size], readers, codec)
        if len(block) % size:
            yield _row(block[len(block) // size * size :].ljust(size), readers, codec)
        if not block or len(block) % size:
            break
    if left > 0:
        gap = Gap(reason=GapReason.CORRUPT, where="table ends too early", bytes=left)
        feed.gaps.append(gap)


_Reader = Callable[[bytes], str]


def _row(record: bytes, readers: list[tuple[_Reader | None, int, int]], codec: str) -> list[str]:
    cells = []
    for read, start, end in readers:
        value = record[start:end]
        if read is None:
            text = value.rstrip(b" \0").decode(codec, "replace").lstrip(" ")
            cells.append(text.replace("\0", " "))
        else:
            cells.append(read(value))
    return cells


def _day(value: bytes) -> str:
    """``19500131`` as an export writes it."""
    text = value.decode("latin-1").strip(" \0")
    found = _DAY.fullmatch(text)
    return "-".join(found.groups()) if found else text


def _moment(value: bytes) -> str:
    """Julian day and milliseconds; text where a program wrote that instead."""
    if len(value) != 8 or value.strip(b" 0123456789") == b"":
        return _day(value[:8])
    day, milliseconds = struct.unpack("<ii", value)
    try:
        midnight = datetime.fromordinal(day - _DAY_ZERO)
        return text_of(midnight + timedelta(milliseconds=milliseconds))
    except (ValueError, OverflowError):
        return ""


def _integer(value: bytes) -> str:
    return str(int.from_bytes(value, "little", signed=True))


def _double(value: bytes) -> str:
    if len(value) != 8:
        return text_of_bytes(value).strip()
    return text_of(struct.unpack("<d", value)[0])


def _currency(value: bytes) -> str:
    return text_of(int.from_bytes(value, "little", signed=True) / 10_000)


def _big_endian(value: bytes) -> str:
    """Numbers of dBase 7 are stored so that they sort: with the sign bit turned."""
    return str(int.from_bytes(value, "big") - (1 << 8 * len(value) - 1))


def _varying(value: bytes) -> str:
    """Visual FoxPro's text of varying length, which stands in the last byte when short."""
    short = value[-1] < len(value)
    return text_of_bytes(value[: value[-1]] if short else value).rstrip(" \0")


def _nothing(_: bytes) -> str:
    """Pointers to memos, and flags."""
    return ""


_READERS: dict[str, _Reader] = {
    "D": _day,
    "T": _moment,
    "@": _moment,
    "I": _integer,
    "+": _big_endian,
    "B": _double,
    "O": _nothing,
    "Y": _currency,
    "V": _varying,
    "Q": _varying,
    "M": _nothing,
    "G": _nothing,
    "P": _nothing,
    "W": _nothing,
    "0": _nothing,
}
