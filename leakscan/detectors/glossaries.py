"""Objects that map words to something: dictionaries, abbreviations, the types of a model.

Their keys are read as columns, of which some are called as those of people are: ``"ADDRESS":
"AE1 D R EH2 S"``. They stand in the order of the alphabet, few mean anything, and none of these
holds a date or a number.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from leakscan.patterns import deferred

_LEAST = 100
"""Keys; an object about one person with as many is rare, and rarer in this order."""
_ORDERED = 0.95
"""Pairs of keys in order: each dictionary has its own alphabet for ``Adm'r`` and ``A(1)``."""
_KNOWN = 0.06
"""Of columns, those with a role."""
_OF_SOMEBODY = deferred(r"@|(?:\d[ ./-]?){6}")


def is_glossary(
    columns: Sequence[str], told: Sequence[int], cells: Callable[[int], list[str]]
) -> bool:
    """Whether columns are the words of a glossary.

    Args:
        columns: Their names.
        told: Numbers of those with a role.
        cells: What stands in a column.
    """
    if len(columns) < _LEAST or len(told) > _KNOWN * len(columns):
        return False
    words = [column.casefold() for column in columns]
    ordered = sum(first <= second for first, second in pairwise(words))
    if ordered < _ORDERED * (len(words) - 1):
        return False
    return not any(_OF_SOMEBODY.search(cell) for column in told for cell in cells(column))


__all__ = ["is_glossary"]
