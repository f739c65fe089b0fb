"""Ctrl-C while the program is still being loaded: no traceback, and the code of the contract."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.start import INTERRUPTED
from tests.cli.calling import ROOT, started

_PROGRAM = "from leakscan.cli.start import program\nprogram()"


@contextmanager
def heard(ending: signal.Signals) -> Iterator[None]:
    """Processes started meanwhile do not ignore a signal because the tests do.

    Under `nohup`, or in the background of a script, these are told to.
    """
    was = signal.getsignal(ending)
    if was is signal.SIG_IGN:
        signal.signal(ending, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(ending, was)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    "imported",
    ["leakscan.frozen", "click.globals", "leakscan.cli.option_groups", "numpy.exceptions"],
)
def test_an_interrupt_among_the_imports_is_quiet(imported: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("rien\n" * 9, encoding="utf-8")
    with heard(signal.SIGINT), subprocess.Popen(
        [sys.executable, "-X", "importtime", "-c", _PROGRAM, "scan", "a.txt"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        assert any(line.split()[-1] == imported for line in process.stderr)
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=60)
    said = [line for line in told.splitlines() if line and not line.startswith("import time")]
    assert process.returncode == 130
    assert out == ""
    assert said in ([], ["leakscan: interrupted"])


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_half_a_copy_is_taken_away(ending: signal.Signals, tmp_path: Path) -> None:
    with heard(ending), started("redact", "-", "-o", "copy.csv", cwd=tmp_path) as process:
        assert process.stdin is not None
        process.stdin.write(b"nom;nir\n" + b"TESTEUR;261512299812350\n" * 200_000)
        process.stdin.flush()
        until = monotonic() + 60
        while not (tmp_path / "copy.csv").exists() and monotonic() < until:
            sleep(0.01)
        process.send_signal(ending)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.decode().strip() == "leakscan: interrupted"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_what_is_to_be_ignored_stays_ignored(tmp_path: Path) -> None:
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    with subprocess.Popen(
        [sys.executable, "-c", ignoring + _PROGRAM, "scan", "-", "--lang", "en"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        # More than a pipe holds: it has begun to be read when all is written.
        process.stdin.write(b"rien\n" * 200_000)
        process.stdin.flush()
        process.send_signal(signal.SIGHUP)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"No personal data detected" in out or b"NO PERSONAL DATA DETECTED" in out


def test_the_code_is_that_of_the_contract() -> None:
    assert ExitCode.INTERRUPTED == INTERRUPTED
