"""Who may import whom, and that the contracts would notice."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
VIOLATIONS = {
    "reports know raw text": ("reports/json_report.py", "import leakscan.raw.chunk"),
    "scoring knows output": ("scoring/policy.py", "import leakscan.reports.schema"),
    "model knows detectors": ("model/errors.py", "import leakscan.detectors.rules"),
    "readers know rules": ("readers/__init__.py", "import leakscan.detectors.rules"),
    "sources know raw text": ("sources/__init__.py", "import leakscan.raw.chunk"),
    "validators know the model": ("identifiers/nir.py", "import leakscan.model.errors"),
    "a validator knows another": ("identifiers/nir.py", "import leakscan.identifiers.phone"),
    "an output knows another": ("reports/json_report.py", "import leakscan.reports.terminal"),
    "an input knows another": ("readers/text.py", "import leakscan.readers.sql"),
    "scanner knows scores": ("scanner.py", "import leakscan.scoring.policy"),
    "the command line matches": ("cli/main.py", "import leakscan.identifiers.nir"),
    "a room nobody placed": ("cellar/__init__.py", ""),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "leakscan", tmp_path / "leakscan", ignore=shutil.ignore_patterns("__pycache__")
    )
    return tmp_path


@pytest.mark.static
def test_the_contracts_hold() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_every_output_is_in_the_contract() -> None:
    listed = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    outputs = (ROOT / "leakscan" / "reports").glob("*_report.py")
    assert not [path.name for path in outputs if f'"leakscan.reports.{path.stem}"' not in listed]


@pytest.mark.static
@pytest.mark.parametrize(("file", "line"), VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_a_seeded_violation_breaks_them(copy: Path, file: str, line: str) -> None:
    path = copy / "leakscan" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    done = _lint(copy)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout or "cellar" in done.stdout
