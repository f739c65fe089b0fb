"""A pool of worker processes that scan sources, with the same result as one process.

Largest sources first, small ones in batches, a bounded number in flight; who has nothing left to
do helps with a large one. When a worker dies, what was in flight is tried again, one source at a
time, and only a source that kills a worker alone is given up. No exception is ever sent from one
process to another: a `FileResult` is all that comes back.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Container, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from multiprocessing.context import BaseContext
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from typing import cast

from leakscan.detectors.rules import RuleSet
from leakscan.frozen import slotted
from leakscan.helping import Found
from leakscan.model.coverage import GapReason
from leakscan.model.result import FileResult
from leakscan.relay import Kept, Relay, relays
from leakscan.scanner import Scanner, ScanOptions, Task, unscanned
from leakscan.teams import LARGE_BYTES, Team, for_one, weight

_BATCH_BYTES = 2 * 1024 * 1024
_BATCH_FILES = 64
_TICK_SECONDS = 0.1


@slotted(eq=True, repr=True)
class _Batch:
    """Sources for one worker, in turn.

    Attributes:
        suspect: It holds one source that was in flight when a worker died.
        large: It holds one source that others may help with.
        team: Which works on it, or which this is help for.
    """

    tasks: list[Task]
    suspect: bool = False
    large: bool = False
    team: Team | None = None


@slotted(eq=True, repr=True)
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


_Work = tuple[list[FileResult], Found]
"""The results of the sources that a worker read, and what it found in chunks of others."""
_Sent = _Work | Kept
"""It comes through a pipe, or was left in the memory of the team's relay."""


class WorkerPool:
    """Worker processes for one run, replaced when one of them dies."""

    def __init__(self, setup: WorkerSetup, jobs: int, tasks: list[Task]) -> None:
        """Processes start here, before the caller may start threads (progress bars do)."""
        self._setup = setup
        self._jobs = jobs
        # Forked workers share the compiled patterns; elsewhere each compiles its own.
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: BaseContext = multiprocessing.get_context(method)
        self._read = self._context.Value("q", 0)
        self._stop = self._context.Event()
        self._suspects: deque[_Batch] = deque()
        self._flying: dict[Future[_Sent], _Batch] = {}
        self._teams: list[Team] = []
        self._executor = self._start()
        alone = for_one(setup.options.accepted)
        self._pending = deque(_batches(tasks, alone if self._relays else None))

    def _start(self) -> ProcessPoolExecutor:
        # A worker that dies may hold the lock of a relay: new workers get new ones.
        self._relays = relays(self._context, self._jobs)
        executor = ProcessPoolExecutor(
            self._jobs,
            mp_context=self._context,
            initializer=_become_worker,
            initargs=(self._setup, self._read, self._stop, self._relays),
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
                yield unscanned(task.source, task.path, GapReason.INTERRUPTED)
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
                yield from self._joined(batch, future.result())
            except BrokenExecutor:
                yield from self._recover(batch)

    def _joined(self, batch: _Batch, sent: _Sent) -> Iterator[FileResult]:
        """Results as they come, those of a team once all of it have come."""
        team = batch.team
        results, found = self._fetched(sent, team)
        if team is None:
            yield from results
            return
        team.join(results, found, leads=batch.large)
        if not self._at_work(team):
            self._teams.remove(team)
            yield from team.results(self._setup.options.accepted)

    def _fetched(self, sent: _Sent, team: Team | None) -> _Work:
        if not isinstance(sent, Kept):
            return sent
        assert team is not None
        return cast("_Work", self._relays[team.relay].fetch(sent))

    def _submit_more(self) -> None:
        """Keep every worker busy; a suspect flies alone, so that a death is its own."""
        while self._suspects and not self._flying:
            self._submit(self._suspects.popleft(), self._suspects)
        while not self._suspects and self._pending and self._has_room(self._pending[0]):
            if any(batch.suspect for batch in self._flying.values()):
                return
            self._submit(self._led(self._pending.popleft()), self._pending)
        if not self._pending and not self._suspects:
            self._submit_help()

    def _has_room(self, batch: _Batch) -> bool:
        # A large one would keep a relay while it waits for a worker.
        return len(self._flying) < (self._jobs if batch.large else 2 * self._jobs)

    def _led(self, batch: _Batch) -> _Batch:
        """A batch as it is, or the beginning of a team."""
        free = set(range(len(self._relays))) - {team.relay for team in self._teams}
        if batch.large and free:
            batch.team = Team(batch.tasks[0], min(free))
            self._relays[batch.team.relay].open()
            self._teams.append(batch.team)
        return batch

    def _submit_help(self) -> None:
        """Send workers without work to the smallest of the teams that are still reading."""
        while len(self._flying) < self._jobs:
            reading = [team for team in self._teams if team.led is None]
            if not reading:
                return
            self._submit(_Batch([], team=min(reading, key=self._at_work)), deque())

    def _at_work(self, team: Team) -> int:
        """How many work in a team."""
        return sum(batch.team is team for batch in self._flying.values())

    def _submit(self, batch: _Batch, queue: deque[_Batch]) -> None:
        team = batch.team
        try:
            future: Future[_Sent]
            if team is None:
                future = self._executor.submit(_scan_batch, batch.tasks)
            elif batch.large:
                future = self._executor.submit(_lead, team.task, team.relay)
            else:
                future = self._executor.submit(_help, team.relay)
        except BrokenExecutor:
            if team is not None and batch.large:
                self._teams.remove(team)
                batch.team = None
            queue.appendleft(batch)
            self._replace_executor()
        else:
            self._flying[future] = batch

    def _recover(self, batch: _Batch) -> Iterator[FileResult]:
        """A worker died: give up the source that was alone in flight, else suspect all."""
        lost = [batch, *self._flying.values()]
        self._flying.clear()
        if batch.suspect:
            task = batch.tasks[0]
            yield unscanned(task.source, task.path, GapReason.IO_ERROR, "worker process died")
        else:
            tasks = [task for each in lost if each.team is None for task in each.tasks]
            tasks += [team.task for team in self._teams]
            self._suspects.extend(_Batch([task], suspect=True) for task in tasks)
        self._teams.clear()
        self._replace_executor()

    def _replace_executor(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


@slotted(eq=True, repr=True)
class _Worker:
    """What a worker process keeps between tasks."""

    scanner: Scanner
    read: "Synchronized[int]"
    stop: Event
    relays: list[Relay]

    def on_read(self, size: int) -> None:
        """Add to the bytes that all workers have read."""
        with self.read.get_lock():
            self.read.value += size

    def results(self, task: Task, relay: Relay | None = None) -> list[FileResult]:
        """The results of a source, unless the scan was stopped before it."""
        source, path = task
        stopped = self.stop.is_set
        if stopped():
            return [unscanned(source, path, GapReason.INTERRUPTED)]
        return list(
            self.scanner.results(source, path, on_read=self.on_read, stopped=stopped, relay=relay)
        )


_worker: _Worker | None = None
"""Set once in each worker process, never in the parent."""


def _become_worker(
    setup: "WorkerSetup", read: "Synchronized[int]", stop: Event, relays: list[Relay]
) -> None:
    global _worker  # noqa: PLW0603 - the pool offers no other place for a process's own state
    # The terminal sends Ctrl-C to the whole group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Handlers of the parent are its own: who is told to end here, ends.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    _worker = _Worker(setup.scanner(), read, stop, relays)


def _is_ready() -> bool:
    return _worker is not None


def _scan_batch(tasks: list[Task]) -> _Sent:
    assert _worker is not None
    return [result for task in tasks for result in _worker.results(task)], {}


def _lead(task: Task, number: int) -> _Sent:
    """Read a source, examine of it what nobody else does."""
    assert _worker is not None
    relay = _worker.relays[number]
    with relay.leading():
        results = _worker.results(task, relay)
        work = results, _worker.scanner.handed(relay, wait=False)
    return relay.leave(work) or work


def _help(number: int) -> _Sent:
    """Examine what the leader hands over, until it has read all."""
    assert _worker is not None
    relay = _worker.relays[number]
    with relay.helping() as is_open:
        found = _worker.scanner.handed(relay, wait=True) if is_open else {}
    return relay.leave(([], found)) or ([], found)


def _batches(tasks: list[Task], alone: Container[str] | None) -> Iterator[_Batch]:
    """Tasks in the given order, small ones together, and large ones for teams on their own.

    `alone` are the paths of large ones for one worker; None where there are no teams.
    """
    batch: list[Task] = []
    size = 0
    for task in tasks:
        heavy = weight(task.source)
        if alone is not None and heavy >= LARGE_BYTES and task.path not in alone:
            yield _Batch([task], large=True)
            continue
        batch.append(task)
        size += heavy
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            yield _Batch(batch)
            batch, size = [], 0
    if batch:
        yield _Batch(batch)
