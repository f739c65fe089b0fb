"""`leakscan demo`: a small fictitious leak to try things on."""

from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.option_groups import language_option
from leakscan.cli.preferences import preferred_language
from leakscan.model.errors import UsageError
from leakscan.reports.printable import printable
from leakscan.reports.schema import Lang

if TYPE_CHECKING:
    from leakscan.demo import DemoSummary


@click.command(
    epilog="""\b
Examples:
  leakscan demo demo-leak
  leakscan demo --rows 500000 big-leak
  leakscan scan demo-leak""",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=2000,
    show_default=True,
    metavar="N",
    help="Patients in the largest table.",
)
@click.option("--force", is_flag=True, help="Replace the files of a demo that is there.")
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@language_option
def demo(directory: Path, *, rows: int, force: bool, lang: Lang | None) -> int:
    """Write a small fictitious leak into DIR: nobody in it exists."""
    from leakscan.demo import write_demo
    from leakscan.reports import wording
    from leakscan.reports.texts import say

    language = lang or preferred_language()
    summary = (_replace_demo if force else write_demo)(directory, rows=rows)
    for file in summary.files:
        note = f"  {say(language, 'demo.harmless')}" if file.harmless else ""
        size = wording.number(file.bytes, language)
        click.echo(printable(f"{size:>12}  {directory.name}/{file.path}{note}"))
    persons = wording.counted("demo.persons", summary.persons, language)
    told = say(language, "demo.written", persons=persons, folder=quote(str(directory)))
    click.echo(printable(told))
    return ExitCode.OK


def _replace_demo(directory: Path, *, rows: int) -> "DemoSummary":
    """Write the demo over one that is there; files of other names are left alone.

    Raises:
        UsageError: Something cannot be written.
    """
    from leakscan.demo import write_demo

    try:
        directory.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=directory, prefix=".leakscan-") as fresh:
            summary = write_demo(Path(fresh), rows=rows)
            for file in summary.files:
                target = directory / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                (Path(fresh) / file.path).replace(target)
    except OSError as error:
        raise UsageError(f"cannot write the demo: {error.strerror}") from None
    return summary
