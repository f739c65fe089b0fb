import json
from pathlib import Path

import pytest

from tests.cli.calling import Run

RULE = """\
- id: my.word
  name: {fr: Mot, en: Word}
  category: health
  level: 1
  keywords: [zorglub]
  examples: [%s]
  negative_examples: ["rien ici", "zorglubique", "zor glub"]
  references: ["https://example.org"]
"""


def test_rules_are_listed(leakscan: Run) -> None:
    shown = leakscan("rules", "list")
    assert shown.code == 0
    assert any(line.startswith("fr.nir ") for line in shown.out.splitlines())


def test_a_rule_is_shown(leakscan: Run) -> None:
    shown = leakscan("rules", "show", "health.hiv", "--lang", "en")
    assert shown.code == 0
    assert shown.out.startswith("health.hiv: ")
    assert "reference: " in shown.out


def test_an_unknown_rule_exits_2(leakscan: Run) -> None:
    assert leakscan("rules", "show", "fr.nope").code == 2


@pytest.mark.parametrize(
    ("example", "code", "told"),
    [('"un zorglub"', 0, "0 problems"), ('"rien"', 1, "example 1: nothing found")],
)
def test_own_rules_are_checked(
    leakscan: Run, tmp_path: Path, example: str, code: int, told: str
) -> None:
    (tmp_path / "mine.yaml").write_text(RULE % example)
    shown = leakscan("rules", "check", "mine.yaml")
    assert shown.code == code, shown.err
    assert told in shown.out + shown.err


def test_a_broken_rule_file_is_found_wrong_and_not_scanned_with(
    leakscan: Run, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(RULE.replace("keywords", "keyword") % '"zorglub"')
    assert leakscan("scan", "mine.yaml", "--rules", "mine.yaml").code == 2
    shown = leakscan("rules", "check", "mine.yaml")
    assert shown.code == 1
    assert "mine.yaml" in shown.err
    assert "keyword" in shown.err


def test_formats_are_listed(leakscan: Run) -> None:
    shown = leakscan("formats", "--lang", "en")
    assert shown.code == 0
    assert {"sql", "json", "delimited", "gzip"} <= set(shown.out.split())


@pytest.mark.parametrize("engine", ["portable", "hyperscan"])
def test_rules_may_go_by_columns_alone(leakscan: Run, tmp_path: Path, engine: str) -> None:
    rule = RULE.replace("  keywords: [zorglub]\n", "  columns: [zorglub]\n") % '"zorglub\\nx\\n"'
    (tmp_path / "mine.yaml").write_text(rule, encoding="utf-8")
    (tmp_path / "a.csv").write_text("zorglub;x\noui;1\nnon;2\n", encoding="utf-8")
    only = ("--no-builtin-rules", "--rules", "mine.yaml", "--engine", engine)
    shown = leakscan("scan", "a.csv", *only, "-f", "json")
    (file,) = json.loads(shown.out)["files"]
    assert [finding["rule"] for finding in file["findings"]] == ["my.word"]
    assert not file["coverage"]["gaps"]


@pytest.mark.parametrize("command", ["scan", "check"])
def test_rules_that_are_not_there_let_nothing_pass(
    leakscan: Run, tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.csv").write_text("nom;nir\nTESTEUR;261512299812350\n", encoding="utf-8")
    folder = tmp_path / "mine"
    (folder / "below").mkdir(parents=True)
    shown = leakscan(command, "a.csv", "--no-builtin-rules", "--rules", folder)
    assert (shown.code, shown.out) == (2, "")
    assert "mine: no rule file (*.yaml) is in this folder" in shown.err
    assert leakscan("rules", "check", folder).code == 1
    (folder / "empty.yaml").write_text("[]\n", encoding="utf-8")
    shown = leakscan(command, "a.csv", "--rules", folder, "--lang", "fr")
    assert (shown.code, shown.out) == (2, "")
    assert "aucune règle dans ce fichier" in shown.err


def test_a_scan_without_rules_is_refused(leakscan: Run) -> None:
    shown = leakscan("scan", ".", "--no-builtin-rules")
    assert shown.code == 2
    assert "--rules" in shown.err
