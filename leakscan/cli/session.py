"""One scan from request to exit code: joins sources, rules, scan, scoring and reports."""

from dataclasses import replace
from typing import TYPE_CHECKING

from leakscan import __version__
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.gate import allowed_part, gate_part, limits_of, tell_ci
from leakscan.cli.messages import tell, warn
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import Target, plan_targets
from leakscan.cli.preferences import preferred_language
from leakscan.cli.rendering import write_reports
from leakscan.cli.scanning import Outcome, scan_sources
from leakscan.cli.settings import find_sources, scan_options
from leakscan.cli.verdict import scan_exit_code
from leakscan.detectors.rules import load_rules
from leakscan.reports.document import Tool, build_document, file_ids
from leakscan.reports.schema import GatePart
from leakscan.scoring import POLICY_DIGEST, POLICY_ID
from leakscan.scoring.limits import Limits, find_failures

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
    sources = find_sources(request)
    rules = load_rules(request.rules, builtin=request.builtin_rules)
    limits = limits_of(request, [rule.info.id for rule in rules.rules])
    if not sources:
        warn("nothing was scanned: no file matched")
        return ExitCode.NOTHING_SCANNED
    outcome = scan_sources(sources, rules, options, request)
    gate = _decide(outcome, limits, baseline, request)
    asked = request.gate or limits.any or baseline is not None or bool(request.allow)
    _report(outcome, gate if asked else None, targets, request)
    return _exit_code(ExitCode(gate["code"]), request)


def _decide(
    outcome: Outcome, limits: Limits, baseline: "Baseline | None", request: ScanRequest
) -> GatePart:
    """Which limits are exceeded, and the exit code before `--exit-zero`."""
    failures = find_failures(limits, [found for _, found in outcome.files], outcome.total)
    code = scan_exit_code(
        outcome.coverage,
        failed=bool(failures),
        strict=request.strict,
        interrupted=outcome.info.interrupted,
    )
    part = gate_part(request, code, failures, file_ids(len(outcome.files)))
    if baseline is not None:
        from leakscan.cli.baselining import known_part

        part["baseline"] = known_part(baseline, outcome)
    if request.allow:
        part["allowed"] = allowed_part(request, outcome)
    return part


def _report(
    outcome: Outcome, gate: GatePart | None, targets: list[Target], request: ScanRequest
) -> None:
    info = outcome.info
    tool = Tool(version=__version__, policy=POLICY_ID, policy_digest=POLICY_DIGEST)
    document = build_document(
        info, outcome.files, outcome.total, tool=tool, profile=request.profile, gate=gate
    )
    compact = request.gate and not request.verbose
    write_reports(
        document,
        targets,
        lang=request.lang,
        force=request.force,
        compact=compact,
        explained=request.explain,
    )
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
