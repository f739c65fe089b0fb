"""Counting the hits of a chunk into a `FileState`; see the package for what this gate is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leakscan.evidence import records
from leakscan.evidence.keyed import Fingerprinter
from leakscan.evidence.persons import PersonRules, count_persons
from leakscan.model.state import MAX_PLACES, FileState, Place
from leakscan.model.taxonomy import HEALTH_MASK, HEALTH_SHIFT, Assertion, Facet, RuleInfo, Tier
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.raw.hits import Hits

_KINDS = len(Tier) * len(Assertion)
_LINKABLE_HEALTH_LEVEL = 2
_DISTINCT_BY_VALUE = frozenset({"nir", "phone"})
_DISTINCT_BY_TEXT = frozenset({"email"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is known of the columns of a chunk's table.

    Attributes:
        header_records: How many of *this chunk's* first records are a header.
        header_rows: How many of *the table's* are.
        names: Printable name of each column.
        laboratory: The columns are those of a laboratory or hospital; told once per table.
    """

    header_records: int = 0
    header_rows: int = 0
    names: Sequence[str] = ()
    laboratory: bool = False


NO_COLUMNS = Columns()


class Gate:
    """Turns hits into state under one key; holds nothing of what passes."""

    def __init__(
        self, rules: Sequence[RuleInfo], fingerprinter: Fingerprinter, *, year: int
    ) -> None:
        """`year` is that of the scan: it tells a birth year '24 from 1924."""
        self._rules = rules
        self._fingerprinter = fingerprinter
        self._facet = np.array([int(rule.facet) for rule in rules], np.int64)
        self._persons = PersonRules.of(rules, year)

    def absorb(
        self,
        state: FileState,
        chunk: Chunk,
        hits: Hits | None,
        *,
        columns: Columns = NO_COLUMNS,
    ) -> None:
        """Count a chunk and its hits into `state`.

        Args:
            state: Changed in place.
            chunk: The chunk the hits were found in.
            hits: Ordered by start; their tiers are settled here, in place.
            columns: What is known of the columns of the chunk's table.
        """
        state.records += chunk.record_starts.size - columns.header_records
        if columns.laboratory:
            state.hints["lab-schema"] += 1
        if hits is None or not len(hits):
            return
        record = chunk.record_of(hits.start)
        facet = np.where(hits.personal, self._facet[hits.rule], 0)
        records.settle_tiers(hits, record, facet)
        for least in (Tier.LEXICAL, Tier.CONTEXTUAL, Tier.STRUCTURAL):
            numbers, signature = records.signatures(hits, record, facet, least)
            state.signatures[least].update(records.count(signature))
            if least is Tier.STRUCTURAL:
                self._link(state, chunk, hits, record, (numbers, signature))
        self._tally(state, chunk, hits, record, columns)
        data = np.frombuffer(chunk.data, np.uint8)
        count_persons(
            state,
            data,
            hits,
            record,
            self._persons,
            self._fingerprinter,
            tabular=chunk.table is not None,
        )
        state.hints["identifiable"] += int(np.isin(hits.rule, self._persons.identifiable).sum())
        state.hints["synthetic"] += int(hits.synthetic.sum())

    def _tally(
        self,
        state: FileState,
        chunk: Chunk,
        hits: Hits,
        record: Offsets,
        columns: Columns,
    ) -> None:
        size = chunk.record_starts.size or 1
        kind = hits.tier.astype(np.int64) * len(Assertion) + hits.assertion
        for number in np.unique(hits.rule).tolist():
            which = np.flatnonzero(hits.rule == number)
            rule = self._rules[number]
            tally = state.tally(rule.id)
            counts = np.bincount(kind[which], minlength=_KINDS)
            tally.counts = tally.counts + counts.reshape(len(Tier), len(Assertion))
            tally.records += int(np.count_nonzero(np.bincount(record[which], minlength=size)))
            self._count_distinct(state, chunk, hits.take(which), rule)
            if chunk.fields is not None and columns.names:
                inside = hits.field[which][hits.field[which] >= 0]
                numbers, seen = np.unique(chunk.fields.column[inside], return_counts=True)
                for column, times in zip(numbers.tolist(), seen.tolist(), strict=True):
                    tally.fields[columns.names[column]] += times
            room = MAX_PLACES - len(tally.places)
            for row in which[:room].tolist():
                tally.places.append(_place(chunk, hits, row, int(record[row]), columns))

    def _count_distinct(
        self, state: FileState, chunk: Chunk, hits: Hits, rule: RuleInfo
    ) -> None:
        if rule.category in _DISTINCT_BY_VALUE:
            values = hits.value
        elif rule.category in _DISTINCT_BY_TEXT:
            data = np.frombuffer(chunk.data, np.uint8)
            values = self._fingerprinter.texts(data, hits.start, hits.end)
        else:
            return
        fingerprints = self._fingerprinter.numbers(rule.category, values)
        state.tally(rule.id).count_distinct(fingerprints)

    def _link(
        self,
        state: FileState,
        chunk: Chunk,
        hits: Hits,
        record: Offsets,
        signed: tuple[Offsets, records.Signatures],
    ) -> None:
        """Remember pseudonyms by the side they are seen on; see the model's linkage."""
        pseudonyms = np.flatnonzero(
            ((self._facet[hits.rule] & Facet.PSEUDONYM) != 0) & (hits.tier >= Tier.STRUCTURAL)
        )
        if not pseudonyms.size:
            return
        numbers, signature = signed
        own = signature[np.searchsorted(numbers, record[pseudonyms])]
        identity = (own & int(records.IDENTITY_FACETS)) != 0
        level = (own & HEALTH_MASK) >> HEALTH_SHIFT
        data = np.frombuffer(chunk.data, np.uint8)
        values = self._fingerprinter.texts(data, hits.start[pseudonyms], hits.end[pseudonyms])
        fingerprints = self._fingerprinter.numbers("pseudonym", values)
        state.identity_keys.add(fingerprints[identity])
        state.health_keys.add(fingerprints[~identity & (level >= _LINKABLE_HEALTH_LEVEL)])


def _place(
    chunk: Chunk, hits: Hits, row: int, record: int, columns: Columns
) -> Place:
    start, field = int(hits.start[row]), int(hits.field[row])
    line_start = chunk.data.rfind(b"\n", 0, start) + 1
    known = line_start > chunk.begin or chunk.begin == 0
    name = ""
    if field >= 0 and chunk.fields is not None and columns.names:
        name = columns.names[int(chunk.fields.column[field])]
    return Place(
        byte=chunk.original(start),
        line=chunk.first_line + chunk.data.count(b"\n", chunk.begin, start),
        record=chunk.first_record + record + 1 - columns.header_rows,
        column=len(chunk.data[line_start:start].decode("utf-8", "replace")) + 1 if known else 0,
        field=name,
    )
