"""What was examined and what was not: the coverage ledger.

"Clean" is never said of what was not read, so every reason for not reading is an entry.
"""

from dataclasses import field
from enum import StrEnum

from leakscan.frozen import frozen, slotted


class GapReason(StrEnum):
    """Why something was not examined; the values are those of `leakscan/report/1`."""

    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    RATIO = "ratio"
    TIMEOUT = "timeout"
    UNSUPPORTED = "unsupported"
    NO_TEXT = "no-text"
    PERMISSION = "permission"
    SPECIAL_FILE = "special-file"
    IO_ERROR = "io-error"
    INTERRUPTED = "interrupted"

    @property
    def hides_text(self) -> bool:
        """Whether text may have been missed: a picture, a sound or a font holds none."""
        return self is not GapReason.NO_TEXT


def counted(number: int, one: str, many: str) -> str:
    """How many there are of something, in its number: ``1 image``, ``2 images``."""
    return f"{number} {one if number == 1 else many}"


class CoverageState(StrEnum):
    """How much of a source was examined."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNREAD = "unread"


@frozen
class Gap:
    """One thing that was not examined.

    Attributes:
        reason: Why.
        where: A place in our own words ("after byte 4096", "symbolic link"), never content.
        bytes: How many bytes were not examined, when known.
    """

    reason: GapReason
    where: str = ""
    bytes: int | None = None


@slotted(kw_only=True, eq=True, repr=True)
class Coverage:
    """What was examined of one source or member, and what was not.

    Attributes:
        bytes_examined: After decompression; what stands in members is counted there.
        members: Members found in it that were examined, each with a coverage of its own.
    """

    bytes_examined: int = 0
    members: int = 0
    gaps: list[Gap] = field(default_factory=list)

    def tell_once(self, gap: Gap) -> None:
        """Add a gap that many pieces or members would repeat."""
        if gap not in self.gaps:
            self.gaps.append(gap)

    @property
    def hides_text(self) -> bool:
        """Whether something that can hold text was not examined."""
        return any(gap.reason.hides_text for gap in self.gaps)

    @property
    def state(self) -> CoverageState:
        """Complete without gaps; unread when nothing at all was examined."""
        if not self.gaps:
            return CoverageState.COMPLETE
        return (
            CoverageState.PARTIAL if self.bytes_examined or self.members else CoverageState.UNREAD
        )
