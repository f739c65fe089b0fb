"""Masks in place of names tell of nobody; what looks like one does."""

import pytest

from tests.detectors.scanning import counts_of


@pytest.mark.parametrize(
    "text",
    [
        b"Mr XXX : enceinte, trait\xc3\xa9e par XXX 75 mg. Mme Xxxx n\xc3\xa9e le XXX.",
        b"BEGIN:VCARD\nVERSION:3.0\nN:XXX\nFN:XXX\nTEL:XXX\nNOTE:enceinte\nEND:VCARD\n" * 3,
        "Nouvelle prise en charge : Mme XXX née XXX, enceinte, VIH positif".encode(),
        b"Patient : XXX\nTel : 06 39 98 01 02\nPatient : XXX XX\nTel : 06 39 98 01 03\n",
        b"Dr XXXX, Dr. xxx et Mme *****, VIH positif",
        b'{"resourceType":"Patient","id":"XXX","gender":"female","birthDate":"XXX"}\n' * 3,
    ],
)
def test_masks_tell_of_nobody(text: bytes) -> None:
    found = counts_of(text)
    assert not {"person.name", "person.doctor", "fr.ipp"} & set(found)


@pytest.mark.parametrize(
    "name", ["Xavier XX", "Mme Xuxa", "Mme Roxxe", "Mme XXX DURAND", "XXANTHE Xavier"]
)
def test_names_of_many_such_letters_do(name: str) -> None:
    found = counts_of(f"Patient : {name}, née le 12/03/1957, enceinte".encode())
    assert found["person.name"] == 1
