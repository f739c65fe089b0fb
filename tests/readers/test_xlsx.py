"""Excel workbooks, written by libraries that others wrote."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from leakscan.model.coverage import GapReason
from tests.readers.documents import Found, examine, replaced
from tests.synth.workbooks import saved

NIR = 144509912300979


def patients(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet.append(["Laboratoire des Lilas"])
    sheet.append([])
    sheet.append(["nom", "nir", "téléphone", "naissance", "prélèvement", "taux", "note"])
    sheet.append(["DURAND", NIR, 639981234, dt.date(1950, 12, 31)])
    sheet.append(["L'HÉNORET & <fils>", f"{NIR}", "06 39 98 12 35", 18628])
    sheet["C4"].number_format = '0#" "##" "##" "##" "##'
    sheet["E4"] = dt.datetime(2024, 3, 1, 8, 30)  # noqa: DTZ001
    sheet["F4"] = 36.799999999999997
    sheet["G4"] = "deux\nlignes"
    sheet["A4"].comment = Comment("suivi pour VIH", "dr")
    book.properties.title = "Patients du service"


def test_cells_hold_what_a_csv_export_would() -> None:
    found = examine(saved(patients), "x.xlsx")
    assert found.formats == ["xlsx"]
    assert found.gaps == []
    assert found.rows(1) == [
        ["nom", "nir", "téléphone", "naissance", "prélèvement", "taux", "note"],
        [
            "DURAND",
            f"{NIR}",
            "06 39 98 12 34",
            "31/12/1950",
            "01/03/2024 08:30",
            "36.8",
            "deux\nlignes",
        ],
        ["L'HÉNORET & <fils>", f"{NIR}", "06 39 98 12 35", "18628"],
    ]
    assert found.lines(1) == [3, 4, 6]
    assert "Laboratoire des Lilas" in found.prose
    assert "suivi pour VIH" in found.prose
    assert "Patients du service" in found.prose


def test_hidden_sheets_are_read_and_named_sheets_stay_apart() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["a", "b"])
        hidden = book.create_sheet("caché")
        hidden.sheet_state = "veryHidden"
        hidden.append(["e-mail", "x"])
        hidden.append(["zoe@example.org", True])

    found = examine(saved(fill), "x.xlsx")
    assert found.rows(2) == [["e-mail", "x"], ["zoe@example.org", "1"]]


def test_another_writer_gives_the_same() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(2, 1, ["nom", "nir", "note"])
    sheet.write_row(3, 1, ["DURAND", NIR, 1.5])
    sheet.write_rich_string(3, 4, "dia", book.add_format({"bold": True}), "bète", " de type 2")
    sheet.write_formula(4, 1, '="a"&"b"', None, "ab")
    sheet.write_datetime(4, 2, dt.time(8, 30), book.add_format({"num_format": "hh:mm"}))
    sheet.write(5, 16_000, "loin")
    sheet.set_header("&LConfidentiel NIR")
    book.close()
    found = examine(out.getvalue(), "export")
    assert found.formats == ["xlsx"]
    assert found.rows(1) == [
        ["", "nom", "nir", "note"],
        ["", "DURAND", f"{NIR}", "1.5", "diabète de type 2"],
        ["", "ab", "08:30"],
        ["loin"],
    ]
    assert "Confidentiel NIR" in found.prose


@pytest.mark.parametrize(
    "written",
    [
        '<x:c r="A2" t="inlineStr"><x:is><x:t>DURAND</x:t></x:is></x:c>',
        '<x:c r="A2" t="str"><x:v>DUR&#65;ND</x:v></x:c>',
        (
            '<x:c t="inlineStr" r="A2"><x:is><x:r><x:t>DU</x:t></x:r>'
            "<x:r><x:t>RAND</x:t></x:r></x:is></x:c>"
        ),
        "<x:c t='str'><x:v><![CDATA[DURAND]]></x:v></x:c>",
    ],
)
@pytest.mark.parametrize("prefix", ["x:", ""])
def test_cells_may_be_written_in_many_ways(written: str, prefix: str) -> None:
    uri = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{uri}" xmlns="{uri}"><x:dimension ref="A1:XFD1048576"/>'
        f'<x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>nom</x:v></x:c></x:row>'
        f'<x:row r="2" spans="1:1">{written}</x:row></x:sheetData></x:worksheet>'
    ).replace("x:", prefix)
    data = replaced(saved(lambda _: None), {"xl/worksheets/sheet1.xml": sheet.encode()})
    found = examine(data, "x.xlsx")
    assert found.rows(1) == [["nom"], ["DURAND"]]
    assert found.gaps == []


def test_rows_before_a_damage_are_read_and_the_damage_is_told() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for number in range(5):
            book.active.append([f"ligne {number}", number])

    data = saved(fill)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    cut = sheet[: sheet.index(b'<row r="4"') + 20]
    found = examine(replaced(data, {"xl/worksheets/sheet1.xml": cut}), "x.xlsx")
    assert [row[1] for row in found.rows(1)] == ["0", "1", "2"]
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]


def test_a_file_cut_before_its_directory_still_gives_its_parts() -> None:
    data = saved(patients)
    found = examine(data[: data.rindex(b"PK\x01\x02") - 2000], "x.xlsx")
    assert "zip directory missing" in [gap.where for gap in found.gaps]
    assert "suivi pour VIH" in found.prose or found.rows(1)


def test_rows_and_columns_out_of_all_proportion_cost_little() -> None:
    cells = "".join(
        f'<row r="{number}"><c r="XFD{number}" t="str"><v>x</v></c></row>'
        for number in [*range(1, 20_000), 1_048_576, 2_000_000_000]
    )
    sheet = f"<worksheet><sheetData>{cells}</sheetData></worksheet>"
    data = replaced(saved(lambda _: None), {"xl/worksheets/sheet1.xml": sheet.encode()})
    found = examine(data, "x.xlsx")
    assert len(found.rows(1)) == 20_001
    assert sum(map(len, found.texts)) < 1_200_000


def test_objects_inside_are_members() -> None:
    data = replaced(saved(patients), {"xl/embeddings/oleObject1.bin": b"object"})
    found: Found = examine(data, "x.xlsx")
    assert found.members == {"xl/embeddings/oleObject1.bin": b"object"}


def cards(book: openpyxl.Workbook) -> None:
    for sheet in (book.active, book.create_sheet("2nde B")):
        sheet.append([f"Fiches {sheet.title}"])
        sheet.append(["Nom", "FICTIF", "DURAND", "L'HÉNORET"])
        sheet.append(["Prénom", "Zoé", "Ali", "Anaïs"])
        sheet.append(["Né(e) le", dt.date(2007, 11, 29), dt.date(2005, 10, 12)])
        sheet.append(["Régime", "DP", "Ext"])
        sheet.append(["Tél. responsable", "06 39 98 12 34", None, "01 99 00 12 34"])
        sheet.append(["Remarques", None, "VIH positif"])


def test_a_sheet_with_a_column_for_each_person_is_turned() -> None:
    found = examine(saved(cards), "x.xlsx")
    for sheet in (1, 2):
        labels, *people = found.rows(sheet)
        assert labels == ["Nom", "Prénom", "Né(e) le", "Régime", "Tél. responsable", "Remarques"]
        assert people == [
            ["FICTIF", "Zoé", "29/11/2007", "DP", "06 39 98 12 34", ""],
            ["DURAND", "Ali", "12/10/2005", "Ext", "", "VIH positif"],
            ["L'HÉNORET", "Anaïs", "", "", "01 99 00 12 34", ""],
        ]


def test_sheets_of_labels_that_go_on_and_of_people_stay_as_they_are() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        patients(book)
        sheet = book.create_sheet("champs")
        for number in range(600):
            sheet.append([f"nom {number}", "DURAND", "01/02/1979"])

    found = examine(saved(fill), "x.xlsx")
    assert found.rows(1)[0][:3] == ["nom", "nir", "téléphone"]
    assert len(found.rows(2)) == 600
