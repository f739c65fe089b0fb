"""The process of the command ends at once, and loses nothing by it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import ROOT

_PROGRAM = """
import atexit, sys, threading, time
from leakscan.cli.lifetime import end_at_once

def work():
    time.sleep(0.2)
    print("thread ended")
def main():
    atexit.register(print, "handler called")
    threading.Thread(target=work).start()
    sys.stdout.write("x" * 100_000 + "\\n")
    {end}
atexit.register(print, "left to the interpreter")
{before}
end_at_once(main)
"""

_COUNTING = """
import atexit, gc, sys
from leakscan.cli.lifetime import end_at_once
from leakscan.cli.main import main

def looks():
    return sum(each["collections"] for each in gc.get_stats())
def counted():
    before = looks()
    atexit.register(lambda: print(looks() - before, file=sys.stderr))
    main()
end_at_once(counted)
"""


def _program(end: str, before: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(end=end, before=before)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_threads_handlers_and_what_was_written_come_to_their_end() -> None:
    done = _program("sys.exit(4)")
    assert done.returncode == 4
    assert done.stdout.split("\n") == ["x" * 100_000, "thread ended", "handler called", ""]


@pytest.mark.parametrize(
    ("end", "before", "code"),
    [
        ("raise RuntimeError", "", 1),
        ("sys.exit(3)", "sys.settrace(lambda *_: None)", 3),
    ],
)
def test_an_end_that_is_another_is_left_to_the_interpreter(
    end: str, before: str, code: int
) -> None:
    done = _program(end, before)
    assert done.returncode == code
    assert done.stdout.endswith("handler called\nleft to the interpreter\n")


def test_the_command_ends_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nothing\n", encoding="utf-8")
    told = "import atexit, sys; atexit.register(print, 'reached', file=sys.stderr)\n"
    program = "sys.argv[0] = 'leakscan'\nfrom leakscan.cli.main import program\nprogram()"
    done = subprocess.run(
        [sys.executable, "-c", told + program, "scan", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "reached" not in done.stderr
    assert done.stdout


def test_a_scan_seldom_looks_for_garbage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Patient séropositif, VIH.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _COUNTING, "scan", "a.txt", "-o", "result.json", "-f", "json"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(done.stderr.splitlines()[-1]) < 20
