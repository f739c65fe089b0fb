"""A start imports what it needs and no more: what takes long to import is imported when needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from leakscan.detectors.builtin import stored_rules

_PROGRAM = """
import json, sys
from leakscan.cli.main import run
code = run(sys.argv[1:])
sys.stderr.write(json.dumps([code, sorted(sys.modules)]))
"""
_READERS = ("docx", "gzipped", "htmltext", "jsontext", "mail", "printable", "registry", "sql")
_NOT_TO_SCAN_TEXT = {
    *(f"leakscan.readers.{name}" for name in _READERS),
    *("leakscan.evidence.baselined", "leakscan.evidence.allowed"),
    *("leakscan.pool", "leakscan.relay"),
    *("multiprocessing", "numpy.ma", "rapidfuzz", "secrets", "shutil", "socket", "tomllib"),
}
_FOR_TABLES = {"leakscan.detectors.columns", "leakscan.detectors.election", "leakscan.readers.grid"}
_MOST_MODULES = 231
"""Of ours, to scan a line of prose: each takes half a millisecond, and its classes more."""
_TABLE = "NIR;NOM;PRENOM;TEL\n185557511600183;DURAND;PAUL;06 39 98 12 34\n"
_LETTER = "Patient Paul DURAND, NIR 185557511600183, VIH positif sous Truvada.\n"


def imported(*arguments: str, cwd: Path) -> set[str]:
    """Modules there are once the command has run, which must go well."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=cwd, check=True, capture_output=True, text=True,
    )  # fmt: skip
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["scan", "--help"]])
def test_what_scans_nothing_imports_nothing_that_scans(
    arguments: list[str], tmp_path: Path
) -> None:
    modules = imported(*arguments, cwd=tmp_path)
    assert not modules & {"numpy", "yaml", "regex", "rich", "leakscan.scanner"}


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_a_scan_of_a_line_imports_no_reader_of_something_else(name: str, tmp_path: Path) -> None:
    content = _TABLE if name.endswith("csv") else _LETTER
    (tmp_path / name).write_text(content, encoding="utf-8")
    modules = imported("scan", name, "-f", "json", "-o", "result.json", cwd=tmp_path)
    assert modules & _NOT_TO_SCAN_TEXT == set()
    assert not {module for module in modules if module.split(".")[0] == "rich"}
    document = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert {finding["rule"] for finding in document["total"]["findings"]} >= {"fr.nir"}


def test_a_line_of_prose_takes_no_more_modules_than_it_needs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_LETTER, encoding="utf-8")
    modules = imported("scan", "a.txt", "-f", "json", "-o", "result.json", cwd=tmp_path)
    assert modules & _FOR_TABLES == set()
    assert len([module for module in modules if module.startswith("leakscan")]) <= _MOST_MODULES


def test_rules_are_read_only_where_they_are_not_stored(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_LETTER, encoding="utf-8")
    modules = imported("scan", "a.txt", cwd=tmp_path)
    assert ("yaml" in modules) == (stored_rules() is None)
