"""`scan`, `check` and `report` as a user sees them, on small real files."""

import io
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.calling import Run

PATIENTS = (
    "nom;prenom;date_naissance;nir;telephone;commentaire\n"
    "TESTEUR;Zoé;12/03/1961;261512299812350;0639980001;séropositive VIH\n"
    "FICTIF;Ali;04/11/1958;158522299845627;0639980002;RAS\n"
)
NOTHING = "Le temps est calme sur la lande et le phare veille.\n" * 5


@pytest.fixture
def patients(tmp_path: Path) -> Path:
    path = tmp_path / "patients.csv"
    path.write_text(PATIENTS, encoding="utf-8")
    return path


@pytest.fixture
def harmless(tmp_path: Path) -> Path:
    path = tmp_path / "lande.txt"
    path.write_text(NOTHING, encoding="utf-8")
    return path


def _bands(text: str) -> dict[str, int | None]:
    return {f["path"]: f["score"]["established"]["band"] for f in json.loads(text)["files"]}


def test_scan_reports_and_exits_0(leakscan: Run, patients: Path) -> None:
    shown = leakscan("scan", patients)
    assert shown.code == 0
    assert "patients.csv" in shown.out
    assert "TESTEUR" not in shown.out + shown.err


def test_check_exits_1_from_its_threshold(leakscan: Run, patients: Path, harmless: Path) -> None:
    assert leakscan("check", patients).code == 1
    assert leakscan("check", harmless).code == 0
    assert leakscan("check", patients, harmless, "--exit-zero").code == 0
    assert leakscan("scan", patients, "--fail-on", "maximale").code == 1


def test_check_is_strict(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "strange.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert leakscan("scan", "strange.pdf").code == 0
    assert leakscan("check", "strange.pdf").code == 4
    assert leakscan("check", "strange.pdf", "--no-strict").code == 0


def test_standard_input(
    leakscan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    stdin = SimpleNamespace(buffer=io.BytesIO(PATIENTS.encode()), fileno=lambda: 0)
    monkeypatch.setattr(sys, "stdin", stdin)
    shown = leakscan("scan", "-", "-f", "json")
    assert shown.code == 0
    assert _bands(shown.out) == {"-": 4}


@pytest.mark.parametrize("redirect", ["</dev/null", "<empty"])
def test_empty_input_exits_3(tmp_path: Path, redirect: str) -> None:
    (tmp_path / "empty").touch()
    done = subprocess.run(
        f'"{sys.executable}" -m leakscan scan - {redirect}',
        shell=True, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "nothing was scanned" in done.stderr


def test_no_matching_file_exits_3(leakscan: Run, patients: Path) -> None:
    assert leakscan("scan", patients.parent, "--include", "*.sql").code == 3


def test_a_missing_path_exits_2_before_anything(leakscan: Run, patients: Path) -> None:
    shown = leakscan("scan", patients, "absent.csv", "-o", "r.txt")
    assert shown.code == 2
    assert "absent.csv" in shown.err
    assert shown.out == ""
    assert not Path("r.txt").exists()


def test_an_unwritable_output_is_known_before(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.scan.ScanRun.__iter__", None)
    shown = leakscan("scan", patients, "-o", "absent/r.txt")
    assert shown.code == 2
    assert "absent/r.txt cannot be written" in shown.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_does_not_stop_the_others(leakscan: Run, patients: Path) -> None:
    closed = patients.with_name("closed.csv")
    closed.touch(mode=0)
    shown = leakscan("scan", patients.parent, "-f", "json")
    assert shown.code == 0
    assert _bands(shown.out) == {"closed.csv": None, "patients.csv": 4}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--encoding", "utf-9"], "utf-9"),
        (["--rules", "absent.yaml"], "absent.yaml"),
        (["--key-file", "short.key"], "32 bytes"),
        (["--fail-on", "7"], "not a band"),
        (["-f", "json", "-f", "terminal"], "pairwise"),
        (["--config", "absent.toml"], "absent.toml"),
    ],
)
def test_wrong_options_exit_2(
    leakscan: Run, patients: Path, options: list[str], message: str
) -> None:
    patients.with_name("short.key").write_bytes(b"short")
    shown = leakscan("scan", patients, *options)
    assert shown.code == 2
    assert message in shown.err


def test_a_remote_source_is_refused(leakscan: Run) -> None:
    assert "remote" in leakscan("scan", "https://example.org/dump.sql").err


def test_reports_go_where_they_are_sent(leakscan: Run, patients: Path) -> None:
    shown = leakscan("scan", patients, "-f", "json", "-o", "r.json", "-f", "terminal")
    assert shown.code == 0
    assert "patients.csv" in shown.out
    saved = patients.with_name("r.json")
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert _bands(saved.read_text(encoding="utf-8")) == {"patients.csv": 4}


def test_a_saved_result_reads_the_same(leakscan: Run, patients: Path) -> None:
    first = leakscan("scan", patients, "-f", "json", "-o", "r.json", "-f", "terminal")
    again = leakscan("report", "r.json")
    assert again.code == 0
    assert again.out == first.out
    french = leakscan("report", "r.json", "--lang", "fr")
    assert "Gravité" in french.out


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"schema": "leakscan/report/1"}', "\xff", '{"schema": 3}']
)
def test_another_file_is_no_result(leakscan: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "r.json").write_text(content, encoding="latin-1")
    shown = leakscan("report", "r.json")
    assert shown.code == 2
    assert "leakscan: error: " in shown.err


def test_a_damaged_result_is_no_crash(leakscan: Run, patients: Path) -> None:
    leakscan("scan", patients, "-f", "json", "-o", "r.json")
    saved = patients.with_name("r.json")
    document = json.loads(saved.read_text(encoding="utf-8"))
    document["total"]["score"] = {"established": 3}
    saved.write_text(json.dumps(document), encoding="utf-8")
    shown = leakscan("report", "r.json")
    assert shown.code == 2
    assert "schema" in shown.err


def test_the_profile_for_others_has_no_path(leakscan: Run, patients: Path) -> None:
    shown = leakscan("scan", patients, "--profile", "shareable", "-f", "json")
    assert "patients" not in shown.out


def test_quiet_and_verbose(leakscan: Run, patients: Path) -> None:
    assert leakscan("scan", patients, "-q").err == ""
    assert "MB/s" in leakscan("scan", patients, "-v").err


def test_a_reader_that_leaves_is_no_error(patients: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "leakscan", "scan", str(patients), "--fail-on", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interruption_reports_what_was_finished(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PATIENTS, encoding="utf-8")
    os.mkfifo(tmp_path / "endless")
    process = subprocess.Popen(
        [sys.executable, "-m", "leakscan", "scan", "a.csv", "endless", "-f", "json", "-j", "1"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    # Opening succeeds once the scan reads the pipe, so the table before it is done.
    with (tmp_path / "endless").open("wb", buffering=0) as pipe:
        pipe.write(b"x" * 1000)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert _bands(out.decode())["a.csv"] == 4
    assert b"interrupted" in err
    assert b"Traceback" not in err
