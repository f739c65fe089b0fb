"""What is known of a piece of input once the raw text is gone: counts, places, sketches.

`FileState` is a commutative monoid under `merge`: chunks, members, files, worker processes
and machines are all joined by it, in any order, with the same result.
"""

from collections import Counter
from dataclasses import field
from typing import NamedTuple, Self, SupportsIndex

import numpy as np
import numpy.typing as npt

from leakscan.frozen import slotted
from leakscan.model.aggregates import Aggregates
from leakscan.model.links import NameLinks
from leakscan.model.sketch import Hashes, KeySketch
from leakscan.model.taxonomy import Assertion, Tier

MISSPELT = "misspelt:"
MAX_PLACES = 100
"""Places kept for one rule: the first ones in the file."""


class Place(NamedTuple):
    """Where a finding stands; never what it is.

    A tuple, because thousands of them pass between processes and are put in order: as a dataclass
    that took 0.1 s after the last byte was read.

    Attributes:
        sheet: Sheet or table of the member, from 1; 0 when it has but one.
        page: Page, from 1; 0 without pages.
        byte: Offset in the member's own bytes (before transcoding), from 0; negative when the
            text does not stand there as it is.
        line: Line, from 1, within the sheet.
        record: Record (row, object, letter), from 1, a header not counted.
        column: Character in the line, from 1; 0 when the line starts before the record.
        field: Name of the field in our own dictionary, or ``col#7``; empty in prose.
    """

    sheet: int = 0
    page: int = 0
    byte: int = 0
    line: int = 0
    record: int = 0
    column: int = 0
    field: str = ""


@slotted(eq=True, repr=True)
class RuleTally:
    """All that is kept of one rule's hits.

    Attributes:
        counts: Hits by tier (4) and assertion (4).
        records: Records with at least one hit.
        distinct: Keyed sketch of the values, for rules whose values can be told apart.
        fields: Hits by field name.
        places: The first `MAX_PLACES` places, ascending.
    """

    counts: npt.NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((len(Tier), len(Assertion)), np.int64)
    )
    records: int = 0
    distinct: KeySketch | None = None
    fields: Counter[str] = field(default_factory=Counter)
    places: list[Place] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Number of hits."""
        return int(self.counts.sum())

    @property
    def tier(self) -> Tier:
        """The strongest tier any hit reached."""
        return Tier(int(np.flatnonzero(self.counts.sum(axis=1)).max(initial=0)))

    def count_distinct(self, fingerprints: Hashes) -> None:
        """Count the keyed fingerprints of the values hit."""
        if self.distinct is None:
            self.distinct = KeySketch()
        self.distinct.add(fingerprints)

    def merge(self, other: Self) -> None:
        """Add what `other` counted."""
        self.counts = self.counts + other.counts
        self.records += other.records
        if other.distinct is not None:
            if self.distinct is None:
                self.distinct = KeySketch()
            self.distinct.merge(other.distinct)
        self.fields.update(other.fields)
        if other.places:
            self.places = sorted([*self.places, *other.places])[:MAX_PLACES]


@slotted(eq=True, repr=True)
class FileState:
    """The evidence found in some input; see the module.

    Attributes:
        records: Records examined.
        tallies: By rule id.
        signatures: Records by signature (see `taxonomy`), counting only facets whose tier
            is at least the index: ``signatures[2]`` is what structure or keys prove,
            ``signatures[1]`` adds context, ``signatures[0]`` is everything.
        subjects: Sketches of keys that tell persons apart, by the rule id of the key.
        names: Persons told apart by name and birth date, as links between their names.
        bare_names: Whole names of those of them without a birth date, whatever the order of words.
        sole_names: Those of them that stand where birth names are told, and are the only ones.
        wed_names: Of persons of two family names and no birth date, the whole name with the first.
        either_names: The whole names of these with either.
        dated_names: Whole names, and family names alone, of those with a birth date.
        dated_families: Family names of these with the birth date, where the first name is told.
        untold_names: Names with the birth date, where it is not: of letters, of one column.
        aggregates: Who, since when and from where, as counts.
        birth_years: Records by year of birth.
        hints: Counters that are not findings: ``lab-schema`` columns or terms, ``synthetic``
            values, ``identifiable`` values they are compared with, and hits that rest on words
            with a typing error, by `MISSPELT` and their rule.
        identity_keys: Pseudonyms seen beside an identity.
        health_keys: Pseudonyms seen beside health data without an identity.
    """

    records: int = 0
    tallies: dict[str, RuleTally] = field(default_factory=dict)
    signatures: tuple[Counter[int], Counter[int], Counter[int]] = field(
        default_factory=lambda: (Counter(), Counter(), Counter())
    )
    subjects: dict[str, KeySketch] = field(default_factory=dict)
    names: NameLinks = field(default_factory=NameLinks)
    bare_names: KeySketch = field(default_factory=KeySketch)
    sole_names: KeySketch = field(default_factory=KeySketch)
    wed_names: KeySketch = field(default_factory=KeySketch)
    either_names: KeySketch = field(default_factory=KeySketch)
    dated_names: KeySketch = field(default_factory=KeySketch)
    dated_families: KeySketch = field(default_factory=KeySketch)
    untold_names: KeySketch = field(default_factory=KeySketch)
    aggregates: Aggregates = field(default_factory=Aggregates)
    birth_years: Counter[int] = field(default_factory=Counter)
    hints: Counter[str] = field(default_factory=Counter)
    identity_keys: KeySketch = field(default_factory=KeySketch)
    health_keys: KeySketch = field(default_factory=KeySketch)

    def tally(self, rule_id: str) -> RuleTally:
        """The tally of a rule, made when it is the first hit."""
        tally = self.tallies.get(rule_id)
        if tally is None:
            tally = self.tallies[rule_id] = RuleTally()
        return tally

    def subject(self, rule_id: str) -> KeySketch:
        """The sketch of one key type, made when it is the first key."""
        sketch = self.subjects.get(rule_id)
        if sketch is None:
            sketch = self.subjects[rule_id] = KeySketch()
        return sketch

    def __reduce_ex__(self, protocol: SupportsIndex, /) -> str | tuple[object, ...]:
        """As others are, but of what holds nothing else only how many records there are.

        Such are the results of most files: that is packed in a tenth of the time.
        """
        if self._is_bare:
            return type(self), (self.records,)
        return object.__reduce_ex__(self, protocol)

    @property
    def _is_bare(self) -> bool:
        """Whether records were counted and nothing was found in them."""
        found = (self.tallies, *self.signatures, self.subjects, self.birth_years, self.hints)
        sketches = (
            *(self.names, self.bare_names, self.sole_names, self.wed_names, self.either_names),
            *(self.dated_names, self.dated_families, self.untold_names, self.aggregates),
            *(self.identity_keys, self.health_keys),
        )
        return not any(found) and all(each.is_empty for each in sketches)

    def merge(self, other: Self) -> None:
        """Add all that `other` holds; associative and commutative, an empty state is neutral."""
        self.records += other.records
        for rule_id, tally in other.tallies.items():
            self.tally(rule_id).merge(tally)
        for mine, theirs in zip(self.signatures, other.signatures, strict=True):
            mine.update(theirs)
        for rule_id, sketch in other.subjects.items():
            self.subject(rule_id).merge(sketch)
        self.names.merge(other.names)
        self.bare_names.merge(other.bare_names)
        self.sole_names.merge(other.sole_names)
        self.wed_names.merge(other.wed_names)
        self.either_names.merge(other.either_names)
        self.dated_names.merge(other.dated_names)
        self.dated_families.merge(other.dated_families)
        self.untold_names.merge(other.untold_names)
        self.aggregates.merge(other.aggregates)
        self.birth_years.update(other.birth_years)
        self.hints.update(other.hints)
        self.identity_keys.merge(other.identity_keys)
        self.health_keys.merge(other.health_keys)
