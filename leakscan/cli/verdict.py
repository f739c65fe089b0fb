"""How the exit code of a scan is decided, as a pure function of its outcome."""

from collections.abc import Iterable

from leakscan.cli.exit_codes import ExitCode
from leakscan.model.assessment import Assessment, Band
from leakscan.model.coverage import Coverage, GapReason


def scan_exit_code(
    assessments: Iterable[Assessment],
    coverage: Coverage,
    *,
    fail_on: Band | None,
    strict: bool,
    interrupted: bool,
) -> ExitCode:
    """The exit code of a scan, given the assessments of its files and of the whole.

    The band that counts is the established one. An unread source never hides what was found in
    the others, and never passes as scanned: incomplete wins over 0 under `strict`, and without
    it a scan that examined nothing at all is 3.
    """
    if interrupted:
        return ExitCode.INTERRUPTED
    if fail_on is not None and any(_reaches(assessment, fail_on) for assessment in assessments):
        return ExitCode.FOUND
    if strict and any(gap.reason is not GapReason.NO_TEXT for gap in coverage.gaps):
        return ExitCode.INCOMPLETE
    if coverage.bytes_examined == 0:
        return ExitCode.NOTHING_SCANNED
    return ExitCode.OK


def total_coverage(coverages: Iterable[Coverage]) -> Coverage:
    """What was examined of all sources together."""
    total = Coverage()
    for coverage in coverages:
        total.bytes_examined += coverage.bytes_examined
        total.gaps.extend(coverage.gaps)
    return total


def _reaches(assessment: Assessment, fail_on: Band) -> bool:
    band = assessment.established.band
    return band is not None and band >= fail_on
