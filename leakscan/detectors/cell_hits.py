"""Hits that a column's role gives to its cells: names, dates, doctors, passwords, codes."""

from collections.abc import Callable
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import Cells
from leakscan.detectors.characters import Mask
from leakscan.detectors.columns import NO_RULE
from leakscan.detectors.layout import Layout
from leakscan.detectors.rule import RuleSet
from leakscan.raw.hits import ColumnHits


class Kind(Enum):
    """What a cell must look like to count."""

    NONE = auto()
    LETTERS = auto()
    CODE = auto()
    FILLED = auto()
    DATE = auto()
    SEX = auto()
    POSTCODE = auto()
    BLOOD_GROUP = auto()
    ICD10 = auto()


_KIND_BY_ID = {
    "health.blood-group": Kind.BLOOD_GROUP,
    "health.icd10": Kind.ICD10,
    "health.comment": Kind.NONE,
    "date.sample": Kind.DATE,
}
_KIND_BY_CATEGORY = {
    "nir": Kind.NONE,
    "phone": Kind.NONE,
    "email": Kind.NONE,
    "name": Kind.LETTERS,
    "doctor": Kind.LETTERS,
    "address": Kind.LETTERS,
    "insurance": Kind.CODE,
    "professional": Kind.CODE,
    "pseudonym": Kind.CODE,
    "id-document": Kind.CODE,
    "credential": Kind.FILLED,
    "birth-date": Kind.DATE,
    "sex": Kind.SEX,
    "postcode": Kind.POSTCODE,
}
_SHAPES: dict[Kind, Callable[[Cells], Mask]] = {
    Kind.LETTERS: Cells.have_letters,
    Kind.CODE: Cells.are_codes,
    Kind.SEX: Cells.are_sexes,
    Kind.POSTCODE: Cells.are_postcodes,
    Kind.BLOOD_GROUP: Cells.are_blood_groups,
    Kind.ICD10: Cells.are_icd10,
}


class CellRules:
    """Which rules own whole columns, and what their cells must look like."""

    def __init__(self, rules: RuleSet) -> None:
        self._kinds = [
            _KIND_BY_ID.get(rule.info.id) or _KIND_BY_CATEGORY.get(rule.info.category, Kind.FILLED)
            for rule in rules.rules
        ]
        self._levels = [rule.info.level for rule in rules.rules]

    def hits(self, layout: Layout) -> list[ColumnHits]:
        """Hits of all cells, of the owned records, in columns with a role."""
        if layout.profile is None or layout.chunk.fields is None:
            return []
        columns = np.flatnonzero(layout.profile.rule != NO_RULE).tolist()
        found = (self._of_column(column, layout) for column in columns)
        return [hits for hits in found if hits is not None]

    def _of_column(self, column: int, layout: Layout) -> ColumnHits | None:
        fields, profile = layout.chunk.fields, layout.profile
        assert fields is not None
        assert profile is not None
        rule = int(profile.rule[column])
        kind, level = self._kinds[rule], self._levels[rule]
        if kind is Kind.NONE:
            return None
        which = layout.fields_in(column)
        cells = Cells.of(layout.data, fields.starts[which], fields.ends[which], layout.words)
        keep = cells.filled()
        value: npt.NDArray[np.uint64] | None = None
        if kind is Kind.DATE:
            value = cells.dates()
            keep &= value > 0
        elif kind in _SHAPES:
            keep &= _SHAPES[kind](cells)
        if kind is Kind.FILLED and level:
            keep &= ~cells.are_no()
        if not keep.all():
            cells = cells.take(keep)
            value = None if value is None else value[keep]
        if not cells.starts.size:
            return None
        return ColumnHits(
            rule=rule,
            column=column,
            level=level,
            personal=not profile.professional[column],
            start=cells.starts,
            end=cells.ends,
            record=layout.chunk.record_of(cells.starts),
            value=value,
            negated=cells.are_negative() if kind is Kind.FILLED and level else None,
        )
