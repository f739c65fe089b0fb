"""Office documents of 1997 to 2003, and those with a password."""

import io
import struct

import pytest
import xlwt

from leakscan.model.coverage import GapReason
from leakscan.readers.biff_strings import table_strings
from leakscan.readers.embedded_object import native_data
from leakscan.readers.numbered_rows import rk_number
from tests.readers.compound import compound, slides, word
from tests.readers.documents import examine
from tests.readers.golden import GOLDEN

XLS = (GOLDEN / "ole/table/table.xls").read_bytes()
LETTER = "Mme Zoé DURAND\rNIR 2615099123045\rGlycémie\x07" + "1,42\x07\x07fin\x0bligne\r"


@pytest.mark.parametrize("wide", [False, True])
def test_a_word_document_is_read_by_its_pieces(*, wide: bool) -> None:
    found = examine(word(LETTER, wide=wide), "lettre.doc")
    assert found.formats == ["ole"]
    assert found.gaps == []
    text = "Mme Zoé DURAND\nNIR 2615099123045\nGlycémie\t1,42\nfin\nligne\n"
    assert found.records == [text]


def test_slides_are_read_and_their_masters_are_not() -> None:
    found = examine(slides("Zoé DURAND\rsuivi", "VIH négatif"))
    assert found.records == ["Zoé DURAND\nsuivi\nVIH négatif\n"]


def workbook() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("données")
    sheet.header_str = b"Confidentiel"
    sheet.write(2, 1, "nom")
    sheet.write(2, 2, "nir")
    sheet.write(3, 1, "L'HÉNORET " + "x" * 20_000)
    sheet.write(3, 2, 144509912300979)
    sheet.write(3, 3, 36.8)
    sheet.write(4, 1, "œdème" * 2000)
    sheet.write(4, 2, xlwt.Formula("1+1"))
    sheet.write(4, 4, 639981234, xlwt.easyxf(num_format_str='0#" "##" "##" "##" "##'))
    hidden = book.add_sheet("cachée")
    hidden.visibility = 2
    hidden.write(0, 0, "zoe@example.org")
    hidden.write(r=0, c=1, label=True)
    book.save(out)
    return out.getvalue()


def test_cells_of_old_workbooks_hold_what_a_csv_export_would() -> None:
    found = examine(workbook(), "x.xls")
    assert found.gaps == []
    assert found.rows(1) == [
        ["", "nom", "nir"],
        ["", "L'HÉNORET " + "x" * 20_000, "144509912300979", "36.8"],
        ["", "œdème" * 2000, "", "", "06 39 98 12 34"],
    ]
    assert found.lines(1) == [3, 4, 5]
    assert found.rows(2) == [["zoe@example.org", "1"]]
    assert "cachée" in found.prose
    assert "Confidentiel" in found.prose


@pytest.mark.parametrize(
    "data",
    [
        compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
        word("x" * 20, flags=0x0300),
        slides("x", encrypted=True),
        compound({"Workbook": struct.pack("<HHHHHHH", 0x809, 4, 0x600, 5, 0x2F, 2, 1)}),
    ],
    ids=["ooxml", "word", "powerpoint", "excel"],
)
def test_a_password_is_told(data: bytes) -> None:
    found = examine(data, "x.docx")
    assert [gap.reason for gap in found.gaps] == [GapReason.ENCRYPTED]


def test_objects_in_compound_files_are_members() -> None:
    label = b"\0\0\0\0\x02\0a.csv\0C:\\a.csv\0\0\0\x03\0\x06\0\0\0C:\\a.c\x07\0\0\0nom;nir"
    found = examine(compound({"\x01Ole10Native": label, "Package": b"PK"}))
    assert {name: data.rstrip(b"\0") for name, data in found.members.items()} == {
        "Ole10Native": b"nom;nir",
        "Package": b"PK",
    }
    assert native_data(b"too short") == b"too short"


def test_numbers_are_packed_in_four_ways() -> None:
    packed = [12 << 2 | 2, (-12 << 2 | 2) & 0xFFFFFFFF, 1234 << 2 | 3]
    packed.append(struct.unpack("<Q", struct.pack("<d", 2.5))[0] >> 32)
    assert [rk_number(number) for number in packed] == [12.0, -12.0, 12.34, 2.5]


def test_a_string_goes_on_in_the_next_record_in_another_width() -> None:
    first = struct.pack("<II", 2, 2) + struct.pack("<HB", 6, 0) + b"abc"
    rest = b"\x01" + "déf".encode("utf-16-le") + struct.pack("<HBH", 2, 8, 1) + b"xy" + bytes(4)
    assert list(table_strings([first, rest])) == ["abcdéf", "xy"]
    assert list(table_strings([first])) == []


@pytest.mark.parametrize(
    "data", [XLS, word(LETTER), slides("DURAND", "VIH")], ids=["xls", "doc", "ppt"]
)
def test_a_file_cut_or_bent_anywhere_is_read_or_told(data: bytes) -> None:
    for at in range(8, len(data), len(data) // 40):
        found = examine(data[:at], "x")
        assert found.gaps or found.texts, at
        bent = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        found = examine(bent, "x")
        assert found.formats
