"""Format ``markdown``: the report for a ticket or a wiki, in the order of the terminal's."""

from collections.abc import Iterable, Iterator

from leakscan.reports import triage, verdict, wording
from leakscan.reports.duties import duties
from leakscan.reports.gate_words import agreed, exceeded, outcome
from leakscan.reports.markdown_text import code, escape, table_row
from leakscan.reports.schema import Document, FilePart, FindingPart, Lang
from leakscan.reports.texts import TEXTS, name_of, say

MAX_ROWS = 100
MAX_DETAILED = 20


def render(document: Document, *, lang: Lang) -> str:
    """The report as CommonMark with tables."""
    sections = (_headline, _gate, _files, _details, _unread, _scenario, _advice)
    blocks = [block for section in sections for block in section(document, lang)]
    return "\n\n".join(blocks) + "\n"


def _headline(document: Document, lang: Lang) -> Iterator[str]:
    yield f"# leakscan: {verdict.severity(document, lang)}"
    profile = name_of(lang, "profile", document["scan"]["profile"])
    yield f"{profile} · {wording.meta(document, lang)}"
    yield _bullets(_verdict(document, lang))


def _verdict(document: Document, lang: Lang) -> Iterator[str]:
    total, score = document["total"], document["total"]["score"]
    if score["presumed"]["se"]:
        yield from _concerned(document, lang)
    yield verdict.certainty(total, lang)
    for words in (verdict.together, verdict.incomplete, verdict.declared):
        if said := words(document, lang):
            yield said
    if total["flags"]:
        yield ", ".join(escape(name_of(lang, "flag", flag)) for flag in total["flags"])
    if step := verdict.first_step(document, lang):
        yield step if verdict.is_nothing(total) else f"**{step}**"


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
    exact = wording.exact(document)
    for words in (wording.keys, wording.keyless, wording.context):
        if said := words(total, lang, exact=exact):
            yield escape(said)


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


def _row(file: FilePart, lang: Lang) -> list[str]:
    severity = verdict.severity_of(file, [file], lang)
    if verdict.may_rise(file):
        presumed = wording.band_word(file["score"]["presumed"]["band"], lang)
        severity += f" ({say(lang, 'html.if-confirmed')}{wording.colon(lang)}{presumed})"
    concerned = triage.is_concerned(file)
    return [
        severity,
        wording.persons_cell(file, lang) if concerned else "",
        escape(wording.kinds(file, lang) if concerned else verdict.nothing_found_in(file, lang)),
        _name(file, lang),
        escape(wording.formats(file, lang)),
    ]


def _details(document: Document, lang: Lang) -> Iterator[str]:
    exact = wording.exact(document)
    headers = [say(lang, f"column.{c}") for c in ("found", "count", "evidence", "field")]
    for file in triage.to_detail(document["files"])[:MAX_DETAILED]:
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
    yield _bullets(
        f"{_name(file, lang)} {wording.gap_reasons(file, lang)}" for file in files[:MAX_ROWS]
    )
    yield from _more(len(files) - MAX_ROWS, lang)


def _more(number: int, lang: Lang) -> Iterator[str]:
    if number > 0:
        yield say(lang, "more-files", n=wording.number(number, lang))


def _scenario(document: Document, lang: Lang) -> Iterator[str]:
    score = document["total"]["score"]
    if not score.get("grid") or not score["established"]["se"]:
        return
    yield f"## {say(lang, 'section.scenario')}"
    yield _bullets(
        f"{say(lang, key)} → {wording.computed(case, lang)}"
        for case in score["grid"]
        if (key := f"scenario.{case['cb']}") in TEXTS[lang]
    )


def _advice(document: Document, lang: Lang) -> Iterator[str]:
    if verdict.is_nothing(document["total"]):
        yield say(lang, "advice.none")
        return
    yield f"## {say(lang, 'section.next')}"
    yield say(lang, "advice.not-legal")
    yield _bullets(f"**{who}** – {duty}" for who, duty in duties(document, lang))


def _name(file: FilePart, lang: Lang) -> str:
    path = file["path"]
    return f"{file['id']} {code(path) if path else say(lang, 'no-path')}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(headers: list[str], rows: list[list[str]]) -> str:
    rule = ["---"] * len(headers)
    return "\n".join(map(table_row, (headers, rule, *rows)))
