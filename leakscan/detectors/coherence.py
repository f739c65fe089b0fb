"""Whether NIRs without a right key agree with the birth date and the sex in their row.

A number's year and month are those of the row's birth by chance once in 1200, its sex once in
two: agreement proves as much as a key, and more than a column's name. Disagreement is no proof
of the contrary, since a child stands under a parent's number, but leaves the column's name
alone to speak for it.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Offsets
from leakscan.detectors.layout import Layout
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.votes import VotedRules
from leakscan.identifiers import nir
from leakscan.model.taxonomy import Tier
from leakscan.raw.hits import ColumnHits, Hits

_WOMAN, _MAN = 2, 1
_OF_WOMEN, _OF_MEN = (np.frombuffer(signs, np.uint8) for signs in (b"f2", b"mh1"))
_AFTER_M = np.frombuffer(b"ml", np.uint8)
"""Of Mme and Mlle."""
_MADAME = len("madame")
Values = npt.NDArray[np.int64]


def settle(
    hits: list[Hits], cells: list[ColumnHits], layout: Layout, keyless: int, rules: VotedRules
) -> None:
    """Settle the tiers of NIRs without a right key in a table with birth dates, in place.

    Those in `cells` become `hits`, each with a tier of its own.
    """
    births = [part for part in cells if part.rule == rules.birth_date != NO_RULE]
    columns = [part for part in cells if part.rule == keyless != NO_RULE]
    if not births or not (columns or any((part.rule == keyless).any() for part in hits)):
        return
    hits += [_as_hits(part, layout) for part in columns]
    cells[:] = [part for part in cells if part.rule != keyless]
    sexes = [part for part in cells if part.rule == rules.sex != NO_RULE]
    rows = _Rows(births, sexes, layout)
    for part in hits:
        chosen = np.flatnonzero(part.rule == keyless)
        said = rows.say(layout.chunk.record_of(part.start[chosen]), part.value[chosen])
        tier = part.tier[chosen]
        tier = np.where(said > 0, Tier.VALIDATED, tier)
        part.tier[chosen] = np.where(said < 0, np.minimum(tier, Tier.CONTEXTUAL), tier)


def _as_hits(part: ColumnHits, layout: Layout) -> Hits:
    assert part.value is not None
    return Hits.of(
        part.rule,
        part.start,
        part.end,
        tier=part.tier,
        value=part.value,
        personal=np.full(part.start.size, part.personal, np.bool_),
        synthetic=nir.are_specimens(part.value),
        field=layout.fields_of(part.start, part.end),
    )


class _Rows:
    """The births and sexes of a chunk's rows."""

    def __init__(
        self, births: Sequence[ColumnHits], sexes: Sequence[ColumnHits], layout: Layout
    ) -> None:
        size = layout.chunk.record_starts.size or 1
        self._birth, self._sex = np.zeros(size, np.int64), np.zeros(size, np.int64)
        for part in births:
            if part.value is not None:
                self._birth[part.record] = part.value.astype(np.int64)
        for part in sexes:
            self._sex[part.record] = _sexes(layout.data, part.start, part.end)

    def say(self, record: Offsets, number: npt.NDArray[np.uint64]) -> Values:
        """1 where a row agrees with a number, -1 where it does not, 0 where it says nothing."""
        sex = number.astype(np.int64) // 10**12
        year, month = nir.years_and_months(number)
        birth = self._birth[record]
        known = (birth > 0) & (month <= nir.LAST_MONTH)
        agrees = (year == birth // 10_000 % 100) & (month == birth // 100 % 100)
        other = (self._sex[record] > 0) & (sex <= _WOMAN) & (self._sex[record] != sex)
        return np.where(known, np.where(agrees & ~other, 1, -1), 0)


def _sexes(data: Bytes, start: Offsets, end: Offsets) -> Values:
    """What cells of a sex column say, by their first letters: ``F``, ``2``, ``Mme``, ``M.``."""
    first = data[start] | np.uint8(32)
    second = np.where(end - start > 1, data[np.minimum(start + 1, data.size - 1)], 0) | 32
    married = (first == ord("m")) & np.isin(second, _AFTER_M)
    woman = married | np.isin(first, _OF_WOMEN) | ((first == ord("m")) & (end - start == _MADAME))
    man = np.isin(first, _OF_MEN) & ~woman
    return np.where(woman, _WOMAN, np.where(man, _MAN, 0))
