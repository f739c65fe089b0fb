"""The text around keywords, cut out of a chunk: what windows, neighbours and sentences look at.

Most of a chunk is far from any keyword that needs a second look; in a table everything outside
the keyword's own cell is none of its business. Passages are joined where they meet, so a letter
full of clinical words is one passage, read once.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Chunk, last_before

SEPARATOR = 0x1E
"""Ends a sentence and belongs to no word, so that nothing reaches into the next passage."""
_SEPARATING = chr(SEPARATOR)
_SEARCHES = 32
"""Bytes that are counted in the time of one search."""


@dataclass(eq=False, repr=False)
class Passages:
    """Pieces of a chunk, one after the other, and where the keywords stand in them.

    Attributes:
        data: The pieces with a separator after each; UTF-8.
        starts, ends: Span of each keyword in `data`.
        lows, highs: Span of each keyword's piece in `data`.
        shifts: For each keyword, what to add to a position in `data` to get it in the chunk.
    """

    data: Bytes
    starts: Offsets
    ends: Offsets
    lows: Offsets
    highs: Offsets
    shifts: Offsets

    @classmethod
    def around(
        cls,
        data: Bytes,
        spans: tuple[Offsets, Offsets],
        bounds: tuple[Offsets, Offsets],
        reach: int,
    ) -> Self:
        """The passages around keywords.

        Args:
            data: The chunk.
            spans: Start and end of each keyword (at least one), ascending by start.
            bounds: Start and end of the field or text each stands in, which is not left.
            reach: Bytes to take on either side.
        """
        starts, ends = spans
        low = np.maximum(bounds[0], starts - reach)
        high = np.minimum(bounds[1], ends + reach)
        reached = np.maximum.accumulate(high)
        new = np.ones(starts.size, np.bool_)
        new[1:] = (low[1:] > reached[:-1]) | (bounds[0][1:] != bounds[0][:-1])
        first = np.flatnonzero(new)
        low, high = low[first], np.maximum.reduceat(high, first)
        low, high = _at_characters(data, low), _at_characters(data, high)
        text, begins = joined(data, low, high)
        piece = np.cumsum(new) - 1
        shifts = low - begins
        return cls(
            data=text,
            starts=starts - shifts[piece],
            ends=ends - shifts[piece],
            lows=begins[piece],
            highs=(begins + high - low)[piece],
            shifts=shifts[piece],
        )

    def take(self, rows: Offsets) -> Self:
        """The same pieces, with some of the keywords."""
        every = (self.starts, self.ends, self.lows, self.highs, self.shifts)
        return type(self)(self.data, *(each[rows] for each in every))

    def narrowed(self) -> Self:
        """Without the pieces in which no keyword stands."""
        new = np.ones(self.lows.size, np.bool_)
        new[1:] = self.lows[1:] != self.lows[:-1]
        low, high = self.lows[new], self.highs[new]
        if not low.size:
            return replace(self, data=self.data[:0])
        if (high - low + 1).sum() == self.data.size:
            return self
        text, begins = joined(self.data, low, high)
        moved = (low - begins)[np.cumsum(new) - 1]
        return type(self)(
            data=text,
            starts=self.starts - moved,
            ends=self.ends - moved,
            lows=self.lows - moved,
            highs=self.highs - moved,
            shifts=self.shifts + moved,
        )

    @cached_property
    def text(self) -> str:
        """The pieces as text, each on lines of its own: patterns know where lines begin."""
        return self.data.tobytes().decode("utf-8", "replace").replace(_SEPARATING, "\n")

    @cached_property
    def _continued(self) -> Offsets:
        """Where bytes stand that are not the first of their character."""
        if len(self.text) == self.data.size:
            return np.empty(0, np.int64)
        return np.flatnonzero((self.data & 0xC0) == 0x80)

    @cached_property
    def _begun(self) -> Offsets:
        """For each of `_continued`, how many characters begin before it."""
        return self._continued - np.arange(self._continued.size)

    @cached_property
    def _character(self) -> npt.NDArray[np.int32]:
        """How many characters begin before each position."""
        before = np.zeros(self.data.size + 1, np.int32)
        np.cumsum((self.data & 0xC0) != 0x80, out=before[1:])
        return before

    def characters(self, positions: Offsets) -> Offsets:
        """Where positions in `data` are in `text`."""
        if not self._continued.size:
            return positions
        # To search for each takes long for many, to count in all of the text for a few.
        if positions.size * _SEARCHES < self.data.size:
            return positions - np.searchsorted(self._continued, positions)
        return self._character[positions].astype(np.int64)

    def positions(self, characters: Offsets) -> Offsets:
        """Where characters of `text` are in `data`."""
        if not self._continued.size:
            return characters
        return characters + np.searchsorted(self._begun, characters, side="right")


def ranges_around(chunk: Chunk, places: Offsets, reach: int) -> tuple[Offsets, Offsets]:
    """The text of prose around some ascending places, in the record of each: starts and ends.

    Ranges that meet are one, also those of neighbouring records.
    """
    starts = chunk.record_starts
    record = last_before(starts, places)
    places, record = places[record >= 0], record[record >= 0]
    lows = np.maximum(places - reach, starts[record])
    highs = np.minimum(places + reach, chunk.record_ends[record])
    reached = np.maximum.accumulate(highs)
    new = np.ones(lows.size, np.bool_)
    new[1:] = lows[1:] >= reached[:-1]
    first = np.flatnonzero(new)
    last = np.append(first[1:], lows.size) - 1
    return lows[first], reached[last[: first.size]]


def _at_characters(data: Bytes, places: Offsets) -> Offsets:
    """The places, moved on to where a character begins."""
    places = places.copy()
    for _ in range(3):
        inside = places < data.size
        inside[inside] = (data[places[inside]] & 0xC0) == 0x80
        places += inside
    return places


def joined(data: Bytes, low: Offsets, high: Offsets) -> tuple[Bytes, Offsets]:
    """Spans of a text (at least one), a separator after each, and where each begins then."""
    sizes = high - low + 1
    begins = np.cumsum(sizes) - sizes
    if KERNELS is not None:
        return arrays.joined(data, low, high, SEPARATOR), begins
    return _joined(data, low, high), begins


def _joined(data: Bytes, low: Offsets, high: Offsets) -> Bytes:
    """The twin of the kernel."""
    if low.size == 1:
        return np.append(data[low[0] : high[0]], np.uint8(SEPARATOR))
    sizes = high - low + 1
    ahead = low - (np.cumsum(sizes) - sizes)
    source = np.repeat(ahead, sizes) + np.arange(int(sizes.sum()))
    text = data[np.minimum(source, data.size - 1)]
    text[np.cumsum(sizes) - 1] = SEPARATOR
    return text


class Ranges(NamedTuple):
    """Ranges of a text (ascending, apart), which may be a small part of it, one after the other.

    Attributes:
        data: The whole text.
        text: The ranges, a separator after each.
        begins: Where each begins in `text`.
        ahead: What to add to a place there to get it in `data`.
    """

    data: Bytes
    text: Bytes
    begins: Offsets
    ahead: Offsets

    @classmethod
    def of(cls, data: Bytes, lows: Offsets, highs: Offsets) -> "Ranges":
        """The ranges between some edges."""
        if not lows.size:
            return cls(data, data[:0], lows, lows)
        text, begins = joined(data, lows, highs)
        return cls(data, text, begins, lows - begins)

    def places_of(
        self, table: Mask, *, before: Mask | None = None, after: Mask | None = None
    ) -> Offsets:
        """Where bytes of a table stand in the text, ascending.

        With others, only those with a byte of these before or after them, in their range or as the
        separator that ends it.
        """
        text = self.text.tobytes()
        wanted = _are_in(table, text)
        if before is not None:
            wanted[1:] &= _are_in(before, text)[:-1]
            # As behind the separator of a range before: which is the first depends on the chunk.
            wanted[:1] &= before[SEPARATOR]
        if after is not None:
            wanted[:-1] &= _are_in(after, text)[1:]
        return self.places(np.flatnonzero(wanted))

    def places(self, found: Offsets) -> Offsets:
        """Where places of `text` are in `data`."""
        return found + self.ahead[np.searchsorted(self.begins, found, side="right") - 1]


def _are_in(table: Mask, text: bytes) -> Mask:
    """Whether each byte is one of a table: a fifth of the time of an index by bytes."""
    return np.frombuffer(bytearray(text).translate(table.tobytes()), np.bool_)
