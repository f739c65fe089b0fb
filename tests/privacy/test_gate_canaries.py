"""No planted value comes out of a gate, a baseline, or what `redact` says of its work."""

import json
import os
from pathlib import Path

import pytest

from leakscan.cli import main as cli_main
from tests.privacy.canaries import leaks, plant

QUICK = ("--no-config", "--engine", "portable")
TERMS = ("--reason", "planted", "--author", "nobody", "--expires", "never")


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory with planted files in `in`, and a key beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    plant(tmp_path / "in")
    assert cli_main.run(["baseline", "key", "k"]) == 0
    monkeypatch.setenv("LEAKSCAN_KEY_FILE", str(tmp_path / "k"))
    return tmp_path


def test_a_gate_with_everything_it_tells(
    planted: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    summary = planted / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    arguments = ("--max-people", "0", "--limit", "fr.nir=0", "--lang", "en")
    assert cli_main.run(["check", "in", *QUICK, *arguments]) == 1
    shown = capfdbinary.readouterr()
    assert b"FAILED" in shown.out
    assert b"::error" in shown.err
    assert leaks(shown.out) == leaks(shown.err) == leaks(summary.read_bytes()) == []


def test_a_baseline_and_what_is_said_of_it(
    planted: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli_main.run(["baseline", "create", "in", *QUICK, *TERMS]) == 0
    text = (planted / "leakscan.baseline").read_bytes()
    assert len(text.splitlines()) > 10
    assert cli_main.run(["baseline", "audit", "in", *QUICK]) == 0
    known = ("--baseline", "leakscan.baseline", "-f", "json")
    assert cli_main.run(["check", "in", "--no-strict", *known, *QUICK]) == 0
    shown = capfdbinary.readouterr()
    document = json.loads(shown.out.partition(b"{")[1] + shown.out.partition(b"{")[2])
    assert document["gate"]["baseline"]["known"] > 0
    assert leaks(text) == leaks(shown.out) == leaks(shown.err) == []


@pytest.mark.parametrize(("lang", "said"), [("en", "replaced"), ("fr", "remplacée")])
@pytest.mark.parametrize("mode", ["mask", "pseudonym", "drop-column"])
def test_what_redact_says(
    mode: str, lang: str, said: str, planted: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    cli_main.run(["redact", "in", "-o", "out", "--mode", mode, "--lang", lang, *QUICK])
    shown = capfdbinary.readouterr()
    assert said.encode() in shown.err
    assert any(files for _, _, files in os.walk(planted / "out"))
    assert leaks(shown.out) == leaks(shown.err) == []
