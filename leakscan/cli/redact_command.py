"""`leakscan redact`: a copy without what was detected."""

from typing import Any

import click

from leakscan.cli.config import ConfiguredCommand
from leakscan.cli.option_groups import apply, key_option, language_option, rule_source_options
from leakscan.cli.options import plain_request, reading_options, run_options


@click.command(
    cls=ConfiguredCommand,
    epilog="""\b
Examples:
  leakscan redact export.csv -o export.clean.csv
  leakscan redact dump.sql -o test.sql --mode pseudonym --key-file leakscan.key
  leakscan redact export.csv -o shared.csv --mode drop-column
  leakscan redact exports/ -o clean/
  zcat dump.sql.gz | leakscan redact - -o - > clean.sql

\b
Exit codes: 0 done, and nothing is left that would be found; 1 something is left;
2 usage; 4 something could not be redacted, or not be verified.""",
)
@click.argument("path", metavar="PATH")
@click.option(
    "-o", "--output", "output", metavar="OUT", required=True,
    help="The copy: a new file, or a new folder for a folder; '-' is stdout.",
)  # fmt: skip
@click.option(
    "--mode", type=click.Choice(["mask", "pseudonym", "drop-column"]), default="mask",
    show_default=True,
    help="A fixed token; a fictitious value, the same for the same; or no such column at all.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace an existing file; never the input.")
@click.option(
    "--verify/--no-verify", default=True, show_default=True,
    help="Scan the copy, and say what is left: exit 1, but for pseudonyms, which look like what"
    " they stand for. What goes to stdout or a pipe is not scanned.",
)  # fmt: skip
@language_option
@lambda command: apply(command, key_option, rule_source_options, reading_options, run_options)
def redact(*, path: str, output: str, mode: str, force: bool, verify: bool, **options: Any) -> int:
    """Write a copy of PATH with every detected value replaced.

    The rest stays byte for byte: of text, cards, delimited and printed tables, SQL dumps, JSON and
    NDJSON in any encoding, and of Excel workbooks (xlsx); whatever is around them (gzip…) is
    undone. Columns of identifiers, of results and of remarks are replaced cell by cell, whole.
    PATH itself is never written to.

    Files are copied one after the other: --jobs, --progress and --verbose change nothing.
    The limit on time holds for the scan of a copy, the key for pseudonyms.
    """
    from leakscan.cli.redact_session import RedactionJob, run_redaction

    job = RedactionJob(output=output, mode=mode, force=force, verify=verify)
    request = plain_request(gate=False, paths=(path,), **options)
    return run_redaction(request, job)
