"""Options that several commands share, and how options are put together."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

FORMATS = (
    *("terminal", "json", "jsonl", "csv", "markdown", "html", "cnil", "cnil-docx"),
    *("sarif", "junit", "gitlab", "gitlab-sast"),
)
"""Report formats that can be rendered; a test holds them against the registry of reports."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def apply(command: Callable[..., Any], *decorators: Decorator) -> Callable[..., Any]:
    """Apply decorators so that `--help` lists them in the order given."""
    return reduce(lambda decorated, decorator: decorator(decorated), reversed(decorators), command)


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which report goes where."""
    return apply(
        command,
        click.option(
            "-f", "--format", "formats", type=click.Choice(FORMATS), multiple=True,
            help="Report format, repeatable with -o.  [default: terminal]",
        ),
        click.option(
            "-o", "--output", "outputs", metavar="FILE", multiple=True,
            help="Where the report of the same rank goes, readable by you only; '-' is stdout."
            "  [default: stdout]",
        ),
        click.option("--force", is_flag=True, help="Replace an existing output file."),
        language_option,
    )  # fmt: skip


def rule_source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which rules are used."""
    return apply(
        command,
        click.option(
            "--rules", type=click.Path(exists=True, path_type=Path), multiple=True,
            metavar="PATH", help="Extra rule file or folder, repeatable.",
        ),
        click.option(
            "--builtin-rules/--no-builtin-rules", default=True,
            help="Whether the built-in rules are used.",
        ),
    )  # fmt: skip


def lasting_key_option(command: Callable[..., Any], default: str = "") -> Callable[..., Any]:
    """Add `--key-file` to a command that is of no use without one."""
    return click.option(
        "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE", envvar="LEAKSCAN_KEY_FILE",
        help="Key, 32 bytes or more, for fingerprints that match across runs; made by"
        " `leakscan baseline key`. In CI: LEAKSCAN_KEY_FILE, or the key itself in LEAKSCAN_KEY."
        f"{default}",
    )(command)  # fmt: skip


def key_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--key-file` to a command that draws a key when none is given."""
    return lasting_key_option(command, "  [default: a key that dies with the process]")


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(["fr", "en"]),
        help="Language of what is for people.  [default: the locale's, else fr]",
    )(command)
