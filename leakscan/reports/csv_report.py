"""Format ``csv``: one row for each finding and each gap of each file, for a spreadsheet.

Every file has at least one row; the last one, ``total``, says how much was examined. Text that
a spreadsheet would run as a formula is quoted with an apostrophe (CWE-1236).
"""

import csv
from collections.abc import Iterator
from io import StringIO

from leakscan.reports import triage
from leakscan.reports.schema import Document, FilePart, FindingPart

COLUMNS = (
    *("file", "path", "format", "encoding", "coverage", "band", "se_established", "se_presumed"),
    *("persons", "persons_exact", "persons_bracket", "flags"),
    *("row", "rule", "category", "tier", "count", "distinct", "records"),
    *("affirmed", "negated", "family", "hypothesis", "fields", "first_line"),
    *("gap", "gap_where", "duplicate_of"),
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")

Cell = str | int | float | None


def render(document: Document) -> str:
    """A header and the rows, separated by commas, lines ended by a newline."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    files = document["files"]
    for file in files:
        about = _about(file)
        for row in _rows(file):
            merged = {**about, **row}
            writer.writerow({column: formula_safe(cell) for column, cell in merged.items()})
    writer.writerow(_total(files))
    return out.getvalue()


def _total(files: list[FilePart]) -> dict[str, Cell]:
    """The last row: how much of everything was examined, and why not all."""
    counts = triage.ledger(files)
    states = (
        f"{counts['complete']} complete, {counts['partial']} partial, {counts['unread']} unread"
    )
    return {
        "row": "total",
        "coverage": states,
        "gap": " ".join(f"{reason}:{number}" for reason, number in counts["gaps"].items()),
    }


def formula_safe(cell: Cell) -> Cell:
    """The cell, with an apostrophe before text that would be run as a formula."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _about(file: FilePart) -> dict[str, Cell]:
    score, subjects = file["score"], file["subjects"]
    return {
        "file": file["id"],
        "path": file["path"],
        "format": " > ".join(file["format"]),
        "encoding": file["encoding"],
        "coverage": file["coverage"]["state"],
        "band": score["established"]["band"],
        "se_established": score["established"]["se"],
        "se_presumed": score["presumed"]["se"],
        "persons": subjects["estimate"],
        "persons_exact": str(subjects["exact"]).lower(),
        "persons_bracket": f"[{subjects['bracket']}]",
        "flags": " ".join(file["flags"]),
        "duplicate_of": file.get("duplicate_of"),
    }


def _rows(file: FilePart) -> Iterator[dict[str, Cell]]:
    """What the file's rows add; one row that adds nothing when nothing was found."""
    for finding in file["findings"]:
        yield _finding(finding)
    for gap in file["coverage"]["gaps"]:
        yield {"row": "gap", "gap": gap["reason"], "gap_where": gap.get("where", "")}
    if not file["findings"] and not file["coverage"]["gaps"]:
        yield {"row": "file"}


def _finding(finding: FindingPart) -> dict[str, Cell]:
    lines = [location["line"] for location in finding["locations"] if "line" in location]
    split = finding.get("assertions", {})
    kinds = ("affirmed", "negated", "family", "hypothesis")
    return {
        "row": "finding",
        "rule": finding["rule"],
        "category": finding["category"],
        "tier": finding["tier"],
        "count": finding["count"],
        "distinct": finding.get("distinct"),
        "records": finding["records"],
        **{kind: split.get(kind, 0) for kind in kinds},
        "fields": " ".join(finding.get("fields", [])),
        "first_line": lines[0] if lines else None,
    }
