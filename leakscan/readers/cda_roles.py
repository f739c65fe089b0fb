"""What the elements of CDA mean; see `cda` for the format."""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.clinical_values import (
    RPPS_ROOT,
    contact,
    day,
    is_icd10,
    patient_number,
)
from leakscan.readers.clinical_xml import read_clinical
from leakscan.readers.entries import Entry
from leakscan.readers.feed import ByteFeed
from leakscan.readers.markup import Attributes
from leakscan.readers.options import ReadOptions

_PATIENT = frozenset({"patientRole"})
_RELATED = frozenset({"guardian", "relatedEntity", "associatedEntity", "relatedSubject"})
_ORGANISATIONS = frozenset(
    "representedOrganization representedCustodianOrganization serviceProviderOrganization "
    "providerOrganization wholeOrganization receivedOrganization scopingOrganization "
    "healthCareFacility manufacturerOrganization custodian".split()
)
_PEOPLE = frozenset({"assignedPerson", "informationRecipient", "playingEntity", "person"})
_ADDRESS = frozenset(
    "streetAddressLine streetName houseNumber houseNumberNumeric streetNameType "
    "additionalLocator unitID".split()
)
_MATERIAL = frozenset({"manufacturedMaterial", "manufacturedLabeledDrug", "material"})
_TIMES = frozenset({"effectiveTime", "low", "high", "time", "birthTime"})
_MEASURED = frozenset({"observation"})


def read_cda(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The document as one record, and the files in it."""
    return read_clinical(feed, options, CdaRoles())


class CdaRoles:
    """What the elements of CDA mean."""

    narrative = frozenset({"text"})

    def begins(self, path: list[str]) -> bool:
        """One document, one record; a file may hold several."""
        return path[-1] == "ClinicalDocument"

    def holds_file(self, path: list[str], attributes: Attributes) -> bool:
        """``nonXMLBody/text`` and ``observationMedia/value`` in base64."""
        return attributes.get("representation") == "B64" and path[-1] in {"text", "value"}

    def text(self, path: list[str], value: str, attributes: Attributes) -> Entry | None:
        """Names, addresses, narrative, results."""
        name, parent = path[-1], path[-2] if len(path) > 1 else ""
        if name == "text":
            return "texte", value
        if name == "originalText" or (name == "value" and parent in _MEASURED):
            return ("resultat" if "value" in path else "analyse"), value
        if name in {"family", "given", "name"}:
            return _person(path, name, value, attributes)
        if _PATIENT.isdisjoint(path) or not _ORGANISATIONS.isdisjoint(path):
            return ("medicament", value) if parent in _MATERIAL and name == "name" else None
        if name in _ADDRESS:
            return "adresse", value
        return ("code_postal", value) if name == "postalCode" else None

    def attribute(
        self, path: list[str], name: str, value: str, attributes: Attributes
    ) -> Entry | None:
        """Identifiers, codes, dates, values."""
        if name == "extension":
            return _identifier(path, value, attributes.get("root", ""))
        if name == "displayName":
            return _label(path[-1], path[-2] if len(path) > 1 else "", value)
        if name == "code":
            return _code(path[-1], value, attributes.get("codeSystem", ""))
        return _value(path, value) if name == "value" else None


def _value(path: list[str], value: str) -> Entry | None:
    """What stands in ``value``: a way to reach somebody, a time, a result."""
    element = path[-1]
    if element == "telecom":
        own = not _PATIENT.isdisjoint(path) or not _RELATED.isdisjoint(path)
        return contact(value, professional=not own or not _ORGANISATIONS.isdisjoint(path))
    if element in _TIMES:
        return _time(path, value)
    measured = element == "value" and path[-2:-1] == ["observation"]
    return ("resultat", value) if measured else None


def _code(element: str, value: str, system: str) -> Entry | None:
    if is_icd10(system):
        return "code_cim10", value
    return ("sexe", value) if element == "administrativeGenderCode" else None


def _person(path: list[str], name: str, value: str, attributes: Attributes) -> Entry | None:
    """A name, by whose it is."""
    around = path[-2 if name == "name" else -3 :][:1]
    given = name == "given"
    if not _MATERIAL.isdisjoint(around):
        return "medicament", value
    if not _RELATED.isdisjoint(path):
        return "personne_a_prevenir", value
    if around == ["patient"]:
        birth = attributes.get("qualifier") == "BR"
        return ("prenom" if given else "nom_naissance" if birth else "nom"), value
    if around == ["representedCustodianOrganization"]:
        return "etablissement", value
    if not _PEOPLE.isdisjoint(around):
        return ("prenom_medecin" if given else "medecin"), value
    return None


def _identifier(path: list[str], value: str, root: str) -> Entry | None:
    if path[-1] != "id" or not _ORGANISATIONS.isdisjoint(path):
        return None
    if path[-2:-1] == ["patientRole"]:
        return patient_number(root, value)
    return ("rpps_medecin", value) if root.startswith(RPPS_ROOT) else None


def _time(path: list[str], value: str) -> Entry | None:
    if path[-1] == "birthTime":
        return ("date_naissance" if "patientRole" in path else "\0birthTime"), day(value)
    clinical = not _MEASURED.isdisjoint(path) or "serviceEvent" in path or "organizer" in path
    if clinical or "encompassingEncounter" in path:
        return "date_resultat", day(value)
    return "\0time", day(value)


def _label(element: str, parent: str, value: str) -> Entry | None:
    """What a code's label says."""
    if element == "religiousAffiliationCode":
        return "religion", value
    if element in {"raceCode", "ethnicGroupCode"}:
        return "origine_ethnique", value
    if parent in _MATERIAL:
        return "medicament", value
    if parent in _MEASURED and element == "code":
        return "analyse", value
    return ("resultat", value) if parent in _MEASURED and element == "value" else None
