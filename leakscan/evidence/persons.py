"""Telling persons apart: keys by which the subjects of records are counted.

Four kinds of key, each counted on its own (the score takes the largest): NIR, name with birth
date, e-mail, telephone. A row is about one person, so it gives one key of each kind, its NIRs
excepted; a letter names many numbers that are nobody's, so of landlines only the first counts
there, while every mobile and every personal mailbox does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from leakscan.evidence.keyed import Numbers
from leakscan.model.state import FileState
from leakscan.model.taxonomy import RuleInfo, Tier
from leakscan.raw.chunk import Offsets
from leakscan.raw.hits import Hits

Mask = npt.NDArray[np.bool_]

NAME_KEY = "person.name"
_CENTURY = np.uint64(100)
_FIRST_MOBILE, _AFTER_MOBILES = np.uint64(600_000_000), np.uint64(800_000_000)
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRules:
    """The rules whose values tell persons apart.

    Attributes:
        nir: All rules of category ``nir``: with or without key it is the same person.
        phone, email, name, birth: Rules of those categories.
        identifiable: Rules that can tell synthetic data.

    Each is a mask over rule indices.
        year: Of the scan.
    """

    nir: Mask
    phone: Mask
    email: Mask
    name: Mask
    birth: Mask
    identifiable: Mask
    year: int

    @classmethod
    def of(cls, rules: Sequence[RuleInfo], year: int) -> Self:
        """The person rules among `rules`."""

        def indices(*categories: str) -> Mask:
            return np.array([rule.category in categories for rule in rules], np.bool_)

        return cls(
            nir=indices("nir"),
            phone=indices("phone"),
            email=indices("email"),
            name=indices("name"),
            birth=indices("birth-date"),
            identifiable=indices("nir", "phone", "email"),
            year=year,
        )


@dataclass(slots=True, eq=False, repr=False)
class _Kind:
    """The hits of one category: their rows in `Hits` and the record of each."""

    rows: Offsets
    record: Offsets

    def first_of_record(self) -> Self:
        """Only the first hit of each record."""
        first = np.ones(self.rows.size, np.bool_)
        first[1:] = self.record[1:] != self.record[:-1]
        return type(self)(self.rows[first], self.record[first])


def count_persons(
    state: FileState,
    hits: Hits,
    record: Offsets,
    prints: Numbers,
    rules: PersonRules,
    *,
    tabular: bool,
) -> None:
    """Add the keys of a chunk's hits to the state's subjects, and years of birth.

    Args:
        state: Changed in place.
        hits: Ordered by start.
        record: The record of each hit, ascending.
        prints: Keyed fingerprint of each hit's value.
        rules: Which rules are which.
        tabular: Records are rows, each about one person.
    """

    def kind(members: Mask) -> _Kind:
        rows = np.flatnonzero(members[hits.rule] & hits.personal)
        return _Kind(rows, record[rows])

    nirs, births = kind(rules.nir), _dated(kind(rules.birth), hits)
    phones, emails = kind(rules.phone), kind(rules.email)
    if tabular:
        phones, emails = phones.first_of_record(), emails.first_of_record()
    else:
        phones = _own_phones(phones, hits)
    names = _name_keys(hits, prints, kind(rules.name), births, tabular=tabular)
    for key_type, keys in (
        ("fr.nir", prints[nirs.rows]),
        ("fr.phone", prints[phones.rows]),
        ("email", prints[emails.rows]),
        (NAME_KEY, names),
    ):
        if keys.size:
            state.subject(key_type).add(keys)
    _count_births(state, hits, record, (nirs, births), rules.year, tabular=tabular)


def _dated(births: _Kind, hits: Hits) -> _Kind:
    dated = hits.value[births.rows] > 0
    return _Kind(births.rows[dated], births.record[dated])


def _own_phones(phones: _Kind, hits: Hits) -> _Kind:
    """Of a letter's numbers: all mobiles, and the first landline of each record."""
    value = hits.value[phones.rows]
    mobile = (value >= _FIRST_MOBILE) & (value < _AFTER_MOBILES)
    fixed = _Kind(phones.rows[~mobile], phones.record[~mobile]).first_of_record()
    return _Kind(
        np.concatenate([phones.rows[mobile], fixed.rows]),
        np.concatenate([phones.record[mobile], fixed.record]),
    )


def _name_keys(
    hits: Hits, prints: Numbers, names: _Kind, births: _Kind, *, tabular: bool
) -> Numbers:
    """Keys of name and birth date: of each row, or of each date in prose with the name before."""
    if not names.rows.size:
        return np.empty(0, np.uint64)
    texts, dates = prints[names.rows], hits.value[births.rows]
    if not tabular:
        before = np.searchsorted(names.rows, births.rows) - 1
        named = (before >= 0) & (names.record[np.maximum(before, 0)] == births.record)
        return texts[before[named]] + dates[named] * _ODD
    structural = hits.tier[names.rows] >= Tier.STRUCTURAL
    names, texts = _Kind(names.rows[structural], names.record[structural]), texts[structural]
    if not names.rows.size:
        return np.empty(0, np.uint64)
    first = np.flatnonzero(np.concatenate([[True], names.record[1:] != names.record[:-1]]))
    # The least and the greatest of a row's names, in the order of their secret hashes: a married
    # name more or less, or names in another order, mostly leave the key as it is.
    least = np.minimum.reduceat(texts, first)
    greatest = np.maximum.reduceat(texts, first)
    whole = least * _ODD + greatest
    one = births.first_of_record()
    born = np.searchsorted(one.record, names.record[first])
    at = np.minimum(born, max(one.record.size - 1, 0))
    if one.record.size:
        matching = (born < one.record.size) & (one.record[at] == names.record[first])
        whole = whole + np.where(matching, hits.value[one.rows[at]], 0).astype(np.uint64) * _ODD
    return whole


def _count_births(
    state: FileState,
    hits: Hits,
    record: Offsets,
    found: tuple[_Kind, _Kind],
    year: int,
    *,
    tabular: bool,
) -> None:
    """Years of birth: by date, else by the NIR, whose two digits are read as the latest past."""
    nirs, births = found
    births = births.first_of_record() if tabular else births
    years = (hits.value[births.rows] // np.uint64(10_000)).astype(np.int64)
    dated = np.zeros(int(record[-1]) + 1, np.bool_)
    dated[births.record] = True
    undated = ~dated[nirs.record]
    two = (hits.value[nirs.rows[undated]] // np.uint64(10**10) % _CENTURY).astype(np.int64)
    past = np.where(two <= year % 100, two + year // 100 * 100, two + year // 100 * 100 - 100)
    counts = np.bincount(np.concatenate([years, past]))
    for value in np.flatnonzero(counts).tolist():
        state.birth_years[value] += int(counts[value])
