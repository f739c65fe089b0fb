"""HTML and XML: what is a table, what is a record, what is text, and what is wrong with them."""

import time

import pytest

from leakscan.model.coverage import GapReason
from tests.readers.documents import examine
from tests.readers.reading import read

PATIENTS = "".join(
    f"<patient id='{n}'><nom>NOM{n}</nom><adresse><ville>Lyon</ville></adresse></patient>"
    for n in range(3)
)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Mme <b>Zo&eacute;</b>\n DURAND<p>suite", "Mme Zoé DURAND\nsuite\n"),
        ("<div style='display:none'>caché</div>", "caché\n"),
        ("<img alt='radio de Mme DURAND'>", "radio de Mme DURAND\n"),
        ("<input name=nir value='2615099'><select><option>VIH</select>", "nir : 2615099\nVIH\n"),
        ("<textarea>note <b>brute</textarea>", "note <b>brute\n"),
        ("<a href='mailto:zoe@example.org'>écrire</a>", "zoe@example.org écrire\n"),
        ("<pre>a  b\nc</pre>", "a  b\nc\n"),
        ("<p>1 < 2 & 3 > 2 <3", "1 < 2 & 3 > 2 <3\n"),
        ("<table><tr><td>Glycémie<td>1,42<tr><td>TSH<td>2</table>", "Glycémie\t1,42\nTSH\t2\n"),
        ("<p>x<!-- secret --><script>var a = 'y'</script>", "x\n"),
    ],
)
def test_a_page_is_read_as_it_is_seen(page: str, text: str) -> None:
    found = examine(f"<html><body>{page}</body></html>".encode())
    assert found.formats == ["html"]
    assert found.records[0] == text


def test_what_a_page_holds_unseen_is_read_beside_it() -> None:
    page = """<html><head><meta name=author content="Dr Marchand"><style>p{color:red}</style>
    </head><body data-patient="DURAND Zoé"><!-- suivi VIH --><script>var nir = 12345;</script>
    <p>vu</body></html>"""
    found = examine(page.encode())
    for text in ("Dr Marchand", "DURAND Zoé", "suivi VIH", "var nir = 12345"):
        assert any(text in record for record in found.records[1:]), text
    assert "color:red" not in found.prose


def test_spreadsheets_written_as_pages_are_tables() -> None:
    rows = "".join(f"<tr><td>NOM{n}<td colspan=2>12/03/19{n}1<td>0{n}" for n in range(4, 8))
    page = f"<table><thead><tr><th>nom<th>né<br>le<th><th>note</thead>{rows}</table>"
    found = examine(page.encode(), "export.xls")
    assert found.formats == ["html"]
    assert found.rows(1)[:2] == [["nom", "né\nle", "", "note"], ["NOM4", "12/03/1941", "", "04"]]


@pytest.mark.parametrize("mark", ["<a '", '<a "', "<!--", "<![CDATA[", "<", "<a b=", "&", "<p "])
def test_tags_that_never_end_cost_no_more_than_text(mark: str) -> None:
    page = b"<html><body>NIR 2615099" + mark.encode() * (1_000_000 // len(mark))
    began = time.process_time()
    found = examine(page)
    assert time.process_time() - began < 20
    assert "NIR 2615099" in found.prose


def test_elements_that_repeat_are_records() -> None:
    found = examine(f"<?xml version='1.0'?><export date='2020'>{PATIENTS}</export>".encode())
    assert found.formats == ["xml"]
    [chunk] = found.tables
    assert chunk.table is not None
    assert chunk.table.columns == ["patient.id", "nom", "adresse.ville"]
    assert chunk.record_starts.size == 3
    assert found.prose == "date : 2020\n"


def test_a_document_without_records_is_one() -> None:
    text = "<lettre><objet>DURAND</objet><p>suivi <b>rapproché</b> du diabète</p></lettre>"
    found = examine(text.encode(), "x.xml")
    assert found.records == ["objet : DURAND\nsuivi  rapproché  du diabète\n"]


def test_workbooks_of_excel_2003_are_sheets() -> None:
    book = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
      xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="String">nom</Data></Cell>
    <Cell><Data ss:Type="String">nir</Data></Cell></Row><Row><Cell ss:Index="2">
    <Data ss:Type="Number">144</Data></Cell></Row></Table></Worksheet></Workbook>"""
    assert examine(book.encode(), "x.xls").rows(1) == [["nom", "nir"], ["", "144"]]


def test_what_follows_a_damage_is_text() -> None:
    found = examine(f"<?xml version='1.0'?><e>{PATIENTS}<a></b>NIR 2615099</e>".encode())
    assert len(found.tables[0].record_starts) == 3
    assert "NIR 2615099" in found.prose
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]


def test_entities_neither_expand_nor_fetch() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    found = examine(f"<?xml version='1.0'?><!DOCTYPE x [{laughs}]><x>&l29;</x>".encode())
    assert [gap.reason for gap in found.gaps] == [GapReason.RATIO]
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    assert examine(f"{outside}<x><y>a&e;b</y></x>".encode()).prose == "ab\n"


def test_elements_within_elements_without_end_are_told() -> None:
    found = examine(b"<?xml version='1.0'?>" + b"<a>" * 100_000)
    assert [gap.reason for gap in found.gaps] == [GapReason.TOO_DEEP]


@pytest.mark.parametrize("text", ["<3 les patients", "a < b", "<nom> à compléter", "<b>gras"])
def test_text_with_brackets_is_text(text: str) -> None:
    assert examine(text.encode(), "note.txt").formats == ["text"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>" + "mot " * 1_000_000,
        "<html><body><table><tr>" + "<td>x" * 600_000,
        "<html><body><table><tr><td>" + "mot " * 1_000_000,
        "<?xml version='1.0'?><e>" + PATIENTS + "<patient>" + "<a>mot</a>" * 300_000,
        r"{\rtf1 " + "mot " * 1_000_000,
        r"{\rtf1 \trowd\pard\intbl " + r"x\cell " * 600_000,
    ],
    ids=["line", "row", "cell", "record", "paragraph", "cells"],
)
def test_what_never_ends_is_given_out_in_pieces(page: str) -> None:
    found = examine(page.encode())
    assert len(found.texts) > 1
    assert max(map(len, found.texts)) < 3_000_000


_MEMBER = "<benef><nomUsuel>TESTEUR</nomUsuel><prenom>Zoé</prenom><nir>{:013}</nir></benef>"


def test_who_shares_a_card_is_a_record_of_its_own() -> None:
    cards = "".join(
        f"<carte serie='{n}'><liste>{''.join(map(_MEMBER.format, range(n % 3 + 1)))}</liste>"
        "</carte>"
        for n in range(9)
    )
    found = read(f"<lectures>{cards}</lectures>".encode(), "x.xml")
    assert sum(text.count(b"TESTEUR") == 1 for _, text in found.records) == 18


def test_relatives_and_results_stay_with_the_patient() -> None:
    inside = "<contact><nom>X</nom><tel>1</tel></contact>" * 2 + "<acte code='A' date='1'/>" * 2
    people = "".join(
        f"<patient><nom>TESTEUR{n}</nom><naissance>1979</naissance>{inside}</patient>"
        for n in "abc"
    )
    found = read(f"<liste>{people}</liste>".encode(), "x.xml")
    assert [text.count(b"TESTEUR") for _, text in found.records] == [1, 1, 1]


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ('<ItemData ItemOID="I_DM_SURNAME" Value="DURAND"/>', "SURNAME"),
        ('<ItemData ItemOID="IT.DM.BRTHDTC" Value="1979-02-01"/>', "BRTHDTC"),
        ('<ItemDataString ItemOID="I_NOM">DURAND</ItemDataString>', "NOM"),
        ('<Param Name="nom" Value="DURAND"/>', "nom"),
    ],
)
def test_items_of_a_study_are_called_by_what_identifies_them(item: str, name: str) -> None:
    group = f'<ItemGroupData ItemGroupOID="IG"><a>1</a>{item}</ItemGroupData>'
    found = read(f"<ODM>{group * 3}</ODM>".encode(), "x.xml")
    assert [told for told, _, _ in found.fields].count(name) == 3
