"""What the command line says of other rooms is true."""

from contextlib import suppress
from pathlib import Path

import click

from leakscan.cli.option_groups import FORMATS
from leakscan.cli.options import INPUT_FORMATS
from leakscan.cli.parameters import SizeType
from leakscan.cli.scan_command import scan
from leakscan.model.errors import UsageError
from leakscan.readers.opening import ReadOptions, readable_formats
from leakscan.reports.registry import OutputFormat, render
from leakscan.reports.saved import read_document
from tests.cli.calling import Run


def _help_of(name: str) -> str:
    option = next(param for param in scan.params if param.name == name)
    assert isinstance(option, click.Option)
    return option.help or ""


def test_the_formats_are_those_that_are_built(leakscan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le phare veille.\n")
    leakscan("scan", "a.txt", "-f", "json", "-o", "r.json")
    document = read_document((tmp_path / "r.json").read_text())
    built = set()
    for output in OutputFormat:
        with suppress(UsageError):
            render(document, output, lang="en")
            built.add(output.value)
    assert set(FORMATS) == built


def test_input_formats_exist() -> None:
    assert set(INPUT_FORMATS) <= {entry.name for entry in readable_formats()}


def test_limits_are_as_documented() -> None:
    limits = ReadOptions()
    assert _help_of("max_depth").endswith(f"[default: {limits.max_depth}]")
    assert _help_of("max_ratio").endswith(f"[default: {limits.max_ratio}]")
    size = _help_of("max_member_bytes").rpartition("[default: ")[2].rstrip("]")
    assert SizeType().convert(size, None, None) == limits.max_member_bytes
