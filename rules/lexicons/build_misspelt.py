"""Rebuilds drugs-misspelt*.tsv: names of drugs written by ear or cut short.

``levotirox``, ``kardegique``; ``bisopro``, ``paracet``.

    python rules/lexicons/build_misspelt.py fr.json.gz en.json.gz

where the files are those of pyspellchecker 0.9.1 (``spellchecker/resources``), whose words are
left out. A maintainer runs this when often-misspelt.txt changes; the product only reads the
result. Slips of a finger are another matter: ``detectors/misspellings.py`` finds those.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from leakscan.detectors import name_lexicon
from leakscan.detectors.folding import folded
from leakscan.detectors.rules import load_rules

HERE = Path(__file__).parent
HEADER = """\
# Names of drugs as they are written by ear or cut short, with the name that is meant.
# Source: often-misspelt.txt; words and names left out by pyspellchecker 0.9.1 (MIT, Copyright
#   2018 Tyler Barrus) and by the lexicons of names beside this file.
# Built 2026-11-22 by build_misspelt.py; do not edit.
"""
LEAST, SURE = 5, 8
"""Letters of a variant, and of one that needs no word of treatment beside it: shorter ones are
near to words of other languages."""
OTHER_SHORT = frozenset(
    "champi conce gluco hydrox insul lamal motil neuro optim plaqu prévi progr rital spiri"
    " thyro".split()
)
"""What is also left of other words: neurologie, plaquettes, thyroïde; a Swiss law (LAMal)."""
BY_EAR: tuple[tuple[str, str], ...] = (
    *(("th", "t"), ("rh", "r"), ("ph", "f"), ("f", "ph"), ("y", "i")),
    *(("k", "c"), ("c(?=[aou])", "k"), ("c$", "que"), ("c$", "k"), ("s(?=c)", "")),
    *(("c(?=[eiy])", "s"), ("z", "s"), ("(?<=[aeéiou])s(?=[aeéiou])", "z")),
    *(("(?<=[lnrtx])$", "e"), ("o(?=x$)", "au"), ("en(?=[^aeiouyn])", "an")),
    *((r"([lmnprtsf])\1", r"\1"), (r"(?<=[aeéiou])([lmnpt])(?=[aeéiou]\w{0,2}$)", r"\1\1")),
)
"""Pattern and what stands instead, at one of its places; sounds that French spells in two ways."""


def main(sources: list[Path]) -> None:
    """Writes the lexicons beside this script."""
    words: set[str] = set()
    for source in sources:
        with gzip.open(source, "rt", encoding="utf-8") as content:
            words |= {folded(word) for word in json.load(content)}
    rules = load_rules().rules
    written = written_by_ear()
    words |= {
        folded(word)
        for rule in rules
        for group in rule.groups
        for word in group.keywords
        if not group.near and word not in written
    }
    meant = {variant: name for name in names() for variant in twice(name)}
    short = {prefix: name for name in names() for prefix in cut(name) if prefix not in meant}
    meant |= short
    kept = [
        word
        for word in sorted(meant)
        if folded(word) not in words and not name_lexicon.is_name(word)
    ]
    for name, is_sure in (("", True), ("-short", False)):
        fitting = (
            word
            for word in kept
            if len(word) >= LEAST and is_sure == (len(word) >= SURE and word not in short)
        )
        body = "".join(f"{word}\t{meant[word]}\n" for word in fitting)
        path = HERE / f"drugs-misspelt{name}.tsv"
        path.write_text(HEADER + body, encoding="utf-8", newline="\n")


def written_by_ear() -> frozenset[str]:
    """What an earlier run wrote: part of the rules, yet no other word."""
    found = HERE.glob("drugs-misspelt*.tsv")
    return frozenset(word for path in found for word in lines(path.name))


def names() -> Iterator[str]:
    """The names that are spelt wrong."""
    spelt = {folded(name): name for name in lines("drugs.tsv")}
    for line in lines("often-misspelt.txt"):
        yield spelt.get(line, line)


def lines(lexicon: str) -> Iterator[str]:
    """The terms of a file beside this script."""
    for line in (HERE / lexicon).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.partition("\t")[0]


def once(name: str) -> set[str]:
    """The name with one sound spelt otherwise."""
    return {
        name[: place.start()] + place.expand(instead) + name[place.end() :]
        for pattern, instead in BY_EAR
        for place in re.finditer(pattern, name)
    } - {name}


def twice(name: str) -> set[str]:
    """With one or, where the first letter stays, two sounds spelt otherwise."""
    first = {variant for variant in once(name) if variant[0] == name[0]}
    likely = {variant for variant in first if variant[-2:] == name[-2:]}
    return first | {other for variant in likely for other in once(variant) & loose(name)}


def cut(name: str) -> set[str]:
    """The beginnings of a name that somebody in a hurry leaves it at."""
    return {name[:size] for size in range(LEAST, len(name)) if name.isalpha()} - OTHER_SHORT


def loose(name: str) -> set[str]:
    """Spellings without what French does not sound: one of two letters, h, and y for i."""
    bare = re.sub(r"([lmnprtsf])\1", r"\1", name.replace("th", "t").replace("ph", "f"))
    return {bare, bare.replace("y", "i"), name.replace("th", "t").replace("y", "i")} - {name}


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
