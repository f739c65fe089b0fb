"""What the command line says of other rooms is true."""

import click

from leakscan.cli.option_groups import FORMATS
from leakscan.cli.options import INPUT_FORMATS
from leakscan.cli.parameters import SizeType
from leakscan.cli.scan_command import scan
from leakscan.readers.opening import ReadOptions
from leakscan.readers.plain_formats import MAIL_FORMATS, TEXT_FORMATS
from leakscan.readers.registry import readable_formats
from leakscan.reports.registry import OutputFormat


def _help_of(name: str) -> str:
    option = next(param for param in scan.params if param.name == name)
    assert isinstance(option, click.Option)
    return option.help or ""


def test_the_formats_are_those_that_can_be_rendered() -> None:
    assert set(FORMATS) == {output.value for output in OutputFormat}


def test_input_formats_exist() -> None:
    assert set(INPUT_FORMATS) <= {entry.name for entry in readable_formats()}
    of_text = {entry.name for entry in (*TEXT_FORMATS, *MAIL_FORMATS)}
    assert set(INPUT_FORMATS) == of_text | {"text", "delimited", "binary"}


def test_limits_are_as_documented() -> None:
    limits = ReadOptions()
    assert _help_of("max_depth").endswith(f"[default: {limits.max_depth}]")
    assert _help_of("max_ratio").endswith(f"[default: {limits.max_ratio}]")
    assert _help_of("max_members").endswith(f"[default: {limits.max_members}]")
    for name in ("max_member_bytes", "max_total_bytes"):
        size = _help_of(name).rpartition("[default: ")[2].rstrip("]")
        assert SizeType().convert(size, None, None) == getattr(limits, name)
