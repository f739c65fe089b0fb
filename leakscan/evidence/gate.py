"""Counting the hits of a chunk into a `FileState`; see the package for what this gate is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leakscan.evidence import records
from leakscan.evidence.keyed import Fingerprinter, Numbers
from leakscan.evidence.persons import PersonRules, count_persons
from leakscan.model.state import MAX_PLACES, FileState, Place
from leakscan.model.taxonomy import HEALTH_MASK, HEALTH_SHIFT, Assertion, RuleInfo, Tier
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.raw.hits import Hits

_KINDS = len(Tier) * len(Assertion)
_LINKABLE_HEALTH_LEVEL = 2
_PRINTED_BY_VALUE = frozenset({"nir", "phone"})
_PRINTED_BY_TEXT = frozenset({"email", "name", "pseudonym"})
_DISTINCT = frozenset({"nir", "phone", "email"})
"""Categories whose distinct values are counted."""


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
        self._printed = {
            category: np.array([rule.category == category for rule in rules], np.bool_)
            for category in (*_PRINTED_BY_VALUE, *_PRINTED_BY_TEXT)
        }

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
        prints = self._fingerprints(chunk, hits)
        for least in (Tier.LEXICAL, Tier.CONTEXTUAL, Tier.STRUCTURAL):
            numbers, signature = records.signatures(hits, record, facet, least)
            state.signatures[least].update(records.count(signature))
            if least is Tier.STRUCTURAL:
                self._link(state, hits, record, prints, (numbers, signature))
        self._tally(state, chunk, hits, record, prints, columns)
        count_persons(state, hits, record, prints, self._persons, tabular=chunk.table is not None)
        state.hints["identifiable"] += int(self._persons.identifiable[hits.rule].sum())
        state.hints["synthetic"] += int(hits.synthetic.sum())

    def _tally(
        self,
        state: FileState,
        chunk: Chunk,
        hits: Hits,
        record: Offsets,
        prints: Numbers,
        columns: Columns,
    ) -> None:
        size = chunk.record_starts.size or 1
        kind = hits.tier.astype(np.int64) * len(Assertion) + hits.assertion
        to_place: list[Offsets] = []
        for number in np.flatnonzero(np.bincount(hits.rule)).tolist():
            which = np.flatnonzero(hits.rule == number)
            rule = self._rules[number]
            tally = state.tally(rule.id)
            counts = np.bincount(kind[which], minlength=_KINDS)
            tally.counts = tally.counts + counts.reshape(len(Tier), len(Assertion))
            seen = np.zeros(size, np.bool_)
            seen[record[which]] = True
            tally.records += int(np.count_nonzero(seen))
            if rule.category in _DISTINCT:
                tally.count_distinct(prints[which])
            if chunk.fields is not None and columns.names:
                inside = hits.field[which]
                by_column = np.bincount(chunk.fields.column[inside[inside >= 0]])
                for column in np.flatnonzero(by_column).tolist():
                    tally.fields[columns.names[column]] += int(by_column[column])
            if len(tally.places) < MAX_PLACES:
                to_place.append(which[: MAX_PLACES - len(tally.places)])
        # In the order of the text, in which finding original offsets costs one pass.
        for row in np.sort(np.concatenate(to_place)).tolist() if to_place else ():
            place = _place(chunk, hits, row, int(record[row]), columns)
            state.tallies[self._rules[hits.rule[row]].id].places.append(place)

    def _fingerprints(self, chunk: Chunk, hits: Hits) -> Numbers:
        """A keyed fingerprint of each hit whose value tells persons apart, 0 for the others."""
        prints = np.zeros(len(hits), np.uint64)
        data = np.frombuffer(chunk.data, np.uint8)
        for category, members in self._printed.items():
            rows = np.flatnonzero(members[hits.rule])
            if rows.size:
                values = (
                    hits.value[rows]
                    if category in _PRINTED_BY_VALUE
                    else self._fingerprinter.texts(data, hits.start[rows], hits.end[rows])
                )
                prints[rows] = self._fingerprinter.numbers(category, values)
        return prints

    def _link(
        self,
        state: FileState,
        hits: Hits,
        record: Offsets,
        prints: Numbers,
        signed: tuple[Offsets, records.Signatures],
    ) -> None:
        """Remember pseudonyms by the side they are seen on; see the model's linkage."""
        pseudonyms = np.flatnonzero(
            self._printed["pseudonym"][hits.rule] & (hits.tier >= Tier.STRUCTURAL)
        )
        if not pseudonyms.size:
            return
        numbers, signature = signed
        own = signature[np.searchsorted(numbers, record[pseudonyms])]
        identity = (own & int(records.IDENTITY_FACETS)) != 0
        level = (own & HEALTH_MASK) >> HEALTH_SHIFT
        state.identity_keys.add(prints[pseudonyms[identity]])
        state.health_keys.add(prints[pseudonyms[~identity & (level >= _LINKABLE_HEALTH_LEVEL)]])


def _place(chunk: Chunk, hits: Hits, row: int, record: int, columns: Columns) -> Place:
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
