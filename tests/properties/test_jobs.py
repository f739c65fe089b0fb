"""However many processes scan, the report is the same; a lost process or a Ctrl-C loses little."""

import csv
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from leakscan.demo.lab_table import COLUMNS, lab_rows
from leakscan.demo.letters import letters
from leakscan.demo.novel import CHAPTER
from leakscan.demo.people import fictitious_people
from leakscan.demo.professionals import doctors
from tests.cli.calling import ROOT, program

TIMING = re.compile(r'"(?:started|seconds|jobs)": ?[^,\n]+')
TABLES, ROWS, SHIFT = 6, 500, 60
PROSE_MIB = (5, 2, 1, 1)
"""The first is large enough for several workers."""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


def _table(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([COLUMNS, *rows])
    return text.getvalue()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More than 8 MiB in files of several sizes and formats, which share some of their people.

    Most of it is prose about nobody, which is quick to scan.
    """
    folder = tmp_path_factory.mktemp("corpus")
    rows = [row.cells for row in lab_rows(ROWS + TABLES * SHIFT, seed=5)]
    for number in range(TABLES):
        part = rows[number * SHIFT :][: ROWS - number * 10]
        (folder / f"table{number:02}.csv").write_text(_table(part), encoding="cp1252")
    for number, size in enumerate(PROSE_MIB):
        prose = CHAPTER * ((size << 20) // len(CHAPTER) + number)
        (folder / f"novel{number}.txt").write_text(prose, encoding="utf-8")
    (folder / "packed.csv.gz").write_bytes(gzip.compress(_table(rows[:300]).encode(), mtime=0))
    (folder / "damaged.gz").write_bytes(b"\x1f\x8b\x08 and nothing that deflates")
    (folder / "empty.txt").touch()
    people = fictitious_people(40, seed=5)
    for letter in letters(people, doctors(seed=5)):
        (folder / letter.name).write_text(letter.text, encoding=letter.encoding)
    assert sum(path.stat().st_size for path in folder.iterdir()) > 8 << 20
    return folder


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "investigation.key"
    path.write_bytes(bytes(range(32)))
    path.chmod(0o600)
    return path


def _scan(corpus: Path, key_file: Path, jobs: int) -> str:
    options = ("--no-config", "-f", "json", "--key-file", str(key_file), "-j", str(jobs))
    done = program("scan", ".", *options, cwd=corpus)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_the_report_does_not_depend_on_the_number_of_processes(
    corpus: Path, key_file: Path
) -> None:
    alone, shared = (_scan(corpus, key_file, jobs) for jobs in (1, 4))
    assert [json.loads(text)["scan"]["jobs"] for text in (alone, shared)] == [1, 4]
    assert TIMING.sub("", alone) == TIMING.sub("", shared)


def test_a_link_does_not_switch_the_pool_off(corpus: Path, key_file: Path) -> None:
    link = corpus / "dangling"
    link.symlink_to("absent")
    try:
        assert json.loads(_scan(corpus, key_file, 2))["scan"]["jobs"] == 2
    finally:
        link.unlink()


SLOW = """
import os, signal, time
from leakscan.evidence.gate import Gate
absorb = Gate.absorb
told = False
def patched(self, state, chunk, *rest, **more):
    global told
    if not told:
        told = True
        os.write(2, b"at work %d\\n" % os.getpid())
    {action}
    return absorb(self, state, chunk, *rest, **more)
Gate.absorb = patched
from leakscan.cli.main import main
main()
"""
"""A scan that tells, once in each process, that it has begun, and takes its time."""


def _started(action: str, *arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", SLOW.format(action=action), "scan", ".", "--no-config", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "en_GB.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _worker(process: subprocess.Popen[bytes]) -> int:
    """The id of the first process that is at work."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(b"at work "):
            return int(line.split()[2])
    raise AssertionError


def _gaps(document: dict[str, Any]) -> dict[str, list[str]]:
    return {
        file["path"]: [gap["reason"] for gap in file["coverage"]["gaps"]]
        for file in document["files"]
        if file["coverage"]["gaps"]
    }


def test_a_worker_that_is_killed_loses_nothing(corpus: Path) -> None:
    options = ("-f", "json", "-j", "2")
    with _started("time.sleep(0.02)", *options, cwd=corpus) as process:
        os.kill(_worker(process), signal.SIGKILL)
        out, err = process.communicate(timeout=90)
    document = json.loads(out)
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert document["scan"]["files"] == len(list(corpus.iterdir()))
    assert _gaps(document) == {"damaged.gz": ["corrupt"]}


POISONED = 'if b"POISON" in chunk.data: os.kill(os.getpid(), signal.SIGKILL)'


def test_a_file_that_kills_its_worker_is_the_only_one_lost(corpus: Path) -> None:
    poison = corpus / "poison.txt"
    poison.write_text("POISON\n", encoding="utf-8")
    try:
        with _started(POISONED, "-f", "json", "-j", "2", cwd=corpus) as process:
            out, err = process.communicate(timeout=90)
    finally:
        poison.unlink()
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert _gaps(json.loads(out)) == {"damaged.gz": ["corrupt"], "poison.txt": ["io-error"]}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_reports_what_was_read(jobs: str, corpus: Path, tmp_path: Path) -> None:
    table = (corpus / "table00.csv").read_bytes()
    (tmp_path / "large.csv").write_bytes(table * 40)
    (tmp_path / "other.csv").write_bytes(table * 20)
    (tmp_path / "last.csv").write_bytes(table)
    options = ("-f", "json", "-j", jobs)
    with _started("time.sleep(0.1)", *options, cwd=tmp_path) as process:
        _worker(process)
        sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    document = json.loads(out)
    assert process.returncode == 130
    assert b"interrupted" in err
    assert b"Traceback" not in err
    assert not document["scan"]["complete"]
    assert document["scan"]["files"] == 3
    assert _gaps(document)["large.csv"] == ["interrupted"]
    large = next(file for file in document["files"] if file["path"] == "large.csv")
    assert 0 < large["coverage"]["bytes_examined"] < len(table) * 40
    assert large["score"]["established"] == {"se": 4.0, "band": 4}


def test_a_second_interrupt_does_not_wait(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_bytes((corpus / "table00.csv").read_bytes() * 9)
    with _started("time.sleep(30)", "-j", "1", cwd=tmp_path) as process:
        _worker(process)
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            sleep(0.5)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in err
