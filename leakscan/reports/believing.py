"""Why a finding is believed, and what would have made it stronger, as codes.

The codes follow from the tiers that a rule's hits reached and from where they stand.
"""

from leakscan.model.assessment import Finding
from leakscan.model.taxonomy import Tier

_KEYED = frozenset({"nir", "financial"})
"""Categories whose values have a control key."""
_VOTED = frozenset({"nir", "phone", "email", "birth-date"})
_VOTED_RULE = "health.blood-group"
"""What the values of a column without a known name can vote for."""
_KEYLESS = "fr.nir.keyless"
"""Validated by the birth date in its row."""
_UNNAMED = "col#"


def reasons(finding: Finding) -> list[str]:
    """Codes, strongest first.

    ``key`` or ``coherence``, ``column``, ``votes``, ``statement``, ``context``, ``word``; and
    ``spelling``, where words with a typing error are among them.
    """
    found = []
    if finding.tiers.get(Tier.VALIDATED.label):
        found.append("key" if finding.rule.id != _KEYLESS else "coherence")
    if finding.tiers.get(Tier.STRUCTURAL.label) or (found and finding.fields):
        named = [name for name in finding.fields if not name.startswith(_UNNAMED)]
        if named:
            found.append("column")
        if len(named) < len(finding.fields) or not finding.fields:
            found.append("votes" if finding.fields and _is_voted(finding) else "statement")
    if finding.tiers.get(Tier.CONTEXTUAL.label):
        found.append("context")
    if finding.tiers.get(Tier.LEXICAL.label):
        found.append("word")
    if finding.misspelt:
        found.append("spelling")
    return found


def _is_voted(finding: Finding) -> bool:
    return finding.rule.category in _VOTED or finding.rule.id == _VOTED_RULE


def improvements(finding: Finding) -> list[str]:
    """What would have raised the strongest evidence: nothing when a key proves it."""
    if finding.tier is Tier.VALIDATED:
        return []
    wanted = ["key"] if finding.rule.category in _KEYED else []
    if finding.tier <= Tier.CONTEXTUAL:
        wanted.append("column")
    if finding.tier is Tier.CONTEXTUAL:
        wanted.append("three")
    if finding.tier is Tier.LEXICAL:
        wanted += ["label", "person"]
    return wanted
