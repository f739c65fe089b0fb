"""Names at the beginnings of a list's items: ``- Moulin Ginette 06 39 …``, ``2. LE BRIS Yann : …``.

Lists of people tell the surname first, which prose does not. One such item is nothing, two or more
below each other are a list of people, and the others of its items are, too, where they look alike;
an item whose name a telephone, an age or a birth follows needs no other.
"""

from typing import NamedTuple

import numpy as np

from leakscan.detectors import name_lexicon, telling_words
from leakscan.detectors.characters import DIGITS, LETTERS, Bytes, Mask, Offsets, byte_class
from leakscan.detectors.folding import folded
from leakscan.detectors.layout import Layout
from leakscan.detectors.name_pairs import NOT_PERSONS, named_hits, spans_of
from leakscan.detectors.name_reading import LINK, WORD, is_first_name
from leakscan.detectors.passages import Ranges
from leakscan.patterns import deferred
from leakscan.raw.hits import Hits

_LINE = 160
"""Bytes of an item that are read."""
_APART = 240
"""Bytes between the beginnings of two items of a list."""
_MOST_ODD = 3
"""Of as many items one may begin with something else."""
_AGE = b" ans"
_BEFORE_AGE = 96
"""Bytes of a line before an age that are read."""
_AGED = deferred(rf"(?P<name>{WORD}(?: {LINK}?{WORD}){{1,4}})(?=(?:,| \(|,? ?[-–]) ?\d{{1,3}}$)")
"""A line that begins with a name and goes on with an age has no need of a bullet."""
_IS_LINE_END = byte_class(b"\n")
_IS_BULLET = byte_class(b" \t-*+clCL\xe2\xc2" + DIGITS)
_IS_DIGIT, _IS_LETTER = byte_class(DIGITS), byte_class(LETTERS + bytes(range(0x80, 0x100)))
_NUMBER_BYTES, _BULLET_BYTES = 3, 26
"""Digits of an item's number, and bytes of a bullet with all that may stand in it."""
_BULLET = (
    r"[ \t]{0,8}(?:[-*+•·–—→>] {0,3}|\d{1,3} ?(?:[.)/]|[-–]) {0,3}"
    r"|\d{1,2} ?[:hH] ?\d{0,2} (?:[-:] )?"
    r"|(?:[Cc]h(?:ambre)?|[Ll]it|CH|LIT)\.? ?\d{1,4} ?[:-]? ?)"
)
_ITEM = deferred(
    rf"{_BULLET}(?P<name>(?:(?:De|Le|La|Von|Van|{LINK}) ?)*{WORD}(?: {LINK}?{WORD}){{0,4}})"
    r"(?P<rest>[^\n]{0,40})"
)
_TOLD = deferred(
    r"(?i) {0,3}[,(:–-]? ?(?:n[ée]e? |ddn|t[ée]l|(?:0|\+33 ?)\d(?:[ .-]?\d\d){4}"
    r"|\d{1,3} ?(?:ans|sa)\b"
    r"|[12] ?\d\d ?(?:0[1-9]|1[0-2]|[5-9]\d) ?\d\d|\d\d?[/.-]\d\d?[/.-]\d{2})"
)
_ENDS = deferred(r" {0,2}(?:[:,(;–/-]|\d|[a-zà-öø-ÿ]|[A-Z]{1,4}\b|$)")
_LEAST_CAPITALS = 4
_PARTICLES = frozenset("De de La la Le le Du du".split())
"""What follows one is a surname's, whatever it means: *De La Tour*."""
_COLOURS = frozenset("bleu bleue vert verte jaune orange gris grise rouge noire".split())
"""Surnames all, and given names are their shades: ``Vert Olive``."""


class _Item(NamedTuple):
    """An item of a list that may begin with a name.

    Attributes:
        at: Where its line begins.
        start, end: Where the name stands; nowhere when there is none.
        sure: Its words are a surname and a first name.
        told: What follows is said of people.
    """

    at: int
    start: int
    end: int
    sure: bool = False
    told: bool = False


def listed_names(
    rule: int, found: list[Hits], layout: Layout, taken: Mask, around: Ranges
) -> Hits | None:
    """Hits of the names that begin the items of lists, near statements on health or numbers.

    Args:
        rule: Index of the name rule.
        found: The other hits of the chunk, names among them.
        layout: The chunk, which is prose.
        taken: By rule index: its hits explain the names inside them.
        around: The text around what tells of somebody, as `name_pairs.around_hits` gives it.
    """
    data, raw = layout.data, layout.chunk.data
    lines = np.append(layout.chunk.begin, around.places_of(_IS_LINE_END) + 1)
    lines = _of_items(data, lines[lines < data.size])
    items = [item for at in lines.tolist() if (item := _item(raw, at)) is not None]
    if aged := _aged(raw, around):
        items = sorted({item.at: item for item in [*items, *aged]}.values())
    record = layout.chunk.record_of(np.array([item.at for item in items], np.int64)).tolist()
    names = (span for block in _blocks(items, record) for span in _named(block))
    return named_hits(rule, names, found, layout, spans_of(found, taken))


def _of_items(data: Bytes, lines: Offsets) -> Offsets:
    """The lines that may begin with a bullet and a word: most that begin so are figures."""
    last = data.size - 1
    lines = lines[_IS_BULLET[data[lines]]]
    figures = np.ones(lines.size, np.bool_)
    for after in range(_NUMBER_BYTES + 1):
        figures &= _IS_DIGIT[data[np.minimum(lines + after, last)]]
    lines = lines[~figures]
    worded = np.zeros(lines.size, np.bool_)
    for after in range(_BULLET_BYTES):
        at = np.minimum(lines + after, last - 1)
        worded |= _IS_LETTER[data[at]] & _IS_LETTER[data[at + 1]]
    return lines[worded]


def _item(raw: bytes, at: int) -> _Item | None:
    """The item whose line begins at an offset; None for other lines."""
    text = raw[at : at + _LINE].decode("utf-8", "ignore")
    match = _ITEM.match(text)
    if match is None:
        return None
    words = match["name"].split(" ")
    last = max((row for row in range(1, len(words)) if _is_given(words[row])), default=0)
    named = words[: last + 1] if last else words
    begin = match.start("name")
    rest = text[begin + len(" ".join(named)) : match.end("rest")]
    if not _may_name(named, rest, given=last > 0):
        return _Item(at, at, at)
    start = at + len(text[:begin].encode())
    sure = last > 0 and (_in_capitals(words[last - 1]) or _is_surname(words[:last]))
    told = _TOLD.match(rest) is not None
    return _Item(at, start, start + len(" ".join(named).encode()), sure, told)


def _aged(raw: bytes, around: Ranges) -> list[_Item]:
    """The lines that begin with a name and an age: ``Zoé EXEMPLE, 45 ans``."""
    text = around.text.tobytes()
    found, at = [], text.find(_AGE)
    while at >= 0:
        found.append(at)
        at = text.find(_AGE, at + 1)
    places = around.places(np.array(found, np.int64)).tolist() if found else []
    return [item for place in places if (item := _item_before(raw, place)) is not None]


def _item_before(raw: bytes, age: int) -> _Item | None:
    """The line that ends in an age so far; None where no name begins it."""
    at = raw.rfind(b"\n", max(age - _BEFORE_AGE, 0), age) + 1
    if not at and age > _BEFORE_AGE:
        return None
    match = _AGED.match(raw[at:age].decode("utf-8", "ignore"))
    if match is None:
        return None
    words = match["name"].split(" ")
    if any(map(_is_no_name, words)):
        return None
    end = at + len(match["name"].encode())
    given = _is_given(words[0]) or _is_given(words[-1])
    surname = _is_surname(words[1:]) or _is_surname(words[:-1])
    if not (given or surname):
        return _Item(at, at, at)
    return _Item(at, at, end, sure=given and surname, told=True)


def _may_name(words: list[str], rest: str, *, given: bool) -> bool:
    """Whether the first words of an item may be a name, the last of them a first name or not."""
    behind = ["", *words[:-1]]
    if any(
        _is_no_name(word)
        for word, lead in zip(words, behind, strict=True)
        if lead not in _PARTICLES
    ):
        return False
    return given or (_looks_like_name(words) and _ENDS.match(rest) is not None)


def _blocks(items: list[_Item], record: list[int]) -> list[list[_Item]]:
    """Items that follow each other in one record."""
    blocks: list[list[_Item]] = []
    last = -1
    for item, own in zip(items, record, strict=True):
        if own == last and item.at - blocks[-1][-1].at <= _APART:
            blocks[-1].append(item)
        else:
            blocks.append([item])
        last = own
    return blocks


def _named(block: list[_Item]) -> list[tuple[int, int]]:
    """Where the names of a list's people stand."""
    sure = sum(item.sure for item in block)
    named = sum(item.end > item.start for item in block)
    people = sure > 1 and named * _MOST_ODD >= len(block) * (_MOST_ODD - 1)
    return [
        (item.start, item.end)
        for item in block
        if item.end > item.start
        and ((item.sure and (people or item.told)) or (people and sure * 2 >= named))
    ]


def _looks_like_name(words: list[str]) -> bool:
    """Whether words are written as a surname and a first name, or a surname in capitals."""
    if len(words) == 1:
        return len(words[0]) >= _LEAST_CAPITALS and words[0].isupper() and _is_surname(words)
    return (_in_capitals(words[0]) and not words[-1].isupper()) or _is_surname(words[:1])


def _in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_given(word: str) -> bool:
    return word[1:2].islower() and is_first_name(word)


def _is_surname(words: list[str]) -> bool:
    """Whether words, the last of them, or the first of two with a hyphen, are a surname."""
    texts = [" ".join(words), words[-1], *words[-1].split("-")[:1]]
    keys = name_lexicon.keys_of_texts([text.encode() for text in texts])
    return bool(name_lexicon.are_surnames(keys).any())


def _is_no_name(word: str) -> bool:
    plain = folded(word)
    return (
        plain in NOT_PERSONS
        or (word.istitle() and plain in _COLOURS)
        or bool(telling_words.said_by_text(plain) & telling_words.ROLE)
    )
