"""The limits of one source, shared by every member found in it, whatever their formats.

A bomb is a bomb at any depth: what counts is how much came out of the bytes that are stored.
Every feed of a source asks the same budget before it reads on; the first that finds it spent
says so as a gap, and the others end without a word.
"""

import time
from collections.abc import Callable

from leakscan.model.coverage import Gap, GapReason
from leakscan.readers.options import ReadOptions

FREE_BYTES = 256 * 1024 * 1024
"""The ratio of a whole source counts once this much came out of it."""


class Budget:
    """What may still be read of one source.

    Attributes:
        spent: Why nothing more may be read; None while there is something left.
        stored: Bytes read of the source as it is stored.
        made: Bytes that came out of its compression and containers, at all depths.
        members: Members met so far, at all depths.
    """

    __slots__ = ("_deadline", "_options", "_stopped", "made", "members", "spent", "stored")

    def __init__(
        self,
        options: ReadOptions,
        *,
        seconds: float = 0,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """Start the clock.

        Args:
            options: The limits.
            seconds: Time for the source; 0 for no limit.
            stopped: Asked now and then; nothing more is read once it is true.
        """
        self._options = options
        self._deadline = time.monotonic() + seconds if seconds else 0.0
        self._stopped = stopped
        self.spent: Gap | None = None
        self.stored = 0
        self.made = 0
        self.members = 0

    def is_spent(self) -> bool:
        """Whether reading must end here."""
        if self.spent is None:
            self.spent = self._reason()
        return self.spent is not None

    def add_stored(self, size: int) -> None:
        """Count bytes of the source as it is stored."""
        self.stored += size

    def add_made(self, size: int) -> None:
        """Count bytes that came out of compression or of a container."""
        self.made += size

    def add_member(self) -> bool:
        """Count a member; False when there were too many."""
        self.members += 1
        limit = self._options.max_members
        if self.spent is None and limit and self.members > limit:
            self.spent = Gap(reason=GapReason.TOO_LARGE, where=f"more than {limit} members")
        return not self.is_spent()

    def add_known(self, members: int, made: int) -> None:
        """Count what stands in a content that was examined before."""
        self.members += members
        self.made += made

    def _reason(self) -> Gap | None:
        if self._stopped():
            return Gap(reason=GapReason.INTERRUPTED)
        if self._deadline and time.monotonic() > self._deadline:
            return Gap(reason=GapReason.TIMEOUT)
        limit = self._options.max_total_bytes
        if limit and self.made > limit:
            return Gap(reason=GapReason.TOO_LARGE, where=f"more than {limit} bytes in one source")
        ratio = self._options.max_ratio
        if self.made > FREE_BYTES and self.made > ratio * self.stored:
            return Gap(reason=GapReason.RATIO, where=f"source expands more than {ratio} to 1")
        return None
