"""Hits that a column's role gives to its cells: names, dates, doctors, passwords, codes…"""

from collections.abc import Callable
from enum import Enum, auto

import numpy as np

from leakscan.detectors.cells import Cells
from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.columns import NO_RULE
from leakscan.detectors.layout import Layout
from leakscan.detectors.rule import RuleSet
from leakscan.model.taxonomy import Assertion, Tier
from leakscan.raw.hits import Hits


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
        by_kind = {kind: [k is kind for k in self._kinds] for kind in Kind}
        self._of_kind = {kind: np.array([*flags, False], np.bool_) for kind, flags in by_kind.items()}

    def hits(self, layout: Layout) -> list[Hits]:
        """Hits of all cells, of the owned records, in columns with a role."""
        fields = layout.chunk.fields
        if layout.profile is None or fields is None:
            return []
        role = layout.profile.rule[fields.column]
        # The last entry of each table answers for NO_RULE, which is -1.
        candidates = np.flatnonzero(~self._of_kind[Kind.NONE][role] & (role != NO_RULE))
        candidates = candidates[fields.ends[candidates] > fields.starts[candidates]]
        candidates = candidates[layout.owned(fields.starts[candidates])]
        cells = Cells.of(layout.data, fields.starts[candidates], fields.ends[candidates])
        filled = cells.filled()
        cells, candidates = cells.take(filled), candidates[filled]
        role = role[candidates]
        value = np.zeros(role.size, np.uint64)
        keep = np.ones(role.size, np.bool_)
        for kind, members in self._of_kind.items():
            which = np.flatnonzero(members[role])
            if not which.size:
                continue
            if kind is Kind.DATE:
                value[which] = cells.take(which).dates()
                keep[which] = value[which] > 0
            elif kind in _SHAPES:
                keep[which] = _SHAPES[kind](cells.take(which))
        return [
            self._of_rule(rule, cells, value, candidates, keep & (role == rule), layout)
            for rule in np.unique(role[keep]).tolist()
        ]

    def _of_rule(
        self,
        rule: int,
        cells: Cells,
        value: np.ndarray,
        fields: Offsets,
        which: Mask,
        layout: Layout,
    ) -> Hits:
        chosen = cells.take(which)
        assert layout.profile is not None
        hits = Hits.of(
            rule,
            chosen.starts,
            chosen.ends,
            tier=Tier.STRUCTURAL,
            level=self._levels[rule],
            value=value[which],
            personal=~layout.flag_of(layout.profile.professional, fields[which]),
            field=fields[which],
        )
        if self._levels[rule] and self._kinds[rule] is Kind.FILLED:
            hits.assertion[chosen.are_negative()] = Assertion.NEGATED
        return hits
