"""Archives from outside: read either way, cut short, damaged, hostile."""

import gzip
import io
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from leakscan.examination import MAX_ENTRIES, Examination
from leakscan.model.coverage import CoverageState, GapReason
from leakscan.model.result import FileResult
from leakscan.raw.chunk import Chunk
from leakscan.readers.budget import Budget
from leakscan.readers.opening import ReadOptions
from leakscan.scanner import Scanner, ScanOptions
from leakscan.sources import memory_source
from tests.detectors.scanning import rules, scanner
from tests.readers.golden import EXPECTED, GOLDEN, source_of
from tests.readers.golden_archives import LETTER, MEMBERS, TABLE, piped_zip, tarred, zipped
from tests.readers.stored_archives import cab
from tests.readers.test_golden import has_libarchive

NIR = b"144509912300979"
Read = Callable[..., list[FileResult]]


class _Pipe(io.RawIOBase):
    """Bytes that come once, in order."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        return self._data.read(size)

    def seekable(self) -> bool:
        return False


def _count(_examination: Examination, own: Any, chunk: Chunk) -> None:  # noqa: ANN401
    """Counts records instead of searching them: here only reading is tested."""
    own.chunks += 1
    own.result.state.records += int(chunk.record_starts.size)
    own.result.state.hints["text"] += zlib.crc32(chunk.data[chunk.begin : chunk.end])


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Examines bytes without detection."""
    monkeypatch.setattr(Examination, "_absorb", _count)
    monkeypatch.setattr("leakscan.paths._Masker._identifies", lambda _self, _segment: False)
    using = scanner()

    def examine(
        data: bytes, *, pipe: bool = False, name: str = "x", **options: Any
    ) -> list[FileResult]:
        limits = ReadOptions(**options)
        source = Examination(using.detector, using._evidence, limits, Budget(limits))
        stream = _Pipe(data) if pipe else io.BytesIO(data)
        return list(source.source(FileResult(path=name), stream, name))

    return examine


def _text(results: list[FileResult]) -> list[tuple[str, int, int]]:
    return sorted(
        (r.path, r.state.records, r.state.hints["text"]) for r in results if r.state.records
    )


def _gaps(results: list[FileResult]) -> list[str]:
    return [f"{gap.reason}: {gap.where}" for result in results for gap in result.coverage.gaps]


KINDS = (
    "zip",
    "tar",
    "7z",
    "cpio",
    "ar",
    "gzip",
    "bzip2",
    "xz",
    "zstd",
    "lz4",
    "rar",
    "rar5",
    "cab",
)
SAMPLES = [
    path
    for kind in KINDS
    for path in sorted(GOLDEN.glob(f"{kind}/*/*"))
    if path.name != EXPECTED and path.stat().st_size < 20_000
]


def _id(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}"


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_a_pipe_gives_what_a_file_gives(sample: Path, read: Read) -> None:
    data = sample.read_bytes()
    assert _text(read(data)) == _text(read(data, pipe=True))
    assert _gaps(read(data)) == _gaps(read(data, pipe=True))


# An ar archive may end after any member, and libarchive lets a RAR archive do so.
ENDED = [path for path in SAMPLES if not _id(path).startswith(("ar/", "rar"))]


@pytest.mark.parametrize("sample", ENDED, ids=_id)
def test_cut_short_is_never_silent(sample: Path, read: Read) -> None:
    data = sample.read_bytes()
    outer = read(data)[-1].formats[0]
    whole = _text(read(data))
    for size in _cuts(len(data)):
        for pipe in (False, True):
            results = read(data[:size], pipe=pipe)
            gaps = _gaps(results)
            assert not any("internal error" in gap for gap in gaps), (size, gaps)
            # What is too short to be told from text is read as text.
            known = results[-1].formats[:1] == [outer]
            assert gaps or not known or _text(results) == whole, (size, pipe)


def _cuts(size: int) -> Iterator[int]:
    """Every byte of a small sample; of a larger one its first block and some of the rest."""
    return iter(range(1, size) if size < 500 else [*range(1, 600, 3), *range(600, size, 101)])


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_a_flipped_bit_stops_nothing(sample: Path, read: Read) -> None:
    data = sample.read_bytes()
    draw = random.Random(1)
    for _ in range(60):
        damaged = bytearray(data)
        damaged[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        gaps = _gaps(read(bytes(damaged), pipe=draw.random() < 0.5))
        assert not any("internal error" in gap for gap in gaps), gaps


@pytest.mark.parametrize("name", ["x.csv", "x.tar", "x.zip", "x.txt.gz", "x.pdf"])
def test_the_name_does_not_decide(name: str, read: Read) -> None:
    members = {path.rpartition("!/")[2] for path, *_ in _text(read(zipped(MEMBERS), name=name))}
    assert members == {"dossier/export.csv", "été/lettre.txt"}


def test_members_found_in_members_have_a_path() -> None:
    inner = tarred({"export.csv": TABLE})
    outer = zipped({"inner.tar.gz": gzip.compress(inner), "lettre.txt": LETTER})
    results = list(scanner().results(memory_source(outer, "outer.zip"), "outer.zip"))
    assert [result.path for result in results] == [
        "outer.zip!/inner.tar.gz!/export.csv",
        "outer.zip!/lettre.txt",
    ]
    assert results[0].formats == ["zip", "gzip", "tar", "delimited"]
    assert "fr.nir" in results[0].state.tallies
    assert all(result.coverage.state is CoverageState.COMPLETE for result in results)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "/absolute", "C:\\temp\\a.txt", "a\x1b[31m\x07b", "x" * 70_000,
        "a!/b", "",
        f"patient {NIR.decode()}.txt", "zoe.durand@example.org", "./a//b",
    ],
)  # fmt: skip
def test_hostile_names(name: str) -> None:
    made = zipped({"placeholder": LETTER})
    raw = name.encode()[:60_000]
    for magic, length_at, name_at in ((b"PK\x03\x04", 26, 30), (b"PK\x01\x02", 28, 46)):
        at = made.index(magic)
        made = (
            made[: at + length_at]
            + struct.pack("<H", len(raw))
            + made[at + length_at + 2 : at + name_at]
            + raw
            + made[at + name_at + len("placeholder") :]
        )
    results = list(scanner().results(memory_source(made, "x.zip"), "x.zip"))
    assert sum(result.state.records for result in results) >= 1
    for result in results:
        assert result.path.isprintable()
        assert len(result.path) < 1100
        assert result.path.count("!/") <= 1
        assert NIR.decode() not in result.path
        assert "zoe" not in result.path


def test_the_same_name_twice_is_two_entries(read: Read) -> None:
    paths = [result.path for result in read(tarred({"a": LETTER}) + tarred({"a": TABLE}))]
    assert paths == ["x!/a", "x!/a~2"]


class TestBombs:
    def test_overlapping_members_are_refused(self, read: Read) -> None:
        raw = bytes(1000)
        made = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = made.compress(raw) + made.flush()
        about = (zlib.crc32(raw), len(data), len(raw))
        local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, *about, 1, 0) + b"0" + data
        entry = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, *about, 1, 0, 0, 0, 0, 0, 0
        )
        directory = (entry + b"0") * 500
        end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 500, 500, len(directory), len(local), 0)
        results = read(local + directory + end)
        assert "corrupt: 499 zip members overlap others" in _gaps(results)
        assert len(results) == 2

    def test_a_quine_ends(self, read: Read) -> None:
        """An archive within itself as deep as anybody cares to go."""
        data = LETTER
        for _ in range(50):
            data = zipped({"r.zip": data})
        results = read(data)
        assert [gap.partition(":")[0] for gap in _gaps(results)] == ["too-deep"]

    def test_layers_of_compression_end(self, read: Read) -> None:
        data = LETTER
        for _ in range(50):
            data = gzip.compress(data)
        assert [gap.partition(":")[0] for gap in _gaps(read(data))] == ["too-deep"]

    @pytest.mark.parametrize("pipe", [False, True])
    def test_zeros_end_and_what_follows_is_read(self, pipe: bool, read: Read) -> None:  # noqa: FBT001
        results = read(piped_zip({"zeros": bytes(40_000_000), "a.txt": LETTER}), pipe=pipe)
        assert any(gap.startswith("ratio") for gap in _gaps(results))
        assert "x!/a.txt" in [path for path, *_ in _text(results)]

    def test_a_source_has_one_budget(self, read: Read) -> None:
        """Sixteen members, each within its limits, are not within those of the source."""
        part = gzip.compress(bytes(100_000), 1)
        results = read(zipped({f"{n}.gz": part for n in range(16)}), max_total_bytes=500_000)
        assert any("bytes in one source" in gap for gap in _gaps(results))
        assert len(results) < 8

    def test_members_are_counted(self, read: Read) -> None:
        results = read(tarred({str(n): b"" for n in range(50)}), max_members=20)
        assert any("more than 20 members" in gap for gap in _gaps(results))

    def test_beyond_a_number_members_are_listed_together(
        self,
        read: Read,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("leakscan.examination.MAX_ENTRIES", 5)
        results = read(tarred({str(n): LETTER for n in range(12)}))
        assert [result.path for result in results] == [*(f"x!/{n}" for n in range(5)), "x!/…"]
        assert results[-1].state.records == 7
        assert results[-1].coverage.members == 7
        assert MAX_ENTRIES > 1000

    def test_an_extended_header_of_any_length_is_passed_over(self, read: Read) -> None:
        made = tarred({"a.txt": LETTER})
        header = bytearray(made[:512])
        header[156:157], header[124:136] = b"x", b"00077777777\0"
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
        results = read(bytes(header) + bytes(0o77777777) + bytes(-0o77777777 % 512) + made)
        assert "too-large: tar extended header" in _gaps(results)
        assert [path for path, *_ in _text(results)] == ["x!/a.txt"]


class TestZip:
    def test_what_the_directory_hides_is_read(self, read: Read) -> None:
        """A member whose entry was deleted still lies there."""
        made = zipped({"seen.txt": LETTER, "hidden.csv": TABLE})
        begin = made.index(b"PK\x01\x02")
        second = made.index(b"PK\x01\x02", begin + 4)
        end = made.index(b"PK\x05\x06")
        kept = made[begin:second]
        tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(kept), begin, 0)
        assert end > second
        paths = [path for path, *_ in _text(read(made[:begin] + kept + tail))]
        assert paths == ["x!/hidden.csv", "x!/seen.txt"]

    def test_a_comment_is_text(self, read: Read) -> None:
        made = io.BytesIO(zipped(MEMBERS))
        with zipfile.ZipFile(made, "a") as archive:
            archive.comment = LETTER
        assert "x!/(comment)" in [path for path, *_ in _text(read(made.getvalue()))]

    def test_a_wrong_checksum_is_told(self, read: Read) -> None:
        made = bytearray(zipped({"a.txt": LETTER}, zipfile.ZIP_STORED))
        made[made.index(LETTER) + 3] ^= 0x10
        for pipe in (False, True):
            assert "corrupt: checksum or size differs" in _gaps(read(bytes(made), pipe=pipe))


class TestLocks:
    @pytest.mark.parametrize(
        "case", [f"{kind}/encrypted" for kind in ("zip", "7z", "rar") if kind in KINDS]
    )
    def test_encrypted_members_are_named(self, case: str, read: Read) -> None:
        sample = source_of(GOLDEN / case)
        results = read(sample.read_bytes())
        gaps = [gap.reason for result in results for gap in result.coverage.gaps]
        assert set(gaps) == {GapReason.ENCRYPTED}
        assert all("!/" in result.path for result in results)
        assert all(result.coverage.state is CoverageState.UNREAD for result in results)

    def test_encrypted_names_are_told(self, read: Read) -> None:
        sample = GOLDEN / "7z" / "encrypted-names" / "x.7z"
        [result] = read(sample.read_bytes())
        assert _gaps([result]) == ["encrypted: 7z member, names included"]
        assert result.coverage.state is CoverageState.UNREAD


def test_the_format_that_is_asked_for_is_that_of_members(read: Read) -> None:
    [result] = read(zipped({"a": b"a;b\n1;2\n"}), input_format="text")
    assert result.formats == ["zip", "text"]


def test_time_is_shared_by_all_members() -> None:
    using = Scanner(rules(), ScanOptions(engine="portable", timeout_per_file=1e-9))
    results = list(using.results(memory_source(tarred(MEMBERS), "x.tar"), "x.tar"))
    assert any("timeout" in gap for gap in _gaps(results))


def test_a_system_without_libarchive_says_so(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    gaps = _gaps(read((GOLDEN / "rar" / "stored" / "x.rar").read_bytes()))
    assert any(gap.startswith("unsupported") for gap in gaps)


@pytest.mark.skipif(not has_libarchive(), reason="the system has no libarchive")
def test_a_name_that_is_no_text_is_a_name(read: Read) -> None:
    data = cab({"xxx.txt": LETTER}).replace(b"\x80\0xxx", b"\0\0\xc3\xff\x7f")
    results = read(data)
    assert not _gaps(results)
    assert len(_text(results)) == 1
