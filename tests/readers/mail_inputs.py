"""Mails of fictitious people, written by the standard library's own mail package."""

import mailbox
import tempfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from tests.readers.health_inputs import NIR, PHONE

BODY = f"""Cher confrère,

Je revois Mme DURAND Zoé, NIR {NIR}, téléphone {PHONE}.
Séropositive depuis 2019 ; enceinte de 22 SA. À bientôt.
"""
TABLE = f"nom;prenom;nir;resultat\r\nDURAND;Zoé;{NIR};VIH positif\r\n".encode("cp1252")


def message(charset: str = "utf-8", encoding: str | None = None) -> EmailMessage:
    """A mail with a body in both forms, a table and a forwarded mail."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Hélène Martin <helene.martin@example.org>"
    mail["To"] = "secretariat@example.fr"
    mail["Date"] = "Mon, 12 Jan 2026 10:00:00 +0100"
    mail["Subject"] = "Résultats de Mme Durand : sérologie"
    mail.set_content(BODY, charset=charset, cte=encoding)
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.splitlines())
    mail.add_alternative(f"<html><body>{paragraphs}</body></html>", subtype="html")
    mail.add_attachment(TABLE, maintype="text", subtype="csv", filename="résultats.csv")
    forwarded = EmailMessage(policy=SMTP)
    forwarded["From"] = "labo@example.org"
    forwarded["Subject"] = "FW"
    forwarded.set_content("Deuxième message transmis.\n")
    mail.add_attachment(forwarded)
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=={number}==limite==")
    return mail


def mbox(count: int = 3) -> bytes:
    """A mailbox of such mails."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box"
        box = mailbox.mbox(path)
        for _ in range(count):
            mail = mailbox.mboxMessage(message())
            mail.set_from("helene@example.org", (2026, 1, 12, 10, 0, 0, 0, 12, 0))
            box.add(mail)
        box.close()
        return path.read_bytes()


def emlx() -> bytes:
    """As Apple Mail keeps it: a length before, properties after."""
    data = message().as_bytes()
    return f"{len(data)}\n".encode() + data + b'<?xml version="1.0"?><plist/>\n'


def inputs() -> dict[str, tuple[str, bytes]]:
    """File name and content of each case, by ``format/case``."""
    return {
        "eml/quoted-printable": (
            "a.eml",
            message("cp1252", "quoted-printable").as_bytes(),
        ),
        "eml/base64": ("b", message("utf-8", "base64").as_bytes()),
        "eml/emlx": ("1.emlx", emlx()),
        "mbox/three": ("boite", mbox()),
    }
