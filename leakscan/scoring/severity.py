"""From the ratings of records to the severity of a file: what is established, what presumed.

Established: one record whose structure or keys prove it, or three clues from context.
Presumed: the strongest reading of any word at all. Both are maxima, so that noise never
dilutes a leak and one more match never lowers it.
"""

from collections import Counter
from collections.abc import Callable

from leakscan.model.assessment import Band, Score
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Facet
from leakscan.scoring import policy
from leakscan.scoring.record import Rating, rate, sensitive_context, supports

ANY, CONTEXTUAL, PROVEN = 0, 1, 2
"""Indices into `FileState.signatures`."""

Measure = Callable[[int], float]
"""What a signature is worth; must grow with its facets."""
Reach = Callable[[FileState, Measure], float]


def established(state: FileState, measure: Measure) -> float:
    """The highest value that one proven record or three contextual clues reach."""
    proven = max(map(measure, state.signatures[PROVEN]), default=0.0)
    support: Counter[float] = Counter()
    for signature, records in state.signatures[CONTEXTUAL].items():
        support[measure(signature)] += records * supports(signature)
    reached = 0
    for value in sorted(support, reverse=True):
        reached += support[value]
        if reached >= policy.SUPPORTS_NEEDED:
            return max(proven, value)
    return proven


def presumed(state: FileState, measure: Measure) -> float:
    """The highest value of any record, whatever the evidence."""
    readings = (measure(signature) for counter in state.signatures for signature in counter)
    return max(readings, default=0.0)


def linked_keys(state: FileState) -> int:
    """Pseudonyms that join an identity side to a health side; 0 when too few to say so."""
    shared = state.identity_keys.shared(state.health_keys)
    return shared if shared >= policy.LINK_KEYS else 0


def linked_rating(state: FileState, reach: Reach) -> Rating:
    """The rating of the health side joined to the identity side, where `linked_keys` join them."""
    dpc = reach(state, _sensitivity_of_pseudonymous)
    ei = reach(state, _identification_of_pseudonymous)
    return Rating(dpc, ei, "linked", ("pseudonym",))


def score(se: float, *, undetermined: bool = False) -> Score:
    """A severity with its band, None when nothing was examined."""
    return Score(se=se, band=None if undetermined else band_of(se))


def band_of(se: float) -> Band:
    """The band of a severity, 0 to 6."""
    if se <= 0:
        return Band.NONE
    return Band(1 + sum(se >= floor for floor in policy.BAND_FLOORS))


def _sensitivity_of_pseudonymous(signature: int) -> float:
    return sensitive_context(signature) if signature & Facet.PSEUDONYM.value else 0.0


def _identification_of_pseudonymous(signature: int) -> float:
    pseudonymous = signature & Facet.PSEUDONYM.value
    return rate(signature, health_context=False).ei if pseudonymous else 0.0
