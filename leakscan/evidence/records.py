"""Co-occurrence: what the hits of each record add up to.

Tiers are settled here, because they depend on company: a word beside a strong identifier is
more than a word. Then each record's facets are packed into its signature, once for each
strength of evidence.
"""

from collections import Counter

import numpy as np
import numpy.typing as npt

from leakscan.model.taxonomy import (
    HEALTH_SHIFT,
    MAX_SUPPORTS,
    PERSON_FACETS,
    SUPPORT_SHIFT,
    Assertion,
    Facet,
    Tier,
)
from leakscan.raw.chunk import Offsets
from leakscan.raw.hits import Hits

Mask = npt.NDArray[np.bool_]
Signatures = npt.NDArray[np.int64]


def settle_tiers(hits: Hits, record: Offsets, facet: npt.NDArray[np.int64]) -> None:
    """Raise, in place, the tiers that a strong identifier in the same record supports.

    A bare word becomes contextual; an unambiguous clinical statement about a person whose
    identifier is validated becomes structural: one letter is as serious for that person as a
    row among a million.

    Args:
        hits: Ordered by start.
        record: The record of each hit.
        facet: `Facet` bits of each hit.
    """
    identifying = (facet & int(PERSON_FACETS)) != 0
    last = int(record[-1]) + 1 if record.size else 0
    strong, validated = np.zeros(last, np.bool_), np.zeros(last, np.bool_)
    strong[record[identifying & (hits.tier >= Tier.STRUCTURAL)]] = True
    validated[record[identifying & (hits.tier == Tier.VALIDATED)]] = True
    stated = hits.specific & (hits.tier < Tier.STRUCTURAL) & validated[record]
    hits.tier[(hits.tier == Tier.LEXICAL) & strong[record]] = Tier.CONTEXTUAL
    hits.tier[stated] = Tier.STRUCTURAL


def effective_levels(hits: Hits) -> npt.NDArray[np.int64]:
    """Health level of each hit, one lower (at least 1) when it is not affirmed."""
    level = hits.level.astype(np.int64)
    lowered = (hits.assertion != Assertion.AFFIRMED) & (level > 1)
    return level - lowered


def signatures(
    hits: Hits, record: Offsets, facet: npt.NDArray[np.int64], least: Tier
) -> tuple[Offsets, Signatures]:
    """Records with evidence of at least tier `least`, and the signature of each.

    Args:
        hits: Ordered by start, so that `record` ascends.
        record: The record of each hit.
        facet: `Facet` bits of each hit.
    """
    strong = np.flatnonzero(hits.tier >= least)
    record, facet = record[strong], facet[strong]
    if not record.size:
        return record, np.empty(0, np.int64)
    first = np.flatnonzero(np.concatenate([[True], record[1:] != record[:-1]]))
    bits = np.bitwise_or.reduceat(facet, first)
    level = np.maximum.reduceat(effective_levels(hits)[strong], first)
    supports = _supports(record, hits.concept[strong], first)
    return record[first], bits | (level << HEALTH_SHIFT) | (supports << SUPPORT_SHIFT)


def count(signature: Signatures) -> Counter[int]:
    """How many records have each signature; empty ones are not counted."""
    values, counts = np.unique(signature[signature != 0], return_counts=True)
    return Counter(dict(zip(values.tolist(), counts.tolist(), strict=True)))


def _supports(
    record: Offsets, concept: npt.NDArray[np.int32], first: Offsets
) -> npt.NDArray[np.int64]:
    """Distinct medical concepts of each record, at most `MAX_SUPPORTS`."""
    position = np.zeros(record.size, np.int64)
    position[first[1:]] = 1
    position = np.cumsum(position)
    medical = concept >= 0
    if not medical.any():
        return np.zeros(first.size, np.int64)
    span = int(concept.max()) + 1
    pairs = np.sort(position[medical] * span + concept[medical])
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    return np.minimum(np.bincount(pairs // span, minlength=first.size), MAX_SUPPORTS)


IDENTITY_FACETS = (
    Facet.NAME | Facet.NIR | Facet.EMAIL | Facet.PHONE | Facet.ADDRESS | Facet.ID_DOCUMENT
)
"""Facets that identify directly, so that a pseudonym beside them can be resolved."""
