"""Calling the command line: in this process by the `leakscan` fixture, or as a program."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What a user sees of one call."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Calls the command line with these arguments."""

    def __call__(self, *arguments: object) -> Outcome: ...


def started(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    """The program, running, in English; to be used in a `with` block."""
    return subprocess.Popen(
        [sys.executable, "-m", "leakscan", *arguments],
        cwd=cwd,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def program(*arguments: str, cwd: Path, stdin: bytes = b"") -> Outcome:
    """Run the program to its end."""
    with started(*arguments, cwd=cwd) as process:
        out, err = process.communicate(stdin, timeout=120)
        return Outcome(process.returncode, out.decode(), err.decode())
