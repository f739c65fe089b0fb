"""The first screen: how bad and why, for how many, how sure, what to do first."""

from leakscan.model.assessment import Band
from leakscan.reports import triage, wording
from leakscan.reports.html_report.markup import NOTHING, Markup, each, tag
from leakscan.reports.schema import Document, DriverPart, Lang, StatePart
from leakscan.reports.texts import name_of, say

MAX_CATEGORIES = 8
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
        tag("h1", _severity(document, lang)),
        _gauge(total, lang),
    ]
    if score["established"]["se"]:
        persons = wording.persons(total["subjects"], lang)
        pieces.append(tag("p", tag("strong", persons), class_="persons"))
        if score["drivers"]:
            pieces.append(product(score["drivers"][0], lang))
    if why := wording.together(document, lang):
        pieces.append(tag("p", why))
    pieces += [tag("p", line, class_="warning") for line in _warnings(document, lang)]
    if total["flags"]:
        flags = [name_of(lang, "flag", flag) for flag in total["flags"]]
        pieces.append(tag("ul", each("li", flags), class_="flags"))
    return tag("div", *pieces, class_=f"verdict {band_class(band)}")


def _severity(document: Document, lang: Lang) -> str:
    """The band, never surer than what was read and found."""
    score = document["total"]["score"]
    band = score["established"]["band"]
    if band == 0 and score["presumed"]["se"]:
        return say(lang, "band.suspected")
    word = name_of(lang, "band", wording.band_key(band))
    if band == 0:
        # "Nothing detected" alone would be read as "clean".
        return f"{word} {say(lang, 'band.in-what-was-read')}"
    least = triage.with_gaps(document["files"]) and band is not None and band < Band.MAXIMAL
    return f"≥ {word}" if least else word


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
    total, lines = document["total"], []
    missing = triage.with_gaps(document["files"])
    if missing and total["score"]["established"]["band"] is not None:
        lines.append(say(lang, "at-least", files=wording.counted("files", len(missing), lang)))
    if "synthetic-looking" in total["flags"]:
        lines.append(say(lang, "synthetic"))
    scenario = total["score"].get("scenario")
    if scenario is not None:
        cb = wording.decimal(scenario["cb"], lang)
        lines.append(say(lang, "declared", cb=cb, **wording.score_words(scenario, lang)))
    return lines


def _answers(document: Document, lang: Lang) -> Markup:
    """What a reader in a hurry asks, one card each."""
    total = document["total"]
    found = [name_of(lang, "category", c) for c in triage.categories(total)[:MAX_CATEGORIES]]
    unknown = total["score"]["established"]["band"] is None
    concerned = bool(total["score"]["presumed"]["se"])
    step = "unread" if unknown else "first" if concerned else "none"
    exact = document["scan"].get("counts", "exact") == "exact"
    cards = (
        ("what", [", ".join(found) or wording.certainty(total, lang)]),
        ("who", _who(total, lang, exact=exact)),
        ("sure", [wording.certainty(total, lang), *([] if unknown else [_read(document, lang)])]),
        ("do", [say(lang, f"html.do.{step}")]),
    )
    return tag(
        "div",
        *(
            tag("section", tag("h2", say(lang, f"html.card.{key}")), each("p", lines))
            for key, lines in cards
        ),
        class_="cards",
    )


def _who(total: StatePart, lang: Lang, *, exact: bool) -> list[str]:
    if not total["score"]["established"]["se"]:
        unknown = total["score"]["established"]["band"] is None
        return [say(lang, "html.who.unknown" if unknown else "persons.none")]
    lines = [wording.persons(total["subjects"], lang)]
    if total["subjects"]["estimate"]:
        basis = say(lang, "basis", rule=wording.basis_name(total, lang))
        bracket = total["subjects"]["bracket"].replace("-", "–")
        lines.append(f"{basis} · {say(lang, 'bracket', bracket=bracket)}")
    known = wording.context(total, lang, exact=exact)
    return [*lines, known] if known else lines


def _read(document: Document, lang: Lang) -> str:
    if document["scan"]["complete"]:
        return say(lang, "complete")
    missing = triage.with_gaps(document["files"]) or triage.unread(document["files"])
    key = "html.partly" if triage.with_gaps(document["files"]) else "no-text"
    return say(lang, key, files=wording.counted("files", len(missing), lang))
