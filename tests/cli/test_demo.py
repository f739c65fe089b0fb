from pathlib import Path

from tests.cli.calling import Run


def test_a_demo_is_written_once(leakscan: Run) -> None:
    shown = leakscan("demo", "--rows", 20, "leak")
    assert shown.code == 0
    assert "export_patients.csv" in shown.out
    again = leakscan("demo", "--rows", 20, "leak")
    assert again.code == 2


def test_force_replaces_its_own_files_only(leakscan: Run, tmp_path: Path) -> None:
    leakscan("demo", "--rows", 20, "leak")
    table = tmp_path / "leak/laboratoire/export_patients.csv"
    first = table.read_bytes()
    table.write_text("changed")
    (tmp_path / "leak/mine.txt").write_text("mine")
    assert leakscan("demo", "--rows", 20, "--force", "leak").code == 0
    assert table.read_bytes() == first
    assert (tmp_path / "leak/mine.txt").read_text() == "mine"
    assert not list((tmp_path / "leak").glob(".*"))


def test_a_file_is_no_folder(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert leakscan("demo", "file").code == 2
    assert leakscan("demo", "file/leak").code == 2
