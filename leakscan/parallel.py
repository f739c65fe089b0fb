"""Scanning many sources: in this process or by a pool of workers, with the same result.

Results are merged by `FileState.merge`, which does not care for their order. An interrupt stops
the scan at the next chunk; what was finished, or half finished, is still reported.
"""

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from leakscan.copies import Copies
from leakscan.detectors.rules import RuleSet
from leakscan.evidence.keyed import new_key
from leakscan.model.coverage import GapReason
from leakscan.model.result import FileResult
from leakscan.model.state import FileState
from leakscan.paths import printable_paths
from leakscan.recall import Once
from leakscan.scanner import Scanner, ScanOptions, Task, chosen_engine, unscanned
from leakscan.sources import Source
from leakscan.teams import LARGE_BYTES, weight

if TYPE_CHECKING:
    from leakscan.pool import WorkerPool

_MIN_PARALLEL_BYTES = 8 * 1024 * 1024
"""Below this, starting worker processes costs more than they save."""
_TICK_SECONDS = 0.1


class ScanRun:
    """One scan of many sources; iterate to get a result for each, as they finish.

    Attributes:
        total_bytes: Stored bytes to read, None when that is not known.
        engine: The lexical engine in use, ``hyperscan`` or ``portable``.
        jobs: Worker processes in use.
        total: The merge of all results so far.
        interrupted: The user stopped the scan.
        on_progress: Called now and then with the stored bytes read so far.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        rules: RuleSet,
        options: ScanOptions,
        *,
        on_progress: Callable[[int], None] | None = None,
    ) -> None:
        """Workers start here, before the caller may start threads."""
        found = list(sources)
        sizes = [0 if source.gap else source.size for source in found]
        self.total_bytes = None if None in sizes else sum(size or 0 for size in sizes)
        self.total = FileState()
        self.interrupted = False
        self._rules = rules
        # One key for all workers, else the same person would count once per worker.
        key = options.key or new_key()
        self._options = replace(options, key=key, alone=len(found) == 1)
        self.on_progress = on_progress or (lambda _bytes: None)
        self._scanner = Scanner(rules, self._options, engine=self._choose_engine())
        # Tens of thousands of rules and words live as long as the process: no collection need
        # look at them again, and forked workers keep sharing their memory.
        gc.freeze()
        self.engine = self._scanner.detector.engine_name
        paths = printable_paths(
            [source.name for source in found], self._scanner.detector, self._scanner.tags
        )
        tasks = [Task(source, path) for source, path in zip(found, paths, strict=True)]
        self._once = Once()
        self._copies = Copies([] if options.by_path else tasks, key)
        if self._copies.bytes:
            tasks = self._copies.tasks
            self.total_bytes = self.total_bytes and self.total_bytes - self._copies.bytes
        tasks.sort(key=lambda task: -weight(task.source))
        self._tasks = tasks
        self.jobs = self._choose_jobs(tasks)
        self._pool = self._start_pool() if self.jobs > 1 else None

    def _choose_engine(self) -> str:
        return chosen_engine(self._options, [self.total_bytes])

    def _choose_jobs(self, tasks: list[Task]) -> int:
        wanted = self._options.jobs or _usable_cpus()
        weights = [weight(task.source) for task in tasks]
        if self.total_bytes is None or sum(weights) < _MIN_PARALLEL_BYTES:
            return 1
        return wanted if max(weights) >= LARGE_BYTES else max(1, min(wanted, len(tasks)))

    def __iter__(self) -> Iterator[FileResult]:
        with _interrupts(self):
            for found in self._pooled(self._pool) if self._pool else self._sequential():
                for result in self._copies.spread(found):
                    result.repeated = not self._once.counts(result)
                    if not result.repeated:
                        self.total.merge(result.state)
                    yield result

    def _start_pool(self) -> "WorkerPool":
        # Imported here because a scan of little needs none of multiprocessing's modules.
        from leakscan.pool import WorkerPool, WorkerSetup

        setup = WorkerSetup(self._rules, self._options, self.engine, self._scanner)
        return WorkerPool(setup, self.jobs, self._tasks)

    def _pooled(self, pool: "WorkerPool") -> Iterator[FileResult]:
        return pool.results(lambda: self.interrupted, self._tell)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.close()

    def _tell(self, read: int) -> None:
        self.on_progress(read)

    def _sequential(self) -> Iterator[FileResult]:
        read = 0
        told = 0.0

        def on_read(size: int) -> None:
            nonlocal read, told
            read += size
            if time.monotonic() - told >= _TICK_SECONDS:
                told = time.monotonic()
                self.on_progress(read)

        for source, path in self._tasks:
            if self.interrupted:
                yield unscanned(source, path, GapReason.INTERRUPTED)
            else:
                yield from self._scanner.results(
                    source, path, on_read=on_read, stopped=lambda: self.interrupted
                )


def _usable_cpus() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _interrupts(run: ScanRun) -> Iterator[None]:
    """Ctrl-C asks the run to stop and report; a second one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(_signal: int, _frame: object) -> None:
        if run.interrupted:
            raise KeyboardInterrupt
        run.interrupted = True

    previous = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
