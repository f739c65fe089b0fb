"""Builds hits and chunks by hand."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leakscan.model.taxonomy import Assertion, RuleInfo, Tier
from leakscan.raw.chunk import Chunk, Fields, Offsets, Table
from leakscan.raw.hits import ColumnHits, Hits

Mask = npt.NDArray[np.bool_]

RULES = [
    RuleInfo(id="fr.nir", category="nir", name={}),
    RuleInfo(id="fr.phone", category="phone", name={}),
    RuleInfo(id="email", category="email", name={}),
    RuleInfo(id="person.name", category="name", name={}),
    RuleInfo(id="person.birth-date", category="birth-date", name={}),
    RuleInfo(id="health.hiv", category="health", name={}, level=4, stigmatising=True),
    RuleInfo(id="health.drug", category="health", name={}, level=3),
    RuleInfo(id="fr.ipp", category="pseudonym", name={}),
]
INDEX = {rule.id: number for number, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One match; `record` numbers from 0, `text` stands in the chunk in the order given."""

    rule: str
    record: int = 0
    tier: Tier = Tier.STRUCTURAL
    text: str = "x"
    value: int = 0
    level: int = 0
    assertion: Assertion = Assertion.AFFIRMED
    concept: int = -1
    specific: bool = False
    personal: bool = True
    synthetic: bool = False


def chunk_and_hits(hits: list[Hit], *, tabular: bool = True) -> tuple[Chunk, Hits]:
    """A chunk with one line per record that holds the hits' texts, and those hits.

    `hits` must be ordered by record; a record without a hit is an empty line.
    """
    lines: list[bytes] = []
    starts, ends, record_starts = [], [], []
    position = 0
    for record in range(max((hit.record for hit in hits), default=-1) + 1):
        record_starts.append(position)
        for hit in (one for one in hits if one.record == record):
            starts.append(position)
            ends.append(position + len(hit.text.encode()))
            lines.append(hit.text.encode() + b";")
            position = ends[-1] + 1
        lines.append(b"\n")
        position += 1
    data = b"".join(lines)
    index = Fields(np.array(starts), np.array(ends), np.zeros(len(starts), np.int32))
    chunk = Chunk(
        data,
        0,
        len(data),
        1,
        0,
        np.array(record_starts, np.int64),
        Table(columns=["a"]) if tabular else None,
        index if tabular else None,
    )
    return chunk, _hits(hits, np.array(starts, np.int64), np.array(ends, np.int64))


def _hits(hits: list[Hit], starts: Offsets, ends: Offsets) -> Hits:
    return Hits(
        rule=np.array([INDEX[hit.rule] for hit in hits], np.int16),
        start=starts,
        end=ends,
        tier=np.array([hit.tier for hit in hits], np.int8),
        assertion=np.array([hit.assertion for hit in hits], np.int8),
        level=np.array([hit.level for hit in hits], np.int8),
        concept=np.array([hit.concept for hit in hits], np.int32),
        specific=np.array([hit.specific for hit in hits], np.bool_),
        value=np.array([hit.value for hit in hits], np.uint64),
        personal=np.array([hit.personal for hit in hits], np.bool_),
        synthetic=np.array([hit.synthetic for hit in hits], np.bool_),
        field=np.full(len(hits), -1, np.int64),
    )


def as_columns(chunk: Chunk, hits: list[Hit], chosen: Mask) -> list[ColumnHits]:
    """The chosen ones of the hits that `chunk_and_hits` gives, as a column for each rule.

    Those are all personal; a rule's are of one tier, and at most one in a record.
    """
    _, found = chunk_and_hits(hits)
    columns = []
    for rule in np.unique(found.rule[chosen]).tolist():
        which = chosen & (found.rule == rule)
        negated = found.assertion[which] == Assertion.NEGATED
        columns.append(
            ColumnHits(
                rule=rule,
                column=0,
                tier=int(found.tier[which][0]),
                level=int(found.level[which][0]),
                personal=True,
                synthetic=int(found.synthetic[which].sum()),
                start=found.start[which],
                end=found.end[which],
                record=chunk.record_of(found.start[which]),
                value=found.value[which] if found.value[which].any() else None,
                negated=negated if negated.any() else None,
            )
        )
    return columns
