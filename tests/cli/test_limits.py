"""Limits given on the command line are those that hold, and what they leave unread is told."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.calling import Run

ROW = "TESTEUR;Zoé;12/03/1961;261512299812350;0639980001;séropositive VIH\n"
HEADER = "nom;prenom;date_naissance;nir;telephone;commentaire\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "five.zip"
    with zipfile.ZipFile(path, "w") as out:
        for number in range(5):
            out.writestr(f"{number}.csv", HEADER + ROW.replace("Zoé", "Zoé" * (number + 1)) * 400)
    return path


@pytest.mark.parametrize(
    ("options", "words", "read"),
    [
        pytest.param(("--max-members", "3"), "more than 3 members", 3, id="members"),
        pytest.param(("--max-total-bytes", "50K"), "more than 51200 bytes", 2, id="total"),
        pytest.param(("--max-members", "0", "--max-total-bytes", "0"), "", 5, id="none"),
    ],
)
def test_a_limit_of_a_whole_source(
    options: tuple[str, ...], words: str, read: int, archive: Path, leakscan: Run
) -> None:
    done = leakscan("scan", archive, *options, "-f", "json", "--no-config", "-q")
    files = json.loads(done.out)["files"]
    gaps = [gap for file in files for gap in file["coverage"]["gaps"]]
    whole = [file for file in files if file["records"] == 400]
    assert len(whole) >= read
    assert {gap["reason"] for gap in gaps} == ({"too-large"} if words else set())
    assert all(words in gap["where"] for gap in gaps)
