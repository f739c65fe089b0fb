"""The parts of the document that say who, since when, from where, and what files share."""

from collections.abc import Sequence

from leakscan.model.assessment import Aggregates, Assessment, Organisations
from leakscan.reports.schema import (
    AggregatesPart,
    LayoutPart,
    OrganisationsPart,
    ProvenancePart,
)


def aggregates_part(aggregates: Aggregates) -> AggregatesPart:
    """What is known; an empty part when nothing is."""
    part: AggregatesPart = {}
    if aggregates.population is not None:
        population = aggregates.population
        part["population"] = {
            "basis": population.basis,
            "counted": population.counted,
            "exact": population.exact,
            "sample": population.sample,
            "minors": population.minors,
            "sexes": dict(population.sexes),
            "birth_decades": dict(population.birth_decades),
            "birth_departments": dict(population.birth_departments),
            "residence_departments": dict(population.residence_departments),
        }
    if aggregates.care is not None:
        care = aggregates.care
        part["care"] = {"first": care.first, "last": care.last, "months": dict(care.months)}
    if aggregates.establishments is not None:
        part["establishments"] = _organisations(aggregates.establishments)
    if aggregates.insurers is not None:
        part["insurers"] = _organisations(aggregates.insurers)
    return part


def provenance_part(
    files: Sequence[tuple[str, Assessment]], total: Assessment
) -> ProvenancePart | None:
    """What the files have in common, None when nothing is known.

    Args:
        files: Id and assessment of each file.
        total: The assessment of all of them.
    """
    sharing: dict[tuple[int, int], list[str]] = {}
    for file_id, assessment in files:
        for layout in assessment.aggregates.layouts:
            sharing.setdefault(layout, []).append(file_id)
    shared = [
        LayoutPart(columns=layout[1], tables=total.aggregates.layouts.get(layout, 0), files=ids)
        for layout, ids in sharing.items()
        if len(ids) > 1
    ]
    # The hash of a layout orders nothing: its key is of this run only.
    shared.sort(key=lambda part: (-len(part["files"]), -part["columns"], part["files"]))
    software = dict(total.aggregates.software)
    return {"software": software, "layouts": shared} if software or shared else None


def _organisations(part: Organisations) -> OrganisationsPart:
    return {
        "distinct": part.distinct,
        "exact": part.exact,
        "largest": list(part.largest),
        "departments": dict(part.departments),
    }
