"""What the severity would be under circumstances that nobody declared."""

from rich.console import Group, RenderableType
from rich.table import Table

from leakscan.reports import wording
from leakscan.reports.schema import Document, Lang
from leakscan.reports.terminal.styles import DIM, Line, severity, title
from leakscan.reports.texts import TEXTS, say


def scenario_grid(document: Document, lang: Lang) -> RenderableType | None:
    """One line for each circumstance; None when declared, or when nothing is established."""
    score = document["total"]["score"]
    grid = score.get("grid", [])
    if not grid or not score["established"]["band"]:
        return None
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for case in grid:
        key = f"scenario.{case['cb']}"
        label = say(lang, key if key in TEXTS[lang] else "scenario.other")
        points = f"CB +{wording.decimal(case['cb'], lang)}" if case["cb"] else ""
        se = f"SE {wording.decimal(case['se'], lang)}"
        table.add_row(Line(label), Line(points, DIM), Line(se, DIM), severity(case, lang))
    heading = title(say(lang, "section.scenario"))
    return Group(heading, table, Line(say(lang, "section.scenario.hint"), DIM))
