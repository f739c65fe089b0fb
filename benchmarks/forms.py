"""The persons of the dense file in other forms: as NDJSON and SQL, in more or fewer columns, and
among rows about nobody.
"""

import json
from collections.abc import Callable, Iterator
from itertools import chain, cycle, islice

from benchmarks.dense import HEADER, dense_blocks

_NAMES = HEADER.decode().strip().split(";")
_ENCODING = "cp1252"
_ROWS_AT_ONCE = 4096
_FIRST = ("nir", "telephone", "nom", "prenom", "date_naissance", "commentaire", "groupe_sanguin")
_INSERTED = 500
"""Rows of one statement, some 100 kB, as mysqldump writes them."""
_NEUTRAL = (
    "{0:08};;;;;;;;;;;;;;piece {0:07} rack {1} 12 pcs stock {2} poste B verifie {3} niveau 3 "
    "palette {3} zone {1} fournisseur X{1} commande {0:07} en cours serie {2};V\n"
)


def ndjson_blocks(seed: int) -> Iterator[bytes]:
    """Endless blocks of whole lines, UTF-8, an object for each row."""
    names = _NAMES

    def line(cells: list[str]) -> str:
        return json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False) + "\n"

    return _blocks(seed, line, "utf-8")


def sql_blocks(seed: int) -> Iterator[bytes]:
    """A dump of one table: endless blocks of statements with many rows each, UTF-8."""
    columns = ",\n".join(f"  `{name}` varchar(255) DEFAULT NULL" for name in _NAMES)
    yield f"CREATE TABLE `dossiers` (\n{columns}\n);\n".encode()
    rows = _rows(seed)
    while True:
        values = (
            "(" + ",".join("'" + cell.replace("'", "\\'") + "'" for cell in cells) + ")"
            for cells in islice(rows, _INSERTED)
        )
        yield ("INSERT INTO `dossiers` VALUES " + ",".join(values) + ";\n").encode()


def column_blocks(seed: int, columns: int) -> Iterator[bytes]:
    """A table of so many columns, the telling ones first, then all again under other numbers."""
    order = [*_FIRST, *(name for name in _NAMES if name not in _FIRST)]
    chosen = [_NAMES.index(name) for name in islice(cycle(order), columns)]
    names = [f"{_NAMES[at]}{n // len(_NAMES) or ''}" for n, at in enumerate(chosen)]

    def line(cells: list[str]) -> str:
        return ";".join(cells[at] for at in chosen) + "\n"

    header = (";".join(names) + "\n").encode()
    return chain([header], _blocks(seed, line, _ENCODING))


def share_blocks(seed: int, percent: int) -> Iterator[bytes]:
    """The dense table, with so many rows of a hundred as they are, the others about parts."""
    yield HEADER
    number = 0
    for block in dense_blocks(seed):
        lines: list[bytes] = []
        for row in block.splitlines(keepends=True):
            number += 1
            is_row = number * percent // 100 > (number - 1) * percent // 100
            lines.append(row if is_row else _neutral(number))
        yield b"".join(lines)


def _neutral(number: int) -> bytes:
    code = f"X{number * 7919 % 10_007:05}"
    return _NEUTRAL.format(number, number % 13, number % 97, code).encode()


def _blocks(seed: int, line: Callable[[list[str]], str], encoding: str) -> Iterator[bytes]:
    rows = _rows(seed)
    while True:
        lines = [line(cells) for cells in islice(rows, _ROWS_AT_ONCE)]
        yield "".join(lines).encode(encoding)


def _rows(seed: int) -> Iterator[list[str]]:
    """The cells of each row; the few with quotes, which need a reader, are left out."""
    for block in dense_blocks(seed):
        for row in block.decode(_ENCODING).splitlines():
            if '"' not in row:
                yield row.split(";")
