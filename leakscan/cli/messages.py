"""Messages on stderr, made safe for terminals: names of files and options come from anybody."""

import click

from leakscan.patterns import deferred
from leakscan.reports.printable import printable
from leakscan.reports.schema import Lang

_WARNING: dict[Lang, str] = {"en": "warning: ", "fr": "attention\N{NO-BREAK SPACE}: "}
_ERROR: dict[Lang, str] = {"en": "error: ", "fr": "erreur\N{NO-BREAK SPACE}: "}
_LONG_NUMBER = deferred(r"\d(?:[\W_]{0,3}\d){8,}")
_MASK = "\u27e8masked\u27e9"
"""As `paths` has it, which is too large to be imported for messages."""


def tell(message: str) -> None:
    """Show a message of one or several lines."""
    click.echo("\n".join(printable(line) for line in message.split("\n")), err=True)


def without_numbers(message: str) -> str:
    """A message that may quote what was typed, with long numbers masked: logs keep messages."""
    return _LONG_NUMBER.sub(_MASK, message)


def warn(message: str, lang: Lang) -> None:
    """Show something that the user should know and that stops nothing."""
    tell(f"leakscan: {_WARNING[lang]}{message}")


def fail(message: str, lang: Lang) -> None:
    """Show why the command stops."""
    # Imported here: it is a long table for what seldom happens.
    from leakscan.reports.texts.errors import error_text

    tell(f"leakscan: {_ERROR[lang]}{without_numbers(error_text(message, lang))}")
