"""Format ``terminal``: made to be read in thirty seconds, worst first.

How bad, for how many, how sure; then the files; then why; then what was not read; then what
to do. Severity is never told by colour alone.
"""

from io import StringIO

from rich.console import Console

from leakscan.reports.schema import Document, Lang
from leakscan.reports.terminal.advice import advice
from leakscan.reports.terminal.detail import details
from leakscan.reports.terminal.files import files_table, harmless_list
from leakscan.reports.terminal.gaps import unread_list
from leakscan.reports.terminal.headline import headline
from leakscan.reports.terminal.scenario import scenario_grid
from leakscan.reports.terminal.styles import restored

MIN_WIDTH = 40
MAX_WIDTH = 140
"""Wider lines are harder to follow than they are worth."""


def render(document: Document, *, lang: Lang, width: int = 100, colour: bool = False) -> str:
    """The report as text.

    Args:
        document: Built or saved.
        lang: ``fr`` or ``en``.
        width: Columns of the terminal; used from 40 to 140.
        colour: Whether to write colour codes: not to a pipe, nor under ``NO_COLOR``.
    """
    written = StringIO()
    console = _console(written, width, colour=colour)
    for section in (
        headline(document, lang, console.width),
        files_table(document, lang, console.width),
        details(document, lang, console.width),
        harmless_list(document, lang),
        unread_list(document, lang),
        scenario_grid(document, lang, console.width),
        advice(document, lang),
    ):
        if section is not None:
            console.print(section)
    return restored(_without_padding(written.getvalue()))


def _console(written: StringIO, width: int, *, colour: bool) -> Console:
    """A console that writes to memory and takes nothing from the environment."""
    return Console(
        file=written,
        width=max(MIN_WIDTH, min(width, MAX_WIDTH)),
        force_terminal=colour,
        force_jupyter=False,
        color_system="256" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        # Names come from hostile trees: no markup, no emoji codes, no guessing.
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )


def _without_padding(text: str) -> str:
    """The text without the spaces that fill tables to the right margin."""
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip("\n").split("\n"))
