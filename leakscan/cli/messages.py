"""Messages on stderr, made safe for terminals: names of files and options come from anybody."""

import click

from leakscan.reports.printable import printable


def counted(number: int, one: str, many: str = "") -> str:
    """How many there are of something, in its number; the plural has an s unless `many` is it."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def tell(message: str) -> None:
    """Show a message of one or several lines."""
    click.echo("\n".join(printable(line) for line in message.split("\n")), err=True)


def warn(message: str) -> None:
    """Show something that the user should know and that stops nothing."""
    tell(f"leakscan: warning: {message}")


def fail(message: str) -> None:
    """Show why the command stops."""
    tell(f"leakscan: error: {message}")
