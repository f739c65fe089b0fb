"""Text of mainframes: pages of EBCDIC are told apart, and from all that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.readers.ebcdic import ebcdic_of
from tests.detectors.scanning import counts_of
from tests.readers.reading import read
from tests.readers.rewritten_inputs import people, uncut

LETTER = "Mme DURAND Zoé, née à Évry, opérée de l'œil; zoe.durand@example.fr. Très bien.\n" * 3
FRENCH = {"@": 0x44, "é": 0xC0, "è": 0xD0, "à": 0x7C, "ç": 0xE0, "ù": 0x6A, "§": 0x5A}
COUNT = 60


def in_french(text: str, line_end: int = 0x15) -> bytes:
    """Text in page 1147."""
    return bytes(
        FRENCH.get(sign) or (line_end if sign == "\n" else sign.encode("cp500", "replace")[0])
        for sign in text
    )


def in_page(text: str, page: str, line_end: bytes) -> bytes:
    return line_end.join(line.encode(page, "replace") for line in text.split("\n"))


def table(sign: str) -> str:
    rows = (
        sign.join([number, family, given, phone, f"a{n}@example.fr"])
        for n, (number, family, given, phone) in enumerate(people(COUNT))
    )
    return "\n".join([sign.join(["nir", "nom", "prénom", "téléphone", "mail"]), *rows, ""])


@pytest.mark.parametrize("line_end", [0x15, 0x25])
def test_accents_and_the_at_sign_tell_the_page_of_france(line_end: int) -> None:
    found = read(in_french(LETTER, line_end), "lettre.txt")
    assert found.encoding == "cp1147"
    assert found.text.decode() == LETTER.replace("œ", "?").replace("…", "?")


@pytest.mark.parametrize("page", ["cp500", "cp1140", "cp037"])
@pytest.mark.parametrize("line_end", [b"\x15", b"\x25", b"\x0d\x25"])
def test_other_pages(page: str, line_end: bytes) -> None:
    found = read(in_page(LETTER, page, line_end), "lettre.txt")
    assert found.encoding == "cp500"
    lines = [line.rstrip("\r") for line in found.text.decode().split("\n")]
    assert lines == LETTER.replace("œ", "?").split("\n")


@pytest.mark.parametrize("sign", ";,|")
@pytest.mark.parametrize("page", ["cp037", "cp500", "french"])
def test_tables(sign: str, page: str) -> None:
    text = table(sign)
    data = in_french(text) if page == "french" else in_page(text, page, b"\x15")
    found = counts_of(data, "x")
    for rule in ("fr.nir", "fr.phone", "email"):
        assert found[rule] == COUNT, rule


@pytest.mark.parametrize("packed", [b"", b"\0\x12\x34\x5c\0\0\0\x0c"])
def test_records_without_line_ends(packed: bytes) -> None:
    """Packed decimals between fields are shown as blanks, and what follows keeps its place."""
    text, size = uncut(COUNT).encode("cp500"), len(uncut(1))
    data = b"".join(text[at : at + size] + packed for at in range(0, len(text), size))
    found = read(data, "BENEF.EBC")
    assert (found.formats, found.gaps) == (["fixed-width"], [])
    assert len(found.records) == COUNT
    counts = counts_of(data, "BENEF.EBC")
    assert counts["fr.nir"] == COUNT
    assert counts["person.birth-date"] == COUNT


@pytest.mark.parametrize("count", [5, 17, 60, 300])
def test_the_length_of_uncut_records_is_the_shortest(count: int) -> None:
    assert len(read(uncut(count).encode(), "x.dat").records) == count


def test_places_are_those_of_the_bytes() -> None:
    data = in_french(LETTER + "\n" + "NIR 144509912300979 de Mme DURAND")
    from tests.detectors.scanning import state_of

    [place] = state_of(data, "x.txt").tallies["fr.nir"].places
    assert place.byte == data.index("144509912300979".encode("cp500"))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "cp850", "mac-roman", "utf-16-le"])
def test_other_encodings_are_not_ebcdic(encoding: str) -> None:
    assert not ebcdic_of(LETTER.encode(encoding, "replace"))
    assert not ebcdic_of(LETTER.upper().replace(" ", "").encode(encoding, "replace"))


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "iso8859-7", "gbk", "shift_jis"])
def test_other_scripts_are_not_ebcdic(encoding: str) -> None:
    text = "Пациент пришёл на приём в четверг@утром " * 9
    texts = {"iso8859-7": "Ο ασθενής ήρθε σήμερα το πρωί@νωρίς " * 9}
    texts |= dict.fromkeys(("gbk", "shift_jis"), "患者今日来院@午前中診察済 " * 9)
    assert not ebcdic_of(texts.get(encoding, text).encode(encoding, "replace"))


@given(st.binary(min_size=64, max_size=4096))
def test_bytes_of_any_kind_do_not_crash(data: bytes) -> None:
    ebcdic_of(data)
    read(b"\xc1\x40" * 200 + data, "x")
