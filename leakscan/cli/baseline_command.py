"""`leakscan baseline`: findings accepted knowingly, so that a gate fails on new ones only."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakscan.cli.config import ConfiguredCommand
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.listing import ListingGroup
from leakscan.cli.option_groups import (
    apply,
    language_option,
    lasting_key_option,
    rule_source_options,
)
from leakscan.cli.options import plain_request, reading_options, run_options
from leakscan.cli.preferences import preferred_language
from leakscan.model.errors import UsageError
from leakscan.reports.printable import printable
from leakscan.reports.schema import Lang

if TYPE_CHECKING:
    from leakscan.baseline import Terms

DEFAULT_FILE = "leakscan.baseline"


@click.group(
    cls=ListingGroup,
    epilog="""\b
Examples:
  leakscan baseline key leakscan.key
  leakscan baseline create . --key-file leakscan.key --reason "test data" \\
      --author Ana --expires never
  leakscan check . --baseline leakscan.baseline --key-file leakscan.key
  leakscan baseline update . --key-file leakscan.key
  leakscan baseline audit . --key-file leakscan.key""",
)
def baseline() -> None:
    """Accept findings knowingly: by whom, why, until when.

    A baseline holds keyed fingerprints, no values, no line numbers: one line for each person
    accepted in a file, in a fixed order, so that git merges it.
    """


@baseline.command(
    epilog="""\b
Examples:
  leakscan baseline key leakscan.key""",
)
@click.argument("path", metavar="FILE")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@language_option
def key(path: str, *, force: bool, lang: Lang | None) -> int:
    """Write a new key to FILE, for you alone, and say how to keep it."""
    from leakscan.cli.keys import write_new_key
    from leakscan.reports.texts import say

    write_new_key(path, force=force)
    language = lang or preferred_language()
    advice = say(language, "baseline.key", path=path, baseline=DEFAULT_FILE)
    click.echo("\n".join(map(printable, advice.splitlines())))
    return ExitCode.OK


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    return apply(
        command,
        click.argument("paths", metavar="PATH...", nargs=-1, required=True),
        click.option(
            "-b", "--baseline", "file", default=DEFAULT_FILE, show_default=True, metavar="FILE",
            help="The baseline file.",
        ),
        lasting_key_option,
        language_option,
        rule_source_options,
        reading_options,
        run_options,
    )  # fmt: skip


def _terms(command: Callable[..., Any]) -> Callable[..., Any]:
    return apply(
        command,
        click.option("--reason", metavar="TEXT", help="Why what is new is accepted."),
        click.option("--author", metavar="NAME", help="Who accepts it."),
        click.option(
            "--expires", metavar="DATE",
            help="Last day on which it is accepted, YYYY-MM-DD, or never.",
        ),
    )  # fmt: skip


@baseline.command(
    cls=ConfiguredCommand,
    epilog="""\b
Examples:
  leakscan baseline create . --key-file leakscan.key --reason "test data" \\
      --author Ana --expires never
  leakscan baseline create exports/ -b exports.baseline --reason "sent to CNAM" --author Ana \\
      --expires 2027-06-30""",
)
@_common
@_terms
@click.option("--force", is_flag=True, help="Replace an existing baseline.")
def create(
    *, file: str, force: bool, reason: str | None, author: str | None, expires: str | None,
    **options: Any,
) -> int:  # fmt: skip
    """Write a baseline that accepts everything found in PATHs now."""
    from leakscan.cli.baseline_session import create_baseline

    terms = _given_terms(reason, author, expires)
    if terms is None:
        raise UsageError("say why, who and until when: --reason TEXT --author NAME --expires DATE")
    return create_baseline(plain_request(**options), Path(file), terms, force=force)


@baseline.command(
    cls=ConfiguredCommand,
    epilog="""\b
Examples:
  leakscan baseline update . --key-file leakscan.key --reason "new fixture" --author Ana \\
      --expires 2027-06-30
  leakscan baseline update . --key-file leakscan.key          takes out what has vanished""",
)
@_common
@_terms
@click.option("--renew", is_flag=True, help="Old entries take the new reason, author and expiry.")
def update(
    *, file: str, renew: bool, reason: str | None, author: str | None, expires: str | None,
    **options: Any,
) -> int:  # fmt: skip
    """Bring a baseline up to date: accept what is new, drop what is gone, keep the rest."""
    from leakscan.cli.baseline_session import update_baseline

    terms = _given_terms(reason, author, expires)
    if renew and terms is None:
        raise UsageError("--renew needs --reason TEXT --author NAME --expires DATE")
    return update_baseline(plain_request(**options), Path(file), terms, renew=renew)


@baseline.command(
    cls=ConfiguredCommand,
    epilog="""\b
Examples:
  leakscan baseline audit . --key-file leakscan.key""",
)
@_common
def audit(*, file: str, **options: Any) -> int:
    """Say what of a baseline is new, expired or gone, and who accepted what; change nothing.

    Exits 1 when something is new, more than accepted, or expired.
    """
    from leakscan.cli.baseline_session import audit_baseline

    return audit_baseline(plain_request(**options), Path(file))


def _given_terms(reason: str | None, author: str | None, expires: str | None) -> "Terms | None":
    """The terms, all three or none.

    Raises:
        UsageError: Some are missing, or the date is none.
    """
    from leakscan.baseline import NEVER, Terms
    from leakscan.cli.baselining import today

    given: Sequence[str | None] = (reason, author, expires)
    if not any(given):
        return None
    if not (reason and author and expires):
        names = ("--reason TEXT", "--author NAME", "--expires YYYY-MM-DD")
        missing = [name for name, value in zip(names, given, strict=True) if not value]
        raise UsageError(f"--reason, --author and --expires go together: add {', '.join(missing)}")
    if expires != NEVER:
        try:
            last = date.fromisoformat(expires)
        except ValueError:
            raise UsageError("--expires: a day as YYYY-MM-DD, or never") from None
        if last < today():
            raise UsageError("--expires: that day has passed: nothing would be accepted")
    return Terms(reason=reason, author=author, expires=expires)
