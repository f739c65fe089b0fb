"""`leakscan formats`: what can be read here and now, with which limits."""

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.option_groups import language_option
from leakscan.reports.schema import Lang


@click.command(
    epilog="""\b
Examples:
  leakscan formats
  leakscan formats --lang en
  leakscan formats --markdown""",
)
@language_option
@click.option("--markdown", is_flag=True, help="The table of the documentation.")
def formats(*, lang: Lang | None, markdown: bool) -> int:
    """List what can be read here, the limits of each reader, and what is not installed."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from leakscan.cli.preferences import preferred_language, report_width
    from leakscan.readers.format_table import HEADINGS, format_rows, markdown_table

    language = lang or preferred_language()
    if markdown:
        click.echo(markdown_table(language), nl=False)
        return ExitCode.OK
    table = Table(*HEADINGS[language], box=None, pad_edge=False)
    for row in format_rows(language, here=True):
        table.add_row(*map(escape, row))
    console = Console(width=report_width(), highlight=False)
    # Not printed by rich, which takes a reader that has left for exit code 1.
    with console.capture() as shown:
        console.print(table)
    click.echo(shown.get(), nl=False)
    return ExitCode.OK
