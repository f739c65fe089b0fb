"""What to do next, once, at the end; never that nothing needs doing."""

from rich.console import Group, RenderableType
from rich.table import Table

from leakscan.reports import verdict
from leakscan.reports.duties import duties, form_codes
from leakscan.reports.schema import Document, Lang
from leakscan.reports.terminal.styles import BOLD, DIM, Line, title
from leakscan.reports.texts import say

_DIGEST_CHARS = 12


def advice(document: Document, lang: Lang) -> RenderableType:
    """The duties of each reader when somebody is or may be concerned, else one sentence."""
    footer = Line(f"\n{_footer(document, lang)}", DIM)
    if verdict.is_nothing(document["total"]):
        return Group(Line(f"\n{say(lang, 'advice.none')}", DIM), footer)
    roles = Table.grid(padding=(0, 2, 0, 0))
    roles.add_column(style=BOLD, max_width=22)
    roles.add_column()
    for who, duty in duties(document, lang):
        roles.add_row(Line(who), Line(duty))
    parts: list[RenderableType] = [
        title(say(lang, "section.next")),
        Line(say(lang, "advice.not-legal")),
        roles,
    ]
    if codes := form_codes(document, lang):
        parts.append(Line(codes, DIM))
    further = Line(f"\n{say(lang, 'further')}")
    return Group(*parts, further, footer)


def _footer(document: Document, lang: Lang) -> str:
    tool = document["tool"]
    return say(
        lang,
        "footer",
        policy=tool["policy"],
        policy_digest=tool.get("policy_digest", "")[:_DIGEST_CHARS],
        rules=tool["rules_digest"][:_DIGEST_CHARS],
    )
