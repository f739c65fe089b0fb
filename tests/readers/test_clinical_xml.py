"""CDA, FHIR in XML, HPRIM XML: meanings of elements, files inside, damaged documents."""

import io
import json
import random
from collections.abc import Callable

import pytest

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import Embedded
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.scanner import scan_bytes
from tests.readers import health_inputs
from tests.readers.reading import check, read

IDENTITY = {
    ("nir", health_inputs.NIR),
    ("ipp", "8012345"),
    ("adresse", "RUE DES LILAS"),
    ("code_postal", "75001"),
    ("telephone", health_inputs.PHONE),
    ("sexe", "F"),
}
PDF = b"%PDF-1.4\n" + random.Random(3).randbytes(30_000)
DOCUMENTS: list[Callable[[], bytes]] = [
    health_inputs.cda,
    health_inputs.fhir_xml,
    health_inputs.hprim_xml,
]


def fields(data: bytes) -> set[tuple[str, str]]:
    """Named fields, with their values."""
    return {(name, value.decode()) for name, _, value in read(data).fields if name}


def embedded(data: bytes) -> list[bytes]:
    """The files found inside."""
    items = open_member(io.BytesIO(data), "x", ReadOptions()).items()
    return [item.open().read(10**9) for item in items if isinstance(item, Embedded)]


def salvaged(data: bytes) -> tuple[bytes, GapReason | None]:
    """The text that is read of a damaged document, and why no more."""
    reading = open_member(io.BytesIO(data), "x", ReadOptions())
    text = b""
    try:
        for item in reading.items():
            if isinstance(item, Chunk):
                check(item)
                text += item.data
    except ReadError as error:
        return text, error.reason
    return text, reading.gaps[0].reason if reading.gaps else None


def test_cda() -> None:
    data = health_inputs.cda()
    assert read(data).formats == ["cda"]
    assert len(read(data).records) == 1
    assert fields(data) >= IDENTITY | {
        ("nom_naissance", "DURAND"),
        ("prenom", "ZOE"),
        ("date_naissance", "19500512"),
        ("email", "zoe@example.org"),
        ("medecin", "MARTIN"),
        ("rpps_medecin", "810001234567"),
        ("analyse", "VIH 1+2"),
        ("resultat", "Positif"),
        ("resultat", "1.30"),
        ("date_resultat", "20230101"),
        ("texte", "Patiente enceinte de 22 SA\nVIH 1+2\tPositif"),
    }


def test_fhir() -> None:
    data = health_inputs.fhir_xml()
    assert read(data).formats == ["fhir-xml"]
    assert len(read(data).records) == 1
    wanted = IDENTITY - {("sexe", "F"), ("adresse", "RUE DES LILAS")}
    assert fields(data) >= wanted | {
        ("sexe", "female"),
        ("adresse", "12 RUE DES LILAS"),
        ("nom", "DURAND"),
        ("prenom", "ZOE"),
        ("date_naissance", "1950-05-12"),
        ("analyse", "VIH 1+2"),
        ("analyse", "Glucose"),
        ("resultat", "Positif"),
        ("resultat", "1.30"),
        ("resultat", "VIH positif"),
        ("date_resultat", "2023-01-01"),
        ("texte", "Patiente enceinte de 22 SA"),
    }


def test_list_of_patients_is_a_record_each() -> None:
    patients = "".join(
        f'<entry><resource><Patient><name><family value="{name}"/></name></Patient></resource>'
        "</entry>"
        for name in ("DURAND", "ROUX", "PETIT")
    )
    data = f'<Bundle xmlns="http://hl7.org/fhir">{patients}</Bundle>'.encode()
    assert len(read(data).records) == 3


def test_hprim_xml() -> None:
    data = health_inputs.hprim_xml()
    assert read(data).formats == ["hprim-xml"]
    assert len(read(data).records) == 1
    assert fields(data) >= (IDENTITY - {("adresse", "RUE DES LILAS")}) | {
        ("adresse", "12 RUE DES LILAS"),
        ("nom", "DURAND"),
        ("nom_naissance", "HÉNORET"),
        ("prenom", "ZOÉ"),
        ("date_naissance", "1950-05-12"),
        ("medecin", "MARTIN"),
        ("code_cim10", "B24"),
        ("commentaire", "Patiente enceinte de 22 SA"),
        ("numero_sejour", "55"),
    }


def test_files_inside() -> None:
    assert embedded(health_inputs.cda(PDF)) == [PDF]
    assert embedded(health_inputs.fhir_xml(PDF)) == [PDF]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_score_is_that_of_a_table(document: Callable[[], bytes]) -> None:
    table = f"nom;prenom;nir;telephone;sexe;date_naissance\nDURAND;ZOE;{health_inputs.NIR};"
    table += f"{health_inputs.PHONE};F;12/05/1950\n"
    found = scan_bytes(document(), "x.xml").state.signatures[2]
    for other in scan_bytes(table.encode(), "x.csv").state.signatures[2]:
        assert any(own & other == other for own in found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_utf16(document: Callable[[], bytes]) -> None:
    text = document().decode("latin-1" if document is health_inputs.hprim_xml else "utf-8")
    wide = text.replace('encoding="ISO-8859-1"', "").replace('encoding="UTF-8"', "")
    assert fields(wide.encode("utf-16")) == fields(document())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_truncated_anywhere(document: Callable[[], bytes]) -> None:
    data = document().rstrip()
    begun = data.index(b"<", 60) + 200
    for size in range(begun, len(data)):
        _, reason = salvaged(data[:size])
        assert reason is GapReason.CORRUPT
    assert salvaged(data)[1] is None


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_comes_before_the_damage_is_read(document: Callable[[], bytes]) -> None:
    data = document()
    text, reason = salvaged(data[: data.rindex(b"</")])
    assert health_inputs.NIR.encode() in text
    assert reason is GapReason.CORRUPT


@pytest.mark.parametrize("document", DOCUMENTS)
def test_damaged_anywhere(document: Callable[[], bytes]) -> None:
    data = document()
    dice = random.Random(9)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(3):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        salvaged(bytes(broken))


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = health_inputs.cda().replace(
        b"<ClinicalDocument", f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><ClinicalDocument'.encode()
    )
    assert salvaged(data.replace(b"<title>", b"<title>&l9;"))[1] is GapReason.RATIO


def test_long_document_is_cut() -> None:
    line = "<paragraph>Une ligne de compte rendu sans fin</paragraph>"
    data = health_inputs.cda().replace(b"<paragraph>", (line * 40_000 + "<paragraph>").encode())
    found = read(data)
    assert 2 <= len(found.records) <= 12
    assert found.text.count(b"Une ligne") == 40_000


def test_json_bundle_of_one_patient_is_one_record() -> None:
    patient = {"resourceType": "Patient", "name": [{"family": "DURAND"}]}
    result = {"resourceType": "Observation", "valueString": "VIH positif"}
    for count in (1, 2000):
        entries = [{"resource": patient}, *[{"resource": result}] * count]
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
        assert len(read(json.dumps(bundle, indent=1).encode()).records) == 1
    many = {"resourceType": "Bundle", "entry": [{"resource": patient}] * 3}
    assert len(read(json.dumps(many).encode()).records) > 2


def test_json_fields_have_the_roles_of_xml() -> None:
    found = scan_bytes(health_inputs.fhir_json(), "x.json").state
    assert found.records == 1
    assert set(found.tallies) >= {
        "date.sample",
        "fr.address",
        "fr.nir",
        "fr.phone",
        "fr.postcode",
        "health.hiv",
        "health.icd10",
        "health.result",
        "person.birth-date",
        "person.name",
        "person.sex",
    }
    assert found.hints["lab-schema"] == 1
