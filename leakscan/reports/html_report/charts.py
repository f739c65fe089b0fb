"""Bars and a timeline as inline SVG, each with the same numbers as a table for those who listen."""

from leakscan.reports import wording
from leakscan.reports.html_report.markup import Markup, table, tag
from leakscan.reports.schema import Lang
from leakscan.reports.texts import say

_WIDTH, _ROW, _LABEL, _NUMBER = 440, 24, 150, 120
_TIMELINE, _HEIGHT, _AXIS = 900, 160, 22
_MAX_MONTHS = 96
"""Beyond eight years, months are too thin to be told apart and years are drawn."""
Bar = tuple[str, int]


def bars(
    items: list[Bar], lang: Lang, *, title: str, exact: bool, drawn: int | None = None
) -> Markup:
    """A horizontal bar for each of the first `drawn` items; all of them are in the table."""
    shown = items[:drawn]
    most = max((number for _, number in items), default=1) or 1
    room = _WIDTH - _LABEL - _NUMBER
    pieces = []
    for place, (name, number) in enumerate(shown):
        top = place * _ROW
        length = max(1, round(room * number / most)) if number else 0
        pieces += [
            tag("text", name, x=_LABEL - 8, y=top + 16, text_anchor="end"),
            tag("rect", x=_LABEL, y=top + 4, width=length, height=_ROW - 8, rx=3, class_="bar"),
            tag(
                "text", wording.count(number, lang, exact=exact), x=_LABEL + length + 6, y=top + 16
            ),
        ]
    view = f"0 0 {_WIDTH} {len(shown) * _ROW}"
    svg = tag("svg", *pieces, viewBox=view, role="img", aria_label=title, class_="bars")
    beyond = len(items) - len(shown)
    label = say(lang, "html.all-in-table", n=len(items)) if beyond else say(lang, "html.as-table")
    return _figure(svg, items, lang, title=title, exact=exact, label=label)


def timeline(months: dict[str, int], lang: Lang, *, title: str, exact: bool) -> Markup:
    """A column for each month from the first to the last, or each year when there are many."""
    items = _continuous(months)
    if len(items) > _MAX_MONTHS:
        items = _by_year(items)
    most = max(number for _, number in items) or 1
    step = _TIMELINE / len(items)
    drawn = []
    for place, (name, number) in enumerate(items):
        height = round((_HEIGHT - _AXIS - 8) * number / most, 1)
        column = tag(
            "rect",
            x=round(place * step, 1),
            y=round(_HEIGHT - _AXIS - height, 1),
            width=round(max(step - 1.5, 0.8), 1),
            height=height,
        )
        words = f"{name}{wording.colon(lang)}{wording.count(number, lang, exact=exact)}"
        drawn.append(tag("g", tag("title", words), column, class_="bar"))
        if _is_labelled(place, items):
            drawn.append(tag("text", name[:4], x=round(place * step, 1), y=_HEIGHT - 6))
    axis = tag("line", x1=0, x2=_TIMELINE, y1=_HEIGHT - _AXIS, y2=_HEIGHT - _AXIS, class_="axis")
    view = f"0 0 {_TIMELINE} {_HEIGHT}"
    svg = tag("svg", *drawn, axis, viewBox=view, role="img", aria_label=title, class_="timeline")
    label = say(lang, "html.as-table")
    return _figure(svg, items, lang, title=title, exact=exact, label=label)


def _figure(
    svg: Markup, items: list[Bar], lang: Lang, *, title: str, exact: bool, label: str
) -> Markup:
    rows = [[name, wording.count(number, lang, exact=exact)] for name, number in items]
    headers = [title, say(lang, "column.count")]
    numbers = tag("details", tag("summary", label), table(headers, rows))
    return tag("figure", tag("figcaption", title), svg, numbers)


def _continuous(months: dict[str, int]) -> list[Bar]:
    """Every month from the first to the last, those without records too."""
    first, last = min(months), max(months)
    year, month = int(first[:4]), int(first[5:7])
    items = []
    while (key := f"{year:04}-{month:02}") <= last:
        items.append((key, months.get(key, 0)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return items


def _by_year(items: list[Bar]) -> list[Bar]:
    years: dict[str, int] = {}
    for month, number in items:
        years[month[:4]] = years.get(month[:4], 0) + number
    return list(years.items())


def _is_labelled(place: int, items: list[Bar]) -> bool:
    """Januaries, the first column, and of many years every fifth."""
    name = items[place][0]
    if len(name) == 4:
        return len(items) <= 24 or int(name) % 5 == 0
    return name.endswith("-01") or (place == 0 and int(name[5:7]) < 9)
