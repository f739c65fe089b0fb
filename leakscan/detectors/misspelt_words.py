"""Words that may be misspelt, and what is left of each without one of its letters.

Two words at distance 1 have such a remainder in common, or one is a remainder of the other (the
idea of SymSpell). Remainders are numbers, computed for many words at once from a polynomial that
may lose any of its terms. Those of the built-in rules are stored (see `builtin`): to compute them
takes a tenth of a second.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.builtin import stored_beside, stored_for
from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.folding import folded
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.vocabulary import Role, Vocabulary

LEAST, MOST = 7, 24
"""Letters; shorter words are too near to others."""
LEAST_WRITTEN = LEAST - 1
"""Letters of a word that may have lost one."""
_BATCH = 4096
"""Words whose remainders are computed at once."""
_PART = 1 << 16
"""Entries that are looked at together."""
_BASE = 0x9E3779B97F4A7C15
_INVERSE = np.uint64(pow(_BASE, -1, 1 << 64))
_POWERS = np.array([pow(_BASE, at, 1 << 64) for at in range(1, MOST + 1)], np.uint64)
"""From the first on, for all letters to count in the upper bits."""
_OWNER_BITS = np.uint64(24)
"""Of an entry, for the index of its word; those above are for its number, in which two words may
agree by chance: what is found is verified."""
_OWNER = (np.uint64(1) << _OWNER_BITS) - np.uint64(1)
_SKETCH_BITS = 20
_LAST_BITS = np.uint64((1 << _SKETCH_BITS) - 1)
_STORED = "misspelt."
Numbers = npt.NDArray[np.uint64]


class MisspeltWords:
    """The words by their remainders, and all that is none of them.

    Attributes:
        entries: Numbers of words and of what is left of each without one of its letters, ascending,
            each above the index of its word.
    """

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take what `arrays` gave."""
        self._arrays = arrays
        self.entries: Numbers = arrays[_STORED + "entries"]
        self._maybe = np.zeros(1 << _SKETCH_BITS, np.bool_)
        for low in range(0, self.entries.size, _PART):
            part = self.entries[low : low + _PART]
            self._maybe[part >> _OWNER_BITS & _LAST_BITS] = True

    @classmethod
    def of(cls, rules: RuleSet, vocabulary: Vocabulary) -> Self:
        """Those of a rule set; of the built-in rules as they were stored."""
        stored = stored_for(rules)
        if stored is not None:
            return cls(stored)
        beside = stored_beside(rules)
        if beside is None:
            return cls.build(vocabulary)
        own = np.array([rule.own for rule in rules.rules], np.bool_)
        return cls._build(vocabulary, own[vocabulary.rule], cls(beside))

    @classmethod
    def build(cls, vocabulary: Vocabulary) -> Self:
        """Those of a rule set, found now."""
        return cls._build(vocabulary, np.ones(vocabulary.rule.size, np.bool_), None)

    @classmethod
    def _build(cls, vocabulary: Vocabulary, entries: Mask, others: Self | None) -> Self:
        """Those of some entries of a vocabulary, after others."""
        literals = np.flatnonzero(vocabulary.having(entries))
        may_be = vocabulary.having(entries & _are_sound(vocabulary))[literals]
        written = zip(map(folded, vocabulary.texts(literals)), may_be.tolist(), strict=True)
        kept = [(word, target) for word, target in written if _may_be_written(word)]
        targets = (word for word, target in kept if target and len(word) >= LEAST)
        words = [*dict.fromkeys((*(others.words if others else ()), *targets))]
        known = dict.fromkeys((*(others.known if others else ()), *(word for word, _ in kept)))
        parts: dict[str, npt.NDArray[Any]] = {
            "words": _as_bytes(words),
            "known": _as_bytes(known),
            "entries": _entries(words, others),
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

    def hold(self, numbers: Numbers) -> Mask:
        """Whether each number is one of ours, or of what is left of ours."""
        maybe = self._maybe[numbers & _LAST_BITS]
        entries = self.entries
        if entries.size:
            asked = numbers[maybe]
            at = np.minimum(np.searchsorted(entries, asked << _OWNER_BITS), entries.size - 1)
            maybe[maybe] = entries[at] >> _OWNER_BITS == asked
        return maybe

    def having(self, numbers: Numbers) -> Iterator[str]:
        """The words that have these numbers, or remainders that have them."""
        first_of, last_of = numbers << _OWNER_BITS, numbers << _OWNER_BITS | _OWNER
        low = np.searchsorted(self.entries, first_of)
        high = np.searchsorted(self.entries, last_of, "right")
        for first, last in zip(low.tolist(), high.tolist(), strict=True):
            for owner in (self.entries[first:last] & _OWNER).tolist():
                yield self.words[owner]


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
    # The last bits of a sum say little of its letters.
    return np.concatenate([whole, without], axis=1) >> _OWNER_BITS


def _entries(words: Sequence[str], others: MisspeltWords | None) -> Numbers:
    """Those of words; see `MisspeltWords`.

    Those of `others` come first and need not be computed again. Of two like letters it is all one
    which is left out, so some stand there twice. Of words beyond the 16 millions that can be told
    apart none is misspelt.
    """
    sizes = np.array([len(word) for word in words[: int(_OWNER) + 1]], np.int64)
    ends = np.cumsum(sizes)
    data = np.frombuffer("".join(words).encode() or b"\0", np.uint8)
    known = np.empty(0, np.uint64) if others is None else others.entries
    begun = 0 if others is None else len(others.words)
    entries = np.empty(known.size + int((sizes[begun:] + 1).sum()), np.uint64)
    entries[: known.size] = known
    filled = known.size
    for low in range(begun, sizes.size, _BATCH):
        part = slice(low, low + _BATCH)
        # Behind the letters that can be left out rows are only filled up.
        own = np.arange(MOST + 1) <= sizes[part, None]
        numbers = remainders(data, (ends - sizes)[part], ends[part]) << _OWNER_BITS
        numbers |= np.arange(low, low + numbers.shape[0], dtype=np.uint64)[:, None]
        some = numbers[own]
        entries[filled : filled + some.size] = some
        filled += some.size
    entries.sort()
    return entries


def _are_sound(vocabulary: Vocabulary) -> Mask:
    """Which entries may be misspelt: health words that are believed as they stand, in any case."""
    sound = [group.level > 0 and group.stands_alone for group in vocabulary.groups]
    may = (vocabulary.role == Role.KEYWORD) & (vocabulary.spelling < 0)
    may[may] = np.array(sound or [False], np.bool_)[vocabulary.group[may]]
    return may


def _may_be_written(word: str) -> bool:
    """Whether a word is one that is looked at: of so many letters and of nothing else."""
    return LEAST_WRITTEN <= len(word) <= MOST and word.isascii() and word.isalpha()


def _as_bytes(words: Iterable[str]) -> Bytes:
    return np.frombuffer("\n".join(words).encode(), np.uint8)
