"""`-f jsonl`: each file's line as soon as it is done, the last line the summary."""

import gc
import json
import signal
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leakscan.model.result import FileResult
from leakscan.parallel import ScanRun
from leakscan.reports.registry import OutputFormat, render
from leakscan.reports.saved import read_document
from tests.cli.calling import Run, started

ROW = "TESTEUR;Zoe;12/03/1961;06 39 98 12 34;séropositif VIH\n"
TABLE = "nom;prenom;date_naissance;telephone;commentaire\n" + ROW * 3
GIVEN = ("--no-config", "--engine", "portable")


@pytest.fixture
def found(tmp_path: Path) -> Path:
    """Five files of different sizes, the smallest first by name."""
    folder = tmp_path / "found"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.csv").write_text(TABLE + ROW * number, encoding="utf-8")
    return folder


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def without(line: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in names}


def test_files_come_in_the_order_in_which_they_finish(leakscan: Run, found: Path) -> None:
    lines = lines_of(leakscan("scan", found, "-f", "jsonl", "-j", "1", *GIVEN).out)
    assert [line["type"] for line in lines] == ["scan", *["file"] * 5, "total"]
    files = lines[1:-1]
    assert [file["path"] for file in files] == [f"{number}.csv" for number in (4, 3, 2, 1, 0)]
    assert [file["id"] for file in files] == [f"F000{number}" for number in range(1, 6)]


def test_the_first_line_tells_what_is_known_and_the_last_how_it_ended(
    leakscan: Run, found: Path
) -> None:
    first, *_, last = lines_of(leakscan("scan", found, "-f", "jsonl", *GIVEN).out)
    assert first["schema"] == "leakscan/report/1"
    assert "seconds" not in first["scan"]
    assert last["scan"]["files"] == last["scan"]["coverage"]["complete"] == 5
    assert last["scan"]["started"] == first["scan"]["started"]
    assert last["score"]["established"]["band"] == 4
    assert last["provenance"]["layouts"][0]["files"] == [f"F000{n}" for n in range(1, 6)]


def test_lines_say_what_the_document_says(leakscan: Run, found: Path, tmp_path: Path) -> None:
    """Ids are those of the lines in every report of the run; the rest is the same by itself."""
    outputs = ("-f", "jsonl", "-o", "s.jsonl", "-f", "json", "-o", "with.json")
    assert leakscan("scan", found, *outputs, "-q", *GIVEN).code == 0
    assert leakscan("scan", found, "-f", "json", "-o", "alone.json", "-q", *GIVEN).code == 0
    lines = lines_of((tmp_path / "s.jsonl").read_text())
    beside = json.loads((tmp_path / "with.json").read_text())
    alone = json.loads((tmp_path / "alone.json").read_text())
    streamed = {line["path"]: without(line, "type") for line in lines[1:-1]}
    assert [streamed[file["path"]] for file in beside["files"]] == beside["files"]
    assert [without(file, "id") for file in beside["files"]] == [
        without(file, "id") for file in alone["files"]
    ]
    assert without(lines[-1], "type", "scan", "provenance") == alone["total"] == beside["total"]


@pytest.mark.parametrize("profile", ["confidential", "shareable"])
def test_a_saved_result_gives_the_same_lines(leakscan: Run, found: Path, profile: str) -> None:
    outputs = ("-f", "json", "-o", "r.json", "-f", "jsonl")
    out = leakscan("scan", found, *outputs, "--profile", profile, *GIVEN).out
    document = read_document((found.parent / "r.json").read_text())
    again = render(document, OutputFormat.JSONL, lang="fr")
    assert isinstance(again, str)
    assert sorted(again.splitlines()) == sorted(out.splitlines())


def test_the_shareable_profile_holds_for_each_line(leakscan: Run, found: Path) -> None:
    lines = lines_of(leakscan("scan", found, "-f", "jsonl", "--profile", "shareable", *GIVEN).out)
    assert {line["path"] for line in lines[1:-1]} == {None}
    assert lines[0]["scan"]["profile"] == lines[-1]["scan"]["profile"] == "shareable"
    assert all(not finding["locations"] for line in lines[1:] for finding in line["findings"])


def test_workers_give_the_same_lines_in_another_order(leakscan: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(4):
        rows = TABLE + ROW * (60_000 + number)
        (folder / f"{number}.csv").write_text(rows, encoding="utf-8")
    by_jobs = []
    for jobs in ("1", "2"):
        lines = lines_of(leakscan("scan", folder, "-f", "jsonl", "-j", jobs, *GIVEN).out)
        assert lines[0]["scan"]["jobs"] == int(jobs)
        files = {line["path"]: without(line, "id") for line in lines[1:-1]}
        by_jobs.append((files, without(lines[-1], "scan", "provenance")))
    assert by_jobs[0] == by_jobs[1]


def test_the_gate_decides_on_the_ids_of_the_lines(leakscan: Run, found: Path) -> None:
    outcome = leakscan("check", found, "--max-people", "0", "-f", "jsonl", "-j", "1", *GIVEN)
    assert outcome.code == 1
    *_, last = lines_of(outcome.out)
    failures = [(failure["kind"], failure["file"]) for failure in last["gate"]["failures"]]
    ids = [f"F000{number}" for number in range(1, 6)]
    assert failures == [("band", file) for file in ids] + [("people", file) for file in ids]


def test_a_line_stands_there_before_the_next_file_is_done(
    leakscan: Run, found: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    results = ScanRun._sequential
    report = tmp_path / "s.jsonl"

    def looking(run: ScanRun) -> Iterator[FileResult]:
        for result in results(run):
            seen.append(report.read_text().count("\n"))
            yield result

    monkeypatch.setattr(ScanRun, "_sequential", looking)
    assert leakscan("scan", found, "-f", "jsonl", "-o", report, "-q", *GIVEN).code == 0
    assert seen == [1, 2, 3, 4, 5]


def test_an_interrupt_leaves_the_finished_lines(tmp_path: Path) -> None:
    (tmp_path / "done.csv").write_text(TABLE + ROW * 50, encoding="utf-8")
    arguments = ("scan", "done.csv", "-", "-f", "jsonl", "-o", "s.jsonl", "-j", "1", *GIVEN)
    report = tmp_path / "s.jsonl"
    with started(*arguments, cwd=tmp_path) as process:
        assert process.stdin is not None
        process.stdin.write(TABLE.encode() * 1000)
        process.stdin.flush()
        while not report.exists() or report.read_text().count("\n") < 2:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    lines = lines_of(report.read_text())
    assert process.returncode == 130
    assert lines[-1]["type"] == "total"
    assert lines[-1]["scan"]["interrupted"] is True
    states = {line["path"]: line["coverage"]["state"] for line in lines[1:-1]}
    assert states["done.csv"] == "complete"


def test_a_killed_scan_leaves_the_finished_lines(tmp_path: Path) -> None:
    (tmp_path / "done.csv").write_text(TABLE + ROW * 50, encoding="utf-8")
    report = tmp_path / "s.jsonl"
    arguments = ("scan", "done.csv", "-", "-f", "jsonl", "-o", "s.jsonl", "-j", "1", *GIVEN)
    with started(*arguments, cwd=tmp_path) as process:
        while not report.exists() or report.read_text().count("\n") < 2:
            assert process.poll() is None
        process.kill()
        process.communicate(timeout=60)
    assert [line["type"] for line in lines_of(report.read_text())] == ["scan", "file"]


def test_a_reader_that_has_seen_enough_ends_the_scan(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.csv").write_text(TABLE, encoding="utf-8")
    with started("scan", ".", "-f", "jsonl", "-v", *GIVEN, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read().decode()
        assert process.wait(timeout=60) == 0
    assert int(told.split(" files")[0].split()[-1]) < 300
    assert "rror" not in told


def test_files_are_private_and_replaced_only_when_forced(
    leakscan: Run, found: Path, tmp_path: Path
) -> None:
    report = tmp_path / "s.jsonl"
    report.write_text("kept")
    refused = leakscan("scan", found, "-f", "jsonl", "-o", report, *GIVEN)
    assert refused.code == 2
    assert report.read_text() == "kept"
    assert leakscan("scan", found, "-f", "jsonl", "-o", report, "--force", *GIVEN).code == 0
    assert len(lines_of(report.read_text())) == 7
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["found", "s.jsonl"]


def test_a_report_among_the_files_is_not_scanned(leakscan: Run, found: Path) -> None:
    report = found / "0.jsonl"
    for _ in range(2):
        assert leakscan("scan", found, "-f", "jsonl", "-o", report, "--force", *GIVEN).code == 0
        paths = [line.get("path") for line in lines_of(report.read_text())]
        assert len(paths) == 7
        assert "0.jsonl" not in paths


@pytest.mark.parametrize(("output", "kept"), [("jsonl", 1), ("json", 40)])
def test_nothing_is_kept_of_a_file_that_was_written(
    output: str, kept: int, leakscan: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.csv").write_text(TABLE, encoding="utf-8")
    results = ScanRun._sequential
    alive: list[int] = []

    def looking(run: ScanRun) -> Iterator[FileResult]:
        for result in results(run):
            yield result
            alive.append(sum(isinstance(thing, FileResult) for thing in gc.get_objects()))

    monkeypatch.setattr(ScanRun, "_sequential", looking)
    arguments = ("-f", output, "-o", "report", "-q", *GIVEN)
    assert leakscan("scan", folder, *arguments).code == 0
    assert max(alive) == kept
