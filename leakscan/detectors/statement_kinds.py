"""What the keywords of each group state, as far as their status is concerned.

Must not know any text. That of the built-in rules is stored (see `builtin`): whether a group names
drugs is asked of all its words, which nothing else of a scan does.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from leakscan.detectors.builtin import stored_for
from leakscan.detectors.rule import KeywordGroup, RuleSet

_STORED = "statements.kinds"
_DRUG = "health.drug"
_TREATMENTS = frozenset({"TPE", "PrEP", "trithérapie", "prep", "traitement post-exposition"})
"""What is given against HIV, by the words for it: under way it is taken, not awaited."""
_MARKERS = 3
"""The level of tests and treatments, below that of diagnoses."""


class Kind(IntEnum):
    """What a term is, as far as its status is concerned.

    A drug that is prescribed is taken, a test that is prescribed has no result yet. A state, as
    being pregnant, is not prescribed, and when it is said to be uneventful it goes on. A remedy is
    a drug that tells of what it is given against: stopped, it tells of it all the same.
    """

    OTHER = 0
    DRUG = 1
    TEST = 2
    SEROLOGY = 3
    STATE = 4
    REMEDY = 5


_KINDS = {
    "health.hiv": Kind.SEROLOGY,
    "health.sti": Kind.SEROLOGY,
    "health.hepatitis": Kind.SEROLOGY,
    "health.pregnancy": Kind.TEST,
    "health.genetic": Kind.TEST,
    "health.cancer": Kind.TEST,
}
"""What a result is awaited for; other statements are not asked of a laboratory."""


def kinds_of(
    rules: RuleSet, groups: Sequence[KeywordGroup], group_rule: Sequence[int]
) -> npt.NDArray[np.uint8]:
    """The `Kind` of each group.

    Args:
        groups: Of the rules, as a vocabulary numbers them.
        group_rule: The rule of each.
    """
    stored = stored_for(rules)
    if stored is not None:
        return stored[_STORED]
    return _told(groups, [rules.rules[rule].info.id for rule in group_rule])


def kind_arrays(
    rules: RuleSet, groups: Sequence[KeywordGroup], group_rule: Sequence[int]
) -> Mapping[str, npt.NDArray[Any]]:
    """What is stored of them."""
    return {_STORED: _told(groups, [rules.rules[rule].info.id for rule in group_rule])}


def _told(groups: Sequence[KeywordGroup], rule_ids: Sequence[str]) -> npt.NDArray[np.uint8]:
    of_rule = list(zip(groups, rule_ids, strict=True))
    drugs = {word for group, rule in of_rule if rule == _DRUG for word in group.keywords}
    kinds = [_kind(group, rule, drugs) for group, rule in of_rule]
    return np.array(kinds or [Kind.OTHER], np.uint8)


def _names_drugs(group: KeywordGroup, drugs: set[str]) -> bool:
    """Whether most words of a group are drugs: Truvada is taken, whatever rule counts it."""
    return 2 * len(drugs.intersection(group.keywords)) > len(group.keywords)


def _kind(group: KeywordGroup, rule_id: str, drugs: set[str]) -> Kind:
    if rule_id == _DRUG:
        return Kind.DRUG
    if _names_drugs(group, drugs) or _TREATMENTS.intersection(group.keywords):
        return Kind.REMEDY
    # Of cancers only the markers are asked for: nobody orders a radiotherapy from a laboratory.
    if rule_id == "health.cancer" and group.level > _MARKERS:
        return Kind.OTHER
    if rule_id == "health.pregnancy" and group.level > _MARKERS:
        return Kind.STATE
    return _KINDS.get(rule_id, Kind.OTHER)
