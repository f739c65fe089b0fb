"""What the full rule set costs stays what was promised, by the last measurement."""

import re
from pathlib import Path

from benchmarks import rules_cost
from tests.detectors.scanning import rules

TABLE = Path(rules_cost.__file__).with_suffix(".md")


def test_the_rules_of_the_main_job_are_there() -> None:
    assert {rule.info.id for rule in rules().rules} >= rules_cost.CORE


def test_all_rules_cost_no_more_than_promised() -> None:
    rows = re.findall(r"^\| (\w+) \|.*\| \+?(-?[\d.]+)% \|", TABLE.read_text("utf-8"), re.MULTILINE)
    assert [kind for kind, _ in rows] == list(rules_cost.KINDS)
    assert all(float(share) <= 100 * rules_cost.MOST for _, share in rows)
