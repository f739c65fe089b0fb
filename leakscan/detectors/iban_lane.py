"""IBANs in a chunk: two capitals and two check digits, then a pattern on a short window.

Such openings are rare, so each is looked at on its own.
"""

import numpy as np

from leakscan.detectors.characters import IS_ALNUM, Mask, Offsets
from leakscan.detectors.digit_runs import DigitRuns
from leakscan.detectors.layout import Layout
from leakscan.detectors.rule import NO_RULE
from leakscan.identifiers import iban
from leakscan.model.taxonomy import Tier
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_WRITTEN = deferred(
    rb"[A-Z]{2}[0-9]{2}(?:(?:[ ]|\xc2\xa0|\xe2\x80\xaf)?[0-9A-Z]{4}){2,7}"
    rb"(?:(?:[ ]|\xc2\xa0|\xe2\x80\xaf)?[0-9A-Z]{1,4})?"
)
_REACH = 64
_COUNTRIES = np.zeros((256, 256), np.bool_)
for _country in iban.LENGTHS:
    _COUNTRIES[ord(_country[0]), ord(_country[1])] = True


class Ibans:
    """IBANs found; `start` and `end` of each, and whether it is a French account's."""

    __slots__ = ("end", "french", "start")

    def __init__(self, start: Offsets, end: Offsets, french: Mask) -> None:
        self.start, self.end, self.french = start, end, french


def find_ibans(runs: DigitRuns) -> Ibans:
    """All IBANs of a chunk whose check digits are right, ascending."""
    rows: list[tuple[int, int, bool]] = []
    for start in _openings(runs).tolist():
        window = runs.data[start : start + _REACH].tobytes()
        match = _WRITTEN.match(window)
        country = window[:2].decode("ascii")
        size = _written_size(match.group(), iban.LENGTHS[country]) if match else 0
        if not size or (size < len(window) and IS_ALNUM[window[size]]):
            continue
        if iban.is_valid(window[:size].decode("utf-8")):
            rows.append((start, start + size, country in iban.FRENCH))
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return Ibans(columns[:, 0], columns[:, 1], columns[:, 2].astype(np.bool_))


def iban_hits(found: Ibans, layout: Layout, french: int, foreign: int) -> list[Hits]:
    """Hits of `fr.iban` and `iban`, proved by their check digits."""
    if not found.start.size:
        return []
    fields = layout.fields_of(found.start, found.end)
    # A column of accounts counts by itself.
    owned = layout.owned(found.start) & ((layout.role_of(fields) != french) | (french == NO_RULE))
    hits = []
    for rule, chosen in ((french, owned & found.french), (foreign, owned & ~found.french)):
        if rule != NO_RULE and chosen.any():
            spans = (found.start[chosen], found.end[chosen])
            hits.append(Hits.of(rule, *spans, tier=int(Tier.VALIDATED), field=fields[chosen]))
    return hits


def _openings(runs: DigitRuns) -> Offsets:
    """Where two capitals of a country with IBANs stand alone before two digits or more."""
    if KERNELS is not None:
        return arrays.country_codes(runs.data, runs.starts, runs.lengths, _COUNTRIES)
    return _openings_of(runs)


def _openings_of(runs: DigitRuns) -> Offsets:
    """The twin of the kernel."""
    data = runs.data
    at = runs.starts[(runs.lengths >= 2) & (runs.starts >= 2)] - 2
    at = at[_COUNTRIES[data[at], data[at + 1]]]
    return at[(at == 0) | ~IS_ALNUM[data[np.maximum(at - 1, 0)]]]


def _written_size(text: bytes, length: int) -> int:
    """Bytes of the first `length` letters and digits; 0 when there are fewer."""
    seen = 0
    for position, byte in enumerate(text):
        seen += bool(IS_ALNUM[byte])
        if seen == length:
            return position + 1
    return 0
