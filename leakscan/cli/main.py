"""The `leakscan` command: the group of commands and the outermost error boundary."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from itertools import pairwise
from typing import Any, NoReturn

import click

from leakscan import __version__
from leakscan.cli.allocator import keep_freed_memory
from leakscan.cli.charset import show_nearest
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.hardening import describe, harden_process, open_standard_streams
from leakscan.cli.lifetime import (
    collect_seldom,
    end_at_once,
    leave_without_interrupts,
    raise_when_interrupted,
)
from leakscan.cli.listing import ListingGroup
from leakscan.cli.messages import fail, tell, without_numbers
from leakscan.cli.preferences import preferred_language
from leakscan.model.errors import LeakscanError
from leakscan.reports.schema import Lang

_COMMANDS = {
    "scan": "leakscan.cli.scan_command:scan",
    "check": "leakscan.cli.scan_command:check",
    "baseline": "leakscan.cli.baseline_command:baseline",
    "redact": "leakscan.cli.redact_command:redact",
    "config": "leakscan.cli.config_command:config",
    "report": "leakscan.cli.report_command:report",
    "explain": "leakscan.cli.explain_command:explain",
    "rules": "leakscan.cli.rules_command:rules",
    "formats": "leakscan.cli.formats_command:formats",
    "demo": "leakscan.cli.demo_command:demo",
    "completion": "leakscan.cli.completion_command:completion",
}
"""Commands in the order of `--help`, and where each is; imported only when it is asked for."""

_EPILOG = """\b
Examples:
  leakscan demo demo-leak                 write a fictitious leak to try things on
  leakscan scan demo-leak                 what is in it, how many people, how bad
  leakscan scan - < dump.sql              the same for standard input
  leakscan scan export.csv -f json -o result.json
  leakscan check export.csv               exit 1 when something sensitive is in it

\b
Exit codes: 0 ran; 1 at or above --fail-on or a limit (rules check: a rule is
wrong; redact: something is left; baseline audit: something is not accepted);
2 usage or configuration error; 3 nothing was scanned; 4 incomplete under
--strict (redact: not all was copied, replaced or verified); 70 internal
error; 130 interrupted."""


@contextmanager
def _readers_may_leave() -> Iterator[None]:
    """End quietly when nobody reads stdout any more; `click` would exit with 1, as findings do."""
    try:
        yield
    except BrokenPipeError:
        raise click.exceptions.Exit(ExitCode.INTERRUPTED) from None


class _LazyGroup(ListingGroup):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Parse the arguments, which prints `--help` and `--version`."""
        with _readers_may_leave():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _readers_may_leave():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or else what was probably meant."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in _COMMANDS:
            from leakscan.cli.suggestions import did_you_mean

            hint = did_you_mean(name, _COMMANDS) or ": `leakscan --help` lists the commands"
            if os.path.lexists(name):
                hint = f": to scan it, type leakscan scan {name}"
            ctx.fail(f"no command {name}{hint}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_LazyGroup,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Find sensitive French health data in files, and say for how many people and how bad.

    Nothing that is found is ever printed, logged or stored: reports hold counts and places.
    """


def program() -> NoReturn:
    """Run `main` in a process that ends with it."""
    end_at_once(main)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; the process's only way out."""
    open_standard_streams()
    harden_process()
    keep_freed_memory()
    collect_seldom()
    show_nearest()
    # NumPy would start a thread per processor that spins for work we never give: linear algebra.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    raise_when_interrupted()
    code = run(arguments)
    leave_without_interrupts()
    _leave_quietly(code, arguments)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; anything unexpected becomes 70.

    This is the one broad `except` outside the scan's per-source boundary: a message of an
    exception we did not foresee may quote scanned data, so only its type and place are told.
    """
    try:
        result = cli.main(
            args=None if arguments is None else list(arguments),
            prog_name="leakscan",
            standalone_mode=False,
        )
    except click.ClickException as error:
        _show_usage_error(error)
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        return _told_interrupt()
    except LeakscanError as error:
        fail(str(error), _language(arguments))
        return ExitCode.USAGE
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else ExitCode.INTERNAL
    except BaseException as error:  # noqa: BLE001
        # Python 3.11 wraps what is raised while a class is made: modules are being imported.
        interrupted = isinstance(error.__cause__, KeyboardInterrupt)
        return _told_interrupt() if interrupted else _told_failure(error, arguments)
    return result if isinstance(result, int) else ExitCode.OK


def _told_interrupt() -> ExitCode:
    tell("leakscan: interrupted")
    return ExitCode.INTERRUPTED


def _language(arguments: Sequence[str] | None) -> Lang:
    """That of errors, which may come before a command has read its options."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    asked = [after for option, after in pairwise(typed) if option == "--lang"]
    asked += [each.removeprefix("--lang=") for each in typed if each.startswith("--lang=")]
    return "fr" if asked == ["fr"] else "en" if asked == ["en"] else preferred_language()


def _told_failure(error: BaseException, arguments: Sequence[str] | None) -> ExitCode:
    """Say that an output takes nothing, which is nobody's fault here, or what went wrong."""
    if isinstance(error, OSError):
        from leakscan.cli.output import STDOUT, is_closed, is_full, unwritable

        if is_full(error) or is_closed(error):
            fail(str(unwritable(STDOUT, error)), _language(arguments))
            return ExitCode.USAGE
    tell(f"leakscan: {describe(error)}")
    return ExitCode.INTERNAL


def _show_usage_error(error: click.ClickException) -> None:
    """What `click` would show, with what the user typed made safe for the terminal."""
    text = StringIO()
    error.show(file=text)
    tell(without_numbers(text.getvalue().rstrip("\n")))


def _leave_quietly(code: int, arguments: Sequence[str] | None) -> NoReturn:
    """Exit without the interpreter's own complaint when stdout takes no more."""
    try:
        sys.stdout.flush()
    except OSError as error:
        from leakscan.cli.output import discard_stdout

        discard_stdout()
        if code == ExitCode.OK and not isinstance(error, BrokenPipeError):
            code = _told_failure(error, arguments)
    sys.exit(code)
