"""Format ``markdown``: the report for a ticket or a wiki, in the order of the terminal's."""

from collections.abc import Iterable, Iterator

from leakscan.model.assessment import Band
from leakscan.reports import triage, wording
from leakscan.reports.gate_words import agreed, exceeded, outcome
from leakscan.reports.markdown_text import code, escape
from leakscan.reports.schema import Document, FilePart, FindingPart, Lang
from leakscan.reports.texts import TEXTS, name_of, say

_ROLES = ("controller", "health", "processor", "finder", "report")
MAX_ROWS = 100
MAX_DETAILED = 20


def render(document: Document, *, lang: Lang) -> str:
    """The report as CommonMark with tables."""
    sections = (_headline, _gate, _files, _details, _unread, _scenario, _advice)
    blocks = [block for section in sections for block in section(document, lang)]
    return "\n\n".join(blocks) + "\n"


def _headline(document: Document, lang: Lang) -> Iterator[str]:
    total, scan = document["total"], document["scan"]
    established = total["score"]["established"]
    band = name_of(lang, "band", wording.band_key(established["band"]))
    if established["band"] == 0:
        band = f"{band} {say(lang, 'band.in-what-was-read')}"
        if total["score"]["presumed"]["se"]:
            band = say(lang, "band.suspected")
    elif established["band"] and established["band"] < Band.MAXIMAL:
        band = f"{_at_least(document['files'])}{band}"
    yield f"# leakscan: {band}"
    yield " · ".join(
        (
            name_of(lang, "profile", scan["profile"]),
            wording.moment(scan["started"], lang),
            wording.counted("files", scan["files"], lang),
            wording.size(scan["bytes"], lang),
        )
    )
    yield _bullets(_verdict(document, lang))


def _verdict(document: Document, lang: Lang) -> Iterator[str]:
    total, score = document["total"], document["total"]["score"]
    if score["presumed"]["se"]:
        yield from _concerned(document, lang)
    yield wording.certainty(total, lang)
    if why := wording.together(document, lang):
        yield why
    missing = triage.with_gaps(document["files"])
    if missing:
        files = wording.counted("files", len(missing), lang)
        yield say(lang, "at-least", files=files)
    scenario = score.get("scenario")
    if scenario is not None:
        cb = wording.decimal(scenario["cb"], lang)
        yield say(lang, "declared", cb=cb, **wording.score_words(scenario, lang))
    if total["flags"]:
        yield ", ".join(escape(name_of(lang, "flag", flag)) for flag in total["flags"])
    yield from _first_step(document, lang)


def _concerned(document: Document, lang: Lang) -> Iterator[str]:
    """How bad and for how many, where that is established; which data."""
    total, established = document["total"], document["total"]["score"]["established"]
    if not established["se"]:
        yield escape(wording.data(total, lang))
        return
    scale = say(lang, "scale", se=wording.decimal(established["se"], lang))
    yield f"**{wording.band_word(established['band'], lang)}**, {scale}"
    yield f"**{wording.persons(total['subjects'], lang)}**"
    yield escape(wording.data(total, lang))
    exact = document["scan"].get("counts", "exact") == "exact"
    for words in (wording.keys, wording.keyless, wording.context):
        if said := words(total, lang, exact=exact):
            yield escape(said)


def _first_step(document: Document, lang: Lang) -> Iterator[str]:
    """What to do first, or how far to trust that there is nothing to do."""
    score = document["total"]["score"]
    if score["established"]["band"] is None:
        yield f"**{say(lang, 'html.do.unread')}**"
    elif score["presumed"]["se"]:
        yield f"**{say(lang, 'first-step')}**"
    elif document["scan"]["complete"]:
        yield say(lang, "complete")


def _gate(document: Document, lang: Lang) -> Iterator[str]:
    gate = document.get("gate")
    if gate is None:
        return
    yield f"## leakscan check: {outcome(document, gate, lang)}"
    lines = [
        f"{code(failure.subject) if failure.file else failure.subject}: {escape(failure.why)}"
        for failure in exceeded(document, lang, most=MAX_ROWS)
    ]
    if len(gate["failures"]) > MAX_ROWS:
        lines.append(say(lang, "gate.more", n=len(gate["failures"]) - MAX_ROWS))
    lines += [escape(line) for line in agreed(gate, lang)]
    if lines:
        yield _bullets(lines)


def _files(document: Document, lang: Lang) -> Iterator[str]:
    files = [*triage.worst_first(document["files"]), *triage.harmless(document["files"])]
    if not files:
        return
    yield f"## {say(lang, 'section.files')}"
    columns = ("severity", "persons", "data", "file", "format")
    yield _table(
        [say(lang, f"column.{c}") for c in columns], [_row(f, lang) for f in files[:MAX_ROWS]]
    )
    yield from _more(len(files) - MAX_ROWS, lang)


def _at_least(files: list[FilePart]) -> str:
    """What stands before a severity that what was not read may raise."""
    return "≥ " if triage.with_gaps(files) else ""


def _row(file: FilePart, lang: Lang) -> list[str]:
    score = file["score"]
    severity = wording.band_word(score["established"]["band"], lang)
    if score["established"]["se"]:
        severity = f"{_at_least([file])}{severity}"
    elif score["presumed"]["se"]:
        severity = say(lang, "short.suspected")
    if (score["presumed"]["band"] or 0) > (score["established"]["band"] or 0):
        presumed = wording.band_word(score["presumed"]["band"], lang)
        severity += f" ({say(lang, 'html.if-confirmed')}{wording.colon(lang)}{presumed})"
    concerned = triage.is_concerned(file)
    data = ", ".join(name_of(lang, "category", c) for c in triage.categories(file))
    return [
        severity,
        wording.persons_cell(file, lang) if concerned else "",
        escape(data) if concerned else _nothing(file, lang),
        _name(file, lang),
        escape(wording.formats(file, lang)),
    ]


def _nothing(file: FilePart, lang: Lang) -> str:
    """That nothing was found, and why that may not be all."""
    said = (wording.nothing_found(file, lang), _reasons(file, lang))
    return " ; ".join(part for part in said if part)


def _details(document: Document, lang: Lang) -> Iterator[str]:
    exact = document["scan"].get("counts", "exact") == "exact"
    headers = [say(lang, f"column.{c}") for c in ("found", "count", "evidence", "field")]
    for file in triage.worst_first(document["files"])[:MAX_DETAILED]:
        yield f"## {_name(file, lang)}"
        if file["score"]["drivers"]:
            yield escape(wording.formula(file["score"]["drivers"][0], lang))
        rows = [_finding(f, lang, exact=exact) for f in triage.findings(file)]
        if rows:
            yield _table(headers, rows)


def _finding(finding: FindingPart, lang: Lang, *, exact: bool) -> list[str]:
    split = wording.assertions(finding, lang, exact=exact)
    label = escape(wording.rule_name(finding, lang))
    return [
        f"{label} ({split})" if split else label,
        wording.count(finding["count"], lang, exact=exact),
        name_of(lang, "tier", finding["tier"]),
        escape(", ".join(finding.get("fields", []))),
    ]


def _unread(document: Document, lang: Lang) -> Iterator[str]:
    files = triage.unread(document["files"])
    if not files:
        return
    yield f"## {say(lang, 'section.unread')}"
    yield say(lang, "unread.intro")
    yield wording.ledger(triage.ledger(document["files"]), lang)
    yield _bullets(f"{_name(file, lang)} {_reasons(file, lang)}" for file in files[:MAX_ROWS])
    yield from _more(len(files) - MAX_ROWS, lang)


def _more(number: int, lang: Lang) -> Iterator[str]:
    if number > 0:
        yield say(lang, "more-files", n=wording.number(number, lang))


def _reasons(file: FilePart, lang: Lang) -> str:
    reasons = sorted({gap["reason"] for gap in file["coverage"]["gaps"]})
    return ", ".join(name_of(lang, "gap", reason) for reason in reasons)


def _scenario(document: Document, lang: Lang) -> Iterator[str]:
    score = document["total"]["score"]
    if not score.get("grid") or not score["established"]["se"]:
        return
    yield f"## {say(lang, 'section.scenario')}"
    yield _bullets(
        f"{say(lang, key)} → SE {wording.decimal(case['se'], lang)}, "
        f"{wording.band_word(case['band'], lang)}"
        for case in score["grid"]
        if (key := f"scenario.{case['cb']}") in TEXTS[lang]
    )


def _advice(document: Document, lang: Lang) -> Iterator[str]:
    score = document["total"]["score"]
    if score["established"]["band"] == 0 and not score["presumed"]["se"]:
        yield say(lang, "advice.none")
        return
    expires = document["scan"].get("expires_on", "")
    by = say(lang, "advice.by", day=wording.day(expires, lang)) if expires else ""
    yield f"## {say(lang, 'section.next')}"
    yield say(lang, "advice.not-legal")
    yield _bullets(
        f"**{say(lang, f'advice.{role}.who')}** – {say(lang, f'advice.{role}', by=by)}"
        for role in _ROLES
    )


def _name(file: FilePart, lang: Lang) -> str:
    path = file["path"]
    return f"{file['id']} {code(path) if path else say(lang, 'no-path')}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(headers: list[str], rows: list[list[str]]) -> str:
    rule = ["---"] * len(headers)
    escaped = ([cell.replace("|", "\\|") for cell in row] for row in (headers, rule, *rows))
    return "\n".join(f"| {' | '.join(row)} |" for row in escaped)
