"""From keyword occurrences to hits: conditions, assertion status, tier.

Unconditional keywords become hits as arrays. Those that need a window, and all clinical
statements, whose status depends on their sentence, are looked at in the text around them,
inside their field or, in prose, the whole chunk: a fast look at all at once first (digits,
neighbours), then patterns for what is left, then the sentences of what was accepted.
"""

from dataclasses import replace
from functools import partial
from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.detectors import spans
from leakscan.detectors.answers import Bounds, bounds_with_answers
from leakscan.detectors.assertion import AssertionReader, Sentences
from leakscan.detectors.cell_memory import CellMemory, Verdicts
from leakscan.detectors.characters import DIGITS, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.digit_runs import digits_value
from leakscan.detectors.known_words import first_words, known_words
from leakscan.detectors.layout import Layout
from leakscan.detectors.lexical import Words
from leakscan.detectors.neighbours import NeighbourRules
from leakscan.detectors.passages import Passages
from leakscan.detectors.rule import NO_RULE, RuleSet
from leakscan.detectors.statement_kinds import kinds_of
from leakscan.detectors.tokens import Positions, Tokens
from leakscan.detectors.vocabulary import Role, Vocabulary
from leakscan.detectors.windows import PatternRules
from leakscan.detectors.written_dates import numbers_at
from leakscan.frozen import slotted
from leakscan.identifiers import phone
from leakscan.model.taxonomy import Assertion, Tier
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.raw.hits import Hits

_REACH = 256
"""Bytes on either side of a keyword that its sentence may take."""
_IS_DIGIT = byte_class(DIGITS)
_OPAQUE_CATEGORIES = frozenset(
    "name doctor address postcode email credential sex insurance pseudonym birth-date "
    "id-document professional care-contact".split()
)
"""Columns of these hold values, not statements, and are counted as such (see `cell_hits`): a
patient called Diane takes no pill. Beside a telephone or a NIR people write what it is for."""

_BLOOD_GROUP = "health.blood-group"
_RESULT = "health.result"
_WITHOUT_STATUS = frozenset({_BLOOD_GROUP, _RESULT})
"""Their "négatif" is a value (rhésus négatif), not a denial."""


@slotted
class _Accepted:
    """Occurrences that count: their numbers, spans in the chunk, and status."""

    which: Offsets
    start: Offsets
    end: Offsets
    assertion: npt.NDArray[np.int8]


def _nothing_accepted() -> _Accepted:
    none = np.empty(0, np.int64)
    return _Accepted(none, none, none, np.empty(0, np.int8))


@slotted
class _Candidates:
    """Occurrences that may count; arrays of one entry each.

    Attributes:
        which: Their numbers among all that are looked at.
        group: Their keyword groups.
        passages: The text around them.
        start, end: Spans in the chunk, of their values where these are known.
    """

    which: Offsets
    group: npt.NDArray[np.int32]
    passages: Passages
    start: Offsets
    end: Offsets

    def take(self, kept: Mask) -> Self:
        """The selected ones."""
        rows = np.flatnonzero(kept)
        return type(self)(
            self.which[rows],
            self.group[rows],
            self.passages.take(rows),
            self.start[rows],
            self.end[rows],
        )

    def narrowed(self) -> Self:
        """The same, with the text around them alone."""
        return replace(self, passages=self.passages.narrowed())


class _Reading:
    """What a rule set's words are to a text around keywords; made at the first such text."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        groups = vocabulary.groups
        self._words, neighbours = known_words(rules, groups)
        self.neighbours = NeighbourRules(neighbours, groups, partial(first_words, rules, groups))
        self.assertions = AssertionReader(self._words)
        rules_of = [rules.rules[rule] for rule in vocabulary.group_rule]
        reach = [rule.max_bytes for rule in rules_of]
        self.patterns = PatternRules(groups, reach, [rule.own for rule in rules_of])
        self.reach = max([_REACH, *reach])
        self.kinds = kinds_of(rules, groups, vocabulary.group_rule)

    def tokens(self, passages: Passages) -> Tokens:
        return self._words.tokens(passages.data)


class KeywordRules:
    """Turns keyword occurrences into hits for a rule set."""

    def __init__(self, rules: RuleSet, vocabulary: Vocabulary) -> None:
        self._rules, self._vocabulary = rules, vocabulary
        groups = vocabulary.groups
        self._free = np.array(
            [not (g.near or g.veto or g.pattern) for g in groups] or [True], np.bool_
        )
        self._level = np.array([g.level for g in groups] or [0], np.int8)
        self._tier = np.array([int(g.tier) for g in groups] or [0], np.int8)
        before = [max(g.digit_within, g.digit_before) for g in groups]
        after = [max(g.digit_within, g.digit_after) for g in groups]
        self._digit_reach = np.array([before, after] if groups else [[0], [0]], np.int64)
        self._specific = np.array([g.specific for g in groups] or [False], np.bool_)
        infos = [rule.info for rule in rules.rules]
        self._is_birth = np.array([i.category == "birth-date" for i in infos] or [False])
        self.is_opaque = np.array(
            [i.category in _OPAQUE_CATEGORIES or i.id == _BLOOD_GROUP for i in infos] + [False],
            np.bool_,
        )
        self._is_name = np.array([i.category == "name" for i in infos] + [False], np.bool_)
        has_status = np.array([i.id not in _WITHOUT_STATUS for i in infos] or [False])
        of_group = np.array(vocabulary.group_rule or [0])
        self._has_status = has_status[of_group] & (self._level > 0)
        self._tells_birth = self._is_birth[of_group]
        self._phone = rules.number_of("fr.phone")
        self._comment = rules.number_of("health.comment")
        self._result = rules.number_of(_RESULT)
        self._known_health = np.array(
            [info.level > 0 or info.id == "health.comment" for info in infos] + [False], np.bool_
        )
        self._reading: _Reading | None = None
        self._memory = CellMemory()

    def hits(self, words: Words, layout: Layout) -> list[Hits]:
        """Hits of all keywords among `words`, and the comment cells that hold health words.

        Args:
            words: Occurrences of entries.
            layout: Where they stand.
        """
        vocabulary = self._vocabulary
        # Those before the chunk's own text are beside its first words.
        named = (words.start >= layout.chunk.begin) & (words.start < layout.body)
        words = words.take((vocabulary.role[words.entry] == Role.KEYWORD) & ~named)
        if not words.entry.size:
            return []
        fields = layout.fields_of(words.start, words.end)
        role = layout.role_of(fields)
        lost = self.is_opaque[role]
        if lost.any():
            # ``DURAND Zoé (née le 02/01/1979)`` in a column of names.
            group = vocabulary.group[words.entry]
            lost &= ~(self._tells_birth[group] & self._is_name[role])
        if layout.profile is not None:
            lost |= (fields < 0) | layout.flag_of(layout.profile.company, fields)
        words, fields = words.take(~lost), fields[~lost]
        if not words.entry.size:
            return []
        found = self._resolve(words, fields, layout)
        if not len(found):
            return []
        found = found.take(layout.owned(found.start))
        comments = self._comments(found, layout)
        return [found, comments] if comments is not None else [found]

    def have_digits(self, words: Words, data: Bytes) -> Mask:
        """Whether each occurrence in prose has the digit nearby that its group asks for.

        A quick look at all of them, which spares most their window. Not for tables: there a
        cell must be judged by itself, whatever stands beside it.
        """
        # One byte more than asked for on either side: the window decides.
        reach = self._digit_reach + (self._digit_reach > 0)
        every = (np.zeros(words.entry.size, np.int64), np.full(words.entry.size, data.size))
        group = self._vocabulary.group[words.entry]
        return _near_digits(data, (words.start, words.end), every, group, reach)

    def _resolve(self, words: Words, fields: Offsets, layout: Layout) -> Hits:
        group = self._vocabulary.group[words.entry]
        # An analysis with its value in the column of results is counted there already.
        asked = self._vocabulary.rule[words.entry] != self._result
        bounds = bounds_with_answers(words, fields, asked, layout, self._result)
        alone = _whole_field(words, fields, layout) & ~bounds.answered
        plain = self._free[group] & (~self._has_status[group] | alone)
        simple, others = np.flatnonzero(plain), np.flatnonzero(~plain)
        given = (words.take(others), fields[others], group[others], bounds.take(others), layout)
        looked = self._look(*given)
        index = np.concatenate([simple, others[looked.which]])
        spans = (
            np.concatenate([words.start[simple], looked.start]),
            np.concatenate([words.end[simple], looked.end]),
            np.concatenate([np.zeros(simple.size, np.int8), looked.assertion]),
        )
        return self._hits(words, fields, layout, index, spans)

    def _look(
        self,
        words: Words,
        fields: Offsets,
        group: npt.NDArray[np.int32],
        bounds: Bounds,
        layout: Layout,
    ) -> _Accepted:
        """The occurrences whose conditions hold, with their values and statuses."""
        if not group.size:
            return _nothing_accepted()
        if KERNELS is None or layout.profile is None:
            return self._read(words, fields, group, bounds, layout)
        return self._remembered(words, fields, group, bounds, layout)

    def _remembered(
        self,
        words: Words,
        fields: Offsets,
        group: npt.NDArray[np.int32],
        bounds: Bounds,
        layout: Layout,
    ) -> _Accepted:
        """The same for words in cells: only those of cells that are new are read."""
        new = np.ones(fields.size, np.bool_)
        new[1:] = fields[1:] != fields[:-1]
        first = np.flatnonzero(new)
        cell_of = np.cumsum(new) - 1
        lows, highs = bounds.starts[first], bounds.ends[first]
        health = self._known_health[layout.role_of(fields[first])]
        keys = self._memory.keys(layout.data, lows, highs, health)
        fresh = self._memory.unknown(keys)
        if fresh.size:
            is_fresh = np.zeros(first.size, np.bool_)
            is_fresh[fresh] = True
            rows = np.flatnonzero(is_fresh[cell_of])
            given = (words.take(rows), fields[rows], group[rows], bounds.take(rows), layout)
            found = self._read(*given)
            row = rows[found.which]
            cell = cell_of[row]
            verdicts = Verdicts(
                row - first[cell], found.start - lows[cell], found.end - lows[cell], found.assertion
            )
            self._memory.learn(keys[fresh], np.searchsorted(fresh, cell), verdicts)
        cell, verdicts = self._memory.recall(keys)
        return _Accepted(
            first[cell] + verdicts.rank,
            lows[cell] + verdicts.start,
            lows[cell] + verdicts.end,
            verdicts.assertion,
        )

    def _read(
        self,
        words: Words,
        fields: Offsets,
        group: npt.NDArray[np.int32],
        around: Bounds,
        layout: Layout,
    ) -> _Accepted:
        """The occurrences whose conditions hold; at least one is given."""
        if self._reading is None:
            self._reading = _Reading(self._rules, self._vocabulary)
        reading = self._reading
        places, bounds = (words.start, words.end), (around.starts, around.ends)
        known = self._known_health[layout.role_of(fields)]
        kept = known | reading.neighbours.may_be_allowed(layout.data, places, bounds, group)
        kept &= _near_digits(layout.data, places, bounds, group, self._digit_reach)
        if not kept.any():
            return _nothing_accepted()
        passages = Passages.around(layout.data, places, bounds, reading.reach)
        around.mend(passages)
        found = _Candidates(np.arange(group.size), group, passages, words.start, words.end)
        found = found.take(kept)
        # Patterns refuse more than vetoes do, and what is left by then stands in a small part of
        # what was looked at, in most texts.
        found = self._matched(found, ~reading.neighbours.wants[found.group]).narrowed()
        if not found.which.size:
            return _nothing_accepted()
        tokens = reading.tokens(found.passages)
        positions = Positions(tokens)
        lenient = known[found.which]
        allowed = reading.neighbours.allowed(
            found.passages, tokens, positions, found.group, lenient
        )
        found = found.take(allowed)
        found = self._matched(found, reading.neighbours.wants[found.group])
        return self._stated(found, tokens, positions)

    def _matched(self, found: _Candidates, asked: Mask) -> _Candidates:
        """Those of the occurrences whose patterns match, and those that are not asked."""
        assert self._reading is not None
        patterns = self._reading.patterns
        tried = np.flatnonzero(asked & patterns.has[found.group])
        if not tried.size:
            return found
        matched, start, end = patterns.find(found.passages, tried, found.group[tried])
        shift = found.passages.shifts[tried]
        kept = np.ones(asked.size, np.bool_)
        kept[tried] = matched
        found.start[tried], found.end[tried] = start + shift, end + shift
        return found.take(kept)

    def _stated(self, found: _Candidates, tokens: Tokens, positions: Positions) -> _Accepted:
        """Occurrences that count, with the status that their sentence gives them."""
        assert self._reading is not None
        passages, group = found.passages, found.group
        assertion = np.zeros(group.size, np.int8)
        stated = np.flatnonzero(self._has_status[group])
        if stated.size:
            shift = passages.shifts[stated]
            first = np.minimum(found.start[stated] - shift, passages.starts[stated])
            last = np.maximum(found.end[stated] - shift, passages.ends[stated])
            sentences = self._reading.assertions.sentences(passages.data, tokens, positions)
            assertion[stated] = self._statuses(sentences, tokens, (first, last), group[stated])
        return _Accepted(found.which, found.start, found.end, assertion)

    def _statuses(
        self,
        sentences: Sentences,
        tokens: Tokens,
        spans: tuple[Offsets, Offsets],
        group: npt.NDArray[np.int32],
    ) -> npt.NDArray[np.int8]:
        """The status of each statement, given by its span in the passages."""
        assert self._reading is not None
        reader = self._reading.assertions
        first = np.searchsorted(tokens.ends, spans[0], side="right")
        last = np.maximum(np.searchsorted(tokens.starts, spans[1]), first)
        return reader.statuses(sentences, first, last, self._reading.kinds[group])

    def _hits(
        self,
        words: Words,
        fields: Offsets,
        layout: Layout,
        index: Offsets,
        spans: tuple[Offsets, Offsets, npt.NDArray[np.int8]],
    ) -> Hits:
        vocabulary = self._vocabulary
        entry = words.entry[index]
        group = vocabulary.group[entry]
        start, end, assertion = spans
        tier = self._tier[group]
        # A remark is written about the subject, but who is named in it may be anybody.
        known = self._known_health[layout.role_of(fields[index])] & (self._level[group] > 0)
        tier = np.where(known, np.maximum(tier, Tier.STRUCTURAL), tier).astype(np.int8)
        rule = vocabulary.rule[entry]
        value = np.zeros(index.size, np.uint64)
        births = np.flatnonzero(self._is_birth[rule])
        if births.size:
            value[births] = numbers_at(layout.data, start[births], end[births])
        synthetic = np.zeros(index.size, np.bool_)
        phones = np.flatnonzero(rule == self._phone)
        if phones.size:
            national = end[phones] - phone.NATIONAL_DIGITS
            value[phones] = digits_value(layout.data, national, phone.NATIONAL_DIGITS)
            synthetic[phones] = phone.are_fiction(value[phones])
        return Hits(
            rule=rule,
            start=start,
            end=end,
            tier=tier,
            assertion=assertion,
            level=self._level[group],
            concept=np.where(self._level[group] > 0, vocabulary.concept[entry], -1),
            specific=self._specific[group] & (assertion == Assertion.AFFIRMED),
            value=value,
            personal=np.ones(index.size, np.bool_),
            synthetic=synthetic,
            field=fields[index],
        )

    def _comments(self, found: Hits, layout: Layout) -> Hits | None:
        """One hit per cell of a comment column that holds a health word."""
        if self._comment == NO_RULE or layout.chunk.fields is None:
            return None
        inside = (layout.role_of(found.field) == self._comment) & (found.level > 0)
        if not inside.any():
            return None
        fields = layout.chunk.fields
        held, affirmed = np.zeros((2, fields.starts.size), np.bool_)
        held[found.field[inside]] = True
        affirmed[found.field[inside & (found.assertion == Assertion.AFFIRMED)]] = True
        cells = np.flatnonzero(held)
        hits = Hits.of(
            self._comment,
            fields.starts[cells],
            fields.ends[cells],
            tier=Tier.STRUCTURAL,
            level=4,
            field=cells,
        )
        # A cell in which nothing is affirmed has the status of its first word.
        others = np.flatnonzero(inside)
        others = others[~affirmed[found.field[others]]]
        once, first = np.unique(found.field[others], return_index=True)
        hits.assertion[np.searchsorted(cells, once)] = found.assertion[others[first]]
        return hits


def _near_digits(
    data: Bytes,
    places: tuple[Offsets, Offsets],
    bounds: tuple[Offsets, Offsets],
    group: npt.NDArray[np.int32],
    reach: Offsets,
) -> Mask:
    """Whether each keyword has the digit nearby that its group asks for; see `near_digits`."""
    if KERNELS is not None:
        return arrays.near_digits(data, places, bounds, group, reach)
    (start, end), (before, after) = places, np.where(group >= 0, reach[:, group], 0)
    low = np.minimum(np.maximum(bounds[0], start - before), start)
    high = np.maximum(np.minimum(bounds[1], end + after), end)
    near = spans.hold(data, low, start, _IS_DIGIT) | spans.hold(data, end, high, _IS_DIGIT)
    return near | ((before == 0) & (after == 0))


def _whole_field(words: Words, fields: Offsets, layout: Layout) -> Mask:
    """Whether each word is all its field holds: nothing can negate it."""
    index = layout.chunk.fields
    if index is None or not index.starts.size:
        return np.zeros(fields.size, np.bool_)
    at = np.maximum(fields, 0)
    return (fields >= 0) & (index.starts[at] == words.start) & (index.ends[at] == words.end)
