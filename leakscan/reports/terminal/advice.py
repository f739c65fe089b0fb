"""What to do next, once, at the end; never that nothing needs doing."""

from rich.console import Group, RenderableType
from rich.table import Table

from leakscan.reports import wording
from leakscan.reports.schema import Document, Lang
from leakscan.reports.terminal.styles import BOLD, DIM, Line, title
from leakscan.reports.texts import name_of, say

_ROLES = ("controller", "health", "processor", "finder", "report")
_DIGEST_CHARS = 12


def advice(document: Document, lang: Lang) -> RenderableType:
    """The duties of each reader when somebody is or may be concerned, else one sentence."""
    footer = Line(f"\n{_footer(document, lang)}", DIM)
    score = document["total"]["score"]
    if score["established"]["band"] == 0 and not score["presumed"]["se"]:
        return Group(Line(f"\n{say(lang, 'advice.none')}", DIM), footer)
    roles = Table.grid(padding=(0, 2, 0, 0))
    roles.add_column(style=BOLD, max_width=22)
    roles.add_column()
    for role in _ROLES:
        roles.add_row(Line(say(lang, f"advice.{role}.who")), Line(_duty(role, document, lang)))
    parts: list[RenderableType] = [
        title(say(lang, "section.next")),
        Line(say(lang, "advice.not-legal")),
        roles,
    ]
    further = Line(f"\n{say(lang, 'further')}")
    return Group(*parts, *_codes(document, lang), further, footer)


def _duty(role: str, document: Document, lang: Lang) -> str:
    expires = document["scan"].get("expires_on", "")
    by = say(lang, "advice.by", day=wording.day(expires, lang)) if expires else ""
    return say(lang, f"advice.{role}", by=by)


def _codes(document: Document, lang: Lang) -> list[Line]:
    codes = document["total"].get("notification")
    if not codes or not codes["cnil"]:
        return []
    cnil = ", ".join(name_of(lang, "cnil", code) for code in codes["cnil"])
    edpb = ", ".join(codes["edpb_70"])
    return [Line(say(lang, "codes", cnil=cnil, edpb=edpb), DIM)]


def _footer(document: Document, lang: Lang) -> str:
    tool = document["tool"]
    return say(
        lang,
        "footer",
        policy=tool["policy"],
        policy_digest=tool.get("policy_digest", "")[:_DIGEST_CHARS],
        rules=tool["rules_digest"][:_DIGEST_CHARS],
    )
