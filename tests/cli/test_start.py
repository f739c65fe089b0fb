"""Ctrl-C while the program is still being loaded: no traceback, and the code of the contract."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.start import INTERRUPTED
from tests.cli.calling import ROOT

_PROGRAM = "from leakscan.cli.start import program\nprogram()"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    "imported",
    ["leakscan.frozen", "click.globals", "leakscan.cli.option_groups", "numpy.exceptions"],
)
def test_an_interrupt_among_the_imports_is_quiet(imported: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("rien\n" * 9, encoding="utf-8")
    with subprocess.Popen(
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


def test_the_code_is_that_of_the_contract() -> None:
    assert ExitCode.INTERRUPTED == INTERRUPTED
