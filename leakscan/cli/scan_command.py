"""`leakscan scan` and `leakscan check`: one scan, two sets of defaults."""

from typing import Any

import click

from leakscan.cli.config import ConfiguredCommand
from leakscan.cli.lifetime import collection_put_off
from leakscan.cli.options import ScanRequest, scan_options

_LIMITED = 2


@click.command(
    cls=ConfiguredCommand,
    epilog="""\b
Examples:
  leakscan scan found/                        triage a folder
  leakscan scan - < dump.sql                  standard input
  zstdcat dump.sql.zst | leakscan scan -
  leakscan scan export.csv -f json -o result.json -f terminal
  leakscan scan export.csv --profile shareable --lang en
  leakscan scan export.csv --disclosure public --malicious""",
)
@scan_options(fail_on=None, strict=False)
def scan(**options: Any) -> int:
    """Say what is in PATHs, for how many people, and how bad it is.

    A PATH is a file, a folder (read recursively) or - for standard input.
    """
    return _run(options, gate=False)


@click.command(
    cls=ConfiguredCommand,
    epilog="""\b
Examples:
  leakscan check export/                      exit 1 from band 2 up, 4 when incomplete
  leakscan check export/ --fail-on negligeable --max-people 0
  leakscan check src/ --limit fr.nir=0 --limit health=10
  leakscan check . -f sarif -o leakscan.sarif -f terminal
  leakscan check export/ --no-strict -q -f json -o result.json""",
)
@scan_options(fail_on=_LIMITED, strict=True)
def check(**options: Any) -> int:
    """Scan PATHs as a gate: the exit code says whether they may leave.

    The same scan as `leakscan scan`, with a threshold, and strict about what was not read. On
    GitHub Actions it also writes a job summary and annotations.
    """
    return _run(options, gate=True)


def _run(options: dict[str, Any], *, gate: bool) -> int:
    with collection_put_off():
        from leakscan.cli.session import run_scan
    return run_scan(ScanRequest(gate=gate, **options))
