"""Baselines as a team uses them: accepted once, in git, merged, and never a value in them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from leakscan.model.taxonomy import Tier
from leakscan.scanner import scan_bytes
from tests.cli.calling import Outcome, Run

HEADER = "nom;prenom;date_naissance;nir;telephone;commentaire\n"
KEY = "investigation.key"
TERMS = ("--reason", "test data", "--author", "Ana", "--expires", "never")
LATER = ("--reason", "seen", "--author", "Bea", "--expires", "never")
QUICK = ("--engine", "portable", "--no-config", "-j", "1")


def patient(number: int, comment: str = "RAS") -> str:
    """A row about somebody whose NIR has a month that nobody is born in."""
    body = 1_61_51_22_998_000 + number
    key = 97 - body % 97
    return f"TESTEUR{number};Zoé;12/03/1961;{body}{key:02};06399800{number:02};{comment}\n"


ENTRY = """{"leakscan-baseline":1,"key":"a"}
{"path":"x","rule":"email","fingerprint":"aaaaaaaaaaaaaaaa","count":COUNT,"holds":"",\
"reason":"r","author":"a","expires":"never"}
"""


@pytest.fixture
def repository(leakscan: Run, tmp_path: Path) -> Path:
    """A folder with a leak that is accepted."""
    (tmp_path / "data").mkdir()
    rows = "".join(patient(number) for number in range(1, 6))
    (tmp_path / "data" / "patients.csv").write_text(HEADER + rows, encoding="utf-8")
    (tmp_path / "note.txt").write_text(
        f"Madame Zoé TESTEUR, NIR {patient(7).split(';')[3]}\nséropositive VIH\n", encoding="utf-8"
    )
    assert leakscan("baseline", "key", KEY).code == 0
    shown = baseline(leakscan, "create", "data", "note.txt", *TERMS)
    assert shown.code == 0, shown.err
    return tmp_path


def baseline(leakscan: Run, command: str, *arguments: str) -> Outcome:
    return leakscan("baseline", command, *arguments, "--key-file", KEY, *QUICK)


def check(leakscan: Run, *arguments: str) -> Outcome:
    known = ("--baseline", "leakscan.baseline", "--key-file", KEY)
    return leakscan("check", *(arguments or ("data", "note.txt")), *known, *QUICK)


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def lines(folder: Path) -> list[str]:
    return (folder / "leakscan.baseline").read_text(encoding="utf-8").splitlines()


def test_what_is_accepted_passes_and_one_more_patient_fails(
    leakscan: Run, repository: Path
) -> None:
    assert leakscan("check", "data", *QUICK).code == 1
    assert check(leakscan).code == 0
    before = lines(repository)
    append(repository / "data" / "patients.csv", patient(6))
    failed = check(leakscan)
    assert failed.code == 1
    assert "data/patients.csv: severity" in failed.out
    assert "from line 7" in failed.out
    assert "note.txt" not in failed.out
    assert baseline(leakscan, "update", "data", "note.txt", *TERMS).code == 0
    assert check(leakscan).code == 0
    after = lines(repository)
    assert len(after) == len(before) + 1
    assert [line for line in after if line in before] == before


def test_a_known_patient_who_gets_a_diagnosis_fails(leakscan: Run, repository: Path) -> None:
    path = repository / "data" / "patients.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(patient(3), patient(3, "séropositive VIH")), encoding="utf-8")
    known = ("--baseline", "leakscan.baseline", "--key-file", KEY)
    shown = leakscan("check", "data", *known, *QUICK, "-f", "json")
    assert shown.code == 1
    (file,) = json.loads(shown.out)["files"]
    assert file["records"] == 5
    found = {f["rule"]: f["count"] for f in file["fresh"]["findings"]}
    assert found["fr.nir"] == found["health.hiv"] == 1
    assert next(f["count"] for f in file["findings"] if f["rule"] == "fr.nir") == 5


def test_order_and_other_columns_change_nothing(leakscan: Run, repository: Path) -> None:
    path = repository / "data" / "patients.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    turned = [";".join(["x", *row.split(";")]) for row in [rows[0], *reversed(rows[1:])]]
    path.write_text("\r\n".join(turned) + "\r\n", encoding="cp1252")
    assert check(leakscan).code == 0


def test_the_same_patient_twice_is_one_too_many(leakscan: Run, repository: Path) -> None:
    append(repository / "data" / "patients.csv", patient(2))
    assert check(leakscan).code == 1
    baseline(leakscan, "update", "data", "note.txt", *LATER)
    entry = next(line for line in lines(repository) if '"count":2' in line)
    assert '"author":"Bea"' in entry
    assert check(leakscan).code == 0


def test_more_than_was_accepted_needs_a_reason_of_its_own(leakscan: Run, repository: Path) -> None:
    path = repository / "data" / "patients.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(patient(3), patient(3, "séropositive VIH")), encoding="utf-8")
    audit = baseline(leakscan, "audit", "data", "note.txt")
    assert (audit.code, "more than accepted: 1" in audit.err) == (1, True)
    assert "fr.nir x 1 (Ana, test data" in audit.err
    before = lines(repository)
    assert baseline(leakscan, "update", "data", "note.txt").code == 2
    assert lines(repository) == before
    assert baseline(leakscan, "update", "data", "note.txt", *LATER).code == 0
    (entry,) = set(lines(repository)) - set(before)
    assert '"author":"Bea"' in entry
    assert check(leakscan).code == 0


def test_less_than_was_accepted_is_nothing_to_accept(leakscan: Run, repository: Path) -> None:
    path = repository / "data" / "patients.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(patient(3), patient(3, "séropositive VIH")), encoding="utf-8")
    assert baseline(leakscan, "update", "data", "note.txt", *LATER).code == 0
    path.write_text(text, encoding="utf-8")
    assert check(leakscan).code == 0
    audit = baseline(leakscan, "audit", "data", "note.txt")
    assert (audit.code, "more than accepted" in audit.err) == (0, False)


def test_a_file_given_by_itself_has_the_same_path(leakscan: Run, repository: Path) -> None:
    assert check(leakscan, "data/patients.csv").code == 0
    assert check(leakscan, str(repository / "note.txt")).code == 0
    assert check(leakscan, ".", "--exclude", "*.key").code == 0


def test_two_machines_with_the_same_key_write_the_same_bytes(
    leakscan: Run, repository: Path
) -> None:
    first = (repository / "leakscan.baseline").read_bytes()
    key = (repository / KEY).read_text(encoding="utf-8")
    (repository / KEY).write_text(key.strip() + "\r\n", encoding="utf-8")
    again = ("note.txt", "data", *TERMS, "-b", "again.baseline")
    assert baseline(leakscan, "create", *again).code == 0
    assert (repository / "again.baseline").read_bytes() == first


def test_the_secret_of_a_ci_system_is_the_key(
    leakscan: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAKSCAN_KEY", (repository / KEY).read_text(encoding="utf-8"))
    known = ("--baseline", "leakscan.baseline", *QUICK)
    assert leakscan("check", "data", "note.txt", *known).code == 0
    monkeypatch.setenv("LEAKSCAN_KEY", "something else")
    assert leakscan("check", "data", *known).code == 2
    monkeypatch.delenv("LEAKSCAN_KEY")
    monkeypatch.setenv("LEAKSCAN_KEY_FILE", KEY)
    assert leakscan("check", "data", *known).code == 0


def test_no_baseline_without_a_key_that_lasts(leakscan: Run, repository: Path) -> None:
    for arguments in (
        ("baseline", "create", "data", "-b", "b", *TERMS),
        ("check", "data", "--baseline", "leakscan.baseline"),
    ):
        shown = leakscan(*arguments, *QUICK)
        assert shown.code == 2
        assert "leakscan baseline key" in shown.err
    assert not (repository / "b").exists()


@pytest.mark.usefixtures("repository")
def test_another_key_is_told(leakscan: Run) -> None:
    leakscan("baseline", "key", "other.key")
    known = ("--baseline", "leakscan.baseline", "--key-file", "other.key")
    shown = leakscan("check", "data", *known, *QUICK)
    assert shown.code == 2
    assert "another key" in shown.err


def test_a_key_is_private_and_never_overwritten(leakscan: Run, repository: Path) -> None:
    assert (repository / KEY).stat().st_mode & 0o777 == 0o600
    assert leakscan("baseline", "key", KEY).code == 2


def test_a_baseline_holds_no_value_and_nothing_that_looks_like_one(repository: Path) -> None:
    text = (repository / "leakscan.baseline").read_text(encoding="utf-8")
    assert "TESTEUR" not in text
    state = scan_bytes(text.encode(), "leakscan.baseline").state
    assert not state.signatures[Tier.CONTEXTUAL]
    for line in lines(repository)[1:]:
        entry = json.loads(line)
        assert entry["fingerprint"].isalpha()
        assert entry.keys() == {
            "path", "rule", "fingerprint", "count", "holds", "reason", "author", "expires",
        }  # fmt: skip


def test_expired_entries_count_again(leakscan: Run, repository: Path) -> None:
    path = repository / "leakscan.baseline"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"never"', '"2021-01-01"', 1), encoding="utf-8")
    shown = check(leakscan)
    assert shown.code == 1
    assert "1 expired" in shown.out
    audit = baseline(leakscan, "audit", "data", "note.txt")
    assert audit.code == 1
    assert "expired: 1" in audit.err
    told = baseline(leakscan, "update", "data", "note.txt").err
    assert "1 entry has expired: update with --renew" in told
    renewed = ("--renew", "--reason", "seen again", "--author", "Bob", "--expires", "2099-01-01")
    baseline(leakscan, "update", "data", "note.txt", *renewed)
    assert check(leakscan).code == 0
    assert "Bob, seen again, until 2099-01-01" in baseline(leakscan, "audit", "data").err


def test_what_has_vanished_is_told_and_taken_out(leakscan: Run, repository: Path) -> None:
    path = repository / "data" / "patients.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(patient(4), ""), encoding="utf-8")
    shown = check(leakscan)
    assert shown.code == 0
    assert "1 no longer there" in shown.out
    audit = baseline(leakscan, "audit", "data", "note.txt")
    assert (audit.code, "gone: 1" in audit.err) == (0, True)
    before = lines(repository)
    baseline(leakscan, "update", "data", "note.txt")
    assert len(lines(repository)) == len(before) - 1


def test_updating_a_part_leaves_the_rest_and_drops_deleted_files(
    leakscan: Run, repository: Path
) -> None:
    before = lines(repository)
    baseline(leakscan, "update", "data")
    assert lines(repository) == before
    (repository / "note.txt").unlink()
    baseline(leakscan, "update", "data")
    assert not [line for line in lines(repository) if "note.txt" in line]


def test_something_new_needs_a_reason(leakscan: Run, repository: Path) -> None:
    append(repository / "data" / "patients.csv", patient(6))
    shown = baseline(leakscan, "update", "data", "note.txt")
    assert shown.code == 2
    assert "--reason" in shown.err
    assert baseline(leakscan, "update", "data", "--reason", "x").code == 2
    late = ("--reason", "x", "--author", "y", "--expires", "tomorrow")
    assert "YYYY-MM-DD" in baseline(leakscan, "update", "data", *late).err
    over = ("--reason", "x", "--author", "y", "--expires", "2021-01-01")
    refused = baseline(leakscan, "update", "data", *over)
    assert refused.code == 2
    assert "has passed" in refused.err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is no baseline"),
        ("{", "line 1 is not JSON"),
        ("[]", "line 1 is no JSON object"),
        ("[" * 100_000, "line 1 is not JSON"),
        ('{"leakscan-baseline":2,"key":"a"}', "another version"),
        ('{"leakscan-baseline":true,"key":"a"}', "another version"),
        ('{"leakscan-baseline":[1],"key":"a"}', "another version"),
        ('{"leakscan-baseline":"1","key":"a"}', "another version"),
        ('{"leakscan-baseline":1.0,"key":"a"}', "another version"),
        ('{"leakscan-baseline":1,"key":null}', "with which key"),
        ('{"leakscan-baseline":1}', "with which key"),
        ('{"leakscan-baseline":1,"key":"1"}\n{"leakscan-baseline":1,"key":1}', "two keys"),
        ('{"leakscan-baseline":1,"key":[]}\n{"leakscan-baseline":1,"key":"a"}', "two keys"),
        ('{"leakscan-baseline":1,"key":"a"}\n{"path":"x"}', "line 2: rule is missing"),
        ('{"leakscan-baseline":1,"key":"a"}\n<<<<<<< HEAD', "conflict marker"),
        (ENTRY.replace("COUNT", "true"), "line 2: count is missing or of another type"),
        (ENTRY.replace("COUNT", "-1"), "line 2: a value is not of its kind"),
    ],
)
def test_a_damaged_baseline_is_told(
    leakscan: Run, repository: Path, content: str, message: str
) -> None:
    (repository / "leakscan.baseline").write_text(content, encoding="utf-8")
    shown = check(leakscan)
    assert shown.code == 2
    assert message in shown.err


def test_a_large_file_is_known_as_a_whole(
    leakscan: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.model.known.MAX_UNITS", 3)
    baseline(leakscan, "update", "data", "note.txt", *TERMS)
    (whole,) = [line for line in lines(repository) if "patients.csv" in line]
    assert json.loads(whole)["rule"] == "*"
    assert json.loads(whole)["count"] == 5
    assert check(leakscan).code == 0
    append(repository / "data" / "patients.csv", patient(6))
    assert check(leakscan).code == 1


def git(folder: Path, *arguments: str) -> None:
    identity = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")}  # fmt: skip
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True,
        env={**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip


def test_git_merges_the_baselines_of_two_branches(leakscan: Run, repository: Path) -> None:
    append(repository / ".gitattributes", "leakscan.baseline merge=union\n*.csv merge=union\n")
    git(repository, "init", "-q", "-b", "main")
    git(repository, "add", ".gitattributes", "data", "note.txt", "leakscan.baseline")
    git(repository, "commit", "-qm", "start")
    for branch, number in (("one", 11), ("two", 12)):
        git(repository, "checkout", "-q", "-b", branch, "main")
        append(repository / "data" / "patients.csv", patient(number))
        assert check(leakscan).code == 1
        baseline(leakscan, "update", "data", "note.txt", *TERMS)
        assert check(leakscan).code == 0
        git(repository, "commit", "-qam", branch)
    git(repository, "merge", "-q", "--no-edit", "one")
    assert check(leakscan).code == 0
    merged = lines(repository)
    baseline(leakscan, "update", "data", "note.txt")
    assert sorted(lines(repository)) == sorted(merged)
