"""The same wide table in six dresses, and the exact truth about it.

`write_variants` streams one pass over the rows into all files: memory does not grow with them.
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import IO, Protocol, cast

from leakscan.demo.comments import Statement
from leakscan.demo.lab_table import COLUMNS, LabRow, lab_rows
from leakscan.demo.sql_dump import CLOSING, PREAMBLE, insert_lines, table_definition

VARIANTS = {
    "cp1252": "patients_cp1252.csv",
    "utf-8": "patients_utf8.csv",
    "utf-16": "patients_utf16.csv",
    "sql": "patients.sql",
    "ndjson": "patients.ndjson",
    "gzip": "patients_cp1252.csv.gz",
}
"""File name of each variant, all about the very same rows."""

_BATCH_ROWS = 10_000
_INSERT_CHARS = 4 << 20
_CELL = {column: index for index, column in enumerate(COLUMNS)}
_ADULT_AT = 18


@dataclass(slots=True, kw_only=True)
class Truth:
    """What a perfect scanner would count in each of the variants.

    Attributes:
        rows: Records, the header not counted; as many distinct persons.
        filled: Cells that are not empty, by column.
        nirs: NIR, all distinct, all valid.
        phones: Telephone numbers, those inside comments included.
        comment_phones: Those inside comments.
        emails: Mailboxes of patients and doctors.
        passwords: Cells with a password.
        blood_groups: Cells with an ABO/Rh value.
        birth_years: Persons by year of birth.
        commented: Rows with a comment or an instruction.
        statements: Comment cells by (rule id, assertion) of what they state; a cell stating
            two things counts for both.
    """

    rows: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    comment_phones: int = 0
    birth_years: Counter[int] = field(default_factory=Counter)
    commented: int = 0
    statements: Counter[Statement] = field(default_factory=Counter)
    civilities: Counter[str] = field(default_factory=Counter)

    @property
    def nirs(self) -> int:
        return self.filled["NIR"]

    @property
    def phones(self) -> int:
        return self.filled["TEL_FIXE"] + self.filled["TEL_PORTABLE"] + self.comment_phones

    @property
    def emails(self) -> int:
        return self.filled["EMAIL"] + self.filled["EMAIL_PRESCRIPTEUR"]

    @property
    def passwords(self) -> int:
        return self.filled["MOT_DE_PASSE"]

    @property
    def blood_groups(self) -> int:
        return self.filled["GROUPE_SANGUIN"] + self.filled["PHENOTYPE"]

    def minors(self, year: int) -> int:
        """Persons who have not turned 18 before `year`."""
        return sum(n for born, n in self.birth_years.items() if born > year - _ADULT_AT)

    def add(self, row: LabRow) -> None:
        """Count one row."""
        self.rows += 1
        self.filled.update([name for name, cell in zip(COLUMNS, row.cells, strict=True) if cell])
        self.comment_phones += row.comment_phones
        self.birth_years[row.person.born.year] += 1
        self.civilities[row.person.civility] += 1
        self.commented += any(row.cells[_CELL[name]] for name in ("COMMENTAIRE", "CONSIGNE"))
        self.statements.update(row.statements)


class Sink(Protocol):
    """Where the rows of one variant go."""

    def write(self, rows: Sequence[LabRow]) -> None: ...

    def close(self) -> None: ...


def write_variants(directory: Path, *, rows: int, seed: int = 2021) -> Truth:
    """Write every variant into `directory`, which is made when missing."""
    directory.mkdir(parents=True, exist_ok=True)
    truth = Truth()
    with ExitStack() as stack:
        sinks: list[Sink] = [
            stack.enter_context(closing(make(directory / VARIANTS[name])))
            for name, make in _SINKS.items()
        ]
        source = lab_rows(rows, seed=seed)
        while batch := list(islice(source, _BATCH_ROWS)):
            for row in batch:
                truth.add(row)
            for sink in sinks:
                sink.write(batch)
    return truth


class _CsvSink:
    """`;`-separated, CRLF."""

    def __init__(self, path: Path, encoding: str, *, packed: bool = False) -> None:
        self._file = path.open("wb")
        target: IO[bytes] = self._file
        if packed:
            # No name and no time in the header: the same rows give the same bytes.
            pack = gzip.GzipFile("", "wb", compresslevel=3, fileobj=self._file, mtime=0)
            target = cast("IO[bytes]", pack)
        self._stream = TextIOWrapper(target, encoding, newline="")
        if encoding.startswith("utf-16"):
            self._stream.write("\ufeff")
        self._writer = csv.writer(self._stream, delimiter=";", lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def write(self, rows: Sequence[LabRow]) -> None:
        self._writer.writerows(row.cells for row in rows)

    def close(self) -> None:
        self._stream.close()
        self._file.close()


class _SqlSink:
    """A mysqldump of one table, in lines of some megabytes; empty cells are NULL."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._stream.write(PREAMBLE + table_definition("patients", COLUMNS))

    def write(self, rows: Sequence[LabRow]) -> None:
        cells = (row.cells for row in rows)
        self._stream.writelines(insert_lines("patients", cells, max_chars=_INSERT_CHARS))

    def close(self) -> None:
        self._stream.write(CLOSING)
        self._stream.close()


class _NdjsonSink:
    """One object per line; empty cells are null."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="")

    def write(self, rows: Sequence[LabRow]) -> None:
        for row in rows:
            values = (cell or None for cell in row.cells)
            record = dict(zip(COLUMNS, values, strict=True))
            self._stream.write(json.dumps(record, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._stream.close()


_SINKS: dict[str, Callable[[Path], Sink]] = {
    "cp1252": partial(_CsvSink, encoding="cp1252"),
    "utf-8": partial(_CsvSink, encoding="utf-8"),
    "utf-16": partial(_CsvSink, encoding="utf-16-le"),
    "sql": _SqlSink,
    "ndjson": _NdjsonSink,
    "gzip": partial(_CsvSink, encoding="cp1252", packed=True),
}
