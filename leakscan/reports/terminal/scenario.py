"""What the severity would be under circumstances that nobody declared."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table

from leakscan.reports import wording
from leakscan.reports.schema import Document, Lang, ScenarioPart
from leakscan.reports.terminal.styles import DIM, Line, severity, title
from leakscan.reports.texts import TEXTS, say

_NARROW = 54
"""Below it the words of a circumstance have no room beside its numbers."""


def scenario_grid(document: Document, lang: Lang, width: int) -> RenderableType | None:
    """One line for each circumstance; None when declared, or when nothing is established."""
    score = document["total"]["score"]
    grid = score.get("grid", [])
    if not grid or not score["established"]["band"]:
        return None
    rows = [_row(case, lang) for case in grid]
    listed = _stacked(rows) if width < _NARROW else _table(rows)
    heading = title(say(lang, "section.scenario"))
    return Group(heading, listed, Line(say(lang, "section.scenario.hint"), DIM))


def _row(case: ScenarioPart, lang: Lang) -> tuple[Line, Line, Line, Line]:
    """The circumstance, what it adds, and what comes of it."""
    key = f"scenario.{case['cb']}"
    label = say(lang, key if key in TEXTS[lang] else "scenario.other")
    points = f"CB +{wording.decimal(case['cb'], lang)}" if case["cb"] else ""
    se = f"SE {wording.decimal(case['se'], lang)}"
    return Line(label), Line(points, DIM), Line(se, DIM), severity(case, lang)


def _table(rows: Iterable[tuple[Line, ...]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    for _ in range(3):
        table.add_column(no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _stacked(rows: Iterable[tuple[Line, ...]]) -> Group:
    """Each circumstance on a line of its own, its numbers below it."""
    parts: list[RenderableType] = []
    for label, *numbers in rows:
        parts += [label, _table([(Line(), *filter(len, numbers))])]
    return Group(*parts)
