"""Numbers, severities and findings in words, for every format that people read."""

from datetime import date, datetime

from leakscan.reports import triage
from leakscan.reports.classes import class_ceiling
from leakscan.reports.schema import (
    Document,
    DriverPart,
    FilePart,
    FindingPart,
    GapPart,
    Lang,
    LedgerPart,
    ScorePart,
    StatePart,
    SubjectsPart,
)
from leakscan.reports.texts import name_of, say
from leakscan.reports.texts.places import place

_THOUSANDS: dict[Lang, str] = {"fr": "\N{NARROW NO-BREAK SPACE}", "en": ","}
_DECIMAL: dict[Lang, str] = {"fr": ",", "en": "."}
_SIZES: dict[Lang, tuple[str, ...]] = {
    "fr": ("o", "ko", "Mo", "Go", "To"),
    "en": ("B", "kB", "MB", "GB", "TB"),
}
_KILO = 1000
_SMALL = 10
_NAME_RULE = "person.name"
MAX_KINDS = 8
"""Kinds of data that a first screen names."""


def colon(lang: Lang) -> str:
    """What stands between a label and what it is about, with the spaces it takes."""
    return "\N{NO-BREAK SPACE}: " if lang == "fr" else ": "


def semicolon(lang: Lang) -> str:
    """What stands between parts that may hold commas, with the spaces it takes."""
    return "\N{NARROW NO-BREAK SPACE}; " if lang == "fr" else "; "


def number(value: int, lang: Lang) -> str:
    """An integer with thousands separated."""
    return f"{value:,}".replace(",", _THOUSANDS[lang])


def decimal(value: float, lang: Lang) -> str:
    """A number with at most two decimals and no useless zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", _DECIMAL[lang])


def size(value: float, lang: Lang) -> str:
    """A number of bytes in the largest decimal unit that leaves a whole part."""
    units = iter(_SIZES[lang])
    unit = next(units)
    while value >= _KILO and (larger := next(units, "")):
        value, unit = value / _KILO, larger
    shown = f"{value:.1f}" if unit != _SIZES[lang][0] and value < _SMALL else f"{value:.0f}"
    return f"{shown.replace('.', _DECIMAL[lang])}\N{NO-BREAK SPACE}{unit}"


def day(iso: str, lang: Lang) -> str:
    """A date as people write it; the text itself when it is none."""
    try:
        parsed = date.fromisoformat(iso)
    except ValueError:
        return iso
    return parsed.strftime("%d/%m/%Y" if lang == "fr" else "%d %B %Y")


def moment(iso: str, lang: Lang) -> str:
    """A date-time as people write it, to the minute, with its zone: it may be read elsewhere."""
    try:
        parsed = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day(parsed.date().isoformat(), lang)} {parsed:%H:%M} {parsed.tzname() or ''}".rstrip()


def count(value: int, lang: Lang, *, exact: bool = True) -> str:
    """A number, or the class whose lower bound it is (shareable profile)."""
    if exact or not value:
        return number(value, lang)
    ceiling = class_ceiling(value)
    if ceiling is None:
        return f"≥ {number(value, lang)}"
    return f"{number(value, lang)}–{number(ceiling, lang)}"


def counted(what: str, value: int, lang: Lang, *, exact: bool = True) -> str:
    """``3 files``, ``1 record``: a number with its noun."""
    # French counts zero and one in the singular, English one only.
    singular = value == 1 or (lang == "fr" and value == 0)
    form = "one" if singular and exact else "many"
    return say(lang, f"{what}.{form}", n=count(value, lang, exact=exact))


def bracket(name: str, lang: Lang) -> str:
    """A class of numbers as people write it: ``301–5,000``."""
    low, dash, high = name.partition("-")
    if not dash:
        return name.replace("5000", number(5_000, lang))
    return f"{number(int(low), lang)}–{number(int(high), lang)}"


def exact(document: Document) -> bool:
    """Whether the numbers are counts, and not the classes of the shareable profile."""
    return document["scan"].get("counts", "exact") == "exact"


def meta(document: Document, lang: Lang) -> str:
    """When it was scanned, how much, and in what time."""
    scan = document["scan"]
    return say(
        lang,
        "meta",
        date=moment(scan["started"], lang),
        files=counted("files", scan["files"], lang),
        size=size(scan["bytes"], lang),
        seconds=decimal(round(scan["seconds"], 1), lang),
    )


def ledger(counts: LedgerPart, lang: Lang) -> str:
    """How many sources and members were read whole, in part and not at all."""
    complete, partial = number(counts["complete"], lang), number(counts["partial"], lang)
    unread = number(counts["unread"], lang)
    return say(lang, "ledger", complete=complete, partial=partial, unread=unread)


def band_key(band: int | None) -> str:
    """The end of a text key for a band."""
    return "none" if band is None else str(band)


def band_word(band: int | None, lang: Lang) -> str:
    """A band in a word or two, lower case, its number before it."""
    word = name_of(lang, "short", band_key(band))
    return word if band is None else f"{band} {word}"


def persons(subjects: SubjectsPart, lang: Lang) -> str:
    """How many persons, in words that say how the number is known."""
    estimate = subjects["estimate"]
    if estimate is None:
        if subjects.get("basis") is None and subjects["bracket"] != "0":
            return say(lang, "persons.unknown")
        return name_of(lang, "persons.bracket", subjects["bracket"])
    if not estimate:
        return say(lang, "persons.none")
    if subjects["exact"]:
        return counted("persons", estimate, lang)
    return say(lang, "persons.estimate", n=number(estimate, lang))


def persons_cell(state: StatePart, lang: Lang) -> str:
    """The same in as few characters as a table has."""
    subjects, estimate = state["subjects"], state["subjects"]["estimate"]
    if not state["score"]["established"]["se"]:
        return "?"
    if estimate is None:
        unknown = subjects.get("basis") is None and subjects["bracket"] != "0"
        return say(lang, "cell.unknown") if unknown else bracket(subjects["bracket"], lang)
    return number(estimate, lang) if subjects["exact"] else f"≈ {number(estimate, lang)}"


def keys(state: StatePart, lang: Lang, *, exact: bool = True) -> str:
    """Persons by each kind of key, most first; empty with one kind or none."""
    found = state["subjects"].get("keys", {})
    if len(found) < 2:
        return ""
    ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
    named = (f"{key_name(state, key, lang)} {count(n, lang, exact=exact)}" for key, n in ranked)
    return _sentence(" · ".join(named))


def keyless(state: StatePart, lang: Lang, *, exact: bool = True) -> str:
    """How many records about a person nobody can be counted by; empty without any."""
    records = state["subjects"].get("keyless_records", 0)
    return _sentence(counted("keyless", records, lang, exact=exact)) if records else ""


def context(state: StatePart, lang: Lang, *, exact: bool = True) -> str:
    """Since when, how many laboratories, how many minors: what is known of it, on one line."""
    aggregates = state.get("aggregates", {})
    said = []
    months = aggregates["care"]["months"] if "care" in aggregates else {}
    if months:
        first, last = (month_name(month, lang) for month in (min(months), max(months)))
        said.append(say(lang, "span.one" if first == last else "span", first=first, last=last))
    if "establishments" in aggregates:
        number = aggregates["establishments"]["distinct"]
        said.append(counted("establishments", number, lang, exact=exact))
    minors = aggregates["population"]["minors"] if "population" in aggregates else 0
    if minors:
        said.append(counted("minors", minors, lang, exact=exact))
    return _sentence(" · ".join(said))


def kinds(state: StatePart, lang: Lang, *, most: int | None = None) -> str:
    """The kinds of data found, gravest first, and how many more there are."""
    found = [name_of(lang, "category", name) for name in triage.categories(state)]
    shown = ", ".join(found[:most])
    beyond = len(found) - len(found[:most])
    return say(lang, "kinds.more", kinds=shown, n=beyond) if beyond else shown


def data(state: StatePart, lang: Lang) -> str:
    """The kinds of data as a sentence; empty when nothing was found."""
    found = kinds(state, lang, most=MAX_KINDS)
    return say(lang, "data", kinds=found) if found else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _within(name: str) -> str:
    """A name as it stands inside a sentence; abbreviations and peoples keep their capital."""
    kept = name[1:2].isupper() or name.startswith("French ")
    return name if kept else name[:1].lower() + name[1:]


def month_name(month: str, lang: Lang) -> str:
    """``2015-08`` as people write it."""
    year, _, number = month.partition("-")
    if lang == "fr":
        return f"{number}/{year}"
    return f"{date(int(year), int(number), 1):%B %Y}"


def gap(part: GapPart, lang: Lang) -> str:
    """Why something was not examined, where, and how much of it."""
    words = name_of(lang, "gap", part["reason"])
    where = place(part.get("where", ""), lang)
    amount = size(part["bytes"], lang) if "bytes" in part else ""
    # "permission denied" is a reason and all that can be said of where.
    extra = ", ".join(told for told in (where, amount) if told and told != words)
    return f"{words} ({extra})" if extra else words


def gap_reasons(file: FilePart, lang: Lang) -> str:
    """Why something of a file was not examined, each reason once; empty when all was."""
    reasons = sorted({gap["reason"] for gap in file["coverage"]["gaps"]})
    return ", ".join(name_of(lang, "gap", reason) for reason in reasons)


def formats(file: FilePart, lang: Lang) -> str:
    """Formats in plain words, outermost first, and whether the same was read before."""
    named = " › ".join(name_of(lang, "format", name) for name in file["format"])
    original = file.get("duplicate_of")
    return f"{named} ({say(lang, 'duplicate', file=original)})" if original else named


def score_words(score: ScorePart, lang: Lang) -> dict[str, str]:
    """Severity and band as values for a text."""
    return {"se": decimal(score["se"], lang), "band": band_word(score["band"], lang)}


def computed(score: ScorePart, lang: Lang) -> str:
    """A computed severity: ``SE 2 (2 medium)``."""
    return f"SE {decimal(score['se'], lang)} ({band_word(score['band'], lang)})"


def formula(driver: DriverPart, lang: Lang) -> str:
    """The severity of a kind of record as the product it is, said to be to be confirmed if so."""
    basis = driver.get("dpc_basis") or ", ".join(driver["categories"])
    why = name_of(lang, "basis", basis)
    who = " + ".join(name_of(lang, "category", c) for c in driver.get("ei_basis", []))
    product = say(
        lang,
        "formula",
        dpc=decimal(driver["dpc"], lang),
        why=name_of(lang, "category", why),
        ei=decimal(driver["ei"], lang),
        who=who or "–",
        se=decimal(driver["dpc"] * driver["ei"], lang),
    )
    return product if is_established(driver) else say(lang, "formula.if-confirmed", formula=product)


def is_established(driver: DriverPart) -> bool:
    """Whether more than mere indications makes these records as grave as they are."""
    return driver.get("evidence") != "lexical"


def without(state: StatePart, lang: Lang) -> list[str]:
    """What the severity would be without each kind of data, lowest first."""
    cases = sorted(state["score"].get("without", []), key=lambda c: (c["se"], c["category"]))
    said = []
    for case in cases:
        category = name_of(lang, "explain", name_of(lang, "category", case["category"]))
        words = score_words(case, lang)
        said.append(say(lang, "explain.without", category=category, **words))
    return said


def rule_name(finding: FindingPart, lang: Lang) -> str:
    """The human name of a rule, its id when it has none."""
    return finding.get("name", {}).get(lang) or finding["rule"]


def key_name(state: StatePart, key: str, lang: Lang) -> str:
    """The human name of a kind of key by which persons are told apart."""
    if key == _NAME_RULE:
        dated = any(finding["category"] == "birth-date" for finding in state["findings"])
        return say(lang, "basis.names" if dated else "basis.bare-names")
    names = [rule_name(f, lang) for f in state["findings"] if f["rule"] == key]
    # Numbers of another rule of the family may be all there is: a NIR without its key.
    family = (f["category"] for f in state["findings"] if f["rule"].startswith(f"{key}."))
    names += [name_of(lang, "category", category) for category in family]
    return _within(names[0]) if names else key


def records(file: FilePart, lang: Lang, *, exact: bool) -> str:
    """How many records a file has, and how many of them are about somebody."""
    said = counted("records", file["records"], lang, exact=exact)
    concerned = file.get("records_concerned", 0)
    if not concerned:
        return said
    return f"{said}, {say(lang, 'concerned', n=count(concerned, lang, exact=exact))}"


def fields(finding: FindingPart, *, most: int) -> str:
    """The first columns or elements in which it stands."""
    named = finding.get("fields", [])
    return ", ".join(named[:most]) + ("…" if len(named) > most else "")


def lines(finding: FindingPart, *, most: int) -> str:
    """The first lines on which it stands, as an editor takes them: 1,259 would read as two."""
    placed = list(dict.fromkeys(loc["line"] for loc in finding["locations"] if "line" in loc))
    shown = ", ".join(map(str, placed[:most]))
    return f"{shown}…" if len(placed) > most else shown


def assertions(finding: FindingPart, lang: Lang, *, exact: bool = True) -> str:
    """How many statements are affirmed, negated…; empty when all are affirmed."""
    split = {kind: n for kind, n in finding.get("assertions", {}).items() if n}
    if set(split) <= {"affirmed"}:
        return ""
    return ", ".join(
        f"{name_of(lang, 'assertion', kind)} {count(n, lang, exact=exact)}"
        for kind, n in split.items()
    )
