"""Words of medicine where they are something else: in other languages, lists and registers.

Physicians write ``AME``, ``CMU`` and ``Rd``, as others do of universities, roads and companies, on
pages that hold every cue once; ``morph("x")`` calls a function. Lists of codes (airports, amino
acids, words of three letters) hold every short form there is. In what is longer than a letter, the
same goes for words of any length: encyclopaedias and novels name people and diseases on each page.
What is doubted still counts, as a word alone does.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Mask, Offsets, byte_class
from leakscan.detectors.distant import are_in_long_records
from leakscan.detectors.layout import Layout
from leakscan.model.taxonomy import Tier
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_LONGEST = 5
"""Bytes of a short form; of those that are misspelt any number, for spelling is a language's."""
_PAGE = 4096
"""Bytes around a short form that tell in what language it stands."""
_PLAINLY_FRENCH = tuple(b" %b " % word for word in b"et les des".split())
_FRENCH = tuple(
    b" %b " % word for word in b"et les est des une du le au ET LES EST DES UNE DU LE AU".split()
)
_FOREIGN = tuple(
    b" %b " % word
    for word in b"""
    the of and is with der die und el los del di che della het een van THE OF AND IS WITH UND
    """.split()
)
"""Not in capitals those that are parts of names."""
_MANY_FRENCH = 10
"""Words of a page that need not be compared with those of other languages."""
_COMPANIES = (b"Ltd", b"LTD", b" Inc", b" INC", b"GmbH", b"Corp", b"CORP", b" LLC", b"Limited")
_LEAST_FOREIGN, _MOST_FRENCH = 6, 0.25
"""Such words of a page of 700 words, and how many French ones may stand between them."""
_LEAST_COMPANIES = 16
"""Of a page: a register of them, for a letter names one or two."""
_BESIDE = 5
"""Codes on either side, all as long as the short form; a history in capitals has words of
all lengths."""
_REACH = 48
_BEGINS_ARGUMENTS = byte_class(b"\"'`\\<>$&*_)")
_WORD = deferred(rb"[0-9A-Za-z\x80-\xff]+")
_LOWER, _UPPER = ((ord(first), ord(last)) for first, last in ("az", "AZ"))


def doubt_short_forms(hits: list[Hits], slips: list[Hits], layout: Layout) -> None:
    """Lower the tier of words on health that are something else where they stand.

    Args:
        hits: Of one chunk of prose; their tiers are changed.
        slips: Those of them that rest on words with an error.
        layout: The chunk.
    """
    pages: dict[tuple[int, int], bool] = {}
    for part in hits:
        misspelt = any(part is slip for slip in slips)
        likely = (part.level > 0) & ~part.specific & (part.tier == Tier.CONTEXTUAL)
        short = misspelt | (part.end - part.start <= _LONGEST)
        rows = np.flatnonzero(likely & (short | are_in_long_records(part.start, layout)))
        if rows.size:
            start, end, short = part.start[rows], part.end[rows], (short & likely)[rows]
            doubted = _are_on_other_pages(start, layout, pages)
            doubted |= short & (_are_codes(start, end, layout) | _are_called(end, layout.data))
            part.tier[rows[doubted]] = Tier.LEXICAL


def _are_on_other_pages(start: Offsets, layout: Layout, pages: dict[tuple[int, int], bool]) -> Mask:
    """Which stand in another language or among companies; pages are those of their record."""
    chunk, found = layout.chunk, np.zeros(start.size, np.bool_)
    if not chunk.record_starts.size:
        return found
    record = chunk.record_of(start)
    begin = chunk.record_starts[record]
    low = begin + (start - begin) // _PAGE * _PAGE
    high = np.minimum(low + _PAGE, chunk.record_ends[record])
    low = np.maximum(begin, high - _PAGE)
    for row, page in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        if page not in pages:
            pages[page] = _is_other(chunk.data[page[0] : page[1]])
        found[row] = pages[page]
    return found


def _is_other(page: bytes) -> bool:
    return _is_foreign(page) or sum(map(page.count, _COMPANIES)) >= _LEAST_COMPANIES


def _is_foreign(page: bytes) -> bool:
    """Whether a page is in another language than French, in capitals or not."""
    if sum(map(page.count, _PLAINLY_FRENCH)) >= _MANY_FRENCH:
        return False
    foreign = sum(map(page.count, _FOREIGN))
    return foreign >= _LEAST_FOREIGN and sum(map(page.count, _FRENCH)) <= foreign * _MOST_FRENCH


def _are_called(end: Offsets, data: npt.NDArray[np.uint8]) -> Mask:
    """Which stand before a bracket with a quote, a sign of code or nothing in it."""
    opened = data[np.minimum(end, data.size - 1)] == ord("(")
    return np.asarray(
        opened & _BEGINS_ARGUMENTS[data[np.minimum(end + 1, data.size - 1)]], np.bool_
    )


def _are_codes(start: Offsets, end: Offsets, layout: Layout) -> Mask:
    """Which stand in a list of codes that are all as long."""
    found = _are_in_capitals(start, end, layout.data)
    text = layout.chunk.data
    for row in np.flatnonzero(found).tolist():
        low, high = int(start[row]), int(end[row])
        before = _WORD.findall(text, max(low - _REACH, 0), low)[-_BESIDE:]
        after = _WORD.findall(text, high, high + _REACH)[:_BESIDE]
        words = before + after
        found[row] = len(words) == 2 * _BESIDE and all(
            len(word) == high - low and word.isupper() for word in words
        )
    return found


def _are_in_capitals(start: Offsets, end: Offsets, data: npt.NDArray[np.uint8]) -> Mask:
    """Which have capitals on either side, and no small letters next to them."""
    reach = np.arange(1, 3 * _LONGEST)
    left = data[np.maximum(start[:, None] - reach, 0)]
    right = data[np.minimum(end[:, None] + reach - 1, data.size - 1)]
    small = (((side >= _LOWER[0]) & (side <= _LOWER[1])).any(axis=1) for side in (left, right))
    capital = (((side >= _UPPER[0]) & (side <= _UPPER[1])).any(axis=1) for side in (left, right))
    return np.asarray(~np.any(list(small), axis=0) & np.all(list(capital), axis=0), np.bool_)


__all__ = ["doubt_short_forms"]
