"""Names that the words around tell: ``sa fille Corinne``, ``Interne : T. Jacquemin``, signatures.

A first name alone, an initial or an unknown surname is nobody's until a word before it says so
(`telling_words`), and a line of its own under a greeting is a signature. Looked for in prose, near
what tells of health or carries somebody's number: novels name people in the same words.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.detectors import name_lexicon, telling_words
from leakscan.detectors.characters import DIGITS, LETTERS, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.layout import Layout
from leakscan.detectors.name_pairs import (
    Spans,
    are_names,
    are_within,
    named_hits,
    spans_of,
)
from leakscan.detectors.name_reading import Told, lower_span, spans
from leakscan.detectors.passages import Ranges
from leakscan.detectors.telling_words import (
    BY,
    FAMILY,
    GREETING,
    KIN,
    LABEL,
    LINE,
    OF,
    ROLE,
    SENTENCE,
    TITLE,
)
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_BACK, _AHEAD = 24, 24
"""Bytes before a word that may hold the one before it, and bytes of a first name."""
_GAP = 6
"""Signs at the most between the two."""
_IS_WORD = byte_class(LETTERS + DIGITS + bytes(range(0x80, 0x100)))
_IS_NAME = byte_class(LETTERS + b"-" + bytes(range(0x80, 0x100)))
_BEFORE_TITLE = ~byte_class(LETTERS + DIGITS + b"-'_@./" + bytes(range(0x80, 0x100)))
_IS_CAPITAL = byte_class(bytes([*range(ord("A"), ord("Z") + 1), 0xC3]))
"""And the first byte of À to ÿ."""
_IS_TITLE = byte_class(b"md")
_TITLE_GOES_ON = np.zeros((256, 256), np.bool_)
"""By the second and the third byte of one."""
for _pair in (b"me", b"r ", b"r.", b"ll", b"le", b"de", b"ad", b"on", b"oc"):
    _TITLE_GOES_ON[_pair[0], _pair[1]] = True
_AFTER_FIRST: Mask = np.logical_or.reduce(_TITLE_GOES_ON, axis=1)
_LOWER_TITLE = deferred(rb"(?:mme|mr|mlle|mle|dr|mde|madame|monsieur|mademoiselle|docteur)\.? ")
_IS_OPENING = byte_class(b" (\n@:,/+'")


class _Words(NamedTuple):
    """Capitalised words that may be names.

    Attributes:
        start: Where each begins.
        said: What stands before it says, as bits.
        colon: Whether a colon stands between.
        close: Whether one space alone stands between.
    """

    start: Offsets
    said: npt.NDArray[np.int64]
    colon: Mask
    close: Mask


def told_names(
    rule: int, found: list[Hits], layout: Layout, taken: Mask, around: Ranges
) -> Hits | None:
    """Hits of the names that words around them tell, near statements on health or numbers.

    Args:
        rule: Index of the name rule.
        found: The other hits of the chunk, names among them.
        layout: The chunk, which is prose.
        taken: By rule index: its hits explain the names inside them.
        around: The text around what tells of somebody, as `name_pairs.around_hits` gives it.
    """
    explained = spans_of(found, taken)
    start = _capitals(around)
    words = _told(layout.data, start[~are_within(start, start + 1, explained)])
    names = _read(layout.chunk.data, layout.data, words, explained) if words.start.size else []
    names += _lower_names(layout.chunk.data, around)
    return named_hits(rule, names, found, layout, explained)


def told_places(around: Ranges) -> Offsets:
    """Where words stand in some ranges that what stands before them may tell to be names."""
    told = _told(around.data, _capitals(around))
    return np.concatenate([told.start, _titles(around)])


def _capitals(around: Ranges) -> Offsets:
    """Where words begin with a capital in some ranges."""
    data, start = around.data, around.places_of(_IS_CAPITAL, before=_IS_OPENING)
    second = data[np.minimum(start + 1, data.size - 1)]
    return start[(data[start] < 0x80) | (second < 0x9F)]


def _lower_names(raw: bytes, around: Ranges) -> list[tuple[int, int]]:
    """Start and end of the names in lower case behind titles, ``mme morin``, in some ranges."""
    names = []
    for place in _titles(around).tolist():
        title = _LOWER_TITLE.match(raw, place, place + 16)
        span = lower_span(raw, title.end()) if title is not None else None
        if span is not None:
            names.append(span)
    return names


def _titles(around: Ranges) -> Offsets:
    """Where words begin as titles in lower case do."""
    at = around.places_of(_IS_TITLE, before=_BEFORE_TITLE, after=_AFTER_FIRST)
    second, third = (around.data.take(at + ahead, mode="clip") for ahead in (1, 2))
    return at[_TITLE_GOES_ON[second, third]]


def _told(data: Bytes, start: Offsets) -> _Words:
    """Of some capitalised words those of which what stands before says something."""
    # Byte by byte: places of all these bytes at once would take eight times as much memory.
    before = np.empty((start.size, _BACK), np.uint8)
    for back in range(_BACK):
        before[:, back] = data.take(start - (back + 1), mode="clip")
    inside = _IS_WORD[before]
    gap = np.argmax(inside[:, : _GAP + 1], axis=1)
    apart = inside[np.arange(start.size), gap]
    start, before, inside, gap = start[apart], before[apart], inside[apart], gap[apart]
    # The word ends where the next sign is none of a word's.
    inside[np.arange(_BACK) < gap[:, None]] = True
    size = np.where(inside.all(axis=1), _BACK, np.argmin(inside, axis=1))
    near = np.where(np.arange(_GAP) < gap[:, None], before[:, :_GAP], np.uint8(0))
    line, colon = (near == 10).any(axis=1), (near == 58).any(axis=1)
    stop = ((near == 46) | (near == 59)).any(axis=1)
    keys = name_lexicon.keys_of(data, np.maximum(start - size, 0), start - gap)
    said = telling_words.said_by(keys)
    said[line] = 0
    said[stop] = np.where((said[stop] & TITLE) > 0, TITLE, SENTENCE)
    labelled = colon & ((said == 0) | (said == OF)) & ~line
    said[labelled & ~telling_words.name_places(keys)] = LABEL
    # ``Adresse : Florence``, unlike *je t'adresse Florence*.
    said[colon & (said == BY) & telling_words.name_places(keys)] = 0
    said[line] = LINE
    kept = said > 0
    close = (gap == 1) & (before[:, 0] == 32)
    return _Words(start[kept], said[kept], colon[kept], close[kept])


def _read(raw: bytes, data: Bytes, words: _Words, explained: Spans) -> list[tuple[int, int]]:
    """Start and end of the names among some words."""
    at = words.start[:, None] + np.arange(_AHEAD)
    ahead = data[np.minimum(at, data.size - 1)]
    outside = ~_IS_NAME[ahead] | (at >= data.size)
    size = np.where(outside.any(axis=1), np.argmax(outside, axis=1), _AHEAD)
    end = words.start + size
    first = are_names(name_lexicon.are_first_names, data, words.start, end)
    initial = (size == 1) & (ahead[:, 1] == 46)
    initial |= (size == 3) & (ahead[:, 1] == 45) & (ahead[:, 3] == 46)
    # ``Th.`` and ``Ch.`` are initials, too, and É two bytes.
    initial |= (size == 2) & ((ahead[:, 0] == 0xC3) | (ahead[:, 1] == 104)) & (ahead[:, 2] == 46)
    surname = _may_be_surnames(data, words, end, ahead[:, 1])
    likely = np.flatnonzero(first | initial | surname)
    likely = likely[~are_within(words.start[likely], end[likely], explained)]
    names: list[tuple[int, int]] = []
    reached = 0
    for row in likely.tolist():
        start = int(words.start[row])
        if start < reached:
            continue
        told = Told(int(words.said[row]), bool(words.colon[row]), bool(words.close[row]))
        for low, high in spans(raw, start, told, known=bool(first[row])):
            names.append((low, high))
            reached = high
    return names


def _may_be_surnames(data: Bytes, words: _Words, end: Offsets, second: Bytes) -> Mask:
    """Which words may be names that no lexicon of first names has, for what stands before."""
    shouted = (second - np.uint8(65)) < 26
    # The last word of ``Sage-femme :`` is one of kin.
    told = ((words.said & (FAMILY | ROLE)) > 0) | (((words.said & KIN) > 0) & words.colon)
    rows = np.flatnonzero(told)
    told[rows] = are_names(name_lexicon.are_surnames, data, words.start[rows], end[rows])
    told |= ((words.said & FAMILY) > 0) & shouted
    return told | (((words.said & (KIN | GREETING)) > 0) & words.close & ~shouted)
