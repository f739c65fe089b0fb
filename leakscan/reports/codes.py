"""What the notification forms call the data and the persons found.

Source: CNIL notification form (lists as in Soluris Madis, coherent with CNIL's open data);
EDPB notification template 2026 (draft), fields 67-70.
"""

from collections.abc import Iterable

from leakscan.reports.schema import CodesPart

_CODES: dict[str, tuple[str, str]] = {
    "name": ("etat-civil", "a"),
    "birth-date": ("etat-civil", "a"),
    "sex": ("etat-civil", "a"),
    "phone": ("coordonnees", "b"),
    "email": ("coordonnees", "b"),
    "address": ("coordonnees", "b"),
    "postcode": ("coordonnees", "b"),
    "nir": ("nir", "n"),
    "pseudonym": ("identification", "n"),
    "id-document": ("documents-officiels", "n"),
    "credential": ("identification", "n"),
    "financial": ("financieres", "l"),
    "health": ("sante", "k"),
    "care-contact": ("sante", "k"),
    "genetic": ("genetiques", "j"),
    "art10": ("infractions", "i"),
}
"""CNIL and EDPB code by category; the kind of `art9` data depends on the rule."""

_ART9_CNIL = {
    "art9.sexuality": "orientation-sexuelle",
    "art9.religion": "religieuses",
    "art9.origin": "origine",
    "art9.opinion": "politiques",
}
_PATIENT_CATEGORIES = frozenset({"health", "care-contact", "genetic"})


def notification_codes(
    found: Iterable[tuple[str, str]], flags: Iterable[str], drivers: Iterable[str]
) -> CodesPart:
    """The codes for a file or a scan.

    Args:
        found: Rule id and category of findings on contextual evidence or better.
        flags: Of the assessment.
        drivers: Categories of the records that the score rests on; codes are given only for
            these, so that vocabulary without a person notifies nothing.
    """
    concerned = set(drivers)
    pairs = [(rule, category) for rule, category in found if category in concerned]
    codes = [_CODES[category] for _, category in pairs if category in _CODES]
    special = [_ART9_CNIL[rule] for rule, _ in pairs if rule in _ART9_CNIL]
    minors = ["minors"] if "minors" in flags else []
    patients = ["patients"] if concerned & _PATIENT_CATEGORIES else []
    return {
        "cnil": sorted({*(cnil for cnil, _ in codes), *special}),
        "edpb_70": sorted({edpb for _, edpb in codes}),
        "persons": patients + minors,
    }
