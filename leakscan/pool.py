"""A pool of worker processes that scan sources, with the same result as one process.

Largest sources first, small ones in batches, a bounded number in flight. When a worker dies,
what was in flight is tried again, one source at a time, and only a source that kills a worker
alone is given up. No exception is ever sent from one
process to another: a `FileResult` is all that comes back.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event

from leakscan.detectors.rules import RuleSet
from leakscan.model.coverage import GapReason
from leakscan.model.result import FileResult
from leakscan.scan import Scanner, ScanOptions, Task, unscanned
from leakscan.shares import Shares

_BATCH_BYTES = 2 * 1024 * 1024
_BATCH_FILES = 64
_TICK_SECONDS = 0.1


@dataclass(slots=True)
class _Batch:
    """Sources for one worker, in turn.

    Attributes:
        suspect: It holds one source that was in flight when a worker died.
    """

    tasks: list[Task]
    suspect: bool = False


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


class WorkerPool:
    """Worker processes for one run, replaced when one of them dies."""

    def __init__(self, setup: WorkerSetup, jobs: int, tasks: list[Task]) -> None:
        """Processes start here, before the caller may start threads (progress bars do)."""
        self._setup = setup
        self._jobs = jobs
        self._pending = deque(_batches(tasks))
        self._suspects: deque[_Batch] = deque()
        self._flying: dict[Future[list[FileResult]], _Batch] = {}
        self._shares = Shares()
        # Forked workers share the compiled patterns; elsewhere each compiles its own.
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: BaseContext = multiprocessing.get_context(method)
        self._read = self._context.Value("q", 0)
        self._stop = self._context.Event()
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(
            self._jobs,
            mp_context=self._context,
            initializer=_become_worker,
            initargs=(self._setup, self._read, self._stop),
        )
        # The first task starts the processes.
        executor.submit(_is_ready)
        return executor

    def close(self) -> None:
        """Stop the workers at their next chunk."""
        self._stop.set()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def results(
        self, interrupted: Callable[[], bool], on_progress: Callable[[int], None]
    ) -> Iterator[FileResult]:
        """The result of every task, as they finish.

        Args:
            interrupted: Asked now and then; workers stop at their next chunk once it is true.
            on_progress: Called now and then with the stored bytes read so far.
        """
        while self._pending or self._suspects or self._flying:
            if interrupted():
                yield from self._give_up()
            yield from self._step()
            on_progress(self._read.value)

    def _give_up(self) -> Iterator[FileResult]:
        self._stop.set()
        for batch in (*self._suspects, *self._pending):
            for task in batch.tasks:
                lost = unscanned(task.source, task.path, GapReason.INTERRUPTED)
                yield from self._shares.join(task, [lost])
        self._suspects.clear()
        self._pending.clear()

    def _step(self) -> Iterator[FileResult]:
        self._submit_more()
        done, _ = wait(self._flying, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            if future not in self._flying:
                continue
            batch = self._flying.pop(future)
            try:
                yield from self._shares.join(batch.tasks[0], future.result())
            except BrokenExecutor:
                yield from self._recover(batch)

    def _submit_more(self) -> None:
        """Keep every worker busy; a suspect flies alone, so that a death is its own."""
        while self._suspects and not self._flying:
            self._submit(self._suspects.popleft(), self._suspects)
        while not self._suspects and self._pending and len(self._flying) < 2 * self._jobs:
            if any(batch.suspect for batch in self._flying.values()):
                return
            self._submit(self._pending.popleft(), self._pending)

    def _submit(self, batch: _Batch, queue: deque[_Batch]) -> None:
        try:
            self._flying[self._executor.submit(_scan_batch, batch.tasks)] = batch
        except BrokenExecutor:
            queue.appendleft(batch)
            self._replace_executor()

    def _recover(self, batch: _Batch) -> Iterator[FileResult]:
        """A worker died: give up the source that was alone in flight, else suspect all."""
        lost = [batch, *self._flying.values()]
        self._flying.clear()
        if batch.suspect:
            task = batch.tasks[0]
            dead = unscanned(task.source, task.path, GapReason.IO_ERROR, "worker process died")
            yield from self._shares.join(task, [dead])
        else:
            tasks = [task for each in lost for task in each.tasks]
            self._suspects.extend(_Batch([task], suspect=True) for task in tasks)
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
    results: list[FileResult] = []
    for source, path, share in tasks:
        if worker.stop.is_set():
            results.append(unscanned(source, path, GapReason.INTERRUPTED))
        else:
            found = worker.scanner.results(
                source,
                path,
                # All shares read the same bytes: they are told once.
                on_read=worker.on_read if share.leads else None,
                stopped=worker.stop.is_set,
                share=share,
            )
            results.extend(found)
    return results


def _batches(tasks: list[Task]) -> Iterator[_Batch]:
    """Tasks in the given order, small ones together, shares of a source on their own."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        if task.share.count > 1:
            yield _Batch([task])
            continue
        batch.append(task)
        size += task.source.size or 0
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            yield _Batch(batch)
            batch, size = [], 0
    if batch:
        yield _Batch(batch)
