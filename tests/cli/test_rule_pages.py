"""The pages of the rules are those of the rule files, and the walk-through works as written."""

import re
from pathlib import Path

import pytest

from leakscan.cli.rule_pages import FOLDER, pages
from leakscan.detectors.rules import load_rules
from leakscan.scanner import scan_bytes
from tests.cli.calling import program

WALK_THROUGH = FOLDER.parent / "adding-a-rule.md"


def test_the_pages_are_not_stale() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert written == pages(load_rules()), "run python -m leakscan.cli.rule_pages"


def test_every_rule_is_in_the_index() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    for rule in load_rules().rules:
        assert f"[`{rule.info.id}`]({rule.info.id}.md)" in index


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    example = re.search(r"```yaml\n(.*?)```", WALK_THROUGH.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    folder = tmp_path / "my-rules"
    folder.mkdir()
    (folder / "badge.yaml").write_text(example[1], encoding="utf-8")
    return folder


def test_the_walk_through_passes_the_check(own_rules: Path) -> None:
    outcome = program("rules", "check", "my-rules", cwd=own_rules.parent)
    assert outcome.code == 0
    assert "1 rule checked, 0 problems" in outcome.out


def test_the_walk_through_finds_badges(own_rules: Path) -> None:
    rules = load_rules([own_rules])
    text = "Badge n° 204817, badge 300125, badge perdu".encode()
    assert scan_bytes(text, rules=rules).state.tallies["my.badge"].count == 2
