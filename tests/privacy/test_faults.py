"""Something crashes midway, with planted values in its message: none of them comes out.

A fault is injected into every room. Inside the scan of a source it becomes a coverage entry;
anywhere else it ends the program with a type and a place.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from leakscan.cli import main as cli_main
from tests.cli.calling import ROOT
from tests.privacy.canaries import LETTER, NIR, everything, leaks, plant

QUICK = ("--no-config", "--engine", "portable", "-vv")


CONTENT = everything()


class Fault(Exception):
    """Carries content in every way an exception can."""


def fail(*_arguments: object, **_options: object) -> NoReturn:
    fault = Fault(everything(), {NIR.value: everything()})
    fault.add_note(everything())
    raise fault from ValueError(everything())


def fail_to_decode(*_arguments: object, **_options: object) -> NoReturn:
    raise UnicodeDecodeError("utf-8", everything().encode(), 0, 5, everything())


def fail_to_find(*_arguments: object, **_options: object) -> NoReturn:
    raise KeyError(everything())


def fail_to_parse(*_arguments: object, **_options: object) -> NoReturn:
    raise json.JSONDecodeError(everything(), everything(), 3)


def fail_to_open(*_arguments: object, **_options: object) -> NoReturn:
    raise OSError(5, everything(), everything())


def fail_in_memory(*_arguments: object, **_options: object) -> NoReturn:
    raise MemoryError(everything())


def fail_deeply(*_arguments: object, **_options: object) -> NoReturn:
    fail_deeply(CONTENT)
    raise AssertionError


def fail_on_iteration(*_arguments: object, **_options: object) -> Iterator[NoReturn]:
    yield fail()


FAULTS = (
    fail, fail_to_decode, fail_to_find, fail_to_parse, fail_to_open, fail_in_memory, fail_deeply,
)  # fmt: skip

PER_SOURCE = (
    "leakscan.sources.source._open",
    "leakscan.sources.source.Source.open",
    "leakscan.examination.open_content",
    "leakscan.readers.feed.ByteFeed.read",
    "leakscan.readers.opening.sniff_dialect",
    "leakscan.readers.delimited.read_delimited",
    "leakscan.readers.sql._syntax",
    "leakscan.readers.jsontext.find_layout",
    "leakscan.readers.text.read_text",
    "leakscan.readers.decompression.Decompressed.read",
    "leakscan.readers.binary.read_binary",
    "leakscan.readers.window.TextWindow.fill",
    "leakscan.detectors.headers.HeaderIndex.match",
    "leakscan.evidence.gate.Gate.absorb",
    "leakscan.evidence.keyed.Fingerprinter.numbers",
    "leakscan.evidence.keyed.Fingerprinter.texts",
    "leakscan.evidence.gate.count_persons",
    "leakscan.model.state.FileState.tally",
)
"""Where a fault costs one source (or a part of it) and no other."""
ON_NAMES_TOO = (
    "leakscan.raw.chunk.Chunk.record_of",
    "leakscan.raw.hits.Hits.outermost",
    "leakscan.detectors.engine.MemberDetector._found",
    "leakscan.detectors.engine.find_nirs",
    "leakscan.detectors.lexical.LexicalLane.find",
)
"""The same; these see the names of the files as well."""
SCAN_WIDE = (
    "leakscan.cli.session.find_sources",
    "leakscan.cli.session.load_rules",
    "leakscan.sources.walk._children",
    "leakscan.parallel.printable_paths",
    "leakscan.model.state.FileState.merge",
    "leakscan.model.sketch.KeySketch.merge",
    "leakscan.assessing.assess",
    "leakscan.assessing.assess_scan",
    "leakscan.scoring.drivers.rate",
    "leakscan.cli.reporting.build_document",
    "leakscan.reports.terminal.render",
    "leakscan.reports.json_report.render",
    "leakscan.cli.rendering.write_report",
    "leakscan.cli.session.scan_exit_code",
)
"""Where a fault ends the program."""
WRITES = ("-f", "json", "-o", "r.json", "-f", "terminal")


FEW = {
    "header.csv", "letter.txt", "dump.sql", "nested.json", "packed.csv.gz", "memory.bin",
    f"{NIR.value}.csv",
}  # fmt: skip
"""One file of each kind is enough where every test scans."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    plant(folder)
    for path in folder.iterdir():
        if path.is_file() and path.name not in FEW:
            path.unlink()
    return folder


@pytest.fixture
def scanned(
    planted: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    caplog: pytest.LogCaptureFixture,
) -> Callable[[str, Callable[..., object]], tuple[int, bytes, bytes]]:
    """Scans with a fault somewhere; the exit code, all that was shown, the JSON report."""
    monkeypatch.chdir(tmp_path)
    caplog.set_level(0)

    def scan(target: str, fault: Callable[..., object]) -> tuple[int, bytes, bytes]:
        monkeypatch.setattr(target, fault)
        code = cli_main.run(["scan", str(planted), *QUICK, *WRITES])
        shown = capfdbinary.readouterr()
        files = [path.read_bytes() for path in tmp_path.iterdir()]
        assert len(files) <= 1
        everything_shown = shown.out + shown.err + caplog.text.encode()
        assert leaks(everything_shown + b"".join(files)) == []
        assert b"Traceback" not in everything_shown
        return code, everything_shown, b"".join(files)

    return scan


Scan = Callable[[str, Callable[..., object]], tuple[int, bytes, bytes]]


@pytest.mark.parametrize("target", [*PER_SOURCE, *ON_NAMES_TOO])
def test_a_fault_within_a_source(target: str, scanned: Scan) -> None:
    code, _, report = scanned(target, fail)
    assert code in {0, 3}
    gaps = [gap for file in json.loads(report)["files"] for gap in file["coverage"]["gaps"]]
    internal = [gap["where"] for gap in gaps if "internal error" in gap.get("where", "")]
    assert internal
    assert {place.split()[2] for place in internal} == {"Fault"}


@pytest.mark.parametrize("target", ["leakscan.readers.reading.Reading.items"])
def test_a_fault_while_iterating(target: str, scanned: Scan) -> None:
    code, _, report = scanned(target, fail_on_iteration)
    assert code in {0, 3}
    assert b"internal error Fault" in report


@pytest.mark.parametrize("target", SCAN_WIDE)
def test_a_fault_around_the_sources(target: str, scanned: Scan) -> None:
    code, shown, _ = scanned(target, fail)
    assert code == 70
    assert b"internal error: Fault at " in shown


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(
    "target",
    ["leakscan.evidence.gate.Gate.absorb", "leakscan.examination.open_content"],
)
def test_every_kind_of_fault_within_a_source(
    fault: Callable[..., object], target: str, scanned: Scan
) -> None:
    code, _, report = scanned(target, fault)
    assert code in {0, 3}
    assert b"internal error" in report or b"io-error" in report


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(
    "target", ["leakscan.assessing.assess", "leakscan.reports.terminal.render"]
)
def test_every_kind_of_fault_elsewhere(
    fault: Callable[..., object], target: str, scanned: Scan
) -> None:
    code, _, _ = scanned(target, fault)
    assert code in {2, 70}


PATCH = """
import gc, logging, sys, threading, warnings
from tests.privacy.canaries import everything
from leakscan.evidence.gate import Gate
from leakscan import parallel, scan
absorb = Gate.absorb
class Fault(BaseException): pass
class Finalised:
    def __del__(self): raise ValueError(everything())
def crash(*_, **__): raise Fault(everything()) from KeyError(everything())
def thread():
    started = threading.Thread(target=crash)
    started.start()
    started.join()
times = iter(range(3))
def patched(self, *arguments, **options):
    for _ in times:
        {action}
        break
    return absorb(self, *arguments, **options)
Gate.absorb = patched
from leakscan.cli.main import main
main()
"""


def program(action: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """The program, doing `action` whenever hits become counts."""
    return subprocess.run(
        [sys.executable, "-c", PATCH.format(action=action), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "action",
    [
        pytest.param("crash()", id="an exception that nothing catches"),
        pytest.param("thread()", id="in a thread"),
        pytest.param("Finalised(); gc.collect()", id="in a finaliser"),
        pytest.param("logging.error('%d bytes', everything())", id="in a log call"),
        pytest.param("sys.exit(everything())", id="a message for sys.exit"),
        pytest.param("raise KeyboardInterrupt(everything())", id="an interrupt"),
        pytest.param("raise GeneratorExit(everything())", id="the end of a generator"),
    ],
)
def test_what_the_interpreter_would_print(action: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    done = program(action, "scan", ".", *QUICK, "-f", "json", cwd=tmp_path)
    assert leaks(done.stdout + done.stderr) == []
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "action",
    [
        pytest.param("crash()", id="BaseException"),
        pytest.param("raise ValueError(everything())", id="Exception"),
        pytest.param("sys.exit(everything())", id="SystemExit"),
        pytest.param("thread()", id="in a thread"),
        pytest.param("Finalised(); gc.collect()", id="in a finaliser"),
    ],
)
def test_a_fault_in_a_worker_process(action: str, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text((LETTER + "\n" * 30_000) * 100, encoding="utf-8")
    done = program(action, "scan", ".", *QUICK, "-j", "2", "-f", "json", cwd=tmp_path)
    assert leaks(done.stdout + done.stderr) == []
    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 3, 70}


def test_logs_of_libraries_at_the_lowest_level(
    planted: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    assert cli_main.run(["scan", str(planted), *QUICK, "-o", str(tmp_path / "r.txt")]) == 0
    assert leaks(caplog.text.encode()) == []


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault is not fail_deeply])
def test_faults_really_carry_content(fault: Callable[..., object]) -> None:
    with pytest.raises(Exception, match=r".") as caught:
        fault()
    carried = f"{caught.value!r} {vars(caught.value)} {getattr(caught.value, 'object', '')!r}"
    assert leaks(carried.encode())
