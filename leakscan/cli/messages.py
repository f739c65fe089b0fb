"""Messages on stderr, made safe for terminals: names of files and options come from anybody."""

from contextlib import suppress

import click

from leakscan.patterns import LONG_NUMBER, MASK
from leakscan.reports.printable import printable
from leakscan.reports.schema import Lang

_WARNING: dict[Lang, str] = {"en": "warning: ", "fr": "attention\N{NO-BREAK SPACE}: "}
_ERROR: dict[Lang, str] = {"en": "error: ", "fr": "erreur\N{NO-BREAK SPACE}: "}


def tell(message: str) -> None:
    """Show a message of one or several lines.

    One that finds no room, or nobody who listens, changes neither the report nor the exit code.
    """
    with suppress(OSError):
        click.echo("\n".join(printable(line) for line in message.split("\n")), err=True)


def without_numbers(message: str) -> str:
    """A message that may quote what was typed, with long numbers masked: logs keep messages."""
    return LONG_NUMBER.sub(MASK, message)


def warn(message: str, lang: Lang) -> None:
    """Show something that the user should know and that stops nothing."""
    tell(f"leakscan: {_WARNING[lang]}{message}")


def fail(message: str, lang: Lang) -> None:
    """Show why the command stops."""
    # Imported here: it is a long table for what seldom happens.
    from leakscan.reports.texts.errors import error_text

    tell(f"leakscan: {_ERROR[lang]}{without_numbers(error_text(message, lang))}")
