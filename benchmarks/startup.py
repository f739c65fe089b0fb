"""Measures how long leakscan takes to start: `python -m benchmarks.startup --output FILE`.

Commands run in turns, so that a slow minute of the machine hits all alike; beside each stands
what Python alone and NumPy's import take there. Processor time hardly depends on what else
runs, wall-clock time does: the least is nearest to a quiet machine's.

Times of imports are those of ``-X importtime``, the least of several runs of each module.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.inputs import kept_in
from benchmarks.machine import short_facts
from benchmarks.measure import ROOT, in_turns, inherited, require_success
from benchmarks.reported import tell

VERSION_PROMISE_SECONDS = 0.25
LINE_PROMISE_SECONDS = 0.4
_PROSE = "Patient Paul DURAND, NIR 185557511600183, VIH positif sous Truvada.\n"
_TABLE = "NIR;NOM;PRENOM;TEL\n185557511600183;DURAND;PAUL;06 39 98 12 34\n"
_IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
_SLOWEST = 20


def commands(folder: Path) -> dict[str, tuple[Sequence[str], float | None]]:
    """What is run, by what it is called in the table, and how many seconds it may take."""
    prose, table = folder / "one.txt", folder / "one.csv"
    prose.write_text(_PROSE, encoding="utf-8")
    table.write_text(_TABLE, encoding="utf-8")
    leakscan = [sys.executable, "-m", "leakscan"]
    scan = [*leakscan, "scan", "--no-config"]
    read = ["--no-builtin-rules", "--rules", str(ROOT / "rules")]
    return {
        "Python alone": ([sys.executable, "-c", "pass"], None),
        "Python, NumPy imported": ([sys.executable, "-c", "import numpy"], None),
        "`leakscan --version`": ([*leakscan, "--version"], VERSION_PROMISE_SECONDS),
        "`leakscan --help`": ([*leakscan, "--help"], VERSION_PROMISE_SECONDS),
        "a line of prose, JSON": ([*scan, "-f", "json", str(prose)], LINE_PROMISE_SECONDS),
        "a line of a table, JSON": ([*scan, "-f", "json", str(table)], LINE_PROMISE_SECONDS),
        "a line of prose, terminal": ([*scan, str(prose)], LINE_PROMISE_SECONDS),
        "the same, rules read from YAML": ([*scan, *read, str(prose)], None),
    }


def report(folder: Path, *, rounds: int) -> Iterator[str]:
    """The lines of the report."""
    yield "# Start-up\n"
    yield from (f"- {label}: {value}" for label, value in short_facts())
    yield f"- {rounds} runs of each command in turns, after one to warm up"
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = "; busy with other things: read the processor times" if load > cores else ""
    yield f"- load when it began {load:.1f}{busy}\n"
    chosen = commands(folder)
    yield "## From process start, byte code kept\n"
    yield from _table(chosen, ROOT, {}, rounds)
    yield "\n## No byte code: neither found nor written, as in a fresh checkout\n"
    bare = _without_bytecode(folder)
    yield from _table(chosen, bare, {"PYTHONDONTWRITEBYTECODE": "1"}, rounds)
    yield "\n## Imports of a scan of a line\n"
    yield from _imports(chosen["a line of prose, JSON"][0], rounds)


def _table(
    chosen: Mapping[str, tuple[Sequence[str], float | None]],
    package_in: Path,
    variables: Mapping[str, str],
    rounds: int,
) -> Iterator[str]:
    environment = {**inherited(), "PYTHONPATH": str(package_in), **variables}
    programs = {name: command for name, (command, _) in chosen.items()}
    runs = in_turns(programs, environment, rounds=rounds, folder=package_in)
    require_success(runs)
    yield "| command | least, s | median, s | least processor time, s | promised, s |"
    yield "|---|---:|---:|---:|---:|"
    for name, (_, promised) in chosen.items():
        wall = [run.seconds for run in runs[name]]
        cpu = min(run.cpu_seconds for run in runs[name])
        limit = f"{promised:.2f}" if promised else ""
        yield f"| {name} | {min(wall):.3f} | {median(wall):.3f} | {cpu:.3f} | {limit} |"


def _without_bytecode(folder: Path) -> Path:
    """A copy of package and rules as a checkout has them: nothing compiled but the kernels."""
    copy = folder / "bare"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("leakscan", "rules"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    return copy


def _imports(command: Sequence[str], rounds: int) -> Iterator[str]:
    least: dict[str, int] = {}
    python, *rest = command
    for _ in range(rounds):
        done = subprocess.run(
            [python, "-X", "importtime", *rest],
            cwd=ROOT, check=True, env=inherited(), text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        for microseconds, module in _IMPORTED.findall(done.stderr):
            least[module] = min(int(microseconds), least.get(module, sys.maxsize))
    packages: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for module, microseconds in least.items():
        package = ".".join(module.split(".")[: 2 if module.startswith("leakscan.") else 1])
        packages[package] += microseconds
        sizes[package] += 1
    total = sum(least.values()) / 1000
    yield f"{len(least)} modules, {total:.0f} ms as measured by Python itself.\n"
    yield "| package | modules | ms | | slowest modules by themselves | ms |"
    yield "|---|---:|---:|---|---|---:|"
    slowest = sorted(least, key=lambda module: -least[module])[:_SLOWEST]
    for (package, microseconds), module in zip(
        packages.most_common(_SLOWEST), slowest, strict=False
    ):
        own = f"{module} | {least[module] / 1000:.1f}"
        yield f"| {package} | {sizes[package]} | {microseconds / 1000:.1f} | | {own} |"


def main() -> None:
    """Measure, and write the report to a file or standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    with kept_in(None) as folder:
        tell(report(folder, rounds=arguments.rounds), arguments.output)


if __name__ == "__main__":
    main()
