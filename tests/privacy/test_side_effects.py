"""A scan writes nothing but its report, starts nothing, and never calls the network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import ROOT
from tests.privacy.canaries import LETTER, leaks, plant

AUDITED = """
import json, mmap, os, sys
log = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND)
WATCHED = ("socket.", "tempfile.", "subprocess.", "os.system", "os.exec", "os.posix_spawn",
           "os.mkdir", "os.link", "os.symlink", "os.truncate", "urllib.", "http.", "ftplib.",
           "smtplib.", "webbrowser.", "sqlite3.", "mmap.")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if not flags & WRITING or str(path) == os.devnull or isinstance(path, int):
            return
    elif event == "mmap.__new__" and arguments[2] == mmap.ACCESS_READ:
        return
    elif not event.startswith(WATCHED):
        return
    told = [event, *(str(argument) for argument in arguments)]
    os.write(log, json.dumps(told).encode() + b"\\n")
sys.addaudithook(hook)
from leakscan.cli.main import main
main()
"""


def audited(*arguments: str, cwd: Path) -> list[list[str]]:
    """What the audit hook saw the program do, workers included; temporary folder watched."""
    log = cwd.parent / f"{cwd.name}.audit"
    log.touch()
    temporary = cwd.parent / f"{cwd.name}.tmp"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", AUDITED, *arguments],
        cwd=cwd,
        env={
            **os.environ,
            "AUDIT_LOG": str(log),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(temporary),
        },
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert leaks(done.stdout + done.stderr) == []
    assert list(temporary.iterdir()) == []
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    folder = tmp_path / "planted"
    folder.mkdir()
    plant(folder)
    return folder


def test_the_hook_sees_what_it_watches(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    seen = audited("demo", "new", cwd=tmp_path / "here")
    assert {event[0] for event in seen} >= {"open", "os.mkdir"}


def test_a_scan_to_stdout_writes_nothing(planted: Path) -> None:
    before = sorted(planted.rglob("*"))
    assert audited("scan", ".", "-f", "json", "--no-config", cwd=planted) == []
    assert sorted(planted.rglob("*")) == before


def test_a_report_is_all_that_is_written(planted: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "r.json"
    target.parent.mkdir()
    seen = audited("scan", ".", "-f", "json", "-o", str(target), "--no-config", cwd=planted)
    assert {event for event, *_ in seen} == {"open"}
    # The first is the trial, which is empty and removed at once.
    assert {Path(path).parent for _, path, *_ in seen} == {target.parent}
    assert [path.name for path in target.parent.iterdir()] == ["r.json"]


def test_worker_processes_write_nothing_either(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(name + (LETTER + "\n" * 30_000) * 100, encoding="utf-8")
    seen = audited("scan", ".", "-j", "2", "-f", "json", "--no-config", cwd=folder)
    # The counter of bytes read, which workers share, lies in a page of memory that the system
    # knows as an unlinked file: made once, never written by name.
    counter = [event for event in seen if "pym-" in event[1] or event[0] == "os.truncate"]
    assert [event for event in seen if event not in counter and event[0] != "mmap.__new__"] == []
    assert [event[2] for event in counter if event[0] == "os.truncate"] == ["4096"]


def test_a_remote_source_is_not_contacted(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.touch()
    done = subprocess.run(
        [sys.executable, "-c", AUDITED, "scan", "https://example.org/dump.sql"],
        cwd=tmp_path,
        env={**os.environ, "AUDIT_LOG": str(log), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert b"socket" not in log.read_bytes()
