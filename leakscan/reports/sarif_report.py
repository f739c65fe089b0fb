"""Format ``sarif``: SARIF 2.1.0 as GitHub code scanning takes it.

One result for each rule in each file, with an ``occurrenceCount``; no snippet, no context
region, no command line, no absolute path. Fingerprints are our own: the upload action would
otherwise derive one from the source line, which is a patient's.

Specification: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; limits and
keys of GitHub: "SARIF support for code scanning" in its documentation.
"""

import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from leakscan.reports import wording
from leakscan.reports.gate_words import issue_text, unread
from leakscan.reports.issues import Issue, issues, path_of, worst_first
from leakscan.reports.schema import Document, Lang, LocationPart
from leakscan.reports.texts import name_of, say

SCHEMA_URI = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
MAX_RESULTS = 5_000
"""GitHub refuses more than 25,000 results of a run and keeps the first 5,000."""
MAX_LOCATIONS = 100
"""GitHub refuses more than 1,000 locations of a result and shows few."""
_SECURITY_SEVERITY = {1: "3.0", 2: "5.5", 3: "8.0", 4: "9.5"}
"""GitHub: over 9.0 critical, 7.0 high, 4.0 medium, below low."""
_LEVEL = {1: "note", 2: "warning", 3: "error", 4: "error"}
_PRECISION = {"validated": "very-high", "structural": "high", "contextual": "medium"}

Json = dict[str, object]


def render(document: Document, *, lang: Lang) -> str:
    """The log, with a final newline."""
    found = worst_first(issues(document))
    log = {
        "$schema": SCHEMA_URI,
        "version": "2.1.0",
        "runs": [_run(document, found[:MAX_RESULTS], len(found) - MAX_RESULTS, lang)],
    }
    return json.dumps(log, ensure_ascii=False, allow_nan=False) + "\n"


def _run(document: Document, shown: Sequence[Issue], left_out: int, lang: Lang) -> Json:
    worst: dict[str, Issue] = {}
    for issue in shown:
        worst.setdefault(issue.finding["rule"], issue)
    rules = sorted(worst)
    index = {rule: number for number, rule in enumerate(rules)}
    notes = [_note(text) for text in _notifications(document, left_out, lang)]
    return {
        "tool": {
            "driver": {
                "name": "leakscan",
                "semanticVersion": document["tool"]["version"],
                "language": lang,
                "rules": [_rule(worst[rule], lang) for rule in rules],
                "properties": {
                    "rulesDigest": document["tool"]["rules_digest"],
                    "policy": document["tool"]["policy"],
                },
            }
        },
        "automationDetails": {"id": "leakscan/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "root of the scan"}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "results": [_result(issue, index[issue.finding["rule"]], lang) for issue in shown],
    }


def _rule(issue: Issue, lang: Lang) -> Json:
    """The rule, as severe as the worst file in which it was found."""
    finding = issue.finding
    name = issue.title(lang)
    category = name_of(lang, "category", finding["category"])
    full = say(lang, "issue.full", name=name, category=category)
    text = say(lang, "issue.help", name=name, rule=finding["rule"])
    return {
        "id": finding["rule"],
        "name": "".join(part.capitalize() for part in _words(finding["rule"])),
        "shortDescription": {"text": name},
        "fullDescription": {"text": full},
        "help": {"text": text.replace("`", ""), "markdown": text},
        "defaultConfiguration": {"level": _LEVEL[issue.band]},
        "properties": {
            "tags": ["security", "privacy", finding["category"]],
            "precision": _PRECISION.get(finding["tier"], "low"),
            "security-severity": _SECURITY_SEVERITY[issue.band],
        },
    }


def _words(rule: str) -> list[str]:
    return rule.replace("-", ".").split(".")


def _result(issue: Issue, rule_index: int, lang: Lang) -> Json:
    finding = issue.finding
    prints = {"primaryLocationLineHash": f"{issue.identity[:16]}:1"}
    keyed = finding.get("fingerprint")
    if keyed:
        prints["leakscanValues/v1"] = keyed
    places = finding["locations"][:MAX_LOCATIONS] or [{}]
    return {
        "ruleId": finding["rule"],
        "ruleIndex": rule_index,
        "level": _LEVEL[issue.band],
        "message": {"text": issue_text(issue, lang)},
        "locations": [_location(issue, place) for place in places],
        "partialFingerprints": prints,
        "occurrenceCount": issue.count,
        "properties": {"band": issue.band, "tier": finding["tier"]},
    }


def _location(issue: Issue, place: LocationPart) -> Json:
    """A place; of what lies inside a container the line is known, but not to an editor."""
    path = path_of(issue.file)
    where: Json = {"artifactLocation": {"uri": quote(issue.path), "uriBaseId": "SRCROOT"}}
    location: Json = {"physicalLocation": where}
    if path != issue.path:
        where["region"] = {"startLine": 1}
        location["logicalLocations"] = [{"fullyQualifiedName": path}]
        return location
    region: Json = {"startLine": max(place.get("line", 1), 1)}
    if place.get("column"):
        region["startColumn"] = place["column"]
    where["region"] = region
    return location


def _notifications(document: Document, left_out: int, lang: Lang) -> Iterator[str]:
    if left_out > 0:
        yield say(lang, "issue.left-out", n=wording.number(left_out, lang))
    for number, (file, why) in enumerate(unread(document, lang)):
        if number < MAX_LOCATIONS:
            yield f"{path_of(file)}: {say(lang, 'issue.unread', reasons=why)}"


def _note(text: str) -> Json:
    return {"level": "warning", "message": {"text": text}}
