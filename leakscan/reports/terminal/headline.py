"""The first thing read: how bad, for how many persons, how sure, and what kind of data."""

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.panel import Panel

from leakscan.model.assessment import Band
from leakscan.reports import triage, wording
from leakscan.reports.schema import Document, Lang
from leakscan.reports.terminal.styles import BOLD, DIM, WARNING, Line, band_style, gauge
from leakscan.reports.texts import name_of, say

SEPARATOR = " · "


def headline(document: Document, lang: Lang, width: int) -> RenderableType:
    """Title line and verdict."""
    band = document["total"]["score"]["established"]["band"]
    verdict = Panel(
        Group(*_verdict(document, lang)),
        box=ROUNDED,
        border_style=band_style(band),
        padding=(0, 2),
        title=Line(say(lang, "headline"), DIM),
        title_align="left",
    )
    return Group(*_title(document, lang, width), verdict)


def _title(document: Document, lang: Lang, width: int) -> list[Line]:
    scan, tool = document["scan"], document["tool"]
    line = Line(say(lang, "title", version=tool["version"]), BOLD)
    line.append(f" · {name_of(lang, 'profile', scan['profile'])}", "")
    meta = say(
        lang,
        "meta",
        date=wording.moment(scan["started"], lang),
        files=wording.counted("files", scan["files"], lang),
        size=wording.size(scan["bytes"], lang),
        seconds=wording.decimal(round(scan["seconds"], 1), lang),
    )
    fits = line.cell_len + len(SEPARATOR) + len(meta) <= width
    line.append(SEPARATOR if fits else "\n", DIM).append(meta, DIM)
    lines = [line]
    if scan.get("interrupted"):
        lines.append(Line(say(lang, "interrupted"), WARNING))
    if scan.get("counts", "exact") != "exact":
        lines.append(Line(name_of(lang, "counts", scan.get("counts", "")), DIM))
    return lines


def _verdict(document: Document, lang: Lang) -> list[Line]:
    total = document["total"]
    established = total["score"]["established"]
    band = established["band"]
    grave = Line(f"{gauge(band)}  {_severity(document, lang)}", band_style(band))
    if band:
        scale = say(lang, "scale", se=wording.decimal(established["se"], lang))
        grave.append(f"   {scale}", DIM)
    lines = [grave]
    if established["se"]:
        lines.append(_persons(document, lang))
    if established["se"] or total["score"]["presumed"]["se"]:
        lines.append(Line(wording.data(total, lang)))
    if established["se"]:
        exact = document["scan"].get("counts", "exact") == "exact"
        if known := wording.context(total, lang, exact=exact):
            lines.append(Line(known))
        if keyless := wording.keyless(total, lang, exact=exact):
            lines.append(Line(keyless))
    lines += [Line(wording.certainty(total, lang)), *_together(document, lang)]
    lines += [*_warnings(document, lang), *_flags(document, lang)]
    return [*lines, *_last(document, lang)]


def _last(document: Document, lang: Lang) -> list[Line]:
    """What to do first, or how far to trust that there is nothing to do."""
    score = document["total"]["score"]
    if score["established"]["band"] is None:
        return [Line(say(lang, "html.do.unread"), BOLD)]
    if score["presumed"]["se"]:
        return [Line(say(lang, "first-step"), BOLD)]
    return [Line(say(lang, "complete"))] if document["scan"]["complete"] else []


def _persons(document: Document, lang: Lang) -> Line:
    total = document["total"]
    line = Line(wording.persons(total["subjects"], lang), BOLD)
    if total["subjects"]["estimate"]:
        rule = wording.basis_name(total, lang)
        line.append(f"   {say(lang, 'basis', rule=rule)}", DIM)
        bracket = total["subjects"]["bracket"].replace("-", "–")
        line.append(f" · {say(lang, 'bracket', bracket=bracket)}", DIM)
    return line


def _together(document: Document, lang: Lang) -> list[Line]:
    """What no file alone explains, and the product that it comes from."""
    why = wording.together(document, lang)
    if not why:
        return []
    return [Line(why), Line(wording.formula(document["total"]["score"]["drivers"][0], lang), DIM)]


def _severity(document: Document, lang: Lang) -> str:
    """The band in capitals, never surer than what was read and found."""
    score = document["total"]["score"]
    band, missing = score["established"]["band"], triage.with_gaps(document["files"])
    if band == 0 and score["presumed"]["se"]:
        return say(lang, "band.suspected").upper()
    word = name_of(lang, "band", wording.band_key(band)).upper()
    if not band:
        # "Nothing detected" alone would be read as "clean".
        return f"{word} {say(lang, 'band.in-what-was-read').upper()}" if band == 0 else word
    return f"{'≥ ' if missing and band < Band.MAXIMAL else ''}{band} {word}"


def _warnings(document: Document, lang: Lang) -> list[Line]:
    total, lines = document["total"], []
    if not document["scan"]["complete"] and total["score"]["established"]["band"] is not None:
        lines.append(Line(_incomplete(document, lang), WARNING))
    if "synthetic-looking" in total["flags"]:
        lines.append(Line(say(lang, "synthetic"), WARNING))
    scenario = total["score"].get("scenario")
    if scenario is not None:
        values = {
            **wording.score_words(scenario, lang),
            "cb": wording.decimal(scenario["cb"], lang),
        }
        lines.append(Line(say(lang, "declared", **values), band_style(scenario["band"])))
    return lines


def _incomplete(document: Document, lang: Lang) -> str:
    """How many files were not, or not wholly, examined; pictures count apart."""
    missing = triage.with_gaps(document["files"])
    if missing:
        return say(lang, "at-least", files=wording.counted("files", len(missing), lang))
    pictures = len(triage.unread(document["files"]))
    return say(lang, "no-text", files=wording.counted("files", pictures, lang))


def _flags(document: Document, lang: Lang) -> list[Line]:
    total = document["total"]
    if total["score"]["established"]["band"] is None:
        return []
    # That values look fictitious has a sentence of its own.
    flags = [name_of(lang, "flag", f) for f in total["flags"] if f != "synthetic-looking"]
    return [Line(" · ".join(flags), BOLD)] if flags else []
