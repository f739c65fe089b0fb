"""What is taken for plain text is never a document, a database or an archive."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.readers.opening import HEAD_BYTES
from leakscan.readers.plain_formats import (
    COMPRESSIONS,
    MAIL_FORMATS,
    TEXT_FORMATS,
    candidates,
    compression_of,
    is_plain,
)
from leakscan.readers.registry import BYTE_FORMATS
from tests.readers.golden import folders, source_of

_MAILS = {entry.name for entry in MAIL_FORMATS}
OTHERS = [entry for entry in BYTE_FORMATS if entry.info.name not in _MAILS]
_BEGINNINGS = [
    *(
        "\ufeff",
        " ",
        "\r\n",
        "\x0b",
        "\t",
        "<?xml version='1.0'?>",
        "<!-- a -->",
        "<!DOCTYPE html>",
    ),
    *("<html>", "<a><b/></a>", "{", "[", '{"a": 1}', "[1, 2]", "From a@example.org 10:10\n"),
    *("MSH|^~\\&|", "FHS|^~\\&|", "H|^~\\&|", "h|~^\\&|", "****LAB****\n", "****FIN****\n"),
    *("INSERT INTO t VALUES (1);", "copy t (a) from stdin;\n", "Replace into t values (1);"),
    *("BEGIN:VCARD\n", "begin:vcalendar\n"),
    *("-- MySQL dump\n", "SET a = 1;\n", "CREATE TABLE t (a int);\n", "DROP TABLE t;\n"),
    *("lock tables t;\n", "/*!40101 */\n", "Alter table t;\n", "GO\n", "pragma a;\n"),
    *("Received: a\n", "Subject : b\n", "Message-ID: <c>\n", "From: a@example.org\n", "12 \n"),
    *("1" * 64 + "\n", "texte\n", "\n\n"),
]
_NAMES = ["a", "a.html", "a.htm", "a.xhtml", "a.hpr", "a.hpm", "a.eml", "a.emlx", "a.xml", "a.sql"]
SOURCES = [source_of(folder) for folder in folders()]


@pytest.mark.parametrize(
    "source", SOURCES, ids=lambda path: f"{path.parent.parent.name}-{path.parent.name}"
)
def test_a_document_is_not_plain(source: Path) -> None:
    head = source.read_bytes()[:HEAD_BYTES]
    for cut in (64, 512, len(head)):
        for entry in OTHERS:
            if entry.recognise(head[:cut], source.name):
                assert not is_plain(head[:cut], source.name), entry.info.name


def test_every_format_was_asked_about() -> None:
    seen = {
        entry.info.name
        for source in SOURCES
        for entry in OTHERS
        if entry.recognise(source.read_bytes()[:HEAD_BYTES], source.name)
    }
    assert len(seen) >= 0.8 * len(OTHERS)


@pytest.mark.parametrize("head", [b"nom;prenom\nA;B\n", "é\n".encode(), b"{}", b"From a@b\n", b""])
def test_text_is_plain(head: bytes) -> None:
    assert is_plain(head, "a.txt")


def found_without(head: bytes, name: str) -> list[str]:
    """Formats that recognise what the table would not have asked them about."""
    wrong = []
    for formats in (TEXT_FORMATS, MAIL_FORMATS):
        asked = {entry.info.name for entry in candidates(formats, head, name)}
        wrong += [
            entry.name
            for entry in formats
            if entry.name not in asked and entry.load().recognise(head, name)
        ]
    return wrong


@given(st.lists(st.sampled_from(_BEGINNINGS), max_size=8), st.sampled_from(_NAMES))
def test_no_format_is_passed_over(parts: list[str], name: str) -> None:
    assert found_without("".join(parts).encode(), name) == []


@pytest.mark.parametrize(
    "source", SOURCES, ids=lambda path: f"{path.parent.parent.name}-{path.parent.name}"
)
def test_no_format_of_a_real_file_is_passed_over(source: Path) -> None:
    head = source.read_bytes()[:HEAD_BYTES]
    assert found_without(head, source.name) == []
    wanted = next((each.name for each in COMPRESSIONS if each.load().recognise(head)), None)
    found = compression_of(head)
    assert wanted == (found and found.info.name)


@given(st.binary(max_size=64), st.sampled_from([b"", b"BZh9", b"]\0\0\x80\0", b"\x50*M\x18"]))
def test_no_compression_is_passed_over(rest: bytes, magic: bytes) -> None:
    head = magic + rest
    wanted = next((each.name for each in COMPRESSIONS if each.load().recognise(head)), None)
    found = compression_of(head)
    assert wanted == (found and found.info.name)


def test_every_format_is_named_as_it_names_itself() -> None:
    for entry in (*TEXT_FORMATS, *MAIL_FORMATS, *COMPRESSIONS):
        assert entry.load().info.name == entry.name


def test_a_line_of_text_imports_no_reader_of_structured_text() -> None:
    program = """
import sys
from leakscan.scanner import scan_bytes
result = scan_bytes(b"Le patient va mieux, merci\\n", "a.txt")
assert result.formats == ["text"], result.formats
names = "sql jsontext htmltext xmltext mail hl7 hprim gzipped docx sqlite zipped".split()
print([name for name in names if f"leakscan.readers.{name}" in sys.modules])
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n", done.stderr
