"""`leakscan explain`: how a severity comes about, line by line."""

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.option_groups import language_option
from leakscan.reports.schema import Lang


@click.command(
    epilog="""\b
Examples:
  leakscan explain result.json                the scan as a whole and its worst files
  leakscan explain result.json F0003 F0007
  leakscan scan export.csv --explain          the same at once, after the report""",
)
@click.argument("result", metavar="RESULT.json")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@language_option
def explain(result: str, ids: tuple[str, ...], *, lang: Lang | None) -> int:
    """Derive the severity of files in a result of `scan --format json`.

    Which records it rests on, why each finding is believed, what would change it.
    """
    from leakscan.cli.output import Target, write_report
    from leakscan.cli.preferences import preferred_language, report_width
    from leakscan.cli.saved_result import following_schema, read_result
    from leakscan.reports.explanation import explain as explained

    document = read_result(result)
    with following_schema():
        text = explained(
            document, ids, lang=lang or preferred_language(), width=min(report_width(), 100)
        )
    write_report(text, Target(format="terminal"), force=False)
    return ExitCode.OK
