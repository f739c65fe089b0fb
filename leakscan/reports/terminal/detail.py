"""Why a file has its severity: the product, and what was found where on what evidence."""

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from leakscan.reports import triage, wording
from leakscan.reports.schema import Document, FilePart, FindingPart, Lang
from leakscan.reports.terminal.files import form
from leakscan.reports.terminal.styles import BOLD, DIM, Line, band_style, title
from leakscan.reports.texts import name_of, say

MAX_FILES = 5
MAX_FINDINGS = 15
MAX_LINES = 3
MAX_DRIVERS = 3
MAX_FIELDS = 2
WITH_PLACES = 72
"""Columns from which places and distinct values are shown."""


def details(document: Document, lang: Lang, width: int) -> RenderableType | None:
    """The worst files one by one; None when no file is about anybody."""
    files = triage.to_detail(document["files"])
    if not files:
        return None
    exact = wording.exact(document)
    parts: list[RenderableType] = []
    for file in files[:MAX_FILES]:
        parts += _file(file, lang, width, exact=exact)
    if len(files) > MAX_FILES:
        more = wording.number(len(files) - MAX_FILES, lang)
        parts.append(Line(f"\n{say(lang, 'more-details', n=more)}", DIM))
    return Group(*parts)


def _file(file: FilePart, lang: Lang, width: int, *, exact: bool) -> list[RenderableType]:
    heading = f"{file['id']} {file['path'] or ''}".strip()
    return [
        title(heading),
        Line(_facts(file, lang, exact=exact), DIM),
        *_formulas(file, lang, exact=exact),
        Padding(_findings(file, lang, exact=exact, places=width >= WITH_PLACES), (0, 0, 0, 2)),
    ]


def _facts(file: FilePart, lang: Lang, *, exact: bool) -> str:
    records = wording.records(file, lang, exact=exact)
    return " · ".join((form(file, lang), wording.size(file["bytes"], lang), records))


def _formulas(file: FilePart, lang: Lang, *, exact: bool) -> list[Line]:
    """The product that gives the severity, then those of the next kinds of records."""
    established = file["score"]["established"]
    style = band_style(established["band"]) if established["se"] else DIM
    lines = []
    for driver in file["score"]["drivers"][:MAX_DRIVERS]:
        records = wording.counted("records", driver["records"], lang, exact=exact)
        lines.append(Line(wording.formula(driver, lang), style).append(f"  {records}", DIM))
        style = DIM
    return lines


def _findings(file: FilePart, lang: Lang, *, exact: bool, places: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=DIM)
    table.add_column(say(lang, "column.found"), overflow="fold")
    table.add_column(say(lang, "column.count"), justify="right", no_wrap=True)
    if places:
        table.add_column(say(lang, "column.distinct"), justify="right", no_wrap=True)
    table.add_column(say(lang, "column.evidence"), no_wrap=True)
    if places:
        table.add_column(say(lang, "column.field"), overflow="fold")
        table.add_column(say(lang, "column.lines"), no_wrap=True)
    ordered = triage.findings(file)
    for finding in ordered[:MAX_FINDINGS]:
        table.add_row(*_row(finding, lang, exact=exact, places=places))
    if len(ordered) > MAX_FINDINGS:
        more = wording.number(len(ordered) - MAX_FINDINGS, lang)
        table.add_row(Line(say(lang, "cell.more", n=more), DIM))
    return table


def _row(finding: FindingPart, lang: Lang, *, exact: bool, places: bool) -> list[Line]:
    label = Line(wording.rule_name(finding, lang), BOLD if finding.get("stigmatising") else "")
    split = wording.assertions(finding, lang, exact=exact)
    if split:
        label.append(f"\n{split}", DIM)
    count = Line(wording.count(finding["count"], lang, exact=exact))
    evidence = Line(name_of(lang, "tier", finding["tier"]))
    if not places:
        return [label, count, evidence]
    distinct = finding.get("distinct")
    shown = "" if distinct is None else wording.count(distinct, lang, exact=exact)
    fields = Line(wording.fields(finding, most=MAX_FIELDS), DIM)
    lines = Line(wording.lines(finding, most=MAX_LINES), DIM)
    return [label, count, Line(shown), evidence, fields, lines]
