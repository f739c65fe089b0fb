"""Reads of a file that changes while it is read."""

from pathlib import Path

import pytest

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.sources import CountedReads


def test_a_file_that_is_cut_while_it_is_read_has_a_rest(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * 1_000)
    with path.open("rb", buffering=0) as stream:
        reads = CountedReads(stream, None, size=1_000)
        assert len(reads.read(400)) == 400
        with path.open("r+b") as other:
            other.truncate(300)
        with pytest.raises(ReadError) as told:
            reads.read(400)
    assert (told.value.reason, told.value.detail) == (GapReason.IO_ERROR, "shorter than it was")


@pytest.mark.parametrize("size", [900, 1_000, None])
def test_a_file_that_is_whole_or_grew_ends(tmp_path: Path, size: int | None) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * 1_000)
    with path.open("rb", buffering=0) as stream:
        reads = CountedReads(stream, None, size=size)
        while reads.read(512):
            pass
        assert reads.read(0) == b""
        assert reads.total == 1_000


def test_a_size_that_a_file_never_has_is_no_cut(tmp_path: Path) -> None:
    """As files of the system say one: the content ends before it, and it does not change."""
    path = tmp_path / "state"
    path.write_bytes(b"x" * 1_000)
    with path.open("rb", buffering=0) as stream:
        reads = CountedReads(stream, None, size=1_000)
        stream.read = lambda _size=-1: b""  # type: ignore[method-assign]
        assert reads.read(512) == b""
