"""What the elements of FHIR mean; see `fhir_xml` for the format."""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.clinical_values import contact, day, is_icd10, patient_number
from leakscan.readers.clinical_xml import read_clinical
from leakscan.readers.entries import Entry
from leakscan.readers.feed import ByteFeed
from leakscan.readers.markup import Attributes
from leakscan.readers.options import ReadOptions
from leakscan.readers.payloads import WithoutPayloads

_NAMES = {"family": "nom", "text": "nom", "given": "prenom"}
_WHOSE = {"Patient": ("nom", "prenom"), "Practitioner": ("medecin", "prenom_medecin")}
_RELATED = ("personne_a_prevenir", "personne_a_prevenir")
_CODED = {
    "Observation": "analyse",
    "DiagnosticReport": "analyse",
    "ServiceRequest": "analyse",
    "Condition": "motif",
    "AllergyIntolerance": "allergie",
    "Medication": "medicament",
    "FamilyMemberHistory": "antecedents",
}
_CLINICAL_DATES = frozenset(
    "effectiveDateTime issued performedDateTime onsetDateTime recordedDate authoredOn start "
    "occurrenceDateTime collectedDateTime".split()
)


def read_fhir_xml(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The resources, and the files in them.

    Long files are taken out before the parser sees them: it holds attributes whole.
    """
    stream = WithoutPayloads(feed)
    return stream.payloads.items(read_clinical(stream, options, FhirRoles()))


class FhirRoles:
    """What the elements of FHIR mean; remembers the resources and the authority before."""

    narrative = frozenset({"div"})

    def __init__(self) -> None:
        self._system = ""
        self._before = ""
        self._is_list = False

    def begins(self, path: list[str]) -> bool:
        """A patient begins a record; other resources do in a list of patients, or before one."""
        if not path[-1][:1].isupper() or path[-1] in {"Bundle", "Parameters", "List"}:
            return False
        if "contained" in path:
            return False
        before, self._before = self._before, path[-1]
        if path[-1] == "Patient":
            self._is_list = self._is_list or before == "Patient"
            return True
        return self._is_list

    def holds_file(self, path: list[str], attributes: Attributes) -> bool:
        """``Attachment.data``, ``Binary.data``."""
        return path[-1] == "data" and "value" in attributes and len(attributes["value"]) > 1

    def text(self, path: list[str], value: str, attributes: Attributes) -> Entry | None:
        """The narrative; FHIR has no other text."""
        del attributes
        return ("texte", value) if path[-1] == "div" else None

    def attribute(
        self, path: list[str], name: str, value: str, attributes: Attributes
    ) -> Entry | None:
        """The value of an element."""
        del attributes
        element, parent = path[-1], path[-2] if len(path) > 1 else ""
        if name != "value":
            return None
        if element == "system":
            self._system = value
        resource = next((step for step in reversed(path) if step[:1].isupper()), "")
        inner = path[len(path) - path[::-1].index(resource) :] if resource else path
        return self._meaning(resource, inner, element, parent, value) or (
            f"\0{parent}.{element}",
            value,
        )

    def _meaning(
        self, resource: str, inner: list[str], element: str, parent: str, value: str
    ) -> Entry | None:
        if parent == "name" and element in _NAMES:
            own = resource if "contact" not in inner else ""
            family, given = _WHOSE.get(own, _RELATED)
            return (given if element == "given" else family), value
        if parent == "telecom" and element == "value":
            return contact(value, professional=resource not in {"Patient", "RelatedPerson"})
        if resource in {"Patient", "RelatedPerson", "Person"} and (
            found := self._of_person(element, parent, value)
        ):
            return found
        if parent == "identifier" and element == "value":
            return ("rpps_medecin", value) if "rpps" in self._system.lower() else None
        if parent == "coding" and element == "code" and is_icd10(self._system):
            return "code_cim10", value
        return _clinical(resource, inner, element, parent, value)

    def _of_person(self, element: str, parent: str, value: str) -> Entry | None:
        if parent == "identifier" and element == "value":
            return patient_number(self._system, value)
        if parent == "address":
            if element in {"line", "text"}:
                return "adresse", value
            return ("code_postal", value) if element == "postalCode" else None
        if element == "birthDate":
            return "date_naissance", day(value)
        if element == "gender":
            return "sexe", value
        return ("medecin", value) if parent == "generalPractitioner" else None


def _clinical(
    resource: str, inner: list[str], element: str, parent: str, value: str
) -> Entry | None:
    """Results, diagnoses, drugs, remarks."""
    measured = inner[0] == "component" or resource == "Observation"
    if measured and any(step.startswith("value") and step != "value" for step in inner):
        said = element in {"value", "text", "display"} or element.startswith("value")
        return ("resultat", value) if said else None
    if element in {"display", "text"}:
        if parent == "note":
            return "commentaire", value
        if any(step.startswith("medication") for step in inner):
            return "medicament", value
        if "code" in inner and resource in _CODED:
            return _CODED[resource], value
    if element in _CLINICAL_DATES:
        return "date_resultat", day(value)
    column = "etablissement" if inner == ["name"] and resource == "Organization" else None
    column = "resultat" if element == "conclusion" else column
    return (column, value) if column else None
