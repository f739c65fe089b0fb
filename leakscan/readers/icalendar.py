r"""Calendars and address books: an event or a person from ``BEGIN:VEVENT`` on is a record.

Specification: RFC 5545, RFC 6350, vCard 2.1 and 3.0 (RFC 2426). Text stays text, whose labels rules
know; folded lines are joined, for a number may stand on two. ``\n`` in a value ends a line, so that
it becomes no letter of the word after it. What tells entries apart looks like somebody's address of
mail (``UID:8f1c…@host``) and is none.
"""

import re
from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES, Chunk
from leakscan.raw.embedded import Item
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.islands import island_window
from leakscan.readers.origin import Piece
from leakscan.readers.prose import prose_chunks
from leakscan.readers.unfolded import unfolded
from leakscan.readers.whole_lines import whole_lines
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="icalendar",
    description={
        "fr": "agendas et carnets d'adresses (iCalendar, vCard)",
        "en": "calendars and address books (iCalendar, vCard)",
    },
    limits={
        "fr": "fiche : 64 Kio, au-delà lue par blocs",
        "en": "entry: 64 KiB, beyond that read in blocks",
    },
)
_BEGIN = re.compile(rb"\s*BEGIN:V(?:CALENDAR|CARD)\b", re.IGNORECASE)
_ENTRY = re.compile(
    rb"^BEGIN:V(?:EVENT|CARD|TODO|JOURNAL|FREEBUSY)\b", re.IGNORECASE | re.MULTILINE
)
_OLD_CARD = re.compile(rb"^VERSION:2\.1\b", re.IGNORECASE | re.MULTILINE)
_CARD = re.compile(rb"\s*BEGIN:VCARD\b", re.IGNORECASE)
_LINE_END = re.compile(rb"\\[nN]")
_LOOK_BYTES = 256
_ESCAPED = re.compile(rb"\\(?=[,;])")
_DRAWN = re.compile(
    rb"^(?:UID|RELATED-TO|X-[\w-]*UID)\b[^:\r\n]*:[^\r\n@]*@", re.IGNORECASE | re.MULTILINE
)
"""A name that a program drew for an entry, to the sign before its host."""
_MAX_LINE = 4096


def is_icalendar(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` is a calendar or an address book."""
    return _BEGIN.match(head) is not None


def read_icalendar(window: TextWindow) -> Iterator[Item]:
    """Chunks of prose, in which every entry is a record."""
    old = _OLD_CARD.search(window.text(0, window.fill(0, MAX_PROSE_RECORD_BYTES))) is not None
    joined = unfolded(window.remaining(), keep_blank=old)
    window, payloads = island_window(TextWindow(joined, window.chunk_bytes))
    lines = whole_lines(window.remaining(), longest=_MAX_LINE)
    text = TextWindow(map(_plain, lines), window.chunk_bytes)
    # A text of cards holds nothing else.
    cards = _CARD.match(text.text(0, text.fill(0, _LOOK_BYTES))) is not None
    return payloads.items(_entries(text, cards=cards))


def _plain(piece: Piece) -> Piece:
    """The piece with blanks for what is escaped, or drawn; where signs stand does not change."""
    data = _DRAWN.sub(lambda found: found[0][:-1] + b" ", piece.data)
    if b"\\" in data:
        data = _ESCAPED.sub(b" ", _LINE_END.sub(b". ", data))
    return Piece(data, piece.locate)


def _entries(window: TextWindow, *, cards: bool) -> Iterator[Chunk]:
    """Chunks that end where an entry does, or a block of a long one."""
    starts: list[int] = []
    begin = 0
    for end in _ends(window):
        if end - begin > MAX_PROSE_RECORD_BYTES:
            yield from _given(window, begin, starts, cards=cards)
            yield from prose_chunks(window, end)
            starts = []
        else:
            if starts and end - window.position > window.chunk_bytes:
                yield from _given(window, begin, starts, cards=cards)
                starts = []
            starts.append(begin)
        begin = end
    yield from _given(window, begin, starts, cards=cards)


def _ends(window: TextWindow) -> Iterator[int]:
    """Where each entry ends; of one that is too long, lines of it."""
    begin, wanted = 0, MAX_PROSE_RECORD_BYTES
    while available := window.fill(begin, wanted):
        text = window.text(begin, begin + available)
        ends = [begin + found.start() for found in _ENTRY.finditer(text, 1)]
        if not ends:
            if available == wanted == MAX_PROSE_RECORD_BYTES:
                wanted *= 2
                continue
            whole = available if available < wanted else text.rfind(b"\n") + 1
            ends.append(begin + (whole if whole > MAX_PROSE_RECORD_BYTES else available))
        yield from ends
        begin, wanted = ends[-1], MAX_PROSE_RECORD_BYTES


def _given(window: TextWindow, end: int, starts: list[int], *, cards: bool) -> Iterator[Chunk]:
    if starts:
        chunk = window.emit(end, np.array(starts, np.int64) - window.position)
        chunk.cards = cards
        yield chunk


FORMAT = TextFormat(info=INFO, recognise=is_icalendar, read=read_icalendar)
