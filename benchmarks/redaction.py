"""Measures `redact` beside a scan: `python -m benchmarks.redaction --size 100 --output FILE`.

Read the share of the scan's speed: all commands run in turns on the same files. The copy goes to
the null device, so that no disk is measured; it is not verified, which would be a second scan.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from benchmarks.inputs import Inputs, kept_in
from benchmarks.machine import short_facts
from benchmarks.measure import Measure, interleaved
from benchmarks.peers import scan_command
from benchmarks.reported import tell

MODES = ("mask", "pseudonym", "drop-column")
SHARE_FLOOR = 0.3
"""Of the speed of a scan."""
_ONCE_FROM = 200
_WORKBOOK_SHARE = 10
"""A workbook holds a tenth of the table: its cells are read one by one."""
_MAX_ROWS = 1_048_576
"""Of a sheet, Excel's own limit."""
_ROWS = 500
"""In one INSERT statement, as mysqldump writes them."""


def redact_command(path: Path, mode: str) -> list[str]:
    """The copy that is measured."""
    program = [sys.executable, "-m", "leakscan", "redact", "--no-config", "--quiet"]
    return [*program, "--no-progress", "--mode", mode, "--output", "-", str(path)]


def write_sql(table: Path, dump: Path) -> None:
    """A delimited table as a dump of INSERT statements."""
    with table.open("rb") as lines, dump.open("wb") as out:
        columns = next(lines).strip().replace(b";", b", ")
        for number, line in enumerate(lines):
            cells = line.rstrip(b"\r\n").replace(b"'", b"''").split(b";")
            first = number % _ROWS == 0
            if first:
                end = b";\n" if number else b""
                out.write(b"%bINSERT INTO resultats (%b) VALUES\n" % (end, columns))
            out.write(b"%b('%b')" % (b"" if first else b",\n", b"', '".join(cells)))
        out.write(b";\n")


def write_workbook(table: Path, workbook: Path) -> None:
    """The first tenth of a delimited table as an Excel workbook, texts shared as Excel does."""
    book = xlsxwriter.Workbook(workbook)
    sheet = book.add_worksheet()
    left = table.stat().st_size // _WORKBOOK_SHARE
    with table.open("rb") as lines:
        for number, line in enumerate(lines):
            left -= len(line)
            if left < 0 or number >= _MAX_ROWS:
                break
            for column, cell in enumerate(line.decode("cp1252", "replace").rstrip().split(";")):
                sheet.write_string(number, column, cell)
    book.close()


def lines(folder: Path, sizes: list[int], rounds: int) -> Iterator[str]:
    """The report."""
    yield "# Redacted copies, measured\n"
    yield from (f"- {label}: {value}" for label, value in short_facts())
    yield f"- median of {rounds} runs in turns after one to warm up; MB is 10^6 bytes"
    yield f"- one process, start-up included; beyond {_ONCE_FROM} MB one run"
    yield f"- a share is of the speed of a scan: floor {SHARE_FLOOR}\n"
    yield "| input | MB | what | seconds | share | peak RSS MB |"
    yield "|---|---:|---|---:|---:|---:|"
    for size in sizes:
        for kind, path in _files(folder, size).items():
            commands = {"scan": scan_command(path)}
            commands |= {mode: redact_command(path, mode) for mode in MODES}
            once = size > _ONCE_FROM
            told = interleaved(commands, rounds=1 if once else rounds, warm=not once)
            yield from (_row(kind, path, what, told) for what in commands)


def _row(kind: str, path: Path, what: str, told: dict[str, Measure]) -> str:
    one = told[what]
    share = f"{told['scan'].seconds / one.seconds:.2f}" if what != "scan" else "–"
    if one.failed:
        share = "failed"
    size = path.stat().st_size / 1e6
    return f"| {kind} | {size:.1f} | {what} | {one.seconds:.2f} | {share} | {one.peak_mb:.0f} |"


def _files(folder: Path, megabytes: int) -> dict[str, Path]:
    table = Inputs(folder).file("dense", megabytes)
    found = {"table": table}
    for kind, ending, write in (("SQL", ".sql", write_sql), ("workbook", ".xlsx", write_workbook)):
        found[kind] = table.with_suffix(ending)
        if not found[kind].exists():
            write(table, found[kind])
    return found


def main() -> None:
    """Parse the command line, measure, and write or print the report."""
    parser = argparse.ArgumentParser(description="Measure redacted copies beside a scan.")
    parser.add_argument("--size", type=int, nargs="+", default=[100], help="megabytes, repeatable")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, help="Markdown file; default: standard output")
    parser.add_argument("--data", type=Path, help="keep and reuse the generated files here")
    chosen = parser.parse_args()
    with kept_in(chosen.data) as folder:
        tell(lines(folder, chosen.size, chosen.rounds), chosen.output)


if __name__ == "__main__":
    main()
