"""Readable runs of binary data, in every encoding a string may have there."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.readers.origin import Shifted
from leakscan.readers.printable import PrintableDecoder

NAME = "Mme Zoé L’HÉNORET, née à Évry – 12 € net"
READ = "Mme Zoé L'HÉNORET, née à Évry - 12 E net"


def runs(block: bytes, offset: int = 0) -> list[str]:
    pieces = PrintableDecoder(offset=offset).decode(block, final=True)
    return [run for piece in pieces for run in piece.data.decode().split("\n") if run]


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [b"", b"\x01", b"\x01\x02", b"\x00\x00\x03"])
def test_a_name_is_found_in_every_encoding(codec: str, before: bytes) -> None:
    found = runs(before + NAME.encode(codec) + b"\x00\x00\x00\x01\xff")
    assert any(READ in run for run in found), found


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_beside_ascii_keeps_both(codec: str) -> None:
    data = b"\x7fELF\x02DURAND\x00\x00\x01" + "0639981234 rien".encode(codec) + b"\1\1DUPONT\2"
    found = runs(data)
    assert [run.strip() for run in found] == ["DURAND", "0639981234 rien", "DUPONT"]


def test_small_numbers_are_no_text() -> None:
    assert runs(b"".join(n.to_bytes(2, "little") for n in range(1, 30))) == []
    assert runs(b"A\0B\0C\0D\0\1\2") == []


def test_a_place_in_utf_16_is_that_of_its_low_byte() -> None:
    data = b"\x01\x02\x03" + "DURAND Zoé".encode("utf-16-le")
    [piece] = PrintableDecoder(offset=100).decode(data, final=True)
    assert piece.locate(piece.data.index(b"Zo")) == 100 + 3 + 2 * len("DURAND ")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_a_crash(data: bytes) -> None:
    for piece in PrintableDecoder().decode(data, final=True):
        text = piece.data.decode()
        assert [piece.locate(n) for n in range(0, len(piece.data), 7)] == sorted(
            piece.locate(n) for n in range(0, len(piece.data), 7)
        )
        assert "\0" not in text


@given(st.binary(max_size=40), st.sampled_from(["utf-16-le", "utf-16-be"]), st.binary(max_size=40))
def test_a_string_in_utf_16_is_found_among_any_bytes(
    before: bytes, codec: str, after: bytes
) -> None:
    text = "patient DURAND Zoe"
    found = " ".join(runs(before + text.encode(codec) + after))
    assert text[1:-1] in found


def test_chance_words_of_compressed_data_are_left_and_text_in_it_is_not() -> None:
    chance = random.Random(5).randbytes(1 << 20)
    text = b"compte rendu de Mme DURAND Zoe, 06 39 98 12 34"
    data = chance[:500_000] + text + chance[500_000:]
    found = runs(data)
    assert any(text.decode() in run for run in found)
    assert len(found) < 8
    assert runs(b"ID3\x03\x00\x00" + b"\x00" * 90 + b"DURAND\x00" + bytes(4000)) == ["DURAND"]


def test_blocks_of_zeros_keep_nothing_but_their_place() -> None:
    decoder = PrintableDecoder(offset=100)
    [blank] = decoder.decode(bytes(1 << 20), final=False)
    [name] = decoder.decode(b"\0\0" + NAME.encode() + b"\0", final=True)
    assert blank.data == b"\n" * 64
    assert blank.locate(5) == 105
    # A mask of the block would make a chunk of thousands of them as large as what they stand for.
    assert isinstance(blank.locate, Shifted)
    assert name.locate(name.data.index(b"Mme")) == 100 + (1 << 20) + 2
