"""Clinical notes, letters and remarks as they are typed, and texts that only look like them.

The sentences stand in ``notes/*.txt`` and ``confusables.txt``, one file of the corpus a line,
written for this purpose. ``[text|hiv+drug]`` marks what must be found; a sign after a name says
how it is meant (``-`` denied, ``@`` of a relative, ``?`` supposed or only asked for) and a tilde
that careful readers would disagree. Each is then told again in other clothes: capitals without
accents, no accents at all, typographic signs, a cell of a table, a paragraph of a letter.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from benchmarks.accuracy.sample import Sample, unmarked

_HERE = Path(__file__).parent
_MARK = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_RULES = {
    "blood": "health.blood-group",
    "hiv": "health.hiv",
    "preg": "health.pregnancy",
    "abort": "health.abortion",
    "sti": "health.sti",
    "hep": "health.hepatitis",
    "cancer": "health.cancer",
    "psy": "health.psychiatry",
    "addict": "health.addiction",
    "gen": "health.genetic",
    "handi": "health.disability",
    "drug": "health.drug",
    "icd": "health.icd10",
    "proc": "health.procedure",
    "loinc": "health.loinc",
    "nabm": "health.nabm",
    "cond": "health.condition",
    "result": "health.result",
    "sexu": "art9.sexuality",
    "relig": "art9.religion",
    "orig": "art9.origin",
    "opin": "art9.opinion",
    "off": "art10.offence",
    "name": "person.name",
    "doc": "person.doctor,?person.name",
    "birth": "person.birth-date",
    "addr": "fr.address",
    "town": "fr.postcode",
    "phone": "fr.phone",
    "mail": "email",
    "nir": "fr.nir",
}
_STATUS = {"-": "negated", "@": "family", "?": "hypothesis"}
PEOPLE_RULES = frozenset(
    "person.name person.doctor person.birth-date fr.address fr.phone email fr.nir".split()
)
_STATELESS = frozenset({"blood", "result", "icd", "proc", "loinc", "nabm"}) | {
    name for name, rule in _RULES.items() if not rule.startswith(("health.", "art"))
}
UNBOUNDED = frozenset({"health.condition", "health.result"})
"""Not every disease and figure of the sentences is marked: judged only where one is."""
JUDGED = frozenset(_RULES.values()) - UNBOUNDED - PEOPLE_RULES - {"fr.postcode"}

_HEADERS = ("commentaire", "OBS", "remarques", "rens_cliniques", "note", "Consigne")
_BEFORE = (
    "Je vois ce jour {who} en consultation.",
    "Merci de m'avoir adressé {who}, que je revois après trois mois.",
    "L'examen clinique est sans particularité.",
    "TA 13/8, poids 72 kg.",
    "Prélèvement fait à domicile ce matin.",
)
_AFTER = (
    "A revoir dans un mois avec les résultats.",
    "Bien confraternellement.",
    "Résultats à faxer au cabinet.",
    "Le reste de l'examen est normal.",
    "Je reste à votre disposition.",
)
_PEOPLE = ("Mme EXEMPLE", "M. FICTIF", "Madame Léa TESTEUR", "Monsieur MODELE")


def samples(seed: int, scale: float) -> Iterator[Sample]:
    """Every sentence as it stands, and in `scale` times three disguises."""
    rng = Random(f"notes {seed}")
    for path in sorted((_HERE / "notes").glob("*.txt")):
        lines = list(sentences(path))
        for line in lines:
            yield from _told(path.stem, line, rng, disguises=round(3 * scale))
        yield from in_tables(path.stem, lines, rng)
    for line in sentences(_HERE / "confusables.txt"):
        for dress in (str, _capitals, _without_accents):
            yield _sample("confusable", dress(line), line)


def sentences(path: Path) -> Iterator[str]:
    """The sentences of a file, in the marked text of samples; ``¶`` ends a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield _MARK.sub(_marked, line).replace("¶", "\n")


def _marked(match: re.Match[str]) -> str:
    heads = ",".join(_head(name) for name in match[2].split("+"))
    return f"⟦{heads}|{match[1]}⟧"


def _head(name: str) -> str:
    bare = name.strip("~-@?")
    if "~" in name:
        return "?" + _RULES[bare]
    if bare in _STATELESS:
        return _RULES[bare]
    status = next((_STATUS[sign] for sign in name if sign in _STATUS), "affirmed")
    return f"{_RULES[bare]}={status}"


def _told(kind: str, line: str, rng: Random, *, disguises: int) -> Iterator[Sample]:
    yield _sample(kind, line, line)
    dresses = rng.sample(_DRESSES, k=min(disguises, len(_DRESSES)))
    for dress in dresses:
        yield _sample(kind, dress(line, rng), line)


def _sample(kind: str, text: str, line: str) -> Sample:
    marked = {rule for rule in UNBOUNDED if rule in line}
    return Sample.of(kind, text, judged=JUDGED | marked)


def in_tables(kind: str, lines: list[str], rng: Random) -> Iterator[Sample]:
    """The sentences as remarks of a laboratory's export, 25 rows a file."""
    cells = [line.replace('"', "") for line in lines if "\n" not in line]
    rng.shuffle(cells)
    for first in range(0, len(cells), 25):
        part = cells[first : first + 25]
        rows = [f"dossier;nom;prenom;{rng.choice(_HEADERS)}"]
        rows += (f'{1000 + n};TESTEUR{n};Léa;"{cell}"' for n, cell in enumerate(part))
        text = "\n".join(rows) + "\n"
        name = "export.csv"
        yield Sample.of(f"{kind}-table", text, name=name, judged=JUDGED)


def _outside_heads(change: Callable[[str], str], text: str) -> str:
    """`change` applied to all of a marked text but the heads of its marks."""
    pieces = re.split(r"(⟦[^|]*\||⟧)", text)
    return "".join(change(piece) if number % 2 == 0 else piece for number, piece in
                   enumerate(pieces))  # fmt: skip


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("œ", "oe"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _capitals(text: str) -> str:
    return _outside_heads(lambda piece: _plain(piece).upper(), text)


def _without_accents(text: str) -> str:
    return _outside_heads(_plain, text)


def _capitals_with_accents(text: str, _rng: Random) -> str:
    return _outside_heads(str.upper, text)


def _typographic(text: str, _rng: Random) -> str:
    return _outside_heads(lambda piece: piece.replace("'", "’").replace(" :", "\N{NBSP}:"), text)


def _decomposed(text: str, _rng: Random) -> str:
    return _outside_heads(lambda piece: unicodedata.normalize("NFD", piece), text)


def _in_a_letter(text: str, rng: Random) -> str:
    before = rng.choice(_BEFORE).format(who=rng.choice(_PEOPLE))
    stop = "" if unmarked(text).endswith((".", "?", "!", "\n")) else "."
    return f"{before} {text}{stop} {rng.choice(_AFTER)}\n"


def _in_a_list(text: str, rng: Random) -> str:
    before = rng.choice(_BEFORE).format(who=rng.choice(_PEOPLE))
    return f"{before}\n- {text}\n- {rng.choice(_AFTER)}\n"


_DRESSES: tuple[Callable[[str, Random], str], ...] = (
    lambda text, _rng: _capitals(text),
    lambda text, _rng: _without_accents(text),
    _capitals_with_accents,
    _typographic,
    _decomposed,
    _in_a_letter,
    _in_a_list,
)
