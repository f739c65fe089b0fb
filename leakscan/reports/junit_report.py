"""Format ``junit``: a test case for each file, for any CI system that shows tests.

A case fails when its file exceeds a limit of the gate; without a gate, from band 2 up. What was
not fully examined is an error under ``--strict`` and else skipped: never a success.

Specification: the schema of the Jenkins xunit plugin, ``junit-10.xsd``.
"""

from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from leakscan.reports.gate_words import failure_text, holds, unread
from leakscan.reports.issues import path_of
from leakscan.reports.schema import Document, GateFailurePart, Lang
from leakscan.reports.texts import say

_DEFAULT_LIMIT = 2
_WHOLE = ""


def render(document: Document, *, lang: Lang) -> str:
    """The suite, with a final newline."""
    failures: dict[str, list[str]] = defaultdict(list)
    for failure in _failures(document):
        failures[failure.get("file", _WHOLE)].append(failure_text(failure, lang))
    cases = _cases(document, failures, lang)
    errors = sum("<error" in case for case in cases)
    skipped = sum("<skipped" in case for case in cases)
    head = (
        f'<testsuite name="leakscan" tests="{len(cases)}" failures="{len(failures)}" '
        f'errors="{errors}" skipped="{skipped}" time="{document["scan"]["seconds"]:.3f}">'
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>"]
    return "".join(f"{line}\n" for line in lines)


def _failures(document: Document) -> list[GateFailurePart]:
    gate = document.get("gate")
    if gate is not None:
        return gate["failures"]
    bands = ((file["id"], file["score"]["established"]["band"] or 0) for file in document["files"])
    return [
        {"kind": "band", "file": name, "limit": _DEFAULT_LIMIT, "value": band}
        for name, band in bands
        if band >= _DEFAULT_LIMIT
    ]


def _cases(document: Document, failures: dict[str, list[str]], lang: Lang) -> list[str]:
    gate = document.get("gate")
    gaps = {file["id"]: why for file, why in unread(document, lang)}
    cases = []
    for file in document["files"]:
        parts = [_failure(text, holds(file, lang)) for text in failures.get(file["id"], ())]
        if file["id"] in gaps and not parts:
            why = say(lang, "issue.unread", reasons=gaps[file["id"]])
            kind = "error" if gate is not None and gate["strict"] else "skipped"
            parts.append(f"<{kind} message={quoteattr(why)}/>")
        cases.append(_case(path_of(file), parts))
    if _WHOLE in failures:
        cases.append(
            _case(say(lang, "gate.whole"), [_failure(text, "") for text in failures[_WHOLE]])
        )
    return cases


def _failure(message: str, text: str) -> str:
    return f'<failure type="leakscan" message={quoteattr(message)}>{escape(text)}</failure>'


def _case(name: str, parts: list[str]) -> str:
    head = f'<testcase classname="leakscan" name={quoteattr(name)}'
    return f"{head}>{''.join(parts)}</testcase>" if parts else f"{head}/>"
