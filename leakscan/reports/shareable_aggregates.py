"""Aggregates for the shareable profile: classes, and no cell of fewer than 11 persons.

As every number is the lower bound of a class there is no exact total to subtract from, so a
suppressed cell cannot be told from the others.
"""

from leakscan.reports.classes import SMALL_CELL, class_floor
from leakscan.reports.schema import (
    AggregatesPart,
    CarePart,
    OrganisationsPart,
    PopulationPart,
    ProvenancePart,
)


def share_aggregates(part: AggregatesPart) -> AggregatesPart:
    """The same with classes for numbers and without small cells."""
    shared: AggregatesPart = {}
    if "population" in part:
        shared["population"] = _population(part["population"])
    if "care" in part and (care := _care(part["care"])) is not None:
        shared["care"] = care
    if "establishments" in part:
        shared["establishments"] = _organisations(part["establishments"])
    if "insurers" in part:
        shared["insurers"] = _organisations(part["insurers"])
    return shared


def share_provenance(part: ProvenancePart) -> ProvenancePart:
    """Programs, and layouts without the files that share them."""
    return {
        "software": {name: class_floor(files) for name, files in part["software"].items()},
        "layouts": [],
    }


def _population(part: PopulationPart) -> PopulationPart:
    return {
        "basis": part["basis"],
        "counted": class_floor(part["counted"]),
        "exact": False,
        "sample": class_floor(part["sample"]),
        "minors": class_floor(part["minors"]) if part["minors"] >= SMALL_CELL else 0,
        "sexes": _cells(part["sexes"]),
        "birth_decades": _cells(part["birth_decades"]),
        "birth_departments": _cells(part["birth_departments"]),
        "residence_departments": _cells(part["residence_departments"]),
    }


def _care(part: CarePart) -> CarePart | None:
    """Months only: a first and a last day are one record's each."""
    months = _cells(part["months"])
    return {"first": None, "last": None, "months": months} if months else None


def _organisations(part: OrganisationsPart) -> OrganisationsPart:
    """How many, by class; not how large, nor where, since few organisations make small cells."""
    return {
        "distinct": class_floor(part["distinct"]),
        "exact": False,
        "largest": [],
        "departments": {},
    }


def _cells(counts: dict[str, int]) -> dict[str, int]:
    return {key: class_floor(n) for key, n in counts.items() if n >= SMALL_CELL}
