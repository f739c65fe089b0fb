"""Bad input, as a user meets it: a clear message, the contract's exit code, and the rest scanned.

Every call is the real program. What root cannot be refused (a file without permissions) is
refused by a patched `os.open`.
"""

import gzip
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.calling import ROOT, Outcome, program

PATIENTS = (
    "nom;prenom;date_naissance;nir;telephone;commentaire\n"
    "TESTEUR;Zoé;12/03/1961;261512299812350;0639980001;séropositive VIH\n"
    "FICTIF;Ali;04/11/1958;158522299845627;0639980002;RAS\n"
)
MANY = PATIENTS + "".join(PATIENTS.splitlines(keepends=True)[1:]) * 500
JSON = ("-f", "json", "--no-config")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.csv"
    path.write_text(PATIENTS, encoding="utf-8")
    return path


def files_of(done: Outcome) -> dict[str, dict[str, Any]]:
    assert "Traceback" not in done.err
    assert "internal error" not in done.out + done.err
    return {file["path"]: file for file in json.loads(done.out)["files"]}


def reasons(file: dict[str, Any]) -> list[str]:
    return [gap["reason"] for gap in file["coverage"]["gaps"]]


def refused(done: Outcome, *words: str) -> None:
    """A usage error: exit 2, one message with these words, no report, no traceback."""
    assert done.code == 2
    assert done.out == ""
    assert "rror: " in done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def patched(patch: str, *arguments: str, cwd: Path) -> Outcome:
    """The program after some Python has run in its process."""
    done = subprocess.run(
        [sys.executable, "-c", f"{patch}\nfrom leakscan.cli.main import main\nmain()", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "en_GB.UTF-8"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, dict[str, dict[str, Any]]]:
    """One scan of a folder of everything that is wrong, and of one table that is not."""
    folder = tmp_path_factory.mktemp("zoo")
    packed = gzip.compress(MANY.encode(), mtime=0)
    (folder / "good.csv").write_text(PATIENTS, encoding="utf-8")
    (folder / "empty.csv").touch()
    (folder / "junk.bin").write_bytes(Random(1).randbytes(50_000))
    (folder / "cut.csv.gz").write_bytes(packed[: len(packed) * 2 // 3])
    (folder / "damaged.gz").write_bytes(b"\x1f\x8b\x08 and nothing that deflates")
    (folder / "here").symlink_to(".")
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    (folder / "outside").symlink_to("/etc")
    (folder / "dangling").symlink_to("absent")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket"))
    (folder / os.fsdecode(b"no\xfftext\x1b[2J\nname.csv")).write_text(PATIENTS, encoding="utf-8")
    done = program("scan", ".", *JSON, cwd=folder)
    return done, files_of(done)


Zoo = tuple[Outcome, dict[str, dict[str, Any]]]


def test_what_is_wrong_does_not_stop_what_is_right(zoo: Zoo) -> None:
    done, files = zoo
    assert done.code == 0
    assert files["good.csv"]["score"]["established"] == {"se": 4.0, "band": 4}
    assert files["good.csv"]["coverage"]["state"] == "complete"


def test_an_empty_file_is_empty(zoo: Zoo) -> None:
    empty = zoo[1]["empty.csv"]
    assert (empty["format"], empty["coverage"]["state"]) == (["empty"], "complete")
    assert empty["score"]["established"] == {"se": 0, "band": 0}


def test_junk_is_unsupported_and_still_searched(zoo: Zoo) -> None:
    junk = zoo[1]["junk.bin"]
    assert reasons(junk) == ["unsupported"]
    assert junk["coverage"]["bytes_examined"] == 50_000
    assert "undetermined" in junk["flags"]


def test_a_truncated_gzip_is_read_as_far_as_it_goes(zoo: Zoo) -> None:
    cut = zoo[1]["cut.csv.gz"]
    assert (reasons(cut), cut["coverage"]["state"]) == (["corrupt"], "partial")
    assert cut["score"]["established"]["band"] == 4


def test_a_damaged_gzip_is_undetermined_not_clean(zoo: Zoo) -> None:
    damaged = zoo[1]["damaged.gz"]
    assert (reasons(damaged), damaged["coverage"]["state"]) == (["corrupt"], "unread")
    assert damaged["score"]["established"]["band"] is None


@pytest.mark.parametrize("name", ["one", "two", "outside", "dangling", "pipe", "socket"])
def test_links_pipes_and_sockets_are_told_and_not_opened(name: str, zoo: Zoo) -> None:
    assert reasons(zoo[1][name]) == ["special-file"]
    assert zoo[1][name]["score"]["established"]["band"] is None


def test_a_link_to_its_own_folder_is_passed_over(zoo: Zoo) -> None:
    assert not any(path.startswith("here") for path in zoo[1])
    assert len(zoo[1]) == 12


def test_a_name_that_is_no_text_cannot_drive_the_terminal(zoo: Zoo) -> None:
    (odd,) = (path for path in zoo[1] if path.endswith("name.csv"))
    assert odd.isprintable()
    assert "\x1b" not in zoo[0].out
    assert zoo[1][odd]["score"]["established"]["band"] == 4


def test_a_missing_path(good: Path) -> None:
    refused(program("scan", "absent.csv", cwd=good.parent), "absent.csv")
    done = program("scan", good.name, "absent.csv", *JSON, cwd=good.parent)
    assert done.code == 2
    assert "absent.csv" in done.err
    assert [*files_of(done)] == [good.name]


def test_a_link_that_leads_nowhere(good: Path) -> None:
    good.with_name("loop").symlink_to("loop")
    refused(program("scan", "loop", cwd=good.parent), "loop")


def test_nothing_but_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    done = program("scan", "empty.csv", *JSON, cwd=tmp_path)
    assert done.code == 3
    assert "nothing was scanned" in done.err
    assert files_of(done)["empty.csv"]["format"] == ["empty"]


def test_nothing_but_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "damaged.gz").write_bytes(b"\x1f\x8b\x08 and nothing that deflates")
    done = program("scan", "damaged.gz", *JSON, cwd=tmp_path)
    assert done.code == 3
    assert "nothing was scanned" in done.err
    assert program("check", "damaged.gz", *JSON, cwd=tmp_path).code == 4


def test_junk_alone_passes_a_scan_and_not_a_check(tmp_path: Path) -> None:
    (tmp_path / "junk.bin").write_bytes(Random(1).randbytes(5_000))
    assert program("scan", "junk.bin", *JSON, cwd=tmp_path).code == 0
    done = program("check", "junk.bin", *JSON, cwd=tmp_path)
    assert done.code == 4
    assert "incomplete" in done.err


def test_found_wins_over_incomplete(good: Path) -> None:
    good.with_name("junk.bin").write_bytes(Random(1).randbytes(5_000))
    assert program("check", ".", *JSON, cwd=good.parent).code == 1


@pytest.mark.parametrize("name", ["utf-9", "rot13"])
def test_an_unknown_encoding(name: str, good: Path) -> None:
    refused(program("scan", good.name, "--encoding", name, cwd=good.parent), "encoding")


@pytest.mark.parametrize("name", ["idna", "punycode"])
def test_an_encoding_of_no_file(name: str, good: Path) -> None:
    refused(program("scan", good.name, "--encoding", name, cwd=good.parent), "encoding")


def test_a_wrong_encoding_is_told_and_the_file_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_text(PATIENTS, encoding="cp1252")
    done = program("scan", ".", "--encoding", "utf-8", *JSON, cwd=tmp_path)
    assert done.code == 0
    latin = files_of(done)["latin.csv"]
    assert reasons(latin) == ["corrupt"]
    assert latin["score"]["established"]["band"] == 4


def test_a_wrong_wide_encoding_does_not_lose_the_file(good: Path) -> None:
    done = program("scan", good.name, "--encoding", "utf-16", *JSON, cwd=good.parent)
    file = files_of(done)[good.name]
    assert file["coverage"]["bytes_examined"] == good.stat().st_size
    assert reasons(file) == ["corrupt"]


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_a_wrong_wide_encoding_never_passes_as_clean(name: str, tmp_path: Path) -> None:
    # An even number of bytes and no pair that is half a character: nothing fails to decode.
    (tmp_path / "even.csv").write_text(PATIENTS[: len(PATIENTS) // 2 * 2], encoding="ascii",
                                       errors="replace")  # fmt: skip
    done = program("scan", "even.csv", "--encoding", name, *JSON, cwd=tmp_path)
    even = files_of(done)["even.csv"]
    assert even["score"]["established"]["band"] == 4 or even["coverage"]["gaps"]


@pytest.mark.parametrize("target", ["absent/r.json", "good.csv", "."])
def test_an_output_that_cannot_be_written(target: str, good: Path) -> None:
    refused(program("scan", good.name, *JSON, "-o", target, cwd=good.parent), target)
    assert good.read_text(encoding="utf-8") == PATIENTS
    assert [path.name for path in good.parent.iterdir()] == ["good.csv"]


def test_an_existing_output_is_replaced_by_force_only(good: Path) -> None:
    old = good.with_name("r.json")
    old.write_text("old", encoding="utf-8")
    refused(program("scan", good.name, *JSON, "-o", "r.json", cwd=good.parent), "--force")
    assert old.read_text(encoding="utf-8") == "old"
    done = program("scan", good.name, *JSON, "-o", "r.json", "--force", cwd=good.parent)
    assert (done.code, done.out) == (0, "")
    assert json.loads(old.read_text(encoding="utf-8"))["schema"] == "leakscan/report/1"


def test_a_full_disk_leaves_no_half_report(good: Path) -> None:
    patch = """
import errno, os
real = os.fdopen
class Full:
    def __init__(self, stream): self.stream = stream
    def __enter__(self): return self
    def __exit__(self, *_): self.close()
    def close(self): self.stream.close()
    def write(self, data): raise OSError(errno.ENOSPC, "No space left on device")
os.fdopen = lambda fd, mode="r", *rest, **more: (
    Full(real(fd, mode, *rest, **more)) if "w" in mode else real(fd, mode, *rest, **more))
"""
    done = patched(patch, "scan", good.name, *JSON, "-o", "r.json", cwd=good.parent)
    refused(done, "r.json", "No space left")
    assert [path.name for path in good.parent.iterdir()] == ["good.csv"]


DENIED = """
import errno, os
real = os.open
def refuse(path, *rest, **more):
    if str(path).endswith("closed.csv"):
        raise OSError({error}, os.strerror({error}), path)
    return real(path, *rest, **more)
os.open = refuse
"""


@pytest.mark.parametrize(
    ("error", "reason"), [("errno.EACCES", "permission"), ("errno.EIO", "io-error")]
)
def test_a_file_that_cannot_be_opened(error: str, reason: str, good: Path) -> None:
    good.with_name("closed.csv").write_text(PATIENTS, encoding="utf-8")
    done = patched(DENIED.format(error=error), "scan", ".", *JSON, cwd=good.parent)
    files = files_of(done)
    assert done.code == 0
    assert reasons(files["closed.csv"]) == [reason]
    assert files["good.csv"]["score"]["established"]["band"] == 4


def test_a_read_that_fails_midway_keeps_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "bad_sector.csv").write_text(MANY * 40, encoding="utf-8")
    patch = """
import errno
from leakscan import scanner
real = scanner.CountedReads.read
def read(self, size=-1):
    if self.total > 1_000_000:
        raise OSError(errno.EIO, "Input/output error")
    return real(self, size)
scanner.CountedReads.read = read
"""
    done = patched(patch, "scan", "bad_sector.csv", *JSON, "-j", "1", cwd=tmp_path)
    file = files_of(done)["bad_sector.csv"]
    assert done.code == 0
    assert (reasons(file), file["coverage"]["state"]) == (["io-error"], "partial")
    assert file["score"]["established"]["band"] == 4


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_is_cut_while_it_is_read_is_not_complete(tmp_path: Path, jobs: str) -> None:
    (tmp_path / "rotated.csv").write_text(MANY * 40, encoding="utf-8")
    patch = """
import os
from leakscan import scanner
real = scanner.CountedReads.read
def read(self, size=-1):
    if self.total > 1_000_000:
        os.truncate("rotated.csv", 0)
    return real(self, size)
scanner.CountedReads.read = read
"""
    done = patched(patch, "scan", "rotated.csv", *JSON, "-j", jobs, cwd=tmp_path)
    file = files_of(done)["rotated.csv"]
    assert done.code == 0
    assert (reasons(file), file["coverage"]["state"]) == (["io-error"], "partial")
    assert file["score"]["established"]["band"] == 4


def test_a_file_that_vanishes_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "gone.csv").write_text(PATIENTS, encoding="utf-8")
    patch = """
import os
from leakscan import scanner
real = scanner.Source.open
def opened(self, patience=lambda: True):
    os.unlink("gone.csv")
    return real(self, patience)
scanner.Source.open = opened
"""
    file = files_of(patched(patch, "scan", ".", *JSON, cwd=tmp_path))["gone.csv"]
    assert file["coverage"]["state"] == "unread"
    assert file["coverage"]["gaps"] == [{"reason": "io-error", "where": "no longer there"}]


def test_a_folder_that_cannot_be_listed(good: Path) -> None:
    (good.parent / "closed").mkdir()
    patch = """
import os
real = os.scandir
def refuse(path="."):
    if str(path).endswith("closed"):
        raise PermissionError(13, "Permission denied", path)
    return real(path)
os.scandir = refuse
"""
    files = files_of(patched(patch, "scan", ".", *JSON, cwd=good.parent))
    assert reasons(files["closed"]) == ["permission"]
    assert files["good.csv"]["score"]["established"]["band"] == 4


RULE = """\
- id: my.rule
  name: {fr: Le mien, en: Mine}
  category: health
  level: 3
  tier: lexical
  max_bytes: 30
  keywords: [machin]
  examples: [machin]
  negative_examples: [truc, bidule, chose]
  references: [https://example.org/]
"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("- id: [", "line", id="no YAML"),
        pytest.param("- id: !!python/name:os.system x", "line", id="an object"),
        pytest.param(RULE + "  unheard_of: 1\n", "unheard_of", id="unknown key"),
        pytest.param(RULE + RULE, "my.rule", id="twice the same id"),
        pytest.param(RULE + "  pattern: '(?P<value> machin ('\n", "pattern", id="no pattern"),
    ],
)
def test_a_broken_rule_file(content: str, message: str, good: Path) -> None:
    good.with_name("mine.yaml").write_text(content, encoding="utf-8")
    done = program("scan", good.name, "--rules", "mine.yaml", *JSON, cwd=good.parent)
    refused(done, "mine.yaml", message)


def test_a_rule_file_that_is_no_text(good: Path) -> None:
    good.with_name("mine.yaml").write_bytes(b"\xff\xfe\x00")
    refused(program("scan", good.name, "--rules", "mine.yaml", cwd=good.parent), "mine.yaml")


def test_a_closed_standard_input(tmp_path: Path) -> None:
    done = patched("import sys; sys.stdin = None", "scan", "-", *JSON, cwd=tmp_path)
    assert done.code in {2, 3}
    assert "internal error" not in done.out + done.err
