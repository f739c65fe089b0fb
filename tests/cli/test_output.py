import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from leakscan.cli.output import STDOUT, Target, plan_targets, write_private, write_report
from leakscan.model.errors import UsageError


def _names(formats: list[str], outputs: list[str]) -> list[tuple[str, str]]:
    return [(t.format, t.path) for t in plan_targets(formats, outputs, force=False)]


def test_without_options_the_report_goes_to_the_terminal() -> None:
    assert _names([], []) == [("terminal", STDOUT)]


def test_formats_and_outputs_go_pairwise(tmp_path: Path) -> None:
    json, csv = str(tmp_path / "a.json"), str(tmp_path / "a.csv")
    assert _names(["json", "csv"], [json, csv]) == [("json", json), ("csv", csv)]


def test_one_format_more_goes_to_stdout(tmp_path: Path) -> None:
    json = str(tmp_path / "a.json")
    assert _names(["json", "terminal"], [json]) == [("json", json), ("terminal", STDOUT)]


@pytest.mark.parametrize(
    ("formats", "outputs"), [(["json", "csv"], []), (["json"], ["a", "b"]), ([], ["a", "b"])]
)
def test_other_numbers_do_not_pair(formats: list[str], outputs: list[str]) -> None:
    with pytest.raises(UsageError, match="pairwise"):
        plan_targets(formats, outputs, force=False)


def test_two_reports_cannot_share_a_file(tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    with pytest.raises(UsageError, match="same"):
        plan_targets(["json", "csv"], [path, path], force=False)


def test_planning_leaves_nothing_behind(tmp_path: Path) -> None:
    plan_targets(["json"], [str(tmp_path / "a.json")], force=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["missing/a.json", "file/a.json", "."])
def test_what_cannot_be_written_is_known_before(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="output"):
        plan_targets(["json"], [str(tmp_path / place)], force=True)


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("kept")
    with pytest.raises(UsageError, match="--force"):
        plan_targets(["json"], [str(path)], force=False)
    with pytest.raises(UsageError):
        write_report("new", Target(format="json", path=str(path)), force=False)
    assert path.read_text() == "kept"


def test_a_link_to_nowhere_counts_as_existing(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="--force"):
        plan_targets(["json"], [str(link)], force=False)
    write_report("new", Target(format="json", path=str(link)), force=True)
    assert not (tmp_path / "elsewhere").exists()
    assert not link.is_symlink()


@pytest.mark.parametrize("force", [False, True])
def test_a_report_is_for_its_owner_only(tmp_path: Path, *, force: bool) -> None:
    path = tmp_path / "a.json"
    if force:
        path.write_text("old")
        path.chmod(0o644)
    write_report("é\n", Target(format="json", path=str(path)), force=force)
    assert path.read_text(encoding="utf-8") == "é\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_is_written_as_it_is() -> None:
    (target,) = plan_targets(["json"], ["/dev/null"], force=False)
    write_report("report", target, force=False)
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["pipe", "link"])
def test_a_pipe_stays_a_pipe_and_so_does_a_link_to_one(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as reader:
        received = reader.submit((tmp_path / "pipe").read_bytes)
        (target,) = plan_targets(["json"], [str(tmp_path / name)], force=True)
        write_report("report", target, force=True)
        assert received.result(10) == b"report"
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link").is_symlink()


def test_nothing_is_left_of_a_report_that_cannot_take_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    with pytest.raises(UsageError):
        write_private(b"a report", str(folder), force=True)
    assert list(tmp_path.iterdir()) == [folder]
