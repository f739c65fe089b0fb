"""FHIR resources in JSON that define what others hold: they have publishers, and no patients.

Specification: https://hl7.org/fhir/R4/resourcelist.html (Conformance, Terminology, Definitional
Artifacts), with those of DSTU2 to R5. Their names, mailboxes and telephones are their authors',
their diseases a vocabulary, their values examples. What is doubted still counts, as a word alone
does; a resource beside them in a bundle is read as ever, and so is one that holds a number which
proves to be somebody's. A profile that is too long for one record is read as its elements
(https://hl7.org/fhir/R4/elementdefinition.html), which do not say its type.
"""

import numpy as np

from leakscan.detectors.characters import Mask
from leakscan.detectors.layout import Layout
from leakscan.model.taxonomy import Tier
from leakscan.raw.chunk import Table
from leakscan.raw.hits import ColumnHits, Hits

_TYPE = "resourceType"
_ELEMENT = ("path", "short", "definition", "min", "max")
"""What elements of profiles have: where they stand, what they mean and how often they may."""
_DEFINITIONS = frozenset(
    b"ActivityDefinition ActorDefinition CapabilityStatement ChargeItemDefinition CodeSystem "
    b"CompartmentDefinition ConceptMap ConditionDefinition Conformance DataElement "
    b"DeviceDefinition EventDefinition ExampleScenario ExpansionProfile GraphDefinition "
    b"ImplementationGuide Library Measure MessageDefinition NamingSystem ObservationDefinition "
    b"OperationDefinition PlanDefinition Questionnaire Requirements SearchParameter "
    b"ServiceDefinition SpecimenDefinition StructureDefinition StructureMap SubscriptionTopic "
    b"SubstanceDefinition TerminologyCapabilities TestScript ValueSet".split()
)


def doubt_definitions(
    hits: list[Hits], cells: list[ColumnHits], layout: Layout
) -> list[ColumnHits]:
    """Take what definitions hold for nobody's; the cells that are left.

    Args:
        hits: Of one chunk; their tiers are changed, and whether they are personal.
        cells: Hits of whole columns.
        layout: Where both stand.
    """
    table = layout.chunk.table
    kind = -1 if table is None else _own_type(table)
    elements = -1 if table is None else _elements(table)
    if max(kind, elements) < 0:
        return cells
    defining = _defining(layout, kind)
    if elements >= 0:
        defining[layout.column_spans(elements)[3]] = True
    record = [layout.chunk.record_of(part.start) for part in hits]
    for part, own in zip(hits, record, strict=True):
        defining[own[part.personal & (part.tier == Tier.VALIDATED)]] = False
    for column in cells:
        if column.personal and column.tier == Tier.VALIDATED:
            defining[column.record] = False
    if not defining.any():
        return cells
    for part, own in zip(hits, record, strict=True):
        part.tier[defining[own]] = Tier.LEXICAL
        part.personal[defining[own]] = False
    left = (column.take(~defining[column.record]) for column in cells)
    return [column for column in left if column.start.size]


def _own_type(table: Table) -> int:
    """The column of the records' own types, beside those of the resources within; -1 without."""
    kinds = [n for n, name in enumerate(table.columns) if name.endswith(_TYPE)]
    return min(kinds, key=lambda n: table.columns[n].count("."), default=-1)


def _elements(table: Table) -> int:
    """The column of where elements of profiles stand; -1 without."""
    path, *others = _ELEMENT
    names = set(table.columns)
    for column, name in enumerate(table.columns):
        within = name.removesuffix(path)
        if within != name and names.issuperset(within + other for other in others):
            return column
    return -1


def _defining(layout: Layout, kind: int) -> Mask:
    """Which of the chunk's records say of themselves that they are definitions."""
    data = layout.chunk.data
    defining = np.zeros(layout.chunk.record_starts.size or 1, np.bool_)
    if kind < 0:
        return defining
    _, starts, ends, record = layout.column_spans(kind)
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    defining[record] = [data[start:end] in _DEFINITIONS for start, end in spans]
    return defining


__all__ = ["doubt_definitions"]
