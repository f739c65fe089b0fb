"""What the elements of HPRIM XML mean; see `hprim_xml` for the format."""

import re
from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.clinical_values import day
from leakscan.readers.clinical_xml import read_clinical
from leakscan.readers.entries import Entry
from leakscan.readers.feed import ByteFeed
from leakscan.readers.markup import Attributes
from leakscan.readers.options import ReadOptions

_HEADER = "enteteMessage"
_DOCTOR = re.compile(r"medecin|prescripteur|executant|acteur|praticien|chirurgien|anesthesiste")
_INSURED = {"nom": "nom_assure", "nomUsuel": "nom_assure", "prenom": "prenom_assure"}
_NAMES = {
    "nomUsuel": "nom",
    "nom": "nom",
    "nomNaissance": "nom_naissance",
    "prenom": "prenom",
    "prenoms": "prenom",
    "ligne": "adresse",
    "codePostal": "code_postal",
    "telephone": "telephone",
    "email": "email",
    "immatriculation": "nir",
    "numeroSecuriteSociale": "nir",
    "codeCim10": "code_cim10",
    "commentaire": "commentaire",
    "observation": "commentaire",
}


def read_hprim_xml(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The events as records."""
    return read_clinical(feed, options, HprimRoles())


class HprimRoles:
    """What the elements of HPRIM XML mean."""

    narrative: frozenset[str] = frozenset()

    def begins(self, path: list[str]) -> bool:
        """Each event, and each patient where events are not told apart."""
        return len(path) == 2 and path[-1] != _HEADER

    def holds_file(self, path: list[str], attributes: Attributes) -> bool:
        """None: documents travel apart."""
        del path, attributes
        return False

    def attribute(
        self, path: list[str], name: str, value: str, attributes: Attributes
    ) -> Entry | None:
        """The sex of a person; a code."""
        del attributes
        if name == "sexe":
            return "sexe", value
        return ("code_cim10", value) if path[-1].startswith("diagnostic") else None

    def text(self, path: list[str], value: str, attributes: Attributes) -> Entry | None:
        """By the element's name and whose it is."""
        del attributes
        name, parent = path[-1], path[-2] if len(path) > 1 else ""
        if any(_DOCTOR.search(step) for step in path):
            return _of_doctor(name, parent, value)
        if name in {"date", "dateHeure"}:
            return ("date_naissance" if parent == "dateNaissance" else "\0date"), day(value)
        if name == "valeur":
            return _identifier(path, parent, value)
        insured = "assure" in parent.lower() and name in _INSURED
        column = _INSURED[name] if insured else _NAMES.get(name, name)
        return None if _HEADER in path else (column, value)


def _of_doctor(name: str, parent: str, value: str) -> Entry | None:
    if name in {"nom", "nomUsuel"}:
        return "medecin", value
    if name in {"prenom", "prenoms"}:
        return "prenom_medecin", value
    if "rpps" in name.lower() or "rpps" in parent.lower():
        return "rpps_medecin", value
    return ("telephone_medecin", value) if name == "telephone" else None


def _identifier(path: list[str], parent: str, value: str) -> Entry | None:
    """A number of the patient or of the stay; the NIR when its element says so."""
    if any("numeroIdentifiantSante" in step or "insc" in step.lower() for step in path):
        return "nir", value
    if parent in {"emetteur", "recepteur"}:
        return ("numero_sejour" if "venue" in path else "ipp"), value
    return None
