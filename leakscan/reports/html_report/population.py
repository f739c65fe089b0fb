"""Who is concerned, since when and from where: the counts that were kept, as charts."""

from leakscan.reports import wording
from leakscan.reports.html_report.charts import bars, timeline
from leakscan.reports.html_report.france import department_name, france_map
from leakscan.reports.html_report.markup import NOTHING, Markup, each, tag
from leakscan.reports.schema import (
    CarePart,
    Document,
    Lang,
    OrganisationsPart,
    PopulationPart,
    ProvenancePart,
    StatePart,
)
from leakscan.reports.texts import name_of, say

MAX_DEPARTMENTS = 12
MAX_LAYOUTS = 20
MAX_FILES = 12


def population(document: Document, lang: Lang) -> Markup:
    """Every aggregate that holds something; empty when none does."""
    exact = wording.exact(document)
    total = document["total"]
    aggregates = total.get("aggregates", {})
    counted = (words(total, lang, exact=exact) for words in (wording.keys, wording.keyless))
    parts = [tag("p", line) for line in counted if line]
    if "population" in aggregates:
        parts.append(_persons(total, aggregates["population"], lang, exact=exact))
    if "care" in aggregates:
        parts.append(_care(aggregates["care"], lang, exact=exact))
    parts += [
        _organisations(kind, aggregates[kind], lang, exact=exact)
        for kind in ("establishments", "insurers")
        if kind in aggregates
    ]
    if "provenance" in document:
        parts.append(_provenance(document["provenance"], lang))
    return Markup.of(*parts)


def _persons(total: StatePart, part: PopulationPart, lang: Lang, *, exact: bool) -> Markup:
    counted = wording.counted("persons", part["counted"], lang, exact=exact)
    how = "html.counted.exact" if part["exact"] or not exact else "html.counted.sample"
    how = "html.counted.one" if exact and part["counted"] == 1 else how
    sample = wording.number(part["sample"], lang)
    basis = wording.key_name(total, part["basis"], lang)
    charts = [tag("p", say(lang, how, persons=counted, sample=sample, basis=basis), class_="quiet")]
    if part["minors"]:
        minors = wording.counted("minors", part["minors"], lang, exact=exact)
        charts.append(tag("p", tag("strong", minors)))
    facts = []
    sexes = [(say(lang, f"html.sex.{sex}"), n) for sex, n in part["sexes"].items() if n]
    if sexes:
        facts.append(bars(sexes, lang, title=say(lang, "html.chart.sex"), exact=exact))
    decades = sorted(part["birth_decades"].items())
    if decades:
        named = [(say(lang, "html.decade", year=year), n) for year, n in decades]
        facts.append(bars(named, lang, title=say(lang, "html.chart.births"), exact=exact))
    charts.append(tag("div", *facts, class_="charts") if facts else NOTHING)
    charts += [
        _departments(part[kind], lang, kind=kind, exact=exact)
        for kind in ("residence_departments", "birth_departments")
        if part[kind]
    ]
    return Markup.of(*charts)


def _departments(counts: dict[str, int], lang: Lang, *, kind: str, exact: bool) -> Markup:
    title = say(lang, f"html.chart.{kind}")
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    named = [(department_name(code, lang), n) for code, n in ranked]
    shapes = france_map(counts, lang, label=title, exact=exact)
    chart = bars(named, lang, title=title, exact=exact, drawn=MAX_DEPARTMENTS)
    return tag("div", shapes, chart, class_="geography")


def _care(part: CarePart, lang: Lang, *, exact: bool) -> Markup:
    pieces = []
    first, last = part["first"], part["last"]
    if first and last:
        span = say(lang, "html.care", first=wording.day(first, lang), last=wording.day(last, lang))
        pieces.append(tag("h3", span))
    if part["months"]:
        title = say(lang, "html.chart.care")
        pieces.append(timeline(part["months"], lang, title=title, exact=exact))
    return Markup.of(*pieces)


def _organisations(kind: str, part: OrganisationsPart, lang: Lang, *, exact: bool) -> Markup:
    number = wording.counted(kind, part["distinct"], lang, exact=exact)
    said = [number if part["exact"] or not exact else f"≈ {number}"]
    if part["largest"]:
        largest = ", ".join(wording.count(n, lang, exact=exact) for n in part["largest"])
        said.append(say(lang, "html.largest", records=largest))
    if part["departments"]:
        ranked = sorted(part["departments"].items(), key=lambda entry: (-entry[1], entry[0]))
        places = ", ".join(department_name(code, lang) for code, _ in ranked)
        said.append(say(lang, "html.finess", departments=places))
    return Markup.of(tag("h3", say(lang, f"html.chart.{kind}")), each("p", said))


def _provenance(part: ProvenancePart, lang: Lang) -> Markup:
    """Programs that wrote the files, and the layouts that several files share."""
    colon = wording.colon(lang)
    said = [
        f"{name_of(lang, 'software', name)}{colon}{wording.counted('files', files, lang)}"
        for name, files in sorted(part["software"].items(), key=lambda e: (-e[1], e[0]))
    ]
    for layout in part["layouts"][:MAX_LAYOUTS]:
        files = ", ".join(layout["files"][:MAX_FILES])
        if len(layout["files"]) > MAX_FILES:
            files += "…"
        number = wording.number(layout["columns"], lang)
        said.append(say(lang, "html.layout", columns=number, files=files))
    if not said:
        return NOTHING
    title = tag("h3", say(lang, "html.chart.provenance"))
    return Markup.of(title, tag("ul", each("li", said)))
