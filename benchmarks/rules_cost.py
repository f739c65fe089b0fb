"""What the full rule set costs: `python -m benchmarks.rules_cost --output FILE`.

The rules of the main job (15 rules of identifiers, columns and the first health words) against
all of them, in one process and in turns on the same bytes, by processor time. Most of what rules
look for is found in one pass over the text, whatever their number: what more rules cost is
what more of them find.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.inputs import Inputs, kept_in
from benchmarks.machine import short_facts
from benchmarks.reported import tell
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.rules import load_rules
from leakscan.scanner import Scanner, ScanOptions
from leakscan.sources import memory_source

CORE = frozenset(
    """
    fr.nir fr.nir.keyless fr.phone email health.blood-group health.hiv health.pregnancy health.drug
    person.name person.birth-date person.doctor fr.amc credential.password health.comment
    date.sample
    """.split()
)
"""The rules of the main job, before those of the other subjects were written."""
MOST = 0.15
"""The share of throughput that all rules may take."""
KINDS = ("dense", "sparse")


def main() -> None:
    """Measure and tell it in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20, help="megabytes of each file")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    tell(report(given.size, given.rounds), given.output)


def report(megabytes: int, rounds: int) -> Iterator[str]:
    """The table, line by line."""
    everything = load_rules()
    chosen = tuple(rule for rule in everything.rules if rule.info.id in CORE)
    core = RuleSet(rules=chosen, digest="core")
    yield "# What the full rule set costs\n"
    yield from (f"- {label}: {value}" for label, value in short_facts())
    yield f"- {rounds} runs in turns in one process, least processor time; MB is 10^6 bytes"
    yield f"- written by `python -m benchmarks.rules_cost`; at most {MOST:.0%} is promised\n"
    yield f"| input | {_sizes(core)} | {_sizes(everything)} | slower by | hits | hits |"
    yield "|---|---:|---:|---:|---:|---:|"
    for kind in KINDS:
        data = _content(kind, megabytes)
        few, many = _Timed(core, kind), _Timed(everything, kind)
        for _ in range(rounds):
            few.run(data)
            many.run(data)
        slower = many.seconds / few.seconds - 1
        rates = " | ".join(f"{len(data) / 1e6 / each.seconds:.1f} MB/s" for each in (few, many))
        yield f"| {kind} | {rates} | {slower:+.1%} | {few.hits} | {many.hits} |"


def _sizes(rules: RuleSet) -> str:
    words = sum(len(group.keywords) for rule in rules.rules for group in rule.groups)
    return f"{len(rules.rules)} rules, {words} words"


def _content(kind: str, megabytes: int) -> bytes:
    with kept_in(None) as folder:
        return Inputs(folder).file(kind, megabytes).read_bytes()


class _Timed:
    """A scanner with some rules, and the least time it took."""

    def __init__(self, rules: RuleSet, name: str) -> None:
        self._scanner = Scanner(rules, ScanOptions(key=bytes(32)))
        self._name = name
        self.seconds = float("inf")
        self.hits = 0

    def run(self, data: bytes) -> None:
        source = memory_source(data, self._name)
        started = time.process_time()
        state = self._scanner.scan(source, self._name).state
        self.seconds = min(self.seconds, time.process_time() - started)
        self.hits = sum(tally.count for tally in state.tallies.values())


if __name__ == "__main__":
    main()
