"""Telling persons apart: keys by which the subjects of records are counted.

Four kinds of key, each counted on its own (the score takes the largest): NIR, name with birth
date, e-mail, telephone. A row is about one person, so it gives one key of each kind, its NIRs
excepted; a letter names many numbers that are nobody's, so of landlines only the first counts
there, while every mobile and every personal mailbox does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.evidence.parts import Part
from leakscan.model.state import FileState
from leakscan.raw.chunk import Offsets

_KEY_TYPES = {"nir": "fr.nir", "phone": "fr.phone", "email": "email", "name": "person.name"}
"""Categories of values that tell persons apart, and how their keys are called in a state."""
CONCERNED = frozenset(_KEY_TYPES) | {"birth-date"}
_CENTURY = np.uint64(100)
_FIRST_MOBILE, _AFTER_MOBILES = np.uint64(600_000_000), np.uint64(800_000_000)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_DAYS = np.uint64(10_000)


@dataclass(slots=True, eq=False, repr=False)
class _Kind:
    """The hits of one category in a chunk, by start: record, value and print of each."""

    start: Offsets
    record: Offsets
    value: Numbers
    prints: Numbers

    def take(self, which: npt.NDArray[np.bool_] | Offsets) -> "_Kind":
        return _Kind(self.start[which], self.record[which], self.value[which], self.prints[which])

    def first_of_record(self) -> "_Kind":
        """Only the first hit of each record."""
        first = np.ones(self.record.size, np.bool_)
        first[1:] = self.record[1:] != self.record[:-1]
        return self.take(first)


def count_persons(
    state: FileState, parts: Sequence[tuple[str, Part]], size: int, *, year: int, tabular: bool
) -> None:
    """Add the keys of a chunk's hits to the state's subjects, and years of birth.

    Args:
        state: Changed in place.
        parts: The parts of categories in `CONCERNED`, with their category.
        size: Number of records.
        year: Of the scan.
        tabular: Records are rows, each about one person.
    """
    found = {category: [part for c, part in parts if c == category] for category in CONCERNED}
    nirs, phones, emails = (_joined(found[c]) for c in ("nir", "phone", "email"))
    births = _joined(found["birth-date"])
    births = births.take(births.value > 0)
    if tabular:
        phones, emails, births = (k.first_of_record() for k in (phones, emails, births))
        names = _row_keys(found["name"], births, size)
    else:
        phones = _own_phones(phones)
        names = _letter_keys(_joined(found["name"]), births)
    keys = {"nir": nirs.prints, "phone": phones.prints, "email": emails.prints, "name": names}
    for category, values in keys.items():
        if values.size:
            state.subject(_KEY_TYPES[category]).add(values)
    _count_births(state, nirs, births, size, year)


def _joined(parts: Sequence[Part]) -> _Kind:
    """The personal hits of all parts, by start."""
    none = np.empty(0, np.uint64)
    pieces = [part.take(part.personal) for part in parts]
    if not pieces:
        return _Kind(np.empty(0, np.int64), np.empty(0, np.int64), none, none)
    start = np.concatenate([piece.start for piece in pieces])
    record = np.concatenate([piece.record for piece in pieces])
    zeros = [np.zeros(piece.start.size, np.uint64) for piece in pieces]
    value = np.concatenate(
        [z if p.value is None else p.value for p, z in zip(pieces, zeros, strict=True)]
    )
    prints = np.concatenate(
        [z if p.prints is None else p.prints for p, z in zip(pieces, zeros, strict=True)]
    )
    joined = _Kind(start, record, value, prints)
    return joined if len(pieces) == 1 else joined.take(np.argsort(start, kind="stable"))


def _own_phones(phones: _Kind) -> _Kind:
    """Of a letter's numbers: all mobiles, and the first landline of each record."""
    mobile = (phones.value >= _FIRST_MOBILE) & (phones.value < _AFTER_MOBILES)
    fixed = phones.take(~mobile).first_of_record()
    mobiles = phones.take(mobile)
    return _Kind(
        np.concatenate([mobiles.start, fixed.start]),
        np.concatenate([mobiles.record, fixed.record]),
        np.concatenate([mobiles.value, fixed.value]),
        np.concatenate([mobiles.prints, fixed.prints]),
    )


def _row_keys(names: Sequence[Part], births: _Kind, size: int) -> Numbers:
    """One key for each row with a name: its names and its birth date.

    Of the names the least and the greatest count, in the order of their secret hashes: a
    married name more or less, or names in another order, mostly leave the key as it is.
    """
    least = np.full(size, np.iinfo(np.uint64).max, np.uint64)
    greatest = np.zeros(size, np.uint64)
    for part in names:
        chosen = part.take(part.structural & part.personal)
        assert chosen.prints is not None
        np.minimum.at(least, chosen.record, chosen.prints)
        np.maximum.at(greatest, chosen.record, chosen.prints)
    born = np.zeros(size, np.uint64)
    born[births.record] = births.value
    named = greatest > 0
    return least[named] * _ODD + greatest[named] + born[named] * _ODD


def _letter_keys(names: _Kind, births: _Kind) -> Numbers:
    """One key for each birth date in prose, with the name before it in the same record."""
    if not names.record.size:
        return np.empty(0, np.uint64)
    before = np.searchsorted(names.start, births.start) - 1
    at = np.maximum(before, 0)
    named = (before >= 0) & (names.record[at] == births.record)
    return names.prints[at[named]] + births.value[named] * _ODD


def _count_births(state: FileState, nirs: _Kind, births: _Kind, size: int, year: int) -> None:
    """Years of birth: by date, else by the NIR, whose two digits are read as the latest past."""
    dated = np.zeros(size, np.bool_)
    dated[births.record] = True
    years = (births.value // _DAYS).astype(np.int64)
    undated = nirs.value[~dated[nirs.record]]
    two = (undated // np.uint64(10**10) % _CENTURY).astype(np.int64)
    century = year // 100 * 100
    past = np.where(two <= year % 100, two + century, two + century - 100)
    counts = np.bincount(np.concatenate([years, past]))
    for value in np.flatnonzero(counts).tolist():
        state.birth_years[value] += int(counts[value])
