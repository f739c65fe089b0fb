"""Co-occurrence: what the hits of each record add up to.

Tiers are settled here, because they depend on company: a word beside a strong identifier is
more than a word. Then each record's facets are packed into its signature, once for each
strength of evidence.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from leakscan.evidence.groups import tallied
from leakscan.model.taxonomy import (
    HEALTH_SHIFT,
    MAX_SUPPORTS,
    PERSON_FACETS,
    SUPPORT_SHIFT,
    Assertion,
    Facet,
    Tier,
)
from leakscan.native import records
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Offsets
from leakscan.raw.hits import ColumnHits, Hits

Bits = npt.NDArray[np.int64]
"""Facet bits, or whole signatures."""

IDENTITY_FACETS = (
    Facet.NAME | Facet.NIR | Facet.EMAIL | Facet.PHONE | Facet.ADDRESS | Facet.ID_DOCUMENT
)
"""Facets that identify directly, so that a pseudonym beside them can be resolved."""


class RecordEvidence:
    """What stands in each record of one chunk: facets and health levels.

    Args:
        size: Number of records.
        hits: Hits ordered by start, or None.
        record: The record of each hit, ascending.
        cells: Hits of whole columns; all of them are structural or better.
        facets: `Facet` bits by rule index.
    """

    def __init__(
        self,
        size: int,
        hits: Hits | None,
        record: Offsets,
        cells: Sequence[ColumnHits],
        facets: Bits,
    ) -> None:
        self._hits, self._record = hits, record
        self._cells = records.Evidence(
            np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.bool_)
        )
        mark = _mark if KERNELS is None else records.mark
        for column in cells:
            mark(
                self._cells,
                column.record,
                int(facets[column.rule]) if column.personal else 0,
                column.level,
                negated=column.negated,
                validated=column.personal and column.tier == Tier.VALIDATED,
            )
        if hits is not None:
            self._hit_bits = np.where(hits.personal, facets.take(hits.rule), 0)

    def settle_tiers(self) -> None:
        """Raise, in place, the tiers of hits that a strong identifier in their record supports.

        A bare word becomes contextual; an unambiguous clinical statement about a person whose
        identifier is validated becomes structural: one letter is as serious for that person
        as a row among a million.
        """
        hits, record = self._hits, self._record
        if hits is None:
            return
        strong = (self._cells.bits & int(PERSON_FACETS)) != 0
        validated = self._cells.validated.copy()
        identifying = (self._hit_bits & int(PERSON_FACETS)) != 0
        strong[record[identifying & (hits.tier >= Tier.STRUCTURAL)]] = True
        validated[record[identifying & (hits.tier == Tier.VALIDATED)]] = True
        stated = hits.specific & (hits.tier < Tier.STRUCTURAL) & validated[record]
        hits.tier[(hits.tier == Tier.LEXICAL) & strong[record]] = Tier.CONTEXTUAL
        hits.tier[stated] = Tier.STRUCTURAL

    def signatures(self, least: Tier) -> Bits:
        """The signature of each record, from evidence of at least tier `least`."""
        if self._hits is None:
            return self._cells.bits | (self._cells.level << HEALTH_SHIFT)
        hits = records.Statements(
            self._record,
            self._hits.tier,
            self._hit_bits,
            self._hits.level,
            self._hits.assertion,
            self._hits.concept,
        )
        if KERNELS is None:
            return _signatures(hits, self._cells, least)
        return records.signatures(
            hits,
            self._cells,
            least,
            supports=MAX_SUPPORTS,
            level_shift=HEALTH_SHIFT,
            support_shift=SUPPORT_SHIFT,
        )


def _mark(
    evidence: records.Evidence,
    record: Offsets,
    facets: int,
    level: int,
    *,
    negated: npt.NDArray[np.bool_] | None,
    validated: bool,
) -> None:
    """The twin of the kernel."""
    evidence.bits[record] |= facets
    if validated:
        evidence.validated[record] = True
    own = np.full(record.size, level, np.int64)
    if negated is not None:
        own -= negated & (own > 1)
    evidence.level[record] = np.maximum(evidence.level[record], own)


def _signatures(hits: records.Statements, evidence: records.Evidence, least: int) -> Bits:
    """The twin of the kernel."""
    bits, level = evidence.bits.copy(), evidence.level.copy()
    supports = np.zeros(bits.size, np.int64)
    rows = np.flatnonzero(hits.tier >= least)
    if rows.size:
        record = hits.record[rows]
        first = np.flatnonzero(np.concatenate([[True], record[1:] != record[:-1]]))
        seen = record[first]
        bits[seen] |= np.bitwise_or.reduceat(hits.facets[rows], first)
        highest = np.maximum.reduceat(_effective_levels(hits, rows), first)
        level[seen] = np.maximum(level[seen], highest)
        supports = _supports(record, hits.concept[rows], bits.size)
    return bits | (level << HEALTH_SHIFT) | (supports << SUPPORT_SHIFT)


def count(signatures: Bits) -> Counter[int]:
    """How many records have each signature; empty ones are not counted."""
    once, times = tallied(signatures.view(np.uint64))
    counts = dict(zip(once.tolist(), times.tolist(), strict=True))
    counts.pop(0, None)
    return Counter(counts)


def _effective_levels(hits: records.Statements, rows: Offsets) -> npt.NDArray[np.int64]:
    """Health level of each hit, one lower (at least 1) when it is not affirmed."""
    level = hits.level[rows].astype(np.int64)
    return level - ((hits.assertion[rows] != Assertion.AFFIRMED) & (level > 1))


def _supports(record: Offsets, concept: npt.NDArray[np.int32], size: int) -> Bits:
    """Distinct medical concepts of each of `size` records, at most `MAX_SUPPORTS`."""
    medical = concept >= 0
    if not medical.any():
        return np.zeros(size, np.int64)
    span = int(concept.max()) + 1
    pairs = np.sort(record[medical] * span + concept[medical])
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    return np.minimum(np.bincount(pairs // span, minlength=size), MAX_SUPPORTS)
