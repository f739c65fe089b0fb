"""Texts read in an encoding that they are not in, and texts that are in the one that was named."""

import io

import pytest

from leakscan.readers.misread import looks_misread
from leakscan.readers.opening import ReadOptions, open_member

FRENCH = "nom;note\n" + "Testeur;séropositif au VIH, dépression sévère, 12/03/1950 à Paris\n" * 9
UPPER = "NOM;NOTE\n" + "TESTEUR;PATIENT SEROPOSITIF AU VIH, VU EN 2019\n" * 9


def told(data: bytes, encoding: str) -> list[str]:
    """What is said of a text that is read in an encoding."""
    reading = open_member(io.BytesIO(data), "a.csv", ReadOptions(encoding=encoding))
    assert sum(chunk.end - chunk.begin for chunk in reading.chunks()) > 0
    return [gap.where for gap in reading.gaps]


@pytest.mark.parametrize(
    ("written", "encodings"),
    [
        ("utf-8", "cp037 cp500 cp1026 cp850 mac-roman cp1251 koi8-r cp1250 latin-1 iso8859-15"),
        ("cp1252", "cp037 cp273 cp1140 cp850 cp437 mac-roman cp1251 koi8-r cp874"),
        ("cp850", "cp037 cp1252 latin-1 iso8859-15"),
        ("mac-roman", "cp500 cp1252 latin-1 cp850"),
        ("cp037", "cp1252 latin-1 cp850 mac-roman koi8-r cp1251"),
    ],
)
@pytest.mark.parametrize("repeat", [1, 2000])
def test_a_wrong_single_byte_encoding_is_told(written: str, encodings: str, repeat: int) -> None:
    data = (FRENCH * repeat).encode(written)
    for encoding in encodings.split():
        assert told(data, encoding) == [f"bytes do not look like {encoding}"], encoding


@pytest.mark.parametrize("encoding", ["latin-1", "cp850", "cp1252", "mac-roman", "koi8-r"])
def test_capitals_of_ebcdic_are_told_too(encoding: str) -> None:
    assert told(UPPER.encode("cp500"), encoding) == [f"bytes do not look like {encoding}"]


@pytest.mark.parametrize("encoding", ["cp037", "cp500", "cp1026", "cp875"])
def test_plain_ascii_is_no_ebcdic(encoding: str) -> None:
    for text in (UPPER, UPPER.lower(), "nir\n261512299812350\n", "a;b\n1;2\n"):
        assert told(text.encode(), encoding) == [f"bytes do not look like {encoding}"]


RIGHT = {
    "cp1252 cp850 mac-roman latin-1 cp037 cp500 cp1140 utf-8": FRENCH,
    "cp037 cp500 cp1026 ascii cp1252": UPPER,
    "cp1251 koi8-r cp866 iso8859-5": "имя;заметка\nИванов;пациент принимает tivicay, ВИЧ 2019\n",
    "cp1253 iso8859-7 cp875": "όνομα;σημείωση\nΠαπάς;ασθενής με άσθμα 2019\n",
    "cp1250 iso8859-2 cp852": "imię;uwagi\nŻółkiewski;ciąża, źle się czuł, gęś 2019\n",
    "cp1255 cp424 iso8859-8": "שם;הערה\nכהן;חולה באסתמה 2019\n",
    "cp874 tis-620": "ชื่อ;หมายเหตุ\nสมชาย;ผู้ป่วยโรคหอบหืดมีอาการไอเรื้อรังมานาน\n",
    "cp1252 cp273 latin-1": "Größe;Straße\nMüller;schläft schlecht, fährt häufig, größer\n",
    "cp1254 cp1026 iso8859-9": "ad;not\nYılmaz;astım, ağır, çığ düştü, şişmiş ayağı 2019\n",
    "shift_jis euc_jp cp932": "名前;備考\n田中;ぜんそくの患者です。二〇一九年から通院中\n",
    "gbk gb18030": "姓名;备注\n王明;患者有哮喘病史二十年\n",
}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [(encoding, text) for encodings, text in RIGHT.items() for encoding in encodings.split()],
)
@pytest.mark.parametrize("repeat", [1, 30])
def test_texts_in_their_own_encoding_are_not_doubted(encoding: str, text: str, repeat: int) -> None:
    assert told((text * repeat).encode(encoding), encoding) == []


def test_utf_8_that_is_mended_is_read_whole() -> None:
    for encoding in ("cp1252", "cp1254"):
        reading = open_member(io.BytesIO(FRENCH.encode()), "a.csv", ReadOptions(encoding=encoding))
        text = b"".join(chunk.data[chunk.begin : chunk.end] for chunk in reading.chunks())
        assert text.decode() == FRENCH
        assert reading.gaps == []


def test_packed_numbers_among_ebcdic_are_no_other_encoding() -> None:
    row = "TESTEUR   DURAND    PARIS     ".encode("cp037") + b"\x01\x23\x45\x6c" * 2
    assert not looks_misread(row * 99, "cp037")


@pytest.mark.parametrize("codec", ["cp037", "cp1252", "koi8-r", "utf-8", "shift_jis"])
@pytest.mark.parametrize("block", [b"", b"a", b"\xe9", b"\n", b"ab", b"\x80\x80\x80\x80"])
def test_next_to_nothing_is_not_judged(block: bytes, codec: str) -> None:
    assert looks_misread(block, codec) in {True, False}
