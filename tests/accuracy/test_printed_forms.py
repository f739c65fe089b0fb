"""The small test on which peers find 0 to 10 forms of 13, and forms of other facts and decoys.

Peers on the 13 forms and 4 decoys: openmed 10 and 0 false, eds-pseudo's patterns 9 and 4, PIISA
7 and 0, unpii 7 and 2, piigex 2 and 0, ferret-scan 0, Presidio 0 and 1.
"""

import pytest

from tests.detectors.scanning import counts_of
from tests.synth.nirs import keyed

NBSP, NARROW = "\u00a0", "\u202f"
BODY = "2795099215189"
KEY = "30"


def printed(sign: str, before_key: str | None = None) -> str:
    parts = [BODY[0], BODY[1:3], BODY[3:5], BODY[5:7], BODY[7:10], BODY[10:]]
    return sign.join(parts) + (sign if before_key is None else before_key) + KEY


THIRTEEN = {
    "together": BODY + KEY,
    "spaces": printed(" "),
    "no-break spaces": printed(NBSP),
    "narrow no-break spaces": printed(NARROW),
    "dots": printed("."),
    "dashes": printed("-"),
    "slash before the key": printed(" ", "/"),
    "thirteen and key": f"{BODY} {KEY}",
    "key named": f"{BODY} clé {KEY}",
    "Corsica": keyed("25350" + "2B073004"),
    "Corsica, spaces": "2 53 50 2B 073 004 79",
    "overseas, 97 4..": "2 84 50 97 411 123 39",
    "born abroad": "2 79 50 99 215 189 30",
}
FURTHER = {
    "month 20": keyed("1442099123009"),
    "month 33": keyed("1443399123009"),
    "awaiting a NIR": keyed("3445099123009"),
    "provisional": keyed("8445099123009"),
    "after an underscore": f"assure_{BODY}{KEY}.pdf",
    "HL7": f"PID|1||{BODY}{KEY}^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS||X^Y\r",
    "FHIR": f'{{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": "{BODY}{KEY}"}}',
    "CDA": f'<id root="1.2.250.1.213.1.4.8" extension="{BODY}{KEY}"/>',
    "key in its own cell": f"nom;nir;cle\nA;{BODY};{KEY}\nB;{BODY};{KEY}\nC;{BODY};{KEY}\n",
}
DECOYS = [
    "0.393700787401575",
    "EAN 3400930000120",
    "created_at=1700053912345",
    "IMEI 352099001761481",
    "IBAN FR14 2004 1010 0505 0001 3M02 606",
    "SIRET 732 829 320 00074",
    "20240131123456789",
    "2024-01-31 12:34:56,789 INFO 250250250250",
    "48.858370001234, 2.294481000123",
    "279509921518931",
    "371449635398431",
    "deadbeef279509921518930cafe",
]


@pytest.mark.parametrize("form", THIRTEEN)
def test_the_thirteen_forms(form: str) -> None:
    assert counts_of(f"Patiente {THIRTEEN[form]}, vue ce jour.") == {"fr.nir": 1}


@pytest.mark.parametrize("form", FURTHER)
def test_further_forms(form: str) -> None:
    assert counts_of(FURTHER[form])["fr.nir"] == (3 if form == "key in its own cell" else 1)


@pytest.mark.parametrize("decoy", DECOYS)
def test_decoys(decoy: str) -> None:
    assert not {"fr.nir", "fr.nir.keyless", "fr.phone"} & counts_of(decoy).keys()


@pytest.mark.parametrize(
    "number",
    ["279035121518989", "2 79 03 51 215 189 89", "2.79.03.51.215.189.89", "2-79-03-51-215-189 89"],
)
def test_the_specimen_of_public_samples(number: str) -> None:
    assert counts_of(f"NIR : {number}") == {"fr.nir": 1}


@pytest.mark.parametrize(
    "number", ["279 03 51 215 189", "1 85 50 97 411 123 45", "2 84 50 88 321 025 30"]
)
def test_a_label_carries_what_has_no_key(number: str) -> None:
    assert counts_of(f"NIR : {number}") == {"fr.nir.keyless": 1}
    assert counts_of(f"Vu {number} ce jour") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Groupe sanguin : A+", "Gr. sanguin : B Rh-", "GS=O NEG", "groupe_sanguin;AB+",
        "ABO Rh: O Rh Pos", "GRS: A Rh D positif", "Groupage sanguin ABO-RH1 : O POSITIF",
        "AB RH POS", "A Rh(D)+", "O rhésus négatif", "O NEG", "Groupe A1 Rhésus +",
        "Rhésus : O -", "groupe sanguin 0+", "D+C-E-c+e+K-", "C+E-c+e+", "CcD.ee K-", "ccee K-",
        "Phénotype : D+ C+ E- c+ e+ K-",
    ],
)  # fmt: skip
def test_blood_groups(text: str) -> None:
    assert "health.blood-group" in counts_of(f"Mme TESTEUR Zoé, {text}")


@pytest.mark.parametrize(
    "text",
    [
        "note A+ au bac", "classe énergie A+", "Groupe A - 2024", "C++ et A+", "pile AA+",
        "Groupe B2B", "test positif", "A positive attitude", "Groupe O-I", "Réseau A-B",
        "groupe A+B", "Page A-1",
    ],
)  # fmt: skip
def test_no_blood_groups(text: str) -> None:
    assert "health.blood-group" not in counts_of(f"Mme TESTEUR Zoé, {text}")


@pytest.mark.parametrize(
    "number",
    [
        "06 39 98 56 78", "+33 (0)6 39 98 56 78", "0033639985678", "+262 692 12 34 56",
        "06.39.98.56.78", "02-61-91-00-01", "0639985678",
    ],
)  # fmt: skip
def test_telephones(number: str) -> None:
    assert counts_of(number) == {"fr.phone": 1}


@pytest.mark.parametrize("text", ["12.06399856789", "2021-02-23 10:11:12 0123456789"])
def test_no_telephones(text: str) -> None:
    assert counts_of(text) == {}
