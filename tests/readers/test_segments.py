"""HL7 v2 and HPRIM Santé: what their fields are taken for, and files inside them."""

import base64
import io
import json
import random

import pytest

from leakscan.raw.embedded import Embedded
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.scanner import scan_bytes
from tests.readers import health_inputs
from tests.readers.reading import Dribble, read

PDF = b"%PDF-1.4\n" + random.Random(1).randbytes(50_000)


def fields(data: bytes) -> list[tuple[str, str]]:
    """Named fields, with their values."""
    return [(name, value.decode()) for name, _, value in read(data).fields if name]


def embedded(data: bytes, dribble: int = 0, **options: int) -> list[bytes]:
    """The files found inside."""
    stream = Dribble(data, dribble) if dribble else io.BytesIO(data)
    items = open_member(stream, "x", ReadOptions(**options)).items()
    return [item.open().read(10**9) for item in items if isinstance(item, Embedded)]


def test_hl7_fields_have_roles() -> None:
    found = fields(health_inputs.hl7())
    for expected in (
        ("nir", health_inputs.NIR),
        ("laboratoire", "LABO DES LILAS"),
        ("ipp", "8012345"),
        ("nom", "DURAND"),
        ("prenom", "ZOE"),
        ("date_naissance", "19500512"),
        ("sexe", "F"),
        ("adresse", "12 RUE DES LILAS"),
        ("code_postal", "75001"),
        ("telephone", health_inputs.PHONE),
        ("religion", "Catholique"),
        ("rpps_medecin", "10001234567"),
        ("medecin", "MARTIN"),
        ("analyse", "Sérologie VIH"),
        ("resultat", "Positif"),
        ("resultat", "Ligne une\rVIH & syphilis : négatif"),
        ("resultat", "1.30"),
        ("commentaire", "Patiente enceinte de 22 SA"),
        ("date_resultat", "20230101"),
    ):
        assert expected in found
    assert ("resultat", "POS") not in found
    assert len(read(health_inputs.hl7()).records) == 3


@pytest.mark.parametrize("separators", ["~^\\&", "\\^&~"])
def test_hprim_fields_have_roles(separators: str) -> None:
    found = fields(health_inputs.hprim(separators))
    for expected in (
        ("mot_de_passe", "cle2023"),
        ("nir", health_inputs.NIR),
        ("nom", "DURAND"),
        ("prenom", "ZOE"),
        ("date_naissance", "19500512"),
        ("telephone", health_inputs.PHONE),
        ("telephone", "0199001234"),
        ("medecin", "MARTIN"),
        ("motif", "Fumeuse"),
        ("code_cim10", "B20"),
        ("motif", "Sida"),
        ("religion", "Catholique"),
        ("code_regime", "01"),
        ("analyse", "Acide urique"),
        ("resultat", "250"),
        ("commentaire", "Patiente enceinte de 22 SA"),
    ):
        assert expected in found
    assert len(read(health_inputs.hprim(separators)).records) == 2


def test_continued_segment_goes_on_in_its_field() -> None:
    data = b"H|~^\\&|f||s||ORU\rP|1||||DURAND\rA|~Z|\rA||19500512|F\r"
    assert [value for value in fields(data) if value[0] in {"prenom", "date_naissance"}] == [
        ("prenom", "Z"),
        ("date_naissance", "19500512"),
    ]


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n"])
def test_line_ends(line_end: str) -> None:
    plain = health_inputs.hl7()
    other = plain.replace(b"\r", line_end.encode())
    assert fields(other) == fields(plain)


def test_frames_and_batches_change_nothing() -> None:
    plain = health_inputs.hl7()
    batch = b"FHS|^~\\&|A\rBHS|^~\\&|A\r" + plain + b"BTS|2\rFTS|1\r"
    assert fields(batch) == fields(plain)
    assert fields(health_inputs.framed(plain)) == fields(plain)
    messages = plain.replace(b"\rMSH", b"\r\nMSH")
    assert fields(messages) == fields(plain)


def test_separators_may_change_between_messages() -> None:
    other = b"MSH$%*\\&$S$\rPID$1$$9$$ROUX%ANNE\r"
    found = fields(b"MSH|^~\\&|S|\rPID|1||8||DURAND^ZOE\r" + other)
    assert ("nom", "ROUX") in found
    assert ("prenom", "ANNE") in found


@pytest.mark.parametrize("document", [PDF, health_inputs.NOTE.encode()])
@pytest.mark.parametrize("dribble", [0, 7000, 33])
def test_documents_are_taken_out(document: bytes, dribble: int) -> None:
    data = health_inputs.hl7(document)
    for chunk_bytes in (1 << 20, 4096):
        assert embedded(data, dribble, chunk_bytes=chunk_bytes) == [document]
    assert base64.b64encode(document)[:300] not in read(data).text


def test_documents_in_json_strings() -> None:
    resource = {"resourceType": "Binary", "data": base64.b64encode(PDF).decode(), "nom": "DURAND"}
    data = json.dumps(resource).encode()
    assert embedded(data) == embedded(data.replace(b"/", b"\\/")) == [PDF]
    assert ("nom", "DURAND") in fields(data)


def test_long_words_that_are_no_files_stay() -> None:
    for word in ("de" * 5000, "ACGT" * 5000, "x" * 300):
        data = json.dumps({"a": word, "nom": "DURAND"}).encode()
        assert embedded(data) == []
        assert read(data).text == data


def test_document_inside_is_examined() -> None:
    result = scan_bytes(health_inputs.hl7(), "oru.hl7")
    assert result.formats == ["hl7"]
    assert not result.coverage.gaps


@pytest.mark.parametrize("data", [health_inputs.hl7(b"short"), health_inputs.hprim()])
def test_same_for_every_chunk_size_and_read_size(data: bytes) -> None:
    many = data * 40
    whole = read(many, "x")
    for chunk_bytes in (1024, 5000, 1 << 16):
        assert read(many, "x", chunk_bytes=chunk_bytes) == whole
    assert read(many, "x", dribble=100) == whole


def test_long_record_is_cut_at_a_line_end() -> None:
    line = b"OBX|1|NM|GLU^Glycemie^L||1.30|g/L\r"
    data = b"MSH|^~\\&|S|\rPID|1||8||DURAND^ZOE\r" + line * 60_000
    found = read(data, "x")
    assert len(found.records) == 2
    assert sum(name == "resultat" for name, _, _ in found.fields) == 60_000


def test_long_line_is_read_as_text() -> None:
    data = b"MSH|^~\\&|S|\rPID|1||8||DURAND^ZOE\rNTE|1||" + b"un mot " * 300_000 + b"\rPID|2\r"
    found = read(data, "x")
    assert len(found.text) == len(data)
    assert ("nom", 0) in [(name, 0) for name, _, _ in found.fields]


@pytest.mark.parametrize("data", [health_inputs.hl7(b"short"), health_inputs.hprim()])
def test_truncated_anywhere(data: bytes) -> None:
    for size in range(len(data)):
        found = read(data[:size], "x")
        assert len(found.text) >= len(found.text.strip())
    assert read(data, "x").records


def test_damaged_anywhere() -> None:
    data = health_inputs.hprim() + health_inputs.hl7(b"short")
    dice = random.Random(5)
    for _ in range(200):
        broken = bytearray(data)
        for _ in range(4):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        read(bytes(broken), "x")


@pytest.mark.parametrize("data", [b"H|~^\\&|\rP\rP\r", b"MSH|^~\\&|\rPID\r"])
def test_records_without_a_field_are_examined(data: bytes) -> None:
    assert not scan_bytes(data, "x.hpr").coverage.gaps


_LETTER = f"Madame TESTEUR Anne\nNIR {health_inputs.NIR}\nSérologie VIH : positive.\n"


def _with_text(data: bytes, encoding: str = "Base64") -> bytes:
    word = base64.b64encode(data).decode()
    return (
        "MSH|^~\\&|A|B|C|D|20240101||ORU^R01|1|P|2.5\rPID|1||8001^^^L^PI||TESTEUR^ANNE\r"
        f"OBX|1|ED|11502-2^CR^LN||^TEXT^PLAIN^{encoding}^{word}||||||F\r"
    ).encode()


@pytest.mark.parametrize("letter", [_LETTER, f"<p>Madame</p><td>{_LETTER}</td>", _LETTER[:39]])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
@pytest.mark.parametrize("encoding", ["Base64", "BASE64"])
def test_short_texts_in_base64_are_read_where_they_stand(
    letter: str, charset: str, encoding: str
) -> None:
    data = _with_text(letter.encode(charset), encoding)
    found = scan_bytes(data, "x.hl7").state
    assert found.tallies["fr.nir"].count == 1
    assert ("health.hiv" in found.tallies) == ("VIH" in letter)
    assert found.records == 1


@pytest.mark.parametrize("encoding", ["A", "Hex"])
def test_words_that_are_not_said_to_be_base64_stay(encoding: str) -> None:
    data = _with_text(_LETTER.encode(), encoding)
    assert "fr.nir" not in scan_bytes(data, "x.hl7").state.tallies
    noise = _with_text(random.Random(3).randbytes(60))
    assert read(noise).text.replace(b"\n", b"\r") == noise
