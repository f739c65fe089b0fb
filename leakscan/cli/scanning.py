"""Scanning and assessing for the commands: sources in, assessed results out."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter

from leakscan.cli.options import ScanRequest
from leakscan.cli.progress import progress_bar, wants_progress
from leakscan.cli.verdict import total_coverage
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


def scan_sources(
    sources: list[Source], rules: RuleSet, options: ScanOptions, request: ScanRequest
) -> Outcome:
    """Scan sources and assess each, and all of them together.

    Where `options` bring a baseline, every assessment has one of what is new beside it.
    """
    started, clock = datetime.now(UTC), perf_counter()
    infos = {rule.info.id: rule.info for rule in rules.rules}
    facts = Circumstances(disclosure=request.disclosure, malicious=request.malicious)
    day = started.date()
    files: list[tuple[FileResult, Assessment]] = []
    fresh = FileState()
    shown = wants_progress(request.progress, quiet=request.quiet)
    with (
        ScanRun(sources, rules, options) as run,
        progress_bar(shown=shown) as advance,
    ):
        advance.total = run.total_bytes
        run.on_progress = advance
        for result in run:
            found = assess(result.state, infos, result.coverage, facts, as_of=day)
            if options.accepted is not None:
                new = result.fresh or FileState()
                found = replace(found, fresh=assess(new, infos, result.coverage, facts, as_of=day))
                fresh.merge(new)
            files.append((result, found))
            # A large file's sketches take megabytes; the merged ones in `run.total` suffice.
            result.state = FileState(records=result.state.records)
            result.fresh = None
    coverage = total_coverage(result.coverage for result, _ in files)
    files.sort(key=lambda entry: entry[0].path)
    parts = [assessment for _, assessment in files]
    total = assess_scan(parts, run.total, infos, coverage, facts, as_of=day)
    if options.accepted is not None:
        news = [part.fresh for part in parts if part.fresh is not None]
        total_new = assess_scan(news, fresh, infos, coverage, facts, as_of=day)
        total = replace(total, fresh=total_new)
    info = ScanInfo(
        started=started,
        seconds=perf_counter() - clock,
        bytes=coverage.bytes_examined,
        files=len(files),
        complete=not coverage.gaps and not run.interrupted,
        managed_key=options.key is not None,
        engine=run.engine,
        jobs=run.jobs,
        rules_digest=rules.digest,
        interrupted=run.interrupted,
    )
    return Outcome(info=info, files=files, total=total, coverage=coverage)
