"""DICOM files written by pydicom 3.0.2 (the golden folders): what is read, whole and damaged."""

import io
import random

import pytest

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import Embedded
from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.golden import GOLDEN
from tests.readers.reading import check, read

FILES = {path.parent.name: path.read_bytes() for path in GOLDEN.glob("dicom/*/*.dcm")}
WANTED = {
    ("nom", "DURAND"),
    ("prenom", "ZOÉ"),
    ("ipp", "8012345"),
    ("ipp", "144509912300979"),
    ("date_naissance", "19500512"),
    ("sexe", "F"),
    ("telephone", "0639981234"),
    ("religion", "Catholique"),
    ("antecedents", "Patiente enceinte de 22 SA"),
    ("medecin", "MARTIN"),
    ("motif", "IRM cérébrale"),
    ("date_examen", "20230101"),
    ("resultat", "VIH positif, sérologie confirmée"),
}


def salvaged(data: bytes) -> tuple[bytes, GapReason | None]:
    """The text that is read of a damaged file, and why no more."""
    reading = open_member(io.BytesIO(data), "x.dcm", ReadOptions())
    text = b""
    try:
        for item in reading.items():
            if isinstance(item, Chunk):
                check(item)
                text += item.data
            elif isinstance(item, Embedded):
                item.open().read(10)
    except ReadError as error:
        return text, error.reason
    return text, reading.gaps[0].reason if reading.gaps else None


@pytest.mark.parametrize("name", sorted(FILES))
def test_elements_have_roles(name: str) -> None:
    found = read(FILES[name])
    assert found.formats == ["dicom"]
    assert len(found.records) == 1
    assert {(column, value.decode()) for column, _, value in found.fields} >= WANTED


def test_pixels_are_a_gap_without_text() -> None:
    assert [gap.reason for gap in read(FILES["explicit"]).gaps] == [GapReason.NO_TEXT]


def test_document_inside() -> None:
    [(_, document)] = read(FILES["document"]).members
    assert b"enceinte de 22 SA" in document.text  # type: ignore[union-attr]


def test_without_a_preamble() -> None:
    bare = FILES["implicit-utf8"][132:]
    found = read(bare, "image.dcm")
    assert {(column, value.decode()) for column, _, value in found.fields} >= WANTED


@pytest.mark.parametrize("name", sorted(FILES))
def test_truncated_anywhere(name: str) -> None:
    data = FILES[name]
    if name == "explicit":
        data = data[: data.rindex(b"\xe0\x7f\x10\x00") + 12]
    whole = salvaged(data)[0]
    for size in range(140, len(data)):
        text, reason = salvaged(data[:size])
        # Between two elements nothing tells that more should follow.
        assert reason is not None or whole.startswith(text[: len(text) // 2])


def test_damaged_anywhere() -> None:
    dice = random.Random(2)
    for data in FILES.values():
        for _ in range(150):
            broken = bytearray(data)
            for _ in range(4):
                broken[dice.randrange(132, len(broken))] = dice.randrange(256)
            salvaged(bytes(broken))


def test_lengths_beyond_the_file() -> None:
    data = FILES["explicit"].replace(b"\x10\x00\x10\x00PN\x10\x00", b"\x10\x00\x10\x00PN\xff\xff")
    assert salvaged(data)[1] is GapReason.CORRUPT
