"""Errors that leakscan raises on purpose.

Their messages say where and why and never quote scanned content: they are built from codes,
offsets and names of ours. Code that catches a library's exception re-raises one of these
`from None`, because `int()`, `KeyError`, `strptime` and `UnicodeDecodeError` carry the data.
"""

from leakscan.model.coverage import GapReason


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
