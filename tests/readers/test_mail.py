"""Mail: texts joined to one record, attachments given out, whatever the encoding."""

import io
import random
import re
from email.message import EmailMessage

import pytest

from leakscan.model.coverage import GapReason
from leakscan.raw.embedded import Embedded
from leakscan.readers.mail_spool import PartStream, Spool
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.scanner import scan_bytes
from tests.readers import health_inputs, mail_inputs
from tests.readers.reading import Dribble, Result, read


def attached(data: bytes, dribble: int = 0) -> list[tuple[str, bytes]]:
    """Names and contents of the files in a mail."""
    stream = Dribble(data, dribble) if dribble else io.BytesIO(data)
    found = []
    for item in open_member(stream, "x", ReadOptions()).items():
        if isinstance(item, Embedded):
            member, parts = item.open(), []
            while block := member.read(1000):
                parts.append(block)
            found.append((item.name, b"".join(parts)))
    return found


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_one_record_with_header_and_body(charset: str, encoding: str) -> None:
    data = mail_inputs.message(charset, encoding).as_bytes()
    found = read(data, "")
    assert found.formats == ["eml"]
    assert not found.gaps
    [(_, record)] = found.records
    text = record.decode()
    assert "From: Hélène Martin <helene.martin@example.org>" in text
    assert "Subject: Résultats de Mme Durand : sérologie" in text
    assert mail_inputs.BODY.strip() in text
    assert text.count("Séropositive") == 1


@pytest.mark.parametrize("dribble", [0, 1, 777])
def test_attachments_are_given_out(dribble: int) -> None:
    data = mail_inputs.message().as_bytes()
    [(name, table), (_, forwarded)] = attached(data, dribble)
    assert name == "résultats.csv"
    assert table == mail_inputs.TABLE
    [(_, record)] = read(forwarded, "").records
    assert "Deuxième message transmis." in record.decode()


def test_mailbox() -> None:
    data = mail_inputs.mbox(3)
    found = read(data, "")
    assert found.formats == ["mbox"]
    assert len(found.records) == 3
    assert len(attached(data)) == 6
    assert read(data, "", chunk_bytes=1024) == found
    assert read(data, "", dribble=11) == found


def test_a_line_that_begins_with_from_ends_no_message() -> None:
    mail = b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nFrom here on nothing.\nFrom us\n"
    box = b"From a@example.org Mon Jan 12 10:00:00 2026\n" + mail
    assert len(read(box * 2, "").records) == 2


def test_html_alone_is_read_as_text() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.org", "b@example.fr"
    mail["Subject"] = "x"
    html = "<html><style>p{}</style><p>Mme DURAND<br>S&eacute;ropositive</p><td>a</td><td>b</td>"
    mail.set_content(html, subtype="html")
    [(_, record)] = read(mail.as_bytes(), "").records
    assert "Mme DURAND\nSéropositive" in record.decode()
    assert "p{}" not in record.decode()


LISTED = [
    ("DURAND Zoé", "02/01/1979", "06 39 98 12 34"),
    ("L'HÉNORET Anaïs", "03/04/1944", "02 61 91 00 11"),
    ("FICTIF Ali", "05/06/2015", "01 99 00 12 34"),
]


def page(rows: list[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<html><body><p>Bonjour</p><table><tr>{'</tr><tr>'.join(cells)}</tr></table></body>"


@pytest.mark.parametrize("kind", ["alone", "alternative", "related"])
def test_people_in_a_table_of_a_page_are_rows(kind: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Dossiers en cours"
    source = page([("Patient", "Naissance", "Tél."), *LISTED])
    if kind == "alternative":
        mail.set_content("\n".join(" ".join(row) for row in LISTED))
        mail.add_alternative(source, subtype="html")
    else:
        mail.set_content(source, subtype="html", cte="quoted-printable", charset="cp1252")
    if kind == "related":
        mail.make_related()
    state = scan_bytes(mail.as_bytes(), "page.mht").state
    counts = {rule: tally.count for rule, tally in state.tallies.items()}
    assert counts["person.name"] == counts["person.birth-date"] == counts["fr.phone"] == 3


def test_results_in_a_table_of_a_page_stay_with_the_letter() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Résultats"
    results = [("Analyse", "Valeur", "Norme"), *((f"Dosage {n}", "1,2 g/l", "0,9") for n in "ABC")]
    mail.set_content(page(results), subtype="html")
    assert attached(mail.as_bytes()) == []


def test_body_that_is_a_laboratory_message_is_read_as_one() -> None:
    mail = b"From: a@example.org\r\nTo: b@example.fr\r\nSubject: x\r\n\r\n"
    [(_, message)] = read(mail + health_inputs.hprim_medecin(), "").members
    assert isinstance(message, Result)
    assert message.formats == ["hprim-medecin"]


def test_encrypted_mail_is_said_to_be() -> None:
    header = b"From: a@example.org\r\nTo: b@example.fr\r\nSubject: x\r\n"
    smime = b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nAAAA"
    pgp = b"Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"
    for body in (smime, pgp):
        reasons = {gap.reason for gap in read(header + body, "").gaps}
        assert GapReason.ENCRYPTED in reasons


def test_score_is_that_of_the_letter_and_of_the_table() -> None:
    found = scan_bytes(mail_inputs.message().as_bytes(), "a.eml")
    letter = scan_bytes(mail_inputs.BODY.encode(), "a.txt")
    for more, less in zip(found.state.signatures, letter.state.signatures, strict=True):
        # The mail's own addresses come on top.
        assert all(any(own & other == other for own in more) for other in less)


def test_nesting_is_bounded() -> None:
    parts = [b"From: a@example.org\r\nTo: b@example.fr\r\nSubject: x\r\n"]
    for depth in range(200):
        name = str(depth).encode()
        parts.append(b"Content-Type: multipart/mixed; boundary=b" + name + b"\r\n\r\n--b" + name)
        parts.append(b"\r\n")
    found = read(b"".join(parts), "")
    assert {gap.reason for gap in found.gaps} >= {GapReason.TOO_DEEP}


def test_truncated_anywhere() -> None:
    data = mail_inputs.message().as_bytes()
    for size in range(0, len(data), 3):
        read(data[:size], "a.eml")
        attached(data[:size])


def test_damaged_anywhere() -> None:
    data = mail_inputs.mbox(2)
    dice = random.Random(7)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(6):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        read(bytes(broken), "")
        attached(bytes(broken))


@pytest.mark.parametrize("step", [1, 3, 4, 5, 100])
def test_base64_in_any_steps(step: int) -> None:
    text = b"QUJD\r\nREVG R0g9\r\nSUpLTA==\r\nTU5P"
    blocks = iter([text[at : at + step] for at in range(0, len(text), step)])
    stream = PartStream(blocks, "base64")
    assert b"".join(iter(lambda: stream.read(2), b"")) == b"ABCDEFGH=IJKLMNO"


def test_spool_needs_no_memory_for_a_long_part() -> None:
    spool = Spool(io.BytesIO(b"x" * 300_000 + b"\n--b\nend"))
    blocks = list(spool.until(re.compile(rb"(?m)^--b")))
    assert sum(map(len, blocks)) == 300_001
    assert max(map(len, blocks)) <= 1 << 17
    assert spool.peek(3) == b"--b"
