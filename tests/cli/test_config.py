from pathlib import Path

import click
import pytest

from leakscan.cli.config import read_defaults
from leakscan.cli.scan_command import check, scan
from leakscan.model.errors import UsageError


def _defaults(text: str, tmp_path: Path, command: click.Command = scan) -> dict[str, object]:
    path = tmp_path / "leakscan.toml"
    path.write_text(text)
    return read_defaults(path, command, click.Context(command))


def _resolved(command: click.Command, *arguments: str) -> dict[str, object]:
    with command.make_context(command.name, list(arguments)) as context:
        return context.params


def test_keys_are_option_names(tmp_path: Path) -> None:
    found = _defaults(
        'fail-on = "importante"\ninclude = ["*.csv"]\nbuiltin-rules = false', tmp_path
    )
    assert found == {"fail_on": "importante", "include": ["*.csv"], "builtin_rules": False}


def test_a_single_value_of_a_repeatable_option_is_a_list(tmp_path: Path) -> None:
    assert _defaults('exclude = "*.log"', tmp_path) == {"exclude": ["*.log"]}


def test_a_command_has_its_own_table(tmp_path: Path) -> None:
    text = "jobs = 2\n[check]\njobs = 3\n[scan]\nstrict = true"
    assert _defaults(text, tmp_path) == {"jobs": 2, "strict": True}
    assert _defaults(text, tmp_path, check) == {"jobs": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail_on = 2", "did you mean fail-on?"),
        ("excude = 'a'", "unknown key excude; did you mean exclude?"),
        ("config = 'a'", "unknown key config"),
        ("[check]\nzzzz = 1", "unknown key zzzz"),
        ("scan = 1", "scan is not a table"),
        ("jobs = -1", "jobs: -1 is not in the range"),
        ("jobs = {a = 1}", "jobs: is a table"),
        ("profile = 'open'", "profile: 'open' is not one of"),
        ("jobs 3", "is not valid TOML"),
    ],
)
def test_mistakes_name_the_file_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        _defaults(text, tmp_path)
    assert "leakscan.toml" in str(caught.value)
    assert message in str(caught.value)


class TestWhichFile:
    @pytest.fixture(autouse=True)
    def _two_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "here").mkdir()
        (tmp_path / "found").mkdir()
        monkeypatch.chdir(tmp_path / "here")

    def test_of_the_current_directory(self) -> None:
        Path("leakscan.toml").write_text("jobs = 3")
        assert _resolved(scan, "../found")["jobs"] == 3
        assert _resolved(scan, "-")["jobs"] == 3

    def test_the_command_line_wins(self) -> None:
        Path("leakscan.toml").write_text("jobs = 3")
        assert _resolved(scan, "../found", "-j", "1")["jobs"] == 1

    def test_a_table_of_the_project_file(self) -> None:
        Path("pyproject.toml").write_text("[tool.leakscan]\njobs = 4")
        assert _resolved(scan, "../found")["jobs"] == 4

    def test_a_project_file_without_it(self) -> None:
        Path("pyproject.toml").write_text("[tool.other]\njobs = 4")
        assert _resolved(scan, "../found")["jobs"] == 0

    def test_none_on_request(self) -> None:
        Path("leakscan.toml").write_text("jobs = 3")
        assert _resolved(scan, "../found", "--no-config")["jobs"] == 0

    def test_never_of_the_scanned_tree(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("leakscan.toml").write_text("builtin-rules = false")
        Path("../found/leakscan.toml").write_text("builtin-rules = false")
        for path in (".", "..", "../here"):
            assert _resolved(scan, path)["builtin_rules"] is True
            assert "was not used" in capsys.readouterr().err
        assert _resolved(scan, "../found", "--no-config")["builtin_rules"] is True

    def test_unless_named(self) -> None:
        Path("leakscan.toml").write_text("jobs = 3")
        assert _resolved(scan, ".", "--config", "leakscan.toml")["jobs"] == 3
