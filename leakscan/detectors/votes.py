"""Counting what the values of a table's head say about its columns.

Votes are counted per column over the filled cells of the head. What wins an election is decided
in `election`.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import Cells, words_of
from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.rule import NO_RULE
from leakscan.frozen import slotted
from leakscan.raw.chunk import Chunk, Fields

MIN_VOTES = 5
VOTE_SHARE = 0.6
_SAMPLE = 400
"""Cells of a column that are looked up in lexicons, spread over the head."""


@slotted
class HeadEvidence:
    """What the lanes found in a table's head, as field numbers.

    `nir_fields` are those that look like a NIR or hold fifteen digits in a row;
    `phone_fields` hold a telephone, `phone_cells` hardly anything else;
    `no_phone_fields` say in ten digits that there is no telephone.
    """

    nir_fields: Offsets
    nir_valid: Mask
    phone_fields: Offsets
    phone_cells: Offsets
    bare_ten_digit_fields: Offsets
    no_phone_fields: Offsets
    email_fields: Offsets


class VotedRules(NamedTuple):
    """Indices of the rules that values alone can vote for; `NO_RULE` when a set lacks one."""

    nir: int
    phone: int
    email: int
    address: int
    blood_group: int
    comment: int
    birth_date: int
    name: int
    doctor: int
    sex: int
    postcode: int
    pseudonym: int
    visit: int
    icd10: int
    result: int
    password: int


@slotted
class Columns:
    """What headers say of the columns; arrays are indexed by column number.

    Attributes:
        rule: Index of the rule that owns each column, `NO_RULE` for none; votes fill it in.
        foreign: The header says that digits are products, places, times or hashes.
        untold: No header, or one that says nothing: votes alone decide.
        short: A header of a letter or two, which says hardly more.
        subject: The header is a mere word for the subject: a name may stand there, or a number.
        thing: The header says that rows are products or places.
        measured: The header gives the unit of a concentration.
        dated: A word of the header is date, so another tells which.
        professional: A word of the header is a profession: names below it are not the subject's.
        author: The header says who wrote or made something: no subject either.
        sender: The header says who sent what a row tells.
        animal: The header is one of those of animals.
        owner: The header speaks of a person where rows are animals.
        text: The header says only that a text stands below.
        hint: Index of the rule that one word of an unknown header speaks of; `NO_RULE` for none.
    """

    rule: npt.NDArray[np.int16]
    foreign: Mask
    untold: Mask
    short: Mask
    subject: Mask
    thing: Mask
    professional: Mask
    measured: Mask
    dated: Mask
    author: Mask
    sender: Mask
    animal: Mask
    owner: Mask
    text: Mask
    hint: npt.NDArray[np.int16]

    def of(self, *rules: int) -> Mask:
        """Columns that one of these rules owns; a rule that the set lacks owns none."""
        # Asked some forty times of each table, and of a handful of columns.
        owned = np.zeros(self.rule.size, np.bool_)
        for rule in rules:
            if rule != NO_RULE:
                owned |= self.rule == rule
        return owned

    def are_of_people(self, rules: VotedRules) -> bool:
        """Whether a name, a birth date or a number of somebody says that rows are people."""
        return bool(self.of(rules.name, rules.birth_date, rules.nir, rules.pseudonym).any())


class Votes:
    """Counting, by column, over the body of a head."""

    def __init__(self, chunk: Chunk, fields: Fields, body: Mask, columns: int) -> None:
        data = np.frombuffer(chunk.data, np.uint8)
        self.data, self.fields, self.body, self.columns = data, fields, body, columns
        which = np.flatnonzero(body)
        self.cells = Cells.of(data, fields.starts[which], fields.ends[which], words_of(chunk.data))
        filled = self.cells.filled()
        self.column = fields.column[which][filled]
        self.cells = self.cells.take(filled)
        self.record = chunk.record_of(self.cells.starts)
        self.records = chunk.record_starts.size
        self.total = np.bincount(self.column, minlength=columns)
        self._raw = chunk.data

    def by_record(self, column: int, values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The value of a column's cell in each record, -1 where it has none."""
        own = self.column == column
        result = np.full(self.records, -1, np.int64)
        result[self.record[own]] = values[own]
        return result

    def of_fields(self, numbers: Offsets) -> npt.NDArray[np.int64]:
        """How many distinct body fields of each column are among these field numbers."""
        hit = np.zeros(self.body.size, np.bool_)
        hit[numbers[numbers >= 0]] = True
        numbers = np.flatnonzero(hit & self.body)
        return np.bincount(self.fields.column[numbers], minlength=self.columns)

    def of_mask(self, chosen: Mask | Offsets) -> npt.NDArray[np.int64]:
        """How many body cells of each column are `chosen`, by a mask or by number."""
        return np.bincount(self.column[chosen], minlength=self.columns)

    def of_shape(self, shape: Callable[[Cells], Mask], columns: Mask) -> npt.NDArray[np.int64]:
        """How many body cells of each of some columns have a shape; others are not asked."""
        which = np.flatnonzero(columns[self.column])
        return self.of_mask(which[shape(self.cells.take(which))])

    def won(self, votes: npt.NDArray[np.int64], share: float) -> Mask:
        """Columns in which enough cells, and enough of the filled ones, agree."""
        return (votes >= MIN_VOTES) & (votes >= share * self.total)

    def some(self, column: int) -> Offsets:
        """Which cells are a column's, some of them when there are many."""
        which = np.flatnonzero(self.column == column)
        return which[:: max(1, which.size // _SAMPLE)][:_SAMPLE]

    def sample(self, column: int) -> list[bytes]:
        """The texts of some cells of a column."""
        which = self.some(column)
        raw = self._raw
        starts, ends = self.cells.starts[which].tolist(), self.cells.ends[which].tolist()
        return [raw[start:end] for start, end in zip(starts, ends, strict=True)]
