"""What `check` decided, above everything else: passed or not, which limits, by which files."""

from leakscan.reports.gate_words import Exceeded, agreed, exceeded, outcome, unread
from leakscan.reports.html_report.files import detailed_ids
from leakscan.reports.html_report.markup import NOTHING, Markup, each, tag
from leakscan.reports.issues import path_of
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import say

MAX_LISTED = 20


def decision(document: Document, lang: Lang) -> Markup:
    """The decision with its reasons; nothing for a scan that had no limits to keep."""
    gate = document.get("gate")
    if gate is None:
        return NOTHING
    linked = detailed_ids(document)
    listed = [_failure(failure, linked) for failure in exceeded(document, lang, most=MAX_LISTED)]
    parts = [*listed, *_more(len(gate["failures"]), lang)]
    if gate["code"] == 4:
        gaps = [
            say(lang, "gate.unread", path=path_of(file), reasons=why)
            for file, why in unread(document, lang)
        ]
        parts += [*(tag("li", gap) for gap in gaps[:MAX_LISTED]), *_more(len(gaps), lang)]
    return tag(
        "section",
        tag("h2", f"leakscan check: {outcome(document, gate, lang)}", id="h-gate"),
        tag("ul", *parts) if parts else NOTHING,
        each("p", list(agreed(gate, lang)), class_="quiet"),
        id="gate",
        class_="gate passed" if gate["passed"] else "gate failed",
        aria_labelledby="h-gate",
    )


def _failure(failure: Exceeded, linked: frozenset[str]) -> Markup:
    file = failure.file
    shown = failure.subject if file is None else f"{file['id']} {failure.subject}"
    name = tag("a", shown, href=f"#{file['id']}") if file and file["id"] in linked else shown
    holds = tag("span", failure.holds, class_="split") if failure.holds else NOTHING
    return tag("li", name, f" – {failure.why}", holds)


def _more(number: int, lang: Lang) -> list[Markup]:
    left = number - MAX_LISTED
    return [tag("li", say(lang, "gate.more", n=left))] if left > 0 else []
