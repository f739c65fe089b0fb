"""Lists of files that are called by people and their births, as the keys and values these are.

Who scans papers names them ``DURAND_Zoé_1979-02-01_ORDO.pdf``, and ``dir``, ``ls``, ``find`` and
``tree`` list them. Dates in names of files are mostly those of the files: births spread over a
lifetime. Before each name is put ``patient=… ddn=…``; the line stays behind.
"""

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_LONGEST = 4096
"""Bytes of a line that is looked at."""
_LEAST_FILES, _SHARE, _LIFETIME = 5, 0.5, 25
_BIRTH = deferred(
    r"""(?x) (?<![0-9A-Za-z]) (?:
    (?P<d>0[1-9]|[12][0-9]|3[01]) (?P<s>[-._\ ]?) (?P<m>0[1-9]|1[0-2]) (?P=s)
    (?P<y>(?:19|20)[0-9]{2})
    | (?P<y2>(?:19|20)[0-9]{2}) (?P<s2>[-._\ ]?) (?P<m2>0[1-9]|1[0-2]) (?P=s2)
    (?P<d2>0[1-9]|[12][0-9]|3[01]) ) (?![0-9])"""
)
_CUE = deferred(r"(?i)(?<![^\W\d_])(?:n[ée](?:e|\(e\))?(?:[-_ .]?le)?|ddn|dn)$")
_MARKS = "-_ .()"
_ENDING = deferred(rb"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_CLOSING = b"\"' \t\r,;)"
_FOLDERS = deferred(rb"[/\\:*?\"<>|\t]")
_PARTS = deferred(r"[_ .]+")
_WORD = deferred(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MOST_WORDS = 4
_KINDS = frozenset(
    """
    cr crh cro crc ordo ordonnance irm ecg eeg emg scan scanner tdm rx radio radiographie echo
    echographie bio biologie labo bilan courrier lettre consentement carte vitale attestation
    mutuelle certificat compte rendu resultat resultats doc document dossier patient facture devis
    pdf img image photo page mail cni anapath consultation hospit hospitalisation sortie urgences
    operatoire audio video export fiche formulaire arret questionnaire identite recto verso
    """.split()
)
"""What papers are called, without accents: no part of a name."""


def find_rewrite(head: bytes) -> Rewrite | None:
    """What tells people in names of files, when a text that begins with `head` lists some."""
    lines = [line for line in head.split(b"\n") if line.strip() and len(line) <= _LONGEST]
    found = [told for line in lines if (told := _person(line)) is not None]
    if len(found) < max(_LEAST_FILES, _SHARE * len(lines)):
        return None
    years = sorted(int(birth[-4:]) for _, birth in found)
    middle = years[len(years) // 20 : len(years) - len(years) // 20]
    return _told if middle[-1] - middle[0] >= _LIFETIME else None


def _told(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return respelled_lines(pieces, _changes)


def _changes(line: bytes) -> Iterator[Replacement]:
    told = _person(line) if len(line) <= _LONGEST else None
    if told is not None:
        name, birth = told
        yield 0, 0, f"patient={name} ddn={birth} fichier=".encode()


def _person(line: bytes) -> tuple[str, str] | None:
    """The name and the birth date in the name of a file at the end of a line."""
    bare = line.rstrip(_CLOSING)
    if _ENDING.search(bare) is None:
        return None
    stem = _FOLDERS.split(bare.rpartition(b".")[0])[-1].decode("utf-8", "replace")
    for birth in reversed(list(_BIRTH.finditer(stem))):
        words = _last_words(stem[: birth.start()]) or _first_words(stem[birth.end() :])
        if words:
            day, month, year = (birth[key] or birth[key + "2"] for key in "dmy")
            return " ".join(words), f"{day}/{month}/{year}"
    return None


def _last_words(text: str) -> list[str]:
    """The words of a name before a date; none when they are less than two."""
    return _first_words(_CUE.sub("", text.rstrip(_MARKS)), backwards=True)


def _first_words(text: str, *, backwards: bool = False) -> list[str]:
    """The words at one end of a text that are no kind of paper; none when less than two."""
    parts = _PARTS.split(text.strip(_MARKS))
    if len(parts) == 1 and "-" in text:
        parts = text.strip("-").split("-")
    words: list[str] = []
    for word in reversed(parts) if backwards else parts:
        if not _WORD.fullmatch(word) or _plain(word) in _KINDS or len(words) == _MOST_WORDS:
            break
        words.append(word)
    if len(words) < 2:
        return []
    return words[::-1] if backwards else words


def _plain(word: str) -> str:
    """A word in lower case, without accents."""
    return normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


__all__ = ["find_rewrite"]
