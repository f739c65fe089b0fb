"""`redact` as a user sees it: a copy, verified, and never the input."""

import base64
import errno
import gzip
import io
import os
import stat
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.calling import Run, program
from tests.readers.golden import GOLDEN
from tests.synth.workbooks import saved

PATIENTS = (
    "nom;prenom;date_naissance;nir;telephone;ville\n"
    "TESTEUR;Zoé;12/03/1961;261512299812350;0639980001;Évreux\n"
    "FICTIF;Ali;04/11/1958;158522299845627;0639980002;Brest\n"
)
MASKED = (
    "nom;prenom;date_naissance;nir;telephone;ville\n"
    "XXX;XXX;XXX;XXX;XXX;Évreux\nXXX;XXX;XXX;XXX;XXX;Brest\n"
)
QUICK = ("--engine", "portable", "--no-config")


@pytest.fixture
def patients(tmp_path: Path) -> Path:
    path = tmp_path / "patients.csv"
    path.write_text(PATIENTS, encoding="cp1252")
    return path


def test_a_copy_is_written_and_verified(leakscan: Run, patients: Path) -> None:
    shown = leakscan("redact", patients, "-o", "clean.csv", *QUICK)
    assert shown.code == 0
    copy = patients.with_name("clean.csv")
    assert copy.read_text(encoding="cp1252") == MASKED
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "10 values replaced" in shown.err
    assert "the copy was scanned: severity 0" in shown.err
    assert "TESTEUR" not in shown.out + shown.err
    assert patients.read_text(encoding="cp1252") == PATIENTS


@pytest.mark.parametrize("output", ["patients.csv", "./patients.csv", "link.csv", "hard.csv"])
def test_the_input_is_never_written_to(leakscan: Run, patients: Path, output: str) -> None:
    patients.with_name("link.csv").symlink_to(patients)
    patients.with_name("hard.csv").hardlink_to(patients)
    shown = leakscan("redact", patients, "-o", output, "--force", *QUICK)
    assert shown.code == 2
    assert "the output is the input" in shown.err
    assert patients.read_text(encoding="cp1252") == PATIENTS


def test_an_existing_file_is_replaced_by_force_only(leakscan: Run, patients: Path) -> None:
    copy = patients.with_name("clean.csv")
    copy.write_text("mine")
    assert leakscan("redact", patients, "-o", copy, *QUICK).code == 2
    assert copy.read_text() == "mine"
    assert leakscan("redact", patients, "-o", copy, "--force", *QUICK).code == 0
    assert copy.read_text(encoding="cp1252") == MASKED


def test_what_cannot_be_redacted_is_told_and_not_copied(leakscan: Run, patients: Path) -> None:
    folder = patients.parent / "in"
    folder.mkdir()
    patients.rename(folder / "patients.csv")
    (folder / "strange.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    shown = leakscan("redact", "in", "-o", "out", *QUICK)
    assert shown.code == 4
    assert "strange.pdf: not redacted and not copied" in shown.err
    assert [path.name for path in Path("out").iterdir()] == ["patients.csv"]
    assert leakscan("redact", "in", "-o", "in/out", *QUICK).code == 2


def test_names_of_files_that_tell_somebody_are_masked(leakscan: Run, patients: Path) -> None:
    folder = patients.parent / "in"
    (folder / "a").mkdir(parents=True)
    patients.rename(folder / "a" / "dossier 2 79 50 97 411 001 18.csv")
    leakscan("redact", folder, "-o", patients.parent / "out")
    (copy,) = (path for path in (patients.parent / "out").rglob("*") if path.is_file())
    assert copy.parent.name == "a"
    assert "97411" not in copy.name.replace(" ", "")
    assert copy.suffix == ".csv"


def test_standard_streams(tmp_path: Path) -> None:
    arguments = ("redact", "-", "-o", "-", *QUICK, "-q")
    done = program(*arguments, cwd=tmp_path, stdin=PATIENTS.encode())
    assert (done.code, done.out, done.err) == (0, MASKED, "")


def test_a_compressed_copy(leakscan: Run, patients: Path) -> None:
    assert leakscan("redact", patients, "-o", "clean.csv.gz", *QUICK).code == 0
    packed = patients.with_name("clean.csv.gz").read_bytes()
    assert gzip.decompress(packed).decode("cp1252") == MASKED


@pytest.mark.parametrize(
    ("ending", "magic"),
    [("bz2", b"BZh"), ("xz", b"\xfd7zXZ\0"), ("zst", b"\x28\xb5\x2f\xfd"), ("GZ", b"\x1f\x8b")],
)
def test_a_copy_is_compressed_as_its_name_says(
    leakscan: Run, patients: Path, ending: str, magic: bytes
) -> None:
    copy = patients.with_name(f"clean.csv.{ending}")
    assert leakscan("redact", patients, "-o", copy).code == 0
    assert copy.read_bytes().startswith(magic)
    assert leakscan("redact", copy, "-o", "again.csv").code == 0
    assert patients.with_name("again.csv").read_bytes().decode("cp1252") == MASKED


def test_of_a_folder_it_is_told_how_many_were_copied(leakscan: Run, patients: Path) -> None:
    folder = patients.with_name("in")
    folder.mkdir()
    patients.rename(folder / "a.csv")
    (folder / "b.bin").write_bytes(bytes(range(256)) * 9)
    shown = leakscan("redact", folder, "-o", "out")
    assert (shown.code, shown.err.splitlines()[-1]) == (4, "leakscan: 1 file copied, 1 not copied")


def test_every_folder_of_a_copy_is_for_its_owner_alone(leakscan: Run, patients: Path) -> None:
    folder = patients.parent / "in" / "service" / "2020"
    folder.mkdir(parents=True)
    patients.rename(folder / "patients.csv")
    assert leakscan("redact", folder.parents[1], "-o", "new/copy").code == 0
    for made in ("new", "new/copy", "new/copy/service", "new/copy/service/2020"):
        assert stat.S_IMODE((patients.parent / made).stat().st_mode) == 0o700, made


def test_a_folder_that_cannot_be_read_is_told_with_the_reason(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = patients.parent / "in" / "closed"
    closed.mkdir(parents=True)
    patients.rename(closed.parent / "patients.csv")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    shown = leakscan("redact", closed.parent, "-o", "copy")
    assert shown.code == 4
    assert "closed: not redacted and not copied: permission denied (folder)" in shown.err


def test_numbers_of_values_are_written_alike(leakscan: Run, tmp_path: Path) -> None:
    rows = "".join(f"06399800{number % 100:02}\n" for number in range(1_000))
    (tmp_path / "tel.csv").write_text(f"telephone\n{rows}", encoding="utf-8")
    shown = leakscan("redact", "tel.csv", "-o", "copy.csv")
    assert "1,000 values replaced: fr.phone x 1,000" in shown.err


def test_pseudonyms_are_the_same_under_the_same_key(leakscan: Run, patients: Path) -> None:
    leakscan("baseline", "key", "k")
    for name in ("one", "two"):
        arguments = ("--mode", "pseudonym", "--key-file", "k", *QUICK)
        assert leakscan("redact", patients, "-o", name, *arguments).code == 0
    assert Path("one").read_bytes() == Path("two").read_bytes()
    assert b"261512299812350" not in Path("one").read_bytes()


def test_what_is_left_is_told(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.redaction.replacements.MASK", b"0639981234")
    shown = leakscan("redact", patients, "-o", "clean.csv", *QUICK)
    assert shown.code == 1
    assert "something is left in the copy: " in shown.err


def test_what_stands_encoded_is_told(leakscan: Run, tmp_path: Path) -> None:
    hidden = base64.b64encode(PATIENTS.encode() * 20).decode()
    (tmp_path / "a.txt").write_text(f"Le phare veille.\n{hidden}\n")
    found = leakscan("redact", "a.txt", "-o", "b.txt", *QUICK)
    assert found.code == 1
    assert "something is left in the copy: " in found.err
    unverified = leakscan("redact", "a.txt", "-o", "c.txt", "--no-verify", *QUICK)
    assert unverified.code == 4
    assert "1 encoded part (base64...) was copied as it is" in unverified.err


@pytest.mark.parametrize("mode", ["mask", "pseudonym"])
def test_a_copy_that_holds_what_cannot_be_read_is_not_verified(
    leakscan: Run, tmp_path: Path, mode: str
) -> None:
    locked = base64.b64encode((GOLDEN / "zip/encrypted/x.zip").read_bytes()).decode()
    (tmp_path / "a.txt").write_text(f"Le phare veille.\n{locked}\n")
    shown = leakscan("redact", "a.txt", "-o", "b.txt", "--mode", mode, *QUICK)
    assert shown.code == 4
    assert "a.txt: the copy was not fully verified: encrypted" in shown.err


def test_a_workbook_with_macros_stays_incomplete(leakscan: Run, tmp_path: Path) -> None:
    content = io.BytesIO(saved(lambda book: book.active.append(["nom", "TESTEUR"])))
    with zipfile.ZipFile(content, "a") as parts:
        parts.writestr("xl/vbaProject.bin", bytes(90))
    (tmp_path / "a.xlsm").write_bytes(content.getvalue())
    shown = leakscan("redact", "a.xlsm", "-o", "b.xlsm", *QUICK)
    assert shown.code == 4
    assert "macros" in shown.err


def test_nothing_is_left_of_a_copy_that_failed(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.redaction.text_copy.find_spans", None)
    shown = leakscan("redact", patients, "-o", "clean.csv", *QUICK)
    assert shown.code == 70
    assert not Path("clean.csv").exists()


def test_what_was_there_stays_until_the_copy_is_whole(
    leakscan: Run, patients: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = patients.parent / "out"
    folder.mkdir()
    (folder / "clean.csv").write_text("mine")
    monkeypatch.setattr("leakscan.redaction.text_copy.find_spans", None)
    assert leakscan("redact", patients, "-o", "out/clean.csv", "--force", *QUICK).code == 70
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"clean.csv": "mine"}


@pytest.mark.parametrize("name", ["pipe", "link"])
def test_a_pipe_takes_the_copy_and_stays_a_pipe(leakscan: Run, patients: Path, name: str) -> None:
    os.mkfifo("pipe")
    Path("link").symlink_to("pipe")
    with ThreadPoolExecutor(1) as reader:
        received = reader.submit(Path("pipe").read_bytes)
        shown = leakscan("redact", patients, "-o", name, "--force", *QUICK)
        assert received.result(10).decode("cp1252") == MASKED
    assert shown.code == 0
    assert "the copy was scanned" not in shown.err
    assert Path("pipe").is_fifo()
    assert Path("link").is_symlink()


def test_a_pipe_that_nobody_reads_to_its_end_is_told(leakscan: Run, tmp_path: Path) -> None:
    # More than a pipe holds, so that the copy waits for its reader, who leaves.
    (tmp_path / "a.csv").write_text(PATIENTS + "FICTIF;Ali;04/11/1958;;;Brest\n" * 9000)
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as reader:
        reader.submit(lambda: (tmp_path / "pipe").open("rb").close())
        shown = leakscan("redact", "a.csv", "-o", "pipe", "--force", *QUICK)
    assert shown.code == 2
    assert "output pipe cannot be written (Broken pipe)" in shown.err


@pytest.mark.parametrize(
    ("output", "message"),
    [("folder", "is a folder"), ("patients.csv/copy", "cannot be written")],
)
def test_where_no_copy_can_be_is_told(
    leakscan: Run, patients: Path, output: str, message: str
) -> None:
    patients.with_name("folder").mkdir()
    shown = leakscan("redact", patients, "-o", output, "--force", *QUICK)
    assert shown.code == 2
    assert message in shown.err
