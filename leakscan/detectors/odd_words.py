"""Words that stand for one of ours: misspelt (`misspellings`) or misread.

What a word is does not depend on where it stands, so each is looked at once, and those that are
nothing are then passed over.
"""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

import numpy as np

from leakscan.detectors.assertion_cues import cue_phrases
from leakscan.detectors.characters import Bytes, Offsets
from leakscan.detectors.drug_stems import substance_like
from leakscan.detectors.folding import folded_words
from leakscan.detectors.lexical import LexicalLane
from leakscan.detectors.misread_letters import LEAST_HIDDEN, ShapedWords, shows_misread
from leakscan.detectors.misspellings import Misspellings
from leakscan.detectors.parted_words import parted_words
from leakscan.detectors.passages import SEPARATOR, Passages, joined
from leakscan.detectors.rule import RuleSet
from leakscan.detectors.unknown_words import Keys, UnknownWords
from leakscan.detectors.vocabulary import Vocabulary

_BATCH = 4096
_SCANNED = 512
"""Bytes on either side of an odd word in which others may be broken in two."""
_MOST_KNOWN = 50_000
"""Odd words that are remembered; more are all forgotten."""


class OddWord(NamedTuple):
    """Where a word stands, and what was meant, in lower case and without accents."""

    start: int
    end: int
    meant: str


class OddWords:
    """Finds them; remembers, as numbers under secret keys, which words are which."""

    def __init__(
        self,
        rules: RuleSet,
        vocabulary: Vocabulary,
        lane: LexicalLane,
        misspellings: Misspellings,
    ) -> None:
        self._rules, self._vocabulary = rules, vocabulary
        self._lane, self._misspellings = lane, misspellings
        self._unknown = UnknownWords()
        self._meant: dict[int, str] = {}

    def find(self, text: bytes, lows: Offsets, highs: Offsets) -> list[OddWord]:
        """The odd words in ranges of a text, ascending."""
        data = np.frombuffer(text, np.uint8)
        starts, ends, keys = self._unknown.find(data, lows, highs)
        if not keys.size:
            return []
        if len(self._meant) > _MOST_KNOWN:
            self._meant.clear()
        fresh, first = np.unique(keys, return_index=True)
        new = np.array([key not in self._meant for key in fresh.tolist()], np.bool_)
        self._read(data, starts[first[new]], ends[first[new]], fresh[new])
        spans = zip(starts.tolist(), ends.tolist(), keys.tolist(), strict=True)
        odd = [
            OddWord(start, end, self._meant[key]) for start, end, key in spans if key in self._meant
        ]
        return self._with_parted(data, odd, lows, highs)

    def _with_parted(
        self, data: Bytes, odd: list[OddWord], lows: Offsets, highs: Offsets
    ) -> list[OddWord]:
        """The same with the words that are broken in two near them."""
        if not odd:
            return odd
        starts, ends = np.array([word[:2] for word in odd], np.int64).T
        range_of = np.searchsorted(lows, starts, side="right") - 1
        near = Passages.around(data, (starts, ends), (lows[range_of], highs[range_of]), _SCANNED)
        parted = self._broken(near)
        begins = [word.start for word in parted]
        whole = []
        for word in odd:
            before = bisect_right(begins, word.start) - 1
            if before < 0 or word.start >= parted[before].end:
                whole.append(word)
        return sorted([*whole, *parted])

    def _broken(self, near: Passages) -> list[OddWord]:
        """The words that are broken in two in some passages, ascending."""
        found = [*parted_words(near.text, self._misspellings.is_ours, self._are_two)]
        if not found:
            return []
        characters = np.array([word[:2] for word in found], np.int64)
        first, last = near.positions(characters.ravel()).reshape(-1, 2).T
        moved = near.shifts[np.searchsorted(near.lows, first, side="right") - 1]
        spans = zip((first + moved).tolist(), (last + moved).tolist(), found, strict=True)
        return [OddWord(start, end, meant) for start, end, (_, _, meant) in spans]

    def _are_two(self, first: str, second: str) -> bool:
        """Whether words say what they do apart, though there is one that both make together."""
        return second in self._cues or self._lane.is_literal(f"{first} {second}".encode())

    def _read(self, data: Bytes, starts: Offsets, ends: Offsets, keys: Keys) -> None:
        """Look at words that were not met before."""
        nothing = np.ones(keys.size, np.bool_)
        for low in range(0, keys.size, _BATCH):
            part = slice(low, low + _BATCH)
            text, _ = joined(data, starts[part], ends[part])
            words = text.tobytes().decode("utf-8", "replace").split(chr(SEPARATOR))[:-1]
            for row, meant in self._meanings(words).items():
                self._meant[int(keys[low + row])] = meant
                nothing[low + row] = False
        self._unknown.learn(keys[nothing])

    def _meanings(self, written: list[str]) -> dict[int, str]:
        """Which words, by number, stand for one of ours, and for which."""
        simple = folded_words(written)
        meant = self._misspellings.meant_by(simple)
        for row, word in self._shaped.like(simple):
            if row in meant:
                continue
            if simple[row] == word:
                found = not written[row].isascii() and self._is_unread(written[row], word)
            else:
                found = shows_misread(written[row]) or self._is_hidden(simple[row], word)
            if found:
                meant[row] = word
        for row, word in enumerate(simple):
            substance = substance_like(word)
            if substance is None or row in meant or not self._misspellings.is_no_word(word):
                continue
            if self._misspellings.is_ours(substance):
                meant[row] = substance
        return meant

    def _is_unread(self, written: str, word: str) -> bool:
        """Whether a word of ours has accents with which it is none: ``Esoméprazole``."""
        if not self._misspellings.is_ours(word):
            return False
        # Some words count only as they are written: ``Maître``.
        forms = (written.lower(), written.capitalize(), written.upper())
        return not any(self._lane.is_literal(form.encode()) for form in forms)

    def _is_hidden(self, written: str, word: str) -> bool:
        """Whether a word that shows nothing is long enough, and no other word or name."""
        return len(word) >= LEAST_HIDDEN and self._misspellings.is_no_word(written)

    @cached_property
    def _cues(self) -> frozenset[str]:
        return frozenset(cue_phrases())

    @cached_property
    def _shaped(self) -> ShapedWords:
        """Read at the first text that has somebody in it."""
        return ShapedWords.of(self._rules, self._vocabulary)
