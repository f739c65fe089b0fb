"""Letters that look alike: scanners read ``1`` for ``l``, ``0`` for ``O``, ``rn`` for ``m``.

A word is told by its shape, in which letters that look alike are one. Shapes are seldom shared: of
all words of French and English with seven letters and more, one health word is the shape of
another word (``rougeoie``). Shorter ones are taken only where the word itself shows that it was
misread: by digits inside (``V1H``, ``P0S``) or by the letter that no hand puts there (``ELlQUlS``,
``lnsuIine``).

Words of the built-in rules are stored by the numbers of their shapes (see `builtin`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.assertion_cues import cue_phrases
from leakscan.detectors.builtin import stored_beside, stored_for
from leakscan.detectors.folding import folded
from leakscan.detectors.known_words import neighbour_phrases
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.vocabulary import Vocabulary
from leakscan.patterns import deferred

LEAST_HIDDEN = 7
"""Letters of a word that nothing shows to be misread."""
_LEAST, _MOST = 3, 28
_BATCH = 4096
"""Words whose shapes are computed at once."""
_ALIKE = bytes.maketrans(b"l1058", b"iiosb")
_POWERS = np.array([pow(0x9E3779B97F4A7C15, at, 1 << 64) for at in range(_MOST)], np.uint64)
_WORD = deferred(r"[a-z]+")
_SHOWS = deferred(
    r"(?<=[^\W\d_])[0158]{1,2}(?=[^\W\d_]) | ^[0158]{1,2}(?=[^\W\d_]{2})"
    r"| (?<=[^\W\d_]{2})[0158]$ | (?<=[A-Z])l(?=[A-Z]) | (?<=[A-Z]{2})l$ | ^l(?=[A-Z]{2})"
    r"| (?<=[a-zà-ÿ])I | ^l(?=[bcdfghjkmnpqrstvwxz])",
    re.VERBOSE,
)
_STORED = "shapes."
Numbers = npt.NDArray[np.uint64]


def shows_misread(word: str) -> bool:
    """Whether a word as it is written was misread: no hand writes it so."""
    return _SHOWS.search(word) is not None


class ShapedWords:
    """The words of a rule set, by the shapes of their letters."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take what `arrays` gave."""
        self._arrays = arrays
        self.numbers: Numbers = arrays["numbers"]

    @classmethod
    def of(cls, rules: RuleSet, vocabulary: Vocabulary) -> Self:
        """Those of a rule set; of the built-in rules as they were stored."""
        stored = stored_for(rules)
        if stored is not None:
            return cls._stored(stored)
        beside = stored_beside(rules)
        if beside is None:
            return cls.build(vocabulary)
        own = np.array([rule.own for rule in rules.rules], np.bool_)
        literals = np.flatnonzero(vocabulary.having(own[vocabulary.rule]))
        groups = [group for rule in rules.rules if rule.own for group in rule.groups]
        words = _words_in((*vocabulary.texts(literals), *neighbour_phrases(groups)))
        return cls._of_words(words, cls._stored(beside))

    @classmethod
    def build(cls, vocabulary: Vocabulary) -> Self:
        """Those of a rule set, found now: in keywords, their neighbours and cues of a status."""
        phrases = (*vocabulary.texts(), *neighbour_phrases(vocabulary.groups), *cue_phrases())
        return cls._of_words(_words_in(phrases), None)

    @classmethod
    def _stored(cls, stored: Mapping[str, npt.NDArray[Any]]) -> Self:
        names = [name for name in stored if name.startswith(_STORED)]
        return cls({name.removeprefix(_STORED): stored[name] for name in names})

    @classmethod
    def _of_words(cls, found: set[str], others: Self | None) -> Self:
        """These words and others; of two of one shape it is the first in the order of letters."""
        words, numbers = (others.words, others.numbers) if others else ([], np.empty(0, np.uint64))
        new = list(found.difference(words))
        parts = [_shapes(new[low : low + _BATCH]) for low in range(0, len(new), _BATCH)]
        words, numbers = [*words, *new], np.concatenate([numbers, *parts])
        order = np.argsort(numbers)
        again = numbers[order[1:]] == numbers[order[:-1]]
        for place in np.flatnonzero(again).tolist():
            # The one to be kept goes to the end of its run; few shapes are shared.
            one, other = order[place : place + 2].tolist()
            if words[one] < words[other]:
                order[place : place + 2] = other, one
        order = order[np.append(~again, np.ones(min(order.size, 1), np.bool_))]
        text = "\n".join([words[number] for number in order.tolist()])
        return cls({"numbers": numbers[order], "words": np.frombuffer(text.encode(), np.uint8)})

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """What is stored of them, as arrays of one dimension."""
        return {_STORED + name: array for name, array in self._arrays.items()}

    def like(self, words: Sequence[str]) -> Iterable[tuple[int, str]]:
        """Which words, in lower case and without accents, look like one of ours, and like which."""
        numbers = _shapes(words)
        place = np.minimum(np.searchsorted(self.numbers, numbers), self.numbers.size - 1)
        for row in np.flatnonzero(self.numbers[place] == numbers).tolist():
            yield row, self.words[place[row]]

    @cached_property
    def words(self) -> list[str]:
        """All of them, in the order of their numbers."""
        return self._arrays["words"].tobytes().decode("ascii").split("\n")


def _words_in(phrases: Iterable[str]) -> set[str]:
    """The words of phrases, in lower case and without accents, that are looked for by shape."""
    words = set(_WORD.findall("\n".join(map(folded, phrases))))
    return {word for word in words if _LEAST <= len(word) <= _MOST}


def _shapes(words: Sequence[str]) -> Numbers:
    """The number of each word's shape, the same for words that look alike."""
    text = "\n".join(words).encode("ascii", "replace").translate(_ALIKE)
    letters = np.frombuffer(text.replace(b"rn", b"m").replace(b"vv", b"w") + b"\n", np.uint8)
    last = np.flatnonzero(letters == ord("\n"))
    first = np.append(0, last[:-1] + 1)
    at = first[:, None] + np.arange(_MOST)
    kept = np.where(at < last[:, None], letters[np.minimum(at, letters.size - 1)], np.uint8(0))
    return np.asarray((kept.astype(np.uint64) * _POWERS).sum(axis=1, dtype=np.uint64))
