"""The table of files: one row each, sortable and searchable, linked to its detail."""

from leakscan.reports import triage, verdict, wording
from leakscan.reports.html_report.markup import NOTHING, Markup, tag
from leakscan.reports.html_report.summary import band_class
from leakscan.reports.schema import Document, FilePart, Lang
from leakscan.reports.texts import name_of, say

MAX_ROWS = 20_000
"""What a scan lists of one source; the script shows 200 of them at a time."""
MAX_DETAILED = 200
"""Files with a detail of their own: a browser lays out thousands of tables slowly."""
_COLUMNS = ("severity", "persons", "data", "file", "format")
_UNKNOWN = -1


def detailed_ids(document: Document) -> frozenset[str]:
    """The files that have a detail of their own."""
    detailed = triage.to_detail(document["files"])[:MAX_DETAILED]
    return frozenset(file["id"] for file in detailed)


def files_table(document: Document, lang: Lang) -> Markup:
    """Every file, worst first."""
    concerned = triage.worst_first(document["files"])
    rest = [file for file in document["files"] if not triage.is_concerned(file)]
    files = [*concerned, *rest]
    if not files:
        return NOTHING
    detailed = detailed_ids(document)
    rows = [_row(file, lang, linked=file["id"] in detailed) for file in files[:MAX_ROWS]]
    headers = [_header(name, lang) for name in _COLUMNS]
    table = tag(
        "table",
        tag("caption", say(lang, "html.files.caption"), class_="quiet"),
        tag("thead", tag("tr", *headers)),
        tag("tbody", *rows),
        class_="files",
        id="file-table",
    )
    parts = [_tools(lang), tag("div", table, class_="scroll", tabindex="0", role="group",
                               aria_label=say(lang, "html.section.files"))]  # fmt: skip
    parts.append(
        tag(
            "p",
            tag("button", type="button", data_text=say(lang, "html.more", n="{n}", rest="{rest}")),
            id="more",
            hidden=True,
        )
    )
    if len(files) > MAX_ROWS:
        more = wording.number(len(files) - MAX_ROWS, lang)
        parts.append(tag("p", say(lang, "more-files", n=more)))
    return Markup.of(*parts)


def _tools(lang: Lang) -> Markup:
    """The search field and the filter; shown by the script, without which they do nothing."""
    options = [
        tag("option", say(lang, "html.filter.all"), value=""),
        *(
            tag("option", f"≥ {step} {name_of(lang, 'short', str(step))}", value=step)
            for step in range(1, 5)
        ),
    ]
    forms = {
        f"data_{form}": say(lang, f"html.shown.{form}", shown="{shown}", all="{all}")
        for form in ("one", "many")
    }
    return tag(
        "div",
        tag("label", say(lang, "html.search"), for_="search"),
        tag("input", type="search", id="search", autocomplete="off"),
        tag("label", say(lang, "html.filter"), for_="band"),
        tag("select", *options, id="band"),
        tag("output", id="shown", for_="search band", **forms),
        class_="tools",
        id="tools",
        hidden=True,
    )


def _header(name: str, lang: Lang) -> Markup:
    words = say(lang, f"column.{name}")
    return tag("th", tag("span", words), scope="col", data_sort=name)


def _row(file: FilePart, lang: Lang, *, linked: bool) -> Markup:
    score = file["score"]
    path = file["path"] or say(lang, "no-path")
    name = Markup.of(tag("span", file["id"], class_="id"), " ", path)
    concerned = triage.is_concerned(file)
    band = score["established"]["band"]
    rank = (_UNKNOWN if band is None else band) * 100 + score["presumed"]["se"]
    persons = file["subjects"]["estimate"]
    cell = wording.persons_cell(file, lang) if concerned else ""
    unit = say(lang, "html.unit.person" if cell == "1" else "html.unit.persons")
    return tag(
        "tr",
        tag("td", _severity(file, lang), data_key=wording.decimal(rank, "en")),
        tag(
            "td",
            cell,
            data_key=_UNKNOWN if persons is None else persons,
            class_="number",
            data_unit=unit if concerned else None,
        ),
        tag("td", wording.kinds(file, lang) if concerned else _quiet(file, lang)),
        tag("th", tag("a", name, href=f"#{file['id']}") if linked else name, scope="row"),
        tag("td", wording.formats(file, lang), class_="quiet"),
        data_band=wording.band_key(band),
    )


def _severity(file: FilePart, lang: Lang) -> Markup:
    score = file["score"]
    badge_class = f"badge {band_class(score['established']['band'])}"
    badge = tag("span", verdict.severity_of(file, [file], lang), class_=badge_class)
    if not verdict.may_rise(file):
        return badge
    maybe = f"? {wording.band_word(score['presumed']['band'], lang)}"
    return Markup.of(badge, " ", tag("span", maybe, class_="maybe"))


def _quiet(file: FilePart, lang: Lang) -> str:
    if triage.is_unread(file):
        return wording.gap_reasons(file, lang)
    return verdict.nothing_found_in(file, lang)
