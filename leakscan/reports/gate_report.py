"""The compact output of `check`: what failed, why, what to do; a few lines, however large a leak.

What a gate prints ends in the log of a build, so it stays short: whoever wants to know more is
told the command.
"""

from collections.abc import Iterator, Sequence
from shlex import quote

from leakscan.reports.gate_words import Exceeded, agreed, exceeded, outcome, unread
from leakscan.reports.issues import path_of
from leakscan.reports.schema import Document, GatePart, Lang
from leakscan.reports.texts import say

_SHOWN = 20
"""Failures, and files not read, that are listed each."""


def render(document: Document, *, lang: Lang) -> str:
    """The decision in lines of text; the document must have a gate."""
    return "".join(f"{line}\n" for line in _lines(document, lang))


def _lines(document: Document, lang: Lang) -> Iterator[str]:
    gate = document["gate"]
    failures = exceeded(document, lang, most=_SHOWN)
    yield f"leakscan check: {outcome(document, gate, lang)}"
    for failure in failures:
        yield f"  {failure.subject}: {failure.why}"
        if failure.holds:
            yield f"      {failure.holds}"
    if len(gate["failures"]) > _SHOWN:
        yield f"  {say(lang, 'gate.more', n=len(gate['failures']) - _SHOWN)}"
    gaps = list(unread(document, lang))
    for file, why in gaps[:_SHOWN]:
        yield f"  {say(lang, 'gate.unread', path=path_of(file), reasons=why)}"
    if len(gaps) > _SHOWN:
        yield f"  {say(lang, 'gate.more', n=len(gaps) - _SHOWN)}"
    yield from (f"  {line}" for line in agreed(gate, lang))
    yield from _next(failures, gate, lang)


def _next(failures: Sequence[Exceeded], gate: GatePart, lang: Lang) -> Iterator[str]:
    if not failures and gate["code"] != 4:
        return
    yield say(lang, "gate.next")
    paths = (quote(path_of(failure.file)) for failure in failures if failure.file is not None)
    first = next(paths, "PATH")
    if failures:
        yield "  " + say(lang, "gate.next.look", path=first)
        yield "  " + say(lang, "gate.next.redact", path=first)
        verb = "update" if "baseline" in gate else "create"
        yield "  " + say(lang, "gate.next.accept", verb=verb)
    if gate["code"] == 4:
        yield "  " + say(lang, "gate.next.unread")
