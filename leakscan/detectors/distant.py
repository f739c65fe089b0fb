"""What stands far apart in records longer than a letter, or is listed there, and tells of nobody.

Text without structure is read in records of up to 64 KiB, and an object of JSON may hold a book. A
letter is one person's; of the thousands of lines of a list one names a company like a person, and
another a disease. Among the words of a list or a dictionary nothing is said. What is doubted still
counts, as a word alone does: it can make a severity presumed, not established.
"""

import numpy as np

from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.layout import Layout
from leakscan.model.taxonomy import Tier
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.raw.hits import Hits

_LETTER = 16 * 1024
"""Bytes of a record that is about one person."""
_PAGE = 4096
"""Bytes between a statement and somebody whom it may be about."""
_AROUND = 128
"""Bytes on either side of a statement that tell whether words are listed."""
_LEAST_ENTRIES, _LEAST_LINES = 6, 12
"""Of a list: strings in quotes, or lines; those of a history are longer, and have figures."""
_ENTRY_ENDS = (b'",', b"',", b'"],', b"'],")
_DIGIT = deferred(rb"[0-9]")


def are_in_long_records(starts: Offsets, layout: Layout) -> Mask:
    """Whether each offset stands in a record that is longer than a letter."""
    chunk = layout.chunk
    if not chunk.record_starts.size:
        return np.zeros(starts.size, np.bool_)
    sizes = chunk.record_ends - chunk.record_starts
    return np.asarray(sizes[chunk.record_of(starts)] > _LETTER, np.bool_)


def are_far(starts: Offsets, places: Offsets, chunk: Chunk, reach: int) -> Mask:
    """Whether none of the `places` is within so many bytes of each offset, in its record.

    What stands in the next record may be in the next chunk, and is then not seen.
    """
    near, far = (at + chunk.record_of(at) * (reach + 1) for at in (np.sort(places), starts))
    low, high = (np.searchsorted(near, far + shift) for shift in (-reach, reach))
    return np.asarray(low == high, np.bool_)


def doubt_distant_statements(
    hits: list[Hits], layout: Layout, is_person: Mask, is_statement: Mask
) -> None:
    """Lower the tier of statements in long records with nobody within a page.

    Args:
        hits: Of one chunk of prose, or of a table without people; their tiers are changed.
        layout: The chunk.
        is_person: By rule index, the rules that tell a person.
        is_statement: By rule index, the rules that say what only harms beside somebody: of
            articles 9 and 10. Those on health are known by their level.
    """
    stated = [
        np.flatnonzero(
            ((part.level > 0) | is_statement[part.rule]) & (part.tier == Tier.CONTEXTUAL)
        )
        for part in hits
    ]
    if not any(which.size for which in stated):
        return
    told = [part.start[is_person[part.rule] & (part.tier > Tier.LEXICAL)] for part in hits]
    persons = np.concatenate(told)
    for part, which in zip(hits, stated, strict=True):
        start = part.start[which]
        long = are_in_long_records(start, layout)
        alone = long & are_far(start, persons, layout.chunk, _PAGE)
        left = np.flatnonzero(long & ~alone)
        alone[left] = _are_listed(start[left], layout)
        part.tier[which[alone]] = Tier.LEXICAL


def _are_listed(starts: Offsets, layout: Layout) -> Mask:
    """Whether each offset stands in a list of words, one a line or each in quotes."""
    found = np.zeros(starts.size, np.bool_)
    chunk = layout.chunk
    record = chunk.record_of(starts)
    low = np.maximum(starts - _AROUND, chunk.record_starts[record])
    high = np.minimum(starts + _AROUND, chunk.record_ends[record])
    for row, (begin, end) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        found[row] = _is_list(chunk.data[begin:end])
    return found


def _is_list(text: bytes) -> bool:
    if _DIGIT.search(text):
        return False
    entries = sum(map(text.count, _ENTRY_ENDS))
    return entries >= _LEAST_ENTRIES or text.count(b"\n") >= _LEAST_LINES


__all__ = ["are_far", "are_in_long_records", "doubt_distant_statements"]
