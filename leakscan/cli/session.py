"""One scan from request to exit code: joins sources, rules, scan, scoring and reports."""

from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from leakscan import __version__
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.gate import gate_part, limits_of, tell_ci
from leakscan.cli.messages import tell, warn
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import Target, plan_targets
from leakscan.cli.preferences import preferred_language
from leakscan.cli.progress import progress_bar, wants_progress
from leakscan.cli.rendering import write_reports
from leakscan.cli.settings import find_sources, scan_options
from leakscan.cli.verdict import Limits, find_failures, scan_exit_code, total_coverage
from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.model.assessment import Assessment
from leakscan.model.coverage import Coverage
from leakscan.model.result import FileResult, ScanInfo
from leakscan.model.state import FileState
from leakscan.parallel import ScanRun
from leakscan.reports.document import Tool, build_document, file_ids
from leakscan.reports.schema import GatePart
from leakscan.scan import ScanOptions
from leakscan.scoring import POLICY_DIGEST, POLICY_ID, Circumstances, assess, assess_scan
from leakscan.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What a scan yielded; of each file the assessment is kept and its state let go."""

    info: ScanInfo
    files: list[tuple[FileResult, Assessment]]
    total: Assessment
    coverage: Coverage


def run_scan(request: ScanRequest) -> ExitCode:
    """Scan what `request` names, write its reports, and say how it went.

    Raises:
        UsageError: A path, output, key or engine that cannot be used.
        RuleError: A rule file is wrong.
    """
    targets = plan_targets(request.formats, request.outputs, force=request.force)
    options = scan_options(request)
    sources = find_sources(request)
    rules = load_rules(request.rules, builtin=request.builtin_rules)
    limits = limits_of(request, [rule.info.id for rule in rules.rules])
    if not sources:
        warn("nothing was scanned: no file matched")
        return ExitCode.NOTHING_SCANNED
    outcome = _scan(sources, rules, options, request)
    gate = _decide(outcome, limits, request)
    _report(outcome, gate if request.gate or limits.any else None, targets, request)
    return _exit_code(ExitCode(gate["code"]), request)


def _scan(
    sources: list[Source], rules: RuleSet, options: ScanOptions, request: ScanRequest
) -> _Outcome:
    started, clock = datetime.now(UTC), perf_counter()
    infos = {rule.info.id: rule.info for rule in rules.rules}
    facts = Circumstances(disclosure=request.disclosure, malicious=request.malicious)
    day = started.date()
    files: list[tuple[FileResult, Assessment]] = []
    shown = wants_progress(request.progress, quiet=request.quiet)
    with (
        ScanRun(sources, rules, options) as run,
        progress_bar(shown=shown) as advance,
    ):
        advance.total = run.total_bytes
        run.on_progress = advance
        for result in run:
            files.append((result, assess(result.state, infos, result.coverage, facts, as_of=day)))
            # A large file's sketches take megabytes; the merged ones in `run.total` suffice.
            result.state = FileState(records=result.state.records)
    coverage = total_coverage(result.coverage for result, _ in files)
    parts = [assessment for _, assessment in files]
    files.sort(key=lambda entry: entry[0].path)
    total = assess_scan(parts, run.total, infos, coverage, facts, as_of=day)
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
    return _Outcome(info=info, files=files, total=total, coverage=coverage)


def _decide(outcome: _Outcome, limits: Limits, request: ScanRequest) -> GatePart:
    """Which limits are exceeded, and the exit code before `--exit-zero`."""
    failures = find_failures(limits, [found for _, found in outcome.files], outcome.total)
    code = scan_exit_code(
        outcome.coverage,
        failed=bool(failures),
        strict=request.strict,
        interrupted=outcome.info.interrupted,
    )
    return gate_part(request, code, failures, file_ids(len(outcome.files)))


def _report(
    outcome: _Outcome, gate: GatePart | None, targets: list[Target], request: ScanRequest
) -> None:
    info = outcome.info
    tool = Tool(version=__version__, policy=POLICY_ID, policy_digest=POLICY_DIGEST)
    document = build_document(
        info, outcome.files, outcome.total, tool=tool, profile=request.profile, gate=gate
    )
    compact = request.gate and not request.verbose
    write_reports(document, targets, lang=request.lang, force=request.force, compact=compact)
    if request.gate:
        tell_ci(document, request.lang or preferred_language())
    if request.verbose:
        rate = info.bytes / 1e6 / max(info.seconds, 1e-6)
        tell(
            f"leakscan: {info.files} files, {info.bytes / 1e6:.1f} MB in {info.seconds:.2f} s "
            f"({rate:.0f} MB/s), engine {info.engine}, jobs {info.jobs}"
        )


def _exit_code(code: ExitCode, request: ScanRequest) -> ExitCode:
    """The code to leave with, once the user knows what it means."""
    if not request.quiet:
        _explain(code)
    forgiven = request.exit_zero and code in {ExitCode.FOUND, ExitCode.INCOMPLETE}
    return ExitCode.OK if forgiven else code


def _explain(code: ExitCode) -> None:
    """Say on stderr what a caller might otherwise have to look up."""
    if code is ExitCode.NOTHING_SCANNED:
        warn("nothing was scanned: no source held a byte that could be read")
    elif code is ExitCode.INCOMPLETE:
        warn("incomplete: see what was not read in the report")
    elif code is ExitCode.INTERRUPTED:
        warn("interrupted: the report holds what was finished")
