import json
from pathlib import Path

import click
import pytest

from leakscan.cli.config import read_defaults
from leakscan.cli.redact_command import redact
from leakscan.cli.scan_command import check, scan
from leakscan.model.errors import UsageError
from tests.cli.calling import Outcome, Run


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
        ("jobs = true", "jobs: is true or false, not a value"),
        ("jobs = [1]", "jobs: is a list"),
        ("jobs = inf", "jobs: is too large"),
        ("timeout-per-file = 1979-05-27", "timeout-per-file: is a date"),
        ("baseline = 1", "baseline: is a number, not a text"),
        ("rules = [['a']]", "rules: is a list"),
        ("rules = [{a = 1}]", "rules: is a table"),
        ("exclude = [true]", "exclude: is true or false, not a value"),
        ("exclude = 2024", "exclude: is a number, not a text"),
        ("exclude = [2024-01-01]", "exclude: is a date"),
        ("strict = 1", "strict: must be true or false"),
        ("strict = 'yes'", "strict: must be true or false"),
        ("profile = 'open'", "profile: 'open' is not one of"),
        ("jobs 3", "is not valid TOML, at line 1, column 6"),
        ("jobs = " + "[" * 100_000, "nested too deeply"),
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
            assert "--config leakscan.toml" in capsys.readouterr().err
        assert _resolved(scan, "../found", "--no-config")["builtin_rules"] is True

    def test_nor_of_a_tree_that_is_copied(self, capsys: pytest.CaptureFixture[str]) -> None:
        Path("leakscan.toml").write_text("builtin-rules = false")
        assert _resolved(redact, ".", "-o", "../copy")["builtin_rules"] is True
        assert "--config leakscan.toml" in capsys.readouterr().err

    def test_unless_named(self) -> None:
        Path("leakscan.toml").write_text("jobs = 3")
        assert _resolved(scan, ".", "--config", "leakscan.toml")["jobs"] == 3


PATIENTS = (
    "nom;nir;num_lot;telephone\n"
    "TESTEUR;261512299812350;0639980009;0639980001\n"
    "FICTIF;158522299845627;0639980008;0639980002\n"
)
QUICK = ("--engine", "portable", "-f", "json")


def _counts(text: str) -> dict[str, int]:
    (file,) = json.loads(text)["files"]
    return {finding["rule"]: finding["count"] for finding in file["findings"]}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / "patients.csv"
    path.write_text(PATIENTS, encoding="utf-8")
    return path


class TestAllowLists:
    def _check(self, leakscan: Run, toml: str, *more: str) -> Outcome:
        Path("leakscan.toml").write_text(toml)
        return leakscan("check", "out", *QUICK, *more)

    def test_by_path_everything_there(self, leakscan: Run, export: Path) -> None:
        shown = self._check(leakscan, '[[allow]]\npath = "out/*"\nreason = "agreed"')
        assert (shown.code, _counts(shown.out)) == (0, {})
        (entry,) = json.loads(shown.out)["gate"]["allowed"]
        assert entry["reason"] == "agreed"
        assert entry["findings"] >= 6
        assert self._check(leakscan, '[[allow]]\npath = "in/*"\nreason = "x"').code == 1
        assert export.exists()

    @pytest.mark.usefixtures("export")
    def test_by_rule(self, leakscan: Run) -> None:
        found = _counts(self._check(leakscan, '[[allow]]\nrule = "fr.nir"\nreason = "x"').out)
        assert "fr.nir" not in found
        assert found["person.name"] == 2

    @pytest.mark.usefixtures("export")
    @pytest.mark.parametrize("column", ["telephone", "Telephone "])
    def test_by_column(self, leakscan: Run, column: str) -> None:
        before = _counts(self._check(leakscan, "").out)["fr.phone"]
        text = f'[[allow]]\ncolumn = "{column}"\nrule = "fr.phone"\nreason = "x"'
        assert _counts(self._check(leakscan, text).out).get("fr.phone", 0) == before - 2

    @pytest.mark.usefixtures("export")
    def test_by_the_fingerprint_of_a_value(self, leakscan: Run) -> None:
        leakscan("baseline", "key", "k")
        terms = ("--reason", "x", "--author", "y", "--expires", "never", "--key-file", "k")
        assert leakscan("baseline", "create", "out", *terms, "--no-config").code == 0
        lines = Path("leakscan.baseline").read_text(encoding="utf-8").splitlines()[1:]
        prints = [json.loads(line)["fingerprint"] for line in lines]
        text = f'[[allow]]\nfingerprint = "{prints[0]}"\nreason = "x"'
        assert _counts(self._check(leakscan, text, "--key-file", "k").out)["fr.nir"] == 1
        without = self._check(leakscan, text)
        assert without.code == 2
        assert "needs the key" in without.err

    @pytest.mark.usefixtures("export")
    def test_an_expired_entry_lets_nothing_pass(self, leakscan: Run) -> None:
        text = '[[allow]]\npath = "*"\nreason = "x"\nexpires = "2020-01-01"'
        expired = self._check(leakscan, text)
        assert expired.code == 1
        assert "allow (x): expired on 2020-01-01" in expired.err
        later = text.replace("2020", "2999")
        unexpired = self._check(leakscan, later)
        assert unexpired.code == 0
        assert "expired" not in unexpired.err
        assert self._check(leakscan, later.replace('"2999-01-01"', "2999-01-01")).code == 0

    @pytest.mark.usefixtures("export")
    @pytest.mark.parametrize(
        ("toml", "message"),
        [
            ('[[allow]]\npath = "*"', "needs a reason"),
            ('[[allow]]\nreason = "x"', "say what is allowed"),
            # Of nothing is what a variable that is not set leaves.
            ('[[allow]]\npath = ""\nreason = "x"', "path has no value"),
            ('[[allow]]\npath = "*"\nrule = " "\nreason = "x"', "rule has no value"),
            ('[[allow]]\nrul = "x"\nreason = "x"', "unknown key rul; did you mean rule?\n"),
            ('[[allow]]\nzzz = "x"\nreason = "x"', "unknown key zzz: the keys are path, rule"),
            ('[[allow]]\nrule = "fr.nyr"\nreason = "x"', "did you mean fr.nir?"),
            ('[[allow]]\npath = "*"\nreason = "x"\nexpires = "soon"', "YYYY-MM-DD"),
            ('[[allow]]\npath = ["a"]\nreason = "x"', "path is not a text"),
            ('[[allow]]\npath = "*"\nreason = true', "reason is not a text"),
            ("allow = [true]", "allow: is true or false"),
        ],
    )
    def test_mistakes(self, leakscan: Run, toml: str, message: str) -> None:
        shown = self._check(leakscan, toml)
        assert shown.code == 2
        assert message in shown.err


def test_presets_are_defaults_that_a_file_and_the_user_override(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('preset = "precheck"\nmax-people = 7')
    found = _resolved(check, "-", "--config", str(path))
    assert (found["fail_on"], found["max_people"], found["strict"]) == (1, 7, True)
    found = _resolved(check, "-", "--config", str(path), "--preset", "gate", "--fail-on", "4")
    assert (found["fail_on"], found["max_people"]) == (4, 7)
    assert found["exclude"] == (".git", ".hg", ".svn")


def test_config_show_says_where_each_value_comes_from(
    leakscan: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leakscan.toml").write_text(
        'preset = "gate"\nlang = "en"\n[[allow]]\nrule = "fr.nir"\nreason = "x"'
    )
    (tmp_path / "k").write_bytes(b"k" * 32)
    monkeypatch.setenv("LEAKSCAN_KEY_FILE", "k")
    shown = leakscan("config", "show")
    lines = {line.partition(" ")[0]: line for line in shown.out.splitlines()}
    assert shown.code == 0
    assert lines["lang"].endswith('= "en"                     # leakscan.toml')
    assert lines["strict"].endswith("# preset gate")
    assert lines["jobs"].endswith("# default")
    assert lines["key-file"].endswith("# environment: LEAKSCAN_KEY_FILE")
    assert 'rule = "fr.nir"' in lines["allow"]
    # What is not given has an effect, too.
    assert lines["max-depth"].partition("= ")[2].split() == ["(8)", "#", "default"]
    assert "(terminal)" in lines["format"]
    assert "(not set)" in lines["max-people"]
    assert "leakscan.toml" not in leakscan("config", "show", "scan", "--no-config").out
