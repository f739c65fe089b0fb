"""UTF-8 that was taken for cp1252 and written as UTF-8 once more is read as it was."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read


def misread(text: str) -> bytes:
    signs = (bytes([byte]) for byte in text.encode())
    return "".join(
        sign.decode("cp1252" if sign not in b"\x81\x8d\x8f\x90\x9d" else "latin-1")
        for sign in signs
    ).encode()


@pytest.mark.parametrize(
    "text",
    [
        "Né à Évry, dépression sévère",
        "l’œdème : 38 °C — « fébrile »",
        "ÂGE, Â, Ï, Ë, àâäçèéêëîïôöûü",
    ],
)
def test_french_is_read_as_it_was_meant(text: str) -> None:
    assert read(misread(text)).text.decode() == text


def test_the_rest_of_the_text_stays() -> None:
    text = "déjà bien écrit\n".encode() + misread("à refaire\n") + "São João, Ãlvaro\n".encode()
    assert read(text).text.decode() == "déjà bien écrit\nà refaire\nSão João, Ãlvaro\n"


def test_words_in_cells_are_found_at_their_place() -> None:
    table = "Nom;Prénom;Antécédents\nDURAND;Zoé;dépression sévère\nFICTIF;Ali;hépatite B\n"
    found = scan_bytes(misread(table), "e.csv").state.tallies
    assert found["health.psychiatry"].count == found["health.hepatitis"].count == 1
    place = found["health.hepatitis"].places[0]
    assert misread(table)[place.byte :].startswith(misread("hépatite"))
