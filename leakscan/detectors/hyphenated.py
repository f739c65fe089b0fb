"""Words parted at the end of a line: ``séro-`` and ``positif``, in letters that were printed.

Looked for in the first record of a text, and wherever something was found of somebody: elsewhere
in long texts it would cost more than it finds. Around each parting the lines are put together,
without the hyphen and with it (``post-partum``), and searched for our words; those that stretch
over it count, with their place in the text as it stands. Soft hyphens, which show only where a
line ends, are partings wherever they stand.

Specification: none; what typesetters do, and what text taken from pages keeps of it.
"""

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np

from leakscan.detectors.characters import Offsets
from leakscan.detectors.lexical import LexicalLane, Words
from leakscan.membership import distinct
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk, last_before

_PARTING = deferred(
    rb"(?<=[a-zA-Z\x80-\xbf]) (?: - \r?\n [ \t>]{0,16} | \xc2\xad (?: \r?\n [ \t>]{0,16} )? )"
    rb"(?= [a-z\xc3] )",
    re.VERBOSE,
)
"""What goes on in capitals is another word, or a name of two."""
_AROUND = 64
"""Bytes of the lines on either side: longer than the longest phrase that is parted."""
_MOST = 256
"""Partings looked at in one record: a page of 60 lines has a dozen."""
_BATCH = 4096
"""Partings whose lines are put together at once: a megabyte of copies, whatever a text holds."""
_END = b"\n"


def rejoined_words(lane: LexicalLane, chunk: Chunk, seen: Offsets) -> Words | None:
    """The entries that partings hide, ascending by start; None for none.

    Args:
        lane: Finds entries in a text.
        chunk: Prose.
        seen: Offsets in the records that are looked at, ascending.
    """
    partings, parts = _partings(chunk, seen), []
    while batch := list(islice(partings, _BATCH)):
        parts.append(_rejoined(lane, chunk.data, batch))
    if not any(part.size for part in parts):
        return None
    entry, start, end = np.concatenate(parts, axis=1)
    return Words(entry, start, end).take(np.argsort(start, kind="stable"))


def _rejoined(lane: LexicalLane, data: bytes, partings: list[tuple[int, int]]) -> Offsets:
    """Number, start and end of the entries that some partings hide, shape (3, entries)."""
    text, shifts, places = bytearray(), [], []
    for start, end in partings:
        low, high = _line_around(data, start, end)
        for hyphen in (b"", b"-"):
            begin = len(text)
            text += data[low:start] + hyphen + data[end:high] + _END
            cut = begin + start - low
            places.append(cut)
            shifts.append((low - begin, end - cut - len(hyphen)))
    words, cuts = lane.find(np.frombuffer(bytes(text), np.uint8)), np.array(places)
    piece = last_before(cuts, words.end - 1)
    over = (piece >= 0) & (words.start < cuts[piece])
    words, piece = words.take(over), piece[over]
    before, after = np.array(shifts, np.int64).T
    return np.stack([words.entry, words.start + before[piece], words.end + after[piece]])


def _partings(chunk: Chunk, seen: Offsets) -> Iterator[tuple[int, int]]:
    """Start and end of what parts words, in the records that hold something."""
    starts = chunk.record_starts
    records = distinct(last_before(starts, seen))
    ends = np.append(starts[1:], chunk.end)
    for record in records[records >= 0].tolist():
        low, high = int(starts[record]), int(ends[record])
        if not _has_partings(chunk.data, low, high):
            continue
        for match in islice(_PARTING.finditer(chunk.data, low, high), _MOST):
            yield match.span()


def _has_partings(data: bytes, low: int, high: int) -> bool:
    """A quick look, many times faster than the pattern."""
    if KERNELS is not None:
        return arrays.is_parted(np.frombuffer(data, np.uint8), low, high)
    return _may_have_partings(data, low, high)


def _may_have_partings(data: bytes, low: int, high: int) -> bool:
    """The twin of the kernel, which says yes more often."""
    return any(data.find(sign, low, high) >= 0 for sign in (b"-\n", b"-\r", b"\xad"))


def _line_around(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the lines around a parting begin and end, `_AROUND` bytes away at the most."""
    low = max(data.rfind(b"\n", max(start - _AROUND, 0), start) + 1, start - _AROUND, 0)
    high = data.find(b"\n", end, end + _AROUND)
    return low, high if high >= 0 else min(end + _AROUND, len(data))
