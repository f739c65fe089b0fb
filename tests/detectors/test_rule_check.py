"""The static checks find what they are there for."""

from dataclasses import replace

import pytest

from leakscan.detectors.rule_check import check_rules
from leakscan.detectors.rules import Example, KeywordGroup, Rule, RuleSet
from leakscan.model.taxonomy import RuleInfo, Tier

GROUP = KeywordGroup(
    keywords=("zorglub",),
    upper=False,
    pattern=None,
    level=1,
    specific=False,
    tier=Tier.LEXICAL,
    near=(),
    veto=(),
    within=40,
)
RULE = Rule(
    info=RuleInfo(id="my.rule", category="health", name={"fr": "Mot", "en": "Word"}, level=1),
    groups=(GROUP,),
    columns=("mon mot",),
    labels=(),
    veto=(),
    max_bytes=80,
    validator=None,
    tier=Tier.LEXICAL,
    examples=(Example(text="zorglub"),),
    negatives=("a", "b", "c"),
    references=("https://example.org",),
    source="mine.yaml",
)


def problems(*rules: Rule) -> list[str]:
    return [str(problem) for problem in check_rules(RuleSet(rules=rules, digest=""))]


def test_a_good_rule_has_no_problem() -> None:
    assert problems(RULE) == []


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (replace(RULE, groups=(), columns=()), "keywords: finds nothing"),
        (replace(RULE, max_bytes=513), "max_bytes: must be 1 to 512"),
        (replace(RULE, info=replace(RULE.info, level=0)), "level: required"),
        (replace(RULE, info=replace(RULE.info, category="name")), "level: only for"),
        (replace(RULE, examples=()), "examples: required"),
        (replace(RULE, negatives=("a",)), "negative_examples: at least 3"),
        (replace(RULE, references=()), "references: required"),
        (replace(RULE, columns=("Prénom",)), "columns: 'Prénom' is not lower-case"),
    ],
)
def test_a_rule_lacks(rule: Rule, told: str) -> None:
    (problem,) = problems(rule)
    assert problem.startswith(f"mine.yaml: rule my.rule: {told}")


@pytest.mark.parametrize(
    ("group", "told"),
    [
        (replace(GROUP, keywords=()), "keywords: required in every group"),
        (replace(GROUP, keywords=("le",)), "too short"),
        (replace(GROUP, keywords=(" mot",)), "starts or ends with a space"),
        (replace(GROUP, within=0), "within: must be 1 to"),
        (replace(GROUP, pattern="(?P<value>mot"), "pattern: does not compile"),
        (replace(GROUP, pattern="mot"), "pattern: has no group named value"),
        (replace(GROUP, pattern="(?P<value>mot.*)"), "pattern: is not bounded"),
        (replace(GROUP, pattern="(?P<value>(?:a|aa|a?)+[bc])"), "pattern: takes more than"),
    ],
)
def test_a_group_is_wrong(group: KeywordGroup, told: str) -> None:
    assert any(told in problem for problem in problems(replace(RULE, groups=(group,))))


def test_a_column_has_one_owner() -> None:
    other = replace(RULE, info=replace(RULE.info, id="my.second"))
    (problem,) = problems(RULE, other)
    assert "'mon mot' already belongs to my.rule" in problem
