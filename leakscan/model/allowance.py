"""Findings that the configuration lets pass, each for a reason."""

from datetime import date

from leakscan.frozen import frozen


@frozen
class Allowance:
    """What is let pass; every condition that is given must hold.

    Attributes:
        reason: Why; shown in reports.
        path: Glob of printed paths; empty for any.
        rule: Id of a rule; empty for any.
        column: Name of a column, as in the file or as in reports; empty for any.
        fingerprint: Of the value, as in a baseline; None for any.
        expires: Last day on which it counts; None for ever.
    """

    reason: str
    path: str = ""
    rule: str = ""
    column: str = ""
    fingerprint: int | None = None
    expires: date | None = None
