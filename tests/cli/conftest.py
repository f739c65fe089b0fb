"""Runs the command line in this process, as a user would call it."""

from pathlib import Path

import pytest

from leakscan.cli import main as cli_main
from tests.cli.calling import Outcome, Run


@pytest.fixture
def leakscan(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """`leakscan(*arguments)` with `tmp_path` as the current directory, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def call(*arguments: object) -> Outcome:
        code = cli_main.run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Outcome(int(code), captured.out, captured.err)

    return call
