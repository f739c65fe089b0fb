"""Every format has golden folders, and reads them as expected."""

import importlib
import json
from pathlib import Path

import pytest

from leakscan.readers.registry import readable_formats
from tests.readers.golden import GOLDEN, expected, inputs

CASES = sorted(path.parent for path in GOLDEN.glob("*/*/expected.json"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_golden(folder: Path) -> None:
    if folder.parent.name in {"rar", "rar5", "iso", "cab"} and not has_libarchive():
        pytest.skip("the system has no libarchive")
    [source] = [path for path in folder.iterdir() if path.name != "expected.json"]
    wanted = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert expected(source.name, source.read_bytes()) == wanted


def has_libarchive() -> bool:
    """Whether the library behind the extra is on this system; importing it loads it."""
    try:
        importlib.import_module("libarchive")
    except Exception:  # noqa: BLE001 - it tells so by errors of many kinds
        return False
    return True


def test_every_format_has_a_folder() -> None:
    assert {info.name for info in readable_formats()} <= {folder.parent.name for folder in CASES}


def test_folders_are_what_the_generator_writes() -> None:
    for case, (name, data) in inputs().items():
        assert (GOLDEN / case / name).read_bytes() == data
