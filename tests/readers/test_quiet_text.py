"""Text without long words is given on as it is; the rest is decoded as if all of it were."""

import base64
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.native.library import KERNELS
from leakscan.readers import quiet_text
from leakscan.readers.islands import without_islands
from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.payloads import PayloadFilter

pytestmark = pytest.mark.skipif(KERNELS is None, reason="built without a C compiler")

LETTER = "Cher confrère, je revois Mme DURAND Zoé, née le 31/01/1950. "


def _encoded(size: int, width: int, end: str) -> str:
    # A document: text, when it is short, is decoded only where a piece holds all of its word.
    word = base64.b64encode((b"%PDF-1.4\n\xff" * size)[:size]).decode()
    return end.join(word[at : at + width] for at in range(0, len(word), width))


PARTS = st.one_of(
    st.sampled_from(["\n", " ", "mot ", "0" * 58, "a" * 59, "b" * 61]),
    st.sampled_from(["-" * 70, "=" * 300, "_-" * 40, "/" * 64 + "\n", "é", "\\x41" * 20, "://"]),
    st.builds(
        _encoded,
        st.integers(30, 700),
        st.sampled_from([59, 60, 64, 76, 77, 2000]),
        st.sampled_from(["\n", "\r\n"]),
    ),
    st.integers(1, 12).map(lambda times: LETTER * times),
)


def _cut(text: bytes, sizes: list[int]) -> Iterator[Piece]:
    at = turn = 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        yield Piece(text[at : at + size], Shifted(at))
        at, turn = at + size, turn + 1


def _read(text: bytes, sizes: list[int]) -> tuple[bytes, list[int], list[bytes]]:
    payloads = PayloadFilter()
    pieces = list(without_islands(_cut(text, sizes), payloads))
    places = [piece.locate(at) for piece in pieces for at in range(len(piece.data))]
    files = [found.open().read(1 << 20) for found in payloads.found]
    return b"".join(piece.data for piece in pieces), places, files


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=25), st.lists(st.integers(40, 2500), min_size=1, max_size=5))
def test_nothing_that_is_encoded_is_passed_over(parts: list[str], sizes: list[int]) -> None:
    text = "".join(parts).encode()
    found = _read(text, sizes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quiet_text, "KERNELS", None)
        assert found == _read(text, sizes)


def test_quiet_pieces_are_not_copied() -> None:
    text = (LETTER * 200 + "-" * 80 + "\n").encode()
    pieces = [Piece(text, Shifted(0)), Piece(text, Shifted(len(text)))]
    assert all(
        given is kept
        for given, kept in zip(without_islands(pieces, PayloadFilter()), pieces, strict=True)
    )
