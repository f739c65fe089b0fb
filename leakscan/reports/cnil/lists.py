"""CNIL's own lists, by key, in the order of its form, and what the scan ticks in them.

Source: CNIL's open data on notifications and Soluris Madis, which follow the form.
"""

from collections.abc import Iterable

from leakscan.reports.schema import StatePart

ORIGINS = (
    *("equipment", "paper", "mail", "hacking", "paper-waste", "device-waste"),
    *("publication", "wrong-portal", "wrong-recipient", "spoken", "other"),
)
CAUSES = ("internal-malice", "internal-accident", "external-malice", "external-accident", "unknown")
DATA = (
    *("etat-civil", "nir", "coordonnees", "identification", "financieres"),
    *("documents-officiels", "localisation", "infractions", "inconnues"),
)
SPECIAL_DATA = (
    *("origine", "politiques", "religieuses", "syndicale", "orientation-sexuelle"),
    *("sante", "biometriques", "genetiques"),
)
PERSONS = (
    *("employees", "users", "members", "students", "military", "customers"),
    *("patients", "minors", "vulnerable", "other"),
)
IMPACTS = (
    *("control", "discrimination", "identity-theft", "fraud", "re-identification"),
    *("reputation", "secrecy", "other"),
)
SEVERITY_EDPB = {1: "Minor", 2: "Moderate", 3: "Severe", 4: "Severe"}
"""EDPB's three steps for CNIL's four: field 87."""

_INTIMATE = frozenset(SPECIAL_DATA) | {"infractions"}
_IDENTITY_THEFT = frozenset({"nir", "documents-officiels", "identification"})
_FRAUD = frozenset({"nir", "financieres", "coordonnees", "identification"})


def likely_impacts(total: StatePart) -> frozenset[str]:
    """The consequences that the data found makes likely; a human confirms them."""
    codes = total.get("notification")
    found = frozenset(codes["cnil"] if codes else ())
    if not found:
        return frozenset()
    reasons = {
        "control": True,
        "discrimination": bool(found & _INTIMATE),
        "reputation": bool(found & _INTIMATE),
        "identity-theft": bool(found & _IDENTITY_THEFT),
        "fraud": bool(found & _FRAUD),
        "secrecy": "sante" in found or "genetiques" in found,
        "re-identification": "linked" in total["flags"],
    }
    return frozenset(impact for impact, holds in reasons.items() if holds)


def ticked(options: Iterable[str], chosen: Iterable[str]) -> list[tuple[bool, str]]:
    """The options, each with whether it is chosen."""
    held = frozenset(chosen)
    return [(option in held, option) for option in options]
