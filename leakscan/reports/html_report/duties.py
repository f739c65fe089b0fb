"""What to do next, by who reads; never that nothing needs doing."""

from leakscan.reports import wording
from leakscan.reports.html_report.markup import Markup, tag
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import name_of, say

_ROLES = ("controller", "health", "processor", "finder", "report")


def duties(document: Document, lang: Lang) -> Markup:
    """The duties of each reader, and the codes that the forms ask for."""
    score = document["total"]["score"]
    if score["established"]["band"] == 0 and not score["presumed"]["se"]:
        return tag("p", say(lang, "advice.none"))
    expires = document["scan"].get("expires_on", "")
    by = say(lang, "advice.by", day=wording.day(expires, lang)) if expires else ""
    roles = [
        tag(
            "div",
            tag("dt", say(lang, f"advice.{role}.who")),
            tag("dd", say(lang, f"advice.{role}", by=by)),
        )
        for role in _ROLES
    ]
    parts = [tag("p", say(lang, "advice.not-legal")), tag("dl", *roles, class_="duties")]
    codes = document["total"].get("notification")
    if codes and codes["cnil"]:
        cnil = ", ".join(name_of(lang, "cnil", code) for code in codes["cnil"])
        line = say(lang, "codes", cnil=cnil, edpb=", ".join(codes["edpb_70"]))
        parts += [tag("p", line), tag("p", say(lang, "html.cnil"), class_="quiet")]
    return Markup.of(*parts)
