"""What the fields of HL7 v2 mean: patient, stay, relatives, insurance, results, remarks.

Specification: HL7 v2.5.1 chapters 3 to 7, http://www.hl7.eu/HL7v2x/v251/hl7v251.htm, with the
French profile IHE PAM (https://www.interopsante.org, XTN-12 holds the telephone number).
Columns are named with header words of our rules; the sending facility is the laboratory. A
doctor is XCN: number, name, first name.
"""

from collections.abc import Mapping
from functools import cache

from leakscan.readers.segment_schema import Schema, build_schema


def _person(field: int, name: str = "nom", first: str = "prenom") -> dict[str, str]:
    """XPN: family name, first name, further ones."""
    return {f"{field}.1": name, f"{field}.2": first, f"{field}.3": "prenoms"}


def _doctor(field: int) -> dict[str, str]:
    """XCN: RPPS or local number, family name, first name."""
    return {f"{field}.1": "rpps_medecin", f"{field}.2": "medecin", f"{field}.3": "prenom_medecin"}


def _address(field: int) -> dict[str, str]:
    """XAD: street, other designation, city, state, postcode."""
    street, second = f"{field}.1", f"{field}.2"
    return {street: "adresse", second: "complement_adresse", f"{field}.5": "code_postal"}


def _telephone(field: int) -> dict[str, str]:
    """XTN: number in 1 (old), 7 (local part) or 12 (unformatted); e-mail in 4."""
    numbers = {f"{field}.{place}": "telephone" for place in (1, 7, 12)}
    return {**numbers, f"{field}.4": "email"}


def _coded(field: int, name: str) -> dict[str, str]:
    """CE: code, label, system, other code, other label."""
    return {f"{field}.1": name, f"{field}.2": name, f"{field}.5": name}


_SEGMENTS: Mapping[str, Mapping[str, str]] = {
    "MSH": {"4.1": "laboratoire"},
    "FHS": {},
    "BHS": {},
    "PID": {
        "2.1": "ipp",
        "3.1": "ipp",
        "4.1": "ipp",
        **_person(5),
        **_person(6, "nom_mere", "prenom_mere"),
        "7": "date_naissance",
        "8": "sexe",
        **_person(9),
        "10": "origine_ethnique",
        **_address(11),
        **_telephone(13),
        **_telephone(14),
        "17": "religion",
        "18.1": "numero_dossier",
        "19": "nir",
        "22": "origine_ethnique",
    },
    "PD1": _doctor(4),
    "PV1": {
        **_doctor(7),
        **_doctor(8),
        **_doctor(9),
        **_doctor(17),
        "19.1": "numero_sejour",
        **_doctor(52),
    },
    "PV2": _coded(3, "motif"),
    "NK1": {
        **_person(2, "personne_a_prevenir", "prenom"),
        **_address(4),
        **_telephone(5),
        **_telephone(6),
    },
    "GT1": {
        **_person(3, "nom_assure", "prenom_assure"),
        **_address(5),
        **_telephone(6),
        "8": "date_naissance",
        "9": "sexe",
        "12": "nir",
    },
    "IN1": {
        "3.1": "code_caisse",
        "4.1": "mutuelle",
        **_person(16, "nom_assure", "prenom_assure"),
        "18": "date_naissance",
        **_address(19),
        "36": "numero_adherent",
        "49.1": "nir",
    },
    "IN2": {"2": "nir"},
    "MRG": {"1.1": "ipp", **_person(7)},
    "DG1": {
        "3.1": "code_cim10",
        "3.2": "motif",
        "4": "motif",
        "5": "date_consultation",
        **_doctor(16),
    },
    "AL1": {**_coded(3, "allergie"), "5": "allergie"},
    "IAM": {**_coded(3, "allergie"), "5": "allergie"},
    "ORC": {"9": "date_demande", **_doctor(12)},
    "OBR": {
        **_coded(4, "analyse"),
        "7": "date_prelevement",
        "13": "renseignements_cliniques",
        **_doctor(16),
        "22": "date_resultat",
        **_doctor(28),
        **_coded(31, "motif"),
    },
    "OBX": {
        **_coded(3, "analyse"),
        **_coded(5, "resultat"),
        "14": "date_resultat",
        **_doctor(16),
    },
    "NTE": {"3": "commentaire"},
    "RXA": _coded(5, "medicament"),
    "RXD": _coded(2, "medicament"),
    "RXE": _coded(2, "medicament"),
    "RXG": _coded(4, "medicament"),
    "RXO": _coded(1, "medicament"),
    "FT1": {"19.1": "code_cim10", "19.2": "motif", **_doctor(20), **_doctor(21)},
    "ROL": _doctor(4),
    "PRT": _doctor(5),
    "PDA": {**_coded(1, "motif")},
    "QRD": {"8.1": "ipp", "8.2": "nom", "8.3": "prenom"},
}


@cache
def hl7_schema() -> Schema:
    """The schema, built at first need."""
    return build_schema(
        _SEGMENTS,
        headers=("MSH", "FHS", "BHS"),
        header_shift=1,
        group="PID",
        group_starts=False,
        continuation="ADD",
    )
