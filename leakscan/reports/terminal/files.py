"""The files: a table of those about somebody, worst first, and one line for each other."""

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from leakscan.reports import triage, verdict, wording
from leakscan.reports.schema import Document, FilePart, Lang
from leakscan.reports.terminal.styles import (
    BOLD,
    DIM,
    MAY_BREAK,
    WARNING,
    Line,
    band_style,
    gauge,
    title,
)
from leakscan.reports.texts import say

WIDE = 104
"""Columns from which data and format get columns of their own."""
NARROW = 64
"""Columns below which a table would leave a few letters to each file."""
MAX_ROWS = 20
MAX_HARMLESS = 10


def files_table(document: Document, lang: Lang, width: int) -> RenderableType | None:
    """Files about somebody, or that may be; None without any, or when details say it all."""
    files = triage.worst_first(document["files"])
    if not files or len(document["files"]) == 1:
        return None
    shown = files[:MAX_ROWS]
    listed = _stacked(shown, lang) if width < NARROW else _table(shown, lang, width)
    parts: list[RenderableType] = [title(say(lang, "section.files")), listed]
    if any(verdict.may_rise(file) for file in shown):
        parts.append(Line(say(lang, "if-confirmed"), DIM))
    if len(files) > MAX_ROWS:
        more = wording.number(len(files) - MAX_ROWS, lang)
        parts.append(Line(say(lang, "more-files", n=more), DIM))
    return Group(*parts)


def harmless_list(document: Document, lang: Lang) -> RenderableType | None:
    """One line for each file in which nothing points to a person; None when there is none."""
    files = triage.harmless(document["files"])
    if not files:
        return None
    lines = [_harmless_line(file, lang) for file in files[:MAX_HARMLESS]]
    if len(files) > MAX_HARMLESS:
        more = wording.number(len(files) - MAX_HARMLESS, lang)
        lines.append(Line(say(lang, "more-files", n=more), DIM))
    hint = wording.counted("files", len(files), lang)
    return Group(title(say(lang, "section.harmless"), hint), *lines)


def name(file: FilePart, lang: Lang) -> Line:
    """Id and path of a file."""
    # A no-break space, or every long path would start on a line of its own.
    line = Line(f"{file['id']}\N{NO-BREAK SPACE}", DIM, fold=True)
    path = file["path"]
    if not path:
        return line.append(say(lang, "no-path"), DIM)
    # Long paths are broken where they have a joint.
    return line.append(path.replace("/", f"/{MAY_BREAK}"), BOLD)


def form(file: FilePart, lang: Lang) -> str:
    """Formats, outermost first, and encoding."""
    formats = wording.formats(file, lang)
    return " · ".join(part for part in (formats, file["encoding"] or "") if part)


def _table(files: list[FilePart], lang: Lang, width: int) -> Table:
    wide = width >= WIDE
    table = _empty_table(lang, wide=wide)
    for file in files:
        cells = _severity(file, lang), Line(wording.persons_cell(file, lang), BOLD)
        table.add_row(*cells, *(_wide_cells(file, lang) if wide else [_narrow_cell(file, lang)]))
    return table


def _stacked(files: list[FilePart], lang: Lang) -> Group:
    """The same without columns: what is known of each file below its severity."""
    return Group(
        *(
            Group(
                _severity(file, lang),
                Padding(
                    Line(f"{say(lang, 'column.persons')}{wording.colon(lang)}")
                    .append(f"{wording.persons_cell(file, lang)}\n", BOLD)
                    .append(_narrow_cell(file, lang)),
                    (0, 0, 1, 2),
                ),
            )
            for file in files
        )
    )


def _empty_table(lang: Lang, *, wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=DIM)
    table.add_column(say(lang, "column.severity"), no_wrap=True)
    table.add_column(say(lang, "column.persons"), justify="right", no_wrap=True)
    if wide:
        table.add_column(say(lang, "column.data"), ratio=4)
        table.add_column(say(lang, "column.file"), overflow="fold", ratio=5)
        table.add_column(say(lang, "column.format"), overflow="fold", ratio=3)
        table.expand = True
    else:
        table.add_column(say(lang, "column.file"), overflow="fold")
    return table


def _severity(file: FilePart, lang: Lang) -> Line:
    """The established band, and under it what is presumed when that is worse."""
    score = file["score"]
    band = score["established"]["band"]
    cell = Line(f"{gauge(band)} {verdict.severity_of(file, [file], lang)}", band_style(band))
    if verdict.may_rise(file):
        cell.append(f"\n   ? {wording.band_word(score['presumed']['band'], lang)}", WARNING)
    return cell


def _wide_cells(file: FilePart, lang: Lang) -> list[Line]:
    return [Line(wording.kinds(file, lang)), name(file, lang), Line(form(file, lang), DIM)]


def _narrow_cell(file: FilePart, lang: Lang) -> Line:
    kinds = wording.kinds(file, lang)
    return name(file, lang).append(f"\n{kinds}\n", "").append(form(file, lang), DIM)


def _harmless_line(file: FilePart, lang: Lang) -> Line:
    line = name(file, lang)
    if file["findings"]:
        line.append(f"  {verdict.nothing_found(file, lang)}", DIM)
    if file["coverage"]["gaps"]:
        line.append(f"  {say(lang, 'gap.partial')}", WARNING)
    return line
