"""Measures leakscan: `python -m benchmarks.run --output benchmarks/results.md`.

Beside ripgrep, Kingfisher and ferret-scan where they are installed, and as its input grows. Read
the ratios: programs run in turns on the same files of the same machine, so a noisy or slow
machine moves all alike. Seconds are wall-clock time of the whole process, start-up included.

`--quick` is done in some ten minutes on two quiet cores; without it the curves go to 4 GB.
"""

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from benchmarks.growth import Growth
from benchmarks.inputs import Inputs, kept_in
from benchmarks.machine import machine_facts
from benchmarks.measure import interleaved
from benchmarks.peers import scan_command
from benchmarks.plot import drawn
from benchmarks.reported import tell
from benchmarks.throughput import Throughput

BIG_PEAK_FLOOR_MB = 300
_QUICK_LIMIT, _FULL_LIMIT = 256, 4096


def report(inputs: Inputs, growth: Growth, *, size: int, rounds: int, big: bool) -> Iterator[str]:
    """The report, section by section; `big` adds the files of gigabytes."""
    yield "# Measurements\n"
    yield from (f"- {label}: {value}" for label, value in machine_facts())
    yield f"- median of {rounds} runs in turns after one to warm up; MB is 10^6 bytes\n"
    yield from Throughput(inputs, megabytes=size, rounds=rounds).lines()
    yield from growth.lines()
    if big:
        yield from _big(inputs)


def _big(inputs: Inputs) -> Iterator[str]:
    yield f"## Memory on big input (floor {BIG_PEAK_FLOOR_MB} MB)\n"
    yield "| input | MB | seconds | peak RSS MB |"
    yield "|---|---:|---:|---:|"
    for kind, size in (("dense", 2000), ("single-line", 1000)):
        path = inputs.file(kind, size)
        told = interleaved({kind: scan_command(path)}, rounds=1, warm=False)[kind]
        path.unlink()
        yield f"| {kind} | {size} | {told.told(f'{told.seconds:.2f}')} | {told.peak_mb:.0f} |"
    yield ""


def main() -> None:
    """Parse the command line, measure, and write or print the report and its charts."""
    parser = argparse.ArgumentParser(description="Measure leakscan beside its peers.")
    parser.add_argument("--size", type=int, default=100, help="megabytes (10^6 bytes)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, help="largest file of the curves, in megabytes")
    parser.add_argument("--quick", action="store_true", help="curves to 256 MB, 3 rounds")
    parser.add_argument("--output", type=Path, help="Markdown file; default: standard output")
    parser.add_argument("--data", type=Path, help="keep and reuse the generated files here")
    parser.add_argument("--big", action="store_true", help="also 2 GB dense and 1 GB in one line")
    chosen = parser.parse_args()
    limit = chosen.limit or (_QUICK_LIMIT if chosen.quick else _FULL_LIMIT)
    with kept_in(chosen.data) as folder:
        inputs = Inputs(folder)
        growth = Growth(inputs, limit=limit, rounds=1 if chosen.quick else chosen.rounds)
        found = report(inputs, growth, size=chosen.size, rounds=chosen.rounds, big=chosen.big)
        tell(chain(found, _charts(growth, chosen.output)), chosen.output)


def _charts(growth: Growth, output: Path | None) -> Iterator[str]:
    """Draw the curves beside a report that is a file, and name them in it."""
    if output is not None:
        charts = output.with_name("growth.svg")
        charts.write_text(drawn(growth.charts()), encoding="utf-8")
        yield f"![time and memory as input grows]({charts.name})"


if __name__ == "__main__":
    main()
