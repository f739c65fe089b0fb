"""Decompression ahead of the scan gives the same as in turns: bytes, counts, errors."""

import bz2
import gzip
import io
import lzma
import os
import threading
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers import ahead
from leakscan.readers.ahead import DecompressedAhead
from leakscan.readers.bzip2 import is_bzip2
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import Decompressor, new_bzip2, new_xz
from leakscan.readers.gunzip import Gunzip
from leakscan.readers.gzipped import is_gzip
from leakscan.readers.xz import is_xz

Kind = tuple[Callable[[bytes], bytes], Callable[[], Decompressor], Callable[[bytes], bool]]
KINDS: dict[str, Kind] = {
    "gzip": (gzip.compress, Gunzip, is_gzip),
    "bzip2": (bz2.compress, new_bzip2, is_bzip2),
    "xz": (lzma.compress, new_xz, is_xz),
}
TEXT = "".join(f"{number:x};ligne {number * 7919 % 10007}\n" for number in range(20_000)).encode()


def outcome(stream: Decompressed, size: int) -> tuple[bytes, list[int], str]:
    """What a stream gives, how much had gone in each time all before was given, and its error."""
    given_out, used = io.BytesIO(), []
    try:
        while block := stream.read(size):
            given_out.write(block)
            used.append(stream.used)
    except ReadError as error:
        return given_out.getvalue(), used, f"{error.reason} {error.detail}"
    return given_out.getvalue(), used, ""


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.sampled_from([0, 1, 3000, 70_000, len(TEXT)]), min_size=1, max_size=4),
    kept=st.floats(0, 1),
    after=st.sampled_from([b"", b"\0" * 40, b"no stream at all"]),
    size=st.sampled_from([4096, 100_000, 1 << 20]),
)
def test_the_same_comes_out(
    kind: str, sizes: list[int], kept: float, after: bytes, size: int
) -> None:
    compress, make, again = KINDS[kind]
    stored = b"".join(compress(TEXT[:size]) for size in sizes)
    stored = stored[: max(int(len(stored) * kept), 1)] if kept < 1 else stored + after
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ahead, "_FROM", 0)
        patch.setattr(ahead, "_LEAST", size)
        beside = DecompressedAhead(io.BytesIO(stored), make, kind, again=again)
        data, used, error = outcome(beside, size)
    in_turns = outcome(Decompressed(io.BytesIO(stored), make, kind, again=again), size)
    assert data == in_turns[0]
    assert error == in_turns[2]
    assert used == sorted(used)
    assert used[-1:] == in_turns[1][-1:]


def test_damage_comes_after_what_was_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_FROM", 0)
    stored = bytearray(gzip.compress(TEXT))
    stored[-4:] = b"\xff" * 4
    stream = DecompressedAhead(io.BytesIO(stored), Gunzip, "gzip", again=is_gzip)
    data, _, error = outcome(stream, 65536)
    assert data == TEXT
    assert error.endswith("gzip data damaged")
    with pytest.raises(ReadError):
        stream.read(1)


class Failing(io.BytesIO):
    """Bytes of which the second half cannot be read."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > len(self.getbuffer()) // 2:
            raise ReadError(GapReason.CORRUPT, "source")
        return super().read(size)


def test_a_source_that_fails_takes_nothing_from_what_came_before() -> None:
    stored = gzip.compress(TEXT * 20, 0)
    ahead_of, in_turns = (
        kind(Failing(stored), Gunzip, "gzip", again=is_gzip)
        for kind in (DecompressedAhead, Decompressed)
    )
    expected, _, error = outcome(in_turns, 65536)
    data, _, same_error = outcome(ahead_of, 65536)
    assert (len(data), error) == (len(expected), same_error)
    assert data == expected
    assert len(data) > ahead._FROM
    with pytest.raises(ReadError, match="source"):
        ahead_of.read(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_no_thread_is_left_where_a_process_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_FROM", 0)
    stored = gzip.compress(TEXT)
    stream = DecompressedAhead(io.BytesIO(stored), Gunzip, "gzip", again=is_gzip)
    first = stream.read(65536)
    child = os.fork()
    if not child:
        names = [thread.name for thread in threading.enumerate()]
        os._exit(any(name.startswith("decompression") for name in names))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert first + outcome(stream, 65536)[0] == TEXT
