"""Hits around words that are misspelt or misread: ``seropositf``, ``LEV0THYR0X``.

Looked for where a text begins and around what tells of somebody, in the same record; in tables,
in remarks about people. The text around such words is read once more, as it was meant (`mended`);
what that adds is believed less.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.keyword_hits import KeywordRules
from leakscan.detectors.layout import Layout
from leakscan.detectors.lexical import LexicalLane
from leakscan.detectors.name_pairs import are_within, spans_of
from leakscan.detectors.odd_words import OddWords
from leakscan.detectors.passages import ranges_around
from leakscan.detectors.rule import NO_RULE, RuleSet
from leakscan.model.taxonomy import Tier
from leakscan.raw.chunk import Chunk, Fields
from leakscan.raw.hits import Hits

if TYPE_CHECKING:
    from leakscan.detectors.mended import MendedText

_REACH = 2048
"""Bytes on either side of what was found: most letters are shorter, logs and books are not."""
_JOINS = ord("_")
_AROUND = 320
"""Bytes of prose on either side of a word: more than a keyword, its neighbours and its sentence."""
_PERSONAL = frozenset({"name", "nir", "birth-date"})
"""Columns that make a table one of people."""


class _Ranges(NamedTuple):
    """Where odd words are looked for, ascending; the field of each, -1 in prose."""

    lows: Offsets
    highs: Offsets
    fields: Offsets


class Mending:
    """Finds them with the rules that find all others."""

    def __init__(
        self, rules: RuleSet, lane: LexicalLane, keywords: KeywordRules, odd_words: OddWords
    ) -> None:
        self._lane, self._keywords, self._odd_words = lane, keywords, odd_words
        self._comment = rules.number_of("health.comment")
        self._mailboxes = np.array(
            [rule.info.category == "email" for rule in rules.rules], np.bool_
        )
        self._persons = frozenset(
            number for number, rule in enumerate(rules.rules) if rule.info.category in _PERSONAL
        )

    def hits(self, hits: list[Hits], seen: Offsets, layout: Layout) -> list[Hits]:
        """What the `hits` of a chunk lack; nothing or one part.

        Args:
            hits: All others; their status is put right where a mended word says another.
            seen: Where they tell of health or persons, and where a text begins; ascending.
            layout: Where they stand.
        """
        chunk = layout.chunk
        ranges = _in_prose(chunk, seen) if chunk.table is None else self._in_remarks(layout)
        if ranges is None or not ranges.lows.size:
            return []
        words = self._odd_words.find(chunk.data, ranges.lows, ranges.highs)
        if not words:
            return []
        # Imported here: most texts have no such word.
        from leakscan.detectors.mended import MendedText

        around = _AROUND if chunk.table is None else len(chunk.data)
        mended = MendedText(chunk.data, words, (ranges.lows, ranges.highs), around)
        found = self._read(mended, ranges, layout)
        if found is None:
            return []
        found = found.take(
            layout.owned(found.start) & ~self._are_names_of_things(found, hits, layout)
        )
        found = _restated(found, hits)
        found.tier = np.minimum(found.tier, Tier.CONTEXTUAL).astype(np.int8)
        return [found] if len(found) else []

    def _are_names_of_things(self, found: Hits, hits: list[Hits], layout: Layout) -> Mask:
        """Whether each word is part of a mailbox, or of a name in a program: ``get_memusage``."""
        data = layout.data
        named = np.zeros(len(found), np.bool_)
        if layout.profile is None:
            named = data[np.maximum(found.start - 1, 0)] == _JOINS
            named |= data[np.minimum(found.end, data.size - 1)] == _JOINS
        if hits:
            named |= are_within(found.start, found.end, spans_of(hits, self._mailboxes))
        return named

    def _in_remarks(self, layout: Layout) -> _Ranges | None:
        """The cells that hold remarks about people."""
        profile = layout.profile
        if profile is None or layout.chunk.fields is None or self._comment == NO_RULE:
            return None
        columns = np.flatnonzero(profile.rule == self._comment).tolist()
        if not columns or self._persons.isdisjoint(profile.rule.tolist()):
            return None
        spans = [layout.column_spans(column)[:3] for column in columns]
        if len(spans) == 1:
            fields, lows, highs = spans[0]
            return _Ranges(lows, highs, fields)
        fields, lows, highs = (np.concatenate(part) for part in zip(*spans, strict=True))
        order = np.argsort(lows)
        return _Ranges(lows[order], highs[order], fields[order])

    def _read(self, mended: "MendedText", ranges: _Ranges, layout: Layout) -> Hits | None:
        """What stands in the mended text, where it stands in the chunk."""
        data = mended.data
        text = _laid_out(mended, ranges, layout)
        words = self._lane.find(data)
        if text.profile is None:
            words = words.take(self._keywords.have_digits(words, data))
            words = words.take(~self._lane.are_in_identifiers(words, data))
        parts = self._keywords.hits(words, text)
        if not parts:
            return None
        found = Hits.concatenate(parts)
        found.start, found.end = mended.starts(found.start), mended.ends(found.end)
        if text.profile is not None:
            of_range = mended.ranges[found.field]
            found.field = ranges.fields[of_range]
            comments = np.flatnonzero(found.rule == self._comment)
            found.start[comments] = ranges.lows[of_range[comments]]
            found.end[comments] = ranges.highs[of_range[comments]]
        return found


def _laid_out(mended: "MendedText", ranges: _Ranges, layout: Layout) -> Layout:
    """The mended text as a chunk: prose, or cells of the columns that its pieces are of."""
    data = mended.data
    given = (data.tobytes(), 0, data.size, 1, 0)
    fields = layout.chunk.fields
    if layout.profile is None or fields is None:
        return Layout(Chunk(*given, np.zeros(1, np.int64)), data, None, 0)
    begins, ends = mended.pieces
    columns = fields.column[ranges.fields[mended.ranges]]
    cells = Fields(begins, ends, columns)
    return Layout(Chunk(*given, begins, layout.chunk.table, cells), data, layout.profile, 0)


def _in_prose(chunk: Chunk, seen: Offsets) -> _Ranges:
    """Around what was seen, in the record of each."""
    lows, highs = ranges_around(chunk, seen, _REACH)
    return _Ranges(lows, highs, np.full(lows.size, -1))


def _restated(found: Hits, others: list[Hits]) -> Hits:
    """The hits that are none of the others; those that are give these their status."""
    known = {}
    for part in others:
        rows = np.flatnonzero(np.isin(part.start, found.start)).tolist()
        for row, place in zip(rows, _places(part.take(np.array(rows, np.int64))), strict=True):
            known[place] = (part, row)
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
