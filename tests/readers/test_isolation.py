"""A library that ends the process it is in, or takes all memory, costs one file and no more."""

import importlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError
from leakscan.readers.budget import Budget
from leakscan.readers.isolation import endured
from leakscan.readers.options import ReadOptions
from leakscan.scanner import Scanner, ScanOptions, scan_bytes
from leakscan.sources import memory_source
from tests.acceptance.test_bad_input import JSON, patched
from tests.detectors.scanning import rules
from tests.readers.golden import GOLDEN, source_of
from tests.readers.stored_archives import rar5
from tests.readers.test_golden import has_libarchive

KILLED = """
import os, signal
from leakscan.readers import foreign, pdf
def killed(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)
    yield
{target} = killed
"""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked")


def aborting(*_arguments: object, **_options: object) -> Iterator[object]:
    yield None
    os.abort()


def hoarding() -> Iterator[object]:
    held = []
    while True:
        held.append(b"\1" * (16 << 20))
        yield None


def test_what_goes_well_is_not_told() -> None:
    endured(lambda: iter([1, 2, 3]), "x", Budget(ReadOptions()))


def test_an_error_is_left_to_who_does_it_next() -> None:
    def failing() -> Iterator[object]:
        yield None
        raise ValueError("secret")

    endured(failing, "x", Budget(ReadOptions()))


@pytest.mark.parametrize("work", [aborting, hoarding])
def test_an_abort_or_too_much_memory_is_an_error(work: object) -> None:
    with pytest.raises(ReadError) as error:
        endured(work, "x", Budget(ReadOptions()))  # type: ignore[arg-type]
    assert error.value.reason in {GapReason.CORRUPT, GapReason.TOO_LARGE}


@pytest.mark.parametrize(
    ("kind", "decodes"),
    [
        ("parquet", "leakscan.readers.parquet._decoded"),
        ("arrow", "leakscan.readers.arrow_ipc.validated"),
        ("orc", "leakscan.readers.orc.validated"),
    ],
)
def test_a_file_that_aborts_the_library_is_told(
    kind: str, decodes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    path = source_of(GOLDEN / kind / "table")
    monkeypatch.setattr(decodes, aborting)
    found = scan_bytes(path.read_bytes(), path.name)
    assert [gap.reason for gap in found.coverage.gaps] == [GapReason.CORRUPT]
    assert kind in found.coverage.gaps[0].where


@pytest.mark.parametrize("kind", ["rar", "pdf"])
def test_a_file_that_kills_its_reader_is_the_only_one_lost(kind: str, tmp_path: Path) -> None:
    """With one process: nobody else could go on."""
    library = {"rar": "libarchive", "pdf": "pypdfium2"}[kind]
    try:
        importlib.import_module(library)
    except Exception:  # noqa: BLE001 - libarchive tells by errors of many kinds that it is missing
        pytest.skip("an extra is not installed")
    golden = {"rar": "rar/stored/x.rar", "pdf": "pdf/letter"}[kind]
    [sample] = [GOLDEN / golden] if kind == "rar" else (GOLDEN / golden).glob("*.pdf")
    (tmp_path / f"a.{kind}").write_bytes(sample.read_bytes())
    (tmp_path / "b.csv").write_text("nom;nir\nDURAND;144509912300979\n", encoding="utf-8")
    target = {"rar": "foreign.archive_messages", "pdf": "pdf.pdf_messages"}[kind]
    done = patched(KILLED.format(target=target), "scan", ".", *JSON, "-j", "1", cwd=tmp_path)
    assert done.code == 0
    files = {file["path"]: file for file in json.loads(done.out)["files"]}
    assert [gap["reason"] for gap in files[f"a.{kind}"]["coverage"]["gaps"]] == ["corrupt"]
    assert files["b.csv"]["coverage"]["state"] == "complete"
    assert {found["rule"] for found in files["b.csv"]["findings"]} >= {"fr.nir"}


@pytest.mark.skipif(not has_libarchive(), reason="the system has no libarchive")
def test_a_member_that_nobody_reads_is_passed_over() -> None:
    """Ten times more than what is read of it: the other process is told, and goes on."""
    members = {"large.bin": bytes(20_000_000), "after.txt": b"Mme DURAND est enceinte.\n"}
    archive = rar5(members)
    limits = ScanOptions(engine="portable", read=ReadOptions(max_member_bytes=100_000))
    results = list(Scanner(rules(), limits).results(memory_source(archive, "x.rar"), "x.rar"))
    gaps = [gap.reason for result in results for gap in result.coverage.gaps]
    assert GapReason.TOO_LARGE in gaps
    assert "x.rar!/after.txt" in [result.path for result in results if not result.coverage.gaps]


def test_a_child_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    def talking() -> Iterator[object]:
        os.write(2, b"terminate called: secret\n")
        os.write(1, b"secret\n")
        yield None

    endured(talking, "x", Budget(ReadOptions()))
    assert capfd.readouterr() == ("", "")
