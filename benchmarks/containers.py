"""Measures what containers cost: ``python -m benchmarks.containers --output FILE``.

Three promises: gzip and zip cost what decompression alone costs and the scan of the plain file,
and no fifth more; a member of 2 GB inside a zip inside a tar.gz takes less than 300 MB; and what
is made to exhaust a scan ends soon, takes less than 500 MB, and is told.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.decompression import decompression_command
from benchmarks.inputs import Inputs, kept_in
from benchmarks.machine import short_facts
from benchmarks.measure import ROOT, Run, in_turns, require_success, run_once
from benchmarks.reported import tell

MEMBER_PEAK_MB, BOMB_PEAK_MB, SHARE_CEILING = 300, 500, 1.2
_FORMS = ("dense", "sparse")


def _scan(path: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "leakscan", "scan", "--no-config", "-q", *options, str(path)]


def throughput(inputs: Inputs, *, megabytes: int, rounds: int) -> Iterator[str]:
    """Compressed files beside what they are made of, in turns."""
    yield f"## Throughput: {megabytes} MB, one process\n"
    yield "Least processor seconds; the share may be 1.2.\n"
    yield "| material | in | decompression alone | scan of the plain file | scan | share |"
    yield "|---|---|---:|---:|---:|---:|"
    for form in _FORMS:
        plain = inputs.file(form, megabytes)
        packed = {
            "gzip": inputs.packed(form, megabytes),
            "zip": inputs.zipped(form, megabytes),
        }
        commands: dict[str, Sequence[str]] = {"plain": _scan(plain, "-j", "1")}
        for kind, path in packed.items():
            commands[f"{kind} alone"] = decompression_command(kind, path)
            commands[kind] = _scan(path, "-j", "1")
        runs = in_turns(commands, rounds=rounds)
        require_success(runs)
        least = {name: min(run.cpu_seconds for run in taken) for name, taken in runs.items()}
        for kind in packed:
            alone, whole = least[f"{kind} alone"], least[kind]
            share = whole / (alone + least["plain"])
            seconds = f"{alone:.2f} | {least['plain']:.2f} | {whole:.2f}"
            yield f"| {form} | {kind} | {seconds} | {share:.2f} |"


def deep_member(inputs: Inputs, folder: Path, *, megabytes: int) -> Iterator[str]:
    """A member of that size in a zip in a tar.gz, to its end."""
    path = folder / f"outer-{megabytes}.tar.gz"
    if not path.exists():
        _write_deep(path, inputs.file("sparse", 100), megabytes)
    yield f"\n## A member of {megabytes} MB in a zip in a tar.gz\n"
    yield "| processes | s | processor s | peak of one process, MB (may be 300) | read whole |"
    yield "|---:|---:|---:|---:|---|"
    for jobs in (1, 2):
        run, document = _told(path, folder, "-j", str(jobs))
        [file] = document["files"]
        whole = file["coverage"]["bytes_examined"] == megabytes * 10**6
        yield (
            f"| {jobs} | {run.seconds:.0f} | {run.cpu_seconds:.0f} | {run.peak_mb:.0f} | "
            f"{'yes' if whole and not file['coverage']['gaps'] else 'no'} |"
        )


def _write_deep(path: Path, text: Path, megabytes: int) -> None:
    """A text again and again until it is long enough."""
    inner = path.with_suffix(".inner.zip")
    with text.open("rb") as source:
        # Not the whole: what this process takes is taken for its children's peak.
        block = source.read(10**6)
    with (
        zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("export.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(megabytes):
            member.write(block)
    with tarfile.open(path, "w:gz", compresslevel=1) as outer:
        outer.add(inner, "inner.zip")
    inner.unlink()


def bombs(folder: Path) -> Iterator[str]:
    """Each of ``tests.synth.bombs``, as large as in the wild."""
    made = folder / "bombs"
    if not made.exists():
        command = [sys.executable, "-m", "tests.synth.bombs", str(made)]
        subprocess.run(command, check=True, cwd=ROOT)
    yield "\n## Bombs, with the limits that hold when nothing is said\n"
    yield "| file | MB | s | processor s | peak of one process, MB (may be 500) | told |"
    yield "|---|---:|---:|---:|---:|---|"
    for path in sorted(made.iterdir()):
        run, document = _told(path, folder)
        gaps = Counter(
            gap["reason"] for file in document["files"] for gap in file["coverage"]["gaps"]
        )
        told = ", ".join(f"{reason} {count}" for reason, count in sorted(gaps.items()))
        yield (
            f"| {path.name} | {path.stat().st_size / 1e6:.2f} | {run.seconds:.1f} | "
            f"{run.cpu_seconds:.1f} | {run.peak_mb:.0f} | {told or 'read whole'} |"
        )


def _told(path: Path, folder: Path, *options: str) -> tuple[Run, dict]:  # type: ignore[type-arg]
    """A scan and what it reports."""
    result = folder / "result.json"
    options = (*options, "-f", "json", "-o", str(result), "--force")
    run = run_once(_scan(path, *options))
    # 3: nothing could be examined.
    if run.exit_code not in {0, 3}:
        raise SystemExit(f"{path.name}: failed")
    document: dict = json.loads(result.read_text(encoding="utf-8"))  # type: ignore[type-arg]
    return run, document


def report(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """The lines of the report."""
    inputs = Inputs(folder)
    yield "# Containers\n"
    yield from (f"- {label}: {value}" for label, value in short_facts())
    load = os.getloadavg()[0]
    yield f"- inflated by {_inflater()}; load when it began {load:.1f}: read the processor times\n"
    yield from throughput(inputs, megabytes=arguments.size, rounds=arguments.rounds)
    yield from deep_member(inputs, folder, megabytes=arguments.member)
    yield from bombs(folder)


def _inflater() -> str:
    from leakscan.readers.decompressors import deflate_library

    library = deflate_library()
    return "zlib" if library is zlib else "ISA-L"


def main() -> None:
    """Measure, and write the report to a file or standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100, help="of the plain files, in megabytes")
    parser.add_argument("--member", type=int, default=2000, help="of the deep member")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path, help="keep and reuse the generated files here")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    with kept_in(arguments.data) as folder:
        tell(report(folder, arguments), arguments.output)


if __name__ == "__main__":
    main()
