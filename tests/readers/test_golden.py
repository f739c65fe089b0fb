"""Every format has golden folders, and reads them as expected."""

import importlib
from pathlib import Path

import pytest

from leakscan.readers.registry import readable_formats
from tests.readers.golden import GOLDEN, expected, folders, inputs, kept, source_of


@pytest.mark.parametrize(
    "folder", folders(), ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_golden(folder: Path) -> None:
    if folder.parent.name in {"rar", "rar5", "iso", "cab"} and not has_libarchive():
        pytest.skip("the system has no libarchive")
    source = source_of(folder)
    assert expected(source.name, source.read_bytes()) == kept(folder)


def has_libarchive() -> bool:
    """Whether the library behind the extra is on this system; importing it loads it."""
    try:
        importlib.import_module("libarchive")
    except Exception:  # noqa: BLE001 - it tells so by errors of many kinds
        return False
    return True


def test_every_format_has_a_folder() -> None:
    assert {info.name for info in readable_formats()} <= {
        folder.parent.name for folder in folders()
    }


def test_folders_are_what_the_generator_writes() -> None:
    for case, (name, data) in inputs().items():
        assert (GOLDEN / case / name).read_bytes() == data
