"""The labelled table and letter, written by libraries that others wrote.

``python -m tests.readers.writers [format…]`` writes the golden folders that are missing; some
of the libraries are heavy and needed for that alone, so they are imported where they are used.
"""

import datetime as dt
import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.readers import golden, health_writers
from tests.readers.labelled import DATE_COLUMN, HEADER, NUMBER_COLUMNS, PARAGRAPHS, ROWS

Written = tuple[str, bytes]


def _typed(row: list[str]) -> list[object]:
    """Cells as a spreadsheet holds them: dates and numbers as such."""
    cells: list[object] = list(row)
    cells[DATE_COLUMN] = dt.datetime.strptime(row[DATE_COLUMN], "%d/%m/%Y")  # noqa: DTZ007
    for column in NUMBER_COLUMNS:
        cells[column] = float(row[column]) if "." in row[column] else int(row[column])
    return cells


def _xlsx_table() -> Written:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(HEADER)
    for number, row in enumerate(ROWS, 2):
        sheet.append(_typed(row))
        sheet.cell(number, DATE_COLUMN + 1).number_format = "dd/mm/yyyy"
    book.save(out)
    return "table.xlsx", out.getvalue()


def _docx(*, listed: bool) -> Written:
    import docx

    document, out = docx.Document(), io.BytesIO()
    if listed:
        table = document.add_table(0, len(HEADER))
        for row in [HEADER, *ROWS]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    else:
        for paragraph in PARAGRAPHS:
            document.add_paragraph(paragraph)
    document.save(out)
    return ("table.docx" if listed else "lettre.docx"), out.getvalue()


def _odt(*, listed: bool) -> Written:
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document, out = OpenDocumentText(), io.BytesIO()
    if listed:
        table = Table()
        for row in [HEADER, *ROWS]:
            line = TableRow()
            for text in row:
                cell = TableCell()
                for paragraph in text.split("\n"):
                    cell.addElement(P(text=paragraph))
                line.addElement(cell)
            table.addElement(line)
        document.text.addElement(table)
    else:
        for paragraph in PARAGRAPHS:
            document.text.addElement(P(text=paragraph))
    document.write(out)
    return ("table.odt" if listed else "lettre.odt"), out.getvalue()


def _ods_table() -> Written:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document, out = OpenDocumentSpreadsheet(), io.BytesIO()
    table = Table(name="Patients")
    for row in [HEADER, *ROWS]:
        line = TableRow()
        for text, value in zip(row, row if row is HEADER else _typed(row), strict=True):
            if isinstance(value, dt.datetime):
                cell = TableCell(valuetype="date", datevalue=value.date().isoformat())
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell(valuetype="string")
            for paragraph in text.split("\n"):
                cell.addElement(P(text=paragraph))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.write(out)
    return "table.ods", out.getvalue()


def _html(*, listed: bool) -> Written:
    import xml.etree.ElementTree as ET

    page = ET.Element("html")
    body = ET.SubElement(page, "body")
    if listed:
        table = ET.SubElement(body, "table")
        for row in [HEADER, *ROWS]:
            line = ET.SubElement(table, "tr")
            for text in row:
                first, *others = text.split("\n")
                cell = ET.SubElement(line, "td")
                cell.text = first
                for other in others:
                    ET.SubElement(cell, "br").tail = other
    else:
        for paragraph in PARAGRAPHS:
            ET.SubElement(body, "p").text = paragraph
    return "page.html", ET.tostring(page, "utf-8", method="html")


def _xml(*, listed: bool) -> Written:
    import xml.etree.ElementTree as ET

    root = ET.Element("export")
    if listed:
        for row in ROWS:
            patient = ET.SubElement(root, "patient")
            for name, text in zip(HEADER, row, strict=True):
                ET.SubElement(patient, name).text = text
    else:
        for paragraph in PARAGRAPHS:
            ET.SubElement(root, "para").text = paragraph
    return "export.xml", ET.tostring(root, "iso-8859-1")


def _xls_table() -> Written:
    import xlwt

    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Patients")
    date = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate([HEADER, *ROWS]):
        for column, value in enumerate(row if row is HEADER else _typed(row)):
            style = (date,) if isinstance(value, dt.datetime) else ()
            sheet.write(number, column, value, *style)
    book.save(out)
    return "table.xls", out.getvalue()


def _rtf(*, listed: bool) -> Written:
    """No library writes tables in RTF; this is what WordPad writes."""

    def escaped(text: str) -> str:
        signs = {"\\": "\\\\", "{": "\\{", "}": "\\}", "\n": "\\line "}
        return "".join(
            signs.get(sign, sign if sign < "\x80" else f"\\'{sign.encode('cp1252').hex()}")
            for sign in text
        )

    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Calibri;}}\r\n"
    if listed:
        lines = (
            "\\trowd\\pard\\intbl "
            + "".join(f"{escaped(text)}\\cell " for text in row)
            + "\\row\r\n"
            for row in [HEADER, *ROWS]
        )
    else:
        lines = (f"\\pard {escaped(text)}\\par\r\n" for text in PARAGRAPHS)
    return "document.rtf", (head + "".join(lines) + "}").encode()


def _xlsb_table() -> Written:
    import tempfile

    from pyxlsbwriter import XlsbWriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsb"
        with XlsbWriter(str(path)) as book:
            book.add_sheet("Patients")
            book.write_sheet([HEADER, *map(_typed, ROWS)])
        return "table.xlsb", path.read_bytes()


def _pdf_letter() -> Written:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    out, style = io.BytesIO(), getSampleStyleSheet()["Normal"]
    SimpleDocTemplate(out, invariant=1).build([Paragraph(text, style) for text in PARAGRAPHS])
    return "lettre.pdf", out.getvalue()


def _locked_pdf() -> Written:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", strength=128), invariant=1)
    canvas.drawString(72, 700, PARAGRAPHS[0])
    canvas.save()
    return "lettre.pdf", out.getvalue()


def _pptx_letter() -> Written:
    import pptx

    deck, out = pptx.Presentation(), io.BytesIO()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    frame = slide.shapes.add_textbox(0, 0, 5_000_000, 5_000_000).text_frame
    frame.text = "\n".join(PARAGRAPHS)
    deck.save(out)
    return "lettre.pptx", out.getvalue()


WRITERS: dict[str, Callable[[], Written]] = {
    "docx/letter": partial(_docx, listed=False),
    "docx/table": partial(_docx, listed=True),
    "html/letter": partial(_html, listed=False),
    "html/table": partial(_html, listed=True),
    "xml/letter": partial(_xml, listed=False),
    "xml/table": partial(_xml, listed=True),
    "ole/table": _xls_table,
    "rtf/letter": partial(_rtf, listed=False),
    "rtf/table": partial(_rtf, listed=True),
    "odf/letter": partial(_odt, listed=False),
    "odf/table": _ods_table,
    "odf/text-table": partial(_odt, listed=True),
    "pdf/encrypted": _locked_pdf,
    "pdf/letter": _pdf_letter,
    "pptx/letter": _pptx_letter,
    "xlsb/table": _xlsb_table,
    "xlsx/table": _xlsx_table,
    **health_writers.WRITERS,
}


def main() -> None:
    """Write the folders that are missing, and what is read of the others.

    Those of all formats, unless some are named.
    """
    for case, write in WRITERS.items():
        folder = golden.GOLDEN / case
        wanted = not sys.argv[1:] or case.partition("/")[0] in sys.argv[1:]
        if wanted and not folder.exists():
            golden.keep(case, *write())
        elif wanted:
            source = golden.source_of(folder)
            golden.keep(case, source.name, source.read_bytes())


if __name__ == "__main__":
    main()
