"""Scanning and assessing, file by file: what commands and programs do with a scan.

Results are yielded as they are assessed; their states, which take megabytes, are let go at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Self

from leakscan.detectors.rules import RuleSet
from leakscan.model.assessment import Assessment
from leakscan.model.coverage import Coverage
from leakscan.model.result import FileResult, ScanInfo
from leakscan.model.state import FileState
from leakscan.parallel import ScanRun
from leakscan.scan import ScanOptions
from leakscan.scoring import Circumstances, assess, assess_scan
from leakscan.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a scan yielded; of each file the assessment is kept and its state let go.

    Files are in the order of their paths.
    """

    info: ScanInfo
    files: list[tuple[FileResult, Assessment]]
    total: Assessment
    coverage: Coverage


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
    ) -> None:
        """Workers start here, before the caller may start threads."""
        self._started, self._clock = datetime.now(UTC), perf_counter()
        self._rules = rules
        self._infos = {rule.info.id: rule.info for rule in rules.rules}
        self._facts = facts or Circumstances()
        self._options = options
        self._files: list[tuple[FileResult, Assessment]] = []
        self._fresh = FileState()
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
                self._fresh.merge(fresh)
            # A large file's sketches take megabytes; the merged ones in `run.total` suffice.
            result.state = FileState(records=result.state.records)
            result.fresh = None
            self._files.append((result, found))
            yield result, found

    def outcome(self) -> Outcome:
        """All of it, once it was iterated to its end."""
        files = sorted(self._files, key=lambda entry: entry[0].path)
        coverage = total_coverage(result.coverage for result, _ in files)
        parts = [assessment for _, assessment in files]
        total = self._total(parts, self.run.total, coverage)
        if self._options.accepted is not None:
            fresh = [part.fresh for part in parts if part.fresh is not None]
            total = replace(total, fresh=self._total(fresh, self._fresh, coverage))
        info = ScanInfo(
            started=self._started,
            seconds=perf_counter() - self._clock,
            bytes=coverage.bytes_examined,
            files=len(files),
            complete=not coverage.gaps and not self.run.interrupted,
            managed_key=self._options.key is not None,
            engine=self.run.engine,
            jobs=self.run.jobs,
            rules_digest=self._rules.digest,
            interrupted=self.run.interrupted,
        )
        return Outcome(info=info, files=files, total=total, coverage=coverage)

    def _assess(self, state: FileState, coverage: Coverage) -> Assessment:
        day = self._started.date()
        return assess(state, self._infos, coverage, self._facts, as_of=day)

    def _total(
        self, parts: Sequence[Assessment], state: FileState, coverage: Coverage
    ) -> Assessment:
        day = self._started.date()
        return assess_scan(parts, state, self._infos, coverage, self._facts, as_of=day)


def total_coverage(coverages: Iterable[Coverage]) -> Coverage:
    """What was examined of all sources together."""
    total = Coverage()
    for coverage in coverages:
        total.bytes_examined += coverage.bytes_examined
        total.gaps.extend(coverage.gaps)
    return total
