"""What a gate decided, in sentences: for the terminal, CI summaries and lists of issues."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice

from leakscan.frozen import frozen
from leakscan.reports import triage, wording
from leakscan.reports.issues import Issue, counted, evident, first_line, path_of, rule_name
from leakscan.reports.schema import Document, FilePart, GapPart, GateFailurePart, GatePart, Lang
from leakscan.reports.texts import name_of, say

_SHOWN_RULES = 4


@frozen(kw_only=False)
class Exceeded:
    """One limit that was exceeded, in words.

    Attributes:
        subject: A file's path, or the scan as a whole.
        why: Value and limit.
        file: The file, None for the scan as a whole.
        holds: What the file holds, empty when that is not told.
    """

    subject: str
    why: str
    file: FilePart | None
    holds: str


def exceeded(document: Document, lang: Lang, *, most: int) -> list[Exceeded]:
    """The limits that were exceeded, the worst first, of a document that has a gate."""
    files = {file["id"]: file for file in document["files"]}
    failures = ((each, files.get(each.get("file", ""))) for each in document["gate"]["failures"])
    ranked = chain.from_iterable(
        sorted(alike, key=_people, reverse=True)
        for _, alike in groupby(failures, key=lambda pair: (pair[0]["kind"], pair[0]["value"]))
    )
    return [_exceeded(failure, file, lang) for failure, file in islice(ranked, most)]


def _people(failed: tuple[GateFailurePart, FilePart | None]) -> int:
    """What ranks files that are equally grave: a letter must not hide an export behind it."""
    file = failed[1]
    return (counted(file)["subjects"]["estimate"] or 0) if file else 0


def _exceeded(failure: GateFailurePart, file: FilePart | None, lang: Lang) -> Exceeded:
    return Exceeded(
        subject=say(lang, "gate.whole") if file is None else path_of(file),
        why=failure_text(failure, lang),
        file=file,
        holds="" if file is None else holds(file, lang),
    )


def agreed(gate: GatePart, lang: Lang) -> Iterator[str]:
    """What was let pass: by an allow-list, by a baseline."""
    for entry in gate.get("allowed", ()):
        findings = wording.counted("gate.findings", entry["findings"], lang)
        yield say(lang, "gate.allowed", findings=findings, reason=entry["reason"])
    known = gate.get("baseline")
    if known is None:
        return
    yield say(
        lang,
        "gate.known",
        known=known["known"],
        expired=known["expired"],
        vanished=known["vanished"],
    )
    if known["vanished"]:
        yield say(lang, "gate.known.update")


def outcome(document: Document, gate: GatePart, lang: Lang) -> str:
    """The decision in one line."""
    count = len(gate["failures"])
    if count:
        return say(lang, "gate.failed.one" if count == 1 else "gate.failed.many", n=count)
    codes = {3: "gate.nothing", 4: "gate.incomplete", 130: "gate.interrupted"}
    if gate["code"] in codes:
        return say(lang, codes[gate["code"]])
    files = wording.counted("files", document["scan"]["files"], lang)
    # Without --fail-on the gravest leak passes: that must not read as if it had been judged.
    return say(lang, "gate.open" if gate["fail_on"] is None else "gate.passed", files=files)


def failure_text(failure: GateFailurePart, lang: Lang) -> str:
    """Why one limit was exceeded."""
    value, limit = failure["value"], failure["limit"]
    if failure["kind"] == "band":
        words = (wording.band_word(band, lang) for band in (value, limit))
        return say(lang, "gate.band", value=next(words), limit=next(words))
    if failure["kind"] == "people":
        persons = wording.counted("persons", value, lang)
        return say(lang, "gate.people", value=persons, limit=wording.number(limit, lang))
    name = failure.get("name", "")
    shown = name_of(lang, "category", name) if failure["kind"] == "category" else name
    numbers = (wording.number(number, lang) for number in (value, limit))
    return say(lang, "gate.count", name=shown, value=next(numbers), limit=next(numbers))


def holds(file: FilePart, lang: Lang) -> str:
    """What a file holds, the gravest first, and where it begins."""
    ranked = [(evident(finding), finding) for finding in triage.findings(counted(file))]
    found = [(count, finding) for count, finding in ranked if count]
    shown = [
        f"{rule_name(finding, lang)} × {wording.number(count, lang)}"
        for count, finding in found[:_SHOWN_RULES]
    ]
    if len(found) > _SHOWN_RULES:
        shown.append(say(lang, "gate.more", n=len(found) - _SHOWN_RULES))
    placed = [finding for _, finding in found if finding["locations"]]
    if not placed:
        return ", ".join(shown)
    line = min(first_line(finding) for finding in placed)
    return say(lang, "gate.holds", found=", ".join(shown), line=line)


def issue_text(issue: Issue, lang: Lang) -> str:
    """One issue in two sentences: what, how much, how bad for how many."""
    return say(
        lang,
        "issue.text",
        name=issue.title(lang),
        count=wording.number(issue.count, lang),
        records=wording.counted("records", issue.finding["records"], lang),
        evidence=name_of(lang, "tier", issue.finding["tier"]),
        band=wording.band_word(issue.band, lang),
        persons=wording.persons(counted(issue.file)["subjects"], lang),
    )


def unread(document: Document, lang: Lang) -> Iterator[tuple[FilePart, str]]:
    """Files that were not fully examined and may hold text, and why, in words."""
    for file in document["files"]:
        if gaps := triage.hiding_gaps(file):
            yield file, reasons(gaps, lang)


def reasons(gaps: Sequence[GapPart], lang: Lang) -> str:
    """Why something was not examined, each reason once; of a single gap also where."""
    if len(gaps) == 1:
        return wording.gap(gaps[0], lang)
    return ", ".join(dict.fromkeys(name_of(lang, "gap", gap["reason"]) for gap in gaps))
