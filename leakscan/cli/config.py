"""Configuration files: defaults for the options of `scan` and `check`.

One TOML file: `leakscan.toml`, or the table `[tool.leakscan]` of `pyproject.toml`, of the
current directory, or the one that `--config` names. A key is an option's long name without its
dashes; a table `[scan]` or `[check]` holds keys for that command only.

The scanned tree is hostile, so a file inside it is never taken unless `--config` names it: who
sends a leak could otherwise switch the rules off.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from leakscan.cli.messages import warn
from leakscan.cli.parameters import AllowType
from leakscan.cli.preferences import preferred_language
from leakscan.model.errors import UsageError
from leakscan.patterns import deferred
from leakscan.reports.schema import Lang

ORIGINS = "leakscan.origins"
"""Where in a click context it stands which defaults came from where, by parameter name."""
_VERSION_CONTROL = (".git", ".hg", ".svn")
PRESETS: dict[str, dict[str, object]] = {
    "triage": {"strict": False, "timeout_per_file": 600.0},
    "precheck": {"fail_on": 1, "max_people": 0, "strict": True},
    "gate": {
        "fail_on": 2, "strict": True, "exclude": _VERSION_CONTROL, "timeout_per_file": 300.0,
        "progress": False,
    },
}  # fmt: skip
"""Defaults for the three uses: a file that was found, an export before it leaves, a pipeline."""
_TOML_PLACE = deferred(r"at line \d+, column \d+|at end of document")
_SECTIONS = ("scan", "check")
_NOT_CONFIGURABLE = frozenset({"config", "no-config", "help"})


class ConfiguredCommand(click.Command):
    """A command whose option defaults come from a configuration file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments once for where the configuration is, then with its values."""
        given, _, _ = self.make_parser(ctx).parse_args(list(args))
        path = _chosen_file(given)
        if not ctx.resilient_parsing:
            configured = {} if path is None else read_defaults(path, self, ctx)
            preset = str(given.get("preset") or configured.pop("preset", ""))
            chosen = preset_defaults(preset, self)
            origins = dict.fromkeys(chosen, f"preset {preset}")
            origins |= dict.fromkeys(configured, path.name if path else "")
            ctx.meta[ORIGINS] = origins
            ctx.default_map = {**(ctx.default_map or {}), **chosen, **configured}
        return super().parse_args(ctx, args)


def preset_defaults(preset: str, command: click.Command) -> dict[str, object]:
    """Default values of a preset by parameter name, of the options that `command` has."""
    names = {param.name for param in command.params}
    return {name: value for name, value in PRESETS.get(preset, {}).items() if name in names}


def read_defaults(path: Path, command: click.Command, ctx: click.Context) -> dict[str, object]:
    """Default values by parameter name, checked against the types of `command`'s options.

    Raises:
        UsageError: Unreadable file, bad TOML, unknown key or bad value; names file and key.
    """
    table = _own_table(path)
    sections = {name: _section(table, name, path.name) for name in _SECTIONS}
    options = {_key(param): param for param in command.params if isinstance(param, click.Option)}
    known = (options.keys() | _options_of_check()) - _NOT_CONFIGURABLE
    for keys in (table, *sections.values()):
        _reject_unknown(keys, known, path.name)
    own = sections.get(command.name or "", {})
    return {
        str(options[key].name): _checked(options[key], value, ctx, f"{path.name}: {key}")
        for key, value in {**table, **own}.items()
        if key in options
    }


def _options_of_check() -> set[str]:
    """Keys that may stand in a file whatever the command: each takes those that it knows."""
    from leakscan.cli.scan_command import check

    return {_key(param) for param in check.params if isinstance(param, click.Option)}


def _chosen_file(given: Mapping[str, object]) -> Path | None:
    """The file that `--config` names, else that of the current directory, if it may be used."""
    named = given.get("config")
    if isinstance(named, str):
        return Path(named) if Path(named).is_file() else None
    if given.get("no_config") is True:
        return None
    path = _file_of(Path.cwd())
    if path is None:
        return None
    if _inside_scanned(Path.cwd(), _scanned(given)):
        if given.get("quiet") is not True:
            _warn_of_unused(path.name, given.get("lang"))
        return None
    return path


def _warn_of_unused(name: str, asked: object) -> None:
    # Imported here: most runs have nothing to say of their configuration.
    from leakscan.reports.texts import say

    lang: Lang = "fr" if asked == "fr" else "en" if asked == "en" else preferred_language()
    warn(say(lang, "config.unused", file=name), lang)


def _file_of(folder: Path) -> Path | None:
    own = folder / "leakscan.toml"
    if own.is_file():
        return own
    shared = folder / "pyproject.toml"
    return shared if shared.is_file() and "leakscan" in _tool_tables(shared) else None


def _scanned(given: Mapping[str, object]) -> Iterable[object]:
    """What is to be scanned: `redact` takes one path, other commands several."""
    paths = given.get("paths", given.get("path"))
    return [paths] if isinstance(paths, str) else paths if isinstance(paths, Iterable) else ()


def _inside_scanned(folder: Path, paths: Iterable[object]) -> bool:
    roots = (Path(str(path)).resolve() for path in paths if path != "-")
    return any(root.is_dir() and folder.resolve().is_relative_to(root) for root in roots)


def _own_table(path: Path) -> dict[str, object]:
    if path.name == "pyproject.toml":
        table = _tool_tables(path).get("leakscan", {})
        if not isinstance(table, dict):
            raise UsageError(f"{path.name}: tool.leakscan is not a table")
        return dict(table)
    return _toml(path)


def _tool_tables(path: Path) -> dict[str, object]:
    tables = _toml(path).get("tool", {})
    return tables if isinstance(tables, dict) else {}


def _toml(path: Path) -> dict[str, object]:
    # Imported here: most runs have no file to read, and start faster.
    import tomllib

    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        raise UsageError(f"{path.name}: cannot be read ({error.strerror})") from None
    except tomllib.TOMLDecodeError as error:
        # The rest of the message may quote the file.
        place = _TOML_PLACE.search(str(error))
        where = f", {place[0]}" if place else ""
        raise UsageError(f"{path.name}: is not valid TOML{where}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path.name}: is not valid TOML, which is UTF-8") from None
    except RecursionError:
        raise UsageError(f"{path.name}: lists or tables are nested too deeply") from None


def _section(table: dict[str, object], name: str, source: str) -> dict[str, object]:
    section = table.pop(name, {})
    if not isinstance(section, dict):
        raise UsageError(f"{source}: {name} is not a table")
    return section


def _key(param: click.Option) -> str:
    return max(param.opts, key=len).removeprefix("--")


def _reject_unknown(keys: Iterable[str], known: Iterable[str], source: str) -> None:
    for key in keys:
        if key not in known:
            # Imported here: only a key that is none needs it.
            from leakscan.cli.suggestions import did_you_mean

            hint = did_you_mean(key.replace("_", "-"), known)
            raise UsageError(f"{source}: unknown key {key}{hint}")


def _checked(param: click.Option, value: object, ctx: click.Context, where: str) -> object:
    """`value` as the default of `param`, once its type accepts it."""
    items = value if param.multiple and isinstance(value, list) else [value]
    for item in items:
        _check_kind(param, item, where)
    value = items if param.multiple else value
    try:
        param.type_cast_value(ctx, value)
    except click.UsageError as error:
        raise UsageError(f"{where}: {error.message}") from None
    except OverflowError:
        raise UsageError(f"{where}: is too large") from None
    return value


_TEXTS = (click.Path, click.types.StringParamType)
_NO_VALUES: dict[type, str] = {dict: "a table", list: "a list"}


def _check_kind(param: click.Option, item: object, where: str) -> None:
    """Refuse what no option takes, or what its type would take for something else."""
    if isinstance(item, dict) and isinstance(param.type, AllowType):
        return
    if not isinstance(item, str | int | float):
        kind = _NO_VALUES.get(type(item), "a date or a time")
        raise UsageError(f"{where}: is {kind}, not a value")
    # True is 1 to Python, and the other way round.
    if not param.count and param.is_flag is not isinstance(item, bool):
        wanted = "must be true or false" if param.is_flag else "is true or false, not a value"
        raise UsageError(f"{where}: {wanted}")
    if isinstance(param.type, _TEXTS) and not isinstance(item, str):
        raise UsageError(f"{where}: is a number, not a text: put it in quotes")
