"""Formats ``gitlab`` (code quality) and ``gitlab-sast`` (security report) for merge requests.

Both list one entry for each rule in each file. Specification: "Code Quality report format" in
GitLab's documentation, and ``sast-report-format.json`` 15.2.1 of its security-report-schemas.
"""

import json
from datetime import UTC, datetime, timedelta

from leakscan.reports.gate_words import issue_text, unread
from leakscan.reports.issues import Issue, first_line, issues, path_of
from leakscan.reports.schema import Document, Lang
from leakscan.reports.texts import name_of, say

SAST_VERSION = "15.2.1"
MAX_NAME = 255
"""GitLab refuses a whole report for one longer name."""
_QUALITY_SEVERITY = {1: "minor", 2: "major", 3: "critical", 4: "blocker"}
_SAST_SEVERITY = {1: "Low", 2: "Medium", 3: "High", 4: "Critical"}

Json = dict[str, object]


def render_quality(document: Document, *, lang: Lang) -> str:
    """The code quality report, with a final newline."""
    return _json([_quality(issue, lang) for issue in issues(document)])


def render_sast(document: Document, *, lang: Lang) -> str:
    """The security report, with a final newline."""
    report = {
        "version": SAST_VERSION,
        "scan": _scan(document, lang),
        "vulnerabilities": [_vulnerability(issue, lang) for issue in issues(document)],
    }
    return _json(report)


def _quality(issue: Issue, lang: Lang) -> Json:
    return {
        "description": issue_text(issue, lang),
        "check_name": issue.finding["rule"],
        "fingerprint": issue.identity,
        "severity": _QUALITY_SEVERITY[issue.band],
        "location": {"path": issue.path, "lines": {"begin": _line(issue)}},
    }


def _vulnerability(issue: Issue, lang: Lang) -> Json:
    rule = issue.finding["rule"]
    name = issue.title(lang)[:MAX_NAME]
    return {
        "id": issue.identity,
        "name": name,
        "description": issue_text(issue, lang),
        "severity": _SAST_SEVERITY[issue.band],
        "solution": say(lang, "issue.solution"),
        "identifiers": [{"type": "leakscan_rule", "name": name, "value": rule}],
        "location": {"file": issue.path, "start_line": _line(issue)},
        "details": {
            "category": {
                "type": "text",
                "name": name_of(lang, "column", "data"),
                "value": name_of(lang, "category", issue.finding["category"]),
            }
        },
    }


def _line(issue: Issue) -> int:
    """The first line; of what lies inside a container, the container's first."""
    return first_line(issue.finding) if path_of(issue.file) == issue.path else 1


def _scan(document: Document, lang: Lang) -> Json:
    start = datetime.fromisoformat(document["scan"]["started"]).astimezone(UTC)
    end = start + timedelta(seconds=document["scan"]["seconds"])
    program = {
        "id": "leakscan",
        "name": "leakscan",
        "version": document["tool"]["version"],
        "vendor": {"name": "leakscan"},
    }
    gaps = [
        {
            "level": "warn",
            "value": f"{path_of(file)}: {say(lang, 'issue.unread', reasons=why)}",
        }
        for file, why in unread(document, lang)
    ]
    return {
        "analyzer": program,
        "scanner": program,
        "type": "sast",
        "start_time": f"{start:%Y-%m-%dT%H:%M:%S}",
        "end_time": f"{end:%Y-%m-%dT%H:%M:%S}",
        "status": "failure" if document["scan"].get("interrupted") else "success",
        "messages": gaps,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
