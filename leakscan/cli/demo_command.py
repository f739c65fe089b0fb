"""`leakscan demo`: a small fictitious leak to try things on."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.model.errors import UsageError
from leakscan.reports.printable import printable

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
def demo(directory: Path, *, rows: int, force: bool) -> int:
    """Write a small fictitious leak into DIR: nobody in it exists."""
    from leakscan.demo import write_demo

    summary = (_replace_demo if force else write_demo)(directory, rows=rows)
    for file in summary.files:
        note = "  (harmless)" if file.harmless else ""
        click.echo(printable(f"{file.bytes:>12,}  {directory.name}/{file.path}{note}"))
    told = f"{summary.persons:,} fictitious persons. Try: leakscan scan {directory}"
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
