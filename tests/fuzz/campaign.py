"""Scans damaged files by the thousand and says what must not happen: crash, hang, silence.

The work is done in a process of its own, which tells before each case what comes: when it dies or
says nothing for too long, that case is to blame, and another process goes on after it.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from leakscan.detectors.rules import load_rules
from leakscan.model.result import FileResult
from leakscan.scanner import Scanner, ScanOptions
from leakscan.sources import memory_source
from tests.fuzz.mutations import Case, mutated
from tests.readers.golden import folders, source_of

HANG_SECONDS = 60.0
SLOW_SECONDS = 10.0
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Trouble:
    """A case that must not be: its number, how it was made, and what happened."""

    number: int
    made: str
    what: str


def samples() -> list[tuple[str, str, bytes]]:
    """Golden files of every format, locked ones included: label, file name, content."""
    found = []
    for folder in folders():
        source = source_of(folder)
        data = source.read_bytes()
        if 0 < len(data) <= _LARGEST:
            found.append((f"{folder.parent.name}/{folder.name}", source.name, data))
    return found


def silent(results: list[FileResult], size: int) -> bool:
    """Whether nothing was read and nothing told of a file that is not empty."""
    coverages = [result.coverage for result in results]
    read = sum(coverage.bytes_examined + coverage.members for coverage in coverages)
    return size > 0 and not read and not any(coverage.gaps for coverage in coverages)


def judged(scanner: Scanner, case: Case) -> str:
    """What is wrong with how a case is scanned; empty when nothing is."""
    began = time.process_time()
    try:
        results = list(scanner.results(memory_source(case.data, case.name), case.name))
    except Exception as error:  # noqa: BLE001 - that none comes is what is tested
        return f"raised {type(error).__name__}"
    for result in results:
        for gap in result.coverage.gaps:
            if "internal error" in gap.where:
                return gap.where
    if time.process_time() - began > SLOW_SECONDS:
        return f"took more than {SLOW_SECONDS:.0f} s"
    return "silent" if silent(results, len(case.data)) else ""


def campaign(
    numbers: range, case_of: Callable[[int], Case], *, tell: Callable[[int], None] = lambda _: None
) -> Iterator[Trouble]:
    """Scan the cases of these numbers; what goes wrong, as it does."""
    scanner = Scanner(load_rules(), ScanOptions(engine="portable"))
    number = numbers.start
    while number < numbers.stop:
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        rest = range(number, numbers.stop)
        worker = context.Process(target=_work, args=(theirs, scanner, rest, case_of))
        worker.start()
        theirs.close()
        try:
            for heard, what in _heard(ours, number):
                number = heard
                tell(number)
                if what:
                    yield Trouble(number, case_of(number).made, what)
        finally:
            worker.kill()
            worker.join()
        number += 1


def _work(
    pipe: Connection, scanner: Scanner, numbers: range, case_of: Callable[[int], Case]
) -> None:
    for number in numbers:
        pipe.send((number, None))
        pipe.send((number, judged(scanner, case_of(number))))


def _heard(pipe: Connection, number: int) -> Iterator[tuple[int, str]]:
    """What the worker says of each case, and at last why it says no more."""
    busy = False
    while True:
        try:
            if not pipe.poll(HANG_SECONDS):
                yield number, f"said nothing for {HANG_SECONDS:.0f} s"
                return
            number, what = pipe.recv()
        except EOFError:
            break
        busy = what is None
        if not busy:
            yield number, what
    if busy:
        yield number, "ended the process"


def drawn(seed: int) -> Callable[[int], Case]:
    """Cases by number, of all samples in turn."""
    known = samples()
    return lambda number: mutated(known, number, seed)


def cuts() -> list[Case]:
    """Every small sample, cut at every byte."""
    return [
        Case(data[:size], name, f"{label}: cut at byte {size}")
        for label, name, data in samples()
        if len(data) <= 1500
        for size in range(1, len(data))
    ]
