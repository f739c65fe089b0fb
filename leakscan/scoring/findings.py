"""Findings of a report: each rule's tally with what the rule is."""

from collections.abc import Mapping
from hashlib import blake2b

from leakscan.model.assessment import Finding
from leakscan.model.state import MISSPELT, FileState, RuleTally
from leakscan.model.taxonomy import Assertion, RuleInfo, Tier
from leakscan.scoring.persons import rounded

_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""A run of digits in a report might be taken for a number of somebody's."""


def list_findings(state: FileState, rules: Mapping[str, RuleInfo]) -> tuple[Finding, ...]:
    """One finding for each rule that was hit, by rule id."""
    return tuple(
        _finding(rules[rule_id], tally, state.hints[MISSPELT + rule_id])
        for rule_id, tally in sorted(state.tallies.items())
        if tally.count
    )


def _finding(rule: RuleInfo, tally: RuleTally, misspelt: int) -> Finding:
    by_tier, by_assertion = tally.counts.sum(axis=1), tally.counts.sum(axis=0)
    return Finding(
        rule=rule,
        tier=tally.tier,
        count=tally.count,
        records=tally.records,
        distinct=_distinct(tally),
        tiers={tier.label: int(by_tier[tier]) for tier in reversed(Tier) if by_tier[tier]},
        assertions={assertion.label: int(by_assertion[assertion]) for assertion in Assertion},
        fields=tuple(sorted(tally.fields, key=lambda name: (-tally.fields[name], name))),
        places=tuple(tally.places),
        fingerprint=_fingerprint(tally),
        misspelt=misspelt,
    )


def _fingerprint(tally: RuleTally) -> str | None:
    """Letters that tell this set of values from others; the sketch holds keyed hashes only."""
    if tally.distinct is None:
        return None
    digest = blake2b(tally.distinct.hashes().tobytes(), digest_size=16).hexdigest()
    return digest.translate(_LETTERS)


def _distinct(tally: RuleTally) -> int | None:
    if tally.distinct is None:
        return None
    estimate, exact = tally.distinct.estimate()
    return estimate if exact else rounded(estimate)
