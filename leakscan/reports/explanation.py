"""The derivation of a severity, line by line: which records, what evidence, what would change it.

Plain text, one statement a line, for the person who must defend the report.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from leakscan.model.errors import UsageError
from leakscan.reports import triage, verdict, wording
from leakscan.reports.schema import Document, DriverPart, FilePart, FindingPart, Lang, StatePart
from leakscan.reports.texts import name_of, say

MAX_FILES = 5
MAX_LINES = 5
MAX_FIELDS = 4
_DIGEST_CHARS = 12
_INDENT = "  "


def explain(document: Document, ids: Sequence[str], *, lang: Lang, width: int = 100) -> str:
    """The derivation for some files.

    Args:
        document: Built or saved.
        ids: Of files, such as ``F0003``; none for the whole scan and its worst files, once when
            there is but one.
        lang: ``fr`` or ``en``.
        width: Columns to wrap at.

    Raises:
        UsageError: An id that no file has.
    """
    parts: list[tuple[str, StatePart, list[FilePart]]] = []
    files = {file["id"]: file for file in document["files"]}
    worst = [file["id"] for file in triage.to_detail(document["files"])[:MAX_FILES]]
    # Of a lone file both would say the same.
    if not ids and not (len(files) == 1 and worst):
        parts.append((say(lang, "explain.whole"), _whole(document), document["files"]))
    for file_id in ids or worst:
        if file_id not in files:
            raise UsageError(f"no file {file_id} in the result{_span(list(files))}")
        path = files[file_id]["path"] or say(lang, "no-path")
        parts.append((f"{file_id} {path}", files[file_id], [files[file_id]]))
    exact = wording.exact(document)
    lines = [line for each in parts for line in _state(*each, lang, exact=exact)]
    return "\n".join(_folded([*lines, _policy(document, lang)], width)) + "\n"


def _whole(document: Document) -> StatePart:
    """The verdict on all files; a line of which nobody knows the file leads nowhere."""
    total = document["total"]
    if len(document["files"]) == 1:
        return total
    return {**total, "findings": [{**found, "locations": []} for found in total["findings"]]}


def _span(ids: Sequence[str]) -> str:
    """Which ids there are, by number: they need not stand in their order."""
    if not ids:
        return ""
    ordered = sorted(ids, key=triage.in_order)
    return f": it has {ordered[0]} to {ordered[-1]}" if len(ids) > 1 else f": it has {ordered[0]}"


def _folded(lines: Sequence[str], width: int) -> Iterator[str]:
    """Lines cut at `width`, what follows indented as their text is."""
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip(" -")))
        yield from wrap(line, width, subsequent_indent=indent) or [""]


def _state(
    name: str, part: StatePart, files: list[FilePart], lang: Lang, *, exact: bool
) -> Iterator[str]:
    yield say(lang, "explain.title", name=name, band=verdict.severity_of(part, files, lang))
    yield say(lang, "explain.score")
    yield from _derivation(part, lang, exact=exact)
    yield from _unread(part, files, lang)
    if part["findings"]:
        yield say(lang, "explain.evidence")
        for finding in triage.findings(part):
            yield from _finding(finding, lang, exact=exact)
    if part["score"]["established"]["se"]:
        yield say(lang, "explain.change")
        yield from _changes(part, lang)
    yield ""


def _derivation(part: StatePart, lang: Lang, *, exact: bool) -> Iterator[str]:
    score = part["score"]
    if not score["drivers"]:
        key = "nothing-known" if score["established"]["band"] is None else "explain.none"
        yield f"{_INDENT}{say(lang, key)}"
        return
    for driver in score["drivers"]:
        yield from _driver(driver, lang, exact=exact)
    if verdict.may_rise(part):
        words = wording.score_words(score["presumed"], lang)
        yield f"{_INDENT}{say(lang, 'explain.presumed', **words)}"
    else:
        yield f"{_INDENT}{say(lang, 'explain.certain')}"


def _unread(part: StatePart, files: list[FilePart], lang: Lang) -> Iterator[str]:
    """That there may be more than was read, and of one file why."""
    missing = triage.with_gaps(files)
    if not missing or part["score"]["established"]["band"] is None:
        return
    if len(files) == 1:
        gaps = triage.hiding_gaps(missing[0])[:MAX_LINES]
        reasons = wording.semicolon(lang).join(wording.gap(gap, lang) for gap in gaps)
        yield f"{_INDENT}{say(lang, 'explain.partly', reasons=reasons)}"
    else:
        counted = wording.counted("files", len(missing), lang)
        yield f"{_INDENT}{say(lang, 'html.partly', files=counted)}"


def _driver(driver: DriverPart, lang: Lang, *, exact: bool) -> Iterator[str]:
    """One kind of record: its product, then each factor in words."""
    records = wording.counted("records", driver["records"], lang, exact=exact)
    formula = wording.formula(driver, lang)
    yield f"{_INDENT}- {say(lang, 'explain.kind', records=records, formula=formula)}"
    basis = driver.get("dpc_basis", "")
    if basis == "linked":
        linked = wording.counted("explain.linked", driver["records"], lang, exact=exact)
        yield f"{_INDENT * 2}{linked}"
    elif basis == "health-context":
        yield f"{_INDENT * 2}{say(lang, 'explain.health-context')}"
    who = " + ".join(name_of(lang, "category", c) for c in driver.get("ei_basis", []))
    if who and basis != "linked":
        ei = wording.decimal(driver["ei"], lang)
        yield f"{_INDENT * 2}{say(lang, 'explain.ei', ei=ei, who=who)}"
    categories = ", ".join(name_of(lang, "category", c) for c in driver["categories"])
    yield f"{_INDENT * 2}{say(lang, 'explain.holds', categories=categories)}"
    if "evidence" in driver:
        key = f"explain.tier.{driver['evidence']}"
        yield f"{_INDENT * 2}{say(lang, key)}"


def _finding(finding: FindingPart, lang: Lang, *, exact: bool) -> Iterator[str]:
    """What was found, on which evidence, where, and what was missing to it."""
    split = wording.assertions(finding, lang, exact=exact)
    name = wording.rule_name(finding, lang)
    count = wording.count(finding["count"], lang, exact=exact)
    records = wording.counted("records", finding["records"], lang, exact=exact)
    said = say(lang, "explain.finding", name=name, count=count, records=records)
    tier = name_of(lang, "tier", finding["tier"])
    yield f"{_INDENT}- {said} [{tier}]{f' ({split})' if split else ''}"
    why = [name_of(lang, "why", code) for code in finding.get("why", [])]
    if why:
        yield f"{_INDENT * 2}{wording.semicolon(lang).join(why)}."
    fields = wording.fields(finding, most=MAX_FIELDS)
    lines = wording.lines(finding, most=MAX_LINES)
    if fields and lines:
        where = "explain.where.one" if lines.isdecimal() else "explain.where.many"
        yield f"{_INDENT * 2}{say(lang, where, fields=fields, lines=lines)}"
    elif fields:
        yield f"{_INDENT * 2}{say(lang, 'explain.fields', fields=fields)}"
    ways = [name_of(lang, "stronger", code) for code in finding.get("stronger", [])]
    if ways:
        yield f"{_INDENT * 2}{say(lang, 'explain.stronger', ways=', '.join(ways))}"


def _changes(part: StatePart, lang: Lang) -> Iterator[str]:
    """What the severity hangs on, and what would raise it."""
    without = wording.without(part, lang)
    yield from (f"{_INDENT}- {case}" for case in without)
    if not without:
        yield f"{_INDENT}- {say(lang, 'explain.without.none')}"
    grid = part["score"].get("grid", [])
    if grid:
        worst = max(grid, key=lambda case: case["se"])
        condition = say(lang, "explain.with.cb")
        words = wording.score_words(worst, lang)
        yield f"{_INDENT}- {say(lang, 'explain.with', condition=condition, **words)}"


def _policy(document: Document, lang: Lang) -> str:
    tool = document["tool"]
    digest = tool.get("policy_digest", "")[:_DIGEST_CHARS]
    rules = tool["rules_digest"][:_DIGEST_CHARS]
    return say(lang, "explain.policy", policy=tool["policy"], digest=digest, rules=rules)
