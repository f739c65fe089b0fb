"""The names that rules give to columns, found by their words written out.

Those of the built-in rules are stored (see `builtin`): to write out 2,700 names takes as long as
to scan a megabyte. Must not know any header of what is scanned.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from leakscan.detectors.builtin import stored_beside
from leakscan.detectors.header_words import PARTICLES, canonical
from leakscan.detectors.rule import RuleSet

_STORED = "columns.words"
_ANY_ORDER = "\0"
"""Goes before words whose order does not matter; no header has such a word."""


class ColumnNames:
    """Names by their words, in this order or, failing that, another."""

    def __init__(self, by_words: Mapping[str, str]) -> None:
        self._by_words = by_words

    @classmethod
    def of(cls, rules: RuleSet) -> "ColumnNames":
        """Those of a rule set; of the built-in rules as they were stored."""
        # A user's rules seldom name columns.
        named = any(rule.own and rule.columns for rule in rules.rules)
        stored = None if named else stored_beside(rules)
        return cls.build(rules) if stored is None else cls.from_arrays(stored)

    @classmethod
    def build(cls, rules: RuleSet) -> "ColumnNames":
        """Those of a rule set, written out now; of two with the same words the first counts."""
        names = (name for rule in rules.rules for name in rule.columns)
        # ``d examen`` is a date under that very name only: without its particle it is none.
        words = {name: canonical(name) for name in names if name.split()[0] not in PARTICLES}
        found: dict[str, str] = {}
        for name, one in words.items():
            found.setdefault(_in_order(one), name)
        for name, one in words.items():
            found.setdefault(_in_any_order(one), name)
        return cls(found)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> "ColumnNames":
        """What gave these `arrays`."""
        words, names = (part.split("\n") for part in arrays[_STORED].tobytes().decode().split("\t"))
        return cls(dict(zip(words, names, strict=True)))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All of it as arrays of one dimension."""
        parts = ("\n".join(each) for each in (self._by_words, self._by_words.values()))
        return {_STORED: np.frombuffer("\t".join(parts).encode(), np.uint8)}

    def find(self, words: Sequence[str]) -> str | None:
        """The name that has these words, as `header_words.canonical` writes them."""
        by_words = self._by_words
        return by_words.get(_in_order(words)) or by_words.get(_in_any_order(words))


def _in_order(words: Sequence[str]) -> str:
    return " ".join(words)


def _in_any_order(words: Sequence[str]) -> str:
    return _ANY_ORDER + " ".join(sorted(words))
