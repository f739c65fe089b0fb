"""Which columns hold given and birth names, told by the names our dictionary has for them."""

from collections.abc import Sequence
from functools import lru_cache

_GIVEN = ("prenom", "given", "first", "forename", "fname", "middle")
_WHOLE = frozenset({"nom", "noms", "full", "complet", "et", "name"})
_NAMES = frozenset({"nom", "name", "surname", "lastname", "patronyme"})
_BIRTH = frozenset("naissance naiss birth jeune jf njf maiden patronymique nee".split())
_ALONE = frozenset({"nee", "njf", "jf", "epouse", "marital"})
"""What heads a family name without the word, beside a column that has it."""
_OF_FAMILIES = _BIRTH | frozenset(
    "de d du famille family last sur patient patiente fille usage usuel marital maritale marie "
    "married epouse epoux".split()
)
_PARTS = frozenset({"given", "first", "middle"})


def given_columns(names: Sequence[str]) -> frozenset[int]:
    """Numbers of the columns that hold given names and nothing else."""
    return frozenset(number for number, name in enumerate(names) if _is_given(name))


@lru_cache(maxsize=1024)
def _is_given(name: str) -> bool:
    """``prenom usuel``, ``first name``; not ``nom et prenom``, which is the whole name."""
    words = set(name.split())
    if words & _PARTS:
        return "last" not in words
    return (
        any(part in name for part in _GIVEN) and not words & _WHOLE and not name.startswith("nom")
    )


def family_columns(names: Sequence[str]) -> tuple[int, ...]:
    """Numbers of the columns of family names, those of birth behind the others."""
    found = [number for number, name in enumerate(names) if _is_family(name)]
    return tuple(sorted(found, key=lambda number: not _BIRTH.isdisjoint(names[number].split())))


@lru_cache(maxsize=1024)
def _is_family(name: str) -> bool:
    """``nom``, ``nom d usage``, ``birth name``, ``epouse``; not ``nom prenom``, ``nom medecin``."""
    words = set(name.split())
    named = not words.isdisjoint(_NAMES) and words <= _NAMES | _OF_FAMILIES
    return named or (len(words) == 1 and words <= _ALONE)
