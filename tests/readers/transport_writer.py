"""SAS transport files, as SAS writes them: only what the tests need."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A variable: text of `size` bytes, or numbers."""

    name: str
    cells: Sequence[str | float | None]
    size: int = 8
    label: str = ""
    format: str = ""
    is_number: bool = False


def people() -> list[Column]:
    """Three people, with a date, a code and a label."""
    return [
        Column("PID", ["144509912300979", "", "144509912300979"], 15, "Numéro de sécurité sociale"),
        Column("NOM", ["DURAND", "L'HÉNORET", "BÉBÉ"], 12),
        Column("DTN", [-3622.0, None, 8.5], 8, "Date de naissance", "DDMMYY", is_number=True),
        Column("POIDS", [61.5, -7.0, 1e6], 5, is_number=True),
        Column("VU", [0.0, 86399.0, None], 8, "Vu le", "DATETIME", is_number=True),
        Column("DEPT", [1.0, 35.0, None], 3, "", "Z", is_number=True),
    ]


def transport(*tables: Sequence[Column], version: int = 5, codec: str = "cp1252") -> bytes:
    """A library of tables."""
    names = ("LIBRARY", "MEMBER", "DSCRPTR", "NAMESTR", "OBS")
    if version >= 8:
        names = ("LIBV8", "MEMBV8", "DSCPTV8", "NAMSTV8", "OBSV8")
    library, member, descriptor, naming, rows = names
    parts = [_header(library), _stamp() * 2]
    for table in tables:
        parts += [_header(member, "000000000000000001600000000140"), _header(descriptor)]
        parts += [_stamp() * 2, _header(naming, f"{len(table):010}".ljust(30, "0"))]
        at, described = 0, b""
        for number, column in enumerate(table, 1):
            described += _name(column, number, at, version, codec)
            at += column.size
        parts += [_padded(described)]
        if version >= 8:
            parts += [_header("LABELV8", "1".ljust(30)), _padded(b"\0\1\0\3\0\4PIDlong")]
        parts += [_header(rows), _padded(b"".join(_rows(table, codec)))]
    return b"".join(parts)


def _header(name: str, told: str = "0" * 30) -> bytes:
    return f"HEADER RECORD*******{name:<8}HEADER RECORD!!!!!!!{told}".ljust(_LINE).encode()


def _stamp() -> bytes:
    return b"SAS     SAS     SASLIB  9.4     X64_10PR".ljust(_LINE)


def _padded(data: bytes) -> bytes:
    return data.ljust(-(-len(data) // _LINE) * _LINE)


def _name(column: Column, number: int, at: int, version: int, codec: str) -> bytes:
    kind = 1 if column.is_number else 2
    short, label = column.name[:8].ljust(8).encode(), column.label.encode(codec).ljust(40)
    shown = column.format.ljust(8).encode()
    width = 2 if column.format == "Z" else 10 if column.format else 0
    head = struct.pack(">4h8s40s8s3h2x8s2hi", kind, 0, column.size, number, short, label, shown,
                       width, 0, 0, b" " * 8, 0, 0, at)  # fmt: skip
    long = column.name.encode().ljust(32) if version >= 8 else bytes(32)
    return (head + long).ljust(140, b"\0")


def _rows(table: Sequence[Column], codec: str) -> list[bytes]:
    lines = zip(*(column.cells for column in table), strict=True)
    return [
        b"".join(_cell(cell, column, codec) for cell, column in zip(line, table, strict=True))
        for line in lines
    ]


def _cell(cell: str | float | None, column: Column, codec: str) -> bytes:
    if isinstance(cell, str):
        return cell.encode(codec).ljust(column.size)
    return ibm(cell)[: column.size]


def ibm(value: float | None) -> bytes:
    """A number as IBM mainframes write it; the missing one without."""
    if value is None:
        return b"." + bytes(7)
    if not value:
        return bytes(8)
    power, fraction = 64, abs(value)
    while fraction >= 1:
        fraction, power = fraction / 16, power + 1
    while fraction < 1 / 16:
        fraction, power = fraction * 16, power - 1
    sign = 0x80 if value < 0 else 0
    return struct.pack(">Q", (sign | power) << 56 | int(fraction * (1 << 56)))
