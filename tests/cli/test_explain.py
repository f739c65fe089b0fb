"""`leakscan explain` and `scan --explain`."""

from pathlib import Path

import pytest

from leakscan.cli import main as cli_main
from tests.cli.calling import Run

TABLE = "nom;prenom;nir;resultat\nTESTEUR;Zoé;144509912300979;séropositif VIH\n"


@pytest.fixture
def result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    options = ("--no-config", "-q", "-f", "json", "-o", "result.json")
    assert cli_main.run(["scan", "table.csv", *options]) == 0
    return tmp_path / "result.json"


def test_a_saved_result_is_explained(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_main.run(["explain", str(result), "F0001", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("F0001 table.csv: severity 4")
    assert "144509912300979" not in shown
    assert "TESTEUR" not in shown


def test_an_unknown_file_is_a_usage_error(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_main.run(["explain", str(result), "F0002"]) == 2
    assert "F0002" in capsys.readouterr().err


def test_what_is_no_result_is_a_usage_error(
    result: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli_main.run(["explain", str(result.with_name("table.csv"))]) == 2
    assert "TESTEUR" not in capsys.readouterr().err


def test_scan_explains_after_its_report(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert result.exists()
    assert cli_main.run(["scan", "table.csv", "--no-config", "--explain", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("What to do") < shown.index("1. How the severity comes about")


def test_a_lone_file_is_explained_once(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("nom;nir\nTESTEUR;261512299812350\n", encoding="utf-8")
    assert leakscan("scan", "a.csv", "-f", "json", "-o", "r.json").code == 0
    text = leakscan("explain", "r.json").out
    assert text.startswith("F0001 a.csv")
    assert text.count("1. ") == 1
