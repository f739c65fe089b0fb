"""Scanning many sources: in this process, or by a pool of workers, with the same result.

Largest sources first, small ones in batches, a bounded number in flight. Results are merged by
`FileState.merge`, which does not care for their order. An interrupt stops every worker at its
next chunk; what was finished, or half finished, is still reported.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.context import BaseContext
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from typing import Self

from leakscan.detectors.rules import RuleSet
from leakscan.evidence.keyed import new_key
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.result import FileResult
from leakscan.model.state import FileState
from leakscan.paths import printable_paths
from leakscan.scan import SMALL_INPUT_BYTES, Scanner, ScanOptions
from leakscan.sources import Source

_MIN_PARALLEL_BYTES = 8 * 1024 * 1024
_BATCH_BYTES = 2 * 1024 * 1024
_BATCH_FILES = 64
_TICK_SECONDS = 0.1
_MAX_ATTEMPTS = 2

Task = tuple[Source, str]
"""A source and its printable path."""


@dataclass(slots=True)
class _Batch:
    tasks: list[Task]
    attempts: int = 0


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
        """Workers are started here, before the caller may start threads (progress bars do)."""
        found = list(sources)
        sizes = [source.size for source in found]
        self.total_bytes = None if None in sizes else sum(size or 0 for size in sizes)
        self.total = FileState()
        self.interrupted = False
        self._rules = rules
        # One key for all workers, else the same person would count once per worker.
        self._options = replace(options, key=options.key or new_key())
        self.on_progress = on_progress or (lambda _bytes: None)
        self._scanner = Scanner(rules, self._options, engine=self._choose_engine())
        self.engine = self._scanner.detector.engine_name
        paths = printable_paths([source.name for source in found], self._scanner.detector)
        self._tasks = sorted(zip(found, paths, strict=True), key=lambda task: -(task[0].size or 0))
        self.jobs = self._choose_jobs(len(found))
        self._pool = _Pool(self, self._tasks) if self.jobs > 1 else None

    def _choose_engine(self) -> str:
        small = self.total_bytes is not None and self.total_bytes < SMALL_INPUT_BYTES
        return "portable" if self._options.engine == "auto" and small else self._options.engine

    def _choose_jobs(self, sources: int) -> int:
        wanted = self._options.jobs or len(os.sched_getaffinity(0))
        if self.total_bytes is None or self.total_bytes < _MIN_PARALLEL_BYTES:
            return 1
        return max(1, min(wanted, sources))

    def __iter__(self) -> Iterator[FileResult]:
        results = self._pool.results() if self._pool else self._sequential()
        for result in results:
            self.total.merge(result.state)
            yield result

    def worker_setup(self) -> "WorkerSetup":
        """What each worker process starts with."""
        return WorkerSetup(self._rules, self._options, self.engine, self._scanner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.close()

    def _sequential(self) -> Iterator[FileResult]:
        read = 0
        told = 0.0

        def on_read(size: int) -> None:
            nonlocal read, told
            read += size
            if time.monotonic() - told >= _TICK_SECONDS:
                told = time.monotonic()
                self.on_progress(read)

        with _interrupts(self):
            for source, path in self._tasks:
                if self.interrupted:
                    yield _not_scanned(source, path, GapReason.INTERRUPTED)
                else:
                    yield self._scanner.scan(
                        source, path, on_read=on_read, stopped=lambda: self.interrupted
                    )


class _Pool:
    """Worker processes for one run, replaced when one of them dies."""

    def __init__(self, run: ScanRun, tasks: list[Task]) -> None:
        self._run = run
        self._pending = deque(_batches(tasks))
        self._flying: dict[Future[list[FileResult]], _Batch] = {}
        # Forked workers share the compiled patterns; elsewhere each compiles its own.
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: BaseContext = multiprocessing.get_context(method)
        self._read = self._context.Value("q", 0)
        self._stop = self._context.Event()
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(
            self._run.jobs,
            mp_context=self._context,
            initializer=_become_worker,
            initargs=(self._run.worker_setup(), self._read, self._stop),
        )
        # The first task starts the processes.
        executor.submit(_is_ready)
        return executor

    def close(self) -> None:
        """Stop the workers at their next chunk."""
        self._stop.set()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def results(self) -> Iterator[FileResult]:
        """The result of every task, as they finish."""
        with _interrupts(self._run):
            while self._pending or self._flying:
                yield from self._step()

    def _step(self) -> Iterator[FileResult]:
        if self._run.interrupted:
            self._stop.set()
            for batch in self._pending:
                yield from _all_unread(batch, GapReason.INTERRUPTED)
            self._pending.clear()
        while self._pending and len(self._flying) < 2 * self._run.jobs:
            self._submit(self._pending.popleft())
        done, _ = wait(self._flying, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED)
        self._run.on_progress(self._read.value)
        for future in done:
            if future not in self._flying:
                continue
            batch = self._flying.pop(future)
            try:
                yield from future.result()
            except BrokenExecutor:
                yield from self._recover(batch)

    def _submit(self, batch: _Batch) -> None:
        batch.attempts += 1
        try:
            self._flying[self._executor.submit(_scan_batch, batch.tasks)] = batch
        except BrokenExecutor:
            batch.attempts -= 1
            self._pending.appendleft(batch)
            self._replace_executor()

    def _recover(self, batch: _Batch) -> Iterator[FileResult]:
        """A worker died: try what was in flight again, one source at a time, then give up."""
        for lost in (batch, *self._flying.values()):
            for task in lost.tasks:
                if lost.attempts >= _MAX_ATTEMPTS:
                    yield _not_scanned(*task, GapReason.IO_ERROR, "worker process died")
                else:
                    self._pending.appendleft(_Batch([task], lost.attempts))
        self._flying.clear()
        self._replace_executor()

    def _replace_executor(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


@dataclass(slots=True)
class _Worker:
    """What a worker process keeps between tasks."""

    scanner: Scanner
    read: "Synchronized[int]"
    stop: Event

    def on_read(self, size: int) -> None:
        """Add to the bytes that all workers have read."""
        with self.read.get_lock():
            self.read.value += size


_worker: _Worker | None = None
"""Set once in each worker process, never in the parent."""


def _become_worker(setup: "WorkerSetup", read: "Synchronized[int]", stop: Event) -> None:
    global _worker  # noqa: PLW0603 - the pool offers no other place for a process's own state
    # The terminal sends Ctrl-C to the whole group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = _Worker(setup.scanner(), read, stop)


def _is_ready() -> bool:
    return _worker is not None


def _scan_batch(tasks: list[Task]) -> list[FileResult]:
    assert _worker is not None
    worker = _worker
    return [
        worker.scanner.scan(source, path, on_read=worker.on_read, stopped=worker.stop.is_set)
        if not worker.stop.is_set()
        else _not_scanned(source, path, GapReason.INTERRUPTED)
        for source, path in tasks
    ]


@dataclass(slots=True)
class WorkerSetup:
    """What a worker needs: the parent's scanner where memory is shared, else how to build one."""

    rules: RuleSet
    options: ScanOptions
    engine: str
    shared: Scanner | None

    def scanner(self) -> Scanner:
        """The scanner of this process."""
        return self.shared or Scanner(self.rules, self.options, engine=self.engine)

    def __getstate__(self) -> tuple[RuleSet, ScanOptions, str]:
        return self.rules, self.options, self.engine

    def __setstate__(self, state: tuple[RuleSet, ScanOptions, str]) -> None:
        self.rules, self.options, self.engine = state
        self.shared = None


def _batches(tasks: list[Task]) -> Iterator[_Batch]:
    """Tasks in the given order, small ones together."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += task[0].size or 0
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            yield _Batch(batch)
            batch, size = [], 0
    if batch:
        yield _Batch(batch)


def _not_scanned(
    source: Source, path: str, reason: GapReason, where: str = "not started"
) -> FileResult:
    result = FileResult(path=path, bytes=source.size or 0)
    result.coverage.gaps.append(source.gap or Gap(reason=reason, where=where, bytes=source.size))
    return result


def _all_unread(batch: _Batch, reason: GapReason) -> Iterator[FileResult]:
    return (_not_scanned(source, path, reason) for source, path in batch.tasks)


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
