"""What the fields of ASTM E1394 (LIS2-A2) mean.

Source: CLSI LIS2-A2, clauses 6 (header) to 14 (terminator). Fields are numbered from the record's
type, 0; tests are ``^^^code``, with the manufacturer's code or a universal one.
"""

from collections.abc import Mapping
from functools import cache

from leakscan.readers.segment_schema import Schema, build_schema, components, numbered_doctor

_SEGMENTS: Mapping[str, Mapping[str, str]] = {
    "H": {"3": "mot_de_passe", "4.1": "automate"},
    "P": {
        "2.1": "ipp",
        "3.1": "ipp",
        "4.1": "ipp",
        "5.1": "nom",
        "5.2": "prenom",
        "5.3": "prenoms",
        "6": "nom_naissance",
        "7": "date_naissance",
        "8": "sexe",
        "9": "origine_ethnique",
        "10.1": "adresse",
        "10.2": "adresse",
        "10.3": "ville",
        "10.5": "code_postal",
        "12.1": "telephone",
        "12.2": "telephone",
        **numbered_doctor(13),
        "14": "commentaire",
        "18": "motif",
        "19": "traitement",
        "26": "religion",
    },
    "O": {
        **components(4, "analyse", 6),
        "7": "date_prelevement",
        "13": "renseignements_cliniques",
        **numbered_doctor(16),
        "22": "date_resultat",
    },
    "R": {
        **components(2, "analyse", 6),
        **components(3, "resultat", 4),
        "12": "date_resultat",
    },
    "C": {"3": "commentaire"},
    "Q": {"2.1": "ipp"},
    "M": {},
    "S": {},
    "L": {},
}


@cache
def astm_schema() -> Schema:
    """The schema, built at first need."""
    return build_schema(
        _SEGMENTS,
        headers=("H",),
        header_shift=0,
        group="P",
        group_starts=True,
        continuation="",
        repetition_first=True,
    )
