"""Outlook messages (golden folders, written by extract-msg 0.57's OLE writer)."""

import random

import pytest

from leakscan.detectors.rules import load_rules
from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.compressed_rtf import decompress_rtf
from leakscan.scanner import Scanner, ScanOptions
from leakscan.sources import memory_source
from tests.readers.golden import GOLDEN
from tests.readers.mail_inputs import BODY, TABLE
from tests.readers.reading import Result, read

FILES = {path.parent.name: path.read_bytes() for path in GOLDEN.glob("msg/*/*.msg")}
EXAMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3"
    "2068656c090020627705b06c647d0a800fa0"
)
"""[MS-OXRTFCP] 3.1.1."""


@pytest.mark.parametrize("name", ["plain", "html", "ansi"])
def test_header_body_and_recipients_are_one_record(name: str) -> None:
    found = read(FILES[name])
    assert found.formats == ["msg"]
    [(_, record), (_, attached)] = found.records
    text = record.decode()
    assert "From: Hélène Martin helene.martin@example.org" in text
    assert "Recipient: Secrétariat secretariat@example.fr" in text
    assert "Subject: Résultats de Mme Durand : sérologie" in text
    assert all(line in text for line in BODY.splitlines())
    assert "Deuxième message transmis." in attached.decode()


def test_attachments() -> None:
    [(name, table)] = read(FILES["plain"]).members
    assert name == "résultats.csv"
    assert isinstance(table, Result)
    assert table.formats == ["delimited"]
    assert table.text == TABLE.decode("cp1252").encode()


def test_body_in_rtf_is_a_file() -> None:
    [(name, body), _] = read(FILES["rtf"]).members
    assert name == "body.rtf"
    assert isinstance(body, Result)
    assert b"hello world" in body.text


def test_compressed_rtf() -> None:
    assert decompress_rtf(EXAMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    for size in range(16, len(EXAMPLE)):
        assert decompress_rtf(EXAMPLE).startswith(decompress_rtf(EXAMPLE[:size])[:-1])
    with pytest.raises(ReadError):
        decompress_rtf(b"\0" * 40)


def test_damage_is_told() -> None:
    scanner = Scanner(load_rules(), ScanOptions(engine="portable"))
    data = FILES["plain"]
    # In the last sector is nothing but padding.
    for size in [*range(8, 600, 37), *range(600, len(data) - 512, 401)]:
        assert scanner.scan(memory_source(data[:size], "a.msg"), "a.msg").coverage.gaps
    dice = random.Random(4)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(5):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        gaps = scanner.scan(memory_source(bytes(broken), "a.msg"), "a.msg").coverage.gaps
        assert GapReason.IO_ERROR not in {gap.reason for gap in gaps}
