"""Documents whose few bytes stand for endless work: entities, dimensions, loops, depth."""

import io
import zipfile
from collections.abc import Callable

_MOMENT = (2020, 1, 2, 3, 4, 6)
_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)  # fmt: skip
_DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def _zipped(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _laughing_xml(_layers: int) -> bytes:
    """A billion laughs: 3 GB of entities in a thousand bytes."""
    return f"{_DOCTYPE}<x>&l9;</x>".encode()


def _quadratic_xml(layers: int) -> bytes:
    """One long entity, often."""
    entity = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 10 * layers}">]>'
    return f"{entity}<x>{'&a;' * 50 * layers}</x>".encode()


def _laughing_docx(_layers: int) -> bytes:
    body = "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body>"
    document = f'<?xml version="1.0"?>{_DOCTYPE}<w:document xmlns:w="{_WORD}">{body}</w:document>'
    return _zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def _huge_xlsx(_layers: int) -> bytes:
    """One cell in the last corner of a sheet that says it has seventeen billion."""
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1048576" spans="1:16384"><c r="XFD1048576" t="inlineStr"><is><t>fin</t></is></c>'
        '</row></sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048575"/></mergeCells>'
        "</worksheet>"
    )
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    return _zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def _repeating_ods(_layers: int) -> bytes:
    """One cell that says it stands in every place of a sheet."""
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p>'
    sheet = (
        f'<table:table><table:table-row table:number-rows-repeated="1048576">{cell}'
        "</table:table-cell></table:table-row></table:table>"
    )
    spaces = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return _zipped({"mimetype": kind, "content.xml": content})


def _pdf(objects: dict[int, str], trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF file of these objects, with a table that tells where they are."""
    made, places = b"%PDF-1.7\n", []
    for number, text in sorted(objects.items()):
        places.append(len(made))
        made += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    begin = len(made)
    return (
        made
        + (
            f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count} {trailer}>>\n"
            f"startxref\n{begin}\n%%EOF\n"
        )
        .replace("@BEGIN", str(begin))
        .encode()
    )


def _pages_loop(_layers: int) -> bytes:
    """A tree of pages whose leaves are its root."""
    return _pdf({1: "<</Type/Catalog/Pages 2 0 R>>",
                 2: "<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>"})  # fmt: skip


def _pages_again(_layers: int) -> bytes:
    """Half a million pages that are one: twenty nodes, each with the next one twice."""
    nodes = {
        number: f"<</Type/Pages/Count {1 << 21 - number}/Kids[{number + 1} 0 R {number + 1} 0 R]"
        f"{f'/Parent {number - 1} 0 R' if number > 2 else ''}>>"
        for number in range(2, 21)
    }
    page = "<</Type/Page/Parent 20 0 R/MediaBox[0 0 9 9]>>"
    return _pdf({1: "<</Type/Catalog/Pages 2 0 R>>", **nodes, 21: page})


def _references_loop(_layers: int) -> bytes:
    """Two objects that are each other, for a length, a page's content, and bookmarks."""
    return _pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R/Names<</EmbeddedFiles 8 0 R>>>>",
            2: "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: "<</Type/Page/Parent 2 0 R/Contents[4 0 R 9 0 R]/MediaBox[0 0 9 9]>>",
            4: "5 0 R",
            5: "4 0 R",
            6: "<</First 7 0 R/Last 7 0 R/Count 9>>",
            7: "<</Title(a)/Parent 6 0 R/Next 7 0 R/First 6 0 R/Last 7 0 R>>",
            8: "<</Kids[8 0 R 8 0 R]>>",
            9: "<</Length 9 0 R>>stream\nBT ET\nendstream",
        }
    )


def _tables_loop(_layers: int) -> bytes:
    """A cross-reference table whose predecessor is itself."""
    objects = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Count 0/Kids[]>>"}
    return _pdf(objects, "/Root 1 0 R/Prev @BEGIN")


def _forms_loop(layers: int) -> bytes:
    """A drawing that draws itself, many times on every page."""
    draw = "/F Do " * layers
    form = (
        f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>"
        f"/Length {len(draw)}>>stream\n{draw}\nendstream"
    )
    return _pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R"
            "/Resources<</XObject<</F 4 0 R>>>>>>",
            4: form,
            5: f"<</Length {len(draw)}>>stream\n{draw}\nendstream",
        }
    )


def _deep_json(layers: int) -> bytes:
    return b"[" * 1000 * layers + b"]" * 1000 * layers


def _deep_xml(layers: int) -> bytes:
    return b"<a>" * 1000 * layers + b"</a>" * 1000 * layers


def _deep_mail(layers: int) -> bytes:
    """Multipart in multipart."""
    heads, tails = [], []
    for number in range(layers):
        kind = f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n"
        heads.append(("From: a@example.org\r\nTo: b@example.org\r\n" if not number else "") + kind)
        tails.append(f"\r\n--b{number}--")
    return "".join((*heads, "\r\nbonjour", *reversed(tails))).encode()


def _many_parts_mail(layers: int) -> bytes:
    """As many parts as there are lines."""
    top = (
        "From: a@example.org\r\nTo: b@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n"
    )
    return (top + "\r\n--b\r\n\r\n" * 100 * layers).encode()


def _deep_rtf(layers: int) -> bytes:
    return b"{\\rtf1 " + b"{" * 1000 * layers


DOCUMENT_BOMBS: dict[str, Callable[[int], bytes]] = {
    "laughs.xml": _laughing_xml,
    "quadratic.xml": _quadratic_xml,
    "laughs.docx": _laughing_docx,
    "dimension.xlsx": _huge_xlsx,
    "repeated.ods": _repeating_ods,
    "pages.pdf": _pages_loop,
    "again.pdf": _pages_again,
    "references.pdf": _references_loop,
    "tables.pdf": _tables_loop,
    "forms.pdf": _forms_loop,
    "deep.json": _deep_json,
    "deep.xml": _deep_xml,
    "deep.eml": _deep_mail,
    "parts.eml": _many_parts_mail,
    "deep.rtf": _deep_rtf,
}
"""By file name: made for so many layers, where that means something."""
