"""What somebody has put in a value's place: ``Mme XXX``, ``"id": "XXX"``. It tells of nobody."""

import numpy as np

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.raw.hits import Hits

_LONGEST = 32
"""Bytes of a mask, at most; what is longer was not looked at to its end."""
_SIGNS = np.isin(np.arange(256), np.frombuffer(b"Xx*", np.uint8))
_BESIDE = _SIGNS | np.isin(np.arange(256), np.frombuffer("_ .,née".encode(), np.uint8))
"""What may stand between two masks, as in ``Mme XXX née XXX``."""


def without_masked(hits: Hits, data: Bytes, rules: Mask) -> Hits:
    """Hits without those whose value is a mask.

    Args:
        hits: Of one chunk.
        data: Its text.
        rules: By rule index: which are asked.
    """
    asked = np.flatnonzero(rules[hits.rule])
    masked = asked[are_masked(data, hits.start[asked], hits.end[asked])]
    return hits.take(np.delete(np.arange(len(hits)), masked)) if masked.size else hits


def are_masked(data: Bytes, start: Offsets, end: Offsets) -> Mask:
    """Whether each span, none of them empty, begins with a mask and holds nothing but masks."""
    result = _SIGNS[data[start]] & _SIGNS[data[np.minimum(start + 1, end - 1)]]
    result &= end - start <= _LONGEST
    maybe = np.flatnonzero(result)
    if maybe.size:
        places = start[maybe, None] + np.arange(_LONGEST)
        places = np.minimum(places, end[maybe, None] - 1)
        result[maybe] = _BESIDE[data[places]].all(axis=1)
    return result
