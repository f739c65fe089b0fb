"""Hits around words of prose that are misspelt or misread: ``seropositf``, ``LEV0THYR0X``.

Looked for where a text begins, and around what tells of somebody, in the same record. The text
around such words is read once more, as it was meant (`mended`); what that adds is believed less.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from leakscan.detectors.characters import Offsets
from leakscan.detectors.keyword_hits import KeywordRules
from leakscan.detectors.layout import Layout
from leakscan.detectors.lexical import LexicalLane
from leakscan.detectors.odd_words import OddWords
from leakscan.model.taxonomy import Tier
from leakscan.raw.chunk import Chunk, last_before
from leakscan.raw.hits import Hits

if TYPE_CHECKING:
    from leakscan.detectors.mended import MendedText

_REACH = 2048
"""Bytes on either side of what was found: most letters are shorter, logs and books are not."""


class Mending:
    """Finds them with the rules that find all others."""

    def __init__(self, lane: LexicalLane, keywords: KeywordRules, odd_words: OddWords) -> None:
        self._lane, self._keywords, self._odd_words = lane, keywords, odd_words

    def hits(self, hits: list[Hits], seen: Offsets, layout: Layout) -> list[Hits]:
        """What the `hits` of prose lack; nothing or one part.

        Args:
            hits: All others.
            seen: Where they tell of health or persons, ascending.
            layout: Where they stand.
        """
        chunk = layout.chunk
        lows, highs = _ranges(chunk, seen)
        words = self._odd_words.find(chunk.data, lows, highs) if lows.size else []
        if not words:
            return []
        # Imported here: most texts have no such word.
        from leakscan.detectors.mended import MendedText

        mended = MendedText(chunk.data, words, lows, highs)
        found = self._read(mended)
        if found is None:
            return []
        found.start, found.end = mended.starts(found.start), mended.ends(found.end)
        found = found.take(layout.owned(found.start))
        found = _restated(found, hits)
        found.tier = np.minimum(found.tier, Tier.CONTEXTUAL).astype(np.int8)
        return [found] if len(found) else []

    def _read(self, mended: "MendedText") -> Hits | None:
        """What stands in the mended text, where it stands there."""
        data = mended.data
        chunk = Chunk(data.tobytes(), 0, data.size, 1, 0, np.zeros(1, np.int64))
        words = self._lane.find(data)
        words = words.take(self._keywords.have_digits(words, data))
        words = words.take(~self._lane.are_in_identifiers(words, data))
        found = self._keywords.hits(words, Layout(chunk, data, None, 0))
        return Hits.concatenate(found) if found else None


def _ranges(chunk: Chunk, seen: Offsets) -> tuple[Offsets, Offsets]:
    """Where to look: around what was seen and at the start of a text, in the record of each."""
    starts = chunk.record_starts
    if not chunk.first_record:
        seen = np.append(starts[:1], seen)
    record = last_before(starts, seen)
    seen, record = seen[record >= 0], record[record >= 0]
    lows = np.maximum(seen - _REACH, starts[record])
    highs = np.minimum(seen + _REACH, np.append(starts[1:], chunk.end)[record])
    reached = np.maximum.accumulate(highs)
    new = np.ones(lows.size, np.bool_)
    new[1:] = lows[1:] >= reached[:-1]
    first = np.flatnonzero(new)
    last = np.append(first[1:], lows.size) - 1
    return lows[first], reached[last[: first.size]]


def _restated(found: Hits, others: list[Hits]) -> Hits:
    """The hits that are none of the others; those that are give these their status."""
    known = {place: (part, row) for part in others for row, place in enumerate(_places(part))}
    new = np.ones(len(found), np.bool_)
    for row, place in enumerate(_places(found)):
        if place in known:
            part, other = known[place]
            part.assertion[other] = found.assertion[row]
            part.specific[other] = found.specific[row]
            new[row] = False
    return found.take(new)


def _places(hits: Hits) -> Iterator[tuple[int, int, int]]:
    return zip(hits.rule.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
