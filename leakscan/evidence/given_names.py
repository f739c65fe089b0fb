"""Which columns hold given names, told by the names our dictionary has for them."""

from collections.abc import Sequence
from functools import lru_cache

_GIVEN = ("prenom", "given", "first", "forename", "fname", "middle")
_WHOLE = frozenset({"nom", "noms", "full", "complet", "et", "name"})
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
