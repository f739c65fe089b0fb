"""What is kept of one member: everything found in it, but for what may pass or is known.

The same for who reads a member and for who examines some of its chunks: what they count apart is
joined afterwards, whatever the order.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leakscan.evidence.gate import Gate
from leakscan.evidence.tallies import Columns
from leakscan.frozen import frozen
from leakscan.model.result import FileResult
from leakscan.raw.chunk import Chunk
from leakscan.raw.hits import ColumnHits, Hits

if TYPE_CHECKING:
    from leakscan.evidence.allowed import Allowed
    from leakscan.evidence.baselined import Baselines


@frozen(kw_only=False)
class Evidence:
    """What counts in a process, shared by all members.

    Attributes:
        gate: Counts.
        baselines: What is known; None when no baseline is used or wanted.
        allowed: What may pass; None for nothing.
    """

    gate: Gate
    baselines: "Baselines | None" = None
    allowed: "Allowed | None" = None

    def member(self, path: str) -> "MemberEvidence":
        """For one member, by its printed path."""
        return MemberEvidence(self, path)


class MemberEvidence:
    """Counts what is found in one member."""

    def __init__(self, shared: Evidence, path: str) -> None:
        self._gate = shared.gate
        self._allowed = shared.allowed.member(path) if shared.allowed is not None else None
        self._baseline = shared.baselines.member(path) if shared.baselines is not None else None

    def absorb(
        self,
        result: FileResult,
        chunk: Chunk,
        hits: Hits | None,
        cells: Sequence[ColumnHits],
        columns: Columns,
    ) -> None:
        """Count what was found in a chunk."""
        if self._allowed is not None:
            hits, cells = self._allowed.filter(chunk, hits, cells, columns)
        self._gate.absorb(result.state, chunk, hits, cells, columns=columns)
        if self._baseline is not None:
            self._baseline.absorb(chunk, hits, cells, columns)

    def conclude(self, result: FileResult) -> None:
        """Say in the result what was let pass and what is new."""
        if self._baseline is not None:
            self._baseline.conclude(result)
        if self._allowed is not None:
            result.allowed += self._allowed.counts
