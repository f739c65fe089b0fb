"""Whom FHIR resources in JSON are about: ``Patient/p1`` is the patient whose ``id`` is ``p1``.

Specification: https://hl7.org/fhir/R4/references.html. Exports in bulk give patients in one file
and their results in others, joined by these identifiers alone.
"""

from dataclasses import replace

import numpy as np

from leakscan.detectors.layout import Layout
from leakscan.detectors.masked import are_masked
from leakscan.detectors.rule import NO_RULE
from leakscan.model.taxonomy import Tier
from leakscan.raw.hits import ColumnHits

_TYPE, _PATIENT, _REFERENCE = "resourceType", b"Patient", b"Patient/"


def with_patients(cells: list[ColumnHits], layout: Layout, pseudonym: int) -> list[ColumnHits]:
    """Hits of columns, with patients' own identifiers, and those in references without their type.

    Args:
        cells: Of one chunk.
        layout: Its columns.
        pseudonym: The rule of such identifiers; `NO_RULE` when there is none.
    """
    table, profile = layout.chunk.table, layout.profile
    if table is None or profile is None or pseudonym == NO_RULE:
        return cells
    kind = next((n for n, name in enumerate(table.columns) if _last(name) == _TYPE), -1)
    if kind < 0:
        return cells
    known = [_bare(column, layout) if column.rule == pseudonym else column for column in cells]
    own = table.columns[kind].removesuffix(_TYPE) + "id"
    number = table.columns.index(own) if own in table.columns else -1
    if number < 0 or profile.rule[number] != NO_RULE:
        return known
    found = _identifiers(layout, kind, number, pseudonym)
    return sorted([*known, found], key=lambda each: each.column) if found.start.size else known


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _bare(column: ColumnHits, layout: Layout) -> ColumnHits:
    """Hits whose values begin after ``Patient/`` where that stands in them."""
    data = layout.chunk.data
    spans = zip(column.start.tolist(), column.end.tolist(), strict=True)
    at = np.array([data.rfind(_REFERENCE, start, end) for start, end in spans], np.int64)
    return replace(column, start=np.where(at >= 0, at + len(_REFERENCE), column.start))


def _identifiers(layout: Layout, kind: int, number: int, pseudonym: int) -> ColumnHits:
    """The identifiers of the records that are patients."""
    data = layout.chunk.data
    _, starts, ends, records = layout.column_spans(kind)
    spans = zip(starts.tolist(), ends.tolist(), records.tolist(), strict=True)
    patients = [record for start, end, record in spans if data[start:end] == _PATIENT]
    _, starts, ends, records = layout.column_spans(number)
    records, first = np.unique(records, return_index=True)
    keep = np.isin(records, patients) & (ends[first] > starts[first])
    keep[keep] = ~are_masked(layout.data, starts[first][keep], ends[first][keep])
    return ColumnHits(
        rule=pseudonym,
        column=number,
        tier=Tier.STRUCTURAL,
        personal=True,
        start=starts[first][keep],
        end=ends[first][keep],
        record=records[keep],
    )
