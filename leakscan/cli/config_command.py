"""`leakscan config`: what a scan would be run with, and who says so."""

import re
from dataclasses import asdict
from pathlib import Path

import click
from click.core import ParameterSource

from leakscan.cli.config import ORIGINS, PRESETS
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.listing import ListingGroup
from leakscan.model.allowance import Allowance
from leakscan.reports.printable import printable

_TOLD_DEFAULT = re.compile(r"\[default: (.+)\]\Z")
_HIDDEN = frozenset({"paths", "help", "config", "no_config", "preset"})


@click.group(
    cls=ListingGroup,
    epilog="""\b
Examples:
  leakscan config show
  leakscan config show scan --config ci/leakscan.toml""",
)
def config() -> None:
    """Where the options of a scan come from."""


@config.command(
    epilog="""\b
Examples:
  leakscan config show                        what `check` would use here
  leakscan config show scan
  leakscan config show --preset gate
  leakscan config show --config ci/leakscan.toml""",
)
@click.argument("command", type=click.Choice(["scan", "check"]), default="check")
@click.option(
    "--config", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE", help="This file rather than that of the current directory.",
)  # fmt: skip
@click.option("--preset", type=click.Choice(list(PRESETS)), help="These defaults.")
@click.option("--no-config", is_flag=True, help="Without a file.")
def show(*, command: str, file: Path | None, preset: str | None, no_config: bool) -> int:
    """Print the effective value of every option, and where it comes from."""
    from leakscan.cli import scan_command

    chosen: click.Command = getattr(scan_command, command)
    arguments = ["-"]
    arguments += ["--config", str(file)] if file else []
    arguments += ["--preset", preset] if preset else []
    arguments += ["--no-config"] if no_config else []
    with chosen.make_context(command, arguments) as context:
        for line in _lines(chosen, context):
            click.echo(printable(line))
    return ExitCode.OK


def _lines(command: click.Command, context: click.Context) -> list[str]:
    shown = [param for param in command.params if param.name not in _HIDDEN]
    rows = [
        (
            max(param.opts, key=len).removeprefix("--"),
            _effective(context.params.get(param.name or ""), param),
            _origin(param, context),
        )
        for param in shown
    ]
    width = max(len(key) for key, _, _ in rows)
    return [f"{key:<{width}} = {value:<24} # {origin}" for key, value, origin in rows]


def _origin(param: click.Parameter, context: click.Context) -> str:
    source = context.get_parameter_source(param.name or "")
    if source is ParameterSource.DEFAULT_MAP:
        return str(context.meta.get(ORIGINS, {}).get(param.name, "configuration"))
    if source is ParameterSource.ENVIRONMENT:
        return f"environment: {param.envvar}"
    return "default"


def _effective(value: object, param: click.Parameter) -> str:
    """A value, or in brackets what `--help` says is done where none is given."""
    if value is not None and value != ():
        return _shown(value)
    told = _TOLD_DEFAULT.search(getattr(param, "help", None) or "")
    return f"({told[1]})" if told else "(not set)"


def _shown(value: object) -> str:
    """A value as TOML would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, Allowance):
        given = {key: item for key, item in asdict(value).items() if item not in {"", None}}
        return "{" + ", ".join(f"{key} = {_shown(item)}" for key, item in given.items()) + "}"
    return str(value) if isinstance(value, int | float) else f'"{value}"'
