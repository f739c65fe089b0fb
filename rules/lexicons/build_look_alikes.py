"""Rebuilds look-alikes.txt: words that a typing error tells from a word of the rules.

    python rules/lexicons/build_look_alikes.py fr.json.gz en.json.gz rules/lexicons/other-words.txt

where the first files are those of pyspellchecker 0.9.1 (``spellchecker/resources``). A maintainer
runs this when words are added to the rules; the product only reads the result.
"""

import gzip
import json
import sys
from pathlib import Path

from rapidfuzz.distance import OSA

from leakscan.detectors.folding import folded
from leakscan.detectors.misspelt_words import MisspeltWords
from leakscan.detectors.rules import load_rules
from leakscan.detectors.vocabulary import Vocabulary

HERE = Path(__file__).parent
HEADER = """\
# Words that differ in one letter from a word of the rules, and are no typing errors.
# Source: pyspellchecker 0.9.1, fr.json.gz and en.json.gz, MIT, Copyright 2018 Tyler Barrus, and
#   other-words.txt.
# Built 2026-11-23 by build_look_alikes.py; do not edit.
"""


def main(sources: list[Path]) -> None:
    """Writes the list beside this script."""
    words: set[str] = set()
    for source in sources:
        words |= {folded(word) for word in _words_of(source)}
    rules = load_rules()
    targets = MisspeltWords.build(Vocabulary.of(rules)).words
    by_lead: dict[tuple[str, int], list[str]] = {}
    for word in words.difference(targets):
        by_lead.setdefault((word[:1], len(word)), []).append(word)
    alike = {
        word
        for target in targets
        for size in (len(target) - 1, len(target), len(target) + 1)
        for word in by_lead.get((target[0], size), ())
        if OSA.distance(word, target, score_cutoff=1) <= 1
    }
    text = HEADER + "".join(f"{word}\n" for word in sorted(alike))
    (HERE / "look-alikes.txt").write_text(text, encoding="utf-8")


def _words_of(source: Path) -> list[str]:
    """The words of a file of pyspellchecker, or of one with a word a line."""
    if source.suffix == ".txt":
        lines = source.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if not line.startswith("#")]
    with gzip.open(source, "rt", encoding="utf-8") as content:
        return list(json.load(content))


if __name__ == "__main__":
    main([Path(each) for each in sys.argv[1:]])
