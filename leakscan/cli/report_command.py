"""`leakscan report`: a saved result again, in another format or language."""

import sys
from pathlib import Path
from typing import BinaryIO

import click

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.option_groups import output_options
from leakscan.model.errors import UsageError
from leakscan.reports.schema import Lang

_MAX_RESULT_BYTES = 1 << 30


@click.command(
    epilog="""\b
Examples:
  leakscan report result.json                 read it on the terminal
  leakscan report result.json --lang en
  leakscan report result.json -f csv -o result.csv
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
    from leakscan.reports.saved import read_document

    targets = plan_targets(formats, outputs, force=force)
    document = read_document(_read_text(result))
    try:
        write_reports(document, targets, lang=lang, force=force)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        # The frame was right but a part inside is not: edited, or written by another program.
        raise UsageError("the result does not follow its schema") from None
    return ExitCode.OK


def _read_text(path: str) -> str:
    try:
        if path == "-":
            return _decoded(sys.stdin.buffer)
        with Path(path).open("rb") as stream:
            return _decoded(stream)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None


def _decoded(stream: BinaryIO) -> str:
    content = stream.read(_MAX_RESULT_BYTES + 1)
    if len(content) > _MAX_RESULT_BYTES:
        raise UsageError("the result is larger than 1 GiB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("the result is not UTF-8") from None
