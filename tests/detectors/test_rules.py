"""The built-in rules: every example through the whole scan, with both engines."""

import functools
from pathlib import Path

import pytest
import yaml

from leakscan.detectors.rule_check import check_rules
from leakscan.detectors.rules import Example, Rule, builtin_rules_dir, load_rules
from leakscan.model.result import FileResult
from leakscan.scanner import Scanner, ScanOptions
from leakscan.sources import memory_source

RULES = load_rules()
ENGINES = ("hyperscan", "portable")
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.info.id}-{number}")
    for rule in RULES.rules
    for number, example in enumerate(rule.examples, 1)
]
NEGATIVES = [
    pytest.param(rule, text, id=f"{rule.info.id}-{number}")
    for rule in RULES.rules
    for number, text in enumerate(rule.negatives, 1)
]
# Contract: ids that reports may use, stable once released.
CONTRACT = """
    fr.nir fr.nir.keyless fr.mssante.patient fr.phone email fr.address fr.iban person.name
    person.birth-date person.doctor fr.rpps fr.adeli fr.finess fr.amc fr.amo fr.ipp fr.cni
    fr.passport fr.nif credential.password date.sample health.blood-group health.hiv
    health.pregnancy health.abortion health.sti health.hepatitis health.cancer
    health.psychiatry health.addiction health.genetic health.disability health.drug
    health.icd10 health.result health.comment art9.sexuality art9.religion art9.origin
    art9.opinion art10.offence
"""


# One scanner for all examples: compiling the vocabulary costs more than scanning them.
@functools.cache
def scanner(engine: str) -> Scanner:
    return Scanner(RULES, ScanOptions(engine=engine))


def scan(text: str, engine: str) -> FileResult:
    source = memory_source(text.encode(), "example.txt")
    return scanner(engine).scan(source, "example.txt")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found(rule: Rule, example: Example, engine: str) -> None:
    result = scan(example.text, engine)
    assert not result.coverage.gaps
    assert rule.info.id in result.state.tallies
    tally = result.state.tallies[rule.info.id]
    if example.count is not None:
        assert tally.count == example.count
    if example.assertion is not None:
        assert tally.counts[:, example.assertion].any()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("rule", "text"), NEGATIVES)
def test_a_negative_example_is_not(rule: Rule, text: str, engine: str) -> None:
    assert rule.info.id not in scan(text, engine).state.tallies


def test_the_rules_have_no_static_problem() -> None:
    assert check_rules(RULES) == []


def test_the_contract_is_kept() -> None:
    assert {rule.info.id for rule in RULES.rules} >= set(CONTRACT.split())


def test_the_rules_are_in_the_order_of_their_ids() -> None:
    ids = [rule.info.id for rule in RULES.rules]
    assert ids == sorted(ids)


def test_loading_is_deterministic() -> None:
    assert load_rules() == RULES


@pytest.mark.parametrize("path", sorted(builtin_rules_dir().glob("*.yaml")), ids=lambda p: p.stem)
def test_a_rule_file_is_a_list(path: Path) -> None:
    assert isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), list)


@pytest.mark.parametrize("name", ["drugs.tsv", "drugs-dose.tsv"])
def test_a_lexicon_says_where_it_comes_from(name: str) -> None:
    lines = (builtin_rules_dir() / "lexicons" / name).read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    terms = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert any("Source:" in line for line in header)
    assert any("BSD-3" in line for line in header)
    assert terms == sorted(set(terms))
    assert all(len(term) >= 4 for term in terms)
