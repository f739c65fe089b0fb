"""What may not stand in the repository, and what must."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import leakscan
from leakscan.detectors.rules import load_rules

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    "pyproject.toml", "README.md", "leakscan", "rules", "tests", "benchmarks",
    "CHANGELOG.md", "LICENSE", "NOTICE", "hatch_build.py", "noxfile.py",
    ".ci", ".github", ".gitignore", ".pre-commit-hooks.yaml",
}  # fmt: skip
NOT_OURS = re.compile(
    r"__pycache__|\.(git|venv|nox|hypothesis|benchmarks|.*_cache)|.*\.egg-info|demo-leak|build|dist"
)
# Written in parts, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a home folder": re.compile(rb"/(home|Users)/" + rb"[a-z]"),
    "a machine's folder": re.compile(rb"/(work|tmp)/" + rb"[a-z]"),
    "a registry host": re.compile(rb"(pypi|pythonhosted|npmjs)\." + rb"(org|com)"),
    "a local host": re.compile(rb"(localhost|127\.0\.0\.1)" + rb"[:/]"),
    "a private key": re.compile(rb"BEGIN [A-Z ]*PRIVATE " + rb"KEY"),
    "a merge conflict": re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE),
}


def _entries() -> Iterator[Path]:
    return (path for path in sorted(ROOT.iterdir()) if not NOT_OURS.fullmatch(path.name))


def _files() -> Iterator[Path]:
    for entry in _entries():
        for path in [entry] if entry.is_file() else sorted(entry.rglob("*")):
            if path.is_file() and not {"__pycache__", ".hypothesis"} & set(path.parts):
                yield path


def test_the_top_level_is_fixed() -> None:
    assert {path.name for path in _entries()} <= TOP_LEVEL


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_no_file_holds(pattern: re.Pattern[bytes]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]!r}"
        for path in _files()
        if (match := pattern.search(path.read_bytes()))
    ]
    assert not found


def test_the_licences_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "edsnlp" in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_the_changelog_knows_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{leakscan.__version__}]" in changelog
    rules = changelog.partition("### Rules")[2]
    missing = [rule.info.id for rule in load_rules().rules if f"`{rule.info.id}`" not in rules]
    assert not missing


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert project["dynamic"] == ["version"]


def test_every_ruff_exception_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ignored = text.partition("ignore = [")[2].partition("]")[0].strip().splitlines()
    assert ignored
    assert all("#" in line for line in ignored)
    assert "showlocals" not in re.sub(r"#.*", "", text)
