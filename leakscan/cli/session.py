"""One scan from request to exit code: joins sources, rules, scan, scoring and reports."""

from dataclasses import replace
from typing import TYPE_CHECKING

from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.gate import allowed_part, gate_part, limits_of, warn_of_expired
from leakscan.cli.lifetime import collection_put_off
from leakscan.cli.messages import fail, warn
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import plan_targets
from leakscan.cli.reporting import Reports
from leakscan.cli.scanning import Outcome, scan_sources
from leakscan.cli.settings import find_sources, scan_options
from leakscan.cli.verdict import scan_exit_code
from leakscan.detectors.rules import load_rules
from leakscan.reports.schema import GatePart
from leakscan.scoring.limits import Measured
from leakscan.sources import Source
from leakscan.sources.walk import unreachable

if TYPE_CHECKING:
    from leakscan.baseline import Baseline


def run_scan(request: ScanRequest) -> ExitCode:
    """Scan what `request` names, write its reports, and say how it went.

    Raises:
        UsageError: A path, output, key or engine that cannot be used.
        RuleError: A rule file is wrong.
    """
    targets = plan_targets(request.formats, request.outputs, force=request.force)
    options = scan_options(request)
    baseline = None
    if request.baseline is not None:
        # Imported here: most scans know no baseline, and start faster without.
        from leakscan.cli.baselining import load_baseline, today

        baseline = load_baseline(request.baseline, options.key)
        options = replace(options, accepted=baseline.accepted(today()))
    lost = unreachable(path for path in request.paths if "://" not in path)
    if len(lost) < len(request.paths):
        # What is there is scanned all the same; the exit code says that it was not all.
        request = replace(request, paths=tuple(path for path in request.paths if path not in lost))
    sources = find_sources(request)
    with collection_put_off():
        rules = load_rules(request.rules, builtin=request.builtin_rules)
    limits = limits_of(request, [rule.info.id for rule in rules.rules])
    warn_of_expired(request)
    for error in lost.values():
        fail(str(error), request.language)
    if not sources:
        _warn(_why_no_source(request), request)
        return ExitCode.NOTHING_SCANNED
    asked = request.gate or limits.any or baseline is not None or bool(request.allow)
    with Reports(targets, Measured(limits), request) as reports:
        outcome = scan_sources(
            sources, rules, options, request, observer=reports, keep=reports.need_files
        )
        empty = request.gate and all(map(_is_known_empty, sources))
        gate = _decide(outcome, reports, baseline, request, empty=empty, lost=bool(lost))
        reports.write(outcome, gate if asked else None)
    return _exit_code(ExitCode(gate["code"]), request)


def _warn(text: str, request: ScanRequest) -> None:
    """Show the text of a key."""
    # Imported here: where there is nothing to warn of, a start is faster without.
    from leakscan.reports.texts import say

    warn(say(request.language, text), request.language)


def _why_no_source(request: ScanRequest) -> str:
    if request.include or request.exclude:
        return "scan.no-match"
    return "scan.no-source"


def _is_known_empty(source: Source) -> bool:
    """Whether a file was named in which there is nothing, as commits of ``__init__.py`` do.

    Of a folder, or of a pipe, that may be a mistake, and is told as one.
    """
    return source.explicit and source.size == 0


def _decide(
    outcome: Outcome,
    reports: Reports,
    baseline: "Baseline | None",
    request: ScanRequest,
    *,
    empty: bool,
    lost: bool,
) -> GatePart:
    """Which limits are exceeded, and the exit code before `--exit-zero`."""
    failures = reports.measured.failures(outcome.total)
    code = scan_exit_code(
        outcome.coverage,
        failed=bool(failures),
        strict=request.strict,
        interrupted=outcome.info.interrupted,
        empty=empty,
    )
    if lost and code is not ExitCode.INTERRUPTED:
        code = ExitCode.USAGE
    part = gate_part(request, code, failures, reports.id_of(outcome))
    if baseline is not None:
        from leakscan.cli.baselining import known_part

        part["baseline"] = known_part(baseline, outcome)
    if request.allow:
        part["allowed"] = allowed_part(request, outcome)
    return part


def _exit_code(code: ExitCode, request: ScanRequest) -> ExitCode:
    """The code to leave with, once the user knows what it means."""
    if not request.quiet:
        _explain(code, request)
    forgiven = request.exit_zero and code in {ExitCode.FOUND, ExitCode.INCOMPLETE}
    return ExitCode.OK if forgiven else code


def _explain(code: ExitCode, request: ScanRequest) -> None:
    """Say on stderr what a caller might otherwise have to look up."""
    if code is ExitCode.NOTHING_SCANNED:
        _warn("scan.nothing", request)
    elif code is ExitCode.INCOMPLETE:
        _warn("scan.incomplete", request)
    elif code is ExitCode.INTERRUPTED:
        _warn("scan.interrupted", request)
