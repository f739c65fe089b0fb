"""Standard streams that are closed, full or left by their reader are told, and by no wrong code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX streams")
FULL = Path("/dev/full")


def shell(command: str, folder: Path) -> tuple[int, str]:
    """Exit code and stderr of a command line in which ``leakscan`` is the program."""
    (folder / "a.csv").write_text("nom;nir\nTESTEUR;261512299812350\n", encoding="utf-8")
    program = f'"{sys.executable}" -m leakscan'
    done = subprocess.run(
        ["sh", "-c", command.replace("leakscan", program, 1)],
        cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "en_GB.UTF-8"},
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="a device that is full is Linux's")
@pytest.mark.parametrize(
    "arguments",
    ["scan a.csv -f json", "scan a.csv -f jsonl", "rules list", "redact a.csv -o -", "--help"],
)
def test_a_full_disk_behind_stdout_is_told(tmp_path: Path, arguments: str) -> None:
    code, told = shell(f"leakscan {arguments} > {FULL}", tmp_path)
    assert code == 2
    assert told.endswith("cannot be written (No space left on device)\n")
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    ["scan a.csv", "check a.csv", "check --exit-zero a.csv", "scan a.csv -f jsonl", "rules list",
     "scan a.csv -f json -o r.json -f html", "redact a.csv -o -", "formats", "demo new", "--help",
     "baseline key k", "config show", "completion bash", "--version"],
)  # fmt: skip
def test_a_report_for_a_closed_stdout_is_an_error(tmp_path: Path, arguments: str) -> None:
    code, told = shell(f"leakscan {arguments} >&-", tmp_path)
    assert code == 2
    # The shell that completion asks for its version may say something of the locale.
    assert (
        told.splitlines()[-1] == "leakscan: error: the output cannot be written (stdout is closed)"
    )
    assert shell(f"leakscan {arguments} >&- 2>&- <&-", tmp_path)[0] == 2


@pytest.mark.parametrize(("command", "code"), [("scan", 0), ("check", 1)])
def test_streams_that_are_not_used_change_no_verdict(
    tmp_path: Path, command: str, code: int
) -> None:
    assert shell(f"leakscan {command} a.csv 2>&-", tmp_path) == (code, "")
    assert shell(f"leakscan {command} a.csv -f html -o a.html >&- <&-", tmp_path) == (code, "")


@pytest.mark.skipif(not FULL.exists(), reason="a device that is full is Linux's")
@pytest.mark.parametrize(
    ("command", "code"),
    [("scan nowhere", 2), ("scan -v a.csv", 0), ("scan - < /dev/null", 3), ("scan --wrong", 2)],
)
def test_a_full_disk_behind_stderr_changes_no_verdict(
    tmp_path: Path, command: str, code: int
) -> None:
    assert shell(f"leakscan {command} > out 2> {FULL}", tmp_path)[0] == code


def test_a_closed_stdin_is_not_read(tmp_path: Path) -> None:
    code, told = shell("leakscan check --lang en - <&- > report.txt", tmp_path)
    assert code == 4
    assert "incomplete" in told
    assert "not read: -: read error (after byte 0)" in (tmp_path / "report.txt").read_text(
        encoding="utf-8"
    )
    assert shell("leakscan report - <&-", tmp_path)[0] == 2


def test_a_copy_that_finds_no_room_is_told_and_taken_away(tmp_path: Path) -> None:
    # A table of 60 kB, and files may have one block of 512 bytes.
    text = "nom;nir\n" + "TESTEUR;261512299812350\n" * 2_500
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    for arguments in ("redact b.csv -o c.csv", "scan b.csv -f html -o c.csv"):
        code, told = shell(f"ulimit -f 1; leakscan {arguments}", tmp_path)
        assert code == 2
        assert told == "leakscan: error: output c.csv cannot be written (File too large)\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_no_report_is_mixed_with_what_is_said_on_closed_streams(tmp_path: Path) -> None:
    assert shell("leakscan scan a.csv a.csv -v -f json -o r.json >&- 2>&- <&-", tmp_path)[0] == 0
    assert (tmp_path / "r.json").read_text(encoding="utf-8").startswith('{\n  "schema"')


@pytest.mark.parametrize("arguments", ["rules list", "formats", "--help", "--version"])
def test_a_reader_who_leaves_is_no_finding(tmp_path: Path, arguments: str) -> None:
    listing = f"(sleep 0.5; leakscan {arguments}; echo $? >&2) | true"
    assert shell(listing, tmp_path) == (0, "130\n")
