"""Counting the hits of a chunk into a `FileState`; see the package for what this gate is."""

from collections.abc import Sequence

import numpy as np

from leakscan.evidence import records
from leakscan.evidence.aggregation import Aggregation
from leakscan.evidence.keyed import Fingerprinter
from leakscan.evidence.parts import Part, Partition
from leakscan.evidence.persons import CONCERNED, Persons, Records, count_persons
from leakscan.evidence.tallies import NO_COLUMNS, Columns, Tallies
from leakscan.model.state import MISSPELT, FileState
from leakscan.model.taxonomy import HEALTH_MASK, HEALTH_SHIFT, RuleInfo, Tier
from leakscan.raw.chunk import Chunk
from leakscan.raw.hits import ColumnHits, Hits

_LINKABLE_HEALTH_LEVEL = 2
_WEAKER_TIERS = (Tier.LEXICAL, Tier.CONTEXTUAL)
"""Strengths of evidence of which records have a signature each, beside structure."""
_IDENTIFIABLE = frozenset({"nir", "phone", "email"})
"""Categories in which synthetic values can be told."""


class Gate:
    """Turns hits into state under one key; holds nothing of what passes."""

    def __init__(
        self, rules: Sequence[RuleInfo], fingerprinter: Fingerprinter, *, year: int
    ) -> None:
        """`year` is that of the scan: it tells a birth year '24 from 1924."""
        self._rules = rules
        self._partition = Partition(rules, fingerprinter)
        self._facets = np.array([int(rule.facet) for rule in rules], np.int64)
        self._year = year
        self._aggregation = Aggregation(rules, fingerprinter, year=year)

    def absorb(
        self,
        state: FileState,
        chunk: Chunk,
        hits: Hits | None,
        cells: Sequence[ColumnHits] = (),
        *,
        columns: Columns = NO_COLUMNS,
    ) -> None:
        """Count a chunk and its hits into `state`.

        Args:
            state: Changed in place.
            chunk: The chunk the hits were found in.
            hits: Ordered by start; their tiers are settled here, in place.
            cells: Hits of whole columns.
            columns: What is known of the columns of the chunk's table.
        """
        state.records += chunk.record_starts.size - columns.header_records
        if columns.laboratory:
            state.hints["lab-schema"] += 1
        for rule, count in columns.misspelt.items():
            state.hints[f"{MISSPELT}{self._rules[rule].id}"] += count
        self._aggregation.count_layout(state.aggregates, chunk, columns)
        if hits is None and not cells:
            return
        size = chunk.record_starts.size or 1
        record = np.empty(0, np.int64) if hits is None else chunk.record_of(hits.start)
        evidence = records.RecordEvidence(size, hits, record, cells, self._facets)
        evidence.settle_tiers()
        structural = evidence.signatures(Tier.STRUCTURAL)
        counts = dict.fromkeys((*_WEAKER_TIERS, Tier.STRUCTURAL), records.count(structural))
        # Cells are structural: without other hits the weaker tiers say no more.
        if hits is not None:
            for least in _WEAKER_TIERS:
                counts[least] = records.count(evidence.signatures(least))
        for least, found in counts.items():
            state.signatures[least].update(found)
        parts = list(self._partition.parts(chunk, hits, record, cells))
        tallies = Tallies(state, self._rules, chunk, columns)
        for part in parts:
            tallies.add(part)
        tallies.finish()
        self._link(state, parts, structural)
        names = columns.names if chunk.table is not None else None
        persons = self._count_persons(state, parts, chunk, Records(size, names, cards=chunk.cards))
        self._aggregation.count(state.aggregates, chunk, parts, persons)
        self._aggregation.count_organisations(state.aggregates, chunk, parts, columns)
        state.hints["synthetic"] += sum(column.synthetic for column in cells)
        if hits is not None:
            state.hints["synthetic"] += int(np.count_nonzero(hits.synthetic))

    def _count_persons(
        self, state: FileState, parts: Sequence[Part], chunk: Chunk, of: Records
    ) -> Persons | None:
        """Count the keys of persons."""
        named = [(self._rules[part.rule].category, part) for part in parts]
        for category, part in named:
            if category in _IDENTIFIABLE:
                state.hints["identifiable"] += part.start.size
        concerned = [(category, part) for category, part in named if category in CONCERNED]
        if not concerned:
            return None
        return count_persons(state, concerned, chunk, of, year=self._year)

    def _link(self, state: FileState, parts: Sequence[Part], structural: records.Bits) -> None:
        """Remember pseudonyms by the side they are seen on; see the model's linkage.

        Args:
            state: Changed in place.
            parts: The chunk's hits.
            structural: Signature of each record from structural evidence.
        """
        for part in parts:
            if self._rules[part.rule].category != "pseudonym" or part.prints is None:
                continue
            own = structural[part.record]
            identity = (own & int(records.IDENTITY_FACETS)) != 0
            level = (own & HEALTH_MASK) >> HEALTH_SHIFT
            health = ~identity & (level >= _LINKABLE_HEALTH_LEVEL)
            state.identity_keys.add(part.prints.compress(part.structural & identity))
            state.health_keys.add(part.prints.compress(part.structural & health))
