"""What most headers of a table begin or end with: the name of the table, not of the column.

``PER_NOM, PER_DATE_NAIS, PER_TEL`` and ``NOMADH, PREADH, TELADH``: no list of such prefixes is
ever complete, but all columns of a table have the same. Pure text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_FIRST_WORD = re.compile(r"[^_.\- ]{1,24}[_.\- ]+(?=\w)|[a-z]{1,12}(?=[A-Z][a-z])")
_LAST_LETTERS = range(5, 1, -1)
_SHARE = 0.6
_MIN_COLUMNS = 3
_MANY_COLUMNS, _NEARLY_ALL = 5, 0.8
_MIN_LEFT = 2
"""Letters of what is left of a header."""


def without_affixes(names: Sequence[str]) -> list[str]:
    """Each header without what most of them begin with, or else end with."""
    least = max(_MIN_COLUMNS, _SHARE * sum(bool(name) for name in names))
    prefix = _most_frequent((_first_word(name) for name in names), least)
    prefix = prefix or _one_letter(names)
    if prefix:
        return [_stripped(name, name[: len(prefix)], prefix, name[len(prefix) :]) for name in names]
    for size in _LAST_LETTERS:
        suffix = _most_frequent((name[-size:] for name in names if name[-size:].isalpha()), least)
        if suffix:
            return [_stripped(name, name[-size:], suffix, name[:-size]) for name in names]
    return list(names)


def _one_letter(names: Sequence[str]) -> str:
    """A capital that nearly all of many headers begin with: ``ZNOM, ZPREN, ZDNAI``."""
    capitals = [name[0] for name in names if len(name) > _MIN_LEFT and name[:2].isupper()]
    return _most_frequent(capitals, max(_MANY_COLUMNS, _NEARLY_ALL * len(names)))


def _first_word(name: str) -> str:
    found = _FIRST_WORD.match(name)
    return found[0] if found else ""


def _most_frequent(parts: Iterable[str], least: float) -> str:
    """What is there at least so many times, in lower case; empty when nothing is."""
    counts = Counter(part.lower() for part in parts if part)
    part, times = counts.most_common(1)[0] if counts else ("", 0)
    return part if times >= least else ""


def _stripped(name: str, part: str, common: str, rest: str) -> str:
    left = rest.strip(" _.-")
    return left if part.lower() == common and len(left) >= _MIN_LEFT else name


__all__ = ["without_affixes"]
