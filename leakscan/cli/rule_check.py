"""`leakscan rules check`: the static checks of rules, then their examples through the scan."""

from collections.abc import Collection, Iterator
from importlib.util import find_spec

from leakscan.detectors.rule_check import check_rules
from leakscan.detectors.rules import Example, Rule, RuleSet
from leakscan.model.state import RuleTally
from leakscan.scanner import Scanner, ScanOptions
from leakscan.sources import memory_source


def check_everything(rules: RuleSet, *, only: Collection[str] = ()) -> tuple[list[str], int]:
    """Problems of the rules, one line each, and how many rules were checked.

    Args:
        rules: Checked together, as they would run.
        only: Names of rule files whose examples are run; empty for all.
    """
    problems = [str(problem) for problem in check_rules(rules)]
    concerned = [rule for rule in rules.rules if not only or rule.source in only]
    for engine in installed_engines():
        # One scanner for all: compiling the vocabulary costs more than all the examples.
        scanner = Scanner(rules, ScanOptions(engine=engine))
        for rule in concerned:
            problems.extend(_run_examples(rule, scanner, engine))
    return problems, len(concerned)


def installed_engines() -> list[str]:
    """The lexical engines that can run here."""
    return ["hyperscan", "portable"] if find_spec("hyperscan") else ["portable"]


def _run_examples(rule: Rule, scanner: Scanner, engine: str) -> Iterator[str]:
    where = f"{rule.source}: rule {rule.info.id} ({engine})"
    for number, example in enumerate(rule.examples, 1):
        fault = _fault(example, _tally(example.text, rule, scanner))
        if fault:
            yield f"{where}: example {number}: {fault}"
    for number, text in enumerate(rule.negatives, 1):
        found = _tally(text, rule, scanner).count
        if found:
            yield f"{where}: negative example {number}: {found} found"


def _tally(text: str, rule: Rule, scanner: Scanner) -> RuleTally:
    """What the rule finds in a small file with this content."""
    source = memory_source(text.encode(), "example.txt")
    return scanner.scan(source, source.name).state.tallies.get(rule.info.id, RuleTally())


def _fault(example: Example, tally: RuleTally) -> str | None:
    """What is wrong with the findings in an example, or None."""
    if tally.count == 0:
        return "nothing found"
    if example.count is not None and tally.count != example.count:
        return f"{tally.count} found, {example.count} expected"
    if example.assertion is not None and not tally.counts[:, example.assertion].any():
        return f"none of the findings is {example.assertion.label}"
    return None
