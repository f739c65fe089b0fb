"""A folder of junk of every kind: scanned to the end, and nothing passed over in silence."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leakscan.cli import main as cli_main
from tests.cli.calling import Run
from tests.readers.golden import GOLDEN, ROWS
from tests.readers.golden_archives import LETTER, TABLE, zipped
from tests.synth.junk import Truth, write_junk

QUICK = ("--no-config", "--engine", "portable", "-f", "json")
FORMATS = ("json", "csv", "markdown", "terminal", "html")


@dataclass(frozen=True)
class Junk:
    """A few hundred files of every kind, and what must be said of each."""

    folder: Path
    truths: dict[str, Truth]


@pytest.fixture(scope="module")
def junk(tmp_path_factory: pytest.TempPathFactory) -> Junk:
    folder = tmp_path_factory.mktemp("junk")
    return Junk(folder, write_junk(folder))


@pytest.fixture(scope="module")
def report(junk: Junk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The report in every format."""
    out = tmp_path_factory.mktemp("out")
    options = [each for kind in FORMATS for each in ("-f", kind, "-o", str(out / kind))]
    arguments = [
        "scan",
        str(junk.folder),
        "--no-config",
        "--engine",
        "portable",
        "-j",
        "1",
        *options,
    ]
    assert cli_main.run(arguments) == 0
    return {kind: (out / kind).read_text(encoding="utf-8") for kind in FORMATS}


@pytest.fixture(scope="module")
def entries(junk: Junk, report: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """What is reported of each file and of its members, by the file's own name."""
    found: dict[str, list[dict[str, Any]]] = {_printed(name): [] for name in junk.truths}
    for file in json.loads(report["json"])["files"]:
        found.setdefault(file["path"].partition("!/")[0], []).append(file)
    return found


def _printed(name: str) -> str:
    """A name without what could drive a terminal."""
    return name.replace("\t", "\ufffd")


Entries = dict[str, list[dict[str, Any]]]


def test_every_file_is_in_the_ledger(junk: Junk, entries: Entries) -> None:
    assert len(junk.truths) > 350
    assert set(entries) == set(map(_printed, junk.truths))
    assert all(entries.values())


def test_the_ledger_is_true(junk: Junk, entries: Entries) -> None:
    wrong = []
    for name, truth in junk.truths.items():
        gaps = [gap for file in entries[_printed(name)] for gap in file["coverage"]["gaps"]]
        told = {gap["reason"] for gap in gaps}
        right = told == truth.reasons if truth.exact else told & truth.reasons
        if not right or any("internal error" in gap.get("where", "") for gap in gaps):
            wrong.append((name, sorted(told), sorted(truth.reasons)))
    assert wrong == []


def test_people_are_found_wherever_they_are(junk: Junk, entries: Entries) -> None:
    for name, truth in junk.truths.items():
        rules = {found["rule"] for file in entries[_printed(name)] for found in file["findings"]}
        assert not truth.holds_people or "fr.nir" in rules, name


def test_the_state_is_that_of_the_gaps(report: dict[str, str]) -> None:
    files = json.loads(report["json"])["files"]
    for file in files:
        state, gaps = file["coverage"]["state"], file["coverage"]["gaps"]
        assert (state == "complete") == (not gaps)


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
