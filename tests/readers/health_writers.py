"""The labelled table and letter as messages: a message a person, a mail for the letter."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from xml.sax.saxutils import quoteattr

from tests.readers.labelled import PARAGRAPHS, ROWS

Written = tuple[str, bytes]
LETTER = "".join(f"{paragraph}\n" for paragraph in PARAGRAPHS)


def _day(date: str) -> str:
    return "".join(reversed(date.split("/")))


def _hl7_text(text: str) -> str:
    for sign, code in (("\\", "E"), ("|", "F"), ("^", "S"), ("&", "T"), ("~", "R")):
        text = text.replace(sign, f"\\{code}\\")
    return text.replace("\n", "\\.br\\")


def hl7_table() -> Written:
    """A message for each row."""
    lines = []
    for number, row in enumerate(ROWS, 1):
        name, given, sex, birth, nir, phone, code, value, mail, comment = map(_hl7_text, row)
        lines += [
            f"MSH|^~\\&|SIL|LABO|DPI|HOP|20230101||ORU^R01|{number}|P|2.5|||||FRA|UNICODE UTF-8",
            (
                f"PID|1||{nir}^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS||{name}^{given}||"
                f"{_day(birth)}|{sex}|||||{phone}^PRN^PH~^NET^Internet^{mail}"
            ),
            f"OBX|1|NM|{code}||{value}||||||F",
            f"NTE|1||{comment}",
        ]
    return "table.hl7", "".join(f"{line}\r" for line in lines).encode()


def hprim_table() -> Written:
    """A patient group for each row, in the code page of HPRIM."""
    lines = ["H|~^\\&|1.HPR||LABO||ORU|||DEST||P|H2.4~C|20230101"]
    for number, row in enumerate(ROWS, 1):
        swapped = [re.sub(r"\\([SR])\\", r"\\\1\\", _hl7_text(text)) for text in row]
        name, given, sex, birth, nir, phone, code, value, mail, comment = swapped
        lines += [
            f"P|{number}||||{name}~{given}||{_day(birth)}|{sex}||||{phone}",
            f"AP|1||||{nir}",
            f"OBX|1|NM|{code}||{value}",
            f"C|1|{mail}|{comment}",
        ]
    return "table.hpr", "".join(f"{line}\r" for line in [*lines, "L|1"]).encode("cp1252")


def fhir_table() -> Written:
    """A patient and an observation for each row."""
    entries = []
    for row in ROWS:
        name, given, sex, birth, nir, phone, code, value, mail, comment = map(quoteattr, row)
        entries.append(
            '<entry><resource><Patient><identifier><system value="urn:oid:1.2.250.1.213.1.4.8"/>'
            f"<value value={nir}/></identifier><name><family value={name}/>"
            f"<given value={given}/></name><telecom><value value={phone}/></telecom>"
            f"<telecom><value value={mail}/></telecom><gender value={sex}/>"
            f"<birthDate value={birth}/></Patient></resource></entry>"
            f"<entry><resource><Observation><code><text value={code}/></code>"
            f"<valueQuantity><value value={value}/></valueQuantity>"
            f"<note><text value={comment}/></note></Observation></resource></entry>"
        )
    bundle = f'<Bundle xmlns="http://hl7.org/fhir">{"".join(entries)}</Bundle>\n'
    return "table.xml", bundle.encode()


def eml_letter() -> Written:
    """A mail whose body is the letter."""
    mail = EmailMessage(policy=SMTP)
    mail["Date"] = "Sat, 14 Oct 2023 10:00:00 +0200"
    mail["Subject"] = "Lettre"
    mail.set_content(LETTER, cte="quoted-printable")
    return "lettre.eml", mail.as_bytes()


def mbox_letter() -> Written:
    """A mailbox with that mail."""
    return "boite", b"From MAILER-DAEMON Sat Oct 14 10:00:00 2023\n" + eml_letter()[1]


WRITERS = {
    "eml/letter": eml_letter,
    "fhir-xml/table": fhir_table,
    "hl7/table": hl7_table,
    "hprim/table": hprim_table,
    "mbox/letter": mbox_letter,
}
