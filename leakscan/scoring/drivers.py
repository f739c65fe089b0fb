"""What the score rests on: kinds of records by (DPC, EI), strongest first."""

from collections import Counter
from collections.abc import Iterable

from leakscan.model.assessment import Driver
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Tier
from leakscan.scoring import policy
from leakscan.scoring.record import Rating, categories_of, rate
from leakscan.scoring.severity import ANY, CONTEXTUAL, PROVEN


def find_drivers(
    state: FileState, established: float, *, health_context: bool
) -> tuple[Driver, ...]:
    """At most `policy.MAX_DRIVERS` groups of records that explain the score.

    They are taken from the weakest evidence that still explains `established`: proven records
    when these reach it, else contextual ones; when nothing is established, from any word.
    """
    rated = [
        {s: rate(s, health_context=health_context) for s in counter} for counter in state.signatures
    ]
    proven = max((rating.se for rating in rated[PROVEN].values()), default=0.0)
    tier = ANY if not established else PROVEN if proven >= established else CONTEXTUAL
    limit = established or max((rating.se for rating in rated[ANY].values()), default=0.0)
    groups: dict[tuple[float, float], Counter[int]] = {}
    for signature, rating in rated[tier].items():
        if 0 < rating.se <= limit:
            group = groups.setdefault((rating.dpc, rating.ei), Counter())
            group[signature] = state.signatures[tier][signature]
    drivers = [_driver(group, rated[tier], Tier(tier)) for group in groups.values()]
    return strongest(drivers)


def linked_driver(rating: Rating, keys: int) -> Driver:
    """The driver that stands for the two sides joined by a pseudonym."""
    return Driver(
        dpc=rating.dpc,
        ei=rating.ei,
        categories=("pseudonym",),
        records=keys,
        dpc_basis=rating.dpc_basis,
        ei_basis=rating.ei_basis,
    )


def strongest(drivers: Iterable[Driver]) -> tuple[Driver, ...]:
    """The first `policy.MAX_DRIVERS` by severity, then context, then number."""
    ranked = sorted(drivers, key=lambda d: (-d.dpc * d.ei, -d.dpc, -d.records, d.dpc_basis))
    return tuple(ranked[: policy.MAX_DRIVERS])


def _driver(group: Counter[int], rated: dict[int, Rating], evidence: Tier) -> Driver:
    """The driver of one group, explained by its most frequent signature."""
    typical = min(group, key=lambda signature: (-group[signature], signature))
    rating = rated[typical]
    return Driver(
        dpc=rating.dpc,
        ei=rating.ei,
        categories=tuple(sorted(categories_of(group))),
        records=group.total(),
        dpc_basis=rating.dpc_basis,
        ei_basis=rating.ei_basis,
        evidence=evidence,
    )
