"""Exit codes of every command; a table of the contract that callers rely on."""

from enum import IntEnum

from leakscan.cli.hardening import EXIT_INTERNAL_ERROR


class ExitCode(IntEnum):
    """What a caller can rely on."""

    OK = 0
    FOUND = 1
    USAGE = 2
    NOTHING_SCANNED = 3
    INCOMPLETE = 4
    INTERNAL = EXIT_INTERNAL_ERROR
    INTERRUPTED = 130
