"""The compact output of `check`: what failed, why, what to do; a few lines, however large a leak.

What a gate prints ends in the log of a build, so it stays short: whoever wants to know more is
told the command.
"""

from collections.abc import Iterator
from shlex import quote

from leakscan.reports.gate_words import failure_text, file_of, holds, outcome, subject, unread
from leakscan.reports.issues import path_of
from leakscan.reports.printable import neutralised
from leakscan.reports.schema import Document, GatePart, Lang
from leakscan.reports.texts import say

_SHOWN = 20
"""Failures, and files not read, that are listed each."""


def render(document: Document, *, lang: Lang) -> str:
    """The decision in lines of text; the document must have a gate."""
    return "".join(f"{line}\n" for line in _lines(neutralised(document), lang))


def _lines(document: Document, lang: Lang) -> Iterator[str]:
    gate = document["gate"]
    yield f"leakscan check: {outcome(document, gate, lang)}"
    for failure in gate["failures"][:_SHOWN]:
        yield f"  {subject(failure, document, lang)}: {failure_text(failure, lang)}"
        file = file_of(failure, document)
        if file is not None and (found := holds(file, lang)):
            yield f"      {found}"
    if len(gate["failures"]) > _SHOWN:
        yield f"  {say(lang, 'gate.more', n=len(gate['failures']) - _SHOWN)}"
    gaps = list(unread(document, lang))
    for file, why in gaps[:_SHOWN]:
        yield f"  {say(lang, 'gate.unread', path=path_of(file), reasons=why)}"
    if len(gaps) > _SHOWN:
        yield f"  {say(lang, 'gate.more', n=len(gaps) - _SHOWN)}"
    yield from _baseline(gate, lang)
    yield from _next(document, gate, lang)


def _baseline(gate: GatePart, lang: Lang) -> Iterator[str]:
    for entry in gate.get("allowed", ()):
        yield "  " + say(lang, "gate.allowed", n=entry["findings"], reason=entry["reason"])
    known = gate.get("baseline")
    if known is None:
        return
    yield "  " + say(
        lang,
        "gate.known",
        known=known["known"],
        expired=known["expired"],
        vanished=known["vanished"],
    )
    if known["vanished"]:
        yield "  " + say(lang, "gate.known.update")


def _next(document: Document, gate: GatePart, lang: Lang) -> Iterator[str]:
    if not gate["failures"] and gate["code"] != 4:
        return
    yield say(lang, "gate.next")
    files = (file_of(failure, document) for failure in gate["failures"])
    first = next((quote(path_of(file)) for file in files if file is not None), "PATH")
    if gate["failures"]:
        yield "  " + say(lang, "gate.next.look", path=first)
        yield "  " + say(lang, "gate.next.redact", path=first, out="OUT")
        yield "  " + say(lang, "gate.next.accept")
    if gate["code"] == 4:
        yield "  " + say(lang, "gate.next.unread")
