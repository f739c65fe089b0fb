"""What makes the command line easy: completion, hints, colours, pipes, paths of other systems."""

import ntpath
import os
import subprocess
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import click
import pytest

from leakscan.cli.main import cli
from leakscan.sources import walk
from leakscan.sources.walk import posix_name
from tests.cli.calling import ROOT, Run


def _all(group: click.Group, prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append((*prefix, name))
        if isinstance(command, click.Group):
            found += _all(command, (*prefix, name))
    return found


@pytest.mark.parametrize("words", _all(cli), ids=" ".join)
def test_every_command_has_help_with_examples(leakscan: Run, words: tuple[str, ...]) -> None:
    shown = leakscan(*words, "--help")
    assert shown.code == 0
    assert "Examples:" in shown.out
    assert f"leakscan {' '.join(words)}" in shown.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("leakscan base", {"baseline"}),
        ("leakscan baseline cr", {"create"}),
        ("leakscan check --fail", {"--fail-on"}),
        ("leakscan scan --format sar", {"sarif"}),
    ],
)
def test_shells_complete(words: str, expected: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leakscan"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "_LEAKSCAN_COMPLETE": "bash_complete",
             "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(leakscan: Run, shell: str) -> None:
    shown = leakscan("completion", shell)
    assert shown.code == 0
    assert "_LEAKSCAN_COMPLETE" in shown.out


def test_hints_say_what_to_type(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "export.csv").touch()
    for words, hint in (
        (["chek", "x"], "did you mean check?"),
        (["export.csv"], "leakscan scan export.csv"),
        (["zzz"], "leakscan --help"),
        (["scan", ".", "--formt", "json"], "--format"),
        (["check", ".", "--baseline", "export.csv"], "leakscan baseline"),
        (["rules", "show", "fr.nirr"], "did you mean fr.nir?"),
        (["rules", "show", "fr.nri"], "did you mean fr.nir?"),
        (["rules", "show", "zzzzzzz"], "leakscan rules list"),
        (["report", "export.csv"], "leakscan scan PATH -f json -o result.json"),
        (["scan", "https://example.org/x"], "leakscan scan -"),
        (["scan", ".", "--include", "*.zip", "--fail-on", "9"], "or 1 to 4"),
    ):
        shown = leakscan(*words, *(["--engine", "portable"] if words[0] == "check" else []))
        assert shown.code == 2
        assert hint in shown.err


def test_no_colour_when_it_is_not_wanted(
    leakscan: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("nom;nir\nTESTEUR;261512299812350\n")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in leakscan("scan", "a.csv", "--engine", "portable").out


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    rows = "".join(f"TESTEUR{n};261512299812350\n" for n in range(500))
    for number in range(60):
        (tmp_path / f"{number}.csv").write_text(f"nom;nir\n{rows}")
    command = f'"{sys.executable}" -m leakscan scan . -f json --engine portable | head -c 10'
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert len(done.stdout) == 10
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"data\sub\a.csv"), "data/sub/a.csv"),
        (PureWindowsPath(r"C:\data\a.csv"), "data/a.csv"),
        (PureWindowsPath("\\\\server\\share\\a.csv"), "a.csv"),
        (PurePosixPath("data/a\\b.csv"), "data/a\\b.csv"),
    ],
)
def test_names_have_slashes_on_every_system(path: PurePath, name: str) -> None:
    assert posix_name(path) == name


@pytest.mark.parametrize(
    ("path", "base", "name"),
    [
        (r"C:\repo\data\a.csv", r"C:\repo", "data/a.csv"),
        (r"C:\repo", "C:\\repo\\", ""),
        (r"D:\data\a.csv", r"C:\repo", None),
        (r"C:\repository\a.csv", r"C:\repo", None),
        (r"c:\REPO\a.csv", r"C:\repo", "a.csv"),
    ],
)
def test_paths_of_windows_relative_to_a_folder(
    path: str, base: str, name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk.os, "path", ntpath)
    monkeypatch.setattr(walk, "PurePath", PureWindowsPath)
    found = walk._inside(path, base, "")
    monkeypatch.undo()
    assert found == name
