"""One program, measured: wall-clock and processor seconds, peak memory, exit code.

Must stay light: on Linux a child's peak is at least the size its parent had when it was
started, so this program loads no NumPy and generates its input in other processes.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

# `ru_maxrss` counts bytes on macOS and kibibytes elsewhere.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
ROOT = Path(__file__).parent.parent
_EXIT_CODES = {0, 200}
"""Kingfisher says with 200 that it found something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: `peak_mb` is the largest resident size of any of its processes, in 10^6 bytes.

    `cpu_seconds` is the work of all its processes.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    exit_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Several runs of one command, in short."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    failed: bool

    @classmethod
    def of(cls, runs: Sequence[Run]) -> "Measure":
        """The median times and the highest peak."""
        return cls(
            seconds=median(run.seconds for run in runs),
            cpu_seconds=median(run.cpu_seconds for run in runs),
            peak_mb=max(run.peak_mb for run in runs),
            failed=any(run.exit_code not in _EXIT_CODES for run in runs),
        )

    def told(self, value: str) -> str:
        """The value, unless a run failed: how fast something fails is not a measurement."""
        return "failed" if self.failed else value


def inherited() -> dict[str, str]:
    """The environment of what is measured: byte code is kept, as that of installed programs is."""
    return {name: value for name, value in os.environ.items() if "BYTECODE" not in name}


def run_once(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    folder: Path = ROOT,
) -> Run:
    """Run a command from the checkout, its output thrown away, and measure it.

    Args:
        command: What to run.
        environment: Its variables; those of `inherited` by default.
        folder: Where it runs, and so which package ``python -m leakscan`` is.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env=inherited() if environment is None else environment,
    ) as process:  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    peak_mb = usage.ru_maxrss * _RSS_UNIT / 1e6
    return Run(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_mb=peak_mb,
        exit_code=process.returncode,
    )


def in_turns(
    commands: Mapping[str, Sequence[str]],
    environment: Mapping[str, str] | None = None,
    *,
    rounds: int,
    warm: bool = True,
    folder: Path = ROOT,
) -> dict[str, list[Run]]:
    """Run the commands in turns, so that a slow minute of the machine hits all alike.

    A first turn, not counted, warms the page cache and compiles what is compiled once; without
    `warm` there is none. `environment` and `folder` are those of `run_once`.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(rounds + warm):
        for name, command in commands.items():
            run = run_once(command, environment, folder=folder)
            if turn or not warm:
                runs[name].append(run)
    return runs


def interleaved(
    commands: Mapping[str, Sequence[str]], *, rounds: int, warm: bool = True
) -> dict[str, Measure]:
    """The runs of `in_turns`, in short."""
    runs = in_turns(commands, rounds=rounds, warm=warm)
    return {name: Measure.of(taken) for name, taken in runs.items()}


def measured_apart(command: Sequence[str]) -> Run:
    """What `run_once` tells, by a program that is light whatever the caller is."""
    program = [sys.executable, "-m", "benchmarks.measure", *command]
    told = subprocess.run(program, cwd=ROOT, check=True, stdout=subprocess.PIPE, env=inherited())
    return Run(**json.loads(told.stdout))


def require_success(runs: Mapping[str, Sequence[Run]]) -> None:
    """End the program where a run failed: how fast something fails is not a measurement.

    Raises:
        SystemExit: With the name of what failed.
    """
    for name, taken in runs.items():
        if any(run.exit_code for run in taken):
            raise SystemExit(f"{name}: failed")


if __name__ == "__main__":
    print(json.dumps(asdict(run_once(sys.argv[1:]))))
