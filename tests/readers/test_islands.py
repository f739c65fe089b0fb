"""Encoded text inside text: decoded in place when short, a file of its own when long."""

import base64
import io
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from leakscan.raw.embedded import Embedded
from leakscan.readers.islands import decoded_in_place
from leakscan.readers.joined_lines import joined_lines
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.readers.origin import Piece, Shifted
from tests.readers.reading import read
from tests.readers.tables import read_tables

PDF = b"%PDF-1.4\n" + bytes(random.Random(3).randbytes(2000))
LETTER = "Cher confrère, je revois Mme DURAND Zoé, née le 31/01/1950. " * 20


def pieces(text: bytes, size: int) -> list[Piece]:
    return [Piece(text[at : at + size], Shifted(at)) for at in range(0, len(text), size)]


def joined(text: bytes, size: int = 1 << 18) -> bytes:
    return b"".join(piece.data for piece in joined_lines(pieces(text, size)))


def decoded(text: str) -> str:
    return b"".join(p.data for p in decoded_in_place(pieces(text.encode(), 1 << 18))).decode()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("GET /p?nom=H%C3%89NORET&ville=%C3%89vry&a=b%20c HTTP/1.1",
         "GET /p?nom=HÉNORET&ville=Évry&a=b c HTTP/1.1"),
        ("q=%7B%22nom%22%3A%22DURAND%22%7D", "q={ nom : DURAND }"),
        ("nom=Zo%E9&x=%E0%20b", "nom=Zoé&x=à b"),
        ("to=jean%40example.org", "to=jean@example.org"),
        ("ddn=16%2F12%2f1966&n=1", "ddn=16/12/1966&n=1"),
        ("tel=%2B33639981234&n=1", "tel=+33639981234&n=1"),
        ("c=a%2B33 x=%2Bb y=%2B3", "c=a%2B33 x=%2Bb y=%2B3"),
        ("@types%2Fnode a%2F1 1%2Fa 3%2F", "@types%2Fnode a%2F1 1%2Fa 3%2F"),
        ("taux 10%, 20% et 30%", "taux 10%, 20% et 30%"),
        ("50%DE remise", "50%DE remise"),
        ("a%3Bb%2Cc%0Ad", "a b c d"),
    ],
)  # fmt: skip
def test_words_of_addresses(text: str, read: str) -> None:
    assert decoded(text) == read


def test_short_base64_text_is_read_where_it_stands() -> None:
    claims = json.dumps({"nom": "DURAND", "prenom": "Zoé", "tel": "0639981234", "x": "ok"})
    word = base64.urlsafe_b64encode(claims.encode()).decode().rstrip("=")
    line = f"Bearer eyJhbGciOiJIUzI1NiJ9.{word}.c2lnbmF0dXJl fin\n"
    assert "DURAND" in decoded(line)
    assert "0639981234" in decoded(line)
    assert decoded(line).endswith(".c2lnbmF0dXJl fin\n")
    found = read_tables(f"id;jeton;ok\n1;{word};a\n2;{word};b\n3;x;c\n".encode(), "x.csv")
    assert [len(row) for _, row in found.rows] == [3, 3, 3, 3]
    assert "DURAND" in found.rows[1][1][1]


@pytest.mark.parametrize("word", ["a" * 64, "0123456789abcdef" * 4, "A" * 128, "/usr/lib" * 10])
def test_what_is_no_text_stays(word: str) -> None:
    assert decoded(f"x {word} y") == f"x {word} y"


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("width", [64, 76])
@pytest.mark.parametrize("size", [97, 500, 1 << 18])
def test_wrapped_base64_becomes_one_word(end: bytes, width: int, size: int) -> None:
    word = base64.b64encode(PDF)
    lines = end.join(word[at : at + width] for at in range(0, len(word), width))
    text = b"avant" + end + b"document :" + end + lines + end + b"fin" + end
    made = joined(text, size)
    assert word in made
    assert made.count(b"\n") == text.count(b"\n")
    assert made.startswith(b"avant" + end + b"document :" + end)
    assert made.endswith(end + b"fin" + end)


def test_places_in_joined_lines_are_those_in_the_text() -> None:
    word = base64.b64encode(PDF)
    lines = b"\n".join(word[at : at + 76] for at in range(0, len(word), 76))
    text = b"avant\n" + lines + b"\nfin\n"
    for piece in joined_lines(pieces(text, 700)):
        for at in range(0, len(piece.data), 13):
            if piece.data[at] != 0x0A:
                assert text[piece.locate(at)] == piece.data[at]


@settings(max_examples=100, deadline=None)
@given(st.text("ab \n=", max_size=400), st.integers(1, 50))
def test_other_text_is_left_as_it_is(text: str, size: int) -> None:
    assert joined(text.encode(), size) == text.encode()


def members(data: bytes, name: str) -> list[bytes]:
    reading = open_member(io.BytesIO(data), name, ReadOptions())
    return [item.open().read(1 << 20) for item in reading.items() if hasattr(item, "open")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (b"voir " + base64.b64encode(PDF) + b" ci-joint\n", "a.txt"),
        (b'<img src="data:application/pdf;base64,' + base64.b64encode(PDF) + b'">\n', "a.txt"),
        (base64.encodebytes(PDF), "a.b64"),
        (b"id;doc\n1;" + base64.b64encode(PDF) + b"\n2;rien\n", "a.csv"),
        (b"INSERT INTO d VALUES (1,'" + base64.b64encode(PDF) + b"');\n", "a.sql"),
        (b"INSERT INTO d VALUES (1,0x" + PDF.hex().upper().encode() + b");\n", "a.sql"),
        (b"-- PostgreSQL\nCOPY d (n, doc) FROM stdin;\n1\t\\\\x" + PDF.hex().encode()
         + b"\n2\t\\N\n\\.\n", "a.sql"),
        (b"INSERT INTO d VALUES (1,X'" + PDF.hex().encode() + b"');\n", "a.sql"),
        (b'{"n": 1, "doc": "' + base64.b64encode(PDF) + b'"}\n', "a.json"),
    ],
)  # fmt: skip
def test_files_are_taken_out(text: bytes, name: str) -> None:
    assert members(text, name) == [PDF]


def test_a_long_letter_in_base64_is_a_document() -> None:
    text = b"message " + base64.b64encode(LETTER.encode()) + b"\n"
    assert members(text, "a.log") == [LETTER.encode()]


def test_rows_around_files_are_still_rows() -> None:
    rows = b"".join(b"%d;%s;DURAND\n" % (n, base64.b64encode(PDF)) for n in range(300))
    found = read_tables(b"id;doc;nom\n" + rows, "a.csv")
    assert [row[2] for _, row in found.rows[1:]] == ["DURAND"] * 300
    assert [row[1] for _, row in found.rows[1:]] == [""] * 300
    assert len(found.members) == 300


@given(st.text("aé%20C3A9 ;\"E8'", max_size=60))
def test_any_percents_give_text(text: str) -> None:
    for piece in decoded_in_place(pieces(text.encode(), 1 << 18)):
        piece.data.decode()
        assert [piece.locate(n) for n in range(len(piece.data))] == sorted(
            piece.locate(n) for n in range(len(piece.data))
        )


def test_places_in_decoded_words() -> None:
    text = "x nom=H%C3%89NO%20R%C9T&ok fin"
    [piece] = decoded_in_place(pieces(text.encode(), 1 << 18))
    assert piece.data.decode() == "x nom=HÉNO RÉT&ok fin"
    for word in ("nom", "NO", "T&", "ok", "fin"):
        assert piece.locate(piece.data.index(word.encode())) == text.index(word)


def test_more_files_than_memory_is_for_are_left_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.readers.payloads.MAX_WAITING_BYTES", 5 * len(PDF) + 50)
    rows = b"".join(b"%d;%s\n" % (n, base64.b64encode(PDF)) for n in range(12))
    items = open_member(io.BytesIO(b"id;doc\n" + rows), "a.csv", ReadOptions()).items()
    found = [item for item in items if isinstance(item, Embedded)]
    assert sum(item.gap is None for item in found) == 5
    assert [item.gap.reason for item in found if item.gap] == [GapReason.TOO_LARGE] * 7


MESSAGES = [
    {"data": {"lastName": "DURAND", "firstName": "Zoé", "x": "-" * 300}, "tel": "0639981234"},
    {"data": {"lastName": "FICTIF", "firstName": "Ali", "x": "-" * 300}, "tel": "0639985678"},
]


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("dribble", [0, 100])
def test_encoded_messages_stay_in_their_rows(*, escaped: bool, dribble: int) -> None:
    words = [
        base64.b64encode(json.dumps(each, ensure_ascii=escaped).encode()).decode()
        for each in MESSAGES
    ]
    rows = "".join(f"{number},{word},done\n" for number, word in enumerate(words))
    found = read(f"id,payload,status\n{rows}".encode(), "a.csv", dribble=dribble)
    assert not found.members
    cells = [value.decode() for name, _, value in found.fields if name == "payload"]
    assert ["DURAND" in cell and "Zoé" in cell for cell in cells] == [False, True, False]
    assert [("FICTIF" in cell) for cell in cells] == [False, False, True]
    lines = "".join(json.dumps({"id": 1, "value": word}) + "\n" for word in words)
    values = [value for name, _, value in read(lines.encode(), "a.json").fields if name == "value"]
    assert [b"DURAND" in value for value in values] == [True, False]


@pytest.mark.parametrize("text", ["{" + "a" * 300, "MSH|^~" + "x" * 300, '[{"a": "' + "x" * 300])
def test_what_is_no_object_of_json_is_a_file(text: str) -> None:
    word = base64.b64encode(text.encode()).decode()
    found = read(f"id,payload\n1,{word}\n".encode(), "a.csv")
    assert len(found.members) == 1
