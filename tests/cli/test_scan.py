"""`scan`, `check` and `report` as a user sees them, on small real files."""

import io
import json
import os
import signal
import stat
from pathlib import Path
from time import sleep

import pytest

from tests.cli.calling import Run, program, started

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


def test_an_encoding_that_the_bytes_contradict_is_no_clean_file(
    leakscan: Run, patients: Path
) -> None:
    shown = leakscan("check", patients, "--encoding", "cp037")
    assert shown.code == 4
    assert "bytes do not look like cp037" in shown.out
    assert "passed" not in shown.out
    assert leakscan("check", patients, "--encoding", "cp850").code == 1


def test_check_says_what_failed_why_and_what_to_do(leakscan: Run, patients: Path) -> None:
    shown = leakscan("check", patients, "--max-people", "1", "--limit", "fr.nir=1")
    assert shown.code == 1
    assert shown.out.startswith("leakscan check: FAILED: 3 limits exceeded.")
    assert "2 people, and the limit is 1" in shown.out
    assert "fr.nir: 2, and the limit is 1" in shown.out
    assert "leakscan redact patients.csv" in shown.out
    full = leakscan("check", patients, "-v")
    assert "Severity for the people concerned" in full.out
    assert "leakscan check: FAILED: 1 limit exceeded." in full.out.splitlines()


def test_commands_to_type_next_lead_to_the_file_or_to_none(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = patients.parent / "here"
    (here / "below").mkdir(parents=True)
    monkeypatch.chdir(here)
    assert "leakscan scan PATH\n" in leakscan("check", "../patients.csv").out
    patients.rename(here / "below" / "patients.csv")
    assert "leakscan scan below/patients.csv\n" in leakscan("check", "below").out
    # What `scan` prints is relative to the folder; one of the same name lies here.
    (here / "patients.csv").write_text(NOTHING, encoding="utf-8")
    assert "leakscan scan PATH\n" in leakscan("scan", "below", "--fail-on", "1").out


def test_what_has_no_limit_is_not_said_to_have_passed(leakscan: Run, patients: Path) -> None:
    shown = leakscan("scan", patients, "--allow", "rule=fr.nir,reason=x", "--lang", "en")
    assert "allowed: 2 findings (x)" in shown.out
    assert "no severity is refused (--fail-on)" in shown.out
    assert "passed" not in shown.out


@pytest.mark.parametrize(
    ("more", "said"), [("", "name"), (', "date_naissance": "12/03/1961"', "name and birth date")]
)
def test_people_are_said_to_be_counted_by_what_is_there(
    leakscan: Run, tmp_path: Path, more: str, said: str
) -> None:
    path = tmp_path / "one.json"
    path.write_text(f'{{"nom": "TESTEUR", "prenom": "Zoé"{more}}}', encoding="utf-8")
    assert f"counted by: {said} ·" in leakscan("scan", path, "--lang", "en").out


def test_limits_work_without_a_band(leakscan: Run, patients: Path) -> None:
    assert leakscan("scan", patients, "--max-people", "2").code == 0
    assert leakscan("scan", patients, "--max-people", "1").code == 1
    assert leakscan("scan", patients, "--limit", "nir=2").code == 0
    assert leakscan("scan", patients, "--limit", "nir=1").code == 1
    wrong = leakscan("scan", patients, "--limit", "healt=1")
    assert wrong.code == 2
    assert "did you mean health?" in wrong.err


def test_github_actions_is_told(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = patients.with_name("summary.md")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    shown = leakscan("check", patients, "-f", "json")
    assert json.loads(shown.out)["gate"]["failures"][0]["kind"] == "band"
    assert "::error file=patients.csv,line=2," in shown.err
    assert summary.read_text(encoding="utf-8").startswith("## leakscan check: FAILED")


def test_check_is_strict(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "strange.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert leakscan("scan", "strange.pdf").code == 0
    assert leakscan("check", "strange.pdf").code == 4
    assert leakscan("check", "strange.pdf", "--no-strict").code == 0


def test_standard_input(tmp_path: Path) -> None:
    done = program("scan", "-", "-f", "json", cwd=tmp_path, stdin=PATIENTS.encode())
    assert done.code == 0
    assert _bands(done.out) == {"-": 4}


def test_empty_input_exits_3(tmp_path: Path) -> None:
    assert program("check", "-", cwd=tmp_path, stdin=b"").code == 3
    done = program("scan", "-", cwd=tmp_path, stdin=b"")
    assert done.code == 3
    assert "nothing was scanned" in done.err


def test_a_gate_lets_a_named_empty_file_pass(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "__init__.py").touch()
    assert leakscan("check", "kept/__init__.py").code == 0
    assert leakscan("check", "kept").code == 3
    assert leakscan("scan", "kept/__init__.py").code == 3


def test_no_matching_file_exits_3(leakscan: Run, patients: Path) -> None:
    assert leakscan("scan", patients.parent, "--include", "*.sql").code == 3


def test_a_missing_path_exits_2_and_the_rest_is_scanned(leakscan: Run, patients: Path) -> None:
    shown = leakscan("scan", patients, "absent.csv", "-f", "json", "-o", "r.json")
    assert shown.code == 2
    assert "absent.csv" in shown.err
    assert shown.out == ""
    assert [each["path"] for each in json.loads(Path("r.json").read_text())["files"]] == [
        patients.name
    ]
    shown = leakscan("check", patients, "absent.csv", "-f", "json", "-o", "g.json")
    assert shown.code == json.loads(Path("g.json").read_text())["gate"]["code"] == 2


def test_missing_paths_alone_exit_2_before_anything(leakscan: Run) -> None:
    shown = leakscan("scan", "absent.csv", "absent.sql", "-o", "r.txt")
    assert shown.code == 2
    assert "absent.csv" in shown.err
    assert not Path("r.txt").exists()


def test_an_unwritable_output_is_known_before(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.parallel.ScanRun.__iter__", None)
    shown = leakscan("scan", patients, "-o", "absent/r.txt")
    assert shown.code == 2
    assert "absent/r.txt: there is no such folder" in shown.err


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
    assert "leakscan: error: " in shown.err


def test_the_profile_for_others_has_no_path(leakscan: Run, patients: Path) -> None:
    shown = leakscan("scan", patients, "--profile", "shareable", "-f", "json")
    assert "patients.csv" not in shown.out


def test_quiet_and_verbose(leakscan: Run, patients: Path) -> None:
    assert leakscan("scan", patients, "-q").err == ""
    assert "MB/s" in leakscan("scan", patients, "-v").err


def test_a_reader_that_leaves_is_no_error(patients: Path) -> None:
    with started("scan", patients.name, "--fail-on", "1", cwd=patients.parent) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=60) == 1
        assert process.stderr.read() == b""


def _writing_end(path: Path) -> io.FileIO:
    """Open a named pipe once the scan reads it, which is when the table before it is done."""
    for _ in range(600):
        try:
            return io.FileIO(os.open(path, os.O_WRONLY | os.O_NONBLOCK), "w")
        except OSError:
            sleep(0.1)
    raise TimeoutError


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interruption_reports_what_was_finished(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(PATIENTS, encoding="utf-8")
    os.mkfifo(tmp_path / "endless")
    options = ("-f", "json", "-j", "1")
    with started("scan", "a.csv", "endless", *options, cwd=tmp_path) as process:
        with _writing_end(tmp_path / "endless") as pipe:
            pipe.write(b"x" * 1000)
            process.send_signal(signal.SIGINT)
            # A signal ends no blocked read, but the end of what is read does.
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert _bands(out.decode())["a.csv"] == 4
    assert b"interrupted" in err
    assert b"Traceback" not in err
