"""The parts of the document that say who, since when, from where, and what files share."""

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


class Layouts:
    """Which files have tables of the same columns in the same order."""

    def __init__(self) -> None:
        self._files: dict[tuple[int, int], list[str]] = {}

    def add(self, file_id: str, assessment: Assessment) -> None:
        """Note the layouts of one more file."""
        for layout in assessment.aggregates.layouts:
            self._files.setdefault(layout, []).append(file_id)

    def shared(self, total: Assessment) -> list[LayoutPart]:
        """The layouts of more than one file, the most widespread first."""
        shared = [
            LayoutPart(
                columns=layout[1],
                tables=total.aggregates.layouts.get(layout, 0),
                files=sorted(ids, key=lambda file_id: (len(file_id), file_id)),
            )
            for layout, ids in self._files.items()
            if len(ids) > 1
        ]
        # The hash of a layout orders nothing: its key is of this run only.
        return sorted(
            shared, key=lambda part: (-len(part["files"]), -part["columns"], part["files"])
        )


def provenance_part(layouts: Layouts, total: Assessment) -> ProvenancePart | None:
    """What the files have in common, None when nothing is known.

    Args:
        layouts: Of all files.
        total: The assessment of all of them.
    """
    shared = layouts.shared(total)
    software = dict(total.aggregates.software)
    return {"software": software, "layouts": shared} if software or shared else None


def _organisations(part: Organisations) -> OrganisationsPart:
    return {
        "distinct": part.distinct,
        "exact": part.exact,
        "largest": list(part.largest),
        "departments": dict(part.departments),
    }
