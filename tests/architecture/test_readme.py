"""The README says what is there, and its commands are the ones that CI runs."""

import re
from pathlib import Path

import click
import pytest

import leakscan
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.main import cli
from leakscan.reports import terminal

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _between(marker: str) -> str:
    return README.partition(f"<!-- {marker} -->")[2].partition("<!-- end -->")[0]


def _commands(group: click.Group, prefix: str = "") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found |= _commands(command, f"{prefix}{name} ")
        else:
            found[f"{prefix}{name}"] = command
    return found


COMMANDS = _commands(cli)
OPTIONS = sorted(
    {
        option
        for command in COMMANDS.values()
        for param in command.params
        if isinstance(param, click.Option)
        for option in (*param.opts, *param.secondary_opts)
    }
)


@pytest.mark.parametrize("marker", ["main job", "tests"])
def test_each_command_is_one_line(marker: str) -> None:
    lines = [line for line in _between(marker).splitlines() if line and not line.startswith("`")]
    assert len(lines) == 1
    assert lines[0].startswith("python3 -m venv .venv && ")


def test_ci_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- tests -->" in script
    assert "pytest" not in script
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run" in workflow


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"leakscan {name}" in README


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_documented(option: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", README)


def test_every_exit_code_is_documented() -> None:
    for code in ExitCode:
        assert re.search(rf"^\| {code.value} \|", README, re.MULTILINE), code


def test_no_other_option_is_documented() -> None:
    known = {*OPTIONS, "--help", "--version"}
    table = re.findall(r"^\| `[^|]*\|", README, re.MULTILINE)
    named = {option for row in table for option in re.findall(r"(?<![\w-])--[a-z-]+", row)}
    assert named <= known


def test_the_report_shown_is_what_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    path.write_text(
        "nom;prenom;date_naissance;nir;tel;commentaire\n"
        "TESTEUR;Ana;03/12/1961;261512299812350;0639980001;VIH positif, sous Biktarvy\n"
        "FICTIF;Jean;02/12/1958;158522299845627;0639980002;RAS\n"
        "INVENTE;Léa;04/05/1990;;0639980003;grossesse 12 SA\n",
        encoding="utf-8",
    )
    printed = terminal.render(leakscan.scan(path).document(), lang="en", width=90, colour=False)
    told = {line.rstrip() for line in printed.splitlines()}
    shown = _between("sample").strip().splitlines()[2:-1]  # without fences, and when it was
    assert len(shown) > 20
    assert [line for line in shown if line not in told] == []
