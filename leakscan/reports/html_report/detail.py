"""Why each of the worst files has its severity: folded, one after the other."""

from leakscan.reports import triage, verdict, wording
from leakscan.reports.html_report.files import MAX_DETAILED
from leakscan.reports.html_report.markup import NOTHING, Markup, each, tag
from leakscan.reports.html_report.summary import band_class, product
from leakscan.reports.schema import Document, FilePart, FindingPart, Lang
from leakscan.reports.texts import name_of, say

MAX_FINDINGS = 40
MAX_LINES = 5
MAX_FIELDS = 4
MAX_DRIVERS = 3
_COLUMNS = ("found", "count", "distinct", "evidence", "field", "lines")
_OPEN = 1


def details(document: Document, lang: Lang) -> Markup:
    """A folded part for each file about somebody; the first is open."""
    files = triage.to_detail(document["files"])
    exact = wording.exact(document)
    folded = [
        _file(file, lang, exact=exact, unfolded=number < _OPEN)
        for number, file in enumerate(files[:MAX_DETAILED])
    ]
    if len(files) > MAX_DETAILED:
        more = wording.number(len(files) - MAX_DETAILED, lang)
        folded.append(tag("p", say(lang, "more-details", n=more)))
    legend = tag("p", say(lang, "html.tiers"), class_="quiet") if folded else NOTHING
    return Markup.of(legend, *folded)


def _file(file: FilePart, lang: Lang, *, exact: bool, unfolded: bool) -> Markup:
    band = file["score"]["established"]["band"]
    title = tag(
        "summary",
        tag("span", verdict.severity_of(file, [file], lang), class_=f"badge {band_class(band)}"),
        " ",
        tag("span", file["id"], class_="id"),
        " ",
        file["path"] or say(lang, "no-path"),
    )
    return tag(
        "details",
        title,
        tag("p", _facts(file, lang, exact=exact), class_="meta"),
        _derivation(file, lang, exact=exact),
        _findings(file, lang, exact=exact),
        id=file["id"],
        open=unfolded,
    )


def _facts(file: FilePart, lang: Lang, *, exact: bool) -> str:
    records = wording.records(file, lang, exact=exact)
    form = wording.formats(file, lang)
    facts = (form, file["encoding"] or "", wording.size(file["bytes"], lang), records)
    persons = wording.persons(file["subjects"], lang)
    return " · ".join(fact for fact in (*facts, persons) if fact)


def _derivation(file: FilePart, lang: Lang, *, exact: bool) -> Markup:
    """The strongest kind of record as a product, the next ones as a line each."""
    drivers = file["score"]["drivers"][:MAX_DRIVERS]
    if not drivers:
        return NOTHING
    lines = [
        f"{wording.counted('records', driver['records'], lang, exact=exact)}{wording.colon(lang)}"
        f"{wording.formula(driver, lang)}"
        for driver in drivers
    ]
    return Markup.of(
        product(drivers[0], lang) if wording.is_established(drivers[0]) else NOTHING,
        tag("ul", each("li", lines), class_="formulas"),
        _changes(file, lang),
    )


def _changes(file: FilePart, lang: Lang) -> Markup:
    """What the severity would be without each kind of data that makes a difference."""
    cases = wording.without(file, lang)
    if not cases:
        return NOTHING
    told = say(lang, "html.without", cases=wording.semicolon(lang).join(cases))
    return tag("p", told, class_="quiet")


def _findings(file: FilePart, lang: Lang, *, exact: bool) -> Markup:
    findings = triage.findings(file)
    if not findings:
        return NOTHING
    headers = tag("tr", *(tag("th", say(lang, f"column.{c}"), scope="col") for c in _COLUMNS))
    rows = [_row(finding, lang, exact=exact) for finding in findings[:MAX_FINDINGS]]
    grid = tag("table", tag("thead", headers), tag("tbody", *rows), class_="findings")
    label = f"{say(lang, 'section.findings')} {file['id']}"
    parts = [tag("div", grid, class_="scroll", tabindex="0", role="group", aria_label=label)]
    if len(findings) > MAX_FINDINGS:
        more = wording.number(len(findings) - MAX_FINDINGS, lang)
        parts.append(tag("p", say(lang, "cell.more", n=more)))
    return Markup.of(*parts)


def _row(finding: FindingPart, lang: Lang, *, exact: bool) -> Markup:
    label = [wording.rule_name(finding, lang)]
    split = wording.assertions(finding, lang, exact=exact)
    if split:
        label.append(tag("span", split, class_="split"))
    distinct = finding.get("distinct")
    tier = tag("span", name_of(lang, "tier", finding["tier"]), class_=f"tier {finding['tier']}")
    weight = "grave" if finding.get("stigmatising") else None
    return tag(
        "tr",
        tag("th", *label, scope="row", class_=weight),
        tag("td", wording.count(finding["count"], lang, exact=exact), class_="number"),
        tag(
            "td",
            "" if distinct is None else wording.count(distinct, lang, exact=exact),
            class_="number",
        ),
        tag("td", tier),
        tag("td", wording.fields(finding, most=MAX_FIELDS)),
        tag("td", wording.lines(finding, most=MAX_LINES), class_="quiet"),
    )
