"""The words that are looked for around keywords: those of their neighbours, and cues of a status.

Those of the built-in rules are stored (see `builtin`): to read 3,000 phrases takes longer than to
scan a page.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.assertion_cues import cue_phrases
from leakscan.detectors.builtin import stored_for
from leakscan.detectors.folding import plain
from leakscan.detectors.rule import KeywordGroup, RuleSet
from leakscan.detectors.tokens import WordList
from leakscan.native import arrays
from leakscan.native.library import KERNELS

_STORED = "known."
_NEIGHBOURS = "neighbours."
_FIRST_WORDS = "first_words"
_LINE_END = ord("\n")


class Neighbours(NamedTuple):
    """What keyword groups want around their words, and what they do not want.

    Attributes:
        phrases: Words of each phrase, as numbers of a word list; what is written in several ways
            is one.
        near, veto: For each group, numbers of phrases.
    """

    phrases: list[list[int]]
    near: list[list[int]]
    veto: list[list[int]]

    @classmethod
    def of(cls, words: WordList, groups: Sequence[KeywordGroup]) -> Self:
        """Those of groups; `words` must hold `neighbour_phrases(groups)`."""
        numbers: dict[tuple[int, ...], int] = {}
        number_of = {
            phrase: numbers.setdefault(words.sequences[phrase], len(numbers))
            for phrase in dict.fromkeys(neighbour_phrases(groups))
            if words.sequences[phrase]
        }

        def numbered(phrases: Sequence[str]) -> list[int]:
            return sorted({number_of[phrase] for phrase in phrases if phrase in number_of})

        return cls(
            phrases=[list(phrase) for phrase in numbers],
            near=[numbered(group.near) for group in groups],
            veto=[numbered(group.veto) for group in groups],
        )

    @classmethod
    def from_arrays(cls, stored: Mapping[str, npt.NDArray[Any]]) -> Self:
        """Those that gave these `arrays`."""
        return cls(*(_parted(stored, _NEIGHBOURS + name) for name in cls._fields))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All of it as arrays of one dimension."""
        parts = {}
        for name, lists in self._asdict().items():
            parts[_NEIGHBOURS + name] = np.array([n for each in lists for n in each], np.int32)
            parts[f"{_NEIGHBOURS}{name}.sizes"] = np.array([len(each) for each in lists], np.int32)
        return parts


def known_words(rules: RuleSet, groups: Sequence[KeywordGroup]) -> tuple[WordList, Neighbours]:
    """The words around the keywords of a rule set; of the built-in rules as they were stored.

    The word list tells the numbers of `cue_phrases` at least.
    """
    stored = stored_for(rules)
    if stored is None:
        words = WordList(_phrases(groups))
        return words, Neighbours.of(words, groups)
    names = (name for name in stored if name.startswith(_STORED))
    known = {name.removeprefix(_STORED): stored[name] for name in names}
    return WordList(cue_phrases(), known), Neighbours.from_arrays(stored)


def known_arrays(groups: Sequence[KeywordGroup]) -> Mapping[str, npt.NDArray[Any]]:
    """What is stored of the words of these groups, as arrays of one dimension."""
    words = WordList(_phrases(groups))
    own = {_STORED + name: array for name, array in words.arrays().items()}
    first = {} if KERNELS is None else {_FIRST_WORDS: first_words_of(groups).ravel()}
    return own | first | Neighbours.of(words, groups).arrays()


def first_words(rules: RuleSet, groups: Sequence[KeywordGroup]) -> npt.NDArray[np.uint64]:
    """What `first_words_of` gives; of the built-in rules as it was stored."""
    stored = stored_for(rules)
    if stored is None or _FIRST_WORDS not in stored:
        return first_words_of(groups)
    return stored[_FIRST_WORDS].reshape(len(groups), -1)


def first_words_of(groups: Sequence[KeywordGroup]) -> npt.NDArray[np.uint64]:
    """For each group the set of words with which its neighbours begin; see `arrays.word_sets`."""
    near = [group.near for group in groups]
    number = {phrase: n for n, phrase in enumerate(dict.fromkeys(chain.from_iterable(near)))}
    text = plain(np.frombuffer("\n".join(number).encode(), np.uint8)).data
    ends = np.append(np.flatnonzero(text == _LINE_END), text.size)
    starts = np.concatenate([[0], ends[:-1] + 1])
    member = np.zeros((len(near), starts.size), np.bool_)
    for row, phrases in zip(member, near, strict=True):
        row[[number[phrase] for phrase in phrases]] = True
    return arrays.word_sets(text, starts, ends, member)


def neighbour_phrases(groups: Sequence[KeywordGroup]) -> list[str]:
    """All words and phrases that some group wants or does not want."""
    return [phrase for group in groups for phrase in (*group.near, *group.veto)]


def _phrases(groups: Sequence[KeywordGroup]) -> list[str]:
    """Cues first: what is stored need not be known by its text beyond them."""
    return [*cue_phrases(), *neighbour_phrases(groups)]


def _parted(stored: Mapping[str, npt.NDArray[Any]], name: str) -> list[list[int]]:
    numbers, sizes = stored[name].tolist(), stored[f"{name}.sizes"].tolist()
    return [numbers[at:end] for at, end in pairwise(accumulate(sizes, initial=0))]
