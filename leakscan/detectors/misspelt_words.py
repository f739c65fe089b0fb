"""Words that may be misspelt, and what is left of each without one of its letters.

Two words at distance 1 have such a remainder in common, or one is a remainder of the other (the
idea of SymSpell). Remainders are numbers, computed for many words at once from a polynomial that
may lose any of its terms. Those of the built-in rules are stored (see `builtin`): to compute them
takes a tenth of a second.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.builtin import stored_for
from leakscan.detectors.characters import Bytes, Offsets
from leakscan.detectors.folding import folded
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.vocabulary import Role, Vocabulary

LEAST, MOST = 7, 24
"""Letters; shorter words are too near to others."""
LEAST_WRITTEN = LEAST - 1
"""Letters of a word that may have lost one."""
_BATCH = 4096
"""Words whose remainders are computed at once."""
_BASE = 0x9E3779B97F4A7C15
_INVERSE = np.uint64(pow(_BASE, -1, 1 << 64))
_POWERS = np.array([pow(_BASE, at, 1 << 64) for at in range(MOST)], np.uint64)
_SKETCH_BITS = 20
_LAST_BITS = np.uint64((1 << _SKETCH_BITS) - 1)
_STORED = "misspelt."
Numbers = npt.NDArray[np.uint64]


class MisspeltWords:
    """The words by their remainders, and all that is none of them.

    Attributes:
        numbers: Their own numbers and those of their remainders, ascending.
        owner: Index of the word of each number.
    """

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take what `arrays` gave."""
        self._arrays = arrays
        self.numbers: Numbers = arrays[_STORED + "numbers"]
        self.owner: npt.NDArray[np.int32] = arrays[_STORED + "owner"]
        self._maybe = np.zeros(1 << _SKETCH_BITS, np.bool_)
        self._maybe[self.numbers & _LAST_BITS] = True

    @classmethod
    def of(cls, rules: RuleSet, vocabulary: Vocabulary) -> Self:
        """Those of a rule set; of the built-in rules as they were stored."""
        stored = stored_for(rules)
        return cls.build(vocabulary) if stored is None else cls(stored)

    @classmethod
    def build(cls, vocabulary: Vocabulary) -> Self:
        """Those of a rule set, found now."""
        literals = [folded(text) for text in vocabulary.texts()]
        words = _targets(vocabulary, literals)
        numbers, owner = _by_number(words)
        parts: dict[str, npt.NDArray[Any]] = {
            "words": _as_bytes(words),
            "known": _as_bytes(sorted({word for word in literals if _may_be_written(word)})),
            "numbers": numbers,
            "owner": owner,
        }
        return cls({_STORED + name: array for name, array in parts.items()})

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All of it as arrays of one dimension."""
        return {name: array for name, array in self._arrays.items() if name.startswith(_STORED)}

    @cached_property
    def words(self) -> list[str]:
        """All of them."""
        return self._text("words").split()

    @cached_property
    def known(self) -> frozenset[str]:
        """Words that are right as they are."""
        return frozenset(self._text("known").split())

    def _text(self, name: str) -> str:
        return self._arrays[_STORED + name].tobytes().decode("ascii")

    def may_hold(self, numbers: Numbers) -> npt.NDArray[np.bool_]:
        """Whether each number may be one of ours, which few others are."""
        return self._maybe[numbers & _LAST_BITS]


def remainders(data: Bytes, first: Offsets, last: Offsets) -> Numbers:
    """The number of each word, and of what is left of it without one of its letters.

    Returns:
        Shape (words, most letters + 1); rows are filled up with the word's own number.
    """
    at = first[:, None] + np.arange(MOST)
    letters = np.where(at < last[:, None], data[np.minimum(at, data.size - 1)], np.uint8(0))
    sums = np.zeros((first.size, MOST + 1), np.uint64)
    np.cumsum(letters.astype(np.uint64) * _POWERS, axis=1, out=sums[:, 1:])
    whole = sums[:, -1:]
    without = sums[:, :-1] + (whole - sums[:, 1:]) * _INVERSE
    without = np.where(letters > 0, without, whole)
    return np.concatenate([whole, without], axis=1)


def _by_number(words: list[str]) -> tuple[Numbers, npt.NDArray[np.int32]]:
    """The numbers of words and of their remainders, ascending, and whose each is.

    The first word of a number comes first.
    """
    sizes = np.array([len(word) for word in words], np.int64)
    ends = np.cumsum(sizes)
    data = np.frombuffer("".join(words).encode() or b"\0", np.uint8)
    rows = []
    for low in range(0, sizes.size, _BATCH):
        part = slice(low, low + _BATCH)
        # Behind the letters that can be left out rows are only filled up.
        own = np.arange(MOST + 1) <= sizes[part, None]
        rows.append(remainders(data, (ends - sizes)[part], ends[part])[own])
    numbers = np.concatenate([np.empty(0, np.uint64), *rows])
    order = np.argsort(numbers, kind="stable")
    owner = np.repeat(np.arange(sizes.size, dtype=np.int32), sizes + 1)[order]
    numbers = numbers[order]
    # Of two like letters it is all one which is left out.
    again = (numbers[1:] == numbers[:-1]) & (owner[1:] == owner[:-1])
    once = np.append(np.ones(min(numbers.size, 1), np.bool_), ~again)
    return numbers[once], owner[once]


def _targets(vocabulary: Vocabulary, words: list[str]) -> list[str]:
    """Words that may be misspelt, without accents, each once.

    Single words about health that are believed as they stand, in whatever case; `words` are the
    literals, folded.
    """
    sound = np.concatenate([[0], np.cumsum(_are_sound(vocabulary))])[vocabulary.first_entry]
    told = (words[number] for number in np.flatnonzero(np.diff(sound)).tolist())
    return [*dict.fromkeys(word for word in told if len(word) >= LEAST and _may_be_written(word))]


def _are_sound(vocabulary: Vocabulary) -> npt.NDArray[np.bool_]:
    """Which entries may be misspelt."""
    sound = [
        group.level > 0 and not group.pattern and not group.near for group in vocabulary.groups
    ]
    may = (vocabulary.role == Role.KEYWORD) & (vocabulary.spelling < 0)
    may[may] = np.array(sound or [False], np.bool_)[vocabulary.group[may]]
    return may


def _may_be_written(word: str) -> bool:
    """Whether a word is one that is looked at: of so many letters and of nothing else."""
    return LEAST_WRITTEN <= len(word) <= MOST and word.isascii() and word.isalpha()


def _as_bytes(words: list[str]) -> Bytes:
    return np.frombuffer("\n".join(words).encode(), np.uint8)
