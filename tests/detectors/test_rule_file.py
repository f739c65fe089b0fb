"""Rule files are checked key by key, and every complaint says where."""

from pathlib import Path

import pytest

from leakscan.detectors.rules import Rule, RuleError, load_rules
from leakscan.model.taxonomy import Assertion, Tier

HEAD = """\
- id: my.rule
  name: {fr: Règle, en: Rule}
  category: health
  level: 4
"""


def write(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str) -> Rule:
    (rule,) = load_rules([write(folder, HEAD + text)], builtin=False).rules
    return rule


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(RuleError) as caught:
        load_rules([write(folder, text)], builtin=False)
    assert caught.value.__cause__ is None
    return str(caught.value)


def test_groups_inherit_and_override_what_the_rule_says(tmp_path: Path) -> None:
    rule = load(
        tmp_path,
        """\
  keywords: ["Mot{,s}"]
  veto: [jamais]
  within: 20
  groups:
    - {keywords: [ABC], case: upper, near: [près], veto: [loin], level: 2, specific: true}
""",
    )
    plain, exact = rule.groups
    assert plain.keywords == ("mot", "mots")
    assert (plain.upper, plain.level, plain.tier, plain.specific) == (False, 4, Tier.LEXICAL, False)
    assert exact.keywords == ("ABC",)
    assert (exact.upper, exact.level, exact.within, exact.specific) == (True, 2, 20, True)
    assert exact.near == ("près",)
    assert exact.veto == ("jamais", "loin", "loins")


def test_a_neighbour_makes_a_hit_contextual(tmp_path: Path) -> None:
    rule = load(tmp_path, "  groups: [{keywords: [mot], near: [autre]}]\n")
    assert rule.groups[0].tier is Tier.CONTEXTUAL


def test_a_pattern_alone_leaves_the_tier(tmp_path: Path) -> None:
    rule = load(tmp_path, "  groups: [{keywords: [mot], pattern: '(?P<value>mot)'}]\n")
    assert rule.groups[0].tier is Tier.LEXICAL


def test_examples_may_say_how_many_and_what(tmp_path: Path) -> None:
    rule = load(tmp_path, "  examples: [a, {text: b, count: 2, assertion: negated}]\n")
    plain, detailed = rule.examples
    assert (plain.text, plain.count, plain.assertion) == ("a", None, None)
    assert (detailed.text, detailed.count, detailed.assertion) == ("b", 2, Assertion.NEGATED)


def test_a_lexicon_is_read_beside_the_file(tmp_path: Path) -> None:
    write(tmp_path, "# source\nzorglub\tX01\n\nbulgroz\tX02\n", "lexicons/mine.tsv")
    rule = load(tmp_path, "  lexicon: mine.tsv\n")
    assert rule.groups[0].keywords == ("zorglub", "bulgroz")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  keyword: [mot]\n", "mine.yaml: rule my.rule: keyword: unknown key; did you mean"),
        ("  groups: [{keywords: [a], vetoes: [b]}]\n", "rule my.rule: groups: vetoes: unknown key"),
        ("  examples: [{texte: a}]\n", "examples: texte: unknown key; did you mean text?"),
        ("  level: 5\n", "level: must be 0 to 4"),
        ("  tier: strong\n", "tier: must be one of lexical"),
        ("  validator: luhn\n", "validator: must be one of nir"),
        ("  keywords: mot\n", "keywords: must be a list"),
        ("  keywords: [1]\n", "keywords: every item must be text"),
        ("  keywords: ['a{']\n", "keywords: 'a{': unbalanced braces"),
        (
            '  keywords: ["zor\\nglub"]\n',
            r"rule my.rule: groups: keywords: 'zor\nglub': is blank, or",
        ),
        ("  groups: [{keywords: [a], near: ['']}]\n", "rule my.rule: groups: near: '': is blank"),
        ('  keywords: ["_\\u0301"]\n', "rule my.rule: groups: keywords: '_\u0301': is blank"),
        ("  columns: ['{,s}']\n", "rule my.rule: columns: '': is blank"),
        ("  stigmatising: 1\n", "stigmatising: must be true or false"),
        ("  max_bytes: -1\n", "max_bytes: must be a whole number"),
        ("  lexicon: none.tsv\n", "lexicon none.tsv: not found"),
        ("  category: helth\n", "category: unknown category; did you mean health?"),
        ("  name: {fr: Seul}\n", "name: must have fr and en"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, told: str) -> None:
    lines = HEAD.splitlines(keepends=True)
    key = text.strip().partition(":")[0]
    head = "".join(line for line in lines if not line.strip().startswith(f"{key}:"))
    assert told in complaint(tmp_path, head + text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [b\n]]\n", "mine.yaml: line 2: "),
        ("a: b\n", "mine.yaml: a rule file is a list of rules"),
        ("- {name: x}\n", "mine.yaml: every rule is a mapping with an id"),
        ('- {id: "x.\\x1b[2J"}\n', "mine.yaml: every rule is a mapping with an id"),
        (HEAD + HEAD, "mine.yaml: rule my.rule: also in mine.yaml"),
    ],
)
def test_a_file_that_holds_no_rules_is_named(tmp_path: Path, text: str, told: str) -> None:
    assert told in complaint(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"^none.yaml: cannot be read"):
        load_rules([tmp_path / "none.yaml"], builtin=False)


def test_a_lexicon_has_no_blank_words(tmp_path: Path) -> None:
    write(tmp_path, "zorglub\tX01\n\tX02\n", "lexicons/mine.tsv")
    told = complaint(tmp_path, HEAD + "  groups: [{lexicon: mine.tsv}]\n")
    assert told.startswith("mine.yaml: rule my.rule: groups: lexicon: '': is blank")


def test_the_digest_is_of_the_content_not_of_the_layout(tmp_path: Path) -> None:
    rule = HEAD + "  keywords: [mot]\n"
    one = load_rules([write(tmp_path, rule, "a.yaml")], builtin=False).digest
    moved = load_rules([write(tmp_path, "# why\n" + rule, "b.yaml")], builtin=False).digest
    other = load_rules([write(tmp_path, rule.replace("mot", "mots"), "c.yaml")], builtin=False)
    assert one == moved != other.digest
    assert len(one) == 64
