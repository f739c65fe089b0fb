"""Scanning and assessing, file by file: what commands and programs do with a scan.

Results are yielded as they are assessed; their states, which take megabytes, are let go at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Self

from leakscan.detectors.rules import RuleSet
from leakscan.frozen import frozen, slotted
from leakscan.model.assessment import Assessment
from leakscan.model.coverage import Coverage, Gap
from leakscan.model.known import Met
from leakscan.model.result import FileResult, ScanInfo
from leakscan.model.state import FileState
from leakscan.parallel import ScanRun
from leakscan.scanner import ScanOptions
from leakscan.scoring import Circumstances, Worst, assess, assess_scan
from leakscan.sources import Source


@frozen
class Outcome:
    """What a scan yielded; of each file the assessment is kept and its state let go.

    Attributes:
        info: Facts about the run.
        files: In the order of their paths; none when they were not kept.
        ranks: Of each of `files`, how many finished before it.
        total: The assessment of all files together.
        coverage: Of all files together; one gap stands for all of its reason.
        met: What the baseline knew.
        allowed: Findings that the configuration let pass, by the number of its entry.
    """

    info: ScanInfo
    files: list[tuple[FileResult, Assessment]]
    ranks: list[int]
    total: Assessment
    coverage: Coverage
    met: Met
    allowed: Counter[int]


class AssessedRun:
    """One scan of many sources; iterate for each file with its assessment, as they finish.

    Where `options` bring a baseline, every assessment has one of what is new beside it.

    Attributes:
        run: The scan itself, with its progress.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        rules: RuleSet,
        options: ScanOptions,
        facts: Circumstances | None = None,
        *,
        keep: bool = True,
    ) -> None:
        """Workers start here, before the caller may start threads.

        Args:
            sources: What to scan.
            rules: What to search.
            options: How to scan.
            facts: Circumstances, as declared.
            keep: The outcome lists the files; otherwise nothing is kept of one that was
                yielded, and a scan of any number of files takes the memory of one.
        """
        self._started, self._clock = datetime.now(UTC), perf_counter()
        self._rules = rules
        self._infos = {rule.info.id: rule.info for rule in rules.rules}
        self._facts = facts or Circumstances()
        self._options = options
        self._keep = keep
        self._files: list[tuple[FileResult, Assessment]] = []
        self._sum = _Sum()
        self.run = ScanRun(sources, rules, options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.run.__exit__(kind, error, trace)

    def __iter__(self) -> Iterator[tuple[FileResult, Assessment]]:
        for result in self.run:
            found = self._assess(result.state, result.coverage)
            if self._options.accepted is not None:
                fresh = result.fresh or FileState()
                found = replace(found, fresh=self._assess(fresh, result.coverage))
                self._sum.fresh.merge(fresh)
            # A large file's sketches take megabytes; the merged ones in `run.total` suffice.
            result.state = FileState(records=result.state.records)
            result.fresh = None
            self._sum.add(result, found)
            if self._keep:
                self._files.append((result, found))
            yield result, found

    def info(self) -> ScanInfo:
        """Facts about the run so far."""
        coverage = self._sum.coverage
        return ScanInfo(
            started=self._started,
            seconds=perf_counter() - self._clock,
            bytes=coverage.bytes_examined,
            files=self._sum.files,
            complete=not coverage.gaps and not self.run.interrupted,
            managed_key=self._options.key is not None,
            engine=self.run.engine,
            jobs=self.run.jobs,
            rules_digest=self._rules.digest,
            interrupted=self.run.interrupted,
        )

    def outcome(self) -> Outcome:
        """All of it, once it was iterated to its end."""
        ranks = sorted(range(len(self._files)), key=lambda rank: self._files[rank][0].path)
        total = self._total(self._sum.worst, self.run.total)
        if self._options.accepted is not None:
            total = replace(total, fresh=self._total(self._sum.worst_fresh, self._sum.fresh))
        return Outcome(
            info=self.info(),
            files=[self._files[rank] for rank in ranks],
            ranks=ranks,
            total=total,
            coverage=self._sum.coverage,
            met=Met(known=self._sum.known, vanished=self._sum.vanished),
            allowed=self._sum.allowed,
        )

    def _assess(self, state: FileState, coverage: Coverage) -> Assessment:
        day = self._started.date()
        return assess(state, self._infos, coverage, self._facts, as_of=day)

    def _total(self, files: Worst, state: FileState) -> Assessment:
        day, coverage = self._started.date(), self._sum.coverage
        return assess_scan(files, state, self._infos, coverage, self._facts, as_of=day)


@slotted(eq=True, repr=True)
class _Sum:
    """What is kept of all files, however many there are."""

    files: int = 0
    worst: Worst = field(default_factory=Worst)
    worst_fresh: Worst = field(default_factory=Worst)
    fresh: FileState = field(default_factory=FileState)
    coverage: Coverage = field(default_factory=Coverage)
    known: int = 0
    vanished: int = 0
    allowed: Counter[int] = field(default_factory=Counter)

    def add(self, result: FileResult, found: Assessment) -> None:
        self.files += 1
        if not result.repeated:
            self.worst.add(found)
        if found.fresh is not None:
            self.worst_fresh.add(found.fresh)
        add_coverage(self.coverage, result.coverage)
        if result.met is not None:
            self.known += result.met.known
            self.vanished += result.met.vanished
        self.allowed.update(result.allowed)


def add_coverage(total: Coverage, part: Coverage) -> None:
    """Add what was examined of one file; the first gap of each reason stands for all."""
    total.bytes_examined += part.bytes_examined
    for gap in part.gaps:
        total.tell_once(Gap(reason=gap.reason))
