"""Values of health formats in the form that our rules know: days, telephones, addresses."""

import re
from urllib.parse import unquote

from leakscan.readers.entries import Entry

_DAY = re.compile(r"\d{8}|\d{4}-\d\d-\d\d")
INS_ROOT = "1.2.250.1.213.1.4."
"""Authorities of the national health identity (INS): the NIR, under several numbers."""
RPPS_ROOT = "1.2.250.1.71.4.2.1"
_ICD10 = ("2.16.840.1.113883.6.3", "icd-10", "icd10", "cim-10", "cim10", "2.16.840.1.113883.6.90")


def day(value: str) -> str:
    """The day of a point in time; the value itself when it is none."""
    found = _DAY.match(value)
    return found[0] if found else value


def contact(value: str, *, professional: bool = False) -> Entry:
    """A telephone number or an e-mail address, from a URL or as it is."""
    whose = "_medecin" if professional else ""
    scheme, _, rest = value.partition(":")
    if scheme.lower() in {"tel", "fax", "sms"}:
        return f"telephone{whose}", unquote(rest).strip()
    if scheme.lower() == "mailto":
        return f"email{whose}", unquote(rest).strip()
    return f"email{whose}" if "@" in value else f"telephone{whose}", value


def patient_number(root: str, value: str) -> Entry:
    """The NIR or a local number, told by the authority that gave it."""
    return ("nir" if INS_ROOT in root or "NIR" in root.upper() else "ipp"), value


def is_icd10(system: str) -> bool:
    """Whether a code system is ICD-10 (CIM-10)."""
    lowered = system.lower()
    return any(name in lowered for name in _ICD10)


__all__ = ["INS_ROOT", "RPPS_ROOT", "contact", "day", "is_icd10", "patient_number"]
