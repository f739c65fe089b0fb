"""A window over pieces gives what a window with a buffer gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakscan.raw.chunk import Chunk
from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.piece_window import PieceWindow
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

_SIGNS = st.sampled_from(["a", " ", "\n", "\r\n\r\n", "\f", "é", "€", "b" * 900, "c\n" * 700])


def _pieces(texts: list[bytes]) -> list[Piece]:
    starts = np.cumsum([0, *map(len, texts)]).tolist()
    return [Piece(text, Shifted(start)) for text, start in zip(texts, starts, strict=False)]


def _cut(text: bytes, sizes: list[int]) -> list[bytes]:
    """A text in pieces, wherever their sizes cut it: inside characters too."""
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return [part for part in [*parts, text[at:]] if part]


def _seen(chunk: Chunk) -> tuple[object, ...]:
    places = [chunk.original(offset) for offset in range(0, len(chunk.data), 37)]
    numbers = (chunk.begin, chunk.end, chunk.first_line, chunk.first_record)
    return chunk.data, numbers, chunk.record_starts.tolist(), places


@given(st.lists(_SIGNS, max_size=300), st.lists(st.integers(1, 70_000), max_size=12))
def test_prose_comes_in_the_same_chunks(signs: list[str], sizes: list[int]) -> None:
    texts = _cut("".join(signs).encode(), sizes)
    expected = [_seen(chunk) for chunk in prose_chunks(TextWindow(_pieces(texts), 16 * 1024))]
    found = [_seen(chunk) for chunk in prose_chunks(PieceWindow(_pieces(texts), 16 * 1024))]
    assert found == expected


@given(st.text("ab\né", max_size=60), st.lists(st.integers(1, 9), max_size=9), st.data())
def test_places_are_those_of_the_text(text: str, sizes: list[int], data: st.DataObject) -> None:
    written = text.encode()
    window = PieceWindow(_pieces(_cut(written, sizes)), 1024)
    assert window.fill(0, len(written) + 1) == len(written)
    start = data.draw(st.integers(0, len(written)))
    end = data.draw(st.integers(start, len(written)))
    needle = data.draw(st.sampled_from([b"a", b"\n", b"ba", "é".encode()]))
    sign = data.draw(st.sampled_from([b"a", b"\n", b"\xc3"]))
    assert window.text(start, end) == written[start:end]
    assert window.view(start, end - start).tobytes() == written[start:end]
    assert window.find(needle, start, end) == written.find(needle, start, end)
    assert window.rfind(sign, start, end) == written.rfind(sign, start, end)
    boundary = window.boundary(start)
    assert written[:boundary].decode() == text[: len(written[:boundary].decode())]
    assert start - boundary < len("é".encode())


def test_pieces_that_were_given_out_are_not_kept() -> None:
    texts = [b"line of text\n" * 8_000] * 40
    window = PieceWindow(_pieces(texts), 64 * 1024)
    for chunk in prose_chunks(window):
        held = sum(map(len, window._held))
        assert held <= len(chunk.data) + 2 * len(texts[0])
