"""Values that a whole table shares: a switchboard under ``tel``, 01/01/1900 under ``ddn``.

Different people do not have the same telephone, mailbox or birth date; a program that has to
fill a column gives them one. In a table about one person everything is the same, so nothing is
said of tables whose names do not vary.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors import name_lexicon
from leakscan.detectors.characters import Mask
from leakscan.detectors.votes import Columns, VotedRules, Votes
from leakscan.membership import distinct

_LEAST = 10
"""Cells below which nothing is said."""
_VARIED = 5
"""Different names, or numbers, that make different people."""
_SHARED, _DEFAULT = 0.5, 0.2
"""Share of the filled cells with one value: for a telephone, for a birth date."""
_YEAR = 10_000
_DEFAULT_DAYS = frozenset({101, 1230, 1231})
"""Month and day of dates that programs fill in: 1 January, and a spreadsheet's day 0."""


def shared_columns(columns: Columns, votes: Votes, rules: VotedRules) -> Mask:
    """Columns of telephones or mailboxes most of which are one and the same."""
    asked = np.flatnonzero(columns.of(rules.phone, rules.email)).tolist()
    result = np.zeros(columns.rule.size, np.bool_)
    if asked and _people_vary(columns, votes, rules):
        for column in asked:
            keys = _keys(votes, column)
            result[column] = keys.size >= _LEAST and _most(keys)[1] >= _SHARED * keys.size
    return result


def default_dates(columns: Columns, votes: Votes, rules: VotedRules) -> npt.NDArray[np.uint64]:
    """By column the birth date, as yyyymmdd, that stands for an unknown one; 0 for none."""
    asked = np.flatnonzero(columns.of(rules.birth_date)).tolist()
    result = np.zeros(columns.rule.size, np.uint64)
    if asked and _people_vary(columns, votes, rules):
        for column in asked:
            own = votes.cells.take(votes.column == column).dates()
            own = own[own > 0]
            value, times = _most(own) if own.size >= _LEAST else (0, 0)
            if times >= _DEFAULT * own.size and value % _YEAR in _DEFAULT_DAYS:
                result[column] = value
    return result


def _people_vary(columns: Columns, votes: Votes, rules: VotedRules) -> bool:
    """Whether some column of names or NIRs has several values."""
    named = np.flatnonzero(columns.of(rules.name, rules.nir)).tolist()
    return any(distinct(_keys(votes, column)).size >= _VARIED for column in named)


def _keys(votes: Votes, column: int) -> npt.NDArray[np.uint64]:
    """A number for each filled cell of a column, the same for the same letters and digits."""
    own = np.flatnonzero(votes.column == column)
    return name_lexicon.keys_of(votes.data, votes.cells.starts[own], votes.cells.ends[own])


def _most(values: npt.NDArray[np.uint64]) -> tuple[int, int]:
    """The most frequent value, and how often it is there."""
    once, counts = np.unique(values, return_counts=True)
    at = int(counts.argmax())
    return int(once[at]), int(counts[at])
