"""Where blocks of text without structure end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES
from leakscan.readers.origin import Piece, Shifted
from leakscan.readers.piece_window import PieceWindow
from leakscan.readers.prose import block_end

_LIMIT = MAX_PROSE_RECORD_BYTES
_BLANK = ("\n\n", "\n\r\n")


def _end(text: str, size: int) -> int:
    data = text.encode()
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    starts = range(0, len(data), size)
    pieces = [Piece(part, Shifted(start)) for part, start in zip(parts, starts, strict=True)]
    return block_end(PieceWindow(pieces, 1024))


@given(
    st.lists(st.tuples(st.integers(0, 2500), st.sampled_from([*_BLANK, "\n", " "])), max_size=60),
    st.integers(3000, 80_000),
)
def test_it_ends_behind_the_last_blank_line(lines: list[tuple[int, str]], size: int) -> None:
    text = "".join("x" * length + end for length, end in lines)
    text = text.rjust(_LIMIT, "y") + "z" * 100
    low = _LIMIT // 2
    ends = [text.rfind(blank, low, _LIMIT) + len(blank) for blank in _BLANK if blank in text]
    ends = [end for end in ends if end > low + 2]
    if ends:
        assert _end(text[:_LIMIT] + "z" * 100, size) == max(ends)


@pytest.mark.parametrize(("sign", "at"), [("\n", 40_000), (" ", 50_000), ("\f", 30)])
def test_it_ends_at_the_last_sign_that_parts(sign: str, at: int) -> None:
    text = "x" * at + sign + "x" * _LIMIT
    assert _end(text, 7_000) == at + (sign != "\f")
