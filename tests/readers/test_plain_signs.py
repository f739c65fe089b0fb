"""Typography and decomposed letters: the same text, and every byte of it where it stood."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.plain_signs import plain_signs, plain_text
from leakscan.redaction.replacements import MASK
from tests.cli.calling import program
from tests.detectors.scanning import counts_of

_SIGNS = "aeé ,1\n’–°\u00a0\u00ad\u2009\u2011\u200b\u202f\u2060\u0301\u0300\u0327qç"
_LETTER = (
    "Mme~BOUVIER Jeanne, née le~12/05/1985\nAdresse~: 12~rue des Lilas, 35000~RENNES\n"
    "Glycémie~: 1,30~g/L ; hémoglobine~: 13,2~g/dL\nGroupe sanguin~: A~positif\n"
    "Dr~Anne PRIGENT, médecin traitant\nTél.~: 06~39~98~12~34\n"
)
_PLAIN = _LETTER.replace("~", " ")


@given(st.text(_SIGNS))
def test_both_ways_give_the_same(text: str) -> None:
    made = plain_signs(Piece(text.encode(), Shifted(0))).data.decode()
    assert made == plain_text(text) or any(mark in text for mark in "\u0300\u0301\u0327")
    assert unicodedata.normalize("NFC", made) == plain_text(text)


@given(st.text(_SIGNS))
def test_what_is_left_stands_where_it_stood(text: str) -> None:
    source = text.encode()
    piece = plain_signs(Piece(source, Shifted(1000)))
    unchanged = [n for n, byte in enumerate(piece.data) if byte in b"a1,\nq"]
    places = [piece.locate(n) - 1000 for n in unchanged]
    assert places == sorted(places)
    assert [source[place] for place in places] == [piece.data[n] for n in unchanged]


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize("kind", ["text", "cp1252", "html", "json", "sql"])
def test_blanks_that_do_not_break_are_blanks(blank: str, kind: str) -> None:
    if kind == "cp1252" and blank != "\u00a0":
        return
    text = _LETTER.replace("~", blank)
    contents = {
        "text": (text, _PLAIN),
        "cp1252": (text.encode("cp1252", "replace"), _PLAIN),
        "html": tuple(f"<p>{each}</p>".replace("\u00a0", "&nbsp;") for each in (text, _PLAIN)),
        "json": tuple(json.dumps({"id": 1, "texte": each}) for each in (text, _PLAIN)),
        "sql": tuple(f"INSERT INTO n VALUES (1,'{each}');" for each in (text, _PLAIN)),
    }[kind]
    found, plain = map(counts_of, contents)
    assert found == plain
    assert {"person.name", "fr.address", "health.result", "health.blood-group"} <= set(found)


def test_decomposed_letters_are_letters() -> None:
    assert counts_of(unicodedata.normalize("NFD", _PLAIN)) == counts_of(_PLAIN)


def test_a_redacted_copy_keeps_the_blanks_around(tmp_path: Path) -> None:
    text = "née le\u00a012/05/1985\u00a0; Tél.\u202f: 06\u202f39\u202f98\u202f12\u202f34\u00a0fin\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert program("redact", "a.txt", "-o", "b.txt", cwd=tmp_path).code == 0
    mask = MASK.decode()
    copy = (tmp_path / "b.txt").read_text(encoding="utf-8")
    assert copy == f"née le\u00a0{mask}\u00a0; Tél.\u202f: {mask}\u00a0fin\n"
