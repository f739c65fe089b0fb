"""Copies of workbooks open, show the same elsewhere, and hold nothing that is found."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.redaction.redactor import Mode
from tests.redaction.copying import redact, severity
from tests.redaction.test_redactor import FICTION, nir_of
from tests.synth.workbooks import saved

HEADER = ["id", "nom", "nir", "téléphone", "naissance", "note", "taux"]
REMARK = "séropositive VIH, tél. 06 39 98 12 34"


def patients(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet.append(["Laboratoire des Lilas"])
    sheet.append([])
    sheet.append(HEADER)
    for number in range(40):
        phone = f"06 39 98 12 {number:02}" if number % 2 else 639981200 + number
        nir = int(nir_of(number)) if number % 3 else nir_of(number)
        birth = dt.date(1950 + number, 12, 31)
        sheet.append([number, f"TESTEUR{number % 7}", nir, phone, birth, REMARK, number + 0.5])
        sheet.cell(number + 4, 4).number_format = '0#" "##" "##" "##" "##'
    sheet["A4"].comment = Comment("suivi pour VIH de TESTEUR, NIR " + nir_of(1), "dr")
    book.properties.title = "Suivi VIH : NIR " + nir_of(2)


def opened(content: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def rows(content: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in opened(content).active.iter_rows()]


def everything(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        return b"\n".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("chunk_bytes", [1024, 1 << 20])
def test_cells_are_masked_and_all_else_is_the_same(chunk_bytes: int) -> None:
    before = saved(patients)
    after, done = redact(before, "p.xlsx", chunk_bytes=chunk_bytes)
    assert done.formats == ["xlsx"]
    assert done.gaps == []
    assert done.bytes == len(after)
    found, expected = rows(after), rows(before)
    assert found[:3] == expected[:3]
    for ours, theirs in zip(found[3:], expected[3:], strict=True):
        assert ours == [theirs[0], *["XXX"] * 5, theirs[6]]
    text = everything(after)
    for number in range(40):
        assert nir_of(number).encode() not in text
    assert b"TESTEUR" not in text
    assert severity(after, "p.xlsx") == 0
    assert "XXX" in opened(after).active["A4"].comment.text


def test_styles_and_other_parts_are_the_same_bytes() -> None:
    before = saved(patients)
    after, _ = redact(before, "p.xlsx")
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        for name in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml"):
            assert old.read(name) == new.read(name)
        assert set(old.namelist()) == set(new.namelist())
    assert opened(after).active["D5"].number_format == opened(before).active["D5"].number_format


def test_pseudonyms_keep_numbers_and_dates() -> None:
    before = saved(patients)
    after, _ = redact(before, "p.xlsx", mode=Mode.PSEUDONYM)
    for ours, theirs in zip(rows(after)[3:], rows(before)[3:], strict=True):
        assert type(ours[2]) is type(theirs[2])
        nir = str(ours[2])
        assert 97 - int(nir[:13]) % 97 == int(nir[13:])
        assert int(nir[3:5]) >= 50
        assert type(ours[3]) is type(theirs[3])
        assert FICTION.fullmatch(f"{ours[3]:>010}".replace(" ", "").encode())
        assert isinstance(ours[4], dt.datetime)
        assert ours[4].year < 1910
    again, _ = redact(before, "p.xlsx", mode=Mode.PSEUDONYM)
    assert again == after


def test_dropped_columns_are_empty_below_their_header() -> None:
    after, done = redact(saved(patients), "p.xlsx", mode=Mode.DROP_COLUMN)
    found = rows(after)
    assert found[2] == HEADER
    assert {tuple(row[1:6]) for row in found[3:]} == {(None,) * 5}
    assert [row[0] for row in found[3:]] == list(range(40))
    assert len(done.dropped) == 5


def test_a_shared_string_stays_while_a_cell_shows_it() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["nom", "nir", "ville"])
        for number in range(5):
            sheet.append(["BREST", nir_of(number), "BREST" if number else "Évreux & <Cie>"])

    after, _ = redact(saved(fill), "p.xlsx")
    assert [row[2] for row in rows(after)[1:]] == ["Évreux & <Cie>", *["BREST"] * 4]
    assert {row[0] for row in rows(after)[1:]} == {"XXX"}


def test_inline_rich_and_formula_cells() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["nom", "nir", "copie", "lien", "somme"])
    for number in range(1, 30):
        sheet.write_rich_string(number, 0, "TES", bold, "TEUR")
        sheet.write_string(number, 1, nir_of(number))
        sheet.write_formula(number, 2, f"=B{number + 1}", None, nir_of(number))
        sheet.write_formula(number, 3, f'=IF(A1="NIR {nir_of(90)}",1,0)', None, 0)
        sheet.write_formula(number, 4, f"=1+{number}", None, 1 + number)
    book.close()
    after, _ = redact(out.getvalue(), "p.xlsx")
    text = everything(after)
    assert b"TEUR" not in text
    assert not [number for number in (*range(1, 30), 90) if nir_of(number).encode() in text]
    formulas = opened(after).active
    assert [formulas.cell(row, 5).value for row in (2, 30)] == ["=1+1", "=1+29"]
    assert [formulas.cell(row, 4).value for row in (2, 30)] == [0, 0]
    assert severity(after, "p.xlsx") == 0


def test_charts_and_pictures() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Feuille")
    sheet.write_row(0, 0, ["nom", "nir", "taux"])
    for number in range(1, 9):
        sheet.write_row(number, 0, [f"TESTEUR{number}", nir_of(number), number])
    chart = book.add_chart({"type": "column"})
    names = [f"TESTEUR{number}" for number in range(1, 9)]
    chart.add_series({
        "categories": "=Feuille!$A$2:$A$9", "values": "=Feuille!$C$2:$C$9",
        "categories_data": names, "values_data": list(range(1, 9)),
    })  # fmt: skip
    sheet.insert_chart("F2", chart)
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    sheet.insert_image("F20", "a.png", {"image_data": io.BytesIO(png)})
    book.close()
    assert b"TESTEUR3" in everything(out.getvalue())
    after, done = redact(out.getvalue(), "p.xlsx")
    text = everything(after)
    assert b"TESTEUR" not in text
    assert re.search(rb"<c:v>7</c:v>", text)
    assert done.pictures == 1
    opened(after)


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """The package with more parts, or others; `_` in a name for `/`."""
    added = {name.replace("_", "/", 2).replace("__", "."): data for name, data in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in added:
                new.writestr(name, old.read(name))
        for name, data in added.items():
            new.writestr(name, data)
    return out.getvalue()


def test_caches_hold_what_cells_show_and_no_more() -> None:
    cache = (
        b'<pivotCacheDefinition><cacheField name="nom"><sharedItems minValue="261512299812350" '
        b'minDate="1950-12-31T00:00:00"><s v="TESTEUR1"/><s v="ville"/><n v="261512299812350"/>'
        b'<d v="1950-12-31T00:00:00"/><n v="12.5"/></sharedItems></cacheField>'
        b"</pivotCacheDefinition>"
    )
    after, _ = redact(with_parts(saved(patients), xl_pivotCache_d1__xml=cache), "p.xlsx")
    with zipfile.ZipFile(io.BytesIO(after)) as parts:
        found = parts.read("xl/pivotCache/d1.xml")
    assert b"TESTEUR" not in found
    assert b"2615122" not in found
    assert b"1950" not in found
    assert b'<n v="12.5"/>' in found
    assert b'<s v="XXX1"/><s v="XXX2"/>' in found


def test_macros_are_told() -> None:
    _, done = redact(with_parts(saved(patients), xl_vbaProject__bin=b"\0" * 90), "p.xlsm")
    assert [gap.reason for gap in done.gaps] == [GapReason.UNSUPPORTED]
    assert "macros" in done.gaps[0].where


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"<sheetData>", b"<sheetData><!-- x -->"), (b"</sheetData>", b""), (b"<row ", b"<zeile ")],
)
def test_a_sheet_written_strangely_is_refused(old: bytes, new: bytes) -> None:
    content = saved(patients)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").replace(old, new)
    with pytest.raises(ReadError):
        redact(with_parts(content, xl_worksheets_sheet1__xml=sheet), "p.xlsx")


def test_prefixes_and_other_orders_of_attributes() -> None:
    content = saved(patients)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    swapped = re.sub(rb'<c r="(\w+)" s="(\d+)"', rb"<c s='\2' r='\1'", sheet)
    prefixed = re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", sheet).replace(b"xmlns=", b"xmlns:x=")
    for written in (swapped, prefixed):
        after, done = redact(with_parts(content, xl_worksheets_sheet1__xml=written), "p.xlsx")
        assert done.replaced.total() > 200
        assert rows(after)[4][1:6] == ["XXX"] * 5


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[list[Any]], list[bool], bool]:
    """Rows of a sheet with its header, which columns identify, and whether strings are inline."""
    plain = st.text("abcdefgéàù <&'\"-\n", max_size=8) | st.integers(0, 999) | st.none()
    values: dict[str, st.SearchStrategy[Any]] = {
        "nir": st.integers(0, 900).map(nir_of) | st.integers(0, 900).map(lambda n: int(nir_of(n))),
        "telephone": st.integers(0, 9999).map(lambda n: f"063998{n:04}"),
        "email": st.integers(0, 99).map(lambda n: f"fictif{n}@example.org"),
        "nom": st.sampled_from(["TESTEUR", "FICTIF", "L'INVENTÉ", "DE LA TESTE"]),
    }
    kinds = draw(st.lists(st.sampled_from([*values, None]), min_size=2, max_size=7, unique=True))
    header = [kind or "zone" for kind in kinds]
    row = st.tuples(*(values[kind] if kind else plain for kind in kinds)).map(list)
    body = draw(st.lists(row, min_size=3, max_size=20))
    return [header, *body], [kind is not None for kind in kinds], draw(st.booleans())


@given(sheets(), st.sampled_from([Mode.MASK, Mode.DROP_COLUMN]))
def test_random_sheets(random: tuple[list[list[Any]], list[bool], bool], mode: Mode) -> None:
    table, identifying, constant = random
    out = io.BytesIO()
    # In constant memory this library writes strings into their cells.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": constant})
    sheet = book.add_worksheet()
    for number, cells in enumerate(table):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                sheet.write(number, column, cell)
    book.close()
    after, _ = redact(out.getvalue(), "a.xlsx", mode=mode)
    before, found = rows(out.getvalue()), rows(after)
    assert len(before) == len(found)
    assert before[0] == found[0]
    instead = "XXX" if mode is Mode.MASK else None
    for old, new in zip(before[1:], found[1:], strict=True):
        for was, now, hidden in zip(old, new, identifying, strict=False):
            assert now == (instead if hidden else was)
    assert severity(after, "a.xlsx") == 0
