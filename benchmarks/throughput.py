"""How fast a scan is: beside its peers, with several processes, through gzip, from the start."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.decompression import decompression_command
from benchmarks.inputs import Inputs
from benchmarks.measure import Measure, interleaved
from benchmarks.peers import (
    LOOSE_RULES,
    STRICT_RULES,
    ferret_command,
    kingfisher_command,
    ripgrep_command,
    scan_command,
    version_of,
)

RATIO_FLOOR = {"dense": 0.12, "sparse": 0.4}
"""Of the speed of ripgrep with one pattern."""
KINGFISHER_FLOOR = 10
TWO_PROCESSES_FLOOR = 1.8
GZIP_FLOOR = 0.15
START_UP_FLOOR_SECONDS = 0.4
_LARGE = 4
"""Times the size: where start-up and the end weigh little."""
_LOOSE_MEGABYTES, _FERRET_MEGABYTES = {"dense": 10, "sparse": 20}, 1
"""They take minutes on more; Kingfisher with strict rules takes gigabytes."""
_FORMS = ("dense", "sparse", "ndjson", "sql")


class Throughput:
    """The sections about files of one size."""

    def __init__(self, inputs: Inputs, *, megabytes: int, rounds: int) -> None:
        self._inputs = inputs
        self._megabytes = megabytes
        self._rounds = rounds

    def lines(self) -> Iterator[str]:
        """All of them."""
        yield from self._beside_ripgrep()
        yield from self._beside_scanners()
        yield from self._processes()
        yield from self._compressed()
        yield from self._start_up()

    def _beside_ripgrep(self) -> Iterator[str]:
        """MB/s of one process, start-up included."""
        yield "## Throughput, one process\n"
        yield (
            "| input | MB | leakscan MB/s | MB/s without start-up | ripgrep MB/s | ratio | floor | "
            "peak RSS MB |"
        )
        yield "|---|---:|---:|---:|---:|---:|---:|---:|"
        for megabytes in (self._megabytes, _LARGE * self._megabytes):
            commands = {"start": scan_command(self._inputs.file("one-line", 1))}
            for kind in RATIO_FLOOR:
                path = self._inputs.file(kind, megabytes)
                commands[f"leakscan {kind}"] = scan_command(path)
                if version_of("rg"):
                    commands[f"ripgrep {kind}"] = ripgrep_command(path)
            told = interleaved(commands, rounds=self._rounds)
            yield from (_ratio_row(kind, megabytes, told) for kind in RATIO_FLOOR)
        yield ""

    def _beside_scanners(self) -> Iterator[str]:
        """Processor time and memory beside scanners of the kind; each with files it can take."""
        yield "## Beside other scanners, one process\n"
        yield (
            "| input | program | seconds | processor seconds | peak RSS MB | leakscan: "
            "times as fast | part of the memory |"
        )
        yield "|---|---|---:|---:|---:|---:|---:|"
        for program, command, sizes in self._peers():
            for kind, megabytes in sizes.items() if version_of(program.split(",")[0]) else ():
                path = self._inputs.file(kind, megabytes)
                both = {"leakscan": scan_command(path), program: command(path)}
                told = interleaved(both, rounds=1, warm=False)
                yield from _peer_rows(f"{kind}, {megabytes} MB", program, told)
        yield (
            "\nStrict rules ask for a month and for word boundaries, loose ones for digits alone: "
            "Kingfisher's time is that of its matches.\n"
        )
        yield (
            f"Floor: {KINGFISHER_FLOOR} times Kingfisher with loose rules, a tenth of its memory "
            "on dense: it keeps what it finds, so its memory grows with the file.\n"
        )

    def _peers(self) -> Iterator[tuple[str, Callable[[Path], list[str]], Mapping[str, int]]]:
        """Name, command and sizes of input of each."""
        full = dict.fromkeys(RATIO_FLOOR, self._megabytes)
        yield "kingfisher, loose", partial(kingfisher_command, rules=LOOSE_RULES), _LOOSE_MEGABYTES
        yield "kingfisher, strict", partial(kingfisher_command, rules=STRICT_RULES), full
        yield "ferret-scan", ferret_command, dict.fromkeys(RATIO_FLOOR, _FERRET_MEGABYTES)

    def _processes(self) -> Iterator[str]:
        """One file, examined by one process and by two, beside what the machine gains at most."""
        yield "## Two processes on one file\n"
        yield (
            "| input | MB | one, seconds | two, seconds | gain | two scans at once: gain | "
            "work of two / of one |"
        )
        yield "|---|---:|---:|---:|---:|---:|---:|"
        for kind in _FORMS:
            yield self._gain_row(kind, self._megabytes)
        for kind in RATIO_FLOOR:
            yield self._gain_row(kind, _LARGE * self._megabytes)
        yield f"\nFloor: {TWO_PROCESSES_FLOOR}.\n"

    def _gain_row(self, kind: str, megabytes: int) -> str:
        path = self._inputs.file(kind, megabytes)
        commands = {str(jobs): scan_command(path, jobs=jobs) for jobs in (1, 2)}
        commands["at once"] = at_once(commands["1"])
        large = megabytes > self._megabytes
        told = interleaved(commands, rounds=1 if large else self._rounds, warm=not large)
        one, two, both = told.values()
        gain = two.told(f"{one.seconds / two.seconds:.2f}")
        work = f"{two.cpu_seconds / one.cpu_seconds:.2f}"
        limit = both.told(f"{2 * one.seconds / both.seconds:.2f}")
        return _row(
            *(kind, megabytes, f"{one.seconds:.2f}", f"{two.seconds:.2f}", gain, limit, work)
        )

    def _compressed(self) -> Iterator[str]:
        """The same text plain and through gzip, beside decompression alone."""
        yield "## gzip\n"
        yield "| input | plain, seconds | gzip, seconds | decompression alone, seconds | more |"
        yield "|---|---:|---:|---:|---:|"
        for kind in RATIO_FLOOR:
            packed = self._inputs.packed(kind, self._megabytes)
            commands = {
                "plain": scan_command(self._inputs.file(kind, self._megabytes)),
                "gzip": scan_command(packed),
                "alone": decompression_command("gzip", packed),
            }
            told = interleaved(commands, rounds=self._rounds)
            slower = max(told["plain"].seconds, told["alone"].seconds)
            more = told["gzip"].told(f"{told['gzip'].seconds / slower - 1:.0%}")
            yield _row(kind, *(each.told(f"{each.seconds:.2f}") for each in told.values()), more)
        yield f"\nFloor: {GZIP_FLOOR:.0%} more than the slower of both.\n"

    def _start_up(self) -> Iterator[str]:
        commands = {
            "scan": scan_command(self._inputs.file("one-line", 1)),
            "version": [sys.executable, "-m", "leakscan", "--version"],
        }
        told = interleaved(commands, rounds=max(self._rounds, 7))
        scan = told["scan"]
        yield "## Start-up\n"
        yield (
            f"A file of one line: {scan.told(f'{scan.seconds:.3f}')} s from process start "
            f"(floor {START_UP_FLOOR_SECONDS} s), peak {scan.peak_mb:.0f} MB; "
            f"`leakscan --version`: {told['version'].seconds:.3f} s (floor 0.25 s).\n"
        )


def at_once(command: Sequence[str]) -> list[str]:
    """The same program twice, side by side: what cores and memory allow."""
    return ["sh", "-c", '"$@" & "$@" && wait $!', "sh", *command]


def _ratio_row(kind: str, megabytes: int, told: Mapping[str, Measure]) -> str:
    ours, theirs = told[f"leakscan {kind}"], told.get(f"ripgrep {kind}")
    speed = ours.told(f"{megabytes / ours.seconds:.1f}")
    bare = ours.told(f"{megabytes / (ours.seconds - told['start'].seconds):.1f}")
    peer, ratio = "–", "–"
    if theirs is not None:
        peer = theirs.told(f"{megabytes / theirs.seconds:.0f}")
        ratio = theirs.told(ours.told(f"{theirs.seconds / ours.seconds:.3f}"))
    peak = f"{ours.peak_mb:.0f}"
    return _row(kind, megabytes, speed, bare, peer, ratio, RATIO_FLOOR[kind], peak)


def _peer_rows(label: str, program: str, told: Mapping[str, Measure]) -> Iterator[str]:
    ours, theirs = told["leakscan"], told[program]
    for name, each in told.items():
        cells = [label, name, each.told(f"{each.seconds:.2f}"), f"{each.cpu_seconds:.2f}"]
        cells.append(f"{each.peak_mb:.0f}")
        if each is theirs:
            cells.append(theirs.told(ours.told(f"{theirs.seconds / ours.seconds:.1f}")))
            cells.append(f"{ours.peak_mb / theirs.peak_mb:.2f}")
        yield _row(*cells, *[""] * (7 - len(cells)))


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
