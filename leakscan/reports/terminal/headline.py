"""The first thing read: how bad, for how many persons, how sure, and what kind of data."""

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.panel import Panel

from leakscan.reports import verdict, wording
from leakscan.reports.schema import Document, Lang, StatePart
from leakscan.reports.terminal.styles import BOLD, DIM, WARNING, Line, band_style, gauge
from leakscan.reports.texts import name_of, say

SEPARATOR = " · "


def headline(document: Document, lang: Lang, width: int) -> RenderableType:
    """Title line and verdict."""
    band = document["total"]["score"]["established"]["band"]
    panel = Panel(
        Group(*_verdict(document, lang)),
        box=ROUNDED,
        border_style=band_style(band),
        padding=(0, 2),
        title=Line(say(lang, "headline"), DIM),
        title_align="left",
    )
    return Group(*_title(document, lang, width), panel)


def _title(document: Document, lang: Lang, width: int) -> list[Line]:
    scan, tool = document["scan"], document["tool"]
    line = Line(say(lang, "title", version=tool["version"]), BOLD)
    line.append(f" · {name_of(lang, 'profile', scan['profile'])}", "")
    meta = wording.meta(document, lang)
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
    lines = [grave, *_concerned(document, lang)]
    if total["findings"] or not verdict.is_nothing(total):
        lines.append(Line(verdict.certainty(total, lang)))
    lines += [*_together(document, lang), *_warnings(document, lang), *_flags(document, lang)]
    if step := verdict.first_step(document, lang):
        lines.append(Line(step, "" if verdict.is_nothing(total) else BOLD))
    return lines


def _concerned(document: Document, lang: Lang) -> list[Line]:
    """For how many that is established, which data, and what is known of it."""
    total = document["total"]
    if verdict.is_suspected(total):
        return [Line(wording.data(total, lang))]
    if not total["score"]["established"]["se"]:
        return []
    exact = wording.exact(document)
    known = (words(total, lang, exact=exact) for words in (wording.context, wording.keyless))
    data = Line(wording.data(total, lang))
    return [_persons(total, lang), data, *(Line(said) for said in known if said)]


def _persons(total: StatePart, lang: Lang) -> Line:
    line = Line(wording.persons(total["subjects"], lang), BOLD)
    if basis := verdict.basis(total, lang):
        line.append(f"   {basis}", DIM)
    return line


def _together(document: Document, lang: Lang) -> list[Line]:
    """What no file alone explains, and the product that it comes from."""
    why = verdict.together(document, lang)
    if not why:
        return []
    return [Line(why), Line(wording.formula(document["total"]["score"]["drivers"][0], lang), DIM)]


def _severity(document: Document, lang: Lang) -> str:
    """The band in capitals with its number, never surer than what was read and found."""
    total = document["total"]
    band = total["score"]["established"]["band"]
    if not band:
        return verdict.severity(document, lang).upper()
    word = name_of(lang, "band", wording.band_key(band)).upper()
    return f"{verdict.at_least(total, document['files'])}{band} {word}"


def _warnings(document: Document, lang: Lang) -> list[Line]:
    total = document["total"]
    said = [verdict.incomplete(document, lang) or verdict.without_text(document, lang)]
    if "synthetic-looking" in total["flags"]:
        said.append(say(lang, "synthetic"))
    lines = [Line(text, WARNING) for text in said if text]
    scenario = total["score"].get("scenario")
    if scenario is not None:
        lines.append(Line(verdict.declared(document, lang), band_style(scenario["band"])))
    return lines


def _flags(document: Document, lang: Lang) -> list[Line]:
    total = document["total"]
    if total["score"]["established"]["band"] is None:
        return []
    # That values look fictitious has a sentence of its own.
    flags = [name_of(lang, "flag", f) for f in total["flags"] if f != "synthetic-looking"]
    return [Line(SEPARATOR.join(flags), BOLD)] if flags else []
