"""What a scan hands to scoring and reports: one result per file, and facts about the run."""

from collections import Counter
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from leakscan.frozen import frozen, slotted
from leakscan.model.coverage import Coverage, Gap
from leakscan.model.state import FileState

if TYPE_CHECKING:
    from leakscan.model.known import Met, Units

MEMBER_MARK = "!/"
"""Between the path of a source, or of a member, and the name of what stands in it; no name of ours
ends so that it could be taken for one."""
Content = bytes
"""A keyed hash of a content, and the format it was read as."""


@slotted(kw_only=True, eq=True, repr=True)
class FileResult:
    """Everything that is kept of one scanned source.

    Attributes:
        path: As printed: relative, control characters neutralised, segments in which a value
            was detected masked.
        formats: Outermost first, e.g. ``["gzip", "delimited"]``.
        encoding: Of the text, or None when nothing was decoded.
        bytes: Size of the source as stored.
        number: Of the member among those of its source in which there is text, from 1; the same
            for all that are listed together; 0 for the source itself, or without text.
        fresh: What of `state` no baseline knows; None when none was used.
        met: What the baseline knew; None when it says nothing of this source.
        allowed: Findings that the configuration let pass, by the number of its entry.
        units: What a baseline would have to know, when that was asked for.
        content: What tells a content apart that was read whole, else empty; results with the
            same one have the same state, which counts once in totals.
        repeated: A result with the same content came before; this one counts in no total.
    """

    path: str
    formats: list[str] = field(default_factory=list)
    encoding: str | None = None
    bytes: int = 0
    number: int = 0
    state: FileState = field(default_factory=FileState)
    coverage: Coverage = field(default_factory=Coverage)
    fresh: FileState | None = None
    met: "Met | None" = None
    units: "Units | None" = None
    allowed: Counter[int] = field(default_factory=Counter)
    content: Content = field(default=b"", repr=False)
    repeated: bool = False

    def merge(self, other: "FileResult") -> None:
        """Add what another result holds, baselines apart; each reason for a gap is kept once."""
        self.bytes += other.bytes
        self.state.merge(other.state)
        self.coverage.bytes_examined += other.coverage.bytes_examined
        self.coverage.members += 1
        for gap in other.coverage.gaps:
            self.coverage.tell_once(Gap(reason=gap.reason, where="in members listed together"))


@frozen
class ScanInfo:
    """Facts about the run that every report carries.

    Attributes:
        started: Aware date-time of the start.
        seconds: Wall-clock duration.
        bytes: Bytes examined, after decompression.
        files: Sources considered.
        complete: False when any coverage gap exists.
        managed_key: The fingerprint key came from a key file and outlives the run.
        engine: ``hyperscan`` or ``portable``.
        interrupted: The user stopped the scan.
    """

    started: datetime
    seconds: float
    bytes: int
    files: int
    complete: bool
    managed_key: bool
    engine: str
    jobs: int
    rules_digest: str
    interrupted: bool = False
