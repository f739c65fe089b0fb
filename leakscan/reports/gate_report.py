"""The compact output of `check`: what failed, why, what to do; a few lines, however large a leak.

What a gate prints ends in the log of a build, so it stays short: whoever wants to know more is
told the command.
"""

from collections.abc import Callable, Iterator, Sequence
from shlex import quote

from leakscan.model.result import MEMBER_MARK
from leakscan.reports import wording
from leakscan.reports.gate_words import Exceeded, agreed, exceeded, outcome, unread
from leakscan.reports.issues import path_of
from leakscan.reports.schema import Document, GatePart, Lang
from leakscan.reports.texts import say

_SHOWN = 20
"""Failures, and files not read, that are listed each."""


Reaches = Callable[[str], bool]
"""Whether a printed path, typed where the command runs, leads to the file."""


def render(document: Document, *, lang: Lang, reaches: Reaches = bool) -> str:
    """The decision in lines of text; the document must have a gate.

    Args:
        document: As built or saved.
        lang: Of the text.
        reaches: Of which files commands to type next can be told. A path may be masked, or be
            relative to a folder that is somewhere else.
    """
    return "".join(f"{line}\n" for line in _lines(document, lang, reaches))


def _lines(document: Document, lang: Lang, reaches: Reaches) -> Iterator[str]:
    gate = document["gate"]
    failures = exceeded(document, lang, most=_SHOWN)
    yield f"leakscan check: {outcome(document, gate, lang)}"
    for failure in failures:
        yield f"  {failure.subject}{wording.colon(lang)}{failure.why}"
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
    yield from _next(failures, gate, lang, reaches)


def _next(
    failures: Sequence[Exceeded], gate: GatePart, lang: Lang, reaches: Reaches
) -> Iterator[str]:
    if not failures and gate["code"] != 4:
        return
    yield say(lang, "gate.next")
    if failures:
        first = _typed(failures, reaches) or say(lang, "gate.next.path")
        yield "  " + say(lang, "gate.next.look", path=first)
        yield "  " + say(lang, "gate.next.redact", path=first)
        verb = "update" if "baseline" in gate else "create"
        yield "  " + say(lang, "gate.next.accept", verb=verb)
    if gate["code"] == 4:
        yield "  " + say(lang, "gate.next.unread")


def _typed(failures: Sequence[Exceeded], reaches: Reaches) -> str:
    """How to type the first path that can be typed: of a member, that of its container."""
    printed = (path_of(failure.file) for failure in failures if failure.file is not None)
    outer = (path.partition(MEMBER_MARK)[0] for path in printed)
    path = next(filter(reaches, outer), "")
    # A name that begins with a dash would be taken for an option; a dash alone is stdin.
    return quote(f"./{path}" if path.startswith("-") and path != "-" else path) if path else ""
