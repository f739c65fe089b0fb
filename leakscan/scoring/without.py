"""What the severity would be without a kind of data: the same records, one category masked.

It tells what a severity hangs on, and what an export would have to leave out. Masking never
raises a severity, since ease of identification is upward-closed.
"""

from collections import Counter

from leakscan.model.assessment import Score
from leakscan.model.state import FileState
from leakscan.model.taxonomy import CATEGORY_FACETS, HEALTH_MASK, SUPPORT_MASK, Facet
from leakscan.scoring.record import rate
from leakscan.scoring.severity import established, score

MAX_SIGNATURES = 2048
"""Kinds of records beyond which this is not worth its time; real files have some dozens."""
_DIRECT = (
    Facet.NAME
    | Facet.NIR
    | Facet.EMAIL
    | Facet.PHONE
    | Facet.ADDRESS
    | Facet.ID_DOCUMENT
    | Facet.BIRTH_DATE
)
_SENSITIVE = Facet.GENETIC | Facet.ART9 | Facet.ART10 | Facet.STIGMATISING
_MASKS: dict[str, int] = {
    **{category: int(facet) for category, facet in CATEGORY_FACETS.items() if facet},
    "health": HEALTH_MASK | SUPPORT_MASK | int(Facet.GENETIC | Facet.STIGMATISING),
    "all-identity": int(_DIRECT),
    "all-sensitive": HEALTH_MASK | SUPPORT_MASK | int(_SENSITIVE),
}


def severities_without(state: FileState, *, health_context: bool) -> dict[str, Score]:
    """The established severity without each kind of data that makes a difference."""
    if sum(map(len, state.signatures)) > MAX_SIGNATURES:
        return {}

    def severity(signature: int) -> float:
        return rate(signature, health_context=health_context).se

    whole = established(state, severity)
    held = 0
    for signature in state.signatures[0]:
        held |= signature
    found = {}
    for name, mask in _MASKS.items():
        if held & mask and (rest := established(_masked(state, mask), severity)) < whole:
            found[name] = score(rest)
    return found


def _masked(state: FileState, mask: int) -> FileState:
    """The state as if these bits stood in no record."""
    masked = FileState()
    for mine, theirs in zip(masked.signatures, state.signatures, strict=True):
        rest: Counter[int] = Counter()
        for signature, records in theirs.items():
            rest[signature & ~mask] += records
        mine.update(rest)
    return masked
