"""Typing errors: ``seropositf``, ``levothyrx``, words that miss one of ours by a letter.

Words whose first and last letters are right and that are no French word or name, for words of ours
of seven letters and more. One letter too many, missing, wrong or changed places with its neighbour
(optimal string alignment distance 1).

Words are compared by what is left of them without one letter (see `misspelt_words`), many words at
once; what that suggests is verified letter by letter. Where they are looked for says `mending`.
"""

from functools import cached_property

import numpy as np

from leakscan.detectors import name_lexicon
from leakscan.detectors.characters import IS_LETTER, Bytes, Offsets
from leakscan.detectors.misspelt_words import (
    LEAST_WRITTEN,
    MOST,
    MisspeltWords,
    Numbers,
    remainders,
)
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.vocabulary import Vocabulary

_LINE_END = ord("\n")


class Misspellings:
    """Finds the words that are meant."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        self._rules, self._vocabulary = rules, vocabulary

    def meant_by(self, words: list[str]) -> dict[int, str]:
        """Which words, in lower case and without accents, miss one of ours, and that word.

        Some thousand words at the most: a kilobyte is computed of each.
        """
        text = "\n".join(words).encode("ascii", "replace") + b"\n"
        data = np.frombuffer(text, np.uint8)
        others = np.flatnonzero(~IS_LETTER[data])
        last = np.flatnonzero(data == _LINE_END)
        first = np.append(0, last[:-1] + 1)
        sizes = last - first
        fits = (sizes >= LEAST_WRITTEN) & (sizes <= MOST)
        fits &= others[np.searchsorted(others, first)] == last
        fitting = np.flatnonzero(fits)
        if not fitting.size:
            return {}
        found = self._suspects(data, first[fitting], last[fitting])
        rows = fitting.tolist()
        return {rows[place]: word for place, word in found.items()}

    def is_ours(self, word: str) -> bool:
        """Whether a word, in lower case and without accents, is one of ours, and long enough."""
        return word in self._targets.known

    def is_no_word(self, word: str) -> bool:
        """Whether a word, in lower case and without accents, is none that we know, and no name."""
        return not (
            word in self._targets.known or word in self._look_alikes or name_lexicon.is_name(word)
        )

    def _suspects(self, data: Bytes, first: Offsets, last: Offsets) -> dict[int, str]:
        """Which words, by number, miss one of ours, and that word."""
        found: dict[int, str] = {}
        numbers = remainders(data, first, last)
        near = self._targets.hold(numbers)
        for row in np.flatnonzero(near.any(axis=1)).tolist():
            word = data[first[row] : last[row]].tobytes().decode("ascii")
            if meant := self._meant(word, numbers[row][near[row]]):
                found[row] = meant
        return found

    def _meant(self, word: str, numbers: Numbers) -> str | None:
        targets = self._targets
        if word in targets.known or word in self._look_alikes:
            return None
        for target in targets.having(numbers):
            if _is_slip(word, target) and not name_lexicon.is_name(word):
                return target
        return None

    @cached_property
    def _targets(self) -> MisspeltWords:
        """Read at the first words that are not known, in remarks or near somebody."""
        return MisspeltWords.of(self._rules, self._vocabulary)

    @cached_property
    def _look_alikes(self) -> frozenset[str]:
        """French words that are nearly one of ours."""
        return frozenset(name_lexicon.entries_of("look-alikes.txt").decode("ascii").split())


def _is_slip(word: str, target: str) -> bool:
    """Whether a word is the other with one error inside; an ending is grammar, not an error."""
    if word[0] != target[0] or word[-1] != target[-1] or word.startswith(target):
        return False
    pairs = enumerate(zip(word, target, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(word), len(target)))
    one, other = word[at:], target[at:]
    exchanged = one[:2] == other[1::-1] and one[2:] == other[2:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or exchanged
