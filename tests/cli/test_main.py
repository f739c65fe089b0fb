"""The group, its help, and the outermost error boundary."""

import subprocess
import sys

import click
import pytest

from leakscan import __version__
from leakscan.cli.main import cli
from tests.cli.calling import Run


def _commands() -> dict[str, click.Command]:
    """Every command by its full name, sub-commands included."""
    found: dict[str, click.Command] = {}
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": c for inner, c in command.commands.items()}
    return found


@pytest.mark.parametrize("name", _commands())
def test_every_command_helps_with_examples(leakscan: Run, name: str) -> None:
    shown = leakscan(*name.split(), "--help")
    assert shown.code == 0
    assert "Examples:" in shown.out
    assert f"leakscan {name}" in shown.out.split("Examples:")[1]


def test_python_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leakscan", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"leakscan {__version__}\n"


def test_version_and_help_load_nothing_heavy() -> None:
    code = (
        "import sys; from leakscan.cli.main import run; run(['--version']); run(['--help']);"
        "print([m for m in ('numpy', 'rich', 'yaml', 'regex', 'hyperscan') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [["scn"], ["scan"], ["scan", "--jobs", "x", "-"], []])
def test_usage_errors_exit_2(leakscan: Run, arguments: list[str]) -> None:
    shown = leakscan(*arguments)
    assert shown.code == 2
    assert "Usage:" in shown.err
    assert shown.out == ""


def test_control_characters_never_reach_the_terminal(leakscan: Run) -> None:
    shown = leakscan("scan", "\x1b[31mred\x07\u202e", "--format", "\x1b]0;title\x07")
    assert shown.code == 2
    assert not {"\x1b", "\x07", "\u202e"} & set(shown.out + shown.err)


def test_an_unexpected_error_tells_no_message(
    leakscan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_args: object, **_options: object) -> None:
        int("1 51 51 22 998 123")

    monkeypatch.setattr("leakscan.demo.write_demo", crash)
    shown = leakscan("demo", "folder")
    assert shown.code == 70
    assert "ValueError at " in shown.err
    assert "998" not in shown.err
    assert "Traceback" not in shown.err


def test_an_interruption_exits_130(leakscan: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    def interrupt_a_class(*_args: object, **_options: object) -> None:
        try:
            interrupt()
        except KeyboardInterrupt as error:
            raise RuntimeError from error

    for interrupted in (interrupt, interrupt_a_class):
        monkeypatch.setattr("leakscan.demo.write_demo", interrupted)
        shown = leakscan("demo", "folder")
        assert (shown.code, shown.err.strip()) == (130, "leakscan: interrupted")


@pytest.mark.parametrize("group", [(), ("rules",), ("baseline",), ("config",)])
def test_help_lists_commands_in_whole_sentences(leakscan: Run, group: tuple[str, ...]) -> None:
    listed = leakscan(*group, "--help").out.partition("Commands:")[2].partition("Examples:")[0]
    assert listed
    assert "..." not in listed


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan", "missing/255570100012345.csv"),
        ("scan", "2 55 57 01 000 123 45"),
        ("scan", "2 55 57 2A 000 123 45"),
        ("scan", ".", "--limit", "255570100012345=1"),
        ("scan", ".", "--fail-on", "0639981274"),
        ("0639981274",),
        ("redact", "06 39 98 12 74.csv", "-o", "copies"),
    ],
)
def test_a_number_that_was_typed_is_not_quoted(leakscan: Run, arguments: tuple[str, ...]) -> None:
    done = leakscan(*arguments)
    assert done.code == 2
    assert "⟨masked⟩" in done.err
    digits = "".join(sign for sign in done.err if sign.isdigit())
    assert not {"255570100012345"[:6], "0639981274"[:6], "12345"} & {
        digits[at : at + 6] for at in range(len(digits))
    }
