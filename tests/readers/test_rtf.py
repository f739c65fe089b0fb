"""RTF documents: characters, groups, tables, objects."""

import struct

import pytest

from leakscan.model.coverage import GapReason
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions
from leakscan.readers.rtf import object_data, read_rtf
from tests.readers.documents import examine
from tests.readers.golden import GOLDEN
from tests.readers.reading import Dribble

HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"


def text_of(body: bytes) -> str:
    found = examine(HEAD + body + b"}")
    assert found.formats == ["rtf"]
    return found.prose


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"Zo\'e9 \u339?d\'e8me\par", "Zoé œdème"),
        (rb"{\uc2 \u233\'c3\'a9 x}\u232 ?y", "é xèy"),
        (rb"\u-10179?\u-8704?", "\U0001f600"),
        (rb"{\f1 \'cf\'f0}\'e9", "Прé"),
        (rb"06\_39\~98\emdash x\tab y", "06-39 98—x\ty"),
        (rb"vu {\v cach\'e9}{\deleted supprim\'e9}", "vu cachésupprimé"),
        (rb"a{\*\inconnu b}c{\pict 0102}", "ac"),
        (rb"{\footnote note}{\*\annotation avis}", "noteavis"),
        (b"a\\\nb", "a\nb"),
        (rb"\{DURAND\}\\", "{DURAND}\\"),
        (
            rb"\fromhtml1 a{\*\htmltag64 </p>}\htmlrtf \par\htmlrtf0 b{\htmlrtf x}c",
            "a\nbc",
        ),
        (rb"\htmlrtf visible\htmlrtf0 ", "visible"),
        (rb"a\bin3 {{{b", "ab"),
    ],
)
def test_characters(body: bytes, text: str) -> None:
    assert text_of(body).strip() == text


def test_rows_are_rows_and_text_after_them_is_text() -> None:
    rows = b"".join(
        rb"\trowd\pard\intbl NOM%d\cell 12/03/196%d\cell a\par b\cell\row " % (n, n)
        for n in range(4)
    )
    found = examine(HEAD + rb"avant\par " + rows + rb"\pard apr\'e8s\par}")
    assert found.rows(1)[1] == ["NOM1", "12/03/1961", "a\nb"]
    assert found.records == ["avant\naprès\n"]


def test_properties_objects_and_images() -> None:
    native = struct.pack("<III2sIII", 0x501, 2, 2, b"a", 0, 0, 3) + b"nom"
    body = rb"{\info{\title Bilan}{\author Dr X}}corps{\object{\*\objdata " + native.hex().encode()
    found = examine(HEAD + body + rb"}}{\pict 00}}")
    assert found.members == {"object 1": b"nom"}
    assert found.records == ["corps", "title : Bilan\nauthor : Dr X\n"]
    assert [gap.reason for gap in found.gaps] == [GapReason.NO_TEXT]
    assert object_data(b"zz0") == b""


def test_what_comes_in_small_pieces_is_the_same() -> None:
    data = (GOLDEN / "rtf/letter/document.rtf").read_bytes() * 3
    whole = examine(data).prose
    feed = ByteFeed(Dribble(data, 7).read, [])
    pieces = b"".join(chunk.data for chunk in read_rtf(feed, ReadOptions()))  # type: ignore[union-attr]
    assert pieces.decode() == whole


def test_groups_without_end_and_files_cut_anywhere() -> None:
    assert "NIR 2615099" in text_of(b"{" * 200_000 + b"NIR 2615099")
    data = (GOLDEN / "rtf/table/document.rtf").read_bytes()
    for end in range(6, len(data), 37):
        assert examine(data[:end]).formats == ["rtf"]
