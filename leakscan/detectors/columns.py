"""What each column of a table holds: by its header, else by votes on the values of the head.

Decided once per table, on its first chunk, whose size does not depend on how the rest is cut,
and then fixed; columns that turn up later (new JSON keys) are told by name alone. What stands
*in* the cells is searched everywhere all the same: only the role of a column is sampled.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from leakscan.detectors.cells import Cells, words_of
from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.headers import HeaderIndex, HeaderMatch
from leakscan.detectors.nir_lane import look_random
from leakscan.raw.chunk import Chunk, Fields, Table

NO_RULE = -1
_MIN_VOTES = 5
_VOTE_SHARE = 0.6
_BLOOD_SHARE = 0.8
_MAX_HEADER_DIGITS = 3
_BIRTH_SPREAD_YEARS = 25


@dataclass(slots=True, eq=False, repr=False)
class TableProfile:
    """The roles of a table's columns; arrays are indexed by column number.

    Attributes:
        header_rows: 1 when the first record is a header, else 0.
        rule: Index of the rule that owns each column, `NO_RULE` for none.
        professional: The column is about a doctor or an organisation, not the subject.
        noisy: NIR look-alikes of this column are random digits.
        not_phone: Ten-digit runs of this column are something else.
        names: Printable names, from our dictionary or ``col#7``.
    """

    header_rows: int = 0
    rule: npt.NDArray[np.int16] = field(default_factory=lambda: np.empty(0, np.int16))
    professional: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    noisy: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    not_phone: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    names: list[str] = field(default_factory=list)

    def extend(self, table: Table, columns: int, headers: HeaderIndex) -> None:
        """Give a role, by name, to columns up to number `columns` that have none yet."""
        known = self.rule.size
        if columns <= known:
            return
        use_names = table.header_certain or self.header_rows
        matches: list[HeaderMatch | None] = [
            headers.match(table.columns[column])
            if use_names and column < len(table.columns)
            else None
            for column in range(known, columns)
        ]
        self.rule = np.append(self.rule, [m.rule if m else NO_RULE for m in matches]).astype(
            np.int16
        )
        self.professional = np.append(
            self.professional, [bool(m and m.professional) for m in matches]
        ).astype(np.bool_)
        added = np.zeros(columns - known, np.bool_)
        self.noisy = np.append(self.noisy, added)
        self.not_phone = np.append(self.not_phone, added)
        self.names += [
            match.name if match else f"col#{known + number + 1}"
            for number, match in enumerate(matches)
        ]


@dataclass(slots=True, eq=False, repr=False)
class HeadEvidence:
    """What the lanes found in a table's head, as field numbers; see `profile_of`.

    `nir_fields` are those that look like a NIR or hold fifteen digits in a row.
    """

    nir_fields: Offsets
    nir_valid: Mask
    phone_fields: Offsets
    bare_ten_digit_fields: Offsets
    email_fields: Offsets


@dataclass(frozen=True, slots=True)
class VotedRules:
    """Indices of the rules that values alone can vote for; `NO_RULE` when a set lacks one."""

    nir: int
    phone: int
    email: int
    blood_group: int
    birth_date: int


def profile_of(
    chunk: Chunk, fields: Fields, evidence: HeadEvidence, headers: HeaderIndex, rules: VotedRules
) -> TableProfile:
    """The profile of a table, from its first chunk."""
    table = chunk.table
    assert table is not None
    data = np.frombuffer(chunk.data, np.uint8)
    profile = TableProfile()
    if not table.header_certain and _first_record_is_header(table, headers, chunk, fields):
        profile.header_rows = 1
    columns = max(len(table.columns), int(fields.column.max(initial=-1)) + 1)
    profile.extend(table, columns, headers)
    body = np.ones(fields.starts.size, np.bool_)
    if profile.header_rows and chunk.record_starts.size > 1:
        body = fields.starts >= chunk.record_starts[1]
    elif profile.header_rows:
        body[:] = False
    _vote(profile, _Votes(data, fields, body, columns), evidence, rules)
    return profile


def _first_record_is_header(
    table: Table, headers: HeaderIndex, chunk: Chunk, fields: Fields
) -> bool:
    cells = [cell.strip() for cell in table.columns]
    filled = [cell for cell in cells if cell]
    if not filled or any(_looks_like_data(cell) for cell in filled):
        return False
    known = sum(headers.match(cell) is not None for cell in filled)
    if known >= 2 or known * 2 >= len(filled):
        return True
    if len(set(filled)) < len(filled) or len(filled) * 5 < len(cells) * 4:
        return False
    return _body_has_digits(chunk, fields, len(cells))


def _looks_like_data(cell: str) -> bool:
    digits = sum(sign.isdigit() for sign in cell)
    return digits == len(cell) or digits > _MAX_HEADER_DIGITS or "@" in cell or len(cell) > 80


def _body_has_digits(chunk: Chunk, fields: Fields, columns: int) -> bool:
    """Whether, in some column, most cells below the first hold digits: the first is a title."""
    if chunk.record_starts.size < 2:
        return False
    data = np.frombuffer(chunk.data, np.uint8)
    body = np.flatnonzero((fields.starts >= chunk.record_starts[1]) & (fields.column < columns))
    words = words_of(chunk.data)
    cells = Cells.of(data, fields.starts[body], fields.ends[body], words)
    numeric = ((cells.head - np.uint8(48)) < 10).sum(axis=1) >= 1
    votes = np.bincount(fields.column[body], weights=numeric, minlength=columns)
    total = np.bincount(fields.column[body], weights=cells.ends > cells.starts, minlength=columns)
    return bool(((votes >= _VOTE_SHARE * total) & (total >= 1)).any())


class _Votes:
    """Counting, by column, over the body of a head."""

    def __init__(
        self, data: npt.NDArray[np.uint8], fields: Fields, body: Mask, columns: int
    ) -> None:
        self.fields, self.body, self.columns = fields, body, columns
        self.which = np.flatnonzero(body)
        self.cells = Cells.of(
            data, fields.starts[self.which], fields.ends[self.which], words_of(data.tobytes())
        )
        self.column = fields.column[self.which]
        filled = self.cells.filled()
        self.which, self.column = self.which[filled], self.column[filled]
        self.cells = self.cells.take(filled)
        self.total = np.bincount(self.column, minlength=columns)

    def of_fields(self, numbers: Offsets) -> npt.NDArray[np.int64]:
        """How many distinct body fields of each column are among these field numbers."""
        hit = np.zeros(self.body.size, np.bool_)
        hit[numbers[numbers >= 0]] = True
        numbers = np.flatnonzero(hit & self.body)
        return np.bincount(self.fields.column[numbers], minlength=self.columns)

    def of_mask(self, mask: Mask) -> npt.NDArray[np.int64]:
        """How many body cells of each column satisfy `mask`."""
        return np.bincount(self.column[mask], minlength=self.columns)

    def won(self, votes: npt.NDArray[np.int64], share: float) -> Mask:
        """Columns in which enough cells, and enough of the filled ones, agree."""
        return (votes >= _MIN_VOTES) & (votes >= share * self.total)


def _vote(profile: TableProfile, votes: _Votes, evidence: HeadEvidence, rules: VotedRules) -> None:
    shaped = votes.of_fields(evidence.nir_fields)
    valid = votes.of_fields(evidence.nir_fields[evidence.nir_valid])
    profile.noisy = look_random(shaped, valid)
    phones = votes.of_fields(evidence.phone_fields)
    tens = votes.of_fields(evidence.bare_ten_digit_fields)
    profile.not_phone = (tens >= _MIN_VOTES) & (phones < _VOTE_SHARE * tens)
    dates = votes.cells.dates()
    ballots = (
        (rules.nir, votes.won(valid, 0.5)),
        (rules.phone, votes.won(phones, _VOTE_SHARE)),
        (rules.email, votes.won(votes.of_fields(evidence.email_fields), _VOTE_SHARE)),
        (
            rules.blood_group,
            votes.won(votes.of_mask(votes.cells.are_full_blood_groups()), _BLOOD_SHARE),
        ),
        (
            rules.birth_date,
            votes.won(votes.of_mask(dates > 0), _BLOOD_SHARE) & _spread(votes, dates),
        ),
    )
    for rule, elected in ballots:
        profile.rule[elected & (profile.rule == NO_RULE)] = rule


def _spread(votes: _Votes, dates: npt.NDArray[np.uint64]) -> Mask:
    """Columns whose dates spread over a human lifetime: births, not visits."""
    year = (dates // np.uint64(10_000)).astype(np.int64)
    dated = year > 0
    first = np.full(votes.columns, 9999, np.int64)
    last = np.zeros(votes.columns, np.int64)
    np.minimum.at(first, votes.column[dated], year[dated])
    np.maximum.at(last, votes.column[dated], year[dated])
    return last - first >= _BIRTH_SPREAD_YEARS
