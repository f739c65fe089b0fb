"""Whichever library undoes deflate, the same comes out, in bounded blocks."""

import gzip
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.errors import ReadError
from leakscan.readers import decompressors
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import RAW_DEFLATE, Decompressor, Inflate
from leakscan.readers.gunzip import Gunzip

TEXT = "".join(f"{n};DUPONT;{n * 7919 % 10_007};sérologie négative\n" for n in range(9000)).encode()

GZIP = 31
_MAKES: dict[int, Callable[[], Decompressor]] = {
    GZIP: Gunzip,
    RAW_DEFLATE: lambda: Inflate(RAW_DEFLATE),
}


class Dribble:
    """A stream that gives so many bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._stream = BytesIO(data)
        self._step = step

    def read(self, size: int) -> bytes:
        return self._stream.read(min(size, self._step))


def undone(packed: bytes, window: int, step: int, limit: int) -> tuple[bytes, str, bytes]:
    """What came out, what went wrong, and what was left after the end."""
    stream = Decompressed(Dribble(packed, step), _MAKES[window], "deflate")
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


@pytest.mark.parametrize("at", [-1, -5])
@pytest.mark.parametrize("flow", [(7, 100), (65_536, 262_144)])
@pytest.mark.parametrize("size", [0, 40, len(TEXT)])
def test_a_wrong_checksum_takes_nothing_from_what_came_out(
    at: int, flow: tuple[int, int], size: int
) -> None:
    packed = bytearray(gzip.compress(TEXT[:size]))
    packed[at] ^= 1
    text, error, _ = undone(bytes(packed), GZIP, *flow)
    assert error == "deflate data damaged"
    assert text == TEXT[:size]


@pytest.mark.parametrize("step", [1, 65_536])
def test_whatever_a_header_has(step: int) -> None:
    body = gzip.compress(TEXT[:5000])[10:]
    for flags, extra in (
        (4, b"\5\0extra"),
        (8, b"name.csv\0"),
        (16, b"remark\0"),
        (2, b"\1\2"),
        (30, b"\1\0xname\0remark\0\1\2"),
    ):
        packed = b"\x1f\x8b\x08%c\0\0\0\0\0\xff" % flags + extra + body
        assert undone(packed, GZIP, step, 4096) == (TEXT[:5000], "", b"")
    endless = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"x" * 2_000_000
    assert undone(endless, GZIP, 65_536, 4096)[1] == "deflate data damaged"
