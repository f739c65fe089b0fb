"""`leakscan report`: a saved result again, in another format or language."""

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.option_groups import output_options
from leakscan.reports.schema import Lang


@click.command(
    epilog="""\b
Examples:
  leakscan report result.json                 read it on the terminal
  leakscan report result.json --lang en
  leakscan report result.json -f csv -o result.csv
  leakscan report result.json -f html -o report.html
  leakscan report result.json -f cnil-docx -o draft.docx
  leakscan report - < result.json""",
)
@click.argument("result", metavar="RESULT.json")
@output_options
def report(
    result: str,
    *,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    force: bool,
    lang: Lang | None,
) -> int:
    """Render a result of `scan --format json` again, without scanning."""
    from leakscan.cli.output import plan_targets
    from leakscan.cli.rendering import write_reports
    from leakscan.cli.saved_result import following_schema, read_result

    targets = plan_targets(formats, outputs, force=force)
    document = read_result(result)
    with following_schema():
        write_reports(document, targets, lang=lang, force=force)
    return ExitCode.OK
