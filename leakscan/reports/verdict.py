"""What every report says first: how bad, how sure, what to do, in the same words everywhere.

A severity is never said to be surer than what was read and found: it is a minimum where something
was not read, and to be checked where mere indications point higher. Renderers add only their form.
"""

from typing import Literal

from leakscan.model.assessment import Band
from leakscan.reports import triage, wording
from leakscan.reports.schema import Document, FilePart, Lang, StatePart
from leakscan.reports.texts import name_of, say

Step = Literal["first", "unread", "none"]


def severity(document: Document, lang: Lang) -> str:
    """The severity of the whole, without its number; ``≥`` where more may be there."""
    total = document["total"]
    band = total["score"]["established"]["band"]
    if is_suspected(total):
        return say(lang, "band.suspected")
    word = name_of(lang, "band", wording.band_key(band))
    if band == 0:
        # "Nothing detected" alone would be read as "clean".
        return f"{word} {say(lang, 'band.in-what-was-read')}"
    return f"{at_least(total, document['files'])}{word}"


def severity_of(state: StatePart, files: list[FilePart], lang: Lang) -> str:
    """The severity of files, or of one, in a few words, its number before it."""
    if is_suspected(state):
        return say(lang, "short.suspected")
    band = state["score"]["established"]["band"]
    return f"{at_least(state, files)}{wording.band_word(band, lang)}"


def at_least(state: StatePart, files: list[FilePart]) -> str:
    """What stands before a severity that what was not read may raise; else nothing."""
    band = state["score"]["established"]["band"]
    return "≥ " if band and band < Band.MAXIMAL and triage.with_gaps(files) else ""


def is_suspected(state: StatePart) -> bool:
    """Whether mere indications alone point to somebody."""
    score = state["score"]
    return score["established"]["band"] == 0 and score["presumed"]["se"] > 0


def may_rise(state: StatePart) -> bool:
    """Whether mere indications would make it graver than what is established."""
    score = state["score"]
    return (score["presumed"]["band"] or 0) > (score["established"]["band"] or 0)


def is_nothing(state: StatePart) -> bool:
    """Whether it was read, and nothing in it points to a person."""
    score = state["score"]
    return score["established"]["band"] == 0 and not score["presumed"]["se"]


def certainty(state: StatePart, lang: Lang) -> str:
    """How sure the severity is: one sentence."""
    established, presumed = state["score"]["established"], state["score"]["presumed"]
    if established["band"] is None:
        return say(lang, "nothing-known")
    if not presumed["se"]:
        return nothing_found(state, lang)
    if not may_rise(state):
        return say(lang, "certain")
    key = "suspected" if established["band"] else "only-suspected"
    return say(lang, key, **wording.score_words(presumed, lang))


def nothing_found(state: StatePart, lang: Lang) -> str:
    """What a severity of zero rests on: nothing at all, or words about nobody."""
    if any(finding["category"] in {"health", "genetic"} for finding in state["findings"]):
        return say(lang, "nothing-vocabulary")
    return say(lang, "nothing-words" if state["findings"] else "nothing")


def nothing_found_in(file: FilePart, lang: Lang) -> str:
    """The same of one file, and why that may not be all."""
    said, reasons = nothing_found(file, lang), wording.gap_reasons(file, lang)
    return f"{said.rstrip('.')}{wording.semicolon(lang)}{reasons}." if reasons else said


def together(document: Document, lang: Lang) -> str:
    """Why the whole is graver than any file by itself; empty when it is not."""
    score = document["total"]["score"]
    worst = max((f["score"]["established"]["se"] for f in document["files"]), default=0.0)
    if not document["files"] or score["established"]["se"] <= worst or not score["drivers"]:
        return ""
    linked = score["drivers"][0].get("dpc_basis") == "linked"
    return say(lang, "linked" if linked else "together")


def incomplete(document: Document, lang: Lang) -> str:
    """That what was not read makes the severity a minimum; empty when it does not."""
    missing = triage.with_gaps(document["files"])
    band = document["total"]["score"]["established"]["band"]
    if not missing or band is None:
        return ""
    said = "at-least" if band else "at-least.none"
    return say(lang, said, files=wording.counted("files", len(missing), lang))


def without_text(document: Document, lang: Lang) -> str:
    """How many files hold no text; empty where that is not all that was not read."""
    files = triage.unread(document["files"])
    if not files or triage.with_gaps(files):
        return ""
    return say(lang, "no-text", files=wording.counted("files", len(files), lang))


def declared(document: Document, lang: Lang) -> str:
    """The severity under the circumstances that were declared; empty when none were."""
    scenario = document["total"]["score"].get("scenario")
    if scenario is None:
        return ""
    cb = wording.decimal(scenario["cb"], lang)
    return say(lang, "declared", cb=cb, **wording.score_words(scenario, lang))


def basis(state: StatePart, lang: Lang) -> str:
    """By what the persons were counted, and the class that a notification asks for."""
    subjects = state["subjects"]
    if not subjects["estimate"]:
        return ""
    form = "counted-by.one" if subjects["estimate"] == 1 else "counted-by.many"
    counted = say(lang, form, rule=wording.key_name(state, subjects.get("basis") or "", lang))
    bracket = wording.bracket(subjects["bracket"], lang)
    return f"{counted} · {say(lang, 'bracket', bracket=bracket)}"


def step(document: Document) -> Step:
    """Which of three things comes first: to isolate it, to have it read, or nothing."""
    score = document["total"]["score"]
    if score["established"]["band"] is None:
        return "unread"
    return "first" if score["presumed"]["se"] else "none"


def first_step(document: Document, lang: Lang) -> str:
    """What to do first in a line, or how far to trust that there is nothing to do."""
    match step(document):
        case "unread":
            return say(lang, "html.do.unread")
        case "first":
            return say(lang, "first-step")
        case "none":
            return say(lang, "complete") if document["scan"]["complete"] else ""
