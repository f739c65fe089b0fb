"""First name and surname side by side in prose, by lexicons: ``Anne MARTIN``, ``LE GUEN Yann``.

Surnames are common nouns and first names stand in streets and hospitals, so both words must be
names in a usual order and case, no word before them may say that a place is meant, and the
record must hold something else that was found: a list of authors is nobody's file. In what is
longer than a letter that must stand near, or the name is doubted (see `distant`).
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.detectors import name_lexicon, telling_words
from leakscan.detectors.characters import DIGITS, LETTERS, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.distant import are_far, are_in_long_records
from leakscan.detectors.folding import folded
from leakscan.detectors.layout import Layout
from leakscan.detectors.passages import Ranges, ranges_around
from leakscan.detectors.quiet_cells import QuietCells
from leakscan.frozen import slotted
from leakscan.membership import are_in
from leakscan.model.taxonomy import Tier
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_IS_WORD = byte_class(LETTERS + b"-'" + bytes(range(0x80, 0x100)))
_IS_GLUE = byte_class(LETTERS + DIGITS + b"-'_@./\\" + bytes(range(0x80, 0x100)))
_HYPHEN = ord("-")
_MIN_CAPITALS = 5
"""Letters of an unknown surname, all in capitals: shorter ones are acronyms."""
NOT_PERSONS = frozenset(
    """
    rue avenue av boulevard bd bld place pl allee allees impasse imp chemin che quai square cours
    route rte lycee college ecole hopital clinique institut fondation prix stade pont gare centre
    residence point espace salle universite musee maison saint sainte st ste batiment pavillon bat
    service unite loi syndrome maladie test score echelle signe methode classification chu ch chr
    ehpad cabinet laboratoire labo pharmacie association mairie groupe societe ets sarl eglise
    chapelle port parc jardin tour villa esplanade faubourg fg passage sentier cite hameau dr
    docteur professeur pr general marechal colonel capitaine president abbe commandant amiral
    """.split()
)
"""Words before a name, folded, that make it a place, a thing or somebody else's."""
_CALENDAR = (
    "sun mon tue wed thu fri sat lun mar mer jeu ven sam dim jan feb apr may jun jul aug sep sept "
    "oct nov dec fev avr mai jui aou sunday january february march april june july august "
    "september october november december janvier fevrier mars avril juin juillet aout septembre "
    "octobre novembre decembre"
)
"""Days and months: two of them, ``Sun Feb 1`` or ``April May``, are nobody."""
_MOST_BESIDE = 2
"""Words of a name before or after its first name."""
_SENTENCE = 24
"""Bytes of a cell that may hold a name beside a number."""
_NEAR = 512
"""Bytes between a name and what tells, in a long record, that it is somebody's."""
_LETTER = 2048
"""Bytes on either side of what tells of somebody: a letter."""
_LOOK_BACK = 24
"""Bytes before a name that may hold such words."""
_IS_BETWEEN = byte_class(b" '-_\xe2\x80\x99")
"""Between words; the last three are a typographic apostrophe."""
_BREAK = deferred(r"[^a-z0-9]+")
_LINKS = frozenset({"de", "du", "des", "d", "la", "le", "l"})


Spans = tuple[Offsets, Offsets]
"""Starts, ascending, and the furthest end up to each."""


@slotted
class _Capitalised:
    """Words that begin with a capital, in order: first names, and those near one.

    Attributes:
        start, end: Span of each.
        first: Whether it is a first name.
        lead: Where the particle before it starts (``de``, ``d'``), else `start`.
        upper: Whether all its letters are capitals (ASCII ones are looked at).
        next: Index of the capitalised word a space or particle further, -1 without one.
    """

    start: Offsets
    end: Offsets
    first: Mask
    lead: Offsets
    upper: Mask
    next: npt.NDArray[np.int64]


def name_pairs(rule: int, found: list[Hits], layout: Layout, taken: Mask) -> Hits | None:
    """Hits of names in prose, in records where something else was found.

    Args:
        rule: Index of the name rule.
        found: The other hits of the chunk.
        layout: The chunk, which is prose.
        taken: By rule index: its hits explain the names inside them (doctors, streets, drugs).
    """
    starts = np.concatenate([hits.start for hits in found]) if found else np.empty(0, np.int64)
    if not starts.size:
        return None
    start, end = _persons(_capitalised(layout, starts), found, layout, taken)
    if not start.size:
        return None
    tier = np.where(are_alone(start, found, layout), Tier.LEXICAL, Tier.CONTEXTUAL)
    return Hits.of(rule, start, end, tier=tier.astype(np.int8))


class Sentences(NamedTuple):
    """Cells of sentences in which something tells of somebody.

    Attributes:
        lows, highs: Where they begin and end.
        hits: The hits inside them.
    """

    lows: Offsets
    highs: Offsets
    hits: list[Hits]


def sentences_in(
    found: list[Hits], layout: Layout, quiet: QuietCells | None, *by: tuple[Mask, Mask]
) -> Sentences | None:
    """The sentences of a table in which something tells of somebody; None without one.

    Args:
        found: The hits of the chunk.
        layout: The chunk, which is a table.
        quiet: Knows cells that need not be looked at; None for none.
        by: By rule index, which hits tell of somebody; and, with one more for none, in columns of
            which rule they do.
    """
    index = layout.chunk.fields
    if index is None:
        return None
    # The last for hits outside fields, which have -1.
    inside = np.zeros(index.starts.size + 1, np.bool_)
    for rules, columns in by:
        for part in found:
            fields = part.field.compress(rules.take(part.rule))
            inside[fields.compress(columns.take(layout.role_of(fields)))] = True
    if layout.profile is not None and layout.profile.addressed.any():
        inside[:-1] |= layout.flag_of(layout.profile.addressed, np.arange(index.starts.size))
    fields = np.flatnonzero(inside[:-1])
    if layout.profile is not None:
        fields = fields[~layout.flag_of(layout.profile.professional, fields)]
    lows, highs = layout.bounds_of(fields)
    long = highs - lows >= _SENTENCE
    fields, lows, highs = fields[long], lows[long], highs[long]
    if quiet is not None and fields.size:
        others = quiet.others(layout.data, lows, highs)
        fields, lows, highs = fields.take(others), lows.take(others), highs.take(others)
    if not fields.size:
        return None
    inside[:] = False
    inside[fields] = True
    return Sentences(lows, highs, [part.take(inside.take(part.field)) for part in found])


def names_in_cells(rule: int, layout: Layout, taken: Mask, sentences: Sentences) -> Hits | None:
    """Hits of names in sentences of a table.

    Args:
        rule: Index of the name rule.
        layout: The chunk, which is a table.
        taken: As for `name_pairs`.
        sentences: Those of the chunk.
    """
    spans = words_in(layout.data, (sentences.lows, sentences.highs))
    words = _near_first_names(layout.data, *spans)
    start, end = _persons(words, sentences.hits, layout, taken)
    fields = layout.fields_of(start, end)
    start, end, fields = start[fields >= 0], end[fields >= 0], fields[fields >= 0]
    if not start.size:
        return None
    tier = np.full(start.size, Tier.CONTEXTUAL, np.int8)
    if layout.profile is not None:
        # Whom a row is about stands there and nowhere else.
        tier[layout.flag_of(layout.profile.addressed, fields)] = Tier.STRUCTURAL
    return Hits.of(rule, start, end, tier=tier, field=fields)


def _persons(
    words: _Capitalised, found: list[Hits], layout: Layout, taken: Mask
) -> tuple[Offsets, Offsets]:
    """Start and end of the names among some words that no other hit explains."""
    if not words.start.size:
        return words.start, words.end
    first, last = _named(words, layout.data)
    called = ~_are_roles(words, layout.data, first)
    start, end = words.start[first[called]], words.end[last[called]]
    keep = layout.owned(start) & ~are_within(start, end, spans_of(found, taken))
    which = np.flatnonzero(keep)
    which = which[are_persons(layout.data, layout.chunk.data, start[which])]
    which = which[_outermost(start[which], end[which])]
    return start[which], end[which]


def are_alone(start: Offsets, found: list[Hits], layout: Layout) -> Mask:
    """Which names stand in long records, with nothing near that is more than a word."""
    alone = are_in_long_records(start, layout)
    if alone.any():
        telling = [hits.start[hits.tier >= Tier.CONTEXTUAL] for hits in found]
        alone &= are_far(start, np.concatenate(telling), layout.chunk, _NEAR)
    return alone


def _capitalised(layout: Layout, hits: Offsets) -> _Capitalised:
    """The capitalised words of the records in which hits start, near first names.

    Of most texts few are, and no name has more than two words before or after its first name.
    """
    return _near_first_names(layout.data, *words_in(layout.data, _held(layout, hits)))


def words_in(data: Bytes, ranges: tuple[Offsets, Offsets]) -> tuple[Offsets, Offsets]:
    """Capitalised words beside another, or a particle, in some ranges of the text."""
    if KERNELS is not None:
        return arrays.capitalised_words(data, ranges, _IS_GLUE, _IS_WORD)
    return _capitalised_spans(data, ranges)


def _near_first_names(data: Bytes, start: Offsets, end: Offsets) -> _Capitalised:
    """Of some capitalised words the first names, and those near them."""
    first = are_names(name_lexicon.are_first_names, data, start, end)
    near = first.copy()
    for words in range(1, _MOST_BESIDE + 1):
        near[words:] |= first[:-words]
        near[:-words] |= first[words:]
    start, end, first = start[near], end[near], first[near]
    if not start.size:
        return _Capitalised(start, start, first, start, first, start)
    lead, following = _followed(data, start, end)
    return _Capitalised(start, end, first, lead, _in_capitals(data, start, end), following)


def _held(layout: Layout, hits: Offsets) -> tuple[Offsets, Offsets]:
    """Where the records in which hits start begin and end."""
    chunk = layout.chunk
    if not chunk.record_starts.size:
        return np.zeros(1, np.int64), np.array([layout.data.size])
    held = np.flatnonzero(np.bincount(chunk.record_of(hits)))
    # The first record takes what stands before it, the last what follows.
    starts = chunk.record_starts.copy()
    starts[0] = 0
    return starts[held], np.append(starts[1:], layout.data.size)[held]


def _capitalised_spans(data: Bytes, ranges: tuple[Offsets, Offsets]) -> tuple[Offsets, Offsets]:
    """The twin of the kernel."""
    begins = (data - np.uint8(65)) < 26
    begins[:-1] |= (data[:-1] == 0xC3) & (data[1:] < 0x9F)
    inside = _IS_GLUE[data]
    begins[1:] &= ~inside[:-1]
    start = np.flatnonzero(begins)
    if not start.size:
        return start, start
    within = np.searchsorted(ranges[0], start, side="right") - 1
    start = start[(within >= 0) & (start < ranges[1][np.maximum(within, 0)])]
    stops = np.append(np.flatnonzero(~_IS_WORD[data]), data.size)
    end = stops[np.searchsorted(stops, start)]
    spaced, particle = _links(data, start, end)
    beside = np.zeros(start.size, np.bool_)
    beside[1:] = spaced | particle
    beside[:-1] |= beside[1:].copy()
    return start[beside], end[beside]


def _in_capitals(data: Bytes, start: Offsets, end: Offsets) -> Mask:
    """Whether each word goes on in capitals, judged by its second and last byte."""
    second = data[np.minimum(start + 1, data.size - 1)]
    last = data[end - 1]
    # N'DIAYE and ÉMILE: an apostrophe or the second byte of a letter says nothing.
    second_is = ((second - np.uint8(65)) < 26) | (second >= 0x80) | (second == 39)
    return second_is & (((last - np.uint8(65)) < 26) | ((last >= 0x80) & (last < 0x9F)))


def _followed(data: Bytes, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """Where each word's particle starts, and the word that each is followed by, -1 for none."""
    lead, following = start.copy(), np.full(start.size, -1, np.int64)
    spaced, particle = _links(data, start, end)
    lead[1:][particle] = end[:-1][particle] + 1
    following[:-1] = np.where(spaced | particle, np.arange(1, start.size), -1)
    return lead, following


def _links(data: Bytes, start: Offsets, end: Offsets) -> tuple[Mask, Mask]:
    """Whether just a space, or a particle, stands between each word and the next."""
    after, then = end[:-1], start[1:]

    def sign(offset: int) -> Bytes:
        return data[np.minimum(after + offset, data.size - 1)]

    gap = then - after
    blank = sign(0) == 32
    of = blank & (gap == 4) & (sign(1) == ord("d")) & (sign(3) == 32)
    of &= (sign(2) == ord("e")) | (sign(2) == ord("u"))
    elided = blank & (gap == 3) & (sign(1) == ord("d")) & (sign(2) == 39)
    return blank & (gap == 1), of | elided


def _named(words: _Capitalised, data: Bytes) -> tuple[Offsets, Offsets]:
    """First and last word of every first name with a surname beside it."""
    left = np.flatnonzero(words.next >= 0)
    middle = words.next[left]
    plain = words.lead[middle] == words.start[middle]
    is_first = words.first[left]
    # Few words are first names; only beside them are surnames asked for.
    two = np.zeros(left.size, np.bool_)
    rows = np.flatnonzero(is_first)
    two[rows] = _have_surname_after(words, data, left[rows])
    rows = np.flatnonzero(words.first[middle] & words.upper[left] & plain & ~two)
    two[rows] = _have_surname_before(words, data, left[rows])
    two[two] = ~_are_dates(words, data, left[two])
    first, last = _in_three(words, data, left[is_first & ~two], left[words.upper[left] & ~two])
    return np.concatenate([left[two], first]), np.concatenate([middle[two], last])


def _are_dates(words: _Capitalised, data: Bytes, left: Offsets) -> Mask:
    """Whether each of some words and the one after it are both a day or a month."""
    right = words.next[left]
    days = are_in(name_lexicon.keys_of(data, words.start[left], words.end[left]), _calendar_keys())
    days[days] = are_in(
        name_lexicon.keys_of(data, words.start[right[days]], words.end[right[days]]),
        _calendar_keys(),
    )
    return days


def _are_roles(words: _Capitalised, data: Bytes, first: Offsets) -> Mask:
    """Whether each of some words is a role of care in capitals, ``IDE Martine``, and no surname."""
    roles = words.upper[first]
    rows = np.flatnonzero(roles)
    keys = name_lexicon.keys_of(data, words.start[first[rows]], words.end[first[rows]])
    roles[rows] = (telling_words.said_by(keys) & telling_words.CARE) > 0
    return roles


def _have_surname_after(words: _Capitalised, data: Bytes, called: Offsets) -> Mask:
    """Whether each of some first names is followed by a surname or capitals: ``Anne XYLOKI``."""
    after = words.next[called]
    shouted = words.upper[after] & ~words.upper[called] & _long(words, after)
    spans = words.lead[after], words.end[after]
    return shouted | are_names(name_lexicon.are_surnames, data, *spans)


def _have_surname_before(words: _Capitalised, data: Bytes, shouted: Offsets) -> Mask:
    """Whether each of some words in capitals, with a first name after it, is a surname."""
    called = ~words.upper[words.next[shouted]] & _long(words, shouted)
    spans = words.start[shouted], words.end[shouted]
    return called | are_names(name_lexicon.are_surnames, data, *spans)


def _in_three(
    words: _Capitalised, data: Bytes, called: Offsets, shouted: Offsets
) -> tuple[Offsets, Offsets]:
    """First and last word of names whose surname is two words: ``Anne LE GUEN``, ``LE GUEN Anne``.

    Args:
        words: The words.
        data: The chunk.
        called: Words that are first names, with a word after them.
        shouted: Words in capitals, with a word after them.
    """
    called = called[words.next[words.next[called]] >= 0]
    middle = words.next[called]
    last = words.next[middle]
    keys = name_lexicon.keys_of(data, words.lead[middle], words.end[last])
    after = name_lexicon.are_surnames(keys)
    shouted = shouted[words.next[words.next[shouted]] >= 0]
    second = words.next[shouted]
    third = words.next[second]
    keys = name_lexicon.keys_of(data, words.start[third], words.end[third])
    before = name_lexicon.are_first_names(keys)
    shouted, second, third = shouted[before], second[before], third[before]
    keys = name_lexicon.keys_of(data, words.start[shouted], words.end[second])
    whole = name_lexicon.are_surnames(keys)
    return (
        np.concatenate([called[after], shouted[whole]]),
        np.concatenate([last[after], third[whole]]),
    )


def are_names(
    known: Callable[[name_lexicon.Keys], Mask], data: Bytes, start: Offsets, end: Offsets
) -> Mask:
    """Whether each span, or its part before a hyphen, is known to a lexicon."""
    found = known(name_lexicon.keys_of(data, start, end))
    unknown = np.flatnonzero(~found)
    cut = _hyphens(data, start[unknown], end[unknown])
    inside = cut < end[unknown]
    double = unknown[inside]
    found[double] = known(name_lexicon.keys_of(data, start[double], cut[inside]))
    return found


def _hyphens(data: Bytes, start: Offsets, end: Offsets) -> Offsets:
    """Where the first hyphen stands in each span, its end without."""
    if KERNELS is not None:
        return arrays.first_of(data, start, end, _HYPHEN)
    places = np.append(np.flatnonzero(data == _HYPHEN), data.size)
    return np.minimum(places[np.searchsorted(places, start)], end)


def _long(words: _Capitalised, which: Offsets) -> Mask:
    return words.end[which] - words.start[which] >= _MIN_CAPITALS


def around_hits(found: list[Hits], layout: Layout, telling: Mask) -> Ranges | None:
    """The text around the hits of rules that tell of somebody; None without such a hit.

    Args:
        found: Hits of the chunk.
        layout: The chunk, which is prose.
        telling: By rule index: near its hits somebody is likely.
    """
    none = np.empty(0, np.int64)
    near = np.sort(np.concatenate([none, *(hits.start[telling[hits.rule]] for hits in found)]))
    if not near.size:
        return None
    return Ranges.of(layout.data, *ranges_around(layout.chunk, near, _LETTER))


def named_hits(
    rule: int,
    names: Iterable[tuple[int, int]],
    found: list[Hits],
    layout: Layout,
    explained: Spans,
) -> Hits | None:
    """Hits of names that were read one by one, of a lower tier where each stands alone.

    Args:
        rule: Index of the name rule.
        names: Start and end of each.
        found: The other hits of the chunk.
        layout: The chunk.
        explained: Spans that are something else.
    """
    start, end = np.array(sorted(set(names)), np.int64).reshape(-1, 2).T
    kept = layout.owned(start) & ~are_within(start, end, explained)
    start, end = start[kept], end[kept]
    if not start.size:
        return None
    tier = np.where(are_alone(start, found, layout), Tier.LEXICAL, Tier.CONTEXTUAL)
    return Hits.of(rule, start, end, tier=tier.astype(np.int8))


def spans_of(found: list[Hits], taken: Mask) -> Spans:
    """Starts, ascending, of the hits that explain names inside them, and how far those reach."""
    chosen = [hits.take(taken.take(hits.rule)) for hits in found]
    if not chosen:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    spans = np.concatenate([np.stack([hits.start, hits.end]) for hits in chosen], axis=1)
    spans = spans[:, np.argsort(spans[0], kind="stable")]
    return spans[0], np.maximum.accumulate(spans[1])


def are_within(start: Offsets, end: Offsets, spans: Spans) -> Mask:
    """Whether each span touches one of others, as `spans_of` gives them."""
    begins, reached = spans
    if not begins.size:
        return np.zeros(start.size, np.bool_)
    at = np.searchsorted(begins, end, side="left") - 1
    return (at >= 0) & (reached[np.maximum(at, 0)] > start)


def are_persons(data: Bytes, raw: bytes, starts: Offsets) -> Mask:
    """Whether no word before each name says that a place or a thing is named."""
    persons = np.ones(starts.size, np.bool_)
    for row in _after_telling_words(data, starts).tolist():
        at = int(starts[row])
        persons[row] = not _names_thing(raw[max(at - _LOOK_BACK, 0) : at])
    return persons


def _after_telling_words(data: Bytes, starts: Offsets) -> Offsets:
    """Which names follow a word that may say something of them: few."""
    back = starts[:, None] - np.arange(1, _LOOK_BACK + 1)
    signs = data[np.maximum(back, 0)]
    between = _IS_BETWEEN[signs] | (back < 0)
    first = np.argmin(between, axis=1)
    # From the end of the word before the name on, backwards: where it begins, whatever sign, of a
    # sentence or of a cell, stands behind it or before it.
    word = _IS_WORD[signs] & ~between
    inside = np.arange(_LOOK_BACK) >= np.argmax(word, axis=1)[:, None]
    begins = ~word & inside
    size = np.where(begins.any(axis=1), np.argmax(begins, axis=1), _LOOK_BACK)
    keys = name_lexicon.keys_of(data, np.maximum(starts - size, 0), starts - first)
    return np.flatnonzero(are_in(keys, _telling_keys()))


@cache
def _calendar_keys() -> name_lexicon.Keys:
    return np.sort(name_lexicon.keys_of_texts([word.encode() for word in _CALENDAR.split()]))


@cache
def _telling_keys() -> name_lexicon.Keys:
    words = sorted(word.encode() for word in NOT_PERSONS | _LINKS)
    return np.sort(name_lexicon.keys_of_texts(words))


def _names_thing(before: bytes) -> bool:
    if before[-1:] not in {b" ", b"-", b"'"}:
        return False
    text = folded(before.decode("utf-8", "ignore"))
    if text.rstrip().endswith(" :"):
        # A label, whose name it is: ``Infirmier du service : …``.
        return False
    words = [word for word in _BREAK.split(text) if word][-3:]
    while words and words[-1] in _LINKS:
        words.pop()
    return bool(words) and words[-1] in NOT_PERSONS


def _outermost(start: Offsets, end: Offsets) -> Offsets:
    """Of overlapping names, the longest that starts first."""
    order = np.lexsort((-end, start))
    reached = np.maximum.accumulate(end[order])
    keep = np.ones(order.size, np.bool_)
    keep[1:] = start[order][1:] >= reached[:-1]
    return order[keep]
