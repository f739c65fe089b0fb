"""Entries of directories, whose values may be folded and encoded."""

import base64

import numpy as np
import pytest

from leakscan.raw.places import all_of
from leakscan.readers.ldif import plain_entries
from leakscan.readers.origin import Piece, Shifted
from tests.readers.reading import read

HASH = base64.b64encode(b"{SSHA}" + bytes(range(200, 230))).decode()


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _entry(number: int, name: str, note: str) -> str:
    word = _encoded(note)
    return (
        f"dn: uid=p{number},ou=patients\ncn:: {_encoded(name)}\nmobile: 06 39 98 12 0{number}\n"
        f"description:: {word[:40]}\n {word[40:]}\nuserPassword:: {HASH}\n\n"
    )


TEXT = "version: 1\n\n" + "".join(
    _entry(number, name, f"suivie à Béthune, traitée par Kardégic 75 mg, {name}")
    for number, name in enumerate(["Zoé DURAND", "Anaïs FICTIF", "Léa L'HÉNORET"])
)


@pytest.mark.parametrize("dribble", [0, 50])
def test_values_are_read_as_text(dribble: int) -> None:
    text = read(TEXT.encode(), "a.ldif", dribble=dribble).text.decode()
    assert "\ncn: Zoé DURAND\n" in text
    assert "\ncn: Léa L HÉNORET\n" in text
    assert "traitée par Kardégic 75 mg  Anaïs FICTIF\n" in text
    assert f"\nuserPassword:: {HASH}\n" in text


def test_a_file_that_begins_with_an_entry_is_one_too() -> None:
    text = TEXT.removeprefix("version: 1\n\n")
    assert "cn: Zoé DURAND\n" in read(text.encode(), "a.ldif").text.decode()


@pytest.mark.parametrize("begin", ["From: x\n\n", "nom: DURAND\n"])
def test_other_texts_stay_as_they_are(begin: str) -> None:
    assert read((begin + TEXT).encode(), "a.txt").text.decode().count("cn:: ") == 3


def test_of_each_value_two_numbers_are_kept() -> None:
    piece, _ = plain_entries([Piece(b"cn:: QQ==\n" * 5001, Shifted(0))])
    assert piece.data == b"cn: A\n" * 5000
    kept = [array.nbytes for array in (piece.locate.ends, piece.locate.removed)]  # type: ignore[attr-defined]
    assert sum(kept) <= 8 * 5001
    assert all_of(piece.locate, np.arange(0, 30_000, 6)).tolist() == list(range(0, 50_000, 10))


def test_places_are_those_of_the_file() -> None:
    pieces = [Piece(TEXT[at : at + 64].encode(), Shifted(at)) for at in range(0, len(TEXT), 64)]
    for piece in plain_entries(pieces):
        at = piece.data.find(b"mobile")
        while at >= 0:
            assert TEXT[piece.locate(at) :].startswith("mobile")
            at = piece.data.find(b"mobile", at + 1)
