"""The wheel is complete: it scans outside the checkout, with the rules it carries."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.architecture.test_repository import TOP_LEVEL

ROOT = Path(__file__).parents[2]


def _built(folder: Path, kind: str) -> Path:
    subprocess.run(
        [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", folder, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tmp_path_factory.mktemp("dist"), "--wheel")


def test_the_source_distribution_is_the_whole_project(tmp_path: Path) -> None:
    with tarfile.open(_built(tmp_path, "--sdist")) as archive:
        paths = {name.partition("/")[2] for name in archive.getnames()}
    assert {path.partition("/")[0] for path in paths} >= TOP_LEVEL
    # What the build makes is for one machine.
    assert not {path for path in paths if "/_kernels" in path or "/_stored_" in path}


def test_it_carries_rules_and_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        f"leakscan/rules/{path.relative_to(ROOT / 'rules').as_posix()}"
        for path in (ROOT / "rules").rglob("*")
        if path.suffix in {".yaml", ".tsv"}
    } <= names
    assert "leakscan/py.typed" in names
    assert {"leakscan/_stored_patterns.bin", "leakscan/detectors/_stored_rules.bin"} <= names
    assert "leakscan/reports/report.schema.json" in names
    assert {Path(name).name for name in names} >= {"LICENSE", "NOTICE"}
    assert not [name for name in names if name.startswith(("tests", "benchmarks"))]


def test_it_scans_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}

    def python(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=elsewhere, env=environment, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    where = "import leakscan.detectors.rules as r; print(r.__file__); print(r.builtin_rules_dir())"
    assert all(line.startswith(str(site)) for line in python("-c", where).splitlines())
    stored = "from leakscan.detectors.builtin import stored_rules; print(stored_rules() is None)"
    assert python("-c", stored) == "False\n", "the rules are stored, and found to be the right ones"
    python("-m", "leakscan", "demo", "--rows", "50", "leak")
    report = json.loads(python("-m", "leakscan", "scan", "leak", "-f", "json"))
    bands = {file["path"]: file["score"]["established"]["band"] for file in report["files"]}
    assert bands["laboratoire/export_patients.csv"] == 4
    assert bands["pharmacie/prix_medicaments.csv"] == 0
