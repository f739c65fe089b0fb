"""The lexical lane: all words of all rules found in one pass, as arrays of entries.

An occurrence counts when no letter or digit is glued to it and it lies in one record (and one
field). What a word needs besides (neighbours, a pattern) is decided on windows, later.
"""

from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Mask, Offsets, word_after, word_before
from leakscan.detectors.literal_engines import LiteralEngine
from leakscan.detectors.vocabulary import Vocabulary
from leakscan.frozen import slotted
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.selection import selected

_JOINS = ord("_")


@slotted
class Words:
    """Occurrences of entries, ascending by start; one entry each.

    Attributes:
        entry: Index into the vocabulary's entries.
        start, end: Span in the chunk.
    """

    entry: npt.NDArray[np.int64]
    start: Offsets
    end: Offsets

    def take(self, which: Mask | Offsets) -> Self:
        """The selected occurrences."""
        rows = selected(which)
        if rows is None:
            return self
        return type(self)(self.entry.take(rows), self.start.take(rows), self.end.take(rows))

    def within(self, low: int, high: int) -> Self:
        """Those of a part of the text, with their places in it."""
        first, last = np.searchsorted(self.start, [low, high])
        rows = slice(first, last)
        inside = self.end[rows] <= high
        return type(self)(
            self.entry[rows][inside], self.start[rows][inside] - low, self.end[rows][inside] - low
        )


class LexicalLane:
    """Finds the entries of a vocabulary with one of the engines."""

    def __init__(self, vocabulary: Vocabulary, engine: LiteralEngine) -> None:
        self._vocabulary = vocabulary
        self._engine = engine
        self._entries_of = np.diff(vocabulary.first_entry)
        self._may_be_glued = vocabulary.begins | vocabulary.ends
        if engine.sees_words:
            first = vocabulary.text[np.cumsum(vocabulary.size) - vocabulary.size]
            self._may_be_glued &= first >= 0x80
        self._entries, self._longest = vocabulary.rule.size, int(vocabulary.size.max(initial=0))

    @property
    def engine_name(self) -> str:
        """Which engine finds the literals."""
        return self._engine.name

    def find(self, data: Bytes) -> Words:
        """All entries in a text."""
        return self._words(*self._engine.find(data), data)

    def find_up_to(self, data: Bytes, most: int) -> Words | None:
        """The same; None where a text holds more than about so many."""
        found = self._engine.find_up_to(data, most)
        if found is None or self._entries_of.take(found[0]).sum() > most:
            return None
        return self._words(*found, data)

    def _words(self, literal: npt.NDArray[np.int64], end: Offsets, data: Bytes) -> Words:
        start = end - self._vocabulary.size[literal]
        free = ~self._glued(literal, start, end, data)
        words = self._expand(literal[free], start[free], end[free])
        words = words.take(self._written_exactly(words, data))
        # They come nearly in order, which takes this sort a tenth of the time of others.
        return words.take(np.argsort(self._rank(words), kind="stable"))

    def _glued(
        self, literal: npt.NDArray[np.int64], start: Offsets, end: Offsets, data: Bytes
    ) -> Mask:
        """Whether a literal is part of a longer word, where the engine has not looked."""
        glued = np.zeros(literal.size, np.bool_)
        rows = np.flatnonzero(self._may_be_glued[literal])
        literal, start, end = literal[rows], start[rows], end[rows]
        # "n°" or "+" needs no boundary on the side of its sign.
        glued[rows] = self._vocabulary.begins[literal] & word_before(data, start)
        glued[rows] |= self._vocabulary.ends[literal] & word_after(data, end)
        return glued

    def is_literal(self, text: bytes) -> bool:
        """Whether a text is one of the literals, as far as case goes in ASCII alone."""
        literal, end = self._engine.find(np.frombuffer(text, np.uint8))
        whole = (end == len(text)) & (self._vocabulary.size[literal] == len(text))
        return bool(whole.any())

    def _rank(self, words: Words) -> Offsets:
        """By start, then the longest first, then by entry: one integer sorts faster than three."""
        shorter = self._longest - (words.end - words.start)
        return (words.start * (self._longest + 1) + shorter) * self._entries + words.entry

    def _expand(self, literal: npt.NDArray[np.int64], start: Offsets, end: Offsets) -> Words:
        """One row per entry of each literal."""
        count = self._entries_of.take(literal)
        row = np.repeat(np.arange(literal.size), count)
        # The first of a literal's rows is as many before its first entry as all rows before it.
        first = self._vocabulary.first_entry.take(literal) - (np.cumsum(count) - count)
        return Words(first.take(row) + np.arange(row.size), start.take(row), end.take(row))

    def are_in_identifiers(self, words: Words, data: Bytes) -> Mask:
        """Whether abbreviations are parts of names in programs: ``BPF_MAP_CREATE``.

        Only of those that must be written exactly as they are; ``statut_vih`` is a name, too.
        """
        inside = np.zeros(words.entry.size, np.bool_)
        rows = np.flatnonzero(self._vocabulary.spelling[words.entry] >= 0)
        before = data[np.maximum(words.start[rows] - 1, 0)] == _JOINS
        after = data[np.minimum(words.end[rows], data.size - 1)] == _JOINS
        inside[rows] = (before & (words.start[rows] > 0)) | (after & (words.end[rows] < data.size))
        return inside

    def _written_exactly(self, words: Words, data: Bytes) -> Mask:
        """True except where an entry asks for another spelling than the one found."""
        spelling = self._vocabulary.spelling[words.entry]
        if KERNELS is not None:
            return arrays.spelled(data, words.start, spelling, self._vocabulary.spellings)
        return _spelled(data, words.start, spelling, self._vocabulary.spellings)


def _spelled(
    data: Bytes, starts: Offsets, spelling: npt.NDArray[np.int32], spellings: Bytes
) -> Mask:
    """The twin of the kernel `spelled`."""
    right = np.ones(starts.size, np.bool_)
    rows = np.flatnonzero(spelling >= 0)
    if rows.size:
        wanted = spellings[spelling[rows]]
        at = starts[rows, None] + np.arange(wanted.shape[1])
        found = data[np.minimum(at, data.size - 1)]
        right[rows] = (((found == wanted) & (at < data.size)) | (wanted == 0)).all(axis=1)
    return right
