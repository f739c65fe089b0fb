"""Measures leakscan beside ripgrep: `python -m benchmarks.run --size 100 --output FILE`.

Read the ratios: both programs run in turns on the same files of the same machine, so a noisy
or slow machine moves both. Throughput is of one process, file size over wall-clock time of
the whole process, start-up included.
"""

import argparse
import gzip
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.machine import machine_facts, ripgrep_version
from benchmarks.measure import ROOT, Measure, interleaved

NIR_REGEX = (
    r"\b[1-478][ ./_-]?[0-9]{2}[ ./_-]?(?:0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])[ ./_-]?"
    r"(?:[0-9]{2}|2[AB])[ ./_-]?[0-9]{3}[ ./_-]?[0-9]{3}[ ./_-]?[0-9]{2}\b"
)
"""A NIR with optional separators, as somebody with ripgrep at hand would search for it."""

RATIO_FLOOR = {"dense": 0.06, "sparse": 0.3}
START_UP_FLOOR_SECONDS = 0.5
PEAK_FLOOR_MB = 300
GROWTH_SIZES = (1, 4, 16, 64)
_DECOMPRESS = """
import sys, zlib
engine = zlib.decompressobj(31)
with open(sys.argv[1], "rb") as packed:
    while block := packed.read(1 << 16):
        engine.decompress(block)
"""


def scan_command(path: Path, *, jobs: int = 1) -> list[str]:
    """The scan that is measured: JSON, from the checkout."""
    program = [sys.executable, "-m", "leakscan", "scan", "--format", "json", "--no-config"]
    return [*program, "--no-progress", "--jobs", str(jobs), str(path)]


def ripgrep_command(path: Path) -> list[str]:
    """Counting lines with a NIR, one thread, bytes as they are."""
    return ["rg", "--no-config", "-c", "-j1", "-a", "-e", f"(?-u){NIR_REGEX}", str(path)]


class Report:
    """Generates the files, measures, and tells it in Markdown."""

    def __init__(self, folder: Path, *, megabytes: int, rounds: int) -> None:
        self._folder = folder
        self._megabytes = megabytes
        self._rounds = rounds

    def lines(self, *, big: bool) -> Iterator[str]:
        """The report, section by section; `big` adds the files of gigabytes."""
        yield "# Measurements\n"
        yield from (f"- {label}: {value}" for label, value in machine_facts())
        yield f"- median of {self._rounds} runs in turns after one to warm up; MB is 10^6 bytes\n"
        yield from self._throughput()
        yield from self._processors()
        yield from self._compressed()
        yield from self._start_up()
        yield from self._growth()
        if big:
            yield from self._big()

    def _throughput(self) -> Iterator[str]:
        yield f"## Throughput, one process, {self._megabytes} MB\n"
        yield "| input | leakscan MB/s | ripgrep MB/s | ratio | floor | peak RSS MB |"
        yield "|---|---:|---:|---:|---:|---:|"
        commands: dict[str, list[str]] = {}
        for kind in RATIO_FLOOR:
            path = self._file(kind, self._megabytes)
            commands[f"leakscan {kind}"] = scan_command(path)
            if ripgrep_version():
                commands[f"ripgrep {kind}"] = ripgrep_command(path)
        measures = interleaved(commands, rounds=self._rounds)
        yield from (self._throughput_row(kind, measures) for kind in RATIO_FLOOR)
        yield ""

    def _throughput_row(self, kind: str, measures: Mapping[str, Measure]) -> str:
        ours, theirs = measures[f"leakscan {kind}"], measures.get(f"ripgrep {kind}")
        speed = _told(ours, f"{self._megabytes / ours.seconds:.1f}")
        if theirs is None:
            return f"| {kind} | {speed} | – | – | {RATIO_FLOOR[kind]} | {_peak(ours)} |"
        peer = _told(theirs, f"{self._megabytes / theirs.seconds:.0f}")
        ratio = _told(theirs, _told(ours, f"{theirs.seconds / ours.seconds:.3f}"))
        return f"| {kind} | {speed} | {peer} | {ratio} | {RATIO_FLOOR[kind]} | {_peak(ours)} |"

    def _processors(self) -> Iterator[str]:
        """One file, examined by one process and by two."""
        yield "## Two processes on one file\n"
        yield "| input | one, seconds | two, seconds | gain |"
        yield "|---|---:|---:|---:|"
        for kind in RATIO_FLOOR:
            path = self._file(kind, self._megabytes)
            commands = {str(jobs): scan_command(path, jobs=jobs) for jobs in (1, 2)}
            told = interleaved(commands, rounds=self._rounds)
            one, two = told["1"], told["2"]
            gain = _told(two, f"{one.seconds / two.seconds:.2f}")
            yield f"| {kind} | {_told(one, f'{one.seconds:.2f}')} | {two.seconds:.2f} | {gain} |"
        yield ""

    def _compressed(self) -> Iterator[str]:
        """The same text plain and through gzip, beside decompression alone."""
        yield "## gzip\n"
        yield "| input | plain, seconds | gzip, seconds | decompression alone, seconds |"
        yield "|---|---:|---:|---:|"
        for kind in RATIO_FLOOR:
            path = self._file(kind, self._megabytes)
            packed = path.with_suffix(".gz")
            if not packed.exists():
                with path.open("rb") as plain, gzip.open(packed, "wb", 6) as out:
                    shutil.copyfileobj(plain, out)
            commands = {
                "plain": scan_command(path),
                "gzip": scan_command(packed),
                "alone": [sys.executable, "-c", _DECOMPRESS, str(packed)],
            }
            told = interleaved(commands, rounds=self._rounds)
            seconds = " | ".join(_told(told[name], f"{told[name].seconds:.2f}") for name in told)
            yield f"| {kind} | {seconds} |"
        yield ""

    def _start_up(self) -> Iterator[str]:
        path = self._file("one-line", 1)
        command = {"scan": scan_command(path)}
        told = interleaved(command, rounds=max(self._rounds, 7))["scan"]
        yield "## Start-up\n"
        yield (
            f"A file of one line: {_told(told, f'{told.seconds:.3f}')} s from process start "
            f"(floor {START_UP_FLOOR_SECONDS} s), peak {_peak(told)} MB.\n"
        )

    def _growth(self) -> Iterator[str]:
        """Time must grow in proportion: seconds per MB that rise with the size are a defect."""
        yield "## Growth\n"
        yield "| input | MB | seconds | peak RSS MB |"
        yield "|---|---:|---:|---:|"
        for kind in ("dense", "single-line"):
            files = {str(size): scan_command(self._file(kind, size)) for size in GROWTH_SIZES}
            for size, told in interleaved(files, rounds=1).items():
                yield _cost_row(kind, size, told)
        yield ""

    def _big(self) -> Iterator[str]:
        yield f"## Memory on big input (floor {PEAK_FLOOR_MB} MB)\n"
        yield "| input | MB | seconds | peak RSS MB |"
        yield "|---|---:|---:|---:|"
        for kind, size in (("dense", 2000), ("single-line", 1000)):
            path = self._file(kind, size)
            told = interleaved({kind: scan_command(path)}, rounds=1)[kind]
            path.unlink()
            yield _cost_row(kind, str(size), told)
        yield ""

    def _file(self, kind: str, megabytes: int) -> Path:
        """The path of a generated file; one of the same kind and size is used again."""
        path = self._folder / f"{kind}-{megabytes}.txt"
        if not path.exists():
            program = [sys.executable, "-m", "benchmarks.generate", kind, str(path)]
            subprocess.run([*program, "--size", str(megabytes)], check=True, cwd=ROOT)
        return path


def _cost_row(kind: str, megabytes: str, told: Measure) -> str:
    return f"| {kind} | {megabytes} | {_told(told, f'{told.seconds:.2f}')} | {_peak(told)} |"


def _peak(measure: Measure) -> str:
    return _told(measure, f"{measure.peak_mb:.0f}")


def _told(measure: Measure, value: str) -> str:
    """The value, unless a run failed: how fast something fails is not a measurement."""
    return "failed" if measure.failed else value


def main() -> None:
    """Parse the command line, measure, and write or print the report."""
    parser = argparse.ArgumentParser(description="Measure leakscan beside ripgrep.")
    parser.add_argument("--size", type=int, default=100, help="megabytes (10^6 bytes)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=Path, help="Markdown file; default: standard output")
    parser.add_argument("--data", type=Path, help="keep and reuse the generated files here")
    parser.add_argument("--big", action="store_true", help="also 2 GB dense and 1 GB in one line")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (chosen.data or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        report = Report(folder, megabytes=chosen.size, rounds=chosen.rounds)
        text = "\n".join(report.lines(big=chosen.big)) + "\n"
    if chosen.output:
        chosen.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
