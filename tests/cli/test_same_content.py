"""The same content is examined once, reported under each of its paths, and counted once."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from leakscan.api import scan
from leakscan.readers import opening
from leakscan.readers.opening import Reading, ReadOptions
from tests.cli.calling import Run

HEADER = "nom;prenom;date_naissance;nir;telephone;commentaire\n"
ROWS = (
    "TESTEUR;Zoé;12/03/1961;261512299812350;0639980001;séropositive VIH\n"
    "FICTIF;Ali;04/11/1958;158522299845627;0639980002;RAS\n"
)
SMALL = (HEADER + ROWS).encode()
LARGE = (HEADER + ROWS * 10_000).encode()
"""Too large to be held: told to be the same before the scan or, in an archive, while it is read."""


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = zipped(a_csv=SMALL, b_csv=SMALL, copy_gz=gzip.compress(SMALL, mtime=0))
    files = {
        "a.csv": SMALL,
        "b.csv": SMALL,
        "c.csv.gz": gzip.compress(SMALL, mtime=0),
        "d.txt": SMALL,
        "e.zip": inner,
        "f.zip": zipped(e_zip=inner, large_csv=LARGE),
        "large1.csv": LARGE,
        "large2.csv": LARGE,
        "other.csv": SMALL.replace(b"RAS", b"RAZ"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def report(leakscan: Run, folder: Path, *options: str) -> dict[str, Any]:
    done = leakscan("scan", folder, "-f", "json", "--no-config", "-q", *options)
    assert done.code == 0, done.err
    document: dict[str, Any] = json.loads(done.out)
    return document


def counts(part: dict[str, Any]) -> dict[str, int]:
    return {finding["rule"]: finding["count"] for finding in part["findings"]}


def test_every_path_is_reported_and_the_content_counted_once(leakscan: Run, folder: Path) -> None:
    document = report(leakscan, folder)
    files = {file["path"]: file for file in document["files"]}
    first, large = files["a.csv"]["id"], files["f.zip!/large_csv"]["id"]
    inner = ("a_csv", "b_csv", "copy_gz")
    assert {path: file["duplicate_of"] for path, file in files.items()} == {
        "a.csv": None,
        **dict.fromkeys(("b.csv", "c.csv.gz", "d.txt"), first),
        **{f"{outer}!/{name}": first for outer in ("e.zip", "f.zip!/e_zip") for name in inner},
        "f.zip!/large_csv": None,
        **dict.fromkeys(("large1.csv", "large2.csv"), large),
        "other.csv": None,
    }
    for path, file in files.items():
        assert counts(file) == counts(files["large1.csv" if "large" in path else "a.csv"])
        assert file["coverage"]["state"] == "complete"
    distinct = ("a.csv", "large1.csv", "other.csv")
    total = {rule: sum(counts(files[path])[rule] for path in distinct)
             for rule in counts(files["a.csv"])}  # fmt: skip
    assert counts(document["total"]) == total
    assert document["total"]["records_concerned"] == sum(
        files[path]["records_concerned"] for path in distinct
    )
    assert document["total"]["subjects"]["estimate"] == 2
    assert document["scan"]["bytes"] == 3 * len(LARGE) + 11 * len(SMALL)


def test_paths_formats_and_places_are_those_of_each(leakscan: Run, folder: Path) -> None:
    files = {file["path"]: file for file in report(leakscan, folder)["files"]}
    deep = files["f.zip!/e_zip!/copy_gz"]
    assert deep["format"] == ["zip", "zip", "gzip", "delimited"]
    assert files["d.txt"]["format"] == ["delimited"]
    places = [finding["locations"] for finding in deep["findings"]]
    assert places == [finding["locations"] for finding in files["a.csv"]["findings"]]


def test_workers_change_nothing(
    leakscan: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leakscan.parallel._MIN_PARALLEL_BYTES", 1)
    monkeypatch.setattr("leakscan.parallel.LARGE_BYTES", 1)
    monkeypatch.setattr("leakscan.pool.LARGE_BYTES", 1)
    one, two = report(leakscan, folder, "-j", "1"), report(leakscan, folder, "-j", "3")
    assert two["scan"]["jobs"] == 3
    assert (one["files"], one["total"]) == (two["files"], two["total"])


def test_the_same_content_is_examined_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_content(reading: Reading, name: str, options: ReadOptions) -> None:
        opened.append(Path(name).name)
        opening.open_content(reading, name, options)

    monkeypatch.setattr("leakscan.examination.open_content", open_content)
    assert len(scan(folder, jobs=1).files) == 14
    # Small contents once for each ending, large ones once on disk and once in an archive; the
    # inner archive once at each depth.
    tables = ["a_csv", "c.csv.gz", "d.txt", "large1.csv", "large_csv", "other.csv"]
    assert sorted(opened) == sorted([*tables, "e.zip", "e_zip", "f.zip"])


def test_a_baseline_and_an_allow_list_know_paths(leakscan: Run, folder: Path) -> None:
    allow = "rule=fr.nir,path=a.csv,reason=test"
    document = report(leakscan, folder, "--allow", allow)
    assert all(file["duplicate_of"] is None for file in document["files"])
    files = {file["path"]: file for file in document["files"]}
    assert "fr.nir" not in counts(files["a.csv"])
    assert counts(files["b.csv"])["fr.nir"] == 2


def test_reports_for_people_say_so(leakscan: Run, folder: Path) -> None:
    for form in ("terminal", "markdown", "html"):
        done = leakscan("scan", folder, "-f", form, "--lang", "en", "--no-config", "-q")
        assert "same content as F0001" in done.out
    done = leakscan("scan", folder, "--lang", "en", "--no-config", "-q")
    details = [line for line in done.out.splitlines() if line.endswith("─") and ".csv" in line]
    assert [line.split()[0] for line in details] == ["F0001", "F0014"]
    done = leakscan("scan", folder, "-f", "csv", "--no-config", "-q")
    assert ",F0001\n" in done.out


def test_a_shareable_report_keeps_the_relation(leakscan: Run, folder: Path) -> None:
    document = report(leakscan, folder, "--profile", "shareable")
    assert document["files"][1]["duplicate_of"] == "F0001"
    assert document["files"][1]["path"] is None


def test_hashes_of_contents_are_nowhere(leakscan: Run, folder: Path) -> None:
    document = report(leakscan, folder)
    assert "content" not in document["files"][0]


def test_files_named_one_by_one_may_be_called_the_same(leakscan: Run, tmp_path: Path) -> None:
    contents = {"one": LARGE, "two": LARGE, "three": LARGE.replace(b"RAS", b"VIH")}
    for name, data in contents.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_bytes(data)
    paths = [str(tmp_path / name / "x.csv") for name in contents]
    done = leakscan("scan", *paths, "-f", "json", "--no-config", "-q")
    document = json.loads(done.out)
    assert [file["path"] for file in document["files"]] == ["x.csv"] * 3
    assert sorted(file["duplicate_of"] or "" for file in document["files"]) == ["", "", "F0001"]
