"""A chunk's hits by rule: what the counting steps of the gate work on.

A part holds the hits of one rule, from the lanes or from one column, with the keyed
fingerprints of their values where these tell persons apart.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.evidence.bare_spans import without_others
from leakscan.evidence.keyed import Fingerprinter, Numbers
from leakscan.frozen import slotted
from leakscan.model.taxonomy import Assertion, RuleInfo, Tier
from leakscan.raw.chunk import NO_COLUMN, Chunk, Offsets
from leakscan.raw.hits import ColumnHits, Hits
from leakscan.raw.selection import selected

_KINDS = len(Tier) * len(Assertion)
_PRINTED_BY_VALUE = frozenset({"nir", "phone"})
_PRINTED_BY_TEXT = frozenset({"email", "name", "pseudonym"})

Counts = npt.NDArray[np.int64]


@slotted(kw_only=True)
class Part:
    """Hits of one rule; arrays have one entry per hit, ascending by start.

    Attributes:
        rule: Index of the rule.
        start: Where each value starts.
        record: The record of each, ascending.
        column: The column of each, `NO_COLUMN` in prose.
        of_column: The column of all of them, when they are those of a whole column.
        counts: Hits by tier and assertion.
        structural: Which are structural or better.
        personal: Which tell a data subject apart.
        value: See `Hits`; of names, the number of their letters (`Fingerprinter.letters`); None
            when the rule's values are not numbers.
        prints: Keyed fingerprint of each value; None when it tells nobody apart.
    """

    rule: int
    start: Offsets
    record: Offsets
    column: npt.NDArray[np.int32]
    of_column: int = NO_COLUMN
    counts: Counts
    structural: npt.NDArray[np.bool_]
    personal: npt.NDArray[np.bool_]
    value: Numbers | None
    prints: Numbers | None

    def take(self, which: npt.NDArray[np.bool_] | Offsets) -> Self:
        """Some of the hits; their counts are those of the whole part."""
        rows = selected(which)
        if rows is None:
            return self
        return type(self)(
            rule=self.rule,
            start=self.start.take(rows),
            record=self.record.take(rows),
            column=self.column.take(rows),
            of_column=self.of_column,
            counts=self.counts,
            structural=self.structural.take(rows),
            personal=self.personal.take(rows),
            value=None if self.value is None else self.value.take(rows),
            prints=None if self.prints is None else self.prints.take(rows),
        )


class Partition:
    """Splits hits into parts, with fingerprints under one key."""

    def __init__(self, rules: Sequence[RuleInfo], fingerprinter: Fingerprinter) -> None:
        self._categories = [rule.category for rule in rules]
        self._fingerprinter = fingerprinter

    def parts(
        self, chunk: Chunk, hits: Hits | None, record: Offsets, cells: Sequence[ColumnHits]
    ) -> Iterator[Part]:
        """The parts of a chunk's hits; `record` is that of each of `hits`."""
        data = np.frombuffer(chunk.data, np.uint8)
        for column in cells:
            yield self._of_column(data, column)
        if hits is None:
            return
        # All hits of a rule in a row: sorted once, a rule is a slice of each array.
        order = np.argsort(hits.rule, kind="stable")
        start, end, record = hits.start.take(order), hits.end.take(order), record.take(order)
        tier, values = hits.tier.take(order), hits.value.take(order)
        kind = tier.astype(np.int64) * len(Assertion) + hits.assertion.take(order)
        personal, structural = hits.personal.take(order), tier >= Tier.STRUCTURAL
        columns = chunk.columns_of(hits.field.take(order))
        ends = np.cumsum(np.bincount(hits.rule)).tolist()
        for rule, (low, high) in enumerate(pairwise([0, *ends])):
            if low == high:
                continue
            own = slice(low, high)
            value, prints = self._told(rule, data, (start[own], end[own]), values[own])
            yield Part(
                rule=rule,
                start=start[own],
                record=record[own],
                column=columns[own],
                counts=_as_counts(np.bincount(kind[own], minlength=_KINDS)),
                structural=structural[own],
                personal=personal[own],
                value=value,
                prints=prints,
            )

    def _of_column(self, data: npt.NDArray[np.uint8], column: ColumnHits) -> Part:
        size = column.start.size
        denied = 0 if column.negated is None else int(np.count_nonzero(column.negated))
        counts = np.zeros((len(Tier), len(Assertion)), np.int64)
        counts[column.tier, Assertion.AFFIRMED] = size - denied
        counts[column.tier, Assertion.NEGATED] = denied
        spans = column.start, column.end
        value, prints = self._told(column.rule, data, spans, column.value)
        return Part(
            rule=column.rule,
            start=column.start,
            record=column.record,
            column=np.full(size, column.column, np.int32),
            of_column=column.column,
            counts=counts,
            structural=np.ones(size, np.bool_),
            personal=np.full(size, column.personal, np.bool_),
            value=value,
            prints=prints,
        )

    def _told(
        self,
        rule: int,
        data: npt.NDArray[np.uint8],
        spans: tuple[Offsets, Offsets],
        value: Numbers | None,
    ) -> tuple[Numbers | None, Numbers | None]:
        """The value and the print of each hit; see `Part`."""
        category, prints = self._categories[rule], None
        if category == "name":
            spans = without_others(data, *spans)
        if category in _PRINTED_BY_VALUE and value is not None:
            prints = self._fingerprinter.numbers(category, value)
        elif category in _PRINTED_BY_TEXT:
            texts = self._fingerprinter.texts(data, *spans)
            prints = self._fingerprinter.numbers(category, texts)
        if category == "name":
            # Of a name in a foreign script no letters are known: still it is one.
            value = np.maximum(self._fingerprinter.letters(data, *spans), np.uint64(1))
        return value, prints


def _as_counts(flat: npt.NDArray[np.intp]) -> Counts:
    return flat.astype(np.int64).reshape(len(Tier), len(Assertion))
