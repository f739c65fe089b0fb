"""What was not read: never passed over in silence, never called clean."""

from collections import Counter

from rich.console import Group, RenderableType

from leakscan.reports import triage, wording
from leakscan.reports.schema import Document, FilePart, Lang
from leakscan.reports.terminal.files import name
from leakscan.reports.terminal.styles import DIM, WARNING, Line, title
from leakscan.reports.texts import name_of, say

MAX_ROWS = 12
MAX_GAPS = 3


def unread_list(document: Document, lang: Lang) -> RenderableType | None:
    """Every reason with its number, then the first files; None when all was read."""
    files = triage.unread(document["files"])
    if not files:
        return None
    counts = wording.ledger(triage.ledger(document["files"]), lang)
    lines = [Line(say(lang, "unread.intro"), DIM), Line(counts), _by_reason(files, lang)]
    # Pictures are counted above; what may hold text is named.
    named = triage.with_gaps(files) or files
    lines += [_line(file, lang) for file in named[:MAX_ROWS]]
    if len(named) > MAX_ROWS:
        more = wording.number(len(named) - MAX_ROWS, lang)
        lines.append(Line(say(lang, "more-files", n=more), DIM))
    hint = wording.counted("files", len(files), lang)
    return Group(title(say(lang, "section.unread"), hint), *lines)


def _by_reason(files: list[FilePart], lang: Lang) -> Line:
    reasons = Counter(gap["reason"] for file in files for gap in file["coverage"]["gaps"])
    ranked = sorted(reasons, key=lambda reason: (-reasons[reason], reason))
    counts = (
        f"{name_of(lang, 'gap', reason)} × {wording.number(reasons[reason], lang)}"
        for reason in ranked
    )
    return Line(" · ".join(counts), WARNING)


def _line(file: FilePart, lang: Lang) -> Line:
    gaps = file["coverage"]["gaps"]
    line = name(file, lang)
    apart = wording.semicolon(lang)
    line.append("  " + apart.join(wording.gap(gap, lang) for gap in gaps[:MAX_GAPS]), WARNING)
    if len(gaps) > MAX_GAPS:
        more = wording.number(len(gaps) - MAX_GAPS, lang)
        line.append(f"{apart}{say(lang, 'cell.more', n=more)}")
    if not triage.is_unread(file):
        line.append(f"  ({say(lang, 'gap.partial')})", DIM)
    return line
