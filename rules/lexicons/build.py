"""Rebuilds drugs.tsv and drugs-dose.tsv from edsnlp's drug list and our own files beside it.

    python rules/lexicons/build.py EDSNLP_FOLDER

where the folder is an unpacked edsnlp 0.23.0 that holds ``resources/drugs.json``. A maintainer
runs this; the product only reads the result. The source writes everything without accents, so
substances get them back by the spelling rule of French: an e that ends its syllable is é, or è
before a mute ending. A wrong guess costs nothing, the engine also looks for unaccented forms.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
HEADER = """\
# {title}
# Source: edsnlp 0.23.0, resources/drugs.json, BSD-3-Clause, Copyright (c) 2021
#   Assistance Publique - Hopitaux de Paris; names drawn from the public drug database (ANSM)
#   by ATC code. Additions: drugs.extra.tsv. Left out: drugs.stop.txt. Licence: EDSNLP-LICENSE.
# Built 2026-11-22 by build.py; do not edit. Columns: term, ATC code.
"""
MIN_LETTERS, MAX_LETTERS = 4, 40
WORD = re.compile(r"[a-z][a-z' -]*[a-z]")
# Labels of ATC classes, not names.
CLASS_LABEL = re.compile(
    r"\b(en association|associations?|associes?|autres?|derives|preparations|medicaments?|divers"
    r"|inhibiteurs?|antigenes?|virus|vaccins?|entier|diuretiques?|estrogenes?|progestatifs?|exclus"
    r"|solutions?|produits?|traitement|usage|voie|additifs|elements|chaine|esters|sels?)\b| et "
)
# Household goods, plants, gases and minerals whose second word does not make them a treatment.
HEADS = re.compile(
    r"(acetate|air|alcool|arkogelules|ascorbate|baume|bleu|chlorure|creme|diluant|eau|elusanes"
    r"|essence|feuille|fleur|fraction|granions|huile|oligostim|oxygene|palmier|phosphate|poudre"
    r"|protoxyde|prunier|sene|sulfate|tisane|vitamine)( |$)"
)
ONSET = re.compile(
    r"(?:chr|phr|thr|chl|phl|[bcdfgkptv][rl]|ch|ph|th|gn|qu|[bcdfghjklmnpqrstvwz])(?=[aeiouy])"
)


def main(folder: Path) -> None:
    """Writes both lexicons beside this script."""
    atc_of = dict(source_names(folder / "resources" / "drugs.json"))
    extra = dict(pairs(HERE / "drugs.extra.tsv"))
    stop = {folded(name) for name in lines(HERE / "drugs.stop.txt")}
    dose = {folded(name) for name in lines(HERE / "drugs.dose.txt")}
    known = {folded(name) for name in extra}
    sure = {
        restored: atc
        for name, (atc, restored) in atc_of.items()
        if name not in stop | dose | known and not implied(name, atc_of.keys() - stop - dose)
    }
    sure |= dict(in_english(sure | extra, but=stop | dose | known))
    doubtful = {r: atc for name, (atc, r) in atc_of.items() if name in dose}
    write("drugs.tsv", "Drug brands and substances.", sure | extra)
    write("drugs-dose.tsv", "Drug names that are also words: they count with a dose.", doubtful)


def in_english(terms: dict[str, str], but: set[str]) -> Iterator[tuple[str, str]]:
    """Substances as hurried hands and neighbours write them: ``metformin``, ``letrozol``."""
    for term, atc in terms.items():
        name = folded(term)
        is_long = name.endswith(("ine", "ide", "ole")) and len(name) >= 2 * MIN_LETTERS
        if is_long and name[:-1] not in but:
            yield name[:-1], atc


def source_names(path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Usable names without accents, each with its ATC code and its restored spelling."""
    for atc, names in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
        for raw in names:
            is_brand = raw.isupper()
            name = re.sub(r"^(\w+) acide$", r"acide \1", raw.lower().strip())
            if usable(name):
                yield name, (atc, name if is_brand else " ".join(map(accented, name.split(" "))))


def usable(name: str) -> bool:
    """Whether the entry is a name that somebody would write; four words are a description."""
    letters = sum(sign.isalpha() for sign in name)
    return (
        MIN_LETTERS <= letters <= MAX_LETTERS
        and WORD.fullmatch(name) is not None
        and CLASS_LABEL.search(name) is None
        and HEADS.match(name) is None
        and len(name.split(" ")) <= 3
    )


def implied(name: str, names: Iterable[str]) -> bool:
    """Whether a word of `name` already is a term, so that the whole adds nothing."""
    words = name.split(" ")
    return len(words) > 1 and any(len(word) > MIN_LETTERS and word in names for word in words)


def accented(word: str) -> str:
    """`word` with é and è where French spelling wants them."""
    signs = list(word)
    for at, sign in enumerate(word):
        if sign != "e" or at == len(word) - 1 or word[max(at - 1, 0)] == "a":
            continue
        rest = word[at + 1 :]
        if rest[0] in "aio" and not rest.startswith("au"):
            signs[at] = "é"
        elif onset := ONSET.match(rest):
            signs[at] = "è" if rest[onset.end() :] in ("e", "es") else "é"
    return "".join(signs)


def folded(name: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def lines(path: Path) -> Iterator[str]:
    """Lines that are neither empty nor comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Term and ATC code of each line."""
    for line in lines(path):
        term, _, atc = line.partition("\t")
        yield term, atc


def write(name: str, title: str, terms: dict[str, str]) -> None:
    """Writes one lexicon, ordered by term."""
    body = "".join(f"{term}\t{atc}\n" for term, atc in sorted(terms.items()))
    (HERE / name).write_text(HEADER.format(title=title) + body, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
