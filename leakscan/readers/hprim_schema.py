"""What the fields of HPRIM Santé 2.x mean.

Sources: the specification H.PRIM Santé 2.4 (Association H.PRIM, http://www.interopsante.org)
as read by Mediboard's and other public readers. Fields are numbered from the segment's name,
0; the component separator is usually ``~`` and the repetition ``^``, the opposite of HL7.
"""

from collections.abc import Mapping
from functools import cache

from leakscan.readers.segment_schema import Schema, build_schema, components, numbered_doctor

_ORDER = {
    **components(4, "analyse", 2),
    "7": "date_prelevement",
    "13": "renseignements_cliniques",
    **numbered_doctor(16),
    "22": "date_resultat",
}
_SEGMENTS: Mapping[str, Mapping[str, str]] = {
    "H": {"3": "mot_de_passe", "4.1": "laboratoire", "4.2": "laboratoire"},
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
        "10.2": "complement_adresse",
        "10.5": "code_postal",
        "12.1": "telephone",
        "12.2": "telephone",
        **numbered_doctor(13),
        "18": "motif",
        "19": "traitement",
        "21": "commentaire",
        "22": "commentaire",
        "26.1": "code_cim10",
        "26.2": "motif",
        "27": "religion",
    },
    "AP": {
        "5.1": "nir",
        "8.1": "code_regime",
        "9.1": "code_caisse",
        "10.1": "code_centre",
        "22": "date_debut_grossesse",
    },
    "AC": {"2.1": "code_amc", "3.1": "numero_adherent"},
    "OBR": _ORDER,
    "OBX": {
        **components(3, "analyse", 2),
        **components(5, "resultat", 2),
        "14": "date_resultat",
    },
    "C": {"3": "commentaire"},
    "FAC": {},
    "ACT": {},
    "REG": {},
    "ERR": {},
    "L": {},
}


@cache
def hprim_schema() -> Schema:
    """The schema, built at first need."""
    return build_schema(
        _SEGMENTS,
        headers=("H",),
        header_shift=0,
        group="P",
        group_starts=True,
        continuation="A",
    )
