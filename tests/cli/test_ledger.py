"""A folder of junk of every kind: scanned to the end, and nothing passed over in silence."""

import gzip
import json
import os
import random
from pathlib import Path

import pytest

from leakscan.cli import main as cli_main
from tests.cli.calling import Run
from tests.readers.golden import GOLDEN, ROWS
from tests.readers.golden_archives import LETTER, MEMBERS, TABLE, tarred, zipped

QUICK = ("--no-config", "--engine", "portable", "-f", "json")
FORMATS = ("json", "csv", "markdown", "terminal", "html")


@pytest.fixture(scope="module")
def junk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few hundred files: samples of all formats whole, cut, damaged, under wrong names."""
    folder = tmp_path_factory.mktemp("junk")
    draw = random.Random(7)
    samples = sorted(
        path
        for path in GOLDEN.glob("*/*/*")
        if path.name != "expected.json" and path.stat().st_size < 20_000
    )
    for number, path in enumerate(samples[::2]):
        data = path.read_bytes()
        damaged = bytearray(data)
        damaged[draw.randrange(len(damaged))] ^= 0xFF
        names = (path.name, f"cut.{path.name}", f"bad.{path.name}", "wrong.pdf")
        contents = (data, data[: len(data) // 2], bytes(damaged), data)
        for name, content in zip(names, contents, strict=True):
            (folder / f"{number}-{name}").write_bytes(content)
    (folder / "random.bin").write_bytes(draw.randbytes(5000))
    (folder / "empty.csv").write_bytes(b"")
    (folder / "zeros").write_bytes(bytes(3000))
    os.mkfifo(folder / "pipe")
    (folder / "gone").symlink_to("nowhere")
    (folder / "a.zip").write_bytes(zipped({"in.tar.gz": gzip.compress(tarred(MEMBERS))}))
    return folder


@pytest.fixture(scope="module")
def report(junk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The report in every format."""
    out = tmp_path_factory.mktemp("out")
    options = [each for kind in FORMATS for each in ("-f", kind, "-o", str(out / kind))]
    arguments = ["scan", str(junk), "--no-config", "--engine", "portable", "-j", "1", *options]
    assert cli_main.run(arguments) == 0
    return {kind: (out / kind).read_text(encoding="utf-8") for kind in FORMATS}


def test_every_file_is_in_the_ledger(junk: Path, report: dict[str, str]) -> None:
    document = json.loads(report["json"])
    told = {file["path"].partition("!/")[0] for file in document["files"]}
    assert told == {path.name for path in junk.iterdir()}
    assert len(told) > 150


def test_what_cannot_be_read_has_a_reason(report: dict[str, str]) -> None:
    files = json.loads(report["json"])["files"]
    for file in files:
        state, gaps = file["coverage"]["state"], file["coverage"]["gaps"]
        assert (state == "complete") == (not gaps)
        assert not any("internal error" in gap.get("where", "") for gap in gaps), file["path"]
    by_name = {file["path"].partition("-")[2] or file["path"]: file for file in files}
    assert by_name["pipe"]["coverage"]["gaps"][0]["reason"] == "special-file"
    assert by_name["random.bin"]["coverage"]["state"] == "partial"


def test_the_totals_are_those_of_the_files(report: dict[str, str]) -> None:
    document = json.loads(report["json"])
    states = [file["coverage"]["state"] for file in document["files"]]
    counted = document["scan"]["coverage"]
    assert {state: counted[state] for state in ("complete", "partial", "unread")} == {
        state: states.count(state) for state in ("complete", "partial", "unread")
    }
    assert counted["bytes_examined"] == document["scan"]["bytes"]
    assert sum(counted["gaps"].values()) == sum(
        len(file["coverage"]["gaps"]) for file in document["files"]
    )


def test_totals_stand_in_every_format(report: dict[str, str]) -> None:
    counted = json.loads(report["json"])["scan"]["coverage"]
    assert f"{counted['complete']} complete" in report["csv"].splitlines()[-1]
    for kind in ("markdown", "terminal", "html"):
        text = " ".join(report[kind].split())
        assert any(f"{word}{counted['unread']}." in text for word in ("at all: ", "du tout : ")), (
            kind
        )


def test_strict_tells_by_its_exit_code(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "locked.zip").write_bytes((GOLDEN / "zip" / "encrypted" / "x.zip").read_bytes())
    locked = leakscan("scan", tmp_path, *QUICK, "--strict")
    assert locked.code == 4
    [file] = json.loads(locked.out)["files"]
    assert file["path"] == "locked.zip!/a.csv"
    assert file["coverage"]["gaps"][0]["reason"] == "encrypted"


def test_members_count_the_people_of_all(leakscan: Run, tmp_path: Path) -> None:
    """The same table in an archive and beside it is one set of people."""
    (tmp_path / "x.zip").write_bytes(zipped({"export.csv": TABLE, "copy/export.csv": TABLE}))
    (tmp_path / "export.csv").write_bytes(TABLE)
    (tmp_path / "lettre.txt").write_bytes(LETTER)
    document = json.loads(leakscan("scan", tmp_path, *QUICK).out)
    paths = [file["path"] for file in document["files"]]
    assert paths == ["export.csv", "lettre.txt", "x.zip!/copy/export.csv", "x.zip!/export.csv"]
    assert document["total"]["subjects"] == document["files"][0]["subjects"]
    assert document["total"]["subjects"]["estimate"] <= len(ROWS)
