"""Histories of programs: entry after entry, each with its author's name, address and day.

Forms: ``git log``, GNU and Debian ChangeLogs (Debian Policy 4.4), ``%changelog`` of RPM. Who signs
an entry is no patient, and programmers write as physicians do: ``Run on PR``, ``doxy``. What is
doubted still counts, as a word alone does, and beside a number that is proved as ever.
"""

import numpy as np

from leakscan.detectors.characters import Offsets
from leakscan.detectors.layout import Layout
from leakscan.membership import are_in
from leakscan.model.taxonomy import Tier
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_LEAST = 8
"""Signed entries of a record that make a history of it."""
_REACH = 160
"""Bytes of a line on either side of its address."""
_BYLINE = deferred(
    rb"""(?x)
      (?: [ ]--[ ] )? [^<>:]{3,80} <[^<>\s]++> [ \t]++ (?: \d{4}-\d\d-\d\d | [A-Z][a-z]{2},[ ] ) .*+
    | \d{4}-\d\d-\d\d [ ]{1,2} [^<>:]{3,80} <[^<>\s]++>
    | \*[ ] (?: [A-Z][a-z]{2}[ ] ){2} \d{1,2}[ ]\d{4}[ ] [^<>:]{3,80} <[^<>\s]++> .*+
    | [ ]{0,4} (?: Author | Commit | Committer | Signed-off-by ): [^<>:]{3,80} <[^<>\s]++>
    """
)


def doubt_in_histories(hits: list[Hits], layout: Layout, email: int) -> None:
    """Lower the tier of statements on health in records that are histories of programs.

    Args:
        hits: Of one chunk of prose; their tiers are changed.
        layout: The chunk.
        email: The rule of addresses.
    """
    signed = [_signing(part, layout, email) for part in hits]
    if sum(places.size for places in signed) < _LEAST:
        return
    record = layout.chunk.record_of(np.concatenate(signed))
    histories = np.flatnonzero(np.bincount(record) >= _LEAST)
    for part in hits:
        doubted = (part.level > 0) & ~part.specific & (part.tier == Tier.CONTEXTUAL)
        doubted &= are_in(layout.chunk.record_of(part.start), histories)
        part.tier[doubted] = Tier.LEXICAL


def _signing(part: Hits, layout: Layout, email: int) -> Offsets:
    """Where addresses stand that end or stand in a byline."""
    start, end, data = part.start[part.rule == email], part.end[part.rule == email], layout.data
    angled = data[np.maximum(start - 1, 0)] == ord("<")
    angled &= data[np.minimum(end, data.size - 1)] == ord(">")
    start, end = start[angled], end[angled]
    if start.size < _LEAST:
        return start[:0]
    text = layout.chunk.data
    spans = zip(start.tolist(), end.tolist(), strict=True)
    return start[[_BYLINE.fullmatch(_line(text, *span)) is not None for span in spans]]


def _line(text: bytes, start: int, end: int) -> bytes:
    """The line around an address, without its end."""
    low = text.rfind(b"\n", max(start - _REACH, 0), start) + 1
    high = text.find(b"\n", end, end + _REACH)
    return text[low or max(start - _REACH, 0) : high if high >= 0 else end + _REACH].rstrip()


__all__ = ["doubt_in_histories"]
