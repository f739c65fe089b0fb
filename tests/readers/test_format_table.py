"""The documentation says what the readers say of themselves."""

import tomllib
from pathlib import Path

from click.testing import CliRunner

import leakscan
from leakscan.cli.main import cli
from leakscan.readers.format import FormatInfo
from leakscan.readers.format_table import format_rows, markdown_table
from leakscan.readers.registry import readable_formats

DOCUMENT = Path(leakscan.__file__).parent / "docs" / "formats.md"


def test_the_documentation_is_the_table() -> None:
    """Run ``python -m leakscan formats --lang en --markdown`` and put it between the marks."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.partition("<!-- formats -->\n")[2].partition("<!-- end -->")[0] == markdown_table(
        "en"
    )


def test_every_format_says_what_it_is_in_both_languages() -> None:
    names = [info.name for info in readable_formats()]
    assert len(set(names)) == len(names)
    for lang in ("fr", "en"):
        assert all(row[1] for row in format_rows(lang, here=True))


def test_what_needs_an_extra_names_one_that_exists() -> None:

    project = tomllib.loads(
        (Path(leakscan.__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    )
    extras = project["project"]["optional-dependencies"]
    needed = {info.extra for info in readable_formats() if info.modules}
    assert needed <= set(extras)
    assert {f"leakscan[{extra}]" for extra in needed} <= set(_flat(extras, "all"))


def _flat(extras: dict[str, list[str]], name: str) -> list[str]:
    """Extras that an extra pulls in: ``leakscan[a,b]`` counts as both."""
    found = []
    for entry in extras[name]:
        if entry.startswith("leakscan["):
            found += [f"leakscan[{one}]" for one in entry[9:-1].split(",")]
    return found


def test_a_missing_library_is_told() -> None:
    info = FormatInfo(
        name="x", description={}, limits={}, modules=("no_such_module_anywhere",), extra="x"
    )
    assert not info.installed


def test_the_command_lists_every_format() -> None:
    shown = CliRunner().invoke(cli, ["formats", "--lang", "fr", "--markdown"]).output
    assert all(f"| {info.name} |" in shown for info in readable_formats())
