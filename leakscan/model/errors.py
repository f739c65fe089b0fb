"""Errors that leakscan raises on purpose.

Their messages say where and why and never quote scanned content: they are built from codes,
offsets and names of ours. Code that catches a library's exception re-raises one of these
`from None`, because `int()`, `KeyError`, `strptime` and `UnicodeDecodeError` carry the data.
"""

import traceback

from leakscan.model.coverage import Gap, GapReason


class LeakscanError(Exception):
    """Base of every error leakscan raises on purpose."""


class UsageError(LeakscanError):
    """The command line or the configuration asks for something impossible (exit code 2)."""


class RuleError(LeakscanError):
    """A rule file is wrong; the message names the file, the rule and the key."""


class ReadError(LeakscanError):
    """A source or member could not be read (further).

    What was read before it stays examined; the scan turns this into a coverage gap.
    """

    def __init__(self, reason: GapReason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail


class LimitExceeded(ReadError):
    """A documented limit (size, ratio, depth, time) stopped the reading."""


def failure(error: Exception) -> Gap:
    """What became of an error while reading: a reason and a place, never its message."""
    if isinstance(error, ReadError):
        return Gap(reason=error.reason, where=error.detail)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "unknown place"
    return Gap(reason=GapReason.IO_ERROR, where=f"internal error {type(error).__name__} in {place}")
