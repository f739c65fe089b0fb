"""Large sources in shares: who does what, and one result of many.

Every worker reads all of a large source and examines every n-th chunk of it. That costs each of
them the reading, a tenth of the work, and spares all that splitting by position would need: a
way into the middle of a gzip, of a quoted field, of an archive; and no raw text passes between
processes. States merge in any order with the same result, so the report is that of one process.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from leakscan.examination import Share
from leakscan.model.result import FileResult
from leakscan.scan import Task

_MIN_SHARED_BYTES = 32 * 1024 * 1024
"""Below this a source keeps one worker busy for less than the others take to start."""


def in_shares(tasks: Sequence[Task], jobs: int) -> list[Task]:
    """The tasks, largest first, with those that would keep all others waiting in shares."""
    total = sum(task.source.size or 0 for task in tasks)
    # A little more than its fair part keeps nobody waiting for long.
    fair = max(total // max(jobs, 1) * 5 // 4, _MIN_SHARED_BYTES)
    divided: list[Task] = []
    for source, path, _ in tasks:
        large = jobs > 1 and source.gap is None and (source.size or 0) >= fair
        count = jobs if large else 1
        divided += [Task(source, path, Share(index, count)) for index in range(count)]
    return divided


class Shares:
    """The results of shares until those of their source are complete."""

    def __init__(self) -> None:
        self._waiting: dict[int, dict[int, list[FileResult]]] = {}

    def join(self, task: Task, results: list[FileResult]) -> Iterator[FileResult]:
        """The results of a source, once all its shares have come.

        Args:
            task: Whose results they are; the first of several that were done together.
            results: In the order in which `Scanner.results` gave them.
        """
        if task.share.count == 1:
            yield from results
            return
        known = self._waiting.setdefault(id(task.source), {})
        known[task.share.index] = results
        if len(known) < task.share.count:
            return
        del self._waiting[id(task.source)]
        yield from _merged([known[index] for index in sorted(known)])


def _merged(shares: list[list[FileResult]]) -> Iterator[FileResult]:
    """One result for each member; all shares meet the same members in the same order.

    Unless one was stopped: what only it did not reach is then its own gap.
    """
    for found in zip_longest(*shares):
        results = [result for result in found if result is not None]
        first, *others = results
        for other in others:
            first.state.merge(other.state)
            first.coverage.gaps += [g for g in other.coverage.gaps if g not in first.coverage.gaps]
        yield first
