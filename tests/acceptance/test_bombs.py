"""What is made to exhaust whoever opens it costs little, and is never passed over in silence.

The same bombs as large as in the wild are measured by ``python -m benchmarks.containers``.
"""

import gzip
import io
import os
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.measure import measured_apart
from benchmarks.peers import scan_command
from leakscan.model.coverage import GapReason
from leakscan.model.result import FileResult
from leakscan.readers.opening import is_installed
from leakscan.readers.registry import readable_formats
from leakscan.sources import memory_source
from tests.detectors.scanning import scanner
from tests.synth.bombs import BOMBS, SMALL
from tests.synth.quines import quine_gzip, quine_zip

SECONDS = 20
"""For the slowest machine; the slowest bomb takes one."""
PEAK_MB = 500
WIDE = replace(SMALL, zeros=1000)
"""Zeros enough for what is kept of each block to be seen."""
INSTALLED = {info.name for info in readable_formats() if is_installed(info)}
RATIO, DEEP, CORRUPT, LARGE, BINARY = (
    GapReason.RATIO,
    GapReason.TOO_DEEP,
    GapReason.CORRUPT,
    GapReason.TOO_LARGE,
    GapReason.UNSUPPORTED,
)
EXPECTED: dict[str, set[GapReason]] = {
    "zeros.gz": {RATIO, BINARY},
    "zeros.zip": {RATIO, BINARY},
    "zeros.bz2": {RATIO, BINARY},
    "zeros.xz": {RATIO, BINARY},
    "zeros.zst": {RATIO, BINARY},
    "zeros.7z": {RATIO, BINARY},
    # 255 to 1 is within the limit: all of it is read.
    "zeros.lz4": {BINARY},
    "tree.zip": {RATIO, BINARY},
    "overlapping.zip": {CORRUPT},
    "quine.gz": {DEEP},
    "quine.zip": {DEEP},
    "deep.gz": {DEEP},
    "deep.zip": {DEEP},
    # Nothing is left unread: many names, and not a byte behind them.
    "empty.zip": set(),
    "empty.tar.gz": set(),
    "laughs.xml": {RATIO},
    "laughs.docx": {RATIO},
    "quadratic.xml": {RATIO},
    # One cell, wherever it says that it stands; a repeated one is read a thousand times.
    "dimension.xlsx": set(),
    "repeated.ods": set(),
    "pages.pdf": {CORRUPT, LARGE},
    "tables.pdf": {CORRUPT},
    "forms.pdf": {CORRUPT},
    "again.pdf": {LARGE},
    # Objects that are each other hold no text that could be missed.
    "references.pdf": set(),
    # Brackets are text.
    "deep.json": set(),
    "deep.rtf": set(),
    "deep.xml": {DEEP},
    "deep.eml": {DEEP},
    # Ten thousand parts are read.
    "parts.eml": set(),
}


def _needs(name: str) -> None:
    kind = {"lz4": "lz4", "pdf": "pdf"}.get(name.rpartition(".")[2])
    if kind is not None and kind not in INSTALLED:
        pytest.skip("an extra is not installed")


def _scanned(name: str) -> list[FileResult]:
    data = b"".join(BOMBS[name](SMALL))
    return list(scanner().results(memory_source(data, name), name))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_in_time(name: str) -> None:
    _needs(name)
    began = time.process_time()
    results = _scanned(name)
    assert time.process_time() - began < SECONDS
    gaps = {gap.reason for result in results for gap in result.coverage.gaps}
    assert gaps == EXPECTED[name]
    assert not any("internal error" in gap.where for r in results for gap in r.coverage.gaps)


@pytest.mark.skipif(os.name == "nt", reason="memory is asked of POSIX")
def test_no_bomb_takes_much_memory(tmp_path: Path) -> None:
    for name, make in BOMBS.items():
        with (tmp_path / name).open("wb") as out:
            out.writelines(make(WIDE))
    run = measured_apart(scan_command(tmp_path))
    assert run.exit_code == 0
    assert run.peak_mb < PEAK_MB


def test_quines_are_what_they_hold() -> None:
    packed, archived = quine_gzip(), quine_zip()
    assert gzip.decompress(packed) == packed
    with zipfile.ZipFile(io.BytesIO(archived)) as archive:
        assert archive.testzip() is None
        assert archive.read("q.zip") == archived


def test_members_of_an_overlapping_bomb_are_sound() -> None:
    """What refuses it is that they overlap, not that something is wrong with them."""
    made = b"".join(BOMBS["overlapping.zip"](SMALL))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        assert len(names) == SMALL.overlapping
        # Recent Pythons refuse to open members that overlap.
        assert archive.getinfo(names[0]).file_size > SMALL.kernel << 20
