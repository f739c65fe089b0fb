"""Whichever library undoes deflate, the same comes out, in bounded blocks."""

import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.errors import ReadError
from leakscan.readers import decompressors
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import GZIP, RAW_DEFLATE, Inflate

TEXT = "".join(f"{n};DUPONT;{n * 7919 % 10_007};sérologie négative\n" for n in range(9000)).encode()


class Dribble:
    """A stream that gives so many bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._stream = BytesIO(data)
        self._step = step

    def read(self, size: int) -> bytes:
        return self._stream.read(min(size, self._step))


def undone(packed: bytes, window: int, step: int, limit: int) -> tuple[bytes, str, bytes]:
    """What came out, what went wrong, and what was left after the end."""
    stream = Decompressed(Dribble(packed, step), lambda: Inflate(window), "deflate")
    out: list[bytes] = []
    try:
        while block := stream.read(limit):
            assert len(block) <= limit
            out.append(block)
    except ReadError as error:
        return b"".join(out), error.detail, b""
    return b"".join(out), "", stream.rest


@settings(max_examples=60, deadline=None)
@given(
    begin=st.integers(0, len(TEXT)),
    size=st.sampled_from([0, 1, 100, 70_000, len(TEXT)]),
    packing=st.tuples(
        st.sampled_from([0, 1, 9]),
        st.just(zlib.DEFLATED),
        st.sampled_from([GZIP, RAW_DEFLATE]),
        st.just(9),
        st.sampled_from([zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY, zlib.Z_FIXED]),
    ),
    flow=st.tuples(st.sampled_from([7, 1000, 65_536]), st.sampled_from([100, 4096, 262_144])),
    cut=st.sampled_from([0, 0, 1, 9, 1000]),
)
def test_libraries_agree(
    begin: int, size: int, packing: tuple[int, int, int, int, int], flow: tuple[int, int], cut: int
) -> None:
    packer = zlib.compressobj(*packing)
    window = packing[2]
    text = TEXT[begin : begin + size]
    whole = packer.compress(text) + packer.flush()
    packed = whole[:-cut] if cut else whole + b"what follows"
    fast = undone(packed, window, *flow)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decompressors, "deflate_library", lambda: zlib)
        slow = undone(packed, window, *flow)
    assert fast[1] == slow[1]
    assert fast[2] == slow[2]
    # The faster library may hold back the last bytes before a cut.
    assert slow[0].startswith(fast[0])
    assert len(slow[0]) - len(fast[0]) <= (8 if cut else 0)
    if not cut:
        assert fast[0] == text


def test_a_damaged_checksum_is_told() -> None:
    packer = zlib.compressobj(6, zlib.DEFLATED, GZIP)
    packed = bytearray(packer.compress(TEXT) + packer.flush())
    packed[-5] ^= 1
    assert undone(bytes(packed), GZIP, 65_536, 262_144)[1] == "deflate data damaged"
