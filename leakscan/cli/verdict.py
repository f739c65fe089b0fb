"""The exit code of a scan, as a pure function of its outcome."""

from leakscan.cli.exit_codes import ExitCode
from leakscan.model.coverage import Coverage


def scan_exit_code(
    coverage: Coverage, *, failed: bool, strict: bool, interrupted: bool, empty: bool = False
) -> ExitCode:
    """The exit code of a scan.

    An unread source never hides what was found in the others, and never passes as scanned:
    incomplete wins over 0 under `strict`, and without it a scan that examined nothing at all
    is 3. Unless there was nothing in it, as whoever says `empty` knows: of that nothing can leak.
    """
    if interrupted:
        return ExitCode.INTERRUPTED
    if failed:
        return ExitCode.FOUND
    if strict and coverage.hides_text:
        return ExitCode.INCOMPLETE
    if coverage.bytes_examined == 0 and not empty:
        return ExitCode.NOTHING_SCANNED
    return ExitCode.OK
