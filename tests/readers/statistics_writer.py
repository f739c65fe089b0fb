"""Datasets of Stata and SPSS, written as their specifications have it.

A column is a name, what is told of it, and its values: text, or numbers with None for missing.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Value = str | float | None
_BIAS = 100
_SPSS_DATE = 20 << 16
_DAYS_BETWEEN = 137_775
"""From 14 October 1582 to 1960."""


@dataclass
class Column:
    """A variable and its values.

    Attributes:
        shown: Its format: ``%td``, or that of SPSS as a number.
        long: Its texts stand behind the records (Stata).
    """

    name: str
    values: Sequence[Value]
    label: str = ""
    shown: str | int = ""
    meanings: dict[float | str, str] = field(default_factory=dict)
    long: bool = False

    @property
    def is_text(self) -> bool:
        """Whether values are text."""
        return isinstance(next((each for each in self.values if each is not None), 0.0), str)


def people() -> list[Column]:
    """Three fictitious people, by codes and numbers that only their labels explain."""
    return [
        Column("v1", [144509912300979.0, None, 144509912300979.0], "Numéro de sécurité sociale"),
        Column("v2", ["DURAND", "L'HÉNORET", "BÉBÉ"], "Nom de famille"),
        Column("v3", [-3622.0, None, 7.5], "Date de naissance", "%td"),
        Column("v4", [2.0, 1.0, 9.0], "Sexe", meanings={1: "Homme", 2: "Femme"}),
        Column("v5", ["enceinte de 22 SA", "", "né à Évry; " * 60], "Commentaire", long=True),
        Column("v6", [1.25, -7.0, None], "Taux"),
    ]


def people_in_spss() -> list[Column]:
    """The same people, with dates as SPSS counts them: in seconds since 1582."""
    columns = people()
    for column in columns:
        if column.shown:
            column.shown = _SPSS_DATE
            column.values = [
                None if value is None else (float(value) + _DAYS_BETWEEN) * 86_400
                for value in column.values
            ]
    return columns


def stata(columns: Sequence[Column], *, release: int = 118, order: str = "<") -> bytes:
    """A dataset in one of the formats 108 to 119; long texts from 117 on."""
    tagged = release >= 117
    codec = "utf-8" if release >= 118 else "cp1252"
    rows = len(columns[0].values)
    cells = [
        [_stata_cell(column, row, number, release, order, codec) for row in range(rows)]
        for number, column in enumerate(columns, 1)
    ]
    sizes = [max(map(len, part)) for part in cells]
    kinds = [
        _stata_kind(each, size, tagged=tagged) for each, size in zip(columns, sizes, strict=True)
    ]
    data = b"".join(
        cell.ljust(size, b"\0")
        for row in zip(*cells, strict=True)
        for cell, size in zip(row, sizes, strict=True)
    )
    wide = release >= 118
    name_bytes = 129 if wide else 33 if release >= 110 else 9

    def texts(values: Sequence[str], size: int) -> bytes:
        return b"".join(each.encode(codec).ljust(size, b"\0") for each in values)

    names = texts([column.name for column in columns], name_bytes)
    labels = texts([column.label for column in columns], 321 if wide else 81)
    shown = [str(column.shown or "%9.0g") for column in columns]
    formats = texts(shown, 57 if wide else 49 if release >= 114 else 12)
    sets = texts([f"l{n}" if c.meanings else "" for n, c in enumerate(columns)], name_bytes)
    meanings = [
        _stata_meanings(f"l{number}", column, name_bytes, order, codec)
        for number, column in enumerate(columns)
        if column.meanings
    ]
    if not tagged:
        head = bytes([release, 1 if order == ">" else 2, 1, 0])
        head += (
            struct.pack(f"{order}hi", len(columns), rows)
            + bytes(81)
            + b"1 Jan 2024 10:00".ljust(18, b"\0")
        )
        types = bytes(_old_code(kind, release) for kind in kinds)
        extra = struct.pack(f"{order}bi", 1, 3) + b"abc" + bytes(5)
        extra = extra if release >= 110 else bytes(3)
        sort = bytes(2 * len(columns) + 2)
        return b"".join([head, types, names, sort, formats, sets, labels, extra, data, *meanings])
    parts = {
        b"variable_types": struct.pack(f"{order}{len(kinds)}H", *kinds),
        b"varnames": names,
        b"sortlist": bytes((4 if release >= 119 else 2) * (len(columns) + 1)),
        b"formats": formats,
        b"value_label_names": sets,
        b"variable_labels": labels,
        b"characteristics": b"",
        b"data": data,
        b"strls": b"".join(_long_texts(columns, release, order, codec)),
        b"value_labels": b"".join(b"<lbl>" + each + b"</lbl>" for each in meanings),
    }
    count = struct.pack(order + ("I" if release >= 119 else "H"), len(columns))
    head = b"<stata_dta><header><release>%d</release><byteorder>%s</byteorder><K>" % (
        release,
        b"LSF" if order == "<" else b"MSF",
    )
    head += count + b"</K><N>" + struct.pack(order + ("Q" if wide else "I"), rows) + b"</N><label>"
    head += bytes(2 if wide else 1) + b"</label><timestamp>\0</timestamp></header>"
    places = [0, len(head)]
    at = len(head) + len(b"<map></map>") + 14 * 8
    body = b""
    for tag, part in parts.items():
        places.append(at + len(body))
        body += b"<%s>%s</%s>" % (tag, part, tag)
    places += [at + len(body), at + len(body) + len(b"</stata_dta>")]
    plan = b"<map>" + struct.pack(f"{order}14Q", *places) + b"</map>"
    return head + plan + body + b"</stata_dta>"


def longest_text(release: int) -> int:
    """Bytes of text that stands in its record."""
    return 80 if release < 111 else 244 if release < 117 else 2045


def _stata_cell(
    column: Column, row: int, number: int, release: int, order: str, codec: str
) -> bytes:
    value = column.values[row]
    if column.is_text:
        text = str(value or "").encode(codec)
        if not column.long or release < 117:
            return text[: longest_text(release)]
        if not text:
            return bytes(8)
        variable = {117: 4, 118: 2}.get(release, 3)
        names = (number, variable), (row + 1, 8 - variable)
        end: Literal["little", "big"] = "little" if order == "<" else "big"
        return b"".join(each.to_bytes(size, end) for each, size in names)
    return struct.pack(f"{order}d", 2.0**1023 if value is None else float(value))


def _stata_kind(column: Column, size: int, *, tagged: bool) -> int:
    if not column.is_text:
        return 65526 if tagged else 255
    return 32768 if tagged and column.long else size


def _old_code(kind: int, release: int) -> int:
    if release >= 111:
        return kind
    return ord("d") if kind == 255 else kind + 0x7F


def _long_texts(columns: Sequence[Column], release: int, order: str, codec: str) -> list[bytes]:
    form = "IQBI" if release >= 118 else "IIBI"
    return [
        b"GSO" + struct.pack(order + form, number, row, 130, len(text) + 1) + text + b"\0"
        for number, column in enumerate(columns, 1)
        if column.long
        for row, text in enumerate((str(each or "").encode(codec) for each in column.values), 1)
        if text
    ]


def _stata_meanings(name: str, column: Column, name_bytes: int, order: str, codec: str) -> bytes:
    texts, places = b"", []
    for label in column.meanings.values():
        places.append(len(texts))
        texts += label.encode(codec) + b"\0"
    values = [int(value) for value in column.meanings]
    count = len(values)
    table = struct.pack(f"{order}{2 + 2 * count}i", count, len(texts), *places, *values) + texts
    head = struct.pack(f"{order}i", len(table)) + name.encode().ljust(name_bytes, b"\0")
    return head + bytes(3) + table


def spss(
    columns: Sequence[Column], *, compression: int = 1, order: str = "<", codec: str = "utf-8"
) -> bytes:
    """A system file: as it is (0), by codes of a byte (1), in blocks of those (2)."""
    rows = len(columns[0].values)
    widths = [
        max(len(str(v or " ").encode(codec)) for v in c.values) if c.is_text else 0 for c in columns
    ]
    records, elements, at, sets = b"", [], 1, b""
    long, names = [], []
    for number, (column, width) in enumerate(zip(columns, widths, strict=True)):
        short = f"S{number}"
        names.append(f"{short}={column.name}".encode(codec))
        segments = [width]
        if width > 255:
            count = -(-width // 252)
            segments = [255] * (count - 1) + [width - 252 * (count - 1)]
            long.append(b"%s=%05d\0" % (short.encode(), width))
        if column.meanings:
            sets += _spss_meanings(column, at, order, codec)
        for part, size in enumerate(segments):
            label = column.label.encode(codec) if not part else b""
            name = (short if not part else f"{short}P{part}").encode().ljust(8)
            shown = column.shown if isinstance(column.shown, int) else 5 << 16
            record = struct.pack(f"{order}6i", 2, size, bool(label), 0, shown, shown) + name
            if label:
                record += struct.pack(f"{order}i", len(label)) + label.ljust(
                    -(-len(label) // 4) * 4
                )
            more = -(-size // 8) - 1
            records += record
            records += (struct.pack(f"{order}6i", 2, -1, 0, 0, 0, 0) + b" " * 8) * max(more, 0)
            at += 1 + max(more, 0)
        elements.append((width, segments))
    head = (b"$FL3" if compression == 2 else b"$FL2") + b"@(#) SPSS DATA FILE test".ljust(60)
    head += struct.pack(f"{order}5id", 2, at - 1, compression, 0, rows, _BIAS)
    head += b"01 Jan 2410:00:00".ljust(84)
    extensions = _extension(13, b"\t".join(names), order)
    extensions += _extension(14, b"\t".join(long), order) if long else b""
    extensions += _extension(20, codec.encode(), order)
    data = b"".join(
        _spss_cell(column.values[row], width, segments, order, codec)
        for row in range(rows)
        for column, (width, segments) in zip(columns, elements, strict=True)
    )
    whole = head + records + sets + extensions + struct.pack(f"{order}2i", 999, 0)
    if compression == 0:
        return whole + data
    coded = _coded(data, order)
    if compression == 1:
        return whole + coded
    blocks = zlib.compress(coded[:40]) + zlib.compress(coded[40:])
    at = len(whole)
    end = at + 24 + len(blocks)
    return whole + struct.pack(f"{order}3q", at, end, 72) + blocks + bytes(72)


def _extension(subtype: int, data: bytes, order: str) -> bytes:
    return struct.pack(f"{order}4i", 7, subtype, 1, len(data)) + data


def _spss_meanings(column: Column, at: int, order: str, codec: str) -> bytes:
    data = struct.pack(f"{order}2i", 3, len(column.meanings))
    for value, label in column.meanings.items():
        text = label.encode(codec)
        data += (
            str(value).encode(codec).ljust(8) if column.is_text else struct.pack(f"{order}d", value)
        )
        data += bytes([len(text)]) + text.ljust(len(text) + (-len(text) - 1) % 8)
    return data + struct.pack(f"{order}3i", 4, 1, at)


def _spss_cell(value: Value, width: int, segments: Sequence[int], order: str, codec: str) -> bytes:
    if not width:
        missing = -1.7976931348623157e308
        return struct.pack(f"{order}d", missing if value is None else float(value))
    text = str(value or "").encode(codec).ljust(width)
    if len(segments) == 1:
        return text.ljust(-(-width // 8) * 8)
    parts = [text[255 * n : 255 * (n + 1)] for n in range(len(segments))]
    sizes = [-(-size // 8) * 8 for size in segments]
    return b"".join(part.ljust(size) for part, size in zip(parts, sizes, strict=True))


def _coded(data: bytes, order: str) -> bytes:
    """Cases by codes of a byte; a code that stands for nothing fills up the last group."""
    codes, raw, coded = b"", b"", b""
    for at in [*range(0, len(data), 8), None]:
        element = b"" if at is None else data[at : at + 8]
        code, stored = _code(element, order)
        codes, raw = codes + bytes([code]), raw + stored
        if at is None:
            codes = codes.ljust(8, b"\0")
        if len(codes) == 8:
            coded, codes, raw = coded + codes + raw, b"", b""
    return coded


def _code(element: bytes, order: str) -> tuple[int, bytes]:
    if not element:
        return 252, b""
    if element == b" " * 8:
        return 254, b""
    (number,) = struct.unpack(f"{order}d", element)
    if number == -1.7976931348623157e308:
        return 255, b""
    if 1 <= number + _BIAS <= 251 and number == int(number):
        return int(number) + _BIAS, b""
    return 253, element
