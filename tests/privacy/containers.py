"""Planted values in what holds other things: archives, workbooks, mails, databases, documents.

Beside cells and texts they stand in names: of members, sheets, tables, columns, attachments,
authors, titles.
"""

import io
import sqlite3
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

from tests.privacy.canaries import (
    COLUMNS,
    CORSICAN,
    EMAIL,
    FIRST_NAME,
    LETTER,
    MOBILE,
    NAME,
    NIR,
    ROW,
)


def plant_containers(folder: Path) -> None:
    """Write one of each kind."""
    table = f"{';'.join(COLUMNS)}\n" + f"{';'.join(ROW)}\n" * 3
    (folder / "members.zip").write_bytes(_zip(table))
    _tar(folder / "members.tar.gz", table)
    _workbook(folder / "book.xlsx")
    _document(folder / "letter.docx")
    _page(folder / "letter.pdf")
    (folder / "mail.eml").write_bytes(_mail(table).as_bytes())
    (folder / "box.mbox").write_bytes(_mailbox(table))
    _database(folder / "base.sqlite")
    (folder / "tree.xml").write_text(_xml(), encoding="utf-8")
    (folder / "page.html").write_text(_html(), encoding="utf-8")
    (folder / "message.hl7").write_text(_hl7(), encoding="utf-8")


def _zip(table: str) -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"{EMAIL.value}.csv", table)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = f"{NAME.value} {NIR.value}".encode()
        archive.writestr(f"Mme {NAME.value}/{NIR.value}.csv", table)
        archive.writestr(f"appel {MOBILE.printed()}.txt", LETTER)
        archive.writestr(f"dossier {CORSICAN.printed('_')}.zip", inner.getvalue())
    return outer.getvalue()


def _tar(path: Path, table: str) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name in (f"{NIR.printed()}/notes.csv", f"{MOBILE.value}.csv"):
            member = tarfile.TarInfo(name)
            member.size, member.uname = len(table.encode()), NAME.value
            archive.addfile(member, io.BytesIO(table.encode()))


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.creator = f"Mme {NAME.value} {FIRST_NAME.value}"
    book.properties.title = f"dossier {NIR.value}"
    shown, hidden = book.active, book.create_sheet(NIR.value)
    assert shown is not None
    shown.title = f"Mme {NAME.value}"[:31]
    hidden.sheet_state = "hidden"
    for sheet in (shown, hidden):
        # Names of columns are input: here some are what the cells should hold.
        sheet.append([*COLUMNS, NIR.value, EMAIL.value, NAME.value, MOBILE.printed()])
        for _ in range(6):
            sheet.append([*ROW, "1", "2", "3", "4"])
    book.save(path)


def _document(path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = f"Dr {NAME.value}"
    document.core_properties.title = f"Mme {NAME.value} {NIR.printed()}"
    for line in LETTER.splitlines():
        document.add_paragraph(line)
    grid = document.add_table(rows=1, cols=2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = NIR.value, EMAIL.value
    document.save(str(path))


def _page(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.setAuthor(f"Mme {NAME.value}")
    canvas.setTitle(f"{NIR.value} {EMAIL.value}")
    canvas.setCreator(f"{NAME.value} {MOBILE.printed()}")
    canvas.setProducer(f"{NIR.printed()} {EMAIL.value}")
    for number, line in enumerate(LETTER.splitlines()):
        canvas.drawString(50, 750 - 20 * number, line)
    canvas.save()


def _mail(table: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f"{FIRST_NAME.value} {NAME.value} <{EMAIL.value}>"
    mail["To"] = "contact@example.org"
    mail["Subject"] = f"Mme {NAME.value}, {NIR.value}"
    mail.set_content(LETTER)
    mail.add_attachment(
        table.encode(), maintype="text", subtype="csv", filename=f"{NAME.value} {NIR.value}.csv"
    )
    return mail


def _mailbox(table: str) -> bytes:
    mails = (_mail(table).as_bytes() for _ in range(2))
    opening = f"From {EMAIL.value} Mon Mar  3 10:00:00 2025\n".encode()
    return b"".join(opening + mail + b"\n" for mail in mails)


def _database(path: Path) -> None:
    base = sqlite3.connect(path)
    for name in ("patients", f"Mme {NAME.value}", NIR.value):
        columns = ", ".join(f'"{column}" text' for column in (*COLUMNS, EMAIL.value, NIR.value))
        base.execute(f'CREATE TABLE "{name}" ({columns})')
        marks = ", ".join("?" * (len(COLUMNS) + 2))
        base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', [(*ROW, "1", "2")] * 4)
    base.commit()
    base.close()


def _xml() -> str:
    cells = "".join(f"<{name}>{value}</{name}>" for name, value in zip(COLUMNS, ROW, strict=True))
    record = f'<patient id="{NIR.value}" {NAME.value}="{MOBILE.value}">{cells}</patient>'
    return f"<?xml version='1.0'?><{NAME.value}>{record * 4}</{NAME.value}>"


def _html() -> str:
    head = "".join(f"<th>{name}</th>" for name in (*COLUMNS, NIR.value))
    row = "".join(f"<td>{value}</td>" for value in (*ROW, "1"))
    return (
        f"<html><head><title>{NAME.value} {NIR.value}</title>"
        f'<meta name="author" content="{EMAIL.value}"></head><body><h1>Mme {NAME.value}</h1>'
        f"<table><tr>{head}</tr>{f'<tr>{row}</tr>' * 4}</table></body></html>"
    )


def _hl7() -> str:
    lines = (
        f"MSH|^~\\&|{NAME.value}|{EMAIL.value}|B|C|20250303||ORU^R01|{NIR.value}|P|2.5",
        (
            f"PID|1||{NIR.value}^^^{NAME.value}||{NAME.value}^{FIRST_NAME.value}||19610312|F|||"
            f"17 impasse^^VANNES^^56000||{MOBILE.value}"
        ),
        "OBR|1|||HIV^Serologie VIH",
        f"OBX|1|ST|HIV^Serologie VIH||positif {NAME.value}||||||F",
    )
    return "\r".join((*lines, ""))
