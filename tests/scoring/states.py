"""Builds evidence by hand: signatures, tallies, keys. Nothing in it was ever a value."""

from collections.abc import Iterable

import numpy as np

from leakscan.model.sketch import KeySketch
from leakscan.model.state import FileState, Place, RuleTally
from leakscan.model.taxonomy import (
    HEALTH_SHIFT,
    SUPPORT_SHIFT,
    Assertion,
    Facet,
    RuleInfo,
    Tier,
)

_NAMES = {
    "fr.nir": ("NIR (numéro de sécurité sociale)", "NIR (social security number)"),
    "fr.nir.keyless": ("NIR sans clé juste", "NIR without a right key"),
    "person.name": ("Nom de personne", "Person's name"),
    "person.birth-date": ("Date de naissance", "Birth date"),
    "fr.phone": ("Téléphone", "Phone number"),
    "email": ("Courriel", "Email"),
    "fr.address": ("Adresse postale", "Postal address"),
    "fr.ipp": ("Numéro de patient ou de dossier", "Patient or record number"),
    "person.doctor": ("Médecin", "Doctor"),
    "credential.password": ("Mot de passe", "Password"),
    "health.blood-group": ("Groupe sanguin", "Blood group"),
    "health.hiv": ("VIH", "HIV"),
    "health.pregnancy": ("Grossesse", "Pregnancy"),
    "health.drug": ("Médicament", "Drug"),
    "health.comment": ("Commentaire de santé", "Health comment"),
    "art9.religion": ("Religion", "Religion"),
}
_CATEGORY = {
    "fr.nir": "nir",
    "fr.nir.keyless": "nir",
    "person.name": "name",
    "person.birth-date": "birth-date",
    "fr.phone": "phone",
    "email": "email",
    "fr.address": "address",
    "fr.ipp": "pseudonym",
    "person.doctor": "doctor",
    "credential.password": "credential",
    "art9.religion": "art9",
}
_LEVEL = {"health.drug": 3}

RULES = {
    rule_id: RuleInfo(
        id=rule_id,
        category=_CATEGORY.get(rule_id, "health"),
        name={"fr": french, "en": english},
        level=0 if rule_id in _CATEGORY else _LEVEL.get(rule_id, 4),
        stigmatising=rule_id == "health.hiv",
    )
    for rule_id, (french, english) in _NAMES.items()
}


def signature(facets: Facet = Facet.NONE, *, health: int = 0, concepts: int = 0) -> int:
    return int(facets) | health << HEALTH_SHIFT | concepts << SUPPORT_SHIFT


def with_records(state: FileState, packed: int, records: int = 1, *, tier: int = 2) -> FileState:
    """Count records whose facets have all this tier (2, 1 or 0)."""
    for weaker in range(tier + 1):
        state.signatures[weaker][packed] += records
    state.records += records
    return state


def state_of(*packed: int, tier: int = 2) -> FileState:
    state = FileState()
    for one in packed:
        with_records(state, one, tier=tier)
    return state


def keys(numbers: Iterable[int]) -> KeySketch:
    """A sketch of keyed hashes; multiplication spreads small numbers over the hash space."""
    sketch = KeySketch()
    spread = np.fromiter(numbers, np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    sketch.add(spread)
    return sketch


def with_finding(
    state: FileState,
    rule_id: str,
    count: int,
    *,
    tier: Tier = Tier.STRUCTURAL,
    field: str = "",
    negated: int = 0,
    distinct: int | None = None,
) -> FileState:
    """Tally hits of a rule at the first lines of the file."""
    tally = RuleTally()
    tally.counts[tier, Assertion.AFFIRMED] = count - negated
    tally.counts[tier, Assertion.NEGATED] = negated
    tally.records = count
    if field:
        tally.fields[field] = count
    if distinct is not None:
        tally.distinct = keys(range(distinct))
    tally.places = [
        Place(byte=120 * n, line=n + 2, record=n + 1, column=7, field=field)
        for n in range(min(count, 100))
    ]
    state.tally(rule_id).merge(tally)
    return state
