"""A map of the départements, shaded by number; overseas as squares below.

Shapes: svg-maps, Victor Cazanave, CC BY 4.0 (see NOTICE), simplified.
"""

import json
from functools import cache
from pathlib import Path

from leakscan.reports import wording
from leakscan.reports.html_report.markup import Markup, tag
from leakscan.reports.schema import Lang
from leakscan.reports.texts import say

SHADES = 5
_OVERSEAS_SIDE, _OVERSEAS_STEP, _OVERSEAS_TOP = 26, 34, 545
_OVERSEAS = ("971", "972", "973", "974", "976")


@cache
def _shapes() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "departements.json").read_text(encoding="utf-8")
    shapes: dict[str, dict[str, str]] = json.loads(text)["departments"]
    return shapes


def department_name(code: str, lang: Lang) -> str:
    """``35 Ille-et-Vilaine``; ``99`` is abroad."""
    if code == "99":
        return say(lang, "html.abroad")
    name = _shapes().get(code, {}).get("name", "")
    return f"{code} {name}".strip()


def france_map(counts: dict[str, int], lang: Lang, *, label: str, exact: bool) -> Markup:
    """The map; each shape has its number as a title, the list beside it says them in words."""
    most = max(counts.values(), default=0)
    shapes = []
    for code, shape in _shapes().items():
        number = counts.get(code, 0)
        if not shape["path"]:
            continue
        shapes.append(_shaped(code, shape["path"], number, most, lang, exact=exact))
    for place, code in enumerate(_OVERSEAS):
        left = 20 + place * _OVERSEAS_STEP
        square = f"M{left} {_OVERSEAS_TOP}h{_OVERSEAS_SIDE}v{_OVERSEAS_SIDE}h-{_OVERSEAS_SIDE}z"
        shapes.append(_shaped(code, square, counts.get(code, 0), most, lang, exact=exact))
    return tag("svg", *shapes, viewBox="0 0 613 585", role="img", aria_label=label, class_="france")


def _shaped(code: str, path: str, number: int, most: int, lang: Lang, *, exact: bool) -> Markup:
    shade = 0 if not number else 1 + min(SHADES - 1, int(SHADES * (number / most) ** 0.5))
    counted = wording.count(number, lang, exact=exact)
    words = f"{department_name(code, lang)}{wording.colon(lang)}{counted}"
    # `path` is closed by hand: a title inside makes it no void element.
    return Markup(f'<path d="{path}" class="shade-{shade}">{tag("title", words)}</path>')
