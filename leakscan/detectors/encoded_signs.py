"""Signs that encode something, and scraps of binaries: ASCII85, Base85 of patches, uuencode.

Sources: Adobe, PostScript Language Reference, 3rd ed., ASCII85Decode; RFC 1924; POSIX uuencode.
Pictures in PostScript are megabytes of such lines, in which every short word comes by chance, and
so does what is written like an address of mail.
"""

import numpy as np

from leakscan.detectors.characters import Bytes, Mask, Offsets, byte_class
from leakscan.model.taxonomy import Tier
from leakscan.raw.hits import Hits

_SIGNS = b"!#$%&'()*+;<=>?\\^`"
"""Of these alphabets, those that are rare beside each other in sentences, tables and markup: the
signs of JSON, addresses and numbers are left out."""
_BITS = np.zeros(256, np.uint32)
_BITS[list(_SIGNS)] = np.uint32(1) << np.arange(len(_SIGNS), dtype=np.uint32)
_REACH = 48
"""Bytes on either side, of which 17 are expected to be such signs, 8 of them distinct."""
_MIN_DISTINCT, _MIN_DISTINCT_BESIDE = 9, 4
_MOST_LINE_ENDS = 2
"""Such lines have 52 signs at least, but for the last."""
_BLANK, _CR, _LF = 0x20, 0x0D, 0x0A
_LONGEST_SCRAP = 5
_SCRAP_REACH, _LEAST_GAPS = 24, 8
"""Bytes on either side, and how many of them were no text: one in three."""
_IS_ODD = byte_class(b"!#$%&*<=>?@[\\]^_`{|}~" + bytes(range(0x80, 0x100)))
"""Signs beside a scrap, which stand beside no word that fills a field."""


def without_encoded_signs(hits: list[Hits], data: Bytes, doubted: Mask) -> list[Hits]:
    """The hits that stand in words, lines and sentences; no part of them is empty.

    Args:
        hits: Of one chunk of prose.
        data: The chunk.
        doubted: By rule index, what comes by chance among such signs. What proves itself stays.
    """
    left = (part.take(~_are_encoded(part, data, doubted)) for part in hits)
    return [part for part in left if len(part)]


def _are_encoded(part: Hits, data: Bytes, doubted: Mask) -> Mask:
    found = np.zeros(len(part), np.bool_)
    before = data[np.maximum(part.start - 1, 0)]
    after = data[np.minimum(part.end, data.size - 1)]
    # Nearly every word of other texts has blanks beside it; such lines end anywhere.
    maybe = (before != _BLANK) & (after != _BLANK) & doubted[part.rule]
    rows = np.flatnonzero(maybe & (part.tier < Tier.VALIDATED))
    if rows.size:
        start, end = part.start[rows], part.end[rows]
        found[rows] = _are_among_signs(data, start, end) | _are_scraps(data, start, end)
    return found


def _are_among_signs(data: Bytes, start: Offsets, end: Offsets) -> Mask:
    reach = np.arange(_REACH)
    left = data[np.maximum(start[:, None] - 1 - reach, 0)]
    right = data[np.minimum(end[:, None] + reach, data.size - 1)]
    before, after = (np.bitwise_or.reduce(_BITS[side], axis=1) for side in (left, right))
    blanks = sum(((side <= _BLANK) & (side != _CR)).sum(axis=1) for side in (left, right))
    return np.asarray(
        (blanks <= _MOST_LINE_ENDS)
        & (_count(before | after) >= _MIN_DISTINCT)
        & (np.minimum(_count(before), _count(after)) >= _MIN_DISTINCT_BESIDE),
        np.bool_,
    )


def _are_scraps(data: Bytes, start: Offsets, end: Offsets) -> Mask:
    """Short words between bytes that were no text, with an odd sign beside them: ``hCG?``."""
    odd = _IS_ODD[data[np.maximum(start - 1, 0)]] | _IS_ODD[data[np.minimum(end, data.size - 1)]]
    found = odd & (end - start <= _LONGEST_SCRAP)
    if found.any():
        reach = np.arange(_SCRAP_REACH)
        left = data[np.maximum(start[:, None] - 1 - reach, 0)] == _LF
        right = data[np.minimum(end[:, None] + reach, data.size - 1)] == _LF
        found &= np.minimum(left.sum(axis=1), right.sum(axis=1)) >= _LEAST_GAPS
    return np.asarray(found, np.bool_)


def _count(bits: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> Offsets:
    """How many bits of each number are set."""
    return np.unpackbits(bits[:, None].view(np.uint8), axis=1).sum(axis=1, dtype=np.int64)


__all__ = ["without_encoded_signs"]
