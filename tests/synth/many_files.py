"""A leak as that of 2021 was: many people, 28 laboratories, six départements, forty files.

The files are of eight formats; 15 % of the rows are there twice, in another file and often in
another spelling; a pseudonymised extract lies beside the table that resolves it. What is in it
is counted while it is written. Everybody is fictitious: NIRs have a month of 50 or more.
"""

import csv
import gzip
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from leakscan.demo import names
from leakscan.demo.nir_numbers import fictitious_nir, printed_nir

DEPARTMENTS = ("22", "27", "35", "41", "45", "56")
LABORATORIES = 28
FILES = 40
_FIRST_DAY, _DAYS = date(2015, 1, 5), 2125
_SHARES = (3, 2, 6, 1, 2, 5)
COLUMNS = (
    *("nom", "prenom", "date_naissance", "nir", "code_postal", "telephone"),
    *("laboratoire", "date_prelevement", "commentaire"),
)
Row = tuple[str, ...]


@dataclass(slots=True)
class Truth:
    """What was written.

    Attributes:
        persons: Distinct people.
        rows: Records of the laboratories' files.
        births: Of the people with a NIR.
        homes: People with a NIR by département of residence.
        women: People with a NIR who are women.
        months: Rows by month of sampling.
        days: Of all samples.
        linked: Local numbers in both the extract and its key table.
    """

    persons: int = 0
    rows: int = 0
    births: list[date] = field(default_factory=list)
    homes: Counter[str] = field(default_factory=Counter)
    women: int = 0
    months: Counter[str] = field(default_factory=Counter)
    days: set[date] = field(default_factory=set)
    linked: int = 0

    def minors(self, day: date) -> int:
        """People with a NIR who are under 18, as far as the month tells."""
        limit = (day.year - 18) * 12 + day.month
        return sum(born.year * 12 + born.month > limit for born in self.births)


def write_leak(folder: Path, persons: int, *, seed: int = 2021) -> Truth:
    """Write the forty files and say what is in them."""
    truth, rng = Truth(persons=persons), Random(seed)
    held: list[list[Row]] = [[] for _ in range(FILES - 2)]
    for serial in range(persons):
        row, again = _rows(serial, truth, rng)
        place = rng.randrange(len(held))
        held[place].append(row)
        if again is not None:
            held[(place + rng.randrange(1, len(held))) % len(held)].append(again)
    for number, rows in enumerate(held):
        truth.rows += len(rows)
        write = _WRITERS[number % len(_WRITERS)]
        write(folder, f"export_{number:02}", rows)
    _write_extract(folder, truth, min(persons // 10, 5000), rng)
    return truth


def _rows(serial: int, truth: Truth, rng: Random) -> tuple[Row, Row | None]:
    """A person's row, and in 15 % of the cases the same person's in another file."""
    female = rng.random() < 0.57
    born = date(1925, 1, 1) + timedelta(days=rng.randrange(35_000))
    surname = rng.choice(names.SURNAMES)
    first = rng.choice(names.FEMALE if female else names.MALE)
    home = rng.choices(DEPARTMENTS, _SHARES)[0]
    day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    nir = ""
    if rng.random() < 0.996:
        nir = fictitious_nir(serial, female=female, birth_year=born.year, department=home)
        truth.births.append(born)
        truth.homes[home] += 1
        truth.women += female
    phone = f"063998{serial % 10_000:04}" if rng.random() < 0.3 else ""
    comment = "séropositif VIH" if rng.random() < 0.005 else ""
    laboratory = f"LABORATOIRE FICTIF N° {1 + serial % LABORATORIES}"
    row = (
        *(surname, first, born.isoformat(), nir, f"{home}{rng.randrange(10):01}00"),
        *(phone, laboratory, day.isoformat(), comment),
    )
    _count_day(truth, day)
    if rng.random() >= 0.15:
        return row, None
    _count_day(truth, day)
    return row, (
        *(surname.lower(), first.title(), f"{born:%d/%m/%Y}", printed_nir(nir) if nir else ""),
        *row[4:7],
        f"{day:%d/%m/%Y}",
        comment,
    )


def _count_day(truth: Truth, day: date) -> None:
    truth.months[f"{day:%Y-%m}"] += 1
    truth.days.add(day)


def _write_extract(folder: Path, truth: Truth, size: int, rng: Random) -> None:
    """Results under a local number, and beside them the table that says whose they are."""
    truth.linked = size
    results = ((f"P{n:07}", "TSH", f"{rng.randrange(1, 90) / 10}", "mUI/L") for n in range(size))
    _write_csv(folder / "extrait_recherche.csv", ("ipp", "analyse", "resultat", "unite"), results)
    keys = (
        (f"P{n:07}", rng.choice(names.SURNAMES), rng.choice(names.MALE), f"{1930 + n % 70}-06-11")
        for n in range(size)
    )
    _write_csv(folder / "correspondance.csv", ("ipp", "nom", "prenom", "date_naissance"), keys)


def _write_csv(
    path: Path, columns: Sequence[str], rows: Iterator[Row], delimiter: str = ";"
) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(columns)
        writer.writerows(rows)


def _table(rows: list[Row], delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def _as_csv(folder: Path, name: str, rows: list[Row]) -> None:
    (folder / f"{name}.csv").write_text(_table(rows, ";"), encoding="cp1252", errors="replace")


def _as_tsv(folder: Path, name: str, rows: list[Row]) -> None:
    (folder / f"{name}.tsv").write_text(_table(rows, "\t"), encoding="utf-16")


def _as_gzip(folder: Path, name: str, rows: list[Row]) -> None:
    packed = gzip.compress(_table(rows, ",").encode(), compresslevel=1, mtime=0)
    (folder / f"{name}.csv.gz").write_bytes(packed)


def _as_ndjson(folder: Path, name: str, rows: list[Row]) -> None:
    lines = (json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) for row in rows)
    (folder / f"{name}.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _as_json(folder: Path, name: str, rows: list[Row]) -> None:
    records = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    (folder / f"{name}.json").write_text(json.dumps(records, indent=1), encoding="utf-8")


def _as_sql(folder: Path, name: str, rows: list[Row]) -> None:
    lines = [
        f"-- MySQL dump 10.13\nCREATE TABLE `p` ({', '.join(f'`{c}` text' for c in COLUMNS)});"
    ]
    quoted = (
        "(" + ",".join("'" + cell.replace("'", "''") + "'" for cell in row) + ")" for row in rows
    )
    lines += [f"INSERT INTO `p` VALUES {values};" for values in quoted]
    (folder / f"{name}.sql").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _as_copy(folder: Path, name: str, rows: list[Row]) -> None:
    lines = [f"-- PostgreSQL database dump\nCOPY public.p ({', '.join(COLUMNS)}) FROM stdin;"]
    lines += ["\t".join(cell or "\\N" for cell in row) for row in rows]
    (folder / f"{name}.sql").write_text("\n".join([*lines, "\\.\n"]), encoding="utf-8")


def _as_sqlite(folder: Path, name: str, rows: list[Row]) -> None:
    base = sqlite3.connect(folder / f"{name}.sqlite")
    base.execute(f"CREATE TABLE patients ({', '.join(f'{column} TEXT' for column in COLUMNS)})")
    base.executemany(f"INSERT INTO patients VALUES ({', '.join('?' * len(COLUMNS))})", rows)
    base.commit()
    base.close()


_WRITERS: tuple[Callable[[Path, str, list[Row]], None], ...] = (
    *(_as_csv, _as_tsv, _as_gzip, _as_ndjson, _as_json, _as_sql, _as_copy, _as_sqlite),
)
