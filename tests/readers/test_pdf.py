"""PDF files written here, object by object: what stands where, and what is wrong with them."""

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from leakscan.model.coverage import GapReason
from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.documents import examine
from tests.readers.golden import GOLDEN

pytest.importorskip("pypdfium2")
LETTER = (GOLDEN / "pdf/letter/lettre.pdf").read_bytes()
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
RESOURCES = "/MediaBox[0 0 600 800]/Resources<</Font<</F 2 0 R>>>>"


def pdf(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of numbered objects; the first is the catalog."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + f"trailer <</Root 1 0 R{trailer}>>\n%%EOF\n".encode()


def stream(data: bytes, about: str = "") -> bytes:
    return f"<<{about}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def show(text: str) -> bytes:
    return f"BT /F 12 Tf 72 700 Td ({text}) Tj ET".encode("cp1252")


def pages(contents: Sequence[bytes], extra: str = "", more: Sequence[bytes] = ()) -> bytes:
    """A file with one page for each content stream, and objects of one's own after them."""
    first = 4
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        f"<</Type/Catalog/Pages 3 0 R{extra}>>".encode(),
        FONT.encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
    ]
    for n, content in enumerate(contents):
        page = f"<</Type/Page/Parent 3 0 R{RESOURCES}/Contents {first + 2 * n + 1} 0 R>>"
        objects += [page.encode(), stream(content)]
    return pdf([*objects, *more])


def test_text_comes_page_by_page_in_one_record() -> None:
    found = examine(pages([show("Mme Zoé DURAND"), show("diabète de type 2")]))
    assert found.formats == ["pdf"]
    assert found.records[0] == "Mme Zoé DURAND\n\fdiabète de type 2\n"
    assert found.pages == [1]
    assert found.gaps == []


def test_what_another_process_read_is_counted_as_read(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pages([show("texte"), b"0 0 m 9 9 l S"]))
    with path.open("rb") as stream:
        reading = open_member(stream, path.name, ReadOptions())
        assert list(reading.items())
    assert reading.bytes_examined == path.stat().st_size


def test_a_scan_is_told_and_a_blank_page_is_not() -> None:
    drawn = b"0 0 m 100 100 l S"
    found = examine(pages([show("texte"), drawn, b"", drawn]))
    [gap] = found.gaps
    assert gap.reason is GapReason.NO_TEXT
    assert gap.where == "no text layer on 2 of 4 pages"


def test_properties_attachments_and_form_fields() -> None:
    attached = stream(b"nom;nir\nDURAND;2", "/Type/EmbeddedFile")
    names = "/Names<</EmbeddedFiles<</Names[(export.csv) 6 0 R]>>>>"
    more = [b"<</Type/Filespec/F(export.csv)/UF(export.csv)/EF<</F 7 0 R>>>>", attached]
    more.append(b"<</Title(Bilan DURAND)/Producer(x)>>")
    data = pages([show("corps")], names, more)
    field = b"/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(nir)/V(12345)/Rect[0 0 9 9]>>]"
    data = data.replace(b"/Contents 5 0 R", b"/Contents 5 0 R" + field)
    data = data.replace(b"trailer <<", b"trailer <</Info 8 0 R")
    found = examine(data)
    assert found.members == {"export.csv": b"nom;nir\nDURAND;2"}
    assert "nir : 12345" in found.records[0]
    assert "Title : Bilan DURAND" in found.prose


@pytest.mark.parametrize(
    ("creator", "producer", "software", "left"),
    [
        ("Microsoft\xae Word 2016", "Microsoft\xae Word 2016", "word", ""),
        ("JasperReports Library 6.20", "iText 2.1.7", "jasperreports", ""),
        ("DURAND Zoe", "Acrobat Distiller 9.0", "acrobat", "DURAND Zoe"),
        ("", "TCPDF 6.3.5", "tcpdf", ""),
        ("", "DURAND", "", "DURAND"),
    ],
)
def test_a_document_tells_its_program_and_what_is_none_is_read(
    creator: str, producer: str, software: str, left: str
) -> None:
    said = f"<</Creator({creator})/Producer({producer})>>".encode("latin-1")
    data = pages([show("corps")], "", [said])
    data = data.replace(b"trailer <<", b"trailer <</Info 6 0 R")
    reading = open_member(io.BytesIO(data), "a.pdf", ReadOptions())
    assert list(reading.items())
    assert reading.software == software
    around = examine(data).prose
    assert (left in around) if left else "20" not in around


def test_a_password_is_told() -> None:
    found = examine((GOLDEN / "pdf/encrypted/lettre.pdf").read_bytes())
    assert [gap.reason for gap in found.gaps] == [GapReason.ENCRYPTED]
    assert found.prose == ""


def test_pages_that_hold_themselves_end() -> None:
    loop = b"<</Type/Pages/Kids[3 0 R 4 0 R 3 0 R]/Count 1000000>>"
    page = f"<</Type/Page/Parent 3 0 R{RESOURCES}/Contents 5 0 R>>".encode()
    data = pdf([b"<</Type/Catalog/Pages 3 0 R>>", FONT.encode(), loop, page, stream(show("x"))])
    assert examine(data).formats == ["pdf"]


def test_a_stream_that_expands_is_bounded() -> None:
    packed = zlib.compress(show("avant") + b" " * 30_000_000, 9)
    data = pages([b""]).replace(stream(b""), stream(packed, "/Filter/FlateDecode"))
    assert examine(data).formats == ["pdf"]


@pytest.mark.parametrize("step", range(0, 32, 8))
def test_a_file_cut_anywhere_is_read_or_told(step: int) -> None:
    data = pages([show("Mme Zoé DURAND"), show("diabète")])
    for end in range(5 + step, len(data), 32):
        found = examine(data[:end], "x.pdf")
        assert found.formats == ["pdf"]
        assert found.gaps or "DURAND" in found.prose, end


TITLES = ("Lit", "Nom", "Né(e) le", "Motif")
WARD = [
    ("201", "DURAND Zoé", "02/05/1931", "AVC"),
    ("202", "MARTIN Ali", "17/11/1988", ""),
    ("203", "PETIT Rose Marie", "21/02/1957", "Fracture du col"),
    ("204", "ROUX Marc", "30/09/1972", "Sepsis"),
]


def listing(rows: Sequence[Sequence[str]], above: str = "") -> bytes:
    """A page with a title, and rows of cells that each stand at their place."""
    cells = [(72, 760, above)] if above else []
    for number, row in enumerate(rows):
        places = zip((72, 100, 190, 250), row, strict=True)
        cells += [(x, 740 - 14 * number, text) for x, text in places if text]
    return b"".join(
        f"BT /F 10 Tf {x} {y} Td ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')})"
        " Tj ET\n".encode("cp1252")
        for x, y, text in cells
    )


def test_a_list_of_people_is_a_table() -> None:
    found = examine(pages([listing([TITLES, *WARD], "Patients du 14/03/2023")]))
    assert found.rows(1) == [[*row] for row in [TITLES, *WARD]]
    assert found.prose == "Patients du 14/03/2023\n"


def test_a_list_that_goes_on_has_the_header_of_the_page_before() -> None:
    found = examine(pages([listing([TITLES, *WARD]), listing(WARD[::-1], "page 2")]))
    assert found.rows(1) == [[*row] for row in [TITLES, *WARD]]
    assert found.rows(2) == [[*row] for row in [TITLES, *WARD[::-1]]]


def words(page: Sequence[tuple[float, float, str]], font: int = 10) -> bytes:
    """A page of texts at their places."""
    shown = (f"BT /F {font} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in page)
    return "".join(shown).encode("cp1252")


def test_a_row_whose_cells_take_several_lines_is_one() -> None:
    page = [(72.0, 760.0, "Nom"), (170.0, 760.0, "Naissance"), (250.0, 760.0, "Traitement")]
    for number, (_, name, birth, _) in enumerate(WARD):
        y = 730.0 - 40 * number
        # Cell by cell, as programs write them: the lines of one cell, then those of the next.
        page += [
            (72, y, name),
            (170, y, birth),
            (250, y + 12, "Levothyrox 75"),
            (250, y, "le matin"),
        ]
    rows = examine(pages([words(page)])).rows(1)
    assert rows[1:] == [[name, birth, "Levothyrox 75 le matin"] for _, name, birth, _ in WARD]


def test_columns_may_stand_a_space_apart() -> None:
    page = []
    for number, (room, name, birth, _) in enumerate([*WARD, *WARD]):
        y = 740.0 - 14 * number
        page += [(72, y, room), (100, y, name.split()[0]), (160, y, birth), (213, y, f"9{number}A")]
        page += [(300, y, "06"), (314, y, "39"), (328, y, "98"), (342, y, "12"), (356, y, "34")]
    rows = examine(pages([words(page)])).rows(1)
    wanted = [[room, name.split()[0], birth] for room, name, birth, _ in [*WARD, *WARD]]
    ends = [[f"9{number}A", "06 39 98 12 34"] for number in range(8)]
    assert rows == [[*row, *end] for row, end in zip(wanted, ends, strict=True)]


def test_results_in_a_letter_stay_in_the_letter() -> None:
    results = [("1", f"Analyse {n}", "1,20 g/L", f"0,9{n} le 03/02/2021") for n in range(6)]
    [record] = examine(pages([listing(results, "DURAND Zoé, née le 02/05/1931")])).records
    assert "Analyse 3 1,20 g/L 0,93 le 03/02/2021" in record


def test_a_list_of_people_may_say_the_last_result_of_each() -> None:
    titles = ("Nom", "Né(e)", "Téléphone", "HbA1c")
    people = [
        ("ABCDEF"[n] + "URAND", f"0{n + 1}/02/1931", f"063998123{n}", f"{n},9%") for n in range(6)
    ]
    page = [
        (x, 740.0 - 14 * number, text)
        for number, row in enumerate([titles, *people])
        for x, text in zip((72.0, 160.0, 240.0, 330.0), row, strict=True)
    ]
    assert examine(pages([words(page)])).rows(1) == [[*row] for row in [titles, *people]]
