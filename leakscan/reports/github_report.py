"""What `check` tells GitHub Actions: a job summary in Markdown, and annotations on files.

Specification: "Workflow commands for GitHub Actions" in GitHub's documentation (escaping,
``GITHUB_STEP_SUMMARY``); ten annotations of a kind are shown for each step.
"""

from collections.abc import Iterator

from leakscan.reports.gate_words import exceeded, issue_text, outcome, unread
from leakscan.reports.issues import Issue, first_line, issues, path_of, worst_first
from leakscan.reports.markdown_text import code, escape, table_row
from leakscan.reports.schema import Document, GatePart, Lang
from leakscan.reports.texts import say

_ANNOTATIONS = 10
_ROWS = 50


def render_summary(document: Document, *, lang: Lang) -> str:
    """The job summary; the document must have a gate."""
    gate = document["gate"]
    lines = [f"## leakscan check: {escape(outcome(document, gate, lang))}", ""]
    lines += _failures(document, gate, lang)
    gaps = [f"- {code(path_of(file))}: {escape(why)}" for file, why in unread(document, lang)]
    if gaps:
        lines += [f"### {say(lang, 'section.unread')}", "", *gaps[:_ROWS], ""]
    return "\n".join(lines) + "\n"


def annotations(document: Document, *, lang: Lang) -> Iterator[str]:
    """Workflow commands that mark the files that failed, worst first."""
    failed = {failure.get("file") for failure in document["gate"]["failures"]}
    concerned = (
        issue for issue in issues(document) if issue.file["id"] in failed or None in failed
    )
    for issue in worst_first(concerned)[:_ANNOTATIONS]:
        yield _annotation(issue, lang)


def _failures(document: Document, gate: GatePart, lang: Lang) -> Iterator[str]:
    if not gate["failures"]:
        return
    columns = (say(lang, f"column.{name}") for name in ("file", "severity", "found"))
    yield table_row(columns)
    yield "|---|---|---|"
    for failure in exceeded(document, lang, most=_ROWS):
        name = failure.subject if failure.file is None else code(failure.subject)
        yield table_row([name, escape(failure.why), escape(failure.holds)])
    if len(gate["failures"]) > _ROWS:
        yield table_row([say(lang, "gate.more", n=len(gate["failures"]) - _ROWS), "", ""])
    yield ""


def _annotation(issue: Issue, lang: Lang) -> str:
    line = first_line(issue.finding) if path_of(issue.file) == issue.path else 1
    where = f"file={_property(issue.path)},line={line},title={_property(issue.title(lang))}"
    return f"::error {where}::{_data(issue_text(issue, lang))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
