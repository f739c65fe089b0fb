"""The rating of one record from its signature: DPC x EI, and what each rests on.

A signature packs the facets of a record (see `leakscan.model.taxonomy`); a rating only ever
grows when facets are added, which the property tests hold it to.
"""

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from leakscan.model.taxonomy import (
    CATEGORY_FACETS,
    HEALTH_MASK,
    HEALTH_SHIFT,
    SUPPORT_MASK,
    SUPPORT_SHIFT,
    Facet,
)
from leakscan.scoring import policy

_FACETS_MASK = (1 << HEALTH_SHIFT) - 1
CARE_CONTACT_LEVEL = 2

_CATEGORY_OF_FACET: dict[Facet, str] = {
    facet: category for category, facet in CATEGORY_FACETS.items() if facet
} | {Facet.CARD: "financial", Facet.FINANCIAL: "financial"}


class Rating(NamedTuple):
    """Context and ease of identification of one record, with what gives them."""

    dpc: float
    ei: float
    dpc_basis: str = ""
    ei_basis: tuple[str, ...] = ()

    @property
    def se(self) -> float:
        """Severity without circumstances, 0 to 4 by steps that floats represent exactly."""
        return self.dpc * self.ei


NO_PERSON = Rating(0.0, 0.0)
_DOCTOR = Rating(policy.DOCTOR_DPC, policy.DOCTOR_EI, "doctor", ("doctor",))

# Plain integers: operations on an enum cost 20 times more, and a hostile file can hold tens
# of thousands of different signatures.
_DPC = tuple((int(facet), dpc, _CATEGORY_OF_FACET[facet]) for facet, dpc in policy.DPC_OF_FACET)
_EI = tuple(
    (int(needed), ei, tuple(_CATEGORY_OF_FACET[facet] for facet in needed))
    for needed, ei in policy.EI_RULES
)
_SUBJECT = int(policy.SUBJECT_FACETS)
_DOCTOR_BIT = int(Facet.DOCTOR)
_CREDENTIAL_BIT = int(Facet.CREDENTIAL)
_SPECIAL = int(Facet.GENETIC | Facet.ART9 | Facet.ART10)


def facets_of(signature: int) -> Facet:
    """The facets packed into a signature."""
    return Facet(signature & _FACETS_MASK)


def health_level(signature: int) -> int:
    """The highest health level of the record, 0 to 4."""
    return min((signature & HEALTH_MASK) >> HEALTH_SHIFT, len(policy.DPC_OF_HEALTH) - 1)


def supports(signature: int) -> int:
    """How many independent supports the record gives what it reaches, at least 1."""
    return max(1, (signature & SUPPORT_MASK) >> SUPPORT_SHIFT)


def has_subject(signature: int) -> bool:
    """Whether the record is about a person other than a health professional."""
    return bool(signature & _SUBJECT)


def categories_of(signatures: Iterable[int]) -> frozenset[str]:
    """What these records hold, in the words of the rules' categories."""
    joined, levels = 0, set()
    for signature in signatures:
        joined |= signature
        levels.add(health_level(signature))
    named = {_CATEGORY_OF_FACET[f] for f in facets_of(joined) if f in _CATEGORY_OF_FACET}
    named |= {"care-contact" if level == CARE_CONTACT_LEVEL else "health" for level in levels - {0}}
    return frozenset(named)


@lru_cache(maxsize=1 << 16)
def rate(signature: int, *, health_context: bool) -> Rating:
    """The rating of a record; 0 when it is about nobody.

    Args:
        signature: Facets, health level and supports of the record.
        health_context: The file is a health actor's, so that identity alone says something.
    """
    if not signature & _SUBJECT:
        return _DOCTOR if signature & _DOCTOR_BIT else NO_PERSON
    dpc, dpc_basis = _context(signature, health_context=health_context)
    ei, ei_basis = _identification(signature)
    subject = Rating(dpc, ei, dpc_basis, ei_basis)
    # A doctor never combines with what the record says of its subject.
    return _DOCTOR if signature & _DOCTOR_BIT and subject.se < _DOCTOR.se else subject


def sensitive_context(signature: int) -> float:
    """The DPC that health, genetic and other special data alone give the record."""
    of_facets = (dpc for facet, dpc, _ in _DPC if signature & _SPECIAL & facet)
    return max(policy.DPC_OF_HEALTH[health_level(signature)], *of_facets, 0.0)


def _context(signature: int, *, health_context: bool) -> tuple[float, str]:
    """The highest DPC and its basis; health wins a tie because it says most."""
    level = health_level(signature)
    candidates = [(policy.DPC_OF_HEALTH[level], f"health-{level}")]
    candidates += [(dpc, name) for facet, dpc, name in _DPC if signature & facet]
    if health_context:
        candidates.append((policy.HEALTH_CONTEXT_DPC, "health-context"))
        if signature & _CREDENTIAL_BIT:
            candidates.append((policy.HEALTH_CONTEXT_CREDENTIAL_DPC, "credential"))
    return max(candidates, key=itemgetter(0))


def _identification(signature: int) -> tuple[float, tuple[str, ...]]:
    """The highest EI among the rules whose facets are all there."""
    for needed, ei, names in _EI:
        if signature & needed == needed:
            return ei, names
    return 0.0, ()
