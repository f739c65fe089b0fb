"""Word, PowerPoint and OpenDocument files: what stands where in them."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

import pytest

from leakscan.model.coverage import GapReason
from leakscan.readers.blocks import END_OF_TABLE, TableRow, block_chunks, is_listing
from tests.readers.documents import examine, replaced
from tests.readers.golden import GOLDEN
from tests.readers.labelled import HEADER, ROWS

DOCX = (GOLDEN / "docx/letter/lettre.docx").read_bytes()
ODT = (GOLDEN / "odf/letter/lettre.odt").read_bytes()
PPTX = (GOLDEN / "pptx/letter/lettre.pptx").read_bytes()
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RESULTS = [["analyse", "résultat"], ["Glycémie", "1,42"], ["TSH", "2,31"], ["CRP", "48"]]


def word_part(body: str, root: str = "w:document") -> bytes:
    return f"<{root} {W}>{body}</{root}>".encode()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: list[list[str]]) -> str:
    cells = (
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def test_a_letter_is_one_record_with_its_headers_notes_and_comments() -> None:
    found = examine(
        replaced(
            DOCX,
            {
                "word/document.xml": word_part(f"<w:body>{paragraph('corps')}</w:body>"),
                "word/header1.xml": word_part(paragraph("en-tête"), "w:hdr"),
                "word/header2.xml": word_part(paragraph("en-tête"), "w:hdr"),
                "word/footer1.xml": word_part(paragraph("pied"), "w:ftr"),
                "word/footnotes.xml": word_part(paragraph("note"), "w:footnotes"),
                "word/comments.xml": word_part(paragraph("avis"), "w:comments"),
            },
        )
    )
    assert found.formats == ["docx"]
    assert found.records[0] == "en-tête\ncorps\nnote\navis\npied\n"


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>sup</w:t></w:r><w:r><w:t>primé</w:t>", "supprimé"),
        ("<w:delText>VIH positif</w:delText>", "VIH positif"),
        ("<w:t>06</w:t><w:noBreakHyphen/><w:t>39</w:t><w:tab/><w:t>x</w:t>", "06-39\tx"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>caché</w:t>", "caché"),
        ('<w:instrText> HYPERLINK "mailto:zoe@example.org" </w:instrText>', "zoe@example.org"),
        (
            (
                "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>cadre</w:t></w:r></w:p>"
                "</w:txbxContent></mc:Choice><mc:Fallback><w:r><w:t>encore</w:t></w:r></mc:Fallback>"
                "</mc:AlternateContent>"
            ),
            "cadre",
        ),
    ],
)
def test_text_of_every_kind_is_text(run: str, text: str) -> None:
    body = word_part(f"<w:body><w:p><w:r>{run}</w:r></w:p></w:body>")
    found = examine(replaced(DOCX, {"word/document.xml": body}))
    assert text in found.records[0]
    assert "encore" not in found.records[0]


def test_results_stay_with_the_letter_and_people_become_records() -> None:
    people = [row[:5] for row in [HEADER, *ROWS]]
    body = paragraph("Mme DURAND") + table(RESULTS) + paragraph("fin") + table(people)
    found = examine(replaced(DOCX, {"word/document.xml": word_part(f"<w:body>{body}</w:body>")}))
    assert found.records[0].startswith("Mme DURAND\nanalyse\trésultat\nGlycémie\t1,42\n")
    assert found.records[0].endswith("fin\n")
    assert found.rows(1) == people


@pytest.mark.parametrize(
    ("rows", "listing"),
    [
        (RESULTS, False),
        ([["nom", "prénom"], ["DURAND", "Zoé"]], True),
        ([["Nom :", "DURAND"], ["NIR :", ROWS[0][4]], ["Tél :", "06 39 98 12 34"]], False),
        ([["Nom :", "DURAND"], ["Né le", "12/03/1961"], ["Prénom", "Zoé"]], False),
        ([["a", "b", "c"], *[[row[0], row[3], row[9]] for row in ROWS]], True),
        ([["une seule cellule"]], False),
        ([["Patient DURAND Zoé, née le 12/03/1961", "NIR 2615099123045"], ["a", "b"]], False),
    ],
)
def test_what_a_table_is(rows: list[list[str]], *, listing: bool) -> None:
    assert is_listing(rows) is listing


def test_long_prose_is_cut_as_the_same_text_in_a_file() -> None:
    paragraphs = [f"Paragraphe {n} " + "mot " * 300 + "\n\n" for n in range(1500)]
    rows = [TableRow(row) for row in [HEADER, *ROWS]]
    blocks = [*paragraphs[:700], *rows, END_OF_TABLE, *paragraphs[700:]]
    chunks = [c for c in block_chunks(blocks, chunk_bytes=1 << 20) if c.table is None]
    starts = [c.data[s : s + 20] for c in chunks for s in c.record_starts.tolist()]
    plain = examine("".join(paragraphs).encode(), "x.txt")
    assert starts == [record.encode()[:20] for record in plain.records]


def test_slides_are_pages() -> None:
    slide = re.search(rb"<p:sld .*</p:sld>", part(PPTX, "ppt/slides/slide1.xml"), re.DOTALL)
    assert slide is not None
    second = slide[0].replace(b"DURAND", b"MARTIN")
    found = examine(replaced(PPTX, {"ppt/slides/slide2.xml": second}))
    assert found.formats == ["pptx"]
    first, _, other = found.records[0].partition("\f")
    assert "DURAND" in first
    assert "MARTIN" in other
    assert found.pages[0] == 1


def part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def test_an_open_document_with_a_password_is_told() -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    found = examine(replaced(ODT, {"META-INF/manifest.xml": manifest}), "x.odt")
    assert [gap.reason for gap in found.gaps] == [GapReason.ENCRYPTED]


def test_repeated_cells_cost_little_and_annotations_stand_beside() -> None:
    ods = (GOLDEN / "odf/table/table.ods").read_bytes()
    content = """<office:document-content><office:body><office:spreadsheet><table:table>
    <table:table-row table:number-rows-repeated="3"/>
    <table:table-row><table:table-cell/><table:table-cell office:value-type="float"
      office:value="639981234"><text:p>06 39 98 12 34</text:p><office:annotation><text:p>rappel
      VIH</text:p></office:annotation></table:table-cell>
      <table:table-cell office:value-type="float" office:value="36.8"><text:p>37</text:p>
      </table:table-cell><table:table-cell table:number-columns-repeated="16000"/>
      <table:table-cell table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell>
    </table:table-row>
    <table:table-row table:number-rows-repeated="1048576"><table:table-cell
      table:number-columns-repeated="16384"/></table:table-row>
    </table:table></office:spreadsheet></office:body></office:document-content>"""
    found = examine(replaced(ods, {"content.xml": content.encode()}), "x.ods")
    assert found.rows(1) == [["06 39 98 12 34", "36.8", "x", "x", "x"]]
    assert found.lines(1) == [4]
    assert "rappel" in found.prose


def test_parts_that_expand_out_of_all_proportion_end_there() -> None:
    bomb = word_part("<w:body>" + paragraph("début") + "<w:p/>" * 4_000_000 + "</w:body>")
    found = examine(replaced(DOCX, {"word/document.xml": bomb}))
    assert "début" in found.records[0]
    assert [gap.reason for gap in found.gaps] == [GapReason.RATIO]


def test_entities_neither_expand_nor_fetch() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    letter = word_part(paragraph("aREFb")).decode()
    body = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + letter.replace("REF", "&l29;")
    found = examine(replaced(DOCX, {"word/document.xml": body.encode()}))
    assert [gap.reason for gap in found.gaps] == [GapReason.RATIO]
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    body = outside + letter.replace("REF", "&e;")
    found = examine(replaced(DOCX, {"word/document.xml": body.encode()}))
    assert "ab" in found.records[0]


def test_a_document_stored_in_an_archive_is_not_the_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("lettre.docx", DOCX)
        archive.writestr("word/notes.txt", "NIR")
    assert examine(out.getvalue(), "envoi.zip").formats == ["zip"]


def test_parts_that_nothing_reads_are_members() -> None:
    found = examine(replaced(DOCX, {"export/patients.csv": b"nom;nir"}))
    assert found.members["export/patients.csv"] == b"nom;nir"
    assert "word/styles.xml" not in found.members
