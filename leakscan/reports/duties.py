"""What each reader of a report has to do, and the codes that notification forms ask for."""

from collections.abc import Iterator

from leakscan.reports import wording
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import name_of, say

_ROLES = ("controller", "health", "processor", "finder", "report")


def duties(document: Document, lang: Lang) -> Iterator[tuple[str, str]]:
    """Who, and what he or she has to do."""
    expires = document["scan"].get("expires_on", "")
    by = say(lang, "advice.by", day=wording.day(expires, lang)) if expires else ""
    for role in _ROLES:
        yield say(lang, f"advice.{role}.who"), say(lang, f"advice.{role}", by=by)


def form_codes(document: Document, lang: Lang) -> str:
    """What the forms of the CNIL and the EDPB call what was found; empty when nothing was."""
    codes = document["total"].get("notification")
    if not codes or not codes["cnil"]:
        return ""
    cnil = ", ".join(name_of(lang, "cnil", code) for code in codes["cnil"])
    return say(lang, "codes", cnil=cnil, edpb=", ".join(codes["edpb_70"]))
