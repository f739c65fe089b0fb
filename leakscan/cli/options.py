"""The options of `scan` and `check`, and the request they make together.

Names, meanings and defaults are those of the contract on the command line. Limits that are not
given stay None, and the rooms that own them apply their documented defaults.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from leakscan.cli.option_groups import (
    Decorator,
    apply,
    key_option,
    output_options,
    rule_source_options,
)
from leakscan.cli.parameters import AllowType, BandType, EncodingType, LimitType, SizeType
from leakscan.cli.preferences import preferred_language
from leakscan.frozen import frozen
from leakscan.model.allowance import Allowance
from leakscan.reports.schema import Lang, Profile

INPUT_FORMATS = (
    "text", "delimited", "aligned", "fixed-width", "labelled", "markdown", "paired", "vectors",
    "accounts", "icalendar", "json", "notebook", "sql", "xml", "html", "hl7", "astm",
    "hprim", "hprim-medecin", "eml", "mbox", "patch", "resp", "binary",
)  # fmt: skip
"""Those that text may be taken for; the others have a mark in their content, or cannot be read."""


@frozen(eq=False, repr=False)
class ScanRequest:
    """What the user asks of `scan` or `check`; fields are the options, None is "not given".

    Attributes:
        gate: The command is `check`: it decides, and its terminal report is compact.
        fail_on: Number of a band, 1 to 4.
        limits: Pairs of a rule or category and the most findings of it.
        timeout_per_file: Seconds; 0 is none.
    """

    gate: bool
    paths: tuple[str, ...]
    formats: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    force: bool = False
    lang: Lang | None = None
    fail_on: int | None = None
    max_people: int | None = None
    limits: tuple[tuple[str, int], ...] = ()
    strict: bool = False
    exit_zero: bool = False
    baseline: Path | None = None
    allow: tuple[Allowance, ...] = ()
    jobs: int
    engine: str
    rules: tuple[Path, ...]
    builtin_rules: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    encoding: str | None
    input_format: str | None
    max_depth: int | None
    max_member_bytes: int | None
    max_total_bytes: int | None
    max_members: int | None
    max_ratio: int | None
    timeout_per_file: float
    key_file: Path | None
    profile: Profile = "confidential"
    disclosure: str | None = None
    malicious: bool = False
    explain: bool = False
    progress: bool | None
    quiet: bool
    verbose: int

    @property
    def language(self) -> Lang:
        """Of what is for people: as asked for, else the locale's."""
        return self.lang or preferred_language()


def plain_request(*, gate: bool = True, **options: Any) -> ScanRequest:
    """A request for a command that scans without a report or limits of its own."""
    return ScanRequest(gate=gate, **options)


def scan_options(*, fail_on: int | None, strict: bool) -> Decorator:
    """Add the argument and every option of a scan, with the two defaults that differ."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        groups = (
            click.argument("paths", metavar="PATH...", nargs=-1, required=True),
            output_options,
            _gate_options(fail_on=fail_on, strict=strict),
            rule_source_options,
            reading_options,
            _report_options,
            run_options,
        )
        return apply(command, *groups)

    return decorate


def _gate_options(*, fail_on: int | None, strict: bool) -> Decorator:
    shown = "never" if fail_on is None else "limitee"
    return lambda command: apply(
        command,
        click.option(
            "--fail-on", type=BandType(), default=fail_on,
            help=f"Exit 1 when anything reaches this severity.  [default: {shown}]",
        ),
        click.option(
            "--max-people", type=click.IntRange(min=0), metavar="N",
            help="Exit 1 when more persons than this are concerned, in a file or in all.",
        ),
        click.option(
            "--limit", "limits", type=LimitType(), multiple=True,
            help="Exit 1 when there are more findings than N of a rule or category, repeatable:"
            " --limit fr.nir=0 --limit health=10.",
        ),
        click.option(
            "--strict/--no-strict", default=strict, show_default=True,
            help="Exit 4 when anything that can hold text was not fully examined.",
        ),
        click.option(
            "--baseline", type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Findings that it knows do not count; needs --key-file.",
        ),
        click.option(
            "--allow", type=AllowType(), multiple=True,
            help="Findings that do not count: path, rule, column, fingerprint, expires, with a"
            " reason; best in the configuration, as [[allow]].  Repeatable.",
        ),
        click.option("--exit-zero", is_flag=True, help="Exit 0 instead of 1 or 4."),
    )  # fmt: skip


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is read, and how far."""
    return apply(
        command,
        click.option(
            "--include", multiple=True, metavar="GLOB",
            help="Only files whose path or name matches, repeatable.",
        ),
        click.option(
            "--exclude", multiple=True, metavar="GLOB",
            help="No file whose path or name matches, repeatable.",
        ),
        click.option("--encoding", type=EncodingType(), help="Overrides detection."),
        click.option(
            "--input-format", type=click.Choice(INPUT_FORMATS), help="Overrides detection."
        ),
        click.option(
            "--max-depth", type=click.IntRange(min=0), metavar="N",
            help="Deepest nesting of compression and archives.  [default: 8]",
        ),
        click.option(
            "--max-member-bytes", type=SizeType(), metavar="SIZE",
            help="Most bytes read of one file or member, decompressed; 0 is no limit."
            "  [default: 1T]",
        ),
        click.option(
            "--max-total-bytes", type=SizeType(), metavar="SIZE",
            help="Most bytes that come out of one source, members included; 0 is no limit."
            "  [default: 4T]",
        ),
        click.option(
            "--max-members", type=click.IntRange(min=0), metavar="N",
            help="Most members of one source, at all depths; 0 is no limit."
            "  [default: 1000000]",
        ),
        click.option(
            "--max-ratio", type=click.IntRange(min=1), metavar="N",
            help="Highest ratio of decompression once 16 MiB came out.  [default: 500]",
        ),
        click.option(
            "--timeout-per-file", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS",
            help="Time for one file; 0 is no limit.  [default: 0]",
        ),
    )  # fmt: skip


def _report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    return apply(
        command,
        click.option(
            "--profile", type=click.Choice(["confidential", "shareable"]),
            default="confidential", show_default=True,
            help="Exact counts and paths, or brackets and no paths.",
        ),
        key_option,
        click.option(
            "--disclosure", type=click.Choice(["none", "known", "public"]),
            help="Who got the data, when it is a breach; never guessed.",
        ),
        click.option("--malicious", is_flag=True, help="The breach was deliberate."),
        click.option(
            "--explain", is_flag=True,
            help="After the terminal report, how each severity comes about, line by line.",
        ),
    )  # fmt: skip


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a scan runs."""
    return apply(
        command,
        click.option(
            "--engine", type=click.Choice(["auto", "hyperscan", "portable"]), default="auto",
            show_default=True, help="Lexical engine; both find the same.",
        ),
        click.option(
            "-j", "--jobs", type=click.IntRange(min=0), default=0, metavar="N",
            help="Worker processes; 0 is one per CPU.  [default: 0]",
        ),
        click.option(
            "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE", expose_value=False,
            help="TOML configuration.  [default: leakscan.toml or [tool.leakscan] of"
            " pyproject.toml in the current directory, unless that is being scanned]",
        ),
        click.option(
            "--preset", type=click.Choice(["triage", "precheck", "gate"]), expose_value=False,
            help="Defaults for a use: a file that was found, an export before it leaves, a"
            " pipeline. `leakscan config show --preset gate` lists them.",
        ),
        click.option(
            "--no-config", is_flag=True, expose_value=False, help="Read no configuration."
        ),
        click.option(
            "--progress/--no-progress", default=None,
            help="Progress bar on stderr, only on a terminal.  [default: auto]",
        ),
        click.option("-q", "--quiet", is_flag=True, help="No progress, no warnings."),
        click.option("-v", "--verbose", count=True, help="Say how the scan went on stderr."),
    )  # fmt: skip
