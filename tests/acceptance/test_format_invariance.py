"""The same table and the same letter give the same findings, whatever format holds them."""

from pathlib import Path

import pytest

from leakscan.model.result import FileResult
from leakscan.readers.opening import is_installed
from leakscan.readers.registry import readable_formats
from leakscan.scanner import scan_bytes
from tests.readers.golden import folders, source_of
from tests.readers.labelled import letter_text, table_csv

_INSTALLED = {info.name for info in readable_formats() if is_installed(info)}


def _folders(kind: str) -> list[Path]:
    return [folder for folder in folders() if folder.name.split("-")[-1] == kind]


def _findings(result: FileResult) -> dict[str, object]:
    """All that is kept of what was found, places aside."""
    return {
        rule: (
            tally.counts.tolist(),
            tally.records,
            tally.distinct and tally.distinct.estimate(),
        )
        for rule, tally in result.state.tallies.items()
    }


def _scanned(folder: Path) -> FileResult:
    if folder.parent.name not in _INSTALLED:
        pytest.skip("an extra is not installed")
    source = source_of(folder)
    return scan_bytes(source.read_bytes(), source.name)


@pytest.mark.parametrize(
    "folder", _folders("table"), ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_a_table_gives_the_findings_of_its_csv(folder: Path) -> None:
    plain, held = scan_bytes(table_csv(), "table.csv"), _scanned(folder)
    assert len(plain.state.tallies) > 8
    assert _findings(held) == _findings(plain)
    assert held.state.signatures == plain.state.signatures


@pytest.mark.parametrize(
    "folder", _folders("letter"), ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_a_letter_gives_the_findings_of_its_text(folder: Path) -> None:
    plain, held = scan_bytes(letter_text(), "lettre.txt"), _scanned(folder)
    assert len(plain.state.tallies) > 6
    assert _findings(held) == _findings(plain)
    assert held.state.signatures == plain.state.signatures
