"""`leakscan formats`: what can be read, with which limits."""

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.option_groups import language_option
from leakscan.reports.schema import Lang


@click.command(
    epilog="""\b
Examples:
  leakscan formats
  leakscan formats --lang en""",
)
@language_option
def formats(*, lang: Lang | None) -> int:
    """List what can be read, and the limits of each reader."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from leakscan.cli.preferences import preferred_language, report_width
    from leakscan.readers.opening import readable_formats

    language = lang or preferred_language()
    headings = {"fr": ("format", "ce qui est lu", "limites"), "en": ("format", "what", "limits")}
    table = Table(*headings[language], box=None, pad_edge=False)
    for entry in readable_formats():
        table.add_row(
            entry.name, escape(entry.description[language]), escape(entry.limits[language])
        )
    Console(width=report_width(), highlight=False).print(table)
    return ExitCode.OK
