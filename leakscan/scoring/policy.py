"""Every number of the assessment, in one versioned table.

Changing one changes `POLICY_DIGEST`, which every report carries beside `POLICY_ID`; a change
that moves a score also gets a new id.

Source: ENISA, "Recommendations for a methodology of the assessment of severity of personal
data breaches", 2013 (DPC, EI, CB and bands); CNIL open data on notifications (brackets);
CNIL PIA scale (the four bands). Departures from ENISA are said where they are made.
"""

import json
from hashlib import sha256
from typing import Final

from leakscan.model.taxonomy import PERSON_FACETS, Facet

POLICY_ID: Final = "leakscan-fr/1"

DPC_OF_HEALTH: Final = (0.0, 1.0, 2.0, 3.0, 4.0)
"""By health level: none, generic term, care contact, test or drug or specialty, result."""

DPC_OF_FACET: Final[tuple[tuple[Facet, float], ...]] = (
    (Facet.GENETIC, 4.0),
    (Facet.ART9, 4.0),
    # Not in ENISA's list, but article 10 restricts offences as article 9 restricts health.
    (Facet.ART10, 4.0),
    (Facet.CARD, 4.0),
    (Facet.FINANCIAL, 3.0),
    # ENISA gives a bare identity 1; the NIR encodes sex, birth and origin and opens every
    # social file (RGPD 87, decree 2019-341), hence one step more.
    (Facet.NIR, 2.0),
    (Facet.ID_DOCUMENT, 2.0),
    (Facet.BANK_ACCOUNT, 2.0),
    (Facet.CREDENTIAL, 2.0),
    (Facet.NAME, 1.0),
    (Facet.BIRTH_DATE, 1.0),
    (Facet.ADDRESS, 1.0),
    (Facet.PHONE, 1.0),
    (Facet.EMAIL, 1.0),
    (Facet.PSEUDONYM, 1.0),
    (Facet.SEX, 1.0),
    (Facet.POSTCODE, 1.0),
)

HEALTH_CONTEXT_DPC: Final = 3.0
"""Identity in a health actor's file: being in it is an assumption on health."""
HEALTH_CONTEXT_CREDENTIAL_DPC: Final = 4.0
"""A credential inherits what it opens, there: results."""

SUBJECT_FACETS: Final = PERSON_FACETS & ~Facet.DOCTOR
"""A doctor named in a record is somebody, but not the one whom the health data is about."""
DOCTOR_DPC: Final = 1.0
DOCTOR_EI: Final = 0.5

_CONTACTS: Final = (Facet.EMAIL, Facet.PHONE, Facet.ADDRESS)

EI_RULES: Final[tuple[tuple[Facet, float], ...]] = (
    *((Facet.NAME | other, 1.0) for other in (Facet.NIR, Facet.BIRTH_DATE, *_CONTACTS)),
    *((Facet.NIR | contact, 1.0) for contact in _CONTACTS),
    # ENISA: an official number with its reference data (name) identifies to the maximum.
    (Facet.NAME | Facet.ID_DOCUMENT, 1.0),
    # Three quarters although alone: it embeds sex, month and place of birth.
    (Facet.NIR, 0.75),
    (Facet.EMAIL, 0.75),
    (Facet.BIRTH_DATE | Facet.SEX | Facet.POSTCODE, 0.75),
    (Facet.NAME, 0.5),
    (Facet.PHONE, 0.5),
    (Facet.ADDRESS, 0.5),
    (Facet.ID_DOCUMENT, 0.5),
    (Facet.BIRTH_DATE | Facet.SEX, 0.5),
    (Facet.PSEUDONYM | Facet.SEX | Facet.POSTCODE, 0.5),
    (Facet.PSEUDONYM, 0.25),
    (Facet.BIRTH_DATE, 0.25),
)
"""What identifies, strongest first; a record has the first value whose facets it all holds."""

SUPPORTS_NEEDED: Final = 3
"""Contextual supports (records, or distinct medical concepts) that establish a severity."""
LINK_KEYS: Final = 10
"""Pseudonyms shared by an identity side and a health side that make them one leak."""

CB_OF_DISCLOSURE: Final = {"none": 0.0, "known": 0.25, "public": 0.5}
CB_MALICIOUS: Final = 0.5
CB_GRID: Final = (0.0, 0.25, 0.5, 1.0)
"""Shown when nothing was declared: exposed, known recipients, public, public and malicious."""

BAND_FLOORS: Final = (2.0, 3.0, 4.0)
"""Lowest severity of bands 2, 3 and 4; band 1 is anything above 0."""
BRACKETS: Final = ((0, "0"), (5, "1-5"), (50, "6-50"), (300, "51-300"), (5000, "301-5000"))
"""Highest number of persons of each CNIL bracket."""
BRACKET_BEYOND: Final = ">5000"

ADULT_AGE: Final = 18
LARGE_SCALE: Final = 5000
"""Persons above which `large-scale` is raised: CNIL's last bracket, no legal threshold."""
SYNTHETIC_SHARE: Final = 0.5
MAX_DRIVERS: Final = 5


def _named(rules: tuple[tuple[Facet, float], ...]) -> list[tuple[list[str], float]]:
    return [([facet.name or "" for facet in facets], value) for facets, value in rules]


def policy_table() -> dict[str, object]:
    """All of the above as JSON-able values, facets by name."""
    return {
        "id": POLICY_ID,
        "dpc_health": DPC_OF_HEALTH,
        "dpc_facet": _named(DPC_OF_FACET),
        "health_context": [HEALTH_CONTEXT_DPC, HEALTH_CONTEXT_CREDENTIAL_DPC],
        "subject": [facet.name for facet in SUBJECT_FACETS],
        "doctor": [DOCTOR_DPC, DOCTOR_EI],
        "ei": _named(EI_RULES),
        "supports": SUPPORTS_NEEDED,
        "link_keys": LINK_KEYS,
        "cb": [CB_OF_DISCLOSURE, CB_MALICIOUS, CB_GRID],
        "bands": BAND_FLOORS,
        "brackets": [BRACKETS, BRACKET_BEYOND],
        "flags": [ADULT_AGE, LARGE_SCALE, SYNTHETIC_SHARE],
        "drivers": MAX_DRIVERS,
    }


POLICY_DIGEST: Final = sha256(
    json.dumps(policy_table(), sort_keys=True, separators=(",", ":")).encode()
).hexdigest()
"""SHA-256, in hexadecimal, of the canonical table."""
