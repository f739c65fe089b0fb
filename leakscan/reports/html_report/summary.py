"""The first screen: how bad and why, for how many, how sure, what to do first."""

from leakscan.reports import triage, verdict, wording
from leakscan.reports.html_report.markup import NOTHING, Markup, each, tag
from leakscan.reports.schema import Document, DriverPart, Lang, StatePart
from leakscan.reports.texts import name_of, say

_BANDS = range(1, 5)


def summary(document: Document, lang: Lang) -> Markup:
    """The verdict as a gauge and one product, then four answers."""
    return tag(
        "div",
        _verdict(document, lang),
        _answers(document, lang),
        id="summary",
    )


def band_class(band: int | None) -> str:
    """The class that colours a severity."""
    return f"band-{wording.band_key(band)}"


def product(driver: DriverPart, lang: Lang) -> Markup:
    """A severity as the product it is, each factor with what gives it."""
    basis = name_of(lang, "basis", driver.get("dpc_basis") or ", ".join(driver["categories"]))
    who = " + ".join(name_of(lang, "category", c) for c in driver.get("ei_basis", []))
    factors = (
        ("html.dpc", driver["dpc"], name_of(lang, "category", basis), "html.of-4"),
        ("html.ei", driver["ei"], who or "–", "html.of-1"),
        ("html.se", driver["dpc"] * driver["ei"], "", "html.of-4"),
    )
    parts = [
        tag(
            "div",
            tag("dt", say(lang, label)),
            tag("dd", tag("b", wording.decimal(value, lang)), f" {say(lang, scale)}"),
            tag("dd", basis, class_="basis") if basis else NOTHING,
        )
        for label, value, basis, scale in factors
    ]
    times, equals = (tag("span", sign, aria_hidden="true", class_="sign") for sign in "×=")
    return tag("dl", parts[0], times, parts[1], equals, parts[2], class_="product")


def _verdict(document: Document, lang: Lang) -> Markup:
    total = document["total"]
    score = total["score"]
    band = score["established"]["band"]
    pieces = [
        tag("p", say(lang, "headline"), class_="kicker"),
        tag("h1", verdict.severity(document, lang)),
        _gauge(total, lang),
    ]
    if score["established"]["se"]:
        persons = wording.persons(total["subjects"], lang)
        pieces.append(tag("p", tag("strong", persons), class_="persons"))
        if score["drivers"]:
            pieces.append(product(score["drivers"][0], lang))
    if why := verdict.together(document, lang):
        pieces.append(tag("p", why))
    pieces += [tag("p", line, class_="warning") for line in _warnings(document, lang)]
    if total["flags"]:
        flags = [name_of(lang, "flag", flag) for flag in total["flags"]]
        pieces.append(tag("ul", each("li", flags), class_="flags"))
    return tag("div", *pieces, class_=f"verdict {band_class(band)}")


def _gauge(total: StatePart, lang: Lang) -> Markup:
    """The four steps; the one reached is marked in words as well as in colour."""
    established = total["score"]["established"]["band"] or 0
    presumed = total["score"]["presumed"]["band"] or 0
    steps = []
    for step in _BANDS:
        state = "reached" if step <= established else "presumed" if step <= presumed else ""
        label = [f"{step} ", name_of(lang, "short", str(step))]
        if step == presumed != established:
            label.append(f" ({say(lang, 'html.if-confirmed')})")
        current = "true" if step == established else None
        steps.append(tag("li", *label, class_=f"{state} band-{step}", aria_current=current))
    return tag("ol", *steps, class_="gauge", aria_label=say(lang, "html.gauge"))


def _warnings(document: Document, lang: Lang) -> list[str]:
    synthetic = "synthetic-looking" in document["total"]["flags"]
    lines = (
        verdict.incomplete(document, lang),
        say(lang, "synthetic") if synthetic else "",
        verdict.declared(document, lang),
    )
    return [line for line in lines if line]


def _answers(document: Document, lang: Lang) -> Markup:
    """What a reader in a hurry asks, one card each."""
    total = document["total"]
    found = wording.kinds(total, lang, most=wording.MAX_KINDS)
    step = verdict.step(document)
    sure = [verdict.certainty(total, lang), "" if step == "unread" else _read(document, lang)]
    cards = (
        ("what", [found or verdict.certainty(total, lang)]),
        ("who", _who(document, lang)),
        ("sure", sure),
        ("do", [say(lang, f"html.do.{step}")]),
    )
    return tag(
        "div",
        *(_card(key, lines, lang) for key, lines in cards),
        class_="cards",
    )


def _card(key: str, lines: list[str], lang: Lang) -> Markup:
    said = [line for line in lines if line]
    return tag("section", tag("h2", say(lang, f"html.card.{key}")), each("p", said))


def _who(document: Document, lang: Lang) -> list[str]:
    total = document["total"]
    if not total["score"]["established"]["se"]:
        unknown = verdict.step(document) == "unread"
        return [say(lang, "html.who.unknown" if unknown else "persons.none")]
    known = wording.context(total, lang, exact=wording.exact(document))
    return [wording.persons(total["subjects"], lang), verdict.basis(total, lang), known]


def _read(document: Document, lang: Lang) -> str:
    if document["scan"]["complete"]:
        return say(lang, "complete")
    if missing := triage.with_gaps(document["files"]):
        return say(lang, "html.partly", files=wording.counted("files", len(missing), lang))
    return verdict.without_text(document, lang)
