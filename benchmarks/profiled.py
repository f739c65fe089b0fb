"""Where the time of a scan goes: stacks that py-spy sampled, as a Markdown table.

`py-spy record -r 250 -f raw -o FILE.raw -- python -m leakscan scan FILE --jobs 1 -f json -o
/dev/null --force`, then `python -m benchmarks.profiled FILE.raw`. Start-up is left out. It is the
command that is watched: a program that calls the scan does not keep freed memory as it does.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_EXAMINING = re.compile(r"_read \(leakscan/examination")
_ANYWHERE = (
    ("evidence: persons and aggregates", r"evidence/(persons|aggregation)"),
    ("evidence: distinct values, tallies, places", r"evidence/"),
    ("columns: cells by their role", r"detectors/(cell_hits|columns|votes|headers)"),
    ("misspelt health words", r"detectors/misspell"),
    ("lexical lane", r"detectors/(lexical|literal)"),
    ("numeric lane, identifiers", r"detectors/(\w+_runs|\w+_lane|identifier_hits)"),
    ("keywords: context, patterns, status", r"detectors/(keyword_hits|windows|assertion|tokens)"),
    ("names in prose", r"detectors/name_pairs"),
    ("choice of the cells to search", r"detectors/(searched|layout|cells)"),
    ("detection: the rest", r"detectors/"),
)
"""In the order in which they are asked: a stack belongs to the first that has a frame in it."""
_INNERMOST = (
    ("reading: text encoded in text", r"readers/(islands|payloads|joined_lines|url_words)"),
    ("reading: decoding", r"readers/(canonical|eightbit|singlebyte|feed|misread)|sources/"),
    ("reading: records, fields, chunks", r"readers/"),
)
"""Readers pull from each other, so the frame that does the work tells."""


def shares(stacks: Iterable[str]) -> Counter[str]:
    """Samples by what was being done, of lines ``frame;frame;frame count``."""
    found: Counter[str] = Counter()
    for line in stacks:
        stack, _, count = line.rpartition(" ")
        if _EXAMINING.search(stack):
            found[_doing(stack.split(";"))] += int(count)
    return found


def _doing(frames: list[str]) -> str:
    ours = [frame for frame in frames if "leakscan/" in frame]
    for name, pattern in _ANYWHERE:
        if any(re.search(pattern, frame) for frame in ours):
            return name
    outside = [frame for frame in ours if "native/" not in frame and "raw/" not in frame]
    inner = outside[-1] if outside else ""
    return next((name for name, pattern in _INNERMOST if re.search(pattern, inner)), "the rest")


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description="Where the time of a scan goes.")
    parser.add_argument("stacks", type=Path, help="what py-spy wrote")
    with parser.parse_args().stacks.open(encoding="utf-8") as stacks:
        found = shares(stacks)
    print("| part | share |\n|---|---:|")
    for name, count in found.most_common():
        print(f"| {name} | {count / found.total():.1%} |")


if __name__ == "__main__":
    main()
